"""Questions for a column of a plan's row told by its words: “which points does the deliverable on X answer?”."""

from __future__ import annotations

import re

from assistant.ask.extractive import ExtractiveAnswerer
from assistant.ask.met_words import share_met
from assistant.ask.outcome import Outcome
from assistant.ask.question.reading import QuestionReading
from assistant.ask.question.subject import subject_of
from assistant.ask.types import AnswerStatus
from assistant.composition import Composition
from assistant.session import Session
from corpus.text.folding import fold
from index.query.stems import stem_set
from index.types import Placed

_ASKED = re.compile(
    r"\b(?:which|what|quel(?:le)?s?|que|cual(?:es)?) (?:"
    r"(?:points?|puntos?) (?:of the|des|de las) conclusi\w+|"
    r"(?:programme (?:and|&) budget|p&b) outputs?|produits? du (?:programme et budget|p&b)|"
    r"productos? del programa y presupuesto)\b"
)
_BESIDE = re.compile(  # that a row has a column, and that it is one
    r"\b(?:correspond\w*|link\w*|attach\w*|relat\w*|answers?|belongs?|deliverables?|rows?|rattach\w*|renvoi\w*|relev\w*|"
    r"livrables?|lignes?|vincul\w*|responde\w*|entregables?|filas?)\b"
)
_ENOUGH = 0.6  # of the words, by their rarity
_SURE = 0.8  # of them: with fewer, the row is likely the one, no more
_NEARLY = 0.05  # less than the best
_MOST = 3  # rows: words that more of them have tell none


def answer(reading: QuestionReading, session: Session) -> Outcome | None:
    """Return the rows that have the words of such a question; None for any other, or where no row has them."""
    asked = _ASKED.search(fold(reading.core))
    if asked is None or reading.places:
        return None
    rest = f"{reading.core[: asked.start()]} {reading.core[asked.end() :]}"
    subject = subject_of(_BESIDE.sub(" ", fold(rest)))
    words = session.search.ranker.words(subject, reading.language) if subject else {}

    def share(placed: Placed) -> float:
        return share_met(words.get(placed.language, ()), stem_set(placed.rendition.text, placed.language))

    met = {
        (plan.document, row.locator): max(
            map(share, session.search.placed(plan.document, row.locator).values()), default=0.0
        )
        for plan in session.plans.plans(session.reader, reading.scope.documents)
        for row in plan.rows
    }
    best = max(met.values(), default=0.0)
    found = [place for place, each in met.items() if each >= best - _NEARLY]
    if not words or best < _ENOUGH or len(found) > _MOST:
        return None
    composition = Composition(session.reader)
    for document, locator in found:
        composition.add(ExtractiveAnswerer(session).pieces(reading.core, document, locator))
    if best < _SURE:
        composition.hedge()
    return AnswerStatus.ANSWERED, composition
