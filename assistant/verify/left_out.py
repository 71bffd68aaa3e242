"""What the dots of a quotation leave out: a word that negates or restricts must not be hidden by them.

“The steward is … permitted” is no quotation of “is not permitted”. Only words of the sentences that are quoted count: a
negation in a sentence left out whole says nothing of the others.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from assistant.text.quotes import Word, plain, words_of
from assistant.text.word_diff import QuotedWord
from corpus.text.sentences import sentence_spans

_RESTRICTING = frozenset(
    """
    not no never nor neither none cannot unless except excepting without only solely nothing nobody hardly
    ne n pas jamais aucun aucune ni sans sauf hormis excepté nul nulle rien seulement uniquement
    nunca jamás tampoco ningún ninguno ninguna sin salvo excepto sino solo sólo solamente únicamente nadie nada
    """.split()
)
_CONTRACTED = ("n't", "n’t")  # don’t


def hidden(text: str, said: Sequence[Word], before: int, after: int) -> list[int]:
    """Return the places, among the words of a plain text, of those that dots may not hide between two of them.

    `before` and `after` are the places of the words quoted around the dots: -1, or the number of words, for dots at the
    beginning or the end of a quotation.
    """
    starts = [start for start, _ in sentence_spans(text)]

    def sentence(place: int) -> int:
        return bisect_right(starts, said[place].start) if 0 <= place < len(said) else -1

    quoted = {sentence(before), sentence(after)} - {-1}
    return [
        place
        for place in range(before + 1, after)
        if sentence(place) in quoted and _restricts(text[said[place].start : said[place].end], said[place].key)
    ]


def hides(text: str, quoted: Sequence[QuotedWord]) -> bool:
    """Tell whether dots before or after a run of words hide a restriction in every place of a text that has the run."""
    text = plain(text)
    said = words_of(text)
    keys, run = [each.key for each in said], [each.word.key for each in quoted]
    places = [at for at in range(len(keys) - len(run) + 1) if keys[at : at + len(run)] == run]
    return bool(places) and all(
        (quoted[0].gap and hidden(text, said, -1, at))
        or (quoted[-1].cut_after and hidden(text, said, at + len(run) - 1, len(said)))
        for at in places
    )


def _restricts(word: str, key: str) -> bool:
    return key in _RESTRICTING or word.casefold().endswith(_CONTRACTED)
