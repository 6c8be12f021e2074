"""How the sums are made: a short plain meaning, fast kernels, and Spark; all of them agree."""

from __future__ import annotations
