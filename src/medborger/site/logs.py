"""Structured logs: one line of JSON, with a reference number and nothing about people."""

from __future__ import annotations

import json
import logging
from contextvars import ContextVar

reference: ContextVar[str] = ContextVar("reference", default="-")
"""The number shown on an error page and written on every log line of the same request."""


class Lines(logging.Formatter):
    """Write a record as one line of JSON; of an exception only its type and place."""

    def format(self, record: logging.LogRecord) -> str:
        """Leave out arguments of requests: addresses and bodies may hold personal data."""
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "from": record.name,
            "reference": reference.get(),
            "what": record.msg if record.name.startswith("django") else record.getMessage(),
        }
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["place"] = self._place(record)
        return json.dumps(line, ensure_ascii=False)

    def _place(self, record: logging.LogRecord) -> str:
        trace = record.exc_info[2] if record.exc_info else None
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
