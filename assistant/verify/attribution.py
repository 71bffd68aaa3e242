"""The attributions of quotations: where the words around them say that they stand.

Looked for in this order, the nearest words first:

    “…” (GB.346/INS/4, para. 15)         brackets after it
    “…” [3]   …   3. R193, para. 6       the note that it is marked with
    “…” — R193, para. 6                  a dash after it, on the same line or the next
    Paragraph 6 of R193 says: “…”        the sentence before it
    “…” of members (para. 6)             brackets further on, and its sentence for the document
    “…”, says paragraph 6 of R193.       the rest of its sentence, where no other quotation is in it

In running text a document must be called by a name of its own: “the strategy” may be any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from assistant.cite.as_printed import of_the_plan_here
from assistant.session import Session
from assistant.verify.types import Attribution
from corpus.library.library import StoredRendition
from corpus.links import is_within
from corpus.references import Mention, Reference, ResolutionStatus, documents, format_citation, parse, resolve

_LONGEST = 300  # characters of running text, and of a note, that are read

_MOST_BRACKETS = 3  # of a sentence

_BRACKET = re.compile(r"[\s.,;:!?]{0,3}[(\[]")
_ITEM_SIGN = re.compile(r"(?:\d|[,(]|\bet|\band|\by|\bà|\bto|\ba)[ \u00a0]?(?:[a-z]|[ivx]{1,4})$")
_NOTE_CALL = re.compile(r"[.,;:]?\s?(?:\[\^?(\d{1,3})\]|([⁰¹²³⁴-⁹]{1,3})|\^(\d{1,3})|\((\d{1,2})\))")
_NOTE = re.compile(
    rf"^[ \t]{{0,8}}(?:[\[(^]{{0,2}}(\d{{1,3}})(?:[\]).]:?|(?=\s))|([⁰¹²³⁴-⁹]{{1,3}}))[ \t]*(\S[^\n]{{0,{_LONGEST}}})",
    re.MULTILINE,
)
_DASH = re.compile(r"[ \t\u00a0.]{0,5}\n?[ \t>\u00a0]{0,5}(?:—|–|--?)\s?([^\n]{3,300})")
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-ZÀ-ÖØ-Þ«“])|\n")
_IBID = re.compile(r"\b(?:ibid(?:em)?|id|idem|op\. ?cit|loc\. ?cit)\b", re.IGNORECASE)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True, slots=True)
class Claim:
    """A place that a quotation is attributed to, as it resolves in the library.

    `reference` is how the text writes it, `words` all that it was read from.
    """

    reference: str
    words: str
    document: str | None
    locators: tuple[str, ...]
    missing: tuple[str, ...]
    status: ResolutionStatus
    citation: str | None

    @property
    def checkable(self) -> bool:
        """Tell whether the library has, or certainly lacks, the place: a document not loaded may say anything."""
        return self.status not in (ResolutionStatus.NOT_LOADED, ResolutionStatus.UNKNOWN_DOCUMENT)

    def covers(self, covered: Sequence[StoredRendition]) -> bool:
        """Tell whether paragraphs in a row are within the place."""
        if self.status is ResolutionStatus.NO_SUCH_PARAGRAPH or self.document not in (None, covered[0].document):
            return False
        if not self.checkable:
            return False
        locators = (*self.locators, *self.missing)
        return not locators or all(
            any(is_within(row.rendition.locator, locator) for locator in locators) for row in covered
        )

    def attribution(self, holds: bool | None) -> Attribution:
        """Return the claim as it is reported."""
        locators = (*self.locators, *self.missing)
        return Attribution(self.reference, self.document, locators, self.citation, self.status, holds)


class AttributionReader:
    """Reads the words around the quotations of one page, in order."""

    def __init__(self, page: str, session: Session) -> None:
        """Read a page against one state of the library, for its reader."""
        self._page, self._session = page, session
        self._last: Reference | None = None  # what “ibid.” means

    def claim(self, start: int, end: int, before: int, after: int) -> Claim | None:
        """Return where the quotation from `start` to `end` is said to stand; None where nothing says it.

        `before` is where the quotation before it ends, `after` where the next begins.
        """
        introduced = self._introduction(before, start)
        for words, loose in self._said_around(end, after, introduced):
            if claim := self.read(words, loose=loose, backdrop=introduced):
                return claim
        return None

    def read(self, words: str, *, loose: bool, backdrop: str = "") -> Claim | None:
        """Return the place that some words name; `loose` accepts “the conclusions” too.

        A place of no document is one of the document that the `backdrop` names last, if it names any.
        """
        words = " ".join(words.split())
        reference = of_the_plan_here(parse(words, self._session.catalogue), self._session.holdings)
        if _IBID.search(words) and self._last is not None:
            again = reference.locators if reference else self._last.locators
            reference = replace(self._last, locators=again, span=(0, len(words)))
        if reference is None or not (reference.explicit or reference.locators):
            return None
        if not loose and reference.explicit and not self._named_precisely(words, reference):
            return None
        if not reference.explicit and (named := [each for each in self._documents(backdrop) if each.precise]):
            last = named[-1]
            reference = replace(
                reference, document=last.document, named=last.named, instrument=last.instrument, explicit=True
            )
        if reference.explicit:
            self._last = reference
        return self._resolved(reference, words)

    @property
    def length(self) -> int:
        """The length of the page, in characters."""
        return len(self._page)

    def is_reference(self, words: str) -> bool:
        """Tell whether some words are a reference and nothing else."""
        reference = parse(words, self._session.catalogue)
        return reference is not None and not reference.unread

    def _resolved(self, reference: Reference, words: str) -> Claim:
        """Return the claim of a reference; a place without a document may be any document's."""
        if not reference.explicit:
            held = any(
                self._session.holdings.has(document, locator)
                for document in self._session.holdings.document_ids()
                for locator in reference.locators
            )
            status = ResolutionStatus.FOUND if held else ResolutionStatus.NO_SUCH_PARAGRAPH
            said = words[slice(*reference.span)].strip(" ,;:.")
            return Claim(said, words, None, reference.locators, (), status, None)
        resolution = resolve(reference, self._session.holdings)
        said = words[slice(*reference.span)].strip(" ,;:.")
        citation = None
        if resolution.status is ResolutionStatus.FOUND and resolution.document:
            document = self._session.library.document(resolution.document)
            citation = "; ".join(
                format_citation(document, locator, self._session.reader) for locator in resolution.locators or ("",)
            )
        return Claim(
            said, words, resolution.document, resolution.locators, resolution.missing, resolution.status, citation
        )

    def _named_precisely(self, words: str, reference: Reference) -> bool:
        """Tell whether the document of a reference is called by a name that is its alone."""
        return any(
            each.precise and (each.document, each.instrument) == (reference.document, reference.instrument)
            for each in self._documents(words)
        )

    def _documents(self, words: str) -> tuple[Mention, ...]:
        return documents(words, self._session.catalogue) if words else ()

    def _introduction(self, before: int, start: int) -> str:
        """Return the words of its sentence that stand before a quotation, or the line above that ends in a colon.

        What stands in brackets after the quotation before belongs to that one.
        """
        text = self._page[max(before, start - _LONGEST) : start]
        if before and (opened := _BRACKET.match(text)):
            inside = _in_brackets(text[opened.end() :])
            text = text[opened.end() + len(inside) + 1 :]
        line = text.rpartition("\n")[2]
        if not line.strip(" >\t\u00a0"):
            line = text.rstrip(" >\n\t\u00a0").rpartition("\n")[2]
            line = line if line.endswith(":") else ""
        sentence = _SENTENCE_END.split(line)[-1]
        named = self._documents(sentence)
        # The last document named is the nearest, and what is said before the one before it is of that one.
        return sentence[named[-2].span[1] :] if len(named) > 1 else sentence

    def _said_around(self, end: int, after: int, introduced: str) -> Iterator[tuple[str, bool]]:
        """Yield the words that may name the source of a quotation, and whether they may do so loosely."""
        follows = self._page[end : min(after, end + _LONGEST)]
        if opened := _BRACKET.match(follows):
            yield _in_brackets(follows[opened.end() :]), True
        if call := _NOTE_CALL.match(follows):
            number = int(next(filter(None, call.groups())).translate(_SUPERSCRIPTS))
            yield self._notes.get(number, ""), True
        if dashed := _DASH.match(follows):
            yield dashed[1], True
        rest = _SENTENCE_END.split(follows)[0]
        for opened in islice(re.finditer(r"[(\[]", rest), _MOST_BRACKETS):
            inside = _in_brackets(rest[opened.end() :])
            if self.is_reference(inside):
                yield inside, True
        ends_here = len(rest) < len(follows) or after == len(self._page)
        yield f"{introduced} {rest}" if ends_here else introduced, False  # else the rest introduces the next quotation

    @cached_property
    def _notes(self) -> dict[int, str]:
        """The lines of the page that begin with a number, as notes do; the last with each number."""
        return {int((match[1] or match[2]).translate(_SUPERSCRIPTS)): match[3] for match in _NOTE.finditer(self._page)}


def _in_brackets(text: str) -> str:
    """Return what stands before the closing bracket; that of «24 e)» or of “(e)” does not close."""
    depth = 1
    for position, character in enumerate(text):
        if character in "([":
            depth += 1
        elif character in ")]":
            is_item = (
                depth == 1 and _ITEM_SIGN.search(text[:position]) and re.match(r"[^(\n]{0,60}\)", text[position + 1 :])
            )
            depth -= not is_item
        elif character == "\n" and text[position + 1 : position + 2] == "\n":
            return text[:position]
        if not depth:
            return text[:position]
    return text
