"""Counts that can be published (antal): so many of so many in one period, and no names."""

from __future__ import annotations

from medborger.foundation.counting.counts import Count, Kind, add_up
from medborger.foundation.counting.periods import Period, month_of
from medborger.foundation.counting.suppression import NO_BASIS, hide_small

__all__ = ["NO_BASIS", "Count", "Kind", "Period", "add_up", "hide_small", "month_of"]
