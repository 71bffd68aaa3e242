"""Importing Gradio in two thirds of its time: a server that starts again is missed until it is there."""

from __future__ import annotations

import gc
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast


@contextmanager
def quickly() -> Iterator[None]:
    """Leave out what importing Gradio spends a third of its time on.

    It reads the source of each of its components to write a stub beside it, which is for editors alone; without a file
    to the class it does not. And what is imported stays: looking through it for garbage, again and again, finds none.
    """
    find_file: Callable[..., str] = inspect.getfile

    def of_no_component(thing: object) -> str:
        if type(thing).__name__ == "ComponentMeta":
            raise OSError
        return find_file(thing)

    inspect.getfile = cast("Any", of_no_component)
    gc.disable()
    try:
        yield
    finally:
        inspect.getfile = find_file
        gc.freeze()
        gc.enable()
