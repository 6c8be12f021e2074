"""One declaration per view: who may, for what purpose, and what the trace will say.

Deny by default: a view without a declaration is refused by the middleware and by
`./test access`. Every object about a person is fetched here, from `visible_to(viewer)`, so
somebody else's object is 404 in exactly one place.

    @about(Plan, "plan_id", seen=_("din plan"), purpose=Purpose.CASEWORK)
    def detail(request: PersonRequest, plan: Plan) -> HttpResponse: ...
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.utils import translation

from medborger.foundation.access import services as trace
from medborger.foundation.posts.once import answered_once

if TYPE_CHECKING:
    from django.db import models
    from django.http import HttpRequest

    from medborger.foundation.people.models import Person
    from medborger.foundation.people.roles import Ability

SOURCE = "da"
"""The trace is kept in the source language, and translated for whoever reads it."""

View = Callable[..., HttpResponse]
Who = Callable[..., bool]


@dataclass(frozen=True)
class Access:
    """Who may use a view, why, and what the trace says.

    Attributes:
        kind: public, signed_in, having, own or about.
        methods: The HTTP methods the view answers.
        abilities: The viewer needs one of these; empty means no such need.
        model: The model whose rows the view is about, for kind `about`.
        argument: The name of the URL argument that holds the row's public id.
        who: A policy that is asked when the row has been found.
        seen: What the trace says was seen; empty means the view shows nothing by itself.
        purpose: Why the viewer looks.
        why: Why a view is public or open to all who are signed in.
    """

    kind: str
    methods: tuple[str, ...] = ("GET",)
    abilities: frozenset[Ability] = frozenset()
    model: type[models.Model] | None = None
    argument: str = ""
    who: Who | None = None
    seen: Any = ""
    purpose: str = ""
    why: str = ""

    def permits(self, viewer: Person) -> bool:
        """Whether somebody with these abilities may use the view at all."""
        return not self.abilities or bool(self.abilities & viewer.abilities)

    def find(self, viewer: Person, public_id: object) -> Any:
        """Find the row among those the viewer may see; otherwise it does not exist."""
        assert self.model is not None, "only `about` views find a row"
        rows = self.model._default_manager.visible_to(viewer)  # type: ignore[attr-defined]
        found = rows.filter(public_id=public_id).first()
        if found is None or not (self.who is None or self.who(found, by=viewer)):
            raise Http404
        return found


def public(why: str, *, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """Open a view to everybody, and say why that is safe."""

    def declare(view: View) -> View:
        return login_not_required(_guarded(view, Access("public", methods, why=why)))

    return declare


def signed_in(why: str, *, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """Open a view to everybody who is signed in; it shows nothing about anybody else."""
    return lambda view: _guarded(view, Access("signed_in", methods, why=why))


def having(*abilities: Ability, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """Open a view to people with one of these abilities; it is not about one person.

    A view that lists people must call `trace.listed`.
    """
    return lambda view: _guarded(view, Access("having", methods, frozenset(abilities)))


def own(
    ability: Ability, *, methods: tuple[str, ...] = ("GET",), opens: bool = True
) -> Callable[[View], View]:
    """Open a view about oneself. With `opens`, a GET counts as an opening of one's own case."""
    seen = "egen sag" if opens else ""
    return lambda view: _guarded(view, Access("own", methods, frozenset({ability}), seen=seen))


def about(
    model: type[models.Model],
    argument: str,
    *,
    purpose: str,
    seen: Any = "",
    who: Who | None = None,
    abilities: tuple[Ability, ...] = (),
    methods: tuple[str, ...] = ("GET",),
) -> Callable[[View], View]:
    """Open a view about a row that belongs to a person.

    The row comes from `model.objects.visible_to(viewer)` by its `public_id`, and is given to the
    view in place of the URL argument. It must have a `subject`: the person it is about. With
    `seen`, a GET that succeeds leaves a line in the subject's trace before the answer is sent.
    """
    return lambda view: _guarded(
        view,
        Access("about", methods, frozenset(abilities), model, argument, who, seen, purpose),
    )


def declared(view: Any) -> Access | None:
    """Read a view's declaration."""
    access = getattr(view, "access", None)
    return access if isinstance(access, Access) else None


def _guarded(view: View, access: Access) -> View:
    @wraps(view)
    def guarded(request: Any, **arguments: Any) -> HttpResponse:
        rule = declared(guarded)
        assert rule is not None, "set below"
        method = "GET" if request.method == "HEAD" else request.method
        if method not in rule.methods:
            return HttpResponseNotAllowed(rule.methods)
        if rule.kind != "public" and not rule.permits(request.user):
            raise Http404
        if rule.kind == "about":
            found = rule.find(request.user, arguments.pop(rule.argument))
            arguments = {_name_of(rule.model): found, **arguments}
        if method == "POST":
            return answered_once(request, lambda: view(request, **arguments))
        response = view(request, **arguments)
        _leave_a_line(rule, request, arguments, response)
        return response

    guarded.access = access  # type: ignore[attr-defined]
    return guarded


def _leave_a_line(
    rule: Access, request: HttpRequest, arguments: dict[str, Any], response: HttpResponse
) -> None:
    if not rule.seen or response.status_code >= 300:
        return
    viewer: Any = request.user
    subject = viewer if rule.kind == "own" else arguments[_name_of(rule.model)].subject
    with translation.override(SOURCE):
        what = str(rule.seen)
    trace.seen(what, about=subject, by=viewer, purpose=rule.purpose)


def _name_of(model: type[models.Model] | None) -> str:
    assert model is not None, "only `about` views have a model"
    return str(model._meta.model_name)
