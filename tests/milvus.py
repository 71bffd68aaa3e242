"""A Milvus Lite for tests, in a folder of its own; skipped with a reason where it is not installed.

pip install -r requirements/milvus.txt
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest

_NEEDED = ("pymilvus", "milvus_lite")


@pytest.fixture(scope="session")
def milvus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of the Milvus Lite of this run."""
    for name in _NEEDED:
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"{name} is not installed (Milvus: requirements/milvus.txt)")
    folder: Path = tmp_path_factory.mktemp("milvus") / "vectors.db"
    yield f"milvus:{folder}"
    from milvus_lite.server_manager import server_manager_instance

    server_manager_instance.release_all()
