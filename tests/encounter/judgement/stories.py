"""What is written in the judgements of the tests, and how one is finished."""

from __future__ import annotations

import io

import pikepdf

from medborger.encounter.judgement import services
from medborger.encounter.judgement.models import Judgement
from medborger.encounter.rules.services import place
from tests.factories import PersonFactory

WORDS = {
    "question": "Skal Amira have et kursus?",
    "citizens_view": "Jeg vil hellere ud i et værksted.",
    "weighing": "Hun lærer bedst ved at gøre det.",
    "conclusion": "Hun får et forløb i et værksted.",
    "would_change": "Hvis værkstedet siger nej.",
    "outcome": "yes",
}


def written(judgement, bo, **words):
    services.write(judgement, **(WORDS | words), by=bo)
    services.add_fact(judgement, text="Hun har øvet sig.", source="Samtale 3. marts", by=bo)
    services.add_alternative(judgement, text="Vente", weighed="Så mister hun modet.", by=bo)
    return fresh(judgement)


def fresh(judgement):
    return Judgement.objects.get(pk=judgement.pk)


def finished(judgement, amira, bo, **words):
    written(judgement, bo, **words)
    services.send(judgement, by=bo)
    services.comment(judgement, by=amira)
    services.finish(judgement, by=bo)
    return fresh(judgement)


def text(response):
    return response.content.decode()


def pdf_text(content):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        return str(pdf.docinfo.get("/Title", "")), len(pdf.pages)


def like(team, bo, matter, outcomes, group="jobparat"):
    for outcome in outcomes:
        citizen = PersonFactory(municipality=team.municipality)
        place(citizen, group=group, by=bo)
        services.begin(citizen, matter=matter, question="Må jeg?", by=bo)
        judgement = Judgement.objects.get(subject=citizen)
        finished(judgement, citizen, bo, outcome=outcome)
