"""Questions answered by search from the best paragraphs, or refused where these probably do not answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.ask.answer_type import AnswerType, holds
from assistant.ask.extractive import ExtractiveAnswerer
from assistant.ask.outcome import Outcome, refusal
from assistant.ask.reading import QuestionReading
from assistant.ask.types import AnswerStatus
from assistant.cite.messages import not_loaded
from assistant.composition import Composition
from assistant.session import Session
from assistant.text.drafts import asked_of_adoption, draft_heading
from corpus.glossary.glossary import Glossary
from corpus.references import Mention, documents
from index.ranking.confidence import Confidence
from index.search import Ranked

# A question about a document that is not here is answered only if one of the first paragraphs speaks of it.
_LOOKED_AT = 3

# A question with a name in it is of the field where one of the first paragraphs has this share of its words.
_OF_THE_FIELD = 0.6
_NAME = re.compile(r"\s\W*[A-ZÀ-ÖØ-Þ]")

# Among how many of the first paragraphs a draft is looked for.
_DRAFTS_AMONG = 100


def answer(reading: QuestionReading, session: Session) -> Outcome:
    """Return what the best paragraphs say, or a refusal."""
    question, search = reading.text, session.search
    ranking = search.rank(question, hints=reading.places)
    if reading.absent and not reading.places and not _any_mentions(ranking[:_LOOKED_AT], reading.absent, session):
        absent = reading.absent[0]
        message = not_loaded(absent.document, absent.named, session)
        return AnswerStatus.NOT_IN_DOCUMENTS, Composition(session.reader, blocks=[message])
    if draft := _draft(question, ranking, session):
        composition = ExtractiveAnswerer(session).paragraph(draft.document, [draft.locator])
        composition.hedge("answer.only_a_draft")
        return AnswerStatus.ANSWERED, composition
    confidence, thresholds = search.confidence(question, ranking), Confidence.bundled()
    if confidence < thresholds.refuse:
        return _no_answer(question, ranking, session)
    composition = ExtractiveAnswerer(session).answer(question, ranking, confidence)
    if not composition.citations:
        return _no_answer(question, ranking, session)
    quotes = [citation.quote for citation in composition.citations]
    kind = reading.answer_type
    if confidence < thresholds.sure or (kind and not holds(kind, quotes, question)):
        composition.hedge()
        if kind is AnswerType.DEFINITION:
            composition.blocks += _elsewhere(quotes, session)
    return AnswerStatus.ANSWERED, composition


def _any_mentions(ranking: Sequence[Ranked], wanted: Sequence[Mention], session: Session) -> bool:
    asked = {(each.document, each.instrument) for each in wanted}
    texts = (placed.text for each in ranking for placed in session.search.placed(each.document, each.locator).values())
    return any(
        (each.document, each.instrument) in asked for text in texts for each in documents(text, session.catalogue)
    )


def _elsewhere(quotes: Sequence[str], session: Session) -> list[str]:
    """Return the documents not loaded that the quotes name: what is asked for may be in them."""
    absent = [mention for quote in quotes for mention in session.absent(documents(quote, session.catalogue))]
    return list(dict.fromkeys(not_loaded(each.document, each.named, session) for each in absent))


def _draft(question: str, ranking: Sequence[Ranked], session: Session) -> Ranked | None:
    """Return the draft that a question on an adoption is about; None where there is none.

    A draft is meant where everything that the question names is named in it, in any language.
    """
    asked = asked_of_adoption(question)
    if asked is None:
        return None
    search, words = session.search, session.search.ranker.words(asked)
    for each in ranking[:_DRAFTS_AMONG]:
        placed = search.placed(each.document, each.locator).values()
        if any(draft_heading(one.rendition.heading) for one in placed) and search.names(each, words):
            return each
    return None


def _no_answer(question: str, ranking: Sequence[Ranked], session: Session) -> Outcome:
    """Refuse: a question in the words of the field as not answered here, any other as outside the field.

    So is one with a name most of whose words the documents have. Both wordings say that no answer was found, which is a
    fact; that a question is outside the field is only likely.
    """
    field = bool(Glossary.bundled().terms_in(question)) or (
        _NAME.search(question) is not None and session.search.share_named(question, ranking) >= _OF_THE_FIELD
    )
    status = AnswerStatus.NOT_IN_DOCUMENTS if field else AnswerStatus.OUT_OF_SCOPE
    return refusal(session.reader, status, "refusal.not_in_documents")
