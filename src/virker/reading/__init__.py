"""Reading a data folder: files to Arrow tables, and everything that is wrong with them."""

from __future__ import annotations
