"""The made-up plan in both languages, row by row and paragraph by paragraph, for the tests of the web app."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.cite.types import Cited
from assistant.documents.version_check import Disagreement, Side
from assistant.errors import NoSuchParagraph
from assistant.links.types import Linked, Links, Place
from assistant.read.types import Neighbour, OutlineEntry, Paragraph, Parallel, ParallelRow, ParallelText
from corpus.errors import UnknownDocument
from tests.browser.plan import HEADINGS, HOSTILE, TEXTS, TITLES
from tests.browser.plan import reference as written


class FakeParallel:
    """The part of the service that shows paragraphs in several languages."""

    hostile: list[str]

    def _check(self) -> None:
        """Fail where the test wants it."""

    def parallel(
        self, document: str, locator: str | None = None, *, languages: Sequence[str] = (), language: str = "en"
    ) -> Parallel:
        """Show a paragraph of the plan, or all of it, in both languages; the English text of 14 is missing."""
        self._check()
        if document != "plan":
            raise UnknownDocument(
                document=document, known="plan, letter", nearest=(("plan", TITLES["plan"][language]),), others=99
            )
        if locator is not None and locator not in TEXTS:
            near = (("13", written("13", language)),)
            raise NoSuchParagraph(place=locator, title="Plan", valid="12 to 14", within="plan", nearest=near)
        places = [each for each in TEXTS if locator in (None, each) or each.startswith(f"{locator}(")]
        rows = tuple(self._row(each, language) for each in places)
        fr, en = Side("fr", "official"), Side("en", "note")
        gap = Disagreement("missing", ("14",), fr, en, HOSTILE if self.hostile else "14: not in the note in English.")
        mismatches = (gap,) if "14" in places else ()
        columns = tuple(languages) or tuple(sorted(("en", "fr"), key=lambda code: code != language))
        title = HOSTILE if self.hostile else TITLES["plan"][language]
        return Parallel("plan", "CP.7/2", title, "Plan", language, columns, (), rows, mismatches)

    def _row(self, locator: str, language: str) -> ParallelRow:
        """Make a row of parallel text."""
        texts = {
            code: ParallelText(
                "official" if code == "fr" else "note",
                "",
                (HOSTILE,) if self.hostile else HEADINGS[code],
                4,
                HOSTILE if self.hostile else text,
            )
            for code, text in TEXTS[locator].items()
            if (locator, code) != ("14", "en")
        }
        return ParallelRow(locator, written(locator, language), "paragraph", locator.count("("), texts)

    def parallel_at(
        self, reference: str, *, languages: Sequence[str] = (), language: str | None = None
    ) -> Parallel | Cited:
        """Know the paragraphs of the plan."""
        code = language or "en"
        if found := [each for each in re.findall(r"1[2-9]", reference) if each in TEXTS]:
            return self.parallel("plan", found[0], language=code)
        return Cited(reference, code, "not_a_reference", f"This is not a reference: {reference}")

    def links_of(self, document: str, locator: str | None = None, *, language: str = "en") -> Links:
        """Know that paragraph 13 is cited by 12."""
        title = TITLES["plan"][language]
        source, target = (Place("plan", "CP.7/2", title, each, written(each, language), True) for each in ("12", "13"))
        words = HOSTILE if self.hostile else "as paragraph 13 says"
        link = Linked("cites", source, target, words, words, 0, len(words), "en", "official")
        found = (link,) if locator == "13" else ()
        return Links(title, language, "found", "", document, (locator or "12",), title, (), found)

    def paragraph(
        self,
        document: str,
        locator: str | None = None,
        *,
        language: str | None = None,
        interface: str = "en",
        among: Sequence[str] = (),
    ) -> Paragraph:
        """Show a paragraph of the plan as a page."""
        read = language or interface
        columns = sorted(("en", "fr"), key=lambda code: code != read)
        whole = self.parallel(document, None, languages=columns, language=interface)
        place = locator or "12"
        shown = self.parallel(document, place, languages=columns, language=interface)
        position = list(TEXTS).index(place)

        def neighbour(row: ParallelRow) -> Neighbour:
            """Make a neighbour."""
            return Neighbour(row.locator, row.label, "", "fr", row.texts["fr"].text)

        row = whole.rows[position]
        return Paragraph(
            document="plan",
            symbol="CP.7/2",
            title=whole.title,
            locator=place,
            label=row.label,
            citation=row.label,
            language=read,
            heading=row.texts["fr"].heading,
            heading_language="fr",
            page=4,
            url="https://www.ilo.org/example",
            above=(("13", "13"),) if "(" in place else (),
            previous=neighbour(whole.rows[position - 1]) if position else None,
            next=neighbour(whole.rows[position + 1]) if position + 1 < len(TEXTS) else None,
            outline=tuple(
                OutlineEntry(each.locator, each.label, "fr", each.texts["fr"].heading, "fr", each.texts["fr"].text[:40])
                for each in whole.rows
            ),
            parallel=shown,
            among=tuple((each, written(each, interface)) for each in among if each in TEXTS),
        )
