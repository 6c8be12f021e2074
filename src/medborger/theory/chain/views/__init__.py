"""The pages of a theory."""

from __future__ import annotations
