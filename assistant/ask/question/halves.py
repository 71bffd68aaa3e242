"""Two questions in one, each answered by itself: “How many founders must we be, and how many directors?”."""

from __future__ import annotations

import re

from corpus.text.folding import fold
from index.ranking.evidence import content_words

_ASKS = (
    r"(?:how (?:many|much|long|old|far|often)|what|which|who|when|where|why|combien|quels?|quelles?|qui|quand|ou|"
    r"pourquoi|comment|"
    r"que|qu'|jusqu'ou|cuant[oa]s?|cuales?|quien(?:es)?|cuando|donde|por que|como|que|en que|a que|dans quel|en quel|"
    r"a quel)\b"
)
_SECOND = re.compile(rf"(?:\s*[,;:?.]\s*|\s+)(?:and|et|y|e)\s+(?:also\s+|aussi\s+|tambien\s+)?(?={_ASKS})")
# A second question that leans on the first stays with it: “and how much is set aside for it?”
_LEANS = re.compile(
    r"\b(?:it|its|them|they|their|those|these|that one|elle|ils?|elles|leur|leurs|celui-ci|celle-ci|ello|ellas?|"
    r"ellos|su|sus)\b|-(?:t-)?(?:ils?|elles?)\b"
)
_SHARED = re.compile(r"^(?P<thing>[^:?]{3,120})\s?:\s+(?=\S)")
_FEWEST = 1  # words that tell something, of each


def halves_of(question: str, *, leaning: bool = False) -> tuple[str, str] | None:
    """Return the two questions of one; None where it is one question.

    What stands before a colon is asked about in both. A second question that is `leaning` on the first takes its words
    along, in brackets; else there is one question.

    >>> halves_of("How many founders must we be, and how many directors do we need?")
    ('How many founders must we be', 'how many directors do we need?')
    """
    folded = fold(question)
    second = next((each for each in _SECOND.finditer(folded) if re.search(_ASKS, folded[: each.start()])), None)
    if second is None:
        return None
    one, other = question[: second.start()].strip(), question[second.end() :].strip()
    if shared := _SHARED.match(fold(one)):
        other = f"{one[: shared.end('thing')].strip()} : {other}"
    elif _LEANS.search(fold(other)):
        if not leaning:
            return None
        other = f"{other.rstrip(' ?')} ({one})?"
    if min(len(content_words(one)), len(content_words(other))) < _FEWEST:
        return None
    return one, other
