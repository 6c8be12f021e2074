"""A question is frozen before its answer, answered once, and shown without giving anybody away."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from medborger.foundation.people.roles import Role
from medborger.learning.findings import services
from medborger.learning.findings.models import Finding
from medborger.theory.effects import effect_for
from tests.factories import TeamFactory, staff
from virker.protocol import Protocol
from virker.result import Check, Estimate, Reason, Result, refuse
from virker.verdicts import Verdict

pytestmark = pytest.mark.django_db
S1 = "del 3: ikke-ringere-end før/andre kommuner (margen besluttes på forhånd)"
ASKED = {"kind": "before_after", "margin": 0.02, "primary": 52}


@pytest.fixture
def analyst():
    return staff(TeamFactory(), role=Role.ANALYST)


@pytest.fixture
def leader(analyst):
    return staff(TeamFactory(municipality=analyst.municipality), role=Role.TEAM_LEADER)


def frozen(analyst, **question):
    return services.freeze(
        analyst.municipality, title="Går det lige så godt?", question=ASKED | question, by=analyst
    )


def found(finding, n=1003, treated=502, **more):
    protocol = Protocol.from_mapping(finding.protocol)
    rows = tuple(Estimate.normal(week, 0.01234, 0.01, n, treated) for week in protocol.horizons)
    more = {
        "verdict": Verdict.AT_LEAST_AS_GOOD,
        "checks": (Check("balance_smd", 0.04, 0.1, True),),
    } | more
    return Result(protocol, "difference", rows, **more)


def answered(analyst, *, n=1003, treated=502, version="2026-W40", **question):
    finding = frozen(analyst, **question)
    return services.answer(
        finding,
        result=found(finding, n, treated),
        data_version=version,
        code_version="1",
        by=analyst,
    )


def test_a_question_is_frozen_with_its_fingerprint_and_cannot_be_changed(analyst):
    finding = frozen(analyst)

    finding.protocol = finding.protocol | {"margin": 0.2}

    with pytest.raises(ValidationError, match="frosset"):
        finding.save()
    assert len(finding.protocol_hash) == 64


def test_a_question_that_contradicts_itself_is_not_frozen(analyst):
    with pytest.raises(ValidationError, match="primary"):
        frozen(analyst, primary=7)
    assert not Finding.objects.exists()


def test_a_question_without_words_is_not_frozen(analyst):
    with pytest.raises(ValidationError, match="som I ville sige det"):
        services.freeze(analyst.municipality, title=" ", question=ASKED, by=analyst)
    assert not Finding.objects.exists()


def test_an_answer_is_published_once_and_not_before_it_is_there(analyst, leader):
    finding = frozen(analyst)
    with pytest.raises(ValidationError, match="ikke besvaret endnu"):
        services.publish(finding, by=leader)
    services.answer(
        finding, result=found(finding), data_version="2026-W40", code_version="1", by=analyst
    )
    published = services.publish(finding, by=leader)

    with pytest.raises(ValidationError, match="udgivet allerede"):
        services.publish(finding, by=leader)

    finding.refresh_from_db()
    assert finding.published_at == published.published_at
    assert finding.claims == published.claims


def test_an_answer_to_another_question_is_refused(analyst):
    finding, other = frozen(analyst), frozen(analyst, margin=0.05)

    with pytest.raises(ValidationError, match="andet spørgsmål"):
        services.answer(finding, result=found(other), data_version="", code_version="", by=analyst)


def test_a_question_is_answered_once(analyst):
    finding = answered(analyst)

    with pytest.raises(ValidationError, match="besvaret"):
        services.answer(
            finding, result=found(finding), data_version="", code_version="", by=analyst
        )


def test_only_a_leader_lets_others_read(analyst, leader):
    finding = answered(analyst)

    with pytest.raises(PermissionDenied):
        services.publish(finding, by=analyst)
    assert services.publish(finding, by=leader).is_public


def test_only_the_municipalitys_own_people_ask(analyst):
    stranger = staff(TeamFactory(municipality__slug="andetsted"), role=Role.ANALYST)

    with pytest.raises(PermissionDenied):
        services.freeze(analyst.municipality, title="?", question=ASKED, by=stranger)


def test_an_answer_about_a_few_is_not_published(analyst, leader):
    with pytest.raises(ValidationError, match="færre end 5"):
        services.publish(answered(analyst, n=20, treated=3), by=leader)
    assert not Finding.objects.public().exists()


def test_two_answers_that_together_give_a_few_away_are_not_both_published(analyst, leader):
    services.publish(answered(analyst), by=leader)
    women = answered(analyst, n=1000, treated=501, population={"female": 1})

    with pytest.raises(ValidationError, match="Sammen med"):
        services.publish(women, by=leader)


def test_a_withdrawn_answer_still_counts_against_the_next_one(analyst, leader):
    first = services.publish(answered(analyst), by=leader)
    services.withdraw(first, reason="Tallene var forkerte.", by=leader)

    with pytest.raises(ValidationError, match="Sammen med"):
        services.publish(answered(analyst, n=1005, treated=504, version="2026-W41"), by=leader)


def test_withdrawing_needs_a_reason_and_a_published_answer(analyst, leader):
    finding = answered(analyst)
    with pytest.raises(ValidationError, match="udgivet"):
        services.withdraw(finding, reason="x", by=leader)

    services.publish(finding, by=leader)

    with pytest.raises(ValidationError, match="hvorfor"):
        services.withdraw(finding, reason=" ", by=leader)
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.update(withdrawn_at=finding.frozen_at)


def test_everybody_reads_the_sentence_first_and_never_the_exact_count(client, analyst, leader):
    finding = services.publish(answered(analyst), by=leader)

    page = client.get(reverse("findings:finding", args=[finding.public_id])).content.decode()

    assert "Det går mindst lige så godt, inden" in page
    assert page.index("Det går mindst lige så godt, inden") < page.index("Hvor sikkert er det?")
    assert "1.005" in page
    assert "1003" not in page
    assert "1.003" not in page


def test_the_numbers_can_be_fetched_as_a_file(client, analyst, leader):
    finding = services.publish(answered(analyst), by=leader)

    rows = client.get(reverse("findings:numbers", args=[finding.public_id])).content.decode()

    assert rows.splitlines()[0] == "horizon,label,method,estimate,low,high,n,n_treated"
    assert rows.splitlines()[1].split(",")[3] == "0.012"


def test_nobody_reads_an_answer_that_is_not_published(client, analyst):
    finding = answered(analyst)

    for name in ("finding", "numbers"):
        assert client.get(reverse(f"findings:{name}", args=[finding.public_id])).status_code == 404


def test_a_withdrawn_answer_says_why_and_shows_no_numbers(client, analyst, leader):
    finding = services.publish(answered(analyst), by=leader)
    services.withdraw(finding, reason="Tallene var forkerte.", by=leader)

    page = client.get(reverse("findings:finding", args=[finding.public_id])).content.decode()

    assert "Tallene var forkerte." in page
    assert "1.005" not in page


def test_a_refusal_says_what_is_missing(client, analyst, leader):
    finding = frozen(analyst)
    reason = Reason("too_short", "Der er for få uger før.", "Too few weeks before.")
    refused = refuse(Protocol.from_mapping(finding.protocol), "difference", reason)
    services.answer(finding, result=refused, data_version="", code_version="", by=analyst)
    services.publish(finding, by=leader)

    page = client.get(reverse("findings:finding", args=[finding.public_id])).content.decode()

    assert "Der er for få uger før." in page
    assert effect_for(S1, analyst.municipality) is None


def test_a_sign_that_asks_for_the_evidence_gets_it_with_interval_and_margin(analyst, leader):
    assert effect_for(S1, analyst.municipality) is None
    finding = services.publish(answered(analyst), by=leader)

    effect = effect_for(S1, analyst.municipality)

    assert (effect.low, effect.margin, effect.verdict) == (-0.007, 0.02, "at_least_as_good")
    assert str(finding.public_id) in effect.address
    services.withdraw(finding, reason="Forkert.", by=leader)
    assert effect_for(S1, analyst.municipality) is None
    assert effect_for("borgers og medarbejders svar", analyst.municipality) is None


def test_a_leader_publishes_and_takes_back_at_the_desk(client, analyst, leader):
    finding = answered(analyst)
    address = reverse("findings:work", args=[finding.public_id])
    client.force_login(leader)

    assert "Udgiv svaret" in client.get(address).content.decode()
    client.post(address)
    finding.refresh_from_db()
    assert finding.is_public
    refused = client.post(address, {"reason": ""})
    assert refused.status_code == 422
    client.post(address, {"reason": "Tallene var forkerte."})

    finding.refresh_from_db()
    assert finding.withdrawn_reason == "Tallene var forkerte."
    assert "Trukket tilbage" in client.get(reverse("findings:desk")).content.decode()


def test_an_analyst_reads_at_the_desk_but_gets_no_button(client, analyst):
    finding = answered(analyst)
    client.force_login(analyst)

    page = client.get(reverse("findings:work", args=[finding.public_id])).content.decode()

    assert "Udgiv svaret" not in page
    assert finding.title in client.get(reverse("findings:desk")).content.decode()


def test_what_we_know_is_listed_for_everybody(client, analyst, leader):
    assert "Vi ved det ikke endnu" in client.get(reverse("findings:known")).content.decode()
    services.publish(answered(analyst), by=leader)

    assert "Går det lige så godt?" in client.get(reverse("findings:known")).content.decode()
