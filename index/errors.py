"""Errors of the index: what can stand between a question and its ranked paragraphs.

AlineaError
└── SearchError
    ├── MissingIndex      nothing was built yet
    ├── StaleIndex        built for another library, model or format: to be rebuilt, never trusted
    ├── DamagedIndex      the files are not the ones that were written
    ├── BusyIndex         another process is building
    ├── UnwritableIndex   disk full, no permission: the generation in use was left alone
    │   ├── NotIndexed    documents were stored, and cannot be found yet
    │   └── VectorsAway   the server of the vectors does not answer
    ├── MissingModel      the embedding model is not where the settings say
    ├── MissingBackend    an optional vector store is not installed
    └── MissingEngine     there is no compiled code for this kind of machine

The root is `SearchError`: Python's own `IndexError` keeps its name and its meaning.
"""

from __future__ import annotations

from corpus.errors import AlineaError


class SearchError(AlineaError):
    """The search could not be made. Never to be reported as “nothing found”."""


class MissingIndex(SearchError):
    """There is no index yet."""

    message = "There is no index at {path}. Run “python app.py rebuild”."


class StaleIndex(SearchError):
    """The index is whole, but it was built for something else."""

    message = "The index at {path} is out of date ({detail}). Run “python app.py rebuild”."


class DamagedIndex(SearchError):
    """A file of the index is missing or differs from what was written."""

    message = "The index at {path} is damaged ({detail}). Run “python app.py rebuild”."


class BusyIndex(SearchError):
    """Another process holds the writer's lock."""

    message = "The index at {path} is being built by another process. Wait until it has finished, then try again."


class UnwritableIndex(SearchError):
    """The new index could not be put on disk."""

    message = "The new index could not be written to {path} ({detail}). Free some space or check the permissions."


class NotIndexed(UnwritableIndex):
    """Documents were stored, but the index could not follow."""

    message = (
        "Stored in the library, but not to be found yet, because the index could not be written ({detail}): "
        "{documents}. What was found before is found as before. Free some space, then run “python app.py rebuild”."
    )


class VectorsAway(UnwritableIndex):
    """The server that keeps the vectors does not answer, or refused what was asked."""

    message = (
        "The vectors at {path} cannot be reached ({detail}). The library is safe; what is added can be found later. "
        "Start Milvus, or wait for it, then try again; without it, leave ALINEA_STORE out."
    )


class MissingModel(SearchError):
    """The embedding model cannot be loaded from where the settings say."""

    message = "The embedding model “{model}” cannot be loaded ({detail}). Check the setting, or leave it out."


class MissingBackend(SearchError):
    """An optional vector store was asked for and its package is not installed."""

    message = "The vector store “{backend}” is not installed. Install it with: {install}."


class MissingEngine(SearchError):
    """The compiled part of the search cannot be loaded on this kind of machine."""

    message = (
        "The compiled part of the search, {library}, cannot be loaded ({detail}). Where your kind of machine has none, "
        "make one: “python -m index.native.build --here”."
    )
