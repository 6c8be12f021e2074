"""Run compiled kernels as plain Python, so that coverage sees them and both must agree."""

from __future__ import annotations

from contextlib import contextmanager


@contextmanager
def plain_python(*modules):
    """Replace every compiled function in the modules by the Python it was made from.

    Functions a module only borrows from another one stay compiled.
    """
    compiled = [
        (module, name, thing)
        for module in modules
        for name, thing in list(vars(module).items())
        if hasattr(thing, "py_func") and thing.py_func.__module__ == module.__name__
    ]
    for module, name, thing in compiled:
        setattr(module, name, thing.py_func)
    try:
        yield
    finally:
        for module, name, thing in compiled:
            setattr(module, name, thing)
