"""Virker: what works, counted honestly. Knows tables and weeks, not Django or citizens."""

from __future__ import annotations
