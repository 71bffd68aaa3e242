"""What a question is about: “What will the ILO do about labour inspection?” is about labour inspection.

Who is to act says nothing of the passage wanted in the papers of that very organization: it is in each of them. And its
name is looked for in all its forms, a handful of words that would outweigh the one asked about.
"""

from __future__ import annotations

import re

from corpus.text.folding import fold

_ILO = r"(?:ilo|oit|bit|international labou?r (?:office|organi[sz]ation))"
# An auxiliary or a verb before its subject, as questions have it.
_SUBJECT = re.compile(
    rf"\b(?:will|does|do|did|can|could|should|would|must)(?P<en> (?:the )?{_ILO})\b|"
    rf"\b(?:que|qu'est-ce que|comment|qu'|quoi) ?(?:\w+ )?(?P<fr>(?:le |l'){_ILO})\b|"
    rf"\b(?:que|como|cual) (?:\w+ ){{0,2}}(?P<es>la {_ILO})\b"
)


def topic_of(question: str) -> str:
    """Return a question without the ILO as the one who acts; the very question where it is not, or is all there is.

    >>> topic_of("What will the ILO do about labour inspection?"), topic_of("What does the ILO do?")
    ('What will do about labour inspection?', 'What does the ILO do?')
    """
    match = _SUBJECT.search(fold(question))
    if match is None:
        return question
    start, end = next(match.span(name) for name in ("en", "fr", "es") if match[name])
    rest = question[end:]
    if not re.search(r"\w+\W+\w+", rest):
        return question
    return question[:start] + rest
