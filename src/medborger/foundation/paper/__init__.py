"""Paper (papir): what can be printed, kept or sent as a letter, as tagged PDF (PDF/UA-1)."""

from __future__ import annotations

from medborger.foundation.paper.blocks import Block, Heading, Lines, Paper, Table, Text, Told
from medborger.foundation.paper.printing import as_pdf, pdf_response

__all__ = [
    "Block",
    "Heading",
    "Lines",
    "Paper",
    "Table",
    "Text",
    "Told",
    "as_pdf",
    "pdf_response",
]
