"""Write in the table and draw arrows: one address, the page and its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from medborger.foundation.access.declare import having
from medborger.foundation.forms import ActionForm, refuse
from medborger.foundation.people.roles import Ability
from medborger.theory.chain import services
from medborger.theory.chain.advice import mechanism_advice
from medborger.theory.chain.documents import document_of
from medborger.theory.chain.editing import NOBODY, edit_page
from medborger.theory.chain.forms import ArrowForm, CellForm, MovedCellForm, NewArrowForm
from medborger.theory.chain.views.finding import trail_to, version_of, way_to

if TYPE_CHECKING:
    from django.http import HttpResponse

    from medborger.foundation.http import PersonRequest
    from medborger.theory.chain.editing import EditPage
    from medborger.theory.chain.models import Element, TheoryVersion

ARROW = ("kind", "origin", "assumption", "strength", "rival", "evidence_for", "evidence_against")


def _at(page: EditPage, **more: Any) -> dict[str, Any]:
    trail = trail_to(way_to(page.version))
    return {"page": page, "trail": trail, "open_at": "", "form": None, "key": "", **more}


@having(Ability.SHAPE_THEORY)
def edit(request: PersonRequest, slug: str) -> HttpResponse:
    """Show the draft with a way into each cell; an adopted one sends on to a new version."""
    version = version_of(request, slug)
    if version.adopted:
        return redirect("chain:begin", slug=slug)
    return render(request, "chain/edit.html", _at(edit_page(version)))


@having(Ability.SHAPE_THEORY, methods=("GET", "POST"))
def cell(request: PersonRequest, slug: str, key: str) -> HttpResponse:
    """Change what stands in a cell."""
    version = version_of(request, slug)
    element = _element(version, key)
    page = edit_page(version, key=key)
    document, there = page.document, page.document.element(key)
    context = _at(page, open_at=request.path, key=key)
    if request.method != "POST":
        initial = {
            "text": element.text,
            "subgroup": element.subgroup,
            "row": element.row or _row_of(page, key),
            "audience": there.audience,
            "version": element.edits,
        }
        form = MovedCellForm(initial=initial, document=document, element=there)
        return render(request, "chain/edit.html", {**context, "form": form})
    form = MovedCellForm(request.POST, document=document, element=there)
    if form.act(services.change_cell, element, by=request.user):
        return _saved(request, form.result)
    if form.conflict is not None:
        return _somebody_was_faster(request, form, context)
    return refuse(request, "chain/edit.html", form, context)


@having(Ability.SHAPE_THEORY, methods=("GET", "POST"))
def blank(request: PersonRequest, slug: str, level: str, audience: str, row: int) -> HttpResponse:
    """Write in a cell that is blank."""
    version = version_of(request, slug)
    page = edit_page(version, blank=(level, audience, row))
    context = _at(page, open_at=request.path)
    if request.method != "POST":
        return render(request, "chain/edit.html", {**context, "form": CellForm(level=level)})
    form = CellForm(request.POST, level=level)
    place = {"level": level, "audience": "" if audience == NOBODY else audience, "row": row}
    if form.act(_write_blank, version, **place, by=request.user):
        return _saved(request, form.result)
    return refuse(request, "chain/edit.html", form, context)


def _write_blank(draft: TheoryVersion, /, **given: Any) -> Element:
    """A new cell has no version to have been changed from."""
    given.pop("version")
    return services.add_cell(draft, **given)


def _saved(request: PersonRequest, element: Element) -> HttpResponse:
    """Say that it is saved; advise when a mechanism names an act."""
    advice = mechanism_advice(element.text) if element.level.key == "active_mechanism" else ""
    if advice:
        messages.warning(request, advice)
    else:
        messages.success(request, _("Gemt."))
    slug = element.version.theory.slug
    return redirect(reverse("chain:edit", kwargs={"slug": slug}) + f"#{element.key}")


def _somebody_was_faster(
    request: PersonRequest, form: MovedCellForm, context: dict[str, Any]
) -> HttpResponse:
    """Show what stands now beside what was typed; sending again means having seen it."""
    assert form.conflict is not None
    data = {**dict(form.data.items()), "version": str(form.conflict.version)}
    page: EditPage = context["page"]
    again = MovedCellForm(
        data, document=page.document, element=page.document.element(context["key"])
    )
    again.is_valid()
    theirs = form.conflict.theirs["text"]
    return render(
        request, "chain/edit.html", {**context, "form": again, "theirs": theirs}, status=409
    )


def _element(version: TheoryVersion, key: str) -> Element:
    return get_object_or_404(version.elements.select_related("version__theory"), key=key)


def _row_of(page: EditPage, key: str) -> int:
    return next(c.row for row in page.rows for c in row if c.element and c.element.key == key)


@having(Ability.SHAPE_THEORY, methods=("GET", "POST"))
def remove(request: PersonRequest, slug: str, key: str) -> HttpResponse:
    """Take an element out of the table, after a yes."""
    version = version_of(request, slug)
    element = _element(version, key)
    arrows = version.links.filter(source=element) | version.links.filter(target=element)
    context = {"element": element, "arrows": arrows.count(), "trail": trail_to(way_to(version))}
    if request.method != "POST":
        return render(request, "chain/remove.html", {**context, "form": ActionForm()})
    form = ActionForm(request.POST)
    if form.act(services.remove_cell, element, by=request.user):
        messages.success(request, _("«%(text)s» er taget ud.") % {"text": element.text})
        return redirect("chain:edit", slug=slug)
    return refuse(request, "chain/remove.html", form, context)


@having(Ability.SHAPE_THEORY, methods=("GET", "POST"))
def new_arrow(request: PersonRequest, slug: str) -> HttpResponse:
    """Draw an arrow."""
    version = version_of(request, slug)
    document = document_of(version)
    context = {"version": version, "trail": trail_to(way_to(version)), "arrow": None}
    if request.method != "POST":
        initial = {"source": request.GET.get("fra", "")}
        form = NewArrowForm(document=document, initial=initial)
        return render(request, "chain/arrow.html", {**context, "form": form})
    form = NewArrowForm(request.POST, document=document)
    if form.act(_draw, version, by=request.user):
        messages.success(request, _("Pilen er tegnet."))
        return redirect("chain:table", slug=slug)
    return refuse(request, "chain/arrow.html", form, context)


def _draw(version: TheoryVersion, *, source: str, target: str, **given: Any) -> object:
    """Find the two ends by their keys."""
    ends = {e.key: e for e in version.elements.filter(key__in=(source, target))}
    if missing := {source, target} - set(ends):
        raise ValidationError(_("Elementet %(key)s findes ikke.") % {"key": min(missing)})
    return services.draw_arrow(version, source=ends[source], target=ends[target], **given)


@having(Ability.SHAPE_THEORY, methods=("GET", "POST"))
def arrow(request: PersonRequest, slug: str, key: str) -> HttpResponse:
    """Change what an arrow says; accept it or take it out."""
    version = version_of(request, slug)
    one = get_object_or_404(
        version.links.select_related("source", "target", "version__theory"), key=key
    )
    context = {"version": version, "trail": trail_to(way_to(version)), "arrow": one}
    if request.method != "POST":
        initial = {name: getattr(one, name) for name in ARROW} | {"version": one.edits}
        return render(request, "chain/arrow.html", {**context, "form": ArrowForm(initial=initial)})
    verb = request.POST.get("verb", "")
    if verb in {"godkend", "fjern"}:
        form: ActionForm = ActionForm(request.POST)
        service = services.accept_arrow if verb == "godkend" else services.remove_arrow
        done = form.act(service, one, by=request.user)
    else:
        form = ArrowForm(request.POST)
        done = form.act(services.change_arrow, one, by=request.user)
    if done:
        messages.success(request, _("Gemt."))
        return redirect("chain:table", slug=slug)
    return refuse(request, "chain/arrow.html", form, context)
