"""The letter with the answer: the reasoning, what counted, and how to complain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from medborger.foundation.paper import Block, Heading, Lines, Paper, Text, Told

if TYPE_CHECKING:
    from medborger.encounter.judgement.selectors import JudgementPage


def letter(page: JudgementPage) -> Paper:
    """The answer as a paper.

    Source: forvaltningsloven §§ 22-25: the reasoning names the law, the main considerations and
    the facts that counted, and the letter says where and how to complain.
    """
    judgement = page.judgement
    home = judgement.subject.municipality
    return Paper(
        title=_("Svar: %(question)s") % {"question": judgement.question},
        language=(get_language() or "da")[:2],
        sender=f"{home.name}\n{_('Telefon')} {home.phone}",
        about=(
            _("Til %(name)s") % {"name": judgement.subject.name},
            _date(page),
        ),
        blocks=(*_answer(page), *_grounds(page), *_voices(page), *_after(page)),
    )


def _date(page: JudgementPage) -> str:
    moment = page.judgement.finished_at or page.judgement.begun_at
    return date_format(localtime(moment), "j. F Y")


def _answer(page: JudgementPage) -> list[Block]:
    judgement = page.judgement
    draft = [] if judgement.is_final else [Text(_("Dette er et udkast. Det kan ændre sig."))]
    return [
        *draft,
        Heading(_("Vores svar")),
        Text(f"{judgement.get_outcome_display().capitalize()}. {judgement.conclusion}"),
        Heading(_("Sådan har vi vejet det")),
        Text(judgement.weighing or "–"),
        Text(_("Det her kunne ændre svaret: %(what)s") % {"what": judgement.would_change or "–"}),
    ]


def _grounds(page: JudgementPage) -> list[Block]:
    judgement = page.judgement
    law = judgement.matter.paragraph
    said: list[Block] = [Heading(_("Det, vi lagde til grund"))]
    if law:
        said.append(Text(_("Lov: %(law)s") % {"law": law}))
    said.append(Lines(tuple(f"{fact.text} ({fact.source})" for fact in page.facts) or ("–",)))
    said.append(Heading(_("Andre veje, vi så på")))
    said.append(Lines(tuple(f"{a.text}: {a.weighed}" for a in page.alternatives) or ("–",)))
    return said


def _voices(page: JudgementPage) -> list[Block]:
    judgement = page.judgement
    said: list[Block] = [Heading(_("Dit syn på det"))]
    view = judgement.citizens_view or judgement.no_view_reason or "–"
    said.append(Told(judgement.subject.name, view))
    said += [
        Told(judgement.subject.name, comment.text) for comment in page.comments if comment.text
    ]
    if judgement.answer:
        said.append(Text(_("Vores svar på din kommentar: %(text)s") % {"text": judgement.answer}))
    return said


def _after(page: JudgementPage) -> list[Block]:
    phone = page.judgement.subject.municipality.phone
    said: list[Block] = [
        Heading(_("Hvis du ikke er enig")),
        Text(
            _(
                "Du kan klage. Skriv det i Medborger, eller ring på %(phone)s, så skriver vi det"
                " ned for dig. Vi ser på sagen igen. Giver vi dig ikke ret, sender vi klagen til"
                " Ankestyrelsen."
            )
            % {"phone": phone}
        ),
    ]
    if page.judgement.seal:
        seal = {"seal": f"{page.judgement.seal[:32]} {page.judgement.seal[32:]}"}
        said.append(Text(_("Det, der lå til grund, er gemt under dette segl: %(seal)s") % seal))
    return said
