"""Judgement (skøn): the professional's weighing, written so that the citizen can follow it."""

from __future__ import annotations
