"""A made-up library for the tests of the audit: a market's charter in two languages, its plan, and a letter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus.library.library import Library
from corpus.types import Document, Language, Rendition, Role, Status, Version
from tests.study_audit.shelf import Shelf

CHARTER = Document(
    "market-charter", "MC/3", {"en": "Charter of the Bellmoor market", "fr": "Charte du marché de Bellmoor"}
)
LETTER = Document("quay-letter", None, {"en": "Letter from the quay", "fr": "Lettre du quai"})

CHARTER_EN = [
    ("1", "The market of Bellmoor opened in 1987 with twelve stalls and a budget of 4.2 million dollars."),
    ("2", "A member may borrow a scale for two days, under Recommendation No. 193 on cooperatives."),
    ("3", "Stalls belong to all members. A stall may be lent if:"),
    ("3(a)", "the lender has paid the dues of the last 18 months;"),
    ("3(b)", "the steward, Rosa Lind, has agreed in writing;"),
    ("3(c)", "the gate is open at noon. No stall is lent in the winter of a year."),
    ("4", "The assembly of 8 May 2020 was held in the hall of Tarn, and elected five stewards."),
    ("5", "Letters go to steward@bellmoor.example, at 12 Harbour Street."),
    ("6", "The hall has 40 seats for guests of the market."),
    ("7", "A boat may be hired for six hours on the quay."),
    ("8", "Guests are always welcome at the gate of the market. Nobody has to pay there."),
    ("9", "Nobody has to pay there."),
    ("10", f"{'Members of the market write what they think of it. ' * 4}Letters: steward@bellmoor.example."),
    (
        "11",
        "Recalling the Fair Stalls Convention, 1987 (No. 7), the Dry Goods Recommendation, 2002 (No. 41), and the "
        "Night Market Recommendation, 2015 (No. 44).",
    ),
    ("¶1", "Bellmoor papers"),
    ("¶2", "Bellmoor papers"),
    ("¶3", "Bellmoor papers"),
]
CHARTER_FR = [
    ("1", "Le marché de Bellmoor a ouvert en 1987 avec douze étals et un budget de 4,2 millions de dollars."),
    ("2", "Un membre peut emprunter une balance pour deux jours, selon la recommandation n° 193 sur les coopératives."),
    ("6", "La halle compte 45 places pour les invités du marché."),
    (
        "11",
        "Rappelant la convention (n° 7) sur les étals justes, 1987, la recommandation (n° 41) sur les denrées sèches, "
        "2002, et la recommandation (n° 44) sur le marché de nuit, 2015.",
    ),
]
DRAFT_EN = [("30", "The assembly approves a fund of 9 million dollars for new roofs.")]
LETTER_FR = [("1", "Le bac de l’île part 14 fois par jour, et 90 vélos y trouvent place.")]
LETTER_NOTE = [
    ("1", "The ferry to the island leaves 14 times a day and has room for 90 bicycles."),
    ("2", "A boat may be hired for nine hours on the quay."),
]
PLAN = [
    ("action plan, objective 1", "Objective 1. Fair scales\nEstimated resources: 3.5 million dollars", None),
    ("action plan 1.1", "Output 1.1. Weights that are checked", None),
    ("action plan 1.1(1)", "A register of all scales | 2021-2022", "2021-2022"),
    ("action plan, objective 2", "Objective 2. Safe stalls\nEstimated resources: 1.5 million dollars", None),
    ("action plan 2.1", "Output 2.1. Drills against fire", None),
    ("action plan 2.1(1)", "A code for fire drills | 2023", "2023"),
]
GLOSSARY = """en,fr,es,abbr_en,abbr_fr,abbr_es,also_en,also_fr,also_es,field,use,seen,document,locator
market stall,étal,puesto,,,,booth,,,sse,search,en fr es,,
weighbridge,pont-bascule,báscula puente,WB,,,,,,sse,search,en fr es,,
market gate,porte du marché,puerta del mercado,,,,,,,sse,search,en fr es,,
"""


def build(folder: Path) -> Shelf:
    """Make the library in a folder, as `library.sqlite`, and return it as the audit reads it."""
    with Library(folder / "library.sqlite") as library:
        for document, version in _versions():
            library.add(document, version)
    glossary = folder / "glossary.csv"
    glossary.write_text(GLOSSARY, encoding="utf-8")
    return Shelf(folder / "library.sqlite", glossary)


def _versions() -> Iterator[tuple[Document, Version]]:
    draft = [_paragraph(*each, heading=("Draft decision",)) for each in DRAFT_EN]
    charter = [*(_paragraph(*each) for each in CHARTER_EN), *draft, *(_line(*each) for each in PLAN)]
    yield CHARTER, _version(CHARTER, Language.EN, Status.OFFICIAL, charter)
    yield CHARTER, _version(CHARTER, Language.FR, Status.OFFICIAL, [_paragraph(*each) for each in CHARTER_FR])
    yield LETTER, _version(LETTER, Language.FR, Status.OFFICIAL, [_paragraph(*each) for each in LETTER_FR])
    yield LETTER, _version(LETTER, Language.EN, Status.NOTE, [_paragraph(*each) for each in LETTER_NOTE])


def _version(document: Document, language: Language, status: Status, renditions: list[Rendition]) -> Version:
    source = "\n".join(each.text for each in renditions)
    name = f"{document.id}.{language}.{status}"
    return Version(document.id, language, status, source, name, name, 1, tuple(renditions))


def _paragraph(locator: str, text: str, heading: tuple[str, ...] = ("Part I",)) -> Rendition:
    number, bracket, letter = locator.partition("(")
    if not bracket:
        return Rendition(locator, Role.PARAGRAPH, text, marker=f"{number}.", heading=heading)
    return Rendition(locator, Role.ITEM, text, marker=f"({letter}", heading=heading, parent=number)


def _line(locator: str, text: str, years: str | None) -> Rendition:
    if years is None:
        return Rendition(locator, Role.OBJECTIVE if "objective" in locator else Role.OUTPUT, text)
    cells = {"deliverable": text.partition(" | ")[0], "years": years}
    return Rendition(locator, Role.ROW, text, parent=locator.partition("(")[0], cells=cells)
