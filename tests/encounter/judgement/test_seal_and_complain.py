"""A final judgement is sealed, comes as a letter, and can be contested."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from medborger.encounter.judgement import services
from medborger.encounter.judgement.freezing import is_whole
from medborger.encounter.judgement.models import Complaint, Fact, Judgement
from medborger.foundation import clock
from medborger.foundation.outbox.models import Message
from tests.encounter.judgement.stories import WORDS, finished, fresh, pdf_text

pytestmark = pytest.mark.django_db


def test_a_final_judgement_is_sealed_and_every_change_shows(draft, amira, bo):
    final = finished(draft, amira, bo)
    assert is_whole(final)
    with pytest.raises(PermissionDenied):
        services.write(final, **WORDS, by=bo)
    with pytest.raises(PermissionDenied):
        services.add_fact(final, text="Mere", source="Mig", by=bo)

    Fact.objects.update(text="Noget andet")
    assert not is_whole(fresh(draft))
    Judgement.objects.update(frozen="Noget andet")
    assert not is_whole(fresh(draft))


def test_the_database_refuses_a_final_judgement_without_a_seal_or_the_citizens_view(draft):
    for gap in ({"state": "final"}, {"question": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Judgement.objects.filter(pk=draft.pk).update(**gap)


def test_the_letter_is_a_tagged_paper_with_reasoning_and_how_to_complain(sign_in, draft, amira, bo):
    finished(draft, amira, bo)

    answer = sign_in(amira).get(reverse("judgement:letter", args=[draft.public_id]))

    title, pages = pdf_text(answer.content)
    assert "Skal Amira have et kursus?" in title
    assert pages >= 1


def test_a_complaint_has_a_day_to_be_answered_by_and_one_answer(draft, amira, bo):
    with pytest.raises(PermissionDenied):
        services.complain(draft, text="Nej", by=amira)
    finished(draft, amira, bo)
    services.complain(draft, text="Jeg vil begynde før.", by=amira)
    with pytest.raises(PermissionDenied):
        services.complain(fresh(draft), text="Igen", by=amira)

    complaint = Complaint.objects.get()
    assert complaint.answer_by == clock.today() + dt.timedelta(weeks=4)
    with pytest.raises(ValidationError):
        services.answer_complaint(complaint, state="received", answer="Nej", by=bo)
    services.answer_complaint(complaint, state="forwarded", answer="Den er sendt.", by=bo)
    with pytest.raises(ValidationError, match="allerede besvaret"):
        services.answer_complaint(complaint, state="changed", answer="Igen", by=bo)
    assert "Svar på din klage" in set(
        Message.objects.filter(to=amira).values_list("subject_line", flat=True)
    )
