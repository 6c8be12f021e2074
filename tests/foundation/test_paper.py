"""Papers can be read aloud, and nothing a person writes becomes markup."""

from __future__ import annotations

import io

import pikepdf
import pytest

from medborger.foundation.paper import (
    Heading,
    Lines,
    Paper,
    Table,
    Text,
    Told,
    as_pdf,
    pdf_response,
)

WHOLE = Paper(
    title="Min plan",
    language="da",
    sender="Solbæk Kommune\nTelefon 70 00 00 00",
    about=("Skrevet 24. november 2026",),
    blocks=(
        Heading("Det, jeg vil"),
        Text("Jeg vil arbejde\nmed biler."),
        Lines(("Ringe til værkstedet", "31. december: øve mig")),
        Told("Amira er ikke enig", "Jeg vil hellere begynde nu."),
        Heading("Skridt", level=3),
        Table(("Skridt", "Hvem"), (("Ringe", "mig"), ("Skrive", "kommunen"))),
    ),
)


def opened(paper):
    return pikepdf.open(io.BytesIO(as_pdf(paper)))


def tags(node, found=None):
    found = [] if found is None else found
    if isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            found.append(str(node["/S"]))
        if "/K" in node:
            tags(node["/K"], found)
    elif isinstance(node, pikepdf.Array):
        for child in node:
            tags(child, found)
    return found


def test_a_paper_is_tagged_has_its_language_and_shows_its_title():
    with opened(WHOLE) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "da"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as facts:
            assert facts["pdfuaid:part"] == "1"
            assert "Min plan" in str(facts["dc:title"])
        found = tags(pdf.Root.StructTreeRoot)

    assert found.count("/H1") == 1
    assert {"/H2", "/H3", "/P", "/L", "/Table", "/TH", "/BlockQuote"} <= set(found)


@pytest.mark.parametrize(
    "words", ['#read("/etc/passwd")', "= Overskrift", "31. december", "$x$ _y_ *z* @a <b>", ""]
)
def test_what_people_write_stays_text(words):
    paper = Paper("Prøve", "da", "Solbæk", blocks=(Heading(words or "-"), Text(words)))

    with opened(paper) as pdf:
        assert tags(pdf.Root.StructTreeRoot).count("/H1") == 1
        assert "/L" not in tags(pdf.Root.StructTreeRoot)


def test_a_paper_that_skips_a_heading_level_is_not_printed():
    with pytest.raises(Exception, match="heading"):
        as_pdf(Paper("Prøve", "da", "Solbæk", blocks=(Heading("Dybt", level=4),)))


def test_the_file_is_named_after_its_title():
    answer = pdf_response(WHOLE)

    assert answer["Content-Type"] == "application/pdf"
    assert 'filename="min-plan.pdf"' in answer["Content-Disposition"]
