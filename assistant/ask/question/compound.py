"""Compound questions: “labour inspection and freedom of association”. No paragraph may be on both parts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.glossary.glossary import Glossary
from corpus.text.folding import fold
from index.ranking.evidence import content_words

_JOINED = re.compile(r"\b(?:et|and|y|e|ainsi que|as well as|asi como)\b")
# A clause that asks something else of the same thing is no second thing: “what does it cost, and over which years?”
_CLAUSE = re.compile(
    r"\W*(?:(?:of|for|over|in|to|by|with|from|until|a|de|d'|en|par|pour|dans|avec|por|para|con|hasta|desde) ?)?"
    r"(?:which|what|how|who|whom|whose|when|where|why|is|are|does|do|did|will|can|qui|que|qu'|quoi|quand|comment|ou|"
    r"combien|quel\w*|lequel\w*|lesquel\w*|pourquoi|est|sont|cual\w*|quien\w*|cuando|cuant\w*|donde|como|es|son)\b"
)
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
# What a thing is asked about with, or a sign: its words do not go beyond.
_BREAK = re.compile(
    r"[,;:.?!()]|\b(?:for|about|on|regarding|concerning|pour|sur|concernant|para|sobre)\b", re.IGNORECASE
)
_MOST_WORDS = 2  # of a thing: its noun and what goes with it


@dataclass(frozen=True, slots=True)
class QuestionPart:
    """One part of a compound question: `words` that name it, and the `question` about it alone."""

    words: str
    question: str


def compound_parts(question: str) -> tuple[QuestionPart, QuestionPart] | None:
    """Return the two parts of a compound question; None for any other question, and for what is no question.

    An “and” within a term of the glossary joins nothing.

    >>> [part.words for part in compound_parts("What is planned for labour inspection and freedom of association?")]
    ['labour inspection', 'freedom of association']
    """
    if "?" not in question and not _CLAUSE.match(fold(question)):
        return None  # words typed to find a passage
    terms = [(spot.start, spot.end) for spot in Glossary.bundled().spots(question)]
    for match in _JOINED.finditer(fold(question)):
        if any(start < match.start() and match.end() < end for start, end in terms):
            continue
        before, after = question[: match.start()], question[match.end() :]
        if _CLAUSE.match(fold(after)):
            continue
        left, right = _nearest(before, last=True), _nearest(after, last=False)
        if left and right:
            return QuestionPart(left, before.strip()), QuestionPart(right, after.strip())
    return None


def _nearest(text: str, *, last: bool) -> str:
    """Return the words of a text from, or to, its second word that carries meaning, within its clause."""
    clause = _BREAK.split(text.strip())[-1 if last else 0]
    words = list(_WORD.finditer(clause))
    telling = [word for word in words if content_words(word[0])]
    if not telling:
        return ""
    chosen = telling[-_MOST_WORDS:] if last else telling[:_MOST_WORDS]
    return clause[chosen[0].start() : chosen[-1].end()]
