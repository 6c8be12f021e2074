"""Jobindsats: the public figures of the labour market, through the API's version 2 or 3."""

from __future__ import annotations

from medborger.integrations.jobindsats.answers import Cell, JobindsatsFault
from medborger.integrations.jobindsats.client import Jobindsats

__all__ = ["Cell", "Jobindsats", "JobindsatsFault"]
