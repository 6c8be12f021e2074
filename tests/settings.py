"""Settings for tests: fixed keys, plain static files, and the demo's entrance open."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECURE", "0")
os.environ.setdefault("DEMO", "1")
os.environ.setdefault("MEDBORGER_VAR", tempfile.mkdtemp(prefix="medborger-test-"))
for name in ("DJANGO", "JOURNAL", "PSEUDONYM", "PRIVATE"):
    os.environ.setdefault(f"MEDBORGER_KEY_{name}", name.encode().hex().ljust(64, "0"))

from medborger.site.settings import *  # noqa: E402, F403
from tests.traps import UnknownVariable  # noqa: E402

Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MIDDLEWARE = [name for name in MIDDLEWARE if not name.endswith(".SecondFactor")]  # noqa: F405
"""`client.force_login` has no second factor; tests/foundation/test_second_factor.py puts it back."""
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UnknownVariable("%s")  # noqa: F405
