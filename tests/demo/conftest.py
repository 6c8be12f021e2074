"""One small story told for all tests of a module that only read it."""

from __future__ import annotations

import pytest
from django.db import transaction

from tests.demo.told import tell


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """A told demo; each test sees it, and it is forgotten after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield tell(weeks=24)
        transaction.set_rollback(True)
