"""One way to ask: a page with a form, an act, and a receipt. With or without JavaScript."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from medborger.foundation.forms import refuse, with_draft
from medborger.foundation.posts import services as drafts

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from medborger.foundation.forms import ActionForm
    from medborger.foundation.http import PersonRequest
    from medborger.foundation.journal.models import Event
    from medborger.foundation.people.models import Person

SAVE = _("Gem")
TEMPLATE = "plan/form.html"
KEEP = "keep"
"""The name of the button that keeps a draft when the browser runs no scripts."""


@dataclass(frozen=True, slots=True)
class FormPage:
    """What stands around a form.

    Attributes:
        title: What is asked.
        back: Where to go afterwards, and when one regrets.
        notice: Who will see it, or what happens; said before the act.
        news: What the citizen is told, word for word, when somebody else does it.
        words: The item it is about, in its own words.
        subject: Whose case it is, when it is not one's own.
        draft: The key of the draft; empty where nothing is typed.
        button: What the button says.
        readers: Names of those who will see it; None where it does not matter.
        part: Draws the part of the page that changed, for a click that htmx sent.
    """

    title: Any
    back: str
    notice: Any = ""
    news: Any = ""
    words: str = ""
    subject: Person | None = None
    draft: str = ""
    button: Any = SAVE
    readers: list[str] | None = None
    part: Callable[[str], HttpResponse] | None = None


def ask(
    request: PersonRequest,
    form_class: type[ActionForm],
    page: FormPage,
    act: Callable[..., Event],
    *args: object,
    initial: dict[str, Any] | None = None,
    **options: object,
) -> HttpResponse:
    """Show a form; when it is sent and done, go back with a receipt."""
    if request.method != "POST":
        begin = initial or {}
        form = (
            with_draft(form_class, page.draft, request, initial=begin)
            if page.draft
            else form_class(initial=begin)
        )
        return render(request, TEMPLATE, {"page": page, "form": form, "saved_at": ""})
    if KEEP in request.POST:
        return _keep(request, form_class, page)
    form = form_class(request.POST)
    if form.act(act, *args, by=request.user, **options):
        if page.draft:
            drafts.discard_draft(page.draft, by=request.user)
        if request.htmx and page.part is not None:
            return page.part(form.result.number)
        return redirect(f"{page.back}?kvittering={form.result.number}")
    part = f"{TEMPLATE}#ask" if request.htmx and form.conflict is None else TEMPLATE
    response = refuse(request, part, form, {"page": page, "saved_at": ""})
    if form.conflict is not None:
        response["HX-Retarget"] = response["HX-Reselect"] = "#main"
    return response


def _keep(request: PersonRequest, form_class: type[ActionForm], page: FormPage) -> HttpResponse:
    """Keep a draft without JavaScript, and say when it was kept."""
    fields = {name: request.POST.get(name, "") for name in form_class.base_fields}
    version = fields.pop("version", "")
    draft = drafts.save_draft(page.draft, fields=fields, by=request.user)
    form = form_class(initial={**fields, "version": version})
    at = date_format(localtime(draft.saved_at), "H.i")
    return render(request, TEMPLATE, {"page": page, "form": form, "saved_at": at})


def typed(request: HttpRequest) -> Any:
    """What was sent, or None when the page is only shown."""
    return request.POST if request.method == "POST" else None


def act_with(
    request: PersonRequest,
    form: ActionForm,
    page: FormPage,
    act: Callable[..., Any],
    *args: object,
    **more: object,
) -> HttpResponse:
    """Show a form that is made already, or act with it and go back with a receipt."""
    context = {"page": page, "form": form}
    if request.method != "POST":
        return render(request, "plan/act.html", context)
    if form.act(act, *args, by=request.user, **more):
        number = getattr(form.result, "number", "")
        return redirect(f"{page.back}?kvittering={number}" if number else page.back)
    return refuse(request, "plan/act.html", form, context)
