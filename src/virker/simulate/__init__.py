"""People with a known truth: a weekly register whose true effects can be calculated."""

from __future__ import annotations

from virker.simulate.folder import write
from virker.simulate.register import Register, simulate
from virker.simulate.stored import store
from virker.simulate.truth import Truth, truth
from virker.simulate.world import World

__all__ = ["Register", "Truth", "World", "simulate", "store", "truth", "write"]
