"""The pages of a judgement: all of it in the browser, in plain words, within its budget."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from medborger.encounter.judgement import services
from medborger.encounter.judgement.models import Complaint, Judgement
from tests.encounter.judgement.stories import WORDS, text, written

pytestmark = pytest.mark.django_db


def test_the_professional_does_it_all_on_the_pages(sign_in, amira, bo, carla, matter):
    browser = sign_in(bo)
    about = reverse("judgement:of_citizen", args=[amira.public_id])
    assert "Der er ingen skøn endnu" in text(browser.get(about))
    beginning = reverse("judgement:begin", args=[amira.public_id])
    assert "Kursus" in text(browser.get(beginning))
    assert browser.post(beginning, {"matter": matter.pk, "question": ""}).status_code == 422
    assert browser.post(beginning, {"matter": matter.pk, "question": "Må jeg?"}).status_code == 302

    judgement = Judgement.objects.get()

    def go(name, fields):
        url = reverse(f"judgement:{name}", args=[judgement.public_id])
        assert browser.get(url).status_code == 200, name
        answer = browser.post(url, fields, follow=True)
        assert answer.status_code == 200, text(answer)
        return text(answer)

    page = go("write", WORDS | {"version": "1"})
    assert "Det er gemt" in page
    go("fact", {"text": "Hun har øvet sig.", "source": "Samtale"})
    go("alternative", {"text": "Vente", "weighed": "Så mister hun modet."})
    go("ask", {"asked": carla.pk, "wondering": "Er jeg for hurtig?"})
    assert "hos dig til kommentar" in go("send", {}).lower()
    browser = sign_in(amira)
    go("comment", {"text": "Det er jeg glad for."})
    browser = sign_in(bo)
    stale = reverse("judgement:finish", args=[judgement.public_id])
    assert browser.post(stale, {"answer": ""}).status_code == 422
    assert "Seglet passer" in go("finish", {"answer": "Vi ses i værkstedet."})
    browser = sign_in(amira)
    go("complain", {"text": "Jeg vil begynde før."})
    complaint = Complaint.objects.get()
    browser = sign_in(bo)
    url = reverse("judgement:reassess", args=[complaint.public_id])
    assert browser.get(url).status_code == 200
    assert (
        browser.post(url, {"state": "changed", "answer": "Du begynder mandag."}).status_code == 302
    )
    assert "Du begynder mandag." in text(
        browser.get(reverse("judgement:judgement", args=[judgement.public_id]))
    )
    assert "Skal Amira have et kursus?" in text(browser.get(about))


def test_the_page_gives_plain_language_advice_and_never_blocks(sign_in, draft, bo):
    heavy = "Såfremt rådighedsforpligtelsen tilsidesættes, iværksættes foranstaltninger vedrørende."
    written(draft, bo, weighing=heavy)

    page = text(sign_in(bo).get(reverse("judgement:judgement", args=[draft.public_id])))

    assert "«såfremt» kan være «hvis»" in page
    assert "Det er tungt at læse." in page
    services.send(draft, by=bo)


def test_the_judgements_page_stays_within_its_budget(sign_in, draft, amira, bo):
    written(draft, bo)
    for number in range(8):
        services.add_fact(draft, text=f"Oplysning {number}", source="Samtale", by=bo)
    url = reverse("judgement:judgement", args=[draft.public_id])
    for reader in (amira, bo):
        browser = sign_in(reader)
        browser.get(url)
        with CaptureQueriesContext(connection) as asked:
            browser.get(url)
        questions = [q["sql"] for q in asked if "SAVEPOINT" not in q["sql"]]
        assert len(questions) <= 12, "\n".join(questions)
