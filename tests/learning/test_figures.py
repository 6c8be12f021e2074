"""Public figures come in whole, stay hidden where they were hidden, and say where series break."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from medborger.learning.figures.breaks import breaks_in
from medborger.learning.figures.models import FigureImport, PublicFigure
from medborger.learning.figures.services import import_figures

pytestmark = pytest.mark.django_db
TIDY = Path(__file__).parents[3] / "shared/data/tidy"
HEADER = "municipality_slug,municipality,table_id,measure,period,value"


def write(folder, *rows, name="jobindsats_month.csv", header=HEADER):
    (folder / name).write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return folder


def test_a_suppressed_count_stays_suppressed_and_takes_its_rate_with_it(tmp_path):
    folder = write(
        tmp_path,
        "fanoe,Fanø,y60j01,ordinaryHours.persons,2021M08,",
        'fanoe,Fanø,y60j01,ordinaryHours.share,2021M08,"9,1"',
        "fanoe,Fanø,y60j01,ordinaryHours.share,2021M09,8.5",
    )

    import_figures(folder, by=None)

    count, *shares = PublicFigure.objects.order_by("measure", "period")
    assert (count.value, count.hidden) == (None, "suppressed")
    assert [(s.value, s.hidden) for s in shares] == [(None, "derivable"), (8.5, "")]


def test_one_row_with_a_fault_and_nothing_is_read(tmp_path):
    folder = write(tmp_path, "a,A,t,m,2021M13,4", "a,A,t,m,2021M12,fire", "b,B,t,m,2021M12,1")

    with pytest.raises(ValidationError) as refused:
        import_figures(folder, by=None)

    assert refused.value.messages == [
        "jobindsats_month.csv, linje 2: «2021M13» er ikke en måned. Skriv 2026M07.",
        "jobindsats_month.csv, linje 3: «fire» er ikke et tal.",
    ]
    assert not FigureImport.objects.exists()


def test_a_newer_reading_replaces_the_older_one_of_the_same_measures(tmp_path):
    import_figures(write(tmp_path, "a,A,t,m,2021M12,1", "a,A,t,m,2022M01,2"), by=None)
    import_figures(write(tmp_path, "a,A,t,m,2021M12,3"), by=None)

    assert [f.value for f in PublicFigure.objects.series("a", "m")] == [3.0]


def test_offers_by_kind_are_figures_too(tmp_path):
    header = "municipality_slug,municipality,table_id,period,offer_type,courses,activated_persons"
    row = "a,A,y60c02,2026M07,Løntilskud,9,7"

    import_figures(write(tmp_path, row, name="jobindsats_offers.csv", header=header), by=None)

    assert PublicFigure.objects.get().measure == "offers.Løntilskud"


def test_a_hidden_figure_can_never_have_a_value(tmp_path):
    import_figures(write(tmp_path, "a,A,t,m,2021M12,1"), by=None)

    with pytest.raises(IntegrityError), transaction.atomic():
        PublicFigure.objects.update(hidden="suppressed")


def test_series_say_where_they_break():
    assert [b.period for b in breaks_in("activation.degree")] == ["2025M07", "2026M07"]
    assert [b.period for b in breaks_in("cashAssistance.persons")] == ["2025M07"]
    assert breaks_in("unemployment.dagpenge") == []


def test_the_command_reads_tries_and_refuses(tmp_path, capsys):
    write(tmp_path, "a,A,t,m,2021M12,1")
    call_command("figures", "import", str(tmp_path), "--dry-run")
    call_command("figures", "import", str(tmp_path))

    assert capsys.readouterr().out == "1 tal, 0 fejl; intet er gemt.\n1 tal er læst ind.\n"
    with pytest.raises(CommandError, match="ingen filer"):
        call_command("figures", "import", str(tmp_path / "none"))


@pytest.mark.slow
@pytest.mark.skipif(not TIDY.exists(), reason="../shared/data/tidy er her ikke")
def test_all_ninety_eight_municipalities_come_in_whole():
    read = import_figures(TIDY, by=None)

    assert read.rows == PublicFigure.objects.count() == 93_678 + 495 + 495
    unemployed = PublicFigure.objects.series("viborg", "unemployment.total")
    assert len(unemployed) == 60
    assert not PublicFigure.objects.filter(
        measure="ordinaryHours.share",
        hidden="",
        period="2021M08",
        municipality="fanoe",
    ).exists()
