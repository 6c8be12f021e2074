"""One way to ask in this room: a page with a form, an act, and a receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.urls import reverse

from medborger.encounter.plan.asking import FormPage
from medborger.foundation.forms import refuse

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from medborger.encounter.meetings.models import Talk
    from medborger.foundation.forms import ActionForm
    from medborger.foundation.http import PersonRequest

BOTH = ("GET", "POST")
TEMPLATE = "meetings/form.html"


def typed(request: Any) -> Any:
    """What was sent, or None when the page is only shown."""
    return request.POST if request.method == "POST" else None


def ask(
    request: PersonRequest,
    form: ActionForm,
    page: FormPage,
    act: Callable[..., Any],
    *args: object,
    **more: object,
) -> HttpResponse:
    """Show a form, or act and go back with a receipt."""
    context = {"page": page, "form": form, **more.pop("context", {})}  # type: ignore[dict-item]
    if request.method != "POST":
        return render(request, TEMPLATE, context)
    if form.act(act, *args, by=request.user, **more):
        number = getattr(form.result, "number", "")
        return redirect(f"{page.back}?kvittering={number}" if number else page.back)
    return refuse(request, TEMPLATE, form, context)


def about_talk(request: PersonRequest, talk: Talk, title: object, **more: Any) -> FormPage:
    """What stands around a form about a talk."""
    back = reverse("meetings:talk", args=[talk.public_id])
    subject = None if talk.subject_id == request.user.pk else talk.subject
    return FormPage(title, back, subject=subject, **more)
