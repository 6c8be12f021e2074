"""The front door, and the sign that says whether the house is well."""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language

from medborger.foundation import clock
from medborger.foundation.access.declare import public, signed_in
from medborger.foundation.outbox.models import Job
from medborger.site.navigation import start_page
from medborger.site.staying import RENEWED

if TYPE_CHECKING:
    from django.http import HttpRequest


@public("Forsiden fortæller, hvad Medborger er. Den viser ingen mennesker.")
def home(request: HttpRequest) -> HttpResponse:
    """Send people to their own start page; tell strangers where they are."""
    if request.user.is_authenticated:
        name = start_page(request.user)
        return redirect(name) if name else render(request, "site/no_role.html")
    if settings.DEMO:
        return redirect("demo:entrance")
    return render(request, "site/welcome.html")


@public("Erklæringen handler om huset, ikke om mennesker.")
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say honestly how well people with other ways of reading are served."""
    return render(request, "site/accessibility.html")


@public("Overvågning skal kunne spørge, om huset har det godt.")
def health(_request: HttpRequest) -> HttpResponse:
    """Tell machines whether the database answers and the outbox moves."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    waiting = Job.objects.filter(done_at__isnull=True, next_at__lte=clock.now()).count()
    return JsonResponse({"status": "ok", "outbox_waiting": waiting})


@public("Sproget gælder kun ens egen browser.", methods=("POST",))
def language(request: HttpRequest) -> HttpResponse:
    """Change the language and stay on the page."""
    place = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(place, allowed_hosts={request.get_host()}):
        place = "/"
    response = redirect(place)
    code = request.POST.get("language", "")
    if code in dict(settings.LANGUAGES) and check_for_language(code):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, code, samesite="Lax", secure=settings.SECURE
        )
    return response


@signed_in("At blive lidt længere viser intet om nogen.", methods=("POST",))
def stay(request: HttpRequest) -> HttpResponse:
    """Begin the log-in's hour anew, when the person says they are still there."""
    request.session[RENEWED] = time.time()
    return HttpResponse(status=HTTPStatus.NO_CONTENT)
