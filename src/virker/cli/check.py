"""`virker check`: is anything wrong with the data?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from virker import tables
from virker.cli.saying import say, say_json

if TYPE_CHECKING:
    from argparse import Namespace


def check(asked: Namespace) -> int:
    """Say what is wrong, how often, and on which lines; never what the rows hold.

    Returns:
        2 when there are errors, otherwise 0.
    """
    report = tables.check(asked.data)
    if asked.json:
        say_json(report.as_dict())
    else:
        say(report.text(asked.language))
    return 2 if report.errors else 0
