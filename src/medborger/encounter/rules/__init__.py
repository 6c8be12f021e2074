"""Rules (regler): dated law as data, and what it means for a citizen today."""

from __future__ import annotations
