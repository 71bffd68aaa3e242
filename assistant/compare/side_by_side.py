"""Two places of documents side by side, with the words in which they differ.

Words are compared within one language only. Two references to the same place mean its two versions: the official text
and our note of it, say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from assistant.compare.types import Pair, Side
from assistant.errors import BadRequest
from assistant.session import Session
from assistant.text.quotes import words
from assistant.text.word_diff import Op, differences
from corpus.library.merging import reading_order
from corpus.library.whole_text import whole_texts
from corpus.phrases import Phrase
from corpus.references import format_citation
from corpus.types import TEXTS, Document, Language, Rendition, Status

MOST_PAIRS = 2_000


@dataclass(frozen=True, slots=True)
class Selection:
    """What one reference selects: a document, its places (none: all of it), and the language asked for, if any."""

    document: Document
    locators: tuple[str, ...]
    language: Language | None = None


_Version = tuple[Language, Status]
_Texts = Mapping[str, tuple[Rendition, str]]


@dataclass(frozen=True, slots=True)
class _LoadedVersion:
    """A version of a document, with the texts of its places."""

    document: Document
    version: _Version
    texts: _Texts

    def side(self, locators: Sequence[str], reader: Language, *, whole: bool = True) -> Side | None:
        """Return some places as one text, with their items where `whole`; None where it has none of them."""
        there = [(locator, *self.texts[locator]) for locator in locators if locator in self.texts]
        if not there:
            return None
        document, (language, status) = self.document, self.version
        return Side(
            document=document.id,
            symbol=document.symbol,
            title=document.titled(reader),
            locator=there[0][0],
            locators=tuple(locator for locator, _, _ in there),
            citation="; ".join(format_citation(document, locator, reader) for locator, _, _ in there),
            language=language,
            status=status,
            page=there[0][1].page,
            url=document.urls.get(language),
            text="\n".join(text if whole else rendition.text for _, rendition, text in there),
        )


def pairs_of(left: Selection, right: Selection, session: Session) -> Iterator[Pair]:
    """Yield the pairs: one for two places, one for each place of two documents. Raises BadRequest.

    Where one reference names places and the other none, the same places of the other document are meant.
    """
    reader = session.reader
    mine, theirs = (_versions(each.document.id, session) for each in (left, right))
    one, other = _chosen(left, right, mine, theirs, reader)
    first, second = _LoadedVersion(left.document, one, mine[one]), _LoadedVersion(right.document, other, theirs[other])
    left_at, right_at = left.locators or right.locators, right.locators or left.locators
    if left_at:
        yield _pair(first.side(left_at, reader), second.side(right_at, reader))
        return
    locators = reading_order([list(first.texts), list(second.texts)])
    if len(locators) > MOST_PAIRS:
        raise BadRequest(
            value=Phrase("error.expected.paragraphs", "{count} paragraphs", count=f"{len(locators):,}"),
            expected=Phrase("error.expected.document_size", "documents of {most} at most", most=f"{MOST_PAIRS:,}"),
        )
    for locator in locators:
        yield _pair(*(each.side((locator,), reader, whole=False) for each in (first, second)))


def sides_of(selection: Selection, session: Session) -> Iterator[Side]:
    """Yield what one reference names where there is nothing beside it. Raises BadRequest."""
    versions = _versions(selection.document.id, session)
    best = min(
        _in(selection, versions),
        key=lambda each: (
            not _has(versions[each], selection.locators),
            each[1] not in TEXTS,
            each[0] is not session.reader,
            each,
        ),
    )
    wanted = [selection.locators] if selection.locators else [(locator,) for locator in versions[best]]
    if len(wanted) > MOST_PAIRS:
        raise BadRequest(
            value=Phrase("error.expected.paragraphs", "{count} paragraphs", count=f"{len(wanted):,}"),
            expected=Phrase("error.expected.document_size", "documents of {most} at most", most=f"{MOST_PAIRS:,}"),
        )
    loaded = _LoadedVersion(selection.document, best, versions[best])
    for locators in wanted:
        side = loaded.side(locators, session.reader, whole=bool(selection.locators))
        if side is not None:
            yield side


def _versions(document: str, session: Session) -> dict[_Version, _Texts]:
    """Return the texts of each version of a document, by place: each with its items."""
    found: dict[_Version, list[Rendition]] = {}
    for stored in session.library.renditions(document):
        if session.holdings.notes or stored.status is not Status.NOTE:
            found.setdefault((stored.language, stored.status), []).append(stored.rendition)
    return {
        version: {
            each.locator: (each, whole.text) for each, whole in zip(renditions, whole_texts(renditions), strict=True)
        }
        for version, renditions in found.items()
    }


def _chosen(
    left: Selection,
    right: Selection,
    mine: Mapping[_Version, _Texts],
    theirs: Mapping[_Version, _Texts],
    reader: Language,
) -> tuple[_Version, _Version]:
    """Return the version of each side: in the languages asked for, else in one, the reader's first; official first.

    The same place twice is shown in two versions. Raises BadRequest where there are no two.
    """

    def preference(pair: tuple[_Version, _Version]) -> tuple[object, ...]:
        """Return the key that sorts the best pair first."""
        (language, status), (other, other_status) = pair
        return (
            not _has(mine[pair[0]], left.locators),
            not _has(theirs[pair[1]], right.locators),
            language is not other,
            status not in TEXTS,
            other_status not in TEXTS,
            language is not reader,
            other is not reader,
            pair,
        )

    same = left.document.id == right.document.id and (left.locators or right.locators) == (
        right.locators or left.locators
    )
    pairs = [(one, other) for one, other in product(_in(left, mine), _in(right, theirs)) if not same or one != other]
    if not pairs:
        raise BadRequest(
            value=left.document.title(reader),
            expected=Phrase("error.expected.two_versions", "a document with two versions, or two places"),
        )
    return min(pairs, key=preference)


def _in(selection: Selection, versions: Mapping[_Version, _Texts]) -> list[_Version]:
    """Return the versions in the language asked for, all if none is. Raises BadRequest where there are none."""
    found = [version for version in versions if selection.language in (None, version[0])]
    if not found:
        languages = ", ".join(sorted({str(language) for language, _ in versions})) or "none"
        raise BadRequest(
            value=str(selection.language),
            expected=Phrase(
                "error.expected.language_held",
                "a language that {document} is in: {languages}",
                document=selection.document.id,
                languages=languages,
            ),
        )
    return found


def _has(texts: _Texts, locators: Sequence[str]) -> bool:
    return all(locator in texts for locator in locators)


def _pair(left: Side | None, right: Side | None) -> Pair:
    """Return two sides with the words in which they differ, if they can be compared."""
    if left is None or right is None or left.language != right.language:
        return Pair(left, right)
    found = differences(left.text, right.text)
    equal = sum(len(words(each.text)) for each in found if each.op is Op.EQUAL)
    longest = max(len(words(left.text)), len(words(right.text)), 1)
    return Pair(left, right, found, round(equal / longest, 4))
