"""The report: one page of HTML that needs nothing else, in Danish and English."""

from __future__ import annotations

from virker.report.page import page

__all__ = ["page"]
