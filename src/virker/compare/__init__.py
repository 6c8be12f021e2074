"""Comparisons: drawn by lot, before and after, place with place, month by month."""
