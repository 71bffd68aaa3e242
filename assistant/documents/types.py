"""What `catalogue`, `fetch`, `add` and `library` return; names and values are those of the command line's JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from assistant import i18n
from assistant.types import AsJson
from corpus.types import Language, Status, Vouched


@dataclass(frozen=True, slots=True)
class ListedAddress(AsJson):
    """An address where a document's text may be; `evidence` is `seen`, `seen-in-text`, `pattern` or `memory`."""

    language: str
    url: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Listed(AsJson):
    """A document of the catalogue. Facts that no source shows are left out; only a title may stand unverified.

    `languages` are those with an address to try, `loaded` those of its texts in the library.
    """

    id: str
    symbol: str | None
    title: str
    title_verified: bool
    kind: str | None
    authority: str | None
    body: str | None
    session: str | None
    date: str | None
    replaced_by: str | None
    languages: tuple[str, ...]
    loaded: tuple[str, ...]
    addresses: tuple[ListedAddress, ...]


@dataclass(frozen=True, slots=True)
class Attempt(AsJson):
    """An address that did not give the document: why, by name (`code`, with its `values`) and in English."""

    url: str
    evidence: str
    code: str
    reason: str
    values: Mapping[str, str] = field(default_factory=dict)

    def message(self, language: str) -> str:
        """Return the reason in an interface language."""
        key = f"error.{self.code}"
        if key not in i18n.catalogue(language):
            return self.reason
        return i18n.text(key, language, **named(self.values, language))


def named(values: Mapping[str, str], language: str) -> dict[str, str]:
    """Return the values of an error with languages called by their names instead of their codes.

    >>> named({"found": "en", "url": "https://x.org/en"}, "fr")
    {'found': 'anglais', 'url': 'https://x.org/en'}
    """

    def name(value: str) -> str:
        """Return the name of a language, or of several; anything else as it is."""
        codes = value.split(", ")
        if not all(code in set(Language) for code in codes):
            return value
        return ", ".join(i18n.name("language", code, language) for code in codes)

    return {key: name(value) for key, value in values.items()}


@dataclass(frozen=True, slots=True)
class FetchedVersion(AsJson):
    """A text that was fetched. `change` is `added`, `replaced` or `unchanged`; `tried` are addresses tried before."""

    document: str
    symbol: str | None
    title: str
    language: str
    change: str
    file: str
    url: str
    evidence: str
    sha256: str
    size: int
    announced: str | None
    replaced_by: str | None = None
    pages: int = 0
    locators: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    tried: tuple[Attempt, ...] = ()


@dataclass(frozen=True, slots=True)
class NotFetched(AsJson):
    """A text that could not be fetched, and the address to open in a browser instead, if there is one.

    `language` is None where there is no address in any language.
    """

    document: str
    symbol: str | None
    title: str
    language: str | None
    tried: tuple[Attempt, ...]
    open: ListedAddress | None


@dataclass(frozen=True, slots=True)
class Fetched(AsJson):
    """What `fetch` returns."""

    documents: tuple[FetchedVersion, ...]
    errors: tuple[NotFetched, ...]

    def outcomes(self) -> Iterator[tuple[str, str, int]]:
        """Yield each document, how it went, and how many pages it has: what the audit log is told."""
        yield from ((each.document, each.change, each.pages) for each in self.documents)
        yield from ((each.document, "not_fetched", 0) for each in self.errors)


@dataclass(frozen=True, slots=True)
class VersionSummary(AsJson):
    """A version in the library list. `vouched` says what makes an official text one (`corpus.types.Vouched`)."""

    language: str
    status: str
    file: str
    pages: int
    paragraphs: int
    warnings: tuple[str, ...]
    vouched: Vouched | None = None


@dataclass(frozen=True, slots=True)
class DocumentSummary(AsJson):
    """A document in the library list."""

    id: str
    symbol: str | None
    title: str
    kind: str | None
    authority: str | None
    body: str | None
    date: str | None
    versions: tuple[VersionSummary, ...]


@dataclass(frozen=True, slots=True)
class LibraryList(AsJson):
    """What `library` lists."""

    documents: tuple[DocumentSummary, ...]


@dataclass(frozen=True, slots=True)
class Removed(AsJson):
    """What `remove` returns: the id of the document, and the language of the text that went, None for all of it."""

    removed: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class ConfirmedText(AsJson):
    """A text that `confirm` looked at. `change` is `confirmed`, `withdrawn` or `unchanged`."""

    language: str
    change: str
    status: str
    vouched: Vouched | None


@dataclass(frozen=True, slots=True)
class Confirmed(AsJson):
    """What `confirm` returns: the texts of a document, in the languages asked for."""

    document: str
    texts: tuple[ConfirmedText, ...]

    def outcomes(self) -> Iterator[tuple[str, str, int]]:
        """Yield how it went with each text: what the audit log is told. No pages are read."""
        yield from ((f"{self.document} ({each.language})", each.change, 0) for each in self.texts)


@dataclass(frozen=True, slots=True)
class Rebuilt(AsJson):
    """What `rebuild` returns."""

    rebuilt: bool = True


@dataclass(frozen=True, slots=True)
class AddedDocument(AsJson):
    """One file added: what was found in it. `change` is `added`, `replaced`, `unchanged`, `mended` or `vouched`.

    `vouched`: the library had the same text as one that was added, and has it as an official one now.

    `title` is the document's; `told_by` says by what it is known: its `sidecar`, the `catalogue`, the `library`,
    or nothing but its own `file`; `sign` by what of the file the catalogue or the library knew it: its `symbol`,
    `words` of its beginning, its `title` or its `file_name`. `warnings` are in English; `notices` are those on the
    file itself, each with its `code` and values (`corpus.notices`), to be told in another language. `status` is
    `official` where the text is vouched for.
    """

    id: str
    language: str
    file: str
    pages: int
    paragraphs: int
    locators: tuple[str, ...]
    warnings: tuple[str, ...]
    change: str
    dropped: Mapping[str, int] = field(default_factory=dict)
    title: str = ""
    told_by: str = "file"
    notices: tuple[Mapping[str, str], ...] = ()
    status: str = Status.ADDED
    sign: str = ""


@dataclass(frozen=True, slots=True)
class AddError(AsJson):
    """One file that could not be added, and why: `reason` is a `corpus.phrases.Phrase` where the adder says it."""

    file: str
    reason: str

    def told(self, language: str) -> AddError:
        """Return it with the reason in an interface language; no folder is named in it."""
        return AddError(self.file, i18n.phrase(self.reason, language))


@dataclass(frozen=True, slots=True)
class Added(AsJson):
    """What `add` returns."""

    documents: tuple[AddedDocument, ...]
    errors: tuple[AddError, ...]

    def outcomes(self) -> Iterator[tuple[str, str, int]]:
        """Yield each document, how it went, and how many pages it has: what the audit log is told."""
        yield from ((each.id, each.change, each.pages) for each in self.documents)
        yield from ((PurePath(each.file).name, "not_added", 0) for each in self.errors)
