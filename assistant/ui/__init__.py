"""The web app: what it asks of the service, and the package that shows it.

`assistant.ui.app` holds `create_app` and `serve`; importing it loads Gradio, importing this does not.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from assistant.ask.types import Answer
from assistant.cite.types import Cited
from assistant.compare.types import Grid, SideBySide
from assistant.documents.types import Added, DocumentSummary, Fetched, Listed
from assistant.export.content import Exportable
from assistant.find.types import Found
from assistant.glossary.types import GlossaryFound
from assistant.links.types import Links
from assistant.plan.table import Filters
from assistant.plan.types import Plans
from assistant.read.types import Context, Paragraph, Parallel
from assistant.types import Turn
from assistant.verify.types import Verified

__all__ = ["Service"]

# Gradio reports usage to its makers unless this says otherwise before it is imported.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"


class Service(Protocol):
    """The façade the web app is built on. Every method may raise an `AlineaError`, shown in the reader's language."""

    def find(
        self,
        query: str,
        *,
        k: int = 10,
        language: str | None = None,
        document: str | None = None,
        kind: str | None = None,
        exact: bool = False,
        interface: str = "en",
    ) -> Found:
        """Return the best `k` paragraphs; `interface` is the reader's language when the query does not tell it."""

    def ask(
        self, question: str, *, language: str | None = None, history: Sequence[Turn] = (), interface: str = "en"
    ) -> Answer:
        """Return an answer with its citations, or a refusal; `interface` is used when the language cannot be told."""

    def cite(self, reference: str, *, language: str | None = None) -> Cited:
        """Return the paragraph at an explicit reference, or why there is none."""

    def verify(self, text: str, *, language: str | None = None) -> Verified:
        """Return the verdict on each quotation of a text, references in `language`."""

    def compare(self, themes: Sequence[str], documents: Sequence[str] = (), *, language: str | None = None) -> Grid:
        """Return what each document has on each theme."""

    def differences(self, one: str, other: str, *, language: str | None = None) -> SideBySide:
        """Return two places side by side, named by references."""

    def is_reference(self, text: str) -> bool:
        """Tell whether a text is a reference and nothing else."""

    def context(self, document: str, locator: str, *, language: str | None = None, around: int = 2) -> Context:
        """Return a paragraph with `around` neighbours on each side."""

    def parallel(
        self, document: str, locator: str | None = None, *, languages: Sequence[str] = (), language: str = "en"
    ) -> Parallel:
        """Return a paragraph with its items in several languages, row by row."""

    def parallel_at(
        self, reference: str, *, languages: Sequence[str] = (), language: str | None = None
    ) -> Parallel | Cited:
        """Return what `parallel` does for the places of a reference, or why it leads nowhere."""

    def paragraph(
        self,
        document: str,
        locator: str | None = None,
        *,
        language: str | None = None,
        interface: str = "en",
        among: Sequence[str] = (),
    ) -> Paragraph:
        """Return a paragraph as a page, to be read in `language` first, with the labels of places asked for with it."""

    def links_of(self, document: str, locator: str | None = None, *, language: str = "en") -> Links:
        """Return what a paragraph cites, and what cites it."""

    def plan(
        self, filters: Filters | None = None, *, language: str = "en", document: str | None = None, sort: str = "plan"
    ) -> Plans:
        """Return the plans of action loaded, with the rows that pass the filters, in the order of `sort`."""

    def glossary(self, query: str = "", *, language: str = "en") -> GlossaryFound:
        """Return the terms a query names or begins, in any language, else the nearest; all where it is empty."""

    def citations(
        self, document: str, locator: str | None = None, language: str = "en", *, status: str | None = None
    ) -> dict[str, str]:
        """Return the citation of a paragraph in every style, by style."""

    def export(self, result: Exportable, format: str, languages: Sequence[str] = (), *, interface: str = "en") -> bytes:
        """Return a result as a file: docx, csv or json."""

    def library(self, language: str = "en") -> tuple[DocumentSummary, ...]:
        """Return what is loaded, titles in `language` where there is one."""

    def add(self, paths: Sequence[Path], *, progress: Callable[[float, str], None] | None = None) -> Added:
        """Bring files in and index them; `progress` receives a fraction and what is being done."""

    def catalogue(self, language: str = "en") -> tuple[Listed, ...]:
        """Return the documents that can be fetched or are known of, and which of them are loaded."""

    def fetch(
        self, ids: Sequence[str], *, languages: Sequence[str] = (), progress: Callable[[float, str], None] | None = None
    ) -> Fetched:
        """Fetch documents of the catalogue from their publishers' sites and add them; what fails is reported."""

    def remove(self, document: str) -> None:
        """Take a document, with all its versions, out of the library and the index."""
