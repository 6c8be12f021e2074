"""Plain language: measured, advised, never forced."""

from __future__ import annotations

from medborger.foundation import language


def test_lix_of_short_words_is_low_and_of_a_law_is_high():
    easy = "Du bestemmer selv. Vi er her. Ring til os, hvis du vil tale om det."
    law = (
        "Kommunalbestyrelsen iværksætter beskæftigelsesfremmende foranstaltninger vedrørende "
        "rådighedsforpligtelsen under hensyntagen til den pågældendes arbejdsmarkedsperspektiver."
    )

    assert language.lix(easy) < 25
    assert language.lix(law) > 60
    assert language.lix("") == 0


def test_office_words_are_pointed_at_in_order_with_a_better_one():
    found = language.advise("Såfremt du ønsker det, vil vi fremsende svaret.")

    assert [(a.word, a.better) for a in found] == [("såfremt", "hvis"), ("fremsende", "sende")]


def test_a_threat_is_seen():
    assert language.threatens("Ellers kan vi stoppe din ydelse.") == ["stoppe din ydelse"]
    assert language.threatens("Vi glæder os til at se dig.") == []
