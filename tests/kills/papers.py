"""Made-up acts on mills: each has editions that tell themselves in every article, so that a mixture of two shows."""

from __future__ import annotations

from pathlib import Path

ARTICLES = 8
KEEPER = 0  # an act that no trial removes: it is found at any time

_WORK = "grain flour water wheels stones sacks ovens carts".split()


def name(number: int) -> str:
    """Return the identifier of an act: the name of its file."""
    return f"act{number}"


def rare(number: int) -> str:
    """Return a word that one act has and no other."""
    return f"zarnmill{number}"


def edition_of(text: str) -> int:
    """Return the edition that an article says it is of."""
    return int(text.partition("In edition ")[2].partition(" ")[0])


def write(folder: Path, number: int, edition: int = 1) -> Path:
    """Write an act, or another edition of it, to a folder; each refers to another act."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name(number)}.md"
    articles = [
        f"Article {place}\n\nIn edition {edition} the mill {rare(number)} keeps its {_WORK[place % len(_WORK)]} "
        f"for {number + place} members, as Article {place} of Act {(number + 1) % 7} on mills says."
        for place in range(1, ARTICLES + 1)
    ]
    path.write_text(f"# Act {number} on mills\n\n" + "\n\n".join(articles) + "\n", encoding="utf-8")
    return path


def questions(numbers: range) -> list[str]:
    """Return questions that some acts answer, and some that several do."""
    own = [f"What does the mill {rare(number)} keep for its members?" for number in numbers]
    return [*own, *(f"Which mill keeps {work}?" for work in _WORK)]
