"""Print a paper as tagged PDF. The standard is checked while printing: what is not accessible fails."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typst
from django.http import HttpResponse
from django.utils.text import slugify

from medborger.foundation import clock

if TYPE_CHECKING:
    from medborger.foundation.paper.blocks import Paper

TEMPLATE = Path(__file__).with_name("paper.typ")


def as_pdf(paper: Paper) -> bytes:
    """Print the paper as PDF/UA-1. The same paper at the same time gives the same bytes.

    Source: ISO 14289-1 (PDF/UA-1); EN 301 549 v3.2.1, chapter 10.
    """
    printed: bytes = typst.compile(
        str(TEMPLATE),
        sys_inputs={"paper": json.dumps(paper.as_data(), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=int(clock.now().timestamp()),
    )
    return printed


def pdf_response(paper: Paper) -> HttpResponse:
    """Answer with the paper as a file that is named after its title."""
    answer = HttpResponse(as_pdf(paper), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{slugify(paper.title)}.pdf"'
    return answer
