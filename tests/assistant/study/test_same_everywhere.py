"""The same seed makes the same paper in another process too, where sets and dictionaries have another order."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from assistant.service import Assistant
from assistant.study.types import ItemKind, StudyRequest
from corpus.types import Authority, Document, Language, Status
from tests.world.versions import home_with, version

PARTNERS = (
    "World Health Organization",
    "International Fund for Agricultural Development",
    "Food and Agriculture Organization of the United Nations",
    "International Monetary Fund",
    "African Union",
    "European Commission",
)
LETTER = Document("letter", None, {"en": "Letter on the lakes"}, kind="other", authority=Authority.OTHER)
TEXTS = [
    (str(number), f"The boats of lake {number} are paid for by the {name} and repaired there every third winter.")
    for number, name in enumerate(PARTNERS, 1)
]
MADE = """
import sys
from pathlib import Path
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.study.types import StudyRequest
study = Assistant(Settings(Path(sys.argv[1]), notes=False)).study
for seed in (1, 2):
    request = StudyRequest(seed=seed, count=12)
    print(*study.quiz(request).items, sep="\\n")
    print(*study.cards(request).cards, sep="\\n")
"""


def _made(home: Path, hash_seed: int) -> str:
    return subprocess.run(
        [sys.executable, "-c", MADE, str(home)],
        env={**os.environ, "PYTHONHASHSEED": str(hash_seed)},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_another_process_makes_the_same_paper(tmp_path: Path) -> None:
    settings = home_with(tmp_path / "home", [(LETTER, version(LETTER, Language.EN, Status.OFFICIAL, TEXTS))])
    service = Assistant(settings)
    names = service.study.quiz(StudyRequest(kinds={ItemKind.MULTIPLE_CHOICE: 3})).items
    service.close()
    assert all(set(item.options) & set(PARTNERS) for item in names)  # options that no size puts in order
    assert names
    first = _made(tmp_path / "home", 1)
    assert first.count("multiple_choice") > 1
    assert all(_made(tmp_path / "home", seed) == first for seed in (2, 3))
