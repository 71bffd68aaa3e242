"""The vector backends: an explicit registry, each imported only when it is asked for."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from index.errors import MissingBackend

if TYPE_CHECKING:
    from index.stores.contract import VectorIndex

__all__ = ["open_store"]


def open_store(name: str) -> type[VectorIndex]:
    """Return the backend called `name`, ready to `build` or `load`.

    Raises MissingBackend if the name is unknown or the backend's package is not installed.
    """
    if name == "faiss":
        if find_spec("faiss") is None:
            raise MissingBackend(backend=name, install="pip install faiss-cpu")
        from index.stores.faiss_store import FaissStore

        return FaissStore
    raise MissingBackend(backend=name, install="pip install faiss-cpu, and choose “faiss”, the one store there is")
