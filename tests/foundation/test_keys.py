"""Keys live outside the database, and nobody else can read them."""

from __future__ import annotations

import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from medborger.foundation import keys


@pytest.fixture(autouse=True)
def no_keys_around(monkeypatch):
    keys.read_file.cache_clear()
    for name in keys.NAMES:
        monkeypatch.delenv(f"MEDBORGER_KEY_{name.upper()}", raising=False)


def test_a_new_key_file_can_be_read_only_by_its_owner_and_holds_every_key(tmp_path):
    path = tmp_path / "keys"

    keys.make_file(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len({keys.find(name, path) for name in keys.NAMES}) == len(keys.NAMES)


def test_a_key_file_is_never_overwritten(tmp_path):
    keys.make_file(tmp_path / "keys")

    with pytest.raises(FileExistsError):
        keys.make_file(tmp_path / "keys")


def test_a_key_file_that_others_can_read_is_refused(tmp_path):
    keys.make_file(tmp_path / "keys")
    (tmp_path / "keys").chmod(0o644)

    with pytest.raises(ImproperlyConfigured, match="chmod 600"):
        keys.find("journal", tmp_path / "keys")


def test_without_keys_the_house_does_not_open(tmp_path):
    for path in (None, tmp_path / "none"):
        with pytest.raises(ImproperlyConfigured, match="journal"):
            keys.find("journal", path)


def test_a_short_key_is_refused(monkeypatch):
    monkeypatch.setenv("MEDBORGER_KEY_JOURNAL", "abcd")

    with pytest.raises(ImproperlyConfigured, match="32 bytes"):
        keys.find("journal", None)


def test_the_environment_wins_over_the_file(tmp_path, monkeypatch, settings):
    keys.make_file(tmp_path / "keys")
    settings.KEY_FILE = str(tmp_path / "keys")
    from_file = keys.key("journal")
    monkeypatch.setenv("MEDBORGER_KEY_JOURNAL", "ab" * 32)

    assert keys.key("journal") != from_file
    settings.KEY_FILE = ""
    assert keys.key("journal") == bytes.fromhex("ab" * 32)
