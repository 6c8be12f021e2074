"""Files people write (dokumenter): read as YAML, and refused with the line where they break."""

from __future__ import annotations
