"""Pages about talks: by signed link, for the citizen, for the professional, and for the leader."""

from __future__ import annotations

from medborger.encounter.meetings.views import after, bylink, inviting, talks

__all__ = ["after", "bylink", "inviting", "talks"]
