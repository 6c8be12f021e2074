"""The few names of numba that virker uses; numba ships no types of its own."""

from collections.abc import Callable
from typing import Any, Generic, ParamSpec, TypeVar, overload

P = ParamSpec("P")
R = TypeVar("R", covariant=True)

class Dispatcher(Generic[P, R]):
    py_func: Callable[P, R]
    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R: ...

@overload
def njit(function: Callable[P, R], /) -> Dispatcher[P, R]: ...
@overload
def njit(
    *,
    cache: bool = ...,
    nogil: bool = ...,
    parallel: bool = ...,
    fastmath: bool | set[str] = ...,
    inline: str = ...,
    error_model: str = ...,
    boundscheck: bool = ...,
) -> Callable[[Callable[P, R]], Dispatcher[P, R]]: ...

prange = range

def set_num_threads(n: int) -> None: ...
def get_num_threads() -> int: ...

uint64: Any
int64: Any
float64: Any
float32: Any
uint8: Any
