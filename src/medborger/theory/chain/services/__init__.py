"""What can be done with a theory."""

from __future__ import annotations

from medborger.theory.chain.services.arrows import (
    accept_arrow,
    change_arrow,
    draw_arrow,
    remove_arrow,
)
from medborger.theory.chain.services.cells import add_cell, change_cell, remove_cell
from medborger.theory.chain.services.versions import (
    adopt,
    begin_version,
    import_theory,
    is_whole,
    publish,
    restore_version,
)

__all__ = [
    "accept_arrow",
    "add_cell",
    "adopt",
    "begin_version",
    "change_arrow",
    "change_cell",
    "draw_arrow",
    "import_theory",
    "is_whole",
    "publish",
    "remove_arrow",
    "remove_cell",
    "restore_version",
]
