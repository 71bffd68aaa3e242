"""Checks one quotation against the library: where it stands, or what it was taken from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.session import Session
from assistant.text.quotes import words
from assistant.text.word_diff import Op, QuotedWord
from assistant.verify.attribution import Claim
from assistant.verify.candidates import MOST_PLACES, CandidateFinder
from assistant.verify.places import quote_place, title_of, where
from assistant.verify.quoted_words import read_quote
from assistant.verify.types import CheckedQuote, QuotePlace, Verdict
from assistant.verify.window import Match
from corpus.library.library import StoredRendition
from corpus.text.folding import fold_spaces
from corpus.types import TEXTS, Language, Status
from index.ranking.confidence import Confidence
from index.search import preferred

LONGEST_QUOTE = 600  # words

# Nearly a paragraph's words: this share of them agrees, and at least three do. In the place that is named, fewer tell
# that the quotation was taken from it, if two of them are not words as short as any text has.
_LIKE = 0.7
_LIKE_WHERE_NAMED = 0.5
_FEWEST_ALIKE = 3
_FEWEST_TELLING = 2
_TELLING = 5  # letters
_RANKED = 5  # paragraphs of a search that a quotation is laid against
_ASKED = 600  # characters of a quotation that are searched for
_CERTAIN = 0.8  # the confidence of a search without a rare word

# A word that was broken at the end of a line, and the line end lost: “coopéra- tive”.
_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u2010]\s+(?=[a-zà-öø-ÿ])")
# What follows a citation that is only the beginning of another: “24(e)”, “24 e)”, “3, c)”, “1.2, row 1”.
_GOES_ON = r"\w|\s?\(|\.\d| \w{1,3}\)|, \w{1,3}\)|, [^\W\d]+\.? \d"
_STANDING = (Verdict.FOUND, Verdict.MISATTRIBUTED, Verdict.FOUND_IN_NOTE)

Covered = tuple[StoredRendition, ...]


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks quotations against one state of the library, for its reader.

    `titles_ours` are the documents whose titles are in our own words.
    """

    session: Session
    candidates: CandidateFinder
    titles_ours: frozenset[str] = frozenset()

    def check(self, quote: str, claim: Claim | None = None, *, thorough: bool = True) -> CheckedQuote | None:
        """Return the verdict on a quotation that is claimed to stand somewhere; None without words, or with too many.

        Without `thorough`, there is no search by meaning, which finds sources with few common words, and no suggestion.
        """
        quotation, quoted = read_quote(quote)
        if not any(not each.optional for each in quoted) or len(quoted) > LONGEST_QUOTE:
            return None
        rows, more = self.candidates.exact(quotation, quoted)
        found: list[Covered] = [(row,) for row in rows]
        if not found and thorough and (titles := self._titles(quoted)):
            official = any(place.status == Status.OFFICIAL for place in titles)
            return CheckedQuote(quote, Verdict.FOUND if official else Verdict.FOUND_IN_NOTE, titles, official)
        matches: list[Match] = []
        if _only_notes(found) or (claim and not self._holds(claim, found)):
            anchors = [*self._claimed(claim), *self.candidates.similar(quotation, quoted)]
            matches = list(self.candidates.matches(anchors, quotation, quoted))
            found = where([*found, *(match.covered for match in matches if not match.cost)])
        if not _only_notes(found):
            return self._found(quote, found[:MOST_PLACES], claim, more=more)
        if found:  # our own words; if they are nearly those of a text, that is what is quoted wrongly
            texts = (match for match in matches if match.covered[0].status is not Status.NOTE)
            if nearly := self._nearly(texts, claim):
                return self._altered(quote, nearly, claim, found[:MOST_PLACES])
            return self._found(quote, found[:MOST_PLACES], claim, more=more)
        mended = _BROKEN.sub("", quote)
        if mended != quote and (whole := self.check(mended, claim)) and whole.status in _STANDING:
            return replace(whole, quote=quote)
        match = self._nearly(matches, claim)
        if match is None and thorough:
            match = self._nearly(self._ranked(quotation, quoted), claim)
        if match is not None:
            return self._altered(quote, match, claim)
        attributed = claim.attribution(None) if claim else None
        nearest = self._nearest(quotation, quoted) if thorough else None
        return CheckedQuote(quote, Verdict.NOT_FOUND, attributed=attributed, nearest=nearest)

    def _found(self, quote: str, found: Sequence[Covered], claim: Claim | None, *, more: bool) -> CheckedQuote:
        """Return the verdict on words that stand in the library: where, and whether that is where they are said to."""
        holds = self._holds(claim, found)
        if claim and holds:  # the place that is claimed comes first
            found = sorted(found, key=lambda covered: not (claim.covers(covered) or self._cited_as(covered, claim)))
        places = tuple(self._place(covered) for covered in found)
        verdict = Verdict.MISATTRIBUTED if claim and not holds else Verdict.FOUND
        if _only_notes(found):
            verdict, holds = Verdict.FOUND_IN_NOTE, None if holds else holds
        return CheckedQuote(
            quote,
            verdict,
            places,
            any(place.status == Status.OFFICIAL for place in places),
            more,
            claim.attribution(holds) if claim else None,
        )

    def _titles(self, quoted: Sequence[QuotedWord]) -> tuple[QuotePlace, ...]:
        """Return the documents in whose title the words stand in a row; a word or two are no title.

        A title may be ours, as that of a text without one: it then has the status of a note; else that of the best
        version there is.
        """
        row = " ".join(each.word.key for each in quoted)
        if len(quoted) < _FEWEST_ALIKE or any(each.gap for each in quoted[1:]):
            return ()
        return tuple(
            title_of(document, Language(code), title, self._status_of_title(document.id))
            for document in self.session.library.documents()
            for code, title in document.titles.items()
            if self.session.holdings.has(document.id) and f" {row} " in f" {' '.join(words(title))} "
        )

    def _status_of_title(self, document: str) -> Status:
        if document in self.titles_ours:
            return Status.NOTE
        texts = [each.status for each in self.session.library.versions(document) if each.status in TEXTS]
        return texts[0] if texts else Status.OFFICIAL  # the catalogue's

    def _holds(self, claim: Claim | None, found: Sequence[Covered]) -> bool | None:
        """Tell whether one of the places is the one claimed; None where that place is not in the library."""
        if claim is None:
            return None
        if any(self._cited_as(covered, claim) or claim.covers(covered) for covered in found):
            return True
        return False if claim.checkable else None

    def _cited_as(self, covered: Covered, claim: Claim) -> bool:
        """Tell whether a claim writes a place as we do, however it was parsed."""
        document = self.session.library.document(covered[0].document)
        citations = {quote_place(covered, document, language).citation for language in Language}
        return any(is_in_words(fold_spaces(citation), fold_spaces(claim.words)) for citation in citations)

    def _altered(self, quote: str, match: Match, claim: Claim | None, notes: Sequence[Covered] = ()) -> CheckedQuote:
        """Return the verdict on words that nearly stand in the library; `notes` have them as they are quoted."""
        place = self._place(match.covered)
        holds = self._holds(claim, [match.covered])
        if place.status == Status.NOTE and holds:
            holds = None  # what the place itself says is not known
        return CheckedQuote(
            quote,
            Verdict.ALTERED,
            (place, *(self._place(covered) for covered in notes)),
            place.status == Status.OFFICIAL,
            attributed=claim.attribution(holds) if claim else None,
            differences=match.differences,
            comparison=match.comparison,
            nearest=place,
        )

    def _nearly(self, matches: Iterable[Match], claim: Claim | None) -> Match | None:
        """Return the place that a quotation was taken from with changes; None where there is none."""
        like = (each for each in matches if _is_like(each, named=claim is not None and claim.covers(each.covered)))
        return min(like, key=lambda each: _order(each, claim), default=None)

    def _claimed(self, claim: Claim | None) -> list[StoredRendition]:
        return self.candidates.at(claim.document, claim.locators) if claim and claim.document else []

    def _ranked(self, quotation: str, quoted: Sequence[QuotedWord]) -> Iterator[Match]:
        """Yield the alignments of a quotation with the first paragraphs that a search for it finds."""
        ranking = self.session.search.rank(quotation[:_ASKED])[:_RANKED]
        anchors = [row for each in ranking for row in self.candidates.at(each.document, [each.locator])]
        yield from self.candidates.matches(anchors, quotation, quoted)

    def _nearest(self, quotation: str, quoted: Sequence[QuotedWord]) -> QuotePlace | None:
        """Return the paragraph that the search finds likely to answer the quotation; None where there is none.

        One that shares no rare word with it must be certain: a letter's signature is near any text on the same matters.
        """
        asked = quotation[:_ASKED]
        ranking = self.session.search.rank(asked)
        confidence = self.session.search.confidence(asked, ranking) if ranking else 0.0
        if confidence < Confidence.bundled().sure:
            return None
        rows = self.candidates.at(ranking[0].document, [ranking[0].locator])
        said = {word for row in rows for word in words(row.rendition.text)}
        if confidence < _CERTAIN and not said & self.candidates.rare_words(quotation, quoted):
            return None
        placed = self.session.search.placed(ranking[0].document, ranking[0].locator)
        if not placed:
            return None
        shown = preferred(placed, self.session.reader)
        return next(
            (self._place((row,)) for row in rows if (row.language, row.status) == (shown.language, shown.status)), None
        )

    def _place(self, covered: Covered) -> QuotePlace:
        return quote_place(covered, self.session.library.document(covered[0].document), self.session.reader)


