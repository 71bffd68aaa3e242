"""Questions answered by search from the best paragraphs, or refused where these probably do not answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.ask.extractive import ExtractiveAnswerer
from assistant.ask.facts import VALUES, Fact, best_fact, has_names, names_in
from assistant.ask.met_words import share_met
from assistant.ask.outcome import Outcome, refusal
from assistant.ask.question.answer_type import AnswerType, holds, is_related
from assistant.ask.question.compound import compound_parts
from assistant.ask.question.kinds import QuestionKind
from assistant.ask.question.named_scope import absent_in, unknown_in
from assistant.ask.question.reading import QuestionReading
from assistant.ask.types import AnswerStatus
from assistant.cite.messages import how_to_load, not_loaded
from assistant.composition import Composition, piece_of
from assistant.session import Session
from assistant.text.drafts import asked_of_adoption, draft_heading
from assistant.types import PlaceId
from corpus.glossary.glossary import Glossary
from corpus.references import Mention, documents
from corpus.text.folding import fold
from corpus.text.typography import in_marks
from index.query.stems import stem_set
from index.ranking.confidence import Confidence
from index.search import Ranked

# A question about a document that is not here is answered only if one of the first paragraphs speaks of it.
_LOOKED_AT = 3

# A question is of the field where one of the first paragraphs has this share of its words.
_OF_THE_FIELD = 0.45
_TOLD = 3  # documents that a name such as “the resolution” may mean
_SAYS = re.compile(
    r"\bwhat (?:does|do|did|is said|says?)\b.*\b(?:say|provide|state|require|stipulate)s?\b|\bque (?:dit|disent|"
    r"prevoit|prevoient|stipule|dispose)\b|"
    r"\b(?:exact (?:words|text)|wording|full text|text of|texte (?:exact|integral)|texto (?:de|del|exacto|integro)|"
    r"termes exacts|quote it)\b|"
    r"\bque (?:dice|dicen|establece|dispone|preve)\b|\b(?:articles?|sections?|paragraphs?|paragraphe|articulo|"
    r"parrafo) \d"
)

_WHOLE = 60  # words: a paragraph up to this long is quoted whole beside a value

# A question for a value is answered without a sentence that has it beside what is asked about where the paragraph
# answers with at least this probability; the answer is then unsure.
_VERY_PROBABLY = 0.8

# An answer is sure where the probability that it is one and the share of the question's words that its paragraph has
# are together at least this: of the answers of the development questions below it, four in ten are wrong.
_SURE_TOGETHER = 1.35

# Among how many of the first paragraphs a draft is looked for.
_DRAFTS_AMONG = 100


def answer(reading: QuestionReading, session: Session) -> Outcome:
    """Return what the best paragraphs say, or a refusal."""
    question, search = reading.topic, session.search
    ranking = reading.ranking(question)
    if (missing := _missing(reading, ranking, session)) is not None:
        return missing
    if draft := _draft(question, ranking, session):
        composition = ExtractiveAnswerer(session).paragraph(draft.document, [draft.locator])
        composition.hedge("answer.only_a_draft")
        return AnswerStatus.ANSWERED, composition
    kind = reading.answer_type
    several = reading.kind is QuestionKind.COMPARISON or compound_parts(reading.core) is not None
    value = kind if kind in VALUES and not several else None
    if value:
        dated = best_fact(reading, AnswerType.DATE, ranking, session) if value is AnswerType.TIME else None
        if fact := dated or best_fact(reading, value, ranking, session):
            return _with_value(fact, session)
    confidence, thresholds = search.confidence(question, ranking), Confidence.bundled()
    if confidence < (_VERY_PROBABLY if value else thresholds.refuse):
        return _no_answer(question, ranking, session)
    if value and not _first_holds(reading, value, ranking, session):
        return _no_answer(question, ranking, session)
    composition = ExtractiveAnswerer(session).answer(question, ranking, confidence, reading.kind)
    if not composition.citations:
        return _no_answer(question, ranking, session)
    quotes = [citation.quote for citation in composition.citations]
    # No sentence has the value, nothing defines the thing, or it is not told. What takes longest is asked last.
    if (
        confidence < thresholds.sure
        or value is not None
        or reading.kind is QuestionKind.DEFINITION
        or (kind and not holds(kind, quotes, question))
        or confidence + _share_met(reading, ranking[0], session) < _SURE_TOGETHER
    ):
        composition.hedge()
        if kind is AnswerType.DEFINITION:
            composition.blocks += _elsewhere(quotes, session)
    return AnswerStatus.ANSWERED, composition


def _missing(reading: QuestionReading, ranking: Sequence[Ranked], session: Session) -> Outcome | None:
    """Refuse a question for what a document says that is not loaded; None where it is answered from others.

    So is one about such a document, where none of the first paragraphs speaks of it.
    """
    asks_for_text = _SAYS.search(fold(reading.core)) is not None
    messages: list[str] = []
    if reading.absent and not reading.places and not reading.scope.documents:
        absent = reading.absent[0]
        if asks_for_text or not _any_mentions(ranking[:_LOOKED_AT], reading.absent, session):
            known = absent.document is not None and session.catalogue.get(absent.document) is not None
            load = how_to_load if known else not_loaded
            messages.append(load(absent.document or "", absent.named, session))
    elif asks_for_text and (named := unknown_in(reading.core, session)):
        messages.append(not_loaded(None, named, session))
    elif asks_for_text and not reading.places and not reading.scope.documents:
        called, meant = absent_in(reading.core, session)
        messages += [how_to_load(each, None, session) for each in meant if len(meant) <= _TOLD]
        if len(meant) > _TOLD:
            messages.append(not_loaded(None, in_marks(called, session.reader), session))
    if not messages:
        return None
    return AnswerStatus.DOCUMENT_NOT_LOADED, Composition(session.reader, blocks=messages)


def _with_value(fact: Fact, session: Session) -> Outcome:
    """Return the answer that a sentence with the value asked for gives."""
    composition = Composition(session.reader)
    placed = session.search.placed(fact.place.document, fact.place.locator)
    document = session.library.document(fact.place.document)
    piece = piece_of(document, fact.place.locator, placed, session.reader)
    readable = piece.official is not None and piece.official.language is session.reader
    shown = piece.official if readable and piece.official else fact.placed
    # Items may stand between two lines of a paragraph: a quotation leaves nothing out.
    text = next((each for each in shown.rendition.text.split("\n") if fact.quote in each), shown.rendition.text)
    whole = "\n" not in text and len(text.split()) <= _WHOLE
    if shown.language is not fact.placed.language and not whole:  # no sentence of it has the value
        shown = fact.placed
    composition.add([replace(piece, official=shown, quote=text if whole else fact.quote, is_extract=True)])
    if not fact.is_direct:
        composition.hedge()
    return AnswerStatus.ANSWERED, composition


def _first_holds(reading: QuestionReading, kind: AnswerType, ranking: Sequence[Ranked], session: Session) -> bool:
    """Tell whether the first paragraph holds a value of the kind asked for, and the names of the question."""
    if not ranking:
        return False
    placed = session.search.placed(ranking[0].document, ranking[0].locator).values()
    names = names_in(reading)
    texts = [each.text for each in placed]
    if kind is AnswerType.PERSON and not any(is_related(reading.core, each) for each in texts):
        return False
    return any(has_names(each, names) for each in placed) and holds(kind, texts, reading.text)


def _share_met(reading: QuestionReading, place: Ranked, session: Session) -> float:
    """Return the share of a question's words that a paragraph has, with its headings, in the language that has most.

    Words of its document's title count only where there are no others: on what a law is about, all of it is.
    """
    asked = session.search.ranker.words(reading.subject, reading.language) if reading.subject else {}
    titles = session.library.document(place.document).titles
    shares = []
    for placed in session.search.placed(place.document, place.locator).values():
        words = asked.get(placed.language, ())
        title = stem_set(titles.get(placed.language, ""), placed.language)
        own = [each for each in words if title.isdisjoint(each[0])]
        said = stem_set(" ".join((placed.text, *placed.rendition.heading)), placed.language)
        shares.append(share_met(own or words, said))
    return max(shares, default=0.0)


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

    So is one most of whose words the documents have. Both wordings say that no answer was found, which is a
    fact; that a question is outside the field is only likely.
    """
    field = bool(Glossary.bundled().terms_in(question)) or (
        session.search.share_named(question, ranking) >= _OF_THE_FIELD
    )
    status = AnswerStatus.NOT_IN_DOCUMENTS if field else AnswerStatus.OUT_OF_SCOPE
    refused = refusal(session.reader, status, "refusal.not_in_documents")
    if field and ranking:
        refused[1].nearest = PlaceId(ranking[0].document, ranking[0].locator)
    return refused
