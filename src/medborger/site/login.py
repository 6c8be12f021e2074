"""Log-in for staff. Citizens come through an identity provider, never with a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter

from medborger.foundation.people.roles import Role

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from medborger.foundation.people.models import Person

WITHOUT_PASSWORD = {Role.CITIZEN, Role.NETWORK, Role.EMPLOYER}


class StaffOnly(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """No sign-up: an administrator makes staff, and the identity provider makes citizens."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Nobody makes their own staff account."""
        return False

    def pre_login(
        self, request: HttpRequest, user: Person, **options: object
    ) -> HttpResponse | None:
        """Let only people with a role of today in."""
        if not user.roles or user.roles <= WITHOUT_PASSWORD:
            refusal: HttpResponse = self.respond_user_inactive(request, user)
            return refusal
        answer: HttpResponse | None = super().pre_login(request, user, **options)
        return answer
