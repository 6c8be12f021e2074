"""What one can do with any item: read its past, decide who sees it, and disagree.

Goals, steps and notes get the same eight pages; `pages_for` declares them for one of the models.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from medborger.encounter.plan import forms, services, telling
from medborger.encounter.plan.asking import FormPage, ask
from medborger.encounter.plan.models import Goal, Note, Share, Step
from medborger.encounter.plan.policies import is_party, may_be_shown, may_write
from medborger.encounter.plan.selectors import items, readers
from medborger.encounter.plan.ways import BOTH, back_to, names_of_readers, whose
from medborger.foundation.access.declare import about
from medborger.foundation.access.models import Purpose
from medborger.foundation.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse
    from django.urls import URLPattern

    from medborger.encounter.plan.models import Item
    from medborger.foundation.http import PersonRequest

SEEN: dict[type, Any] = {
    Goal: _("et mål i din plan"),
    Step: _("et skridt i din plan"),
    Note: _("en note, du har delt"),
}
FOLDER: dict[type, str] = {Goal: "maal", Step: "skridt", Note: "noter"}


def read(request: PersonRequest, item: Item) -> HttpResponse:
    """Show one item and how it came to be."""
    page = items.item_page(item, request.user, number=request.GET.get("kvittering", ""))
    trail = [(_("Planen"), back_to(request, item.plan))]
    return render(request, "plan/item.html", {"page": page, "trail": trail})


def who(request: PersonRequest, item: Item) -> HttpResponse:
    """Show who sees an item, and let the citizen decide."""
    context = {"page": readers.who_page(item), "back": back_to(request, item.plan)}
    return render(request, "plan/who.html", context)


def share(request: PersonRequest, item: Item, person_id: object) -> HttpResponse:
    """Name exactly who will see it, before it is shared."""
    person = Person.objects.filter(public_id=person_id).first()
    if person is None or not may_be_shown(item, to=person, by=request.user):
        raise Http404
    reader = next(r for r in readers.readers_of(item.subject) if r.person.pk == person.pk)
    page = FormPage(
        _("Del med %(name)s") % {"name": person.name},
        reverse("plan:mine"),
        _("Kun den, der står her, kan se det. Du kan tage det tilbage når som helst."),
        words=item.wording,
        button=_("Ja, del det"),
        readers=[reader.presentation],
    )
    return ask(request, forms.Confirmation, page, services.share, item, person=person)


def open_up(request: PersonRequest, item: Item) -> HttpResponse:
    """Name everybody who will see it, before it is opened."""
    page = FormPage(
        _("Vis det for alle, der arbejder sammen med dig"),
        reverse("plan:mine"),
        words=item.wording,
        button=_("Ja, vis det"),
        readers=names_of_readers(item.subject),
    )
    return ask(request, forms.Confirmation, page, services.open_up, item)


def hide(request: PersonRequest, item: Item) -> HttpResponse:
    """Keep an item for oneself."""
    page = FormPage(
        _("Gør det privat"),
        reverse("plan:mine"),
        _("Fra nu af er det kun dig, der kan se det. Andre kan have nået at læse det."),
        words=item.wording,
        button=_("Gør det privat"),
    )
    return ask(request, forms.Confirmation, page, services.make_private, item)


def disagree(request: PersonRequest, item: Item) -> HttpResponse:
    """Say that one does not agree."""
    page = FormPage(
        _("Jeg er ikke enig"),
        reverse("plan:mine"),
        _("Det kommer til at stå lige ved siden af, og alle, der ser det, ser også din uenighed."),
        words=item.wording,
        draft=f"plan:{item.kind}:{item.public_id}:disagree",
        readers=None if item.is_private else names_of_readers(item.subject),
    )
    return ask(request, forms.DisagreeForm, page, services.disagree, item)


def talk(request: PersonRequest, item: Item) -> HttpResponse:
    """Say something beside an item."""
    subject = whose(request, item.subject)
    page = FormPage(
        _("Skriv et indlæg"),
        reverse(f"plan:read_{item.kind}", args=[item.public_id]),
        _("Alle, der kan se det her, kan også se samtalen."),
        news=_(telling.NEW_POST) if subject else "",
        words=item.wording,
        subject=subject,
        draft=f"plan:{item.kind}:{item.public_id}:talk",
        button=_("Send"),
    )
    return ask(request, forms.PostForm, page, services.write_post, item)


def settle(request: PersonRequest, item: Item) -> HttpResponse:
    """Say that no answer is needed."""
    page = FormPage(
        _("Der er ikke brug for svar"),
        reverse(f"plan:read_{item.kind}", args=[item.public_id]),
        words=item.wording,
        subject=whose(request, item.subject),
        button=_("Der er ikke brug for svar"),
    )
    return ask(request, forms.Confirmation, page, services.settle, item)


@about(Share, "share_id", purpose=Purpose.OWN, who=may_write, methods=BOTH)
def unshare(request: PersonRequest, share: Share) -> HttpResponse:
    """Take a shared item back."""
    page = FormPage(
        _("Del ikke længere med %(name)s") % {"name": share.person.name},
        reverse("plan:mine"),
        _("Det virker med det samme: ved næste klik står der «ikke delt»."),
        words=share.item.wording,
        button=_("Del ikke længere"),
    )
    return ask(request, forms.Confirmation, page, services.unshare, share)


def pages_for(model: type[Item]) -> list[URLPattern]:
    """Declare the eight pages for goals, steps or notes, and give their addresses."""
    kind, folder = str(model._meta.model_name), FOLDER[model]

    def declared(view: Callable[..., HttpResponse], **declaration: Any) -> Any:
        def page(request: PersonRequest, **arguments: Any) -> HttpResponse:
            return view(request, arguments.pop(kind), **arguments)

        page.__name__, page.__module__ = f"{view.__name__}_{kind}", __name__
        return about(model, "item_id", **declaration)(page)

    own = {"purpose": Purpose.OWN, "who": may_write}
    at = f"{folder}/<uuid:item_id>"
    both = {"seen": SEEN[model], "purpose": Purpose.CASEWORK, "who": is_party}
    seen = declared(read, **both)
    return [
        path(f"{at}/laes/", seen, name=f"read_{kind}"),
        path(f"{at}/hvem/", declared(who, **own), name=f"who_{kind}"),
        path(
            f"{at}/del/<uuid:person_id>/",
            declared(share, methods=BOTH, **own),
            name=f"share_{kind}",
        ),
        path(f"{at}/vis/", declared(open_up, methods=BOTH, **own), name=f"open_{kind}"),
        path(f"{at}/privat/", declared(hide, methods=BOTH, **own), name=f"hide_{kind}"),
        path(f"{at}/samtale/", declared(talk, methods=BOTH, **both), name=f"talk_{kind}"),
        path(f"{at}/svar-ikke/", declared(settle, methods=BOTH, **both), name=f"settle_{kind}"),
        path(f"{at}/uenig/", declared(disagree, methods=BOTH, **own), name=f"disagree_{kind}"),
    ]
