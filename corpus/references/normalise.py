"""A text made readable before it is read: invisible characters gone, broken words joined, reference words mended.

«para­graphe», “recommen-⏎dation No. 193”, “Convetion No. 87”. Only the words that announce a number are mended, by
one letter; numbers never are, but those in words become figures («paragraphe vingt-huit»). Where each character stood
is kept, so that a reference is found in the text as it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.references.number_words import NUMBER_WORDS, value_of
from corpus.text.folding import fold

_INVISIBLE = re.compile("\u00ad\\s?\n?|[\u200b-\u200f\u2060-\u2064\ufeff]|(?<=[^\\W\\d_])[-\u2010]\r?\n(?=[^\\W\\d_])")
_BEFORE_NUMBER = re.compile(r"(?<![\w'])([a-z]{6,16})(?=\.?,?\s{0,2}\(?\s?(?:n[o°.]{1,2}|num\.?|nums?\.)?\s{0,2}\d)")
_WORDS = (
    "paragraph", "paragraphs", "paragraphe", "paragraphes", "parrafo", "parrafos", "apartado", "section",
    "article", "articles", "articulo", "articulos",
    "convention", "conventions", "convenio", "convenios",
    "recommendation", "recommendations", "recommandation", "recommandations", "recomendacion", "recomendaciones",
)  # fmt: skip
_KNOWN = frozenset(_WORDS)
_IN_WORDS = re.compile(
    r"(?<![\w'])(?:paragraph(?:e?s?)|paras?\.?|paragr\.|parr(?:afos?|s?\.)|articles?|articulos?|art\.)\s+"
    rf"(?P<numbers>{NUMBER_WORDS}(?:\s*(?:,|-|\b(?:to|a|al|and|et|y)\b)\s*{NUMBER_WORDS})*)"
)


@dataclass(frozen=True, slots=True)
class Mended:
    """A text as it can be read, and where each of its characters (and its end) stands in the text as it was."""

    text: str
    offsets: tuple[int, ...] | None = None

    def span(self, span: tuple[int, int]) -> tuple[int, int]:
        """Return where a stretch of the mended text stands in the text as it was."""
        if self.offsets is None:
            return span
        start, end = span
        return self.offsets[start], self.offsets[end - 1] + 1 if end > start else self.offsets[start]


def mend(text: str) -> Mended:
    """Return a text as it can be read; the same text where there is nothing to mend.

    >>> mend("Convetion No. 87").text
    'convention No. 87'
    """
    changes = [(match.span(), "") for match in _INVISIBLE.finditer(text)]
    if not changes:
        folded = fold(text)
        changes = [(match.span(1), word) for match in _BEFORE_NUMBER.finditer(folded) if (word := _meant(match[1]))]
        changes = sorted([*changes, *_numbers_in_words(folded)])
        return _changed(text, changes) if changes else Mended(text)
    joined = _changed(text, changes)
    again = mend(joined.text)
    if again.offsets is None or joined.offsets is None:
        return joined
    return Mended(again.text, tuple(joined.offsets[offset] for offset in again.offsets))


def _numbers_in_words(folded: str) -> list[tuple[tuple[int, int], str]]:
    """Return where numbers stand in words after a reference word, and these numbers in figures."""
    return [
        (match.span(), str(value_of(match[0])))
        for place in _IN_WORDS.finditer(folded)
        for match in re.compile(NUMBER_WORDS).finditer(folded, place.start("numbers"), place.end())
    ]


def _changed(text: str, changes: list[tuple[tuple[int, int], str]]) -> Mended:
    """Replace spans by words, and keep for each character the offset it had."""
    pieces: list[str] = []
    offsets: list[int] = []
    position = 0
    for (start, end), word in changes:
        pieces += [text[position:start], word]
        offsets += range(position, start)
        offsets += [min(start + i, end - 1) for i in range(len(word) - 1)] + [end - 1] * bool(word)
        position = end
    pieces.append(text[position:])
    offsets += range(position, len(text) + 1)
    return Mended("".join(pieces), tuple(offsets))


def _meant(word: str) -> str | None:
    """Return the reference word that is one edit away, if there is one and the word is none itself."""
    if word in _KNOWN:
        return None
    return next((known for known in _WORDS if known[0] == word[0] and _one_edit(word, known)), None)


def _one_edit(word: str, other: str) -> bool:
    """Tell whether two different words differ by one letter substituted, deleted, inserted or transposed."""
    if abs(len(word) - len(other)) > 1:
        return False
    same = next(
        (i for i, (one, two) in enumerate(zip(word, other, strict=False)) if one != two), min(map(len, (word, other)))
    )
    rest, other_rest = word[same:], other[same:]
    return (
        rest[1:] == other_rest[1:]
        or rest[1:] == other_rest
        or rest == other_rest[1:]
        or (rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:] and len(rest) > 1)
    )
