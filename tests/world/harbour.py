"""A library of two texts, and a service whose answers are written beforehand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from assistant.ask.models.connection import Waiting
from assistant.ask.types import Answer, AnswerStatus
from assistant.evaluation import runner
from assistant.evaluation.evidence import evidence_of
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.types import Citation, Turn
from index.ranking.evidence import Evidence

VOTE: dict[str, Any] = {
    "id": "v",
    "lang": "en",
    "kind": "fact",
    "q": "How many votes has every member in the general assembly?",
}
NETS: dict[str, Any] = {"id": "n", "lang": "en", "kind": "locate", "q": "nets and ropes left on the quay after sunset"}
MOON: dict[str, Any] = {"id": "m", "lang": "en", "kind": "unanswerable", "q": "How far is the moon?", "gold": []}

CHARTER = """Charter of the dockers' harbour

1. The harbour cooperative was founded in 1931 by forty-two dockers, who put their tools together.

2. Every member has one vote in the general assembly, whatever the number of shares that the member holds.

3. The treasurer publishes statistics on wages each quarter, and the auditors' report is pinned to the door.

4. Nets and ropes left on the quay after sunset are collected by the night watch and returned in the morning.
"""


LETTER = """Lettre de la coopérative portuaire

Chers membres, la coopérative a acheté deux remorqueurs, une grue et un entrepôt frigorifique pour le poisson.
"""


class Scripted(Assistant):
    """The assistant, with the answers of a script."""

    def __init__(self, settings: Settings) -> None:
        """Start with an empty script."""
        super().__init__(settings)
        self.script: dict[str, Answer] = {}

    def answers(
        self,
        question: str,
        *,
        language: str | None = None,
        history: Sequence[Turn] = (),
        interface: str = "en",
        side_by_side: bool = False,
        written: bool = True,
        stop: Waiting | None = None,
    ) -> Iterator[Answer]:
        """Answer as scripted, else refuse."""
        yield self.script.get(question) or Answer(question, "en", "extractive", AnswerStatus.NOT_IN_DOCUMENTS, "No.")


def evidence_in_script(service: Assistant, question: str) -> Evidence | None:
    """Return the evidence there is for a question of the script; none for any other."""
    return evidence_of(service, question) if isinstance(service, Scripted) and question in service.script else None


@contextmanager
def scripted(home: Path, files: Path) -> Iterator[Scripted]:
    """Open a library of two documents, without notes."""
    (files / "charter.txt").write_text(CHARTER, encoding="utf-8")
    (files / "letter.txt").write_text(LETTER, encoding="utf-8")
    opened = Scripted(Settings(home=home, notes=False))
    added = opened.add([files], official=True)
    assert {document.id for document in added.documents} == {"charter", "letter"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runner, "evidence_of", evidence_in_script)
        yield opened
    opened.close()


def write(path: Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    """Write rows as JSON lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def answered(question: str, quote: str, *, locator: str = "2", language: str = "en", verified: bool = True) -> Answer:
    """Return an answer that quotes the charter."""
    cited = Citation(1, "charter", None, "Charter", locator, "", "en", "official", quote, verified)
    return Answer(question, language, "extractive", AnswerStatus.ANSWERED, quote, (cited,))
