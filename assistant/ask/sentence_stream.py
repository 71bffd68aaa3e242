"""Sentences out of a stream of text, each as soon as it is over, with its keys and what sets it off.

Keys behind a full stop belong to the sentence before it. A sentence is over only when the next one has begun: “[1]” may
still follow. Nothing ends inside an open quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.ask.claims.hygiene import plain_text
from assistant.ask.claims.quotations import is_open
from corpus.text.sentences import sentence_spans

_KEYS_BEHIND = re.compile(
    r"(?<![.!?…])(?P<stop>[.!?…]++)(?P<mark>(?:\s?[»”\"])?)(?P<keys>(?:\s?\[\s?\d{1,3}(?:\s?[,;]\s?\d{1,3})*\s?\])+)(?P<again>\.?)"
)
_BULLET = re.compile(r"^(?P<bullet>\s*(?:[-*•–—]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+)(?=\S)")
_BEGINS = re.compile(r"^[«“\"‘(¿¡\s]*[^\W\d_]|^[«“\"‘(¿¡\s]*\d+\s\w")
# “Yes.” and “No.” are said of what follows.
_PARTICLE = re.compile(r"(?:yes|no|oui|non|s[ií]|not yet|pas encore|todavía no)\s?[.!,:]", re.IGNORECASE)
_LONGEST = 4000  # characters that are waited for: a quotation never closed must not hold everything back


@dataclass(frozen=True, slots=True)
class WrittenSentence:
    """A sentence as the model wrote it, without emphasis; `before` sets it off: a space, a line, a bullet."""

    text: str
    before: str = ""

    @property
    def is_item(self) -> bool:
        """Whether it opens with a bullet or a number."""
        return bool(self.before.strip())

    @property
    def opens(self) -> bool:
        """Whether items may follow: it ends in a colon."""
        return self.text.rstrip().endswith(":")


def sentences_in(pieces: Iterable[str]) -> Iterator[WrittenSentence]:
    """Yield the sentences of a text that comes in pieces.

    >>> [each.text for each in sentences_in(["It grows", ". [1", "] It stays [2]."])]
    ['It grows [1].', 'It stays [2].']
    """
    splitter = _Splitter()
    for piece in pieces:
        yield from splitter.feed(piece)
    yield from splitter.end()


class _Splitter:
    """What has come and is not over yet, and what sets it off from the sentence before."""

    def __init__(self) -> None:
        self._text, self._before = "", ""

    def feed(self, piece: str) -> Iterator[WrittenSentence]:
        """Take a piece; yield the sentences that are over."""
        self._text += piece
        while True:
            self._skip_lines()
            line, newline, rest = self._text.partition("\n")
            if not newline or (is_open(line) and len(line) < _LONGEST):
                break
            self._text = rest
            yield from self._whole(line)
            self._before = "\n"
        if len(self._text) > _LONGEST:
            line, self._text = self._text, ""
            yield from self._whole(line)
            return
        text = _with_keys_inside(plain_text(self._text))
        spans = _spans(text)
        if len(spans) > 1 and _BEGINS.match(text[spans[-1][0] :]):
            self._text = text[spans[-1][0] :]
            yield from self._whole(text[: spans[-1][0]])
            self._before = " "

    def end(self) -> Iterator[WrittenSentence]:
        """Yield what is left."""
        for line in self._text.split("\n"):
            yield from self._whole(line)
            self._before = "\n"

    def _skip_lines(self) -> None:
        """Pass over empty lines: they set the next sentence further off."""
        bare = self._text.lstrip("\n")
        if bare != self._text and self._before:
            self._before = "\n\n" if self._before == "\n" else "\n" * min(2, len(self._text) - len(bare))
        self._text = bare

    def _whole(self, line: str) -> Iterator[WrittenSentence]:
        """Yield the sentences of a line."""
        text = _with_keys_inside(plain_text(line))
        for start, end in _spans(text):
            if (found := _written(text[start:end], self._before)) is not None:
                yield found
            self._before = " "


def _written(text: str, before: str) -> WrittenSentence | None:
    """Return a sentence with its bullet told apart; None for nothing but marks."""
    bullet = _BULLET.match(text) if "\n" in before or not before else None
    if bullet:
        before, text = f"{before or chr(10)}{bullet['bullet'].strip()} ", text[bullet.end() :]
    return WrittenSentence(text.strip(), before) if re.search(r"\w", text) else None


def _spans(text: str) -> list[tuple[int, int]]:
    """Return the sentences of a line: none ends inside a quotation, or after the number of an item."""
    found: list[tuple[int, int]] = []
    for start, end in sentence_spans(text):
        if found:
            held = text[found[-1][0] : found[-1][1]]
            if (
                _PARTICLE.fullmatch(held.strip())
                or (is_open(held) and len(held) < _LONGEST)
                or re.fullmatch(r"\(?\w{1,2}[.)]|[-*•]", held.strip())
            ):
                found[-1] = (found[-1][0], end)
                continue
            if not re.search(r"[^\W\d_]", re.sub(r"\[[^\]]*\]", "", text[start:end])):
                found[-1] = (found[-1][0], end)
                continue
        found.append((start, end))
    return found


def _with_keys_inside(text: str) -> str:
    """Return a text whose keys stand before the full stop."""
    return _KEYS_BEHIND.sub(_moved, text)


def _moved(match: re.Match[str]) -> str:
    keys = " ".join(match["keys"].split()).replace("] [", "][")
    if match["mark"]:  # “… closed.” [1] → “… closed.” [1].
        return f"{match['stop']}{match['mark']} {keys}."
    return f" {keys}{match['stop']}"
