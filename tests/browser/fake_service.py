"""A small service in memory for the tests of the web app: two documents in two languages, and one that is hostile."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.ask.types import Answer, AnswerStatus
from assistant.citations import Style
from assistant.cite.types import Cited, CitedParagraph
from assistant.documents.types import Added, AddedDocument, AddError, DocumentSummary, VersionSummary
from assistant.export.content import Exportable
from assistant.find.types import Found, FoundHit
from assistant.permalinks import permalink
from assistant.plan.table import Filters
from assistant.plan.types import Plans
from assistant.read.types import Context, ContextParagraph
from assistant.renditions import FoundRendition
from assistant.types import Citation, Turn
from corpus.errors import AlineaError, UnknownDocument
from index.errors import DamagedIndex
from tests.browser.fake_catalogue import FakeCatalogue
from tests.browser.fake_checks import FakeChecks
from tests.browser.fake_glossary import FakeGlossary
from tests.browser.fake_parallel import FakeParallel
from tests.browser.plan import HEADINGS, HOSTILE, TEXTS, TITLES, reference

__all__ = ["HOSTILE", "FakeService"]


class FakeService(FakeCatalogue, FakeChecks, FakeGlossary, FakeParallel):
    """Answers about cooperatives; refuses the weather; is broken when asked to be."""

    def __init__(self) -> None:
        """Start as new; while `open` is clear, every call waits."""
        self.open = threading.Event()
        self.reset()

    def reset(self) -> None:
        """Hold two documents, nothing hostile, nothing broken."""
        self.open.set()
        self.documents = ["plan", "letter"]
        self.hostile: list[str] = []
        self.histories: list[tuple[Turn, ...]] = []
        self.broken = False
        self.defective = False
        self.lead = ""

    def find(
        self,
        query: str,
        *,
        k: int = 10,
        language: str | None = None,
        document: str | None = None,
        kind: str | None = None,
        exact: bool = False,
        interface: str = "en",
    ) -> Found:
        """Find paragraphs sharing a word with the query."""
        self._check()
        spoken = "fr" if any(word in query.lower() for word in ("coopé", "statistiques", "quel", "temps")) else "en"
        words = [word for word in query.lower().split() if len(word) > 3]
        hits: list[FoundHit] = []
        for locator, text in TEXTS.items():
            whole = " ".join(text.values()).lower()
            matches = query.lower() in whole if exact else any(word[:6] in whole for word in words)
            if matches and document in (None, "plan") and kind in (None, "strategy"):
                hits.append(self._hit(len(hits) + 1, locator, language or spoken))
        if self.hostile:
            hits.append(replace(self._hit(len(hits) + 1, "13", "en"), title=HOSTILE, text=HOSTILE, heading=(HOSTILE,)))
        return Found(query, spoken, 3.2, tuple(hits[:k]))

    def _hit(self, rank: int, locator: str, language: str) -> FoundHit:
        """Make one hit, with both renditions."""
        renditions = {
            code: FoundRendition("official" if code == "fr" else "note", TEXTS[locator][code], 4)
            for code in ("en", "fr")
        }
        return FoundHit(
            rank,
            1.0 / rank,
            "plan",
            "CP.7/2",
            TITLES["plan"][language],
            "strategy",
            locator,
            reference(locator, language),
            language,
            renditions[language].status,
            HEADINGS[language],
            4,
            TEXTS[locator][language],
            "https://www.ilo.org/example",
            renditions,
        )

    def ask(
        self, question: str, *, language: str | None = None, history: Sequence[Turn] = (), interface: str = "en"
    ) -> Answer:
        """Answer in the language of the question; the weather is out of scope."""
        self._check()
        self.histories.append(tuple(history))
        spoken = language or (
            "fr" if any(w in question.lower() for w in ("quel", "qui ", "est-", "combien", "coût")) else "en"
        )
        if "<" in question or "${" in question:
            return Answer(
                question, spoken, "extractive", AnswerStatus.NOT_IN_DOCUMENTS, f"Nothing about: {question}", (), 2.0
            )
        if "weather" in question or "temps fait" in question:
            words = {
                "en": "These documents are about cooperatives, not the weather.",
                "fr": "Ces documents portent sur les coopératives, pas sur la météo.",
            }
            return Answer(question, spoken, "extractive", AnswerStatus.OUT_OF_SCOPE, words[spoken], (), 2.0)
        citations = tuple(self._citation(n, locator, spoken) for n, locator in enumerate(("13", "13(a)"), start=1))
        lead = self.lead or {"en": "The plan sets three goals", "fr": "Le plan fixe trois buts"}[spoken]
        return Answer(
            question,
            spoken,
            "extractive",
            AnswerStatus.ANSWERED,
            f"{lead} [1].\n- {TEXTS['13'][spoken]} [1]\n- {TEXTS['13(a)'][spoken]} [2]\n",
            citations,
            12.0,
        )

    def _citation(self, n: int, locator: str, language: str) -> Citation:
        """Make one citation: official in French, a note in English."""
        title = HOSTILE if self.hostile else TITLES["plan"][language]
        return Citation(
            n,
            "plan",
            "CP.7/2",
            title,
            locator,
            reference(locator, language),
            language,
            "official" if language == "fr" else "note",
            TEXTS[locator][language],
            n == 1,
            4,
            "https://www.ilo.org/example",
        )

    def cite(self, reference: str, *, language: str | None = None) -> Cited:
        """Know the paragraphs of the plan, and nothing else."""
        code = language or "en"
        asked = re.findall(r"1[2-9]", reference)
        found = [
            CitedParagraph(each, reference, each, (), 4, TEXTS[each]["fr"], "fr", "official", {})
            for each in asked
            if each in TEXTS
        ]
        if found:
            message = "Found." if len(found) == len(asked) else "Not all of them are there."
            valid = None if len(found) == len(asked) else "12-14"
            return Cited(reference, code, "found", message, "plan", paragraphs=tuple(found), valid=valid)
        return Cited(reference, language or "en", "not_a_reference", "This is not a reference.")

    def context(self, document: str, locator: str, *, language: str | None = None, around: int = 2) -> Context:
        """Show a paragraph of the plan among the others."""
        self._check()
        if document != "plan" or locator not in TEXTS:
            raise UnknownDocument(document=document, known="plan, letter")
        code = language or "en"
        paragraphs = tuple(
            ContextParagraph(
                other,
                reference(other, code),
                other.removeprefix("13") or "13",
                "item" if "(" in other else "paragraph",
                HEADINGS[code],
                HOSTILE if self.hostile else text[code],
                other == locator,
            )
            for other, text in TEXTS.items()
        )
        status = "official" if code == "fr" else "note"
        return Context(
            "plan",
            TITLES["plan"][code],
            "CP.7/2",
            code,
            status,
            reference(locator, code),
            None,
            paragraphs,
            ("en", "fr"),
        )

    def plan(
        self, filters: Filters | None = None, *, language: str = "en", document: str | None = None, sort: str = "plan"
    ) -> Plans:
        """Have no plan of action."""
        self._check()
        return Plans(language, "", 0, ())

    def citations(
        self, document: str, locator: str | None = None, language: str = "en", *, status: str | None = None
    ) -> dict[str, str]:
        """Write a citation in every style, hostile where the library is."""
        self._check()
        if document != "plan" or locator not in TEXTS:
            raise UnknownDocument(document=document, known="plan, letter")
        title = HOSTILE if self.hostile else TITLES["plan"][language]
        written = {str(style): f"{title}, {reference(locator, language)} ({style}, {status})" for style in Style}
        return written | {"link": permalink(document, locator, language)}

    def export(self, result: Exportable, format: str, languages: Sequence[str] = (), *, interface: str = "en") -> bytes:
        """Make a file that says what was asked of it."""
        self._check()
        return f"{format} {','.join(languages)} {interface} é".encode()

    def library(self, language: str = "en") -> tuple[DocumentSummary, ...]:
        """List what is loaded."""
        self._check()
        versions = (
            VersionSummary("fr", "official", "plan-fr.pdf", 12, 30, ("Paragraph 21 is missing.",)),
            VersionSummary("en", "note", "plan.en.md", 0, 30, ()),
        )
        known = {
            "plan": DocumentSummary(
                "plan",
                "CP.7/2",
                TITLES["plan"][language],
                "strategy",
                "office_paper",
                "General Council",
                "2022-11-01",
                versions,
            ),
            "letter": DocumentSummary(
                "letter", None, TITLES["letter"][language], "letter", None, None, None, versions[:1]
            ),
        }
        rows = [known[name] for name in self.documents if name in known]
        rows += [
            DocumentSummary(f"hostile-{i}", None, title, "report", None, None, None, versions)
            for i, title in enumerate(self.hostile)
        ]
        return tuple(rows)

    def add(self, paths: Sequence[Path], *, progress: Callable[[float, str], None] | None = None) -> Added:
        """Take text files, refuse the others."""
        self._check()
        done, refused = [], []
        for number, path in enumerate(paths, start=1):
            if progress is not None:
                progress(number / len(paths), path.name)
            if path.suffix == ".txt":
                self.documents = sorted({*self.documents, "letter"}, reverse=True)
                done.append(
                    AddedDocument(
                        "letter",
                        "fr",
                        path.name,
                        2,
                        9,
                        ("1", "2", "9"),
                        ("Paragraphs 3 to 8 are missing.",),
                        "added",
                        {"footer": 2},
                    )
                )
            else:
                refused.append(AddError(path.name, "This file could not be read."))
        return Added(tuple(done), tuple(refused))

    def remove(self, document: str) -> None:
        """Forget a document."""
        self._check()
        if document not in self.documents:
            raise UnknownDocument(document=document, known=", ".join(self.documents))
        self.documents = [name for name in self.documents if name != document]

    def _check(self) -> None:
        """Wait, then fail, in the way the test wants, if it wants either."""
        self.open.wait(30)
        if self.defective:
            raise RuntimeError("a defect of the test’s service")
        if self.broken:
            problem: AlineaError = DamagedIndex(path="index/7", detail="vectors.npy differs from its checksum")
            raise problem
