"""Settings from outside are loud on nonsense."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from medborger.foundation import environment as env


def test_yes_and_no_are_read_in_danish_and_english(monkeypatch):
    for word, meaning in {"ja": True, "1": True, "nej": False, "": False}.items():
        monkeypatch.setenv("X_FLAG", word)
        assert env.flag("X_FLAG") is meaning


def test_a_switch_nobody_set_keeps_its_default():
    assert env.flag("X_NOT_SET", default=True) is True


@pytest.mark.parametrize(
    ("reader", "value"),
    [
        (lambda: env.flag("X"), "måske"),
        (lambda: env.number("X", 1), "tolv"),
        (lambda: env.number("X", 1, most=10), "11"),
        (lambda: env.choice("X", "a", {"a", "b"}), "c"),
        (lambda: env.database("X", ""), "mysql://a/b"),
        (lambda: env.database("X", ""), "sqlite://"),
    ],
)
def test_nonsense_is_refused_with_the_name_of_the_setting(monkeypatch, reader, value):
    monkeypatch.setenv("X", value)

    with pytest.raises(ImproperlyConfigured, match="X"):
        reader()


def test_good_values_are_read(monkeypatch):
    monkeypatch.setenv("X", " 7 ")
    assert env.number("X", 1) == 7
    assert env.choice("Y_NOT_SET", "a", {"a", "b"}) == "a"
    assert env.listing("Y_NOT_SET", "a, b,,") == ["a", "b"]


def test_one_address_chooses_the_database():
    sqlite = env.database("Y_NOT_SET", "sqlite:////tmp/x.sqlite3")
    postgres = env.database("Y_NOT_SET", "postgresql://bo:a%40b@db.example:5433/medborger")

    assert sqlite["NAME"] == "/tmp/x.sqlite3"  # noqa: S108
    assert "synchronous=FULL" in sqlite["OPTIONS"]["init_command"]
    assert (postgres["USER"], postgres["PASSWORD"], postgres["PORT"]) == ("bo", "a@b", "5433")


def test_an_env_file_fills_what_is_not_set_and_names_its_bad_line(tmp_path, monkeypatch):
    monkeypatch.setenv("X_SET", "from outside")
    file = tmp_path / ".env"
    file.write_text('# comment\n\nX_SET=from file\nX_NEW="fra fil"\n', encoding="utf-8")
    monkeypatch.delenv("X_NEW", raising=False)

    env.load_env_file(file)
    env.load_env_file(tmp_path / "missing")

    assert (env.text("X_SET"), env.text("X_NEW")) == ("from outside", "fra fil")
    file.write_text("A=1\nnonsense\n", encoding="utf-8")
    with pytest.raises(ImproperlyConfigured, match="linje 2"):
        env.load_env_file(file)


def test_a_postgresql_on_a_socket_is_found_in_its_folder(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://bo@/plans?host=/run/Here")

    database = env.database("DATABASE_URL", "")

    assert (database["HOST"], database["NAME"], database["USER"]) == ("/run/Here", "plans", "bo")
