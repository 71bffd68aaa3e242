"""Themes by documents: what each document has on each theme, in its own words, or that it has nothing.

A paragraph is certainly on a theme where it bears it (`assistant.compare.theme`) and the calibrated probability of
`index.ranking.confidence` says that it answers. One that only has either is shown as not certain, where none is
certain. Each document is searched by itself, so that no other crowds it out.

A place named in the stead of a theme is set against the closest paragraph of each other document, found by its words in
a language of that document; it is never certain, for no probability was calibrated on paragraphs as questions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.compare.theme import Theme, Vocabulary, theme_of, vocabulary
from assistant.compare.types import Cell, Column, GridParagraph, GridRow
from assistant.renditions import found_renditions
from assistant.session import Session
from corpus.links import is_within
from corpus.references import format_citation
from corpus.types import Document, Language
from index.ranking.confidence import Confidence
from index.search import Ranked, preferred
from index.types import Filters, Placed

MOST_IN_A_CELL = 3

_LOOKED_AT = 12  # paragraphs of a document that bear a theme: some are parts of others
_DOUBTFUL = 0.5  # the least probability at which a paragraph that does not bear a theme is shown: measured
_LONGEST_QUERY = 1_500  # characters of a place that others are searched by


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph, or several of one document, as it was named: what other documents have on its subject is sought."""

    named: str
    document: str
    locators: tuple[str, ...]

    def words(self, session: Session, languages: Sequence[Language]) -> tuple[str, Language]:
        """Return its text, as far as others are searched by it, in one of some languages if it is there in any."""
        found: list[str] = []
        spoken = session.reader
        for locator in self.locators:
            placed = session.search.placed(self.document, locator)
            best = preferred({code: each for code, each in placed.items() if code in languages} or placed, spoken)
            found, spoken = [*found, best.text], best.language
        return " ".join(found)[:_LONGEST_QUERY], spoken


def rows(
    asked: Sequence[str | Place], documents: Sequence[Document], session: Session
) -> tuple[tuple[Column, ...], tuple[GridRow, ...]]:
    """Return the documents as columns, and a row for each theme or place."""
    columns = tuple(Column(each.id, each.symbol, each.titled(session.reader)) for each in documents)
    read = [_Document(each, session) for each in documents]
    found: list[GridRow] = []
    for each in asked:
        if isinstance(each, Place):
            found.append(GridRow(each.named, tuple(document.counterpart(each) for document in read)))
        else:
            theme = theme_of(each, session.reader)
            found.append(GridRow(theme.text, tuple(document.cell(theme) for document in read)))
    return columns, tuple(found)


def most_telling(themes: Sequence[str], session: Session, most: int) -> list[str]:
    """Return all documents, or of many those that a search for the themes finds, in order of their first paragraph."""
    ids = list(session.holdings.document_ids())
    if len(ids) <= most:
        return ids
    places: dict[str, int] = {}
    for theme in themes:
        for place, ranked in enumerate(session.search.rank(theme)):
            places[ranked.document] = min(place, places.get(ranked.document, place))
    return sorted(places, key=lambda each: (places[each], each))[:most]


