"""The check of quotations: a pasted text in, a verdict on each quotation out.

A short text is taken for one quotation, if it stands in the library or nearly does; else a text is read by its
quotation marks; a text without any is read by its sentences. What each verdict means: `assistant.verify.types.Verdict`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from math import inf

from assistant.errors import BadRequest
from assistant.session import Engine
from assistant.text.quotes import words
from assistant.validation import language_of, milliseconds
from assistant.verify.attribution import AttributionReader, Claim
from assistant.verify.candidates import CandidateFinder
from assistant.verify.checker import Checker
from assistant.verify.quotations import Quotation, find_quotations, unmarked
from assistant.verify.quoted_words import read_quote
from assistant.verify.types import CheckedQuote, Verdict, Verified
from corpus.phrases import Phrase
from corpus.text.language import detect
from corpus.text.sentences import sentence_spans
from corpus.types import Language

LONGEST_TEXT = 2_000_000  # characters

_SHORT = 250  # words: what is longer is a page
_MOST_QUOTES = 200
_MOST_SENTENCES = 400
_FEWEST_WORDS = 5  # of a sentence that is recognised without marks
_MOST_OUTSIDE = 0.4  # share of the words outside of marks that may differ where all is taken for one quotation

_WRAPPED = 50  # characters; a shorter line ends where it was meant to
_ENDS = (".", "!", "?", ":", ";", "…", "»", "”", '"')

_SOURCE_AT_END = re.compile(r"[ \u00a0\n](?:\(|\[|—|–)")
_LONGEST_SOURCE = 250  # characters


class Work:
    """The work of this thread since it began, and whether it is more than it may be."""

    def __init__(self, seconds: float) -> None:
        """Begin."""
        self._end = time.thread_time() + seconds

    def is_over(self) -> bool:
        """Tell whether it is time to leave the rest."""
        return time.thread_time() > self._end


class Verifier:
    """Checks quotations against the current state of the library."""

    def __init__(self, engine: Engine) -> None:
        """Work on an engine and its library."""
        self._engine = engine

    def verify(self, text: str, language: str | None, seconds: float = inf) -> Verified:
        """Return the verdicts, citations written in `language`, else in the text's. Raises BadRequest, SearchError.

        What is not begun within `seconds` of a processor's work is left unchecked, and counted.
        """
        started = time.perf_counter()
        if len(text) > LONGEST_TEXT:
            raise BadRequest(
                value=Phrase("error.expected.count_of_characters", "{count} characters", count=f"{len(text):,}"),
                expected=Phrase("error.expected.text_length", "a text of {most} at most", most=f"{LONGEST_TEXT:,}"),
            )
        if not any(character.isalnum() for character in text):
            raise BadRequest(
                value=text[:80], expected=Phrase("error.expected.one_word", "a text with at least one word")
            )
        reader = language_of(language) or detect(text) or Language.EN
        with self._engine.session(reader) as session:
            ours = frozenset(entry.id for entry in session.catalogue if entry.title_ours)
            checker = Checker(session, CandidateFinder(session.library, notes=session.holdings.notes), ours)
            read_as, checked, unchecked = _read(text, checker, AttributionReader(text, session), Work(seconds))
        return Verified(tuple(checked), milliseconds(started), read_as, unchecked, reader)


def _read(text: str, checker: Checker, page: AttributionReader, work: Work) -> tuple[str, Sequence[CheckedQuote], int]:
    """Return how a text was read, the verdicts, and how many quotations were left out."""
    marked = find_quotations(text)
    short = len(text[: 40 * _SHORT].split()) <= _SHORT and len(text) <= 40 * _SHORT
    whole = _whole(text, marked, checker, page) if short else None
    if whole is not None and _is_one_quote(whole, text, marked):
        return "quote", [whole], 0
    if whole is not None and not marked and any(each.gap for each in read_quote(text.strip())[1][1:]):
        return "quote", [whole], 0  # dots within: its parts belong together, found or not
    if marked:
        return "marks", *_by_marks(marked, checker, page, work)
    checked, unchecked = _by_sentences(text, checker, work, every=short, most=_MOST_SENTENCES)
    if any(each.status is not Verdict.NOT_FOUND for each in checked) or whole is None:
        return "sentences", checked, unchecked
    return "quote", [whole], 0


def _whole(text: str, marked: Sequence[Quotation], checker: Checker, page: AttributionReader) -> CheckedQuote | None:
    """Return the verdict on a short text as one quotation, without the source it ends with."""
    quote, claim = unmarked(text), None
    if not marked:
        quote, claim = _without_source(quote, page)
    return checker.check(quote, claim)


def _without_source(text: str, page: AttributionReader) -> tuple[str, Claim | None]:
    """Return a text without the source that it ends with, in brackets or after a dash, and that source."""
    first = max(0, len(text) - _LONGEST_SOURCE)
    for match in _SOURCE_AT_END.finditer(text, first):
        said = text[match.end() :].strip().rstrip(".")
        if match[0][-1] in "([":
            said = said[:-1] if said.endswith((")", "]")) else ""
        if said and page.is_reference(said) and (claim := page.read(said, loose=True)):
            return text[: match.start()].strip(), claim
    return text, None


def _is_one_quote(whole: CheckedQuote, text: str, marked: Sequence[Quotation]) -> bool:
    """Tell whether a text is one quotation: it stands somewhere, or nearly, with the words outside of its marks."""
    if whole.status is not Verdict.ALTERED or not marked:
        return whole.status is not Verdict.NOT_FOUND
    inside = sum(len(words(each.text)) for each in marked)
    changed = sum(len(words(each.quoted)) for each in whole.differences)
    return changed <= _MOST_OUTSIDE * (len(words(text)) - inside)


def _by_marks(
    marked: Sequence[Quotation], checker: Checker, page: AttributionReader, work: Work
) -> tuple[list[CheckedQuote], int]:
    """Return a verdict on each quotation; where one is not found, on those within it as well.

    A quotation too long to compare is checked sentence by sentence. The second figure counts what was left out beyond
    the most that is checked.
    """
    checked: list[CheckedQuote] = []
    ends = [0, *(each.end for each in marked)]
    starts = [*(each.start for each in marked[1:]), page.length]
    left_out = max(0, len(marked) - _MOST_QUOTES)
    for n, (quotation, before, after) in enumerate(zip(marked[:_MOST_QUOTES], ends, starts, strict=False)):
        if checked and work.is_over():
            return checked, len(marked) - n
        claim = page.claim(quotation.start, quotation.end, before, after)
        verdict = checker.check(quotation.text, claim)
        if verdict is None:
            found, beyond = _by_sentences(quotation.text, checker, work, every=True, most=_MOST_QUOTES - len(checked))
            checked += found
            left_out += beyond
            continue
        checked.append(verdict)
        if verdict.status is Verdict.NOT_FOUND:
            checked += [inner for each in quotation.inner if (inner := checker.check(each.text, claim))]
    return checked, left_out


def _by_sentences(text: str, checker: Checker, work: Work, *, every: bool, most: int) -> tuple[list[CheckedQuote], int]:
    """Return the verdicts on the paragraphs of a text that stand in the library, else on their sentences.

    `every` keeps sentences that are not found as well; else these are taken for the writer's own. `most` is how many
    sentences are checked; the second figure counts the others.
    """
    checked: list[CheckedQuote] = []
    left_out, begun = 0, 0
    for line in _unwrapped(text):
        spans = sentence_spans(line)
        looked_at = spans[: max(0, most - begun)]
        whole = checker.check(line, thorough=every) if 1 < len(looked_at) == len(spans) and not work.is_over() else None
        if whole is not None and whole.status in (Verdict.FOUND, Verdict.FOUND_IN_NOTE):
            checked.append(whole)
            begun += len(spans)
            continue
        done = 0
        for start, end in looked_at:
            if begun and work.is_over():
                break
            begun, done = begun + 1, done + 1
            sentence = line[start:end]
            verdict = (
                checker.check(sentence, thorough=every) if every or len(words(sentence)) >= _FEWEST_WORDS else None
            )
            if verdict is not None and (every or verdict.status is not Verdict.NOT_FOUND):
                checked.append(verdict)
        left_out += len(spans) - done
    return checked, left_out


def _unwrapped(text: str) -> list[str]:
    """Return the lines of a text, those wrapped at the width of a page joined again."""
    lines: list[str] = []
    goes_on = False
    for line in text.splitlines():
        if goes_on and line.strip():
            lines[-1] += f" {line.strip()}"
        else:
            lines.append(line)
        goes_on = len(line) >= _WRAPPED and not line.rstrip().endswith(_ENDS)
    return lines
