"""What the demo would have sent. It exists only with DEMO=1, where everybody is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import render

from medborger.foundation.access.declare import public
from medborger.foundation.outbox.models import Message

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

A_PAGE = 25


@public("Udbakken findes kun i demoen, og dens mennesker er opdigtede.")
def sent(request: HttpRequest) -> HttpResponse:
    """Show the newest messages first, each with its channel and whether it has left."""
    messages = Message.objects.select_related("to").order_by("-at", "-pk")
    page = Paginator(messages, A_PAGE).get_page(request.GET.get("side"))
    return render(request, "outbox/sent.html", {"page": page})