class _Document:
    """A document in which themes are searched."""

    def __init__(self, document: Document, session: Session) -> None:
        """Keep what is searched, and for whom."""
        self._session = session
        self._document, self._search, self._reader = document, session.search, session.reader
        self._paragraphs = session.search.paragraphs(document.id)
        self._languages = sorted({Language(code) for placed in self._paragraphs.values() for code in placed})
        self._vocabularies: dict[Language, Vocabulary] = {}

    def cell(self, theme: Theme) -> Cell:
        """Return what the document has on a theme.

        Where it is in another language, a search for the theme in its own words may find what one for the theme as it
        is written does not; that it has nothing cannot be known.
        """
        if theme.language in self._languages or not self._languages:
            return self._found(theme, theme.text)
        said = [query for each in self._languages if (query := theme.said(self._vocabulary(each), each))]
        cells = [self._found(theme, query) for query in (*said, theme.text)]
        best = max(cells, key=lambda each: (bool(each.paragraphs) and each.sure, bool(each.paragraphs)))
        if best.paragraphs:
            return best
        return Cell(self._document.id, sure=False, other_languages=tuple(map(str, self._languages)))

    def counterpart(self, asked: Place) -> Cell:
        """Return the place itself in its own document, in another the closest paragraph to it, if any is near."""
        own = self._document.id
        if own == asked.document:
            placed = [(at, self._paragraphs[at]) for at in asked.locators if at in self._paragraphs]
            return Cell(own, tuple(self._paragraph(at, each, 1.0) for at, each in placed[:MOST_IN_A_CELL]))
        query, spoken = asked.words(self._session, self._languages)
        ranking = self._search.rank(query, Filters(document=own))
        confidence = self._search.confidence(query, ranking)
        if confidence >= _DOUBTFUL and (shown := self._shown(ranking[0], confidence, Theme(query, spoken))):
            return Cell(own, (shown,), sure=False)
        return Cell(own)

    def _found(self, theme: Theme, query: str) -> Cell:
        """Return the cell of a search: paragraphs that bear the theme and are probably on it, else the closest one."""
        ranking = self._search.rank(query, Filters(document=self._document.id))
        thresholds = Confidence.bundled()
        found: list[GridParagraph] = []
        bearing = [place for place, ranked in enumerate(ranking) if self._bears(ranked, theme)]
        for place in bearing[:_LOOKED_AT]:
            at = ranking[place].locator
            if any(is_within(at, each.locator) or is_within(each.locator, at) for each in found):
                continue
            confidence = self._search.confidence(query, ranking, place)
            if confidence >= thresholds.sure and (shown := self._shown(ranking[place], confidence, theme)):
                found.append(shown)
            if len(found) == MOST_IN_A_CELL:
                break
        if found or not ranking:
            return Cell(self._document.id, tuple(found))
        closest = bearing[0] if bearing else 0
        confidence = self._search.confidence(query, ranking, closest)
        if (bearing or confidence >= _DOUBTFUL) and (shown := self._shown(ranking[closest], confidence, theme)):
            return Cell(self._document.id, (shown,), sure=False)
        return Cell(self._document.id)

    def _bears(self, ranked: Ranked, theme: Theme) -> bool:
        """Tell whether a paragraph bears a theme, by its text in the theme's language where there is one."""
        placed = self._paragraphs.get(ranked.locator, {})
        said = [placed[theme.language]] if theme.language in placed else placed.values()
        titles = set(self._document.titles.values())  # of all of the document: they tell nothing of a paragraph
        return any(
            theme.is_borne_by(each.text, [head for head in each.rendition.heading if head not in titles], each.language)
            for each in said
        )

    def _vocabulary(self, language: Language) -> Vocabulary:
        """Return the words of the document in a language, by their stems."""
        if language not in self._vocabularies:
            texts = [placed[language].text for placed in self._paragraphs.values() if language in placed]
            self._vocabularies[language] = vocabulary(texts, language)
        return self._vocabularies[language]

    def _shown(self, ranked: Ranked, confidence: float, theme: Theme) -> GridParagraph | None:
        """Return a paragraph as the grid shows it; None where it was removed since the index was made."""
        placed = self._paragraphs.get(ranked.locator)
        return self._paragraph(ranked.locator, placed, confidence, theme) if placed else None

    def _paragraph(
        self, locator: str, placed: Mapping[str, Placed], confidence: float, theme: Theme | None = None
    ) -> GridParagraph:
        """Return a paragraph, with its sentence that bears a theme."""
        document, best = self._document, preferred(placed, self._reader)
        return GridParagraph(
            document=document.id,
            symbol=document.symbol,
            locator=locator,
            citation=format_citation(document, locator, self._reader),
            language=best.language,
            status=best.status,
            page=best.rendition.page,
            url=document.urls.get(best.language),
            text=best.text,
            confidence=round(confidence, 4),
            renditions=found_renditions(placed),
            said=theme.sentence(best.text, Language(best.language)) if theme else "",
        )
