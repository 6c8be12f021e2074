"""Staff who came in with a password need a second factor before they see anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.adapter import get_adapter
from django.shortcuts import redirect

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

WITHOUT = "without_second_factor"
"""Session mark set by doors that vouch for the person themselves: the demo's entrance today,
an identity provider with its own level of assurance later."""
OPEN_ADDRESSES = ("/konto/", "/static/", "/sprog/", "/sundhed")


class SecondFactor:
    """Send people without a second factor to the page where they choose one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let those through who have shown enough."""
        if request.user.is_authenticated and not self._is_enough(request):
            return redirect("mfa_index")
        return self.get_response(request)

    def _is_enough(self, request: HttpRequest) -> bool:
        if request.path.startswith(OPEN_ADDRESSES) or request.session.get(WITHOUT):
            return True
        if get_adapter().is_mfa_enabled(request.user):
            request.session[WITHOUT] = True
            return True
        return False
