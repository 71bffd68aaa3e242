"""How long study material takes: `python -m tests.study_speed [--home HOME] [--paragraphs 20000] [--questions 40]`.

Without a home, a library of made-up laws in English and French is built first. Prints seconds a session of so many
questions in two languages, a deck and a reading path, the first time (nothing read yet) and again with another seed.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from assistant.service import Assistant
from assistant.settings import Settings
from assistant.study.types import StudyRequest
from corpus.types import Document, Language, Status, Version
from tests.world.versions import home_with, version

_A_LAW = 400  # paragraphs, in each language
_WHO = (("members", "membres"), ("directors", "administrateurs"), ("auditors", "vérificateurs"), ("heirs", "héritiers"))
_WHAT = (
    ("file the register of the boats", "déposent le registre des bateaux"),
    ("publish the accounts of the workshop", "publient les comptes de l’atelier"),
    ("call a meeting of the housing cooperative", "convoquent une réunion de la coopérative d’habitation"),
    ("inform the workers of the bakery", "informent les travailleurs de la boulangerie"),
)
_UNLESS = (
    ("unless the federation of the valley agrees in writing", "sauf accord écrit de la fédération de la vallée"),
    ("after the vote of the general assembly", "après le vote de l’assemblée générale"),
    ("before the harvest of the year begins", "avant que ne commence la récolte de l’année"),
)


def laws(paragraphs: int) -> Iterator[tuple[Document, Version]]:
    """Yield made-up laws, `paragraphs` in all, half of them in each language."""
    chance = random.Random(1)
    for number in range(max(1, paragraphs // (2 * _A_LAW))):
        law = Document(f"law-{number}", None, {"en": f"Lake Act {number}", "fr": f"Loi du lac {number}"}, kind="law")
        texts: dict[str, list[tuple[str, str]]] = {"en": [], "fr": []}
        for at in range(1, _A_LAW + 1):
            who, what, unless = chance.choice(_WHO), chance.choice(_WHAT), chance.choice(_UNLESS)
            days, share, year = chance.randint(3, 400), chance.randint(2, 98), chance.randint(1900, 2040)
            texts["en"].append(
                (
                    str(at),
                    f"From {year} on, the {who[0]} {what[0]} within {days} days, by {share} per cent, {unless[0]}.",
                )
            )
            texts["fr"].append(
                (
                    str(at),
                    f"Dès {year}, les {who[1]} {what[1]} dans les {days} jours, à {share} pour cent, {unless[1]}.",
                )
            )
        for code, rows in texts.items():
            yield law, version(law, Language(code), Status.OFFICIAL, rows)


def main(arguments: Sequence[str]) -> int:
    """Build the library if need be, time each thing, print a table."""
    parser = argparse.ArgumentParser(prog="python -m tests.study_speed", description=__doc__)
    parser.add_argument("--home", type=Path, help="a library that there is")
    parser.add_argument("--paragraphs", type=int, default=20_000)
    parser.add_argument("--questions", type=int, default=40)
    parsed = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(parsed.home) if parsed.home else home_with(Path(folder, "home"), laws(parsed.paragraphs))
        service = Assistant(settings)
        began = time.perf_counter()
        with service.engine.session():
            held = sum(each.paragraphs for document in service.library() for each in document.versions)
        sys.stdout.write(f"{held} paragraphs, opened in {time.perf_counter() - began:.1f} s\n")
        things: dict[str, Callable[[StudyRequest], object]] = {
            "quiz": service.study.quiz,
            "cards": service.study.cards,
            "path": service.study.path,
        }
        for name, make in things.items():
            for seed in (1, 2, 3):
                theme, count = ("housing cooperative", 8) if name == "path" else ("", parsed.questions)
                languages = ("en",) if name == "path" else ("en", "fr")
                asked = StudyRequest(languages=languages, count=count, seed=seed, theme=theme)
                began = time.perf_counter()
                made = make(asked)
                took = time.perf_counter() - began
                size = next(len(getattr(made, each)) for each in ("items", "cards", "stops") if hasattr(made, each))
                sys.stdout.write(f"{name:6} seed {seed}: {size:4} in {took:6.2f} s\n")
        service.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
