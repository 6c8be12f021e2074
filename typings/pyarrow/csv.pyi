from typing import Any

class InvalidRow:
    number: int | None

def __getattr__(name: str) -> Any: ...
