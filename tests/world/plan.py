"""A plan in two languages and a letter: what the web app is tested over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from corpus.types import Authority, Document, Language, Status, Version
from tests.world.versions import version

# Each of these would set window.__xss, or call another host, if it were rendered instead of shown.
HOSTILE = (
    '<img src=x onerror="window.__xss=1"> <script>window.__xss=2</script> ${window.__xss=3} {{constructor}} '
    "![x](https://attacker.example/p.png) [link](javascript:window.__xss=4) <svg/onload=window.__xss=5>"
)

PLAN = Document(
    "plan",
    "Plan",
    {"en": "Plan for community cooperatives", "fr": "Plan pour les coopératives de proximité"},
    kind="strategy",
    authority=Authority.OFFICE_PAPER,
)
LETTER = Document("letter", None, {"en": "Letter to the federations", "fr": "Lettre aux fédérations"}, kind="letter")

PLAN_FR = {
    "12": "Le secrétariat tient un registre de toutes les coopératives, renouvelé chaque printemps, comme le dit le "
    "paragraphe 13.",
    "13": "Trois buts sont fixés : de meilleures statistiques sur les coopératives, un financement équitable et la "
    "formation des jeunes membres.",
    "13(a)": "Les chiffres sont publiés par sexe et par âge, pour un coût de 4,2 millions de dollars.",
    "14": "Un bilan a lieu après quatre ans, avec les employeurs et les travailleurs. Le coût total du plan d’action "
    "serait de 9 millions de dollars.",
}
PLAN_EN = {
    "12": "The secretariat keeps a register of every cooperative, renewed each spring, as paragraph 13 says.",
    "13": "Three goals are set: better figures on cooperatives, fair finance, and training for young members.",
    "13(a)": "Figures are published by sex and by age, at a cost of 4.2 million dollars.",
}
LETTER_FR = {
    "1": "Chers amis, le bac de l’île reprend lundi, avec de la place pour 90 vélos.",
    "2": "Les fédérations promettent un travail décent à chaque marin.",
}
LETTER_EN = {
    "1": "Dear friends, the ferry to the island runs again from Monday, with room for 90 bicycles.",
    "2": "The federations promise decent work in the SSE to every sailor.",
}


def texts(english: Status = Status.OFFICIAL) -> Iterator[tuple[Document, Version]]:
    """Yield the texts; the English one of the plan lacks paragraph 14, and may be only a note of ours."""
    yield PLAN, version(PLAN, Language.FR, Status.OFFICIAL, [*PLAN_FR.items()], ("Partie II", "Statistiques"))
    yield PLAN, version(PLAN, Language.EN, english, [*PLAN_EN.items()], ("Part II", "Statistics"))
    yield LETTER, version(LETTER, Language.EN, Status.OFFICIAL, [*LETTER_EN.items()])
    yield LETTER, version(LETTER, Language.FR, Status.NOTE, [*LETTER_FR.items()])


def note() -> Iterator[tuple[Document, Version]]:
    """Yield our note on the plan alone."""
    yield PLAN, version(PLAN, Language.EN, Status.NOTE, [*PLAN_EN.items()])


def conclusions() -> tuple[Document, Version]:
    """Return what the glossary refers to: a document of its own, made up, under the identifier it names."""
    found = Document("ilc110-conclusions-sse", "ILC.110", {"en": "Conclusions of the harbour"})
    return found, version(found, Language.EN, Status.OFFICIAL, [("5", "The SSE is what members do for each other.")])


def numbered(count: int) -> Iterator[tuple[Document, Version]]:
    """Yield many letters."""
    for number in range(count):
        letter = replace(LETTER, id=f"letter-{number}")
        yield letter, version(letter, Language.EN, Status.OFFICIAL, [("1", f"Boat {number} leaves on Monday.")])


def titled(title: str) -> Iterator[tuple[Document, Version]]:
    """Yield the texts, the plan under another title."""
    for document, each in texts():
        yield (replace(PLAN, titles=dict.fromkeys(PLAN.titles, title)) if document is PLAN else document), each


def hostile(words: str = HOSTILE) -> Iterator[tuple[Document, Version]]:
    """Yield the plan as an attacker would write it: title, headings and paragraphs."""
    plan = replace(PLAN, titles=dict.fromkeys(PLAN.titles, words))
    for language, said in ((Language.FR, PLAN_FR), (Language.EN, PLAN_EN)):
        attacked = [(locator, f"{text} {words}") for locator, text in said.items()]
        yield plan, version(plan, language, Status.OFFICIAL, attacked, (words,))
