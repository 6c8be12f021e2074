"""What `./test quick` leaves for `./test`: files whose tests fit, simulate or start processes.

Single slow tests elsewhere carry `@pytest.mark.slow` themselves.
"""

from __future__ import annotations

SLOW = (
    "tests/encounter/plan/test_acts.py",
    "tests/encounter/today/test_today.py",
    "tests/setup_house/test_start.py",
    "tests/site/test_production.py",
    "tests/theory/charts/test_laws.py",
    "tests/theory/followup/test_live_counts.py",
    "tests/theory/picture/test_layout.py",
    "tests/virker/disclosure/test_tables.py",
    "tests/virker/engines/",
    "tests/virker/laws/",
    "tests/virker/likeness/",
    "tests/virker/published/",
    "tests/virker/simulate/",
    "tests/virker/store/",
    "tests/virker/test_reform.py",
    "tests/virker/test_timing.py",
)
