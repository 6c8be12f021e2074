"""Deny by default: a view nobody has declared does not answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured

from medborger.foundation.access.declare import declared

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

ALLOWED_MODULES = ("allauth.", "django.views.static", "django.contrib.staticfiles")
"""Views by others: log-in pages and static files. They show nothing about anybody else."""


class DeclaredAccess:
    """Refuse views without a declaration."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(
        self, _request: HttpRequest, view: Any, _args: object, _kwargs: object
    ) -> None:
        """Refuse before the view is called."""
        module = getattr(view, "__module__", "")
        if declared(view) is None and not module.startswith(ALLOWED_MODULES):
            raise ImproperlyConfigured(f"{module}.{view.__name__} has no access declaration.")
