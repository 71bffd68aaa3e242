"""Answers by quotation alone: no model writes, so no answer can say what the documents do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.ask.exceptions import exceptions_to
from assistant.ask.question.compound import QuestionPart, compound_parts
from assistant.ask.question.kinds import QuestionKind
from assistant.ask.sentences import best_sentences, sentence_scores
from assistant.composition import Composition, Piece, piece_of
from assistant.session import Session
from assistant.types import Use
from corpus.text.language import detect
from corpus.text.sentences import opening, sentence_spans
from corpus.types import Document, Role
from index.query.stems import stem_set
from index.ranking.confidence import Confidence
from index.ranking.evidence import rarity_met
from index.search import Ranked
from index.types import Placed

# A further paragraph is quoted only if it matches nearly as well as the first.
_NEARLY_AS_GOOD = 0.96
_MOST_PARAGRAPHS = 3

_OF_KIND = {QuestionKind.BRIEF: (0.88, 4)}  # how near the first, and how many at most, where a text is to be written
_MOST_EXCEPTIONS = 2

_WHOLE_LIST = 6  # items: a list that says what they are is quoted whole up to this long
_MOST_OF_LIST = 3
_NEARLY_BEST = 0.9  # of the score of the best item or paragraph of an article
_WORDS_SHARE = 0.5

# Among how many of the first paragraphs one is looked for that names the other part of a compound question.
_LOOKED_AT = 3


class ExtractiveAnswerer:
    """Answers from one state of the library, in its reader's language."""

    def __init__(self, session: Session) -> None:
        """Quote from a session."""
        self._session, self._search, self._reader = session, session.search, session.reader

    def answer(
        self, question: str, ranking: Sequence[Ranked], confidence: float, kind: QuestionKind = QuestionKind.PASSAGE
    ) -> Composition:
        """Quote the paragraphs that answer: the first of the ranking, and those nearly as good and as likely to.

        `confidence` is the probability that the first answers. A text to be written takes more paragraphs; what decides
        a question comes with what restricts it.
        """
        composition = Composition(self._reader)
        quoted: set[tuple[str, str]] = set()
        likely = min(Confidence.bundled().sure, confidence)
        near, most = _OF_KIND.get(kind, (_NEARLY_AS_GOOD, _MOST_PARAGRAPHS))
        for place, ranked in enumerate(ranking):
            if ranked.score < near * ranking[0].score or len(quoted) == most:
                break
            if self._related(ranked, quoted) or (quoted and self._search.confidence(question, ranking, place) < likely):
                continue
            pieces = self.pieces(question, ranked.document, ranked.locator)
            if kind is QuestionKind.YES_NO:
                pieces = self._with_exceptions(pieces)
            if pieces:
                quoted.add((ranked.document, ranked.locator))
                composition.add(pieces)
        if quoted:
            self._complete(question, [each for each in ranking if (each.document, each.locator) in quoted], composition)
        return composition

    def _with_exceptions(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Return pieces with the paragraphs of their articles that restrict what they say."""
        own = {piece.locator for piece in pieces}
        found = {
            locator: piece.document
            for piece in pieces
            for locator in exceptions_to(piece.document.id, piece.locator, self._session)
            if locator not in own
        }
        more = [self._piece(document, locator) for locator, document in list(found.items())[:_MOST_EXCEPTIONS]]
        return [*pieces, *(replace(each, use=Use.CONDITION) for each in more)]

    def _complete(self, question: str, quoted: Sequence[Ranked], composition: Composition) -> None:
        """Quote the best paragraph on the part of a compound question that the quotations lack, or say that none does.

        Only where they name the other part: quotations that name neither say both in other words.
        """
        both = compound_parts(question)
        named = [self._named(part, quoted) for part in both or ()]
        if both is None or sum(named) != 1:
            return
        part = both[named.index(False)]
        ranking = self._search.rank(part.question)
        likely = self._search.confidence(part.question, ranking)
        naming = next((each for each in ranking[:_LOOKED_AT] if self._named(part, [each])), None)
        if naming and likely >= Confidence.bundled().sure:
            if not self._related(naming, {(each.document, each.locator) for each in quoted}):
                composition.add(self.pieces(part.question, naming.document, naming.locator))
        elif likely < Confidence.bundled().refuse and self._in_the_language_of(question, ranking[:_LOOKED_AT]):
            composition.blocks.append(composition.say("answer.half", words=part.words))
            composition.hedged = True

    def _named(self, part: QuestionPart, places: Sequence[Ranked]) -> bool:
        words = self._search.ranker.words(part.words)
        return any(self._search.names(each, words) for each in places)

    def _in_the_language_of(self, question: str, ranking: Sequence[Ranked]) -> bool:
        """Tell whether some paragraphs are all there in the question's language, where none of its words is missed."""
        language = detect(question)
        return all(language in self._search.placed(each.document, each.locator) for each in ranking)

    def paragraph(self, document_id: str, locators: Sequence[str], onto: Composition | None = None) -> Composition:
        """Quote whole paragraphs, asked for by their reference; beneath those of another document where there are.

        Items come with the words that open their list, once.
        """
        composition = onto or Composition(self._reader)
        document = self._session.library.document(document_id)
        opened = set(locators)
        for locator in locators:
            placed = self._search.placed(document_id, locator)
            if placed:
                parent = next(iter(placed.values())).rendition.parent
                if parent not in opened:
                    opened.add(parent or locator)
                    composition.add(self._opening(document, placed))
                piece = piece_of(document, locator, placed, self._reader)
                below = self._session.holdings.below(document_id, locator, Role.ITEM)
                items = [self._piece(document, child) for child in below]
                before, after = _own_words(piece)
                composition.add([*before, *items, *after] if items else [piece])
        return composition

    def pieces(self, question: str, document_id: str, locator: str) -> list[Piece]:
        """Return what to quote of a paragraph: its best sentences, or the whole list or table that it opens."""
        placed = self._search.placed(document_id, locator)
        if not placed:
            return []
        document = self._session.library.document(document_id)
        role = next(iter(placed.values())).rendition.role
        first = piece_of(document, locator, placed, self._reader)
        below = self._session.holdings.below(document_id, locator, Role.ROW if role is Role.OUTPUT else Role.ITEM)
        if below:
            own = _own_words(first)[0][-1:]
            children = [self._piece(document, child) for child in below]
            if (own and len(children) <= _WHOLE_LIST) or role is Role.OUTPUT:
                return [*own, *(self._shortened(child) for child in children)]
            return [*own, *self._best_of(question, children)]
        if role is Role.ROW or first.official is None:
            return [first]
        return [*self._opening(document, placed), self._quoting(question, first)]

    def _opening(self, document: Document, placed: Mapping[str, Placed]) -> list[Piece]:
        """Return the words that open the list of an item, without which it says something else; nothing for no item."""
        rendition = next(iter(placed.values())).rendition
        if rendition.role is not Role.ITEM or rendition.parent is None:
            return []
        return [_last_sentence(each) for each in _own_words(self._piece(document, rendition.parent))[0][-1:]]

    def _best_of(self, question: str, children: Sequence[Piece]) -> list[Piece]:
        """Return the items of a long list, or the paragraphs of an article, that answer best, in their order."""
        asked = self._search.ranker.words(question)
        said = [each.official or each.note for each in children]
        texts = [each.text if each else "" for each in said]
        scores = sentence_scores(self._session.model, question, texts)
        for place, each in enumerate(said):
            if each is not None:
                words = asked.get(each.language, ())
                met = rarity_met(words, stem_set(each.text, each.language))
                scores[place] += _WORDS_SHARE * met / max(1.0, sum(rarity for _, rarity in words))
        best = max(scores)
        order = sorted(range(len(children)), key=lambda place: -scores[place])[:_MOST_OF_LIST]
        return [
            self._quoting(question, children[place]) for place in sorted(order) if scores[place] >= _NEARLY_BEST * best
        ]

    def _quoting(self, question: str, piece: Piece) -> Piece:
        """Return a paragraph with its best sentences as its quotation."""
        if piece.official is None:
            return piece
        spoken, asked = piece.official.language, self._search.ranker.words(question)
        text = piece.official.rendition.text
        quote = best_sentences(self._session.model, question, text, spoken, asked.get(spoken, ()))
        return replace(piece, quote=quote, is_extract=True)

    def _piece(self, document: Document, locator: str) -> Piece:
        return piece_of(document, locator, self._search.placed(document.id, locator), self._reader)

    @staticmethod
    def _shortened(piece: Piece) -> Piece:
        """Return an item as a list shows it, shortened; a row stays whole."""
        if piece.official and piece.official.rendition.role is Role.ROW:
            return piece
        quote, note_quote = (opening(each.rendition.text) if each else "" for each in (piece.official, piece.note))
        return replace(piece, quote=quote, note_quote=note_quote, is_extract=True)

    @staticmethod
    def _related(ranked: Ranked, quoted: set[tuple[str, str]]) -> bool:
        """Tell whether a paragraph is above or below one already quoted, so that nothing is quoted twice."""
        return any(
            ranked.document == document
            and (ranked.locator.startswith(locator + "(") or locator.startswith(ranked.locator + "("))
            for document, locator in quoted
        )


def _last_sentence(opening: Piece) -> Piece:
    """Return the words that open a list, from their last sentence on: “… in the following fields:”."""
    text = opening.quote or (opening.note.rendition.text if opening.note else "")
    spans = sentence_spans(text)
    start = spans[-1][0] if spans else 0
    return replace(opening, quote=text[start:] if opening.official else "", is_extract=True, use=Use.CONDITION)


def _own_words(piece: Piece) -> tuple[list[Piece], list[Piece]]:
    """Return a paragraph without its items, which are quoted one by one: what stands before them, and after.

    Each line is a quotation by itself. There are none where the paragraph has no words of its own: an article may be
    nothing but its paragraphs.
    """
    if piece.official:
        before, after = piece.official.opening, piece.official.closing
        return [replace(piece, quote=line) for line in _lines(before)], [
            replace(piece, quote=line) for line in _lines(after)
        ]
    return ([piece] if piece.note and piece.note.rendition.text else []), []


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]
