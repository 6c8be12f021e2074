"""Faults that Django lets pass in silence, and that fail here."""

from __future__ import annotations

from django.db.models.query import ModelIterable, QuerySet


class UnknownVariable(str):
    """Stands for `string_if_invalid`: a template that names what is not there fails at once."""

    __slots__ = ()

    def __contains__(self, text):
        return text == "%s"

    def __mod__(self, variable):
        raise AssertionError(f"The template names “{variable}”, which it was not given.")


class InNoOrder(AssertionError):
    """Rows came in an order nobody chose; tomorrow it is another one."""


def refuse_rows_in_no_order(monkeypatch):
    """Let reading or slicing rows of ours without an order fail, where order can be seen."""
    fetch, slice_ = QuerySet._fetch_all, QuerySet.__getitem__

    def fetch_all(rows):
        fresh = rows._result_cache is None
        fetch(rows)
        if fresh and rows._iterable_class is ModelIterable and len(rows._result_cache) > 1:
            refuse(rows)

    def getitem(rows, key):
        if rows._result_cache is None:
            refuse(rows)
        return slice_(rows, key)

    monkeypatch.setattr(QuerySet, "_fetch_all", fetch_all)
    monkeypatch.setattr(QuerySet, "__getitem__", getitem)


def refuse(rows):
    if rows.model.__module__.startswith("medborger.") and not rows.ordered:
        raise InNoOrder(f"{rows.model.__name__}: {rows.query}")
