"""Meetings (samtaler): invited without threats, booked by the citizen, prepared and held together."""

from __future__ import annotations