def is_in_words(citation: str, words: str) -> bool:
    """Tell whether a citation stands in some words, whole: “para. 24” is no part of “para. 24(e)”, nor of “…, row 1”.

    >>> is_in_words("c087, art. 3", "see c087, art. 3;"), is_in_words("c087, art. 3", "c087, art. 3(1)")
    (True, False)
    >>> is_in_words("plan, output 1.2", "plan, output 1.2, row 1")
    False
    """
    return bool(re.search(rf"(?<!\w){re.escape(citation)}(?!{_GOES_ON})", words))


def _only_notes(found: Sequence[Covered]) -> bool:
    """Tell whether no text has a quotation: our own notes have it, or nothing does."""
    return all(covered[0].status is Status.NOTE for covered in found)


def _is_like(match: Match, *, named: bool) -> bool:
    """Tell whether a quotation is nearly the words of the text: most agree, or all but figures do.

    `named`: the text is the one claimed. A number in words is not taken for another figure.
    """
    if match.equal >= _FEWEST_ALIKE and match.likeness >= _LIKE:
        return True
    if named and match.equal >= _FEWEST_ALIKE and match.likeness >= _LIKE_WHERE_NAMED:
        agreed = [word for each in match.comparison if each.op is Op.EQUAL for word in words(each.text)]
        return sum(len(word) >= _TELLING for word in agreed) >= _FEWEST_TELLING
    return match.equal == match.quoted - match.cost > 0 and all(
        each.op is Op.REPLACE and _is_figure(each.quoted) and _is_figure(each.text) for each in match.differences
    )


def _is_figure(text: str) -> bool:
    """Tell whether a text is a single word, and a figure."""
    return len(text.split()) == 1 and any(character.isdigit() for character in text)


def _order(match: Match, claim: Claim | None) -> tuple[object, ...]:
    """Return the key that sorts the likeliest source of a quotation first: no note of ours, if it may be a text."""
    first = match.covered[0]
    claimed = claim is not None and claim.covers(match.covered)
    return (
        first.status is Status.NOTE,
        match.cost - claimed,
        -match.nearness,
        first.status not in TEXTS,
        first.document,
        first.language,
        first.ordinal,
    )
