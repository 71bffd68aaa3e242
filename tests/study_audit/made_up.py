"""Items over the made-up library that pass every rule, one or more of each kind."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from assistant.study.types import Evidence, Item, ItemKind, Pair
from tests.study_audit.bookshelf import CHARTER, CHARTER_EN, CHARTER_FR, DRAFT_EN, LETTER, LETTER_FR, LETTER_NOTE, PLAN

_EN, _FR, _NOTE = dict(CHARTER_EN + DRAFT_EN), dict(CHARTER_FR), dict(LETTER_NOTE)
_LINES = {locator: text for locator, text, _ in PLAN}


def charter(locator: str, language: str = "en", **more: str) -> Evidence:
    """Return the evidence of a paragraph of the charter."""
    text = _LINES.get(locator) or (_EN if language == "en" else _FR)[locator]
    written = {"en": f"MC/3, para. {locator}", "fr": f"MC/3, paragr.\u00a0{locator}"}[language]
    if locator in _LINES:
        written = f"MC/3, {locator}"
    link = f"/#/p/market-charter/{quote(locator, safe='')}?lang={language}"
    title = CHARTER.titles[language]
    return Evidence("market-charter", "MC/3", title, locator, written, language, "official", text, link, **more)


def letter(locator: str = "1", status: str = "note") -> Evidence:
    """Return the evidence of a paragraph of the letter: our note in English, or the French text."""
    language, text = ("en", _NOTE[locator]) if status == "note" else ("fr", dict(LETTER_FR)[locator])
    link = f"/#/p/quay-letter/{locator}"
    title = LETTER.titles[language]
    citation = f"{title}, paragr.\u00a0{locator}"
    return Evidence("quay-letter", None, title, locator, citation, language, status, text, link)


OPENED = Item(
    "mc-1-en",
    ItemKind.MULTIPLE_CHOICE,
    "en",
    "Which year is missing in this sentence?",
    "The year is in para. 1 of the charter.",
    (charter("1"),),
    "The market of Bellmoor opened in _____ with twelve stalls and a budget of 4.2 million dollars.",
    "en",
    ("1979", "1987", "1992", "2004"),
    "1987",
    tags=("charter", "year"),
)
OPENED_FR = Item(
    "mc-1-fr",
    ItemKind.MULTIPLE_CHOICE,
    "fr",
    "Quelle année manque dans cette phrase\u00a0?",
    "L’année est dans le paragr.\u00a01 de la charte\u00a0: «\u00a01987\u00a0».",
    (charter("1", "fr"),),
    "Le marché de Bellmoor a ouvert en _____ avec douze étals et un budget de 4,2 millions de dollars.",
    "fr",
    ("1979", "1987", "1992", "2004"),
    "1987",
)
BILINGUAL = replace(OPENED, beside=OPENED_FR)
PLACE_NAME = Item(
    "mc-4-en",
    ItemKind.MULTIPLE_CHOICE,
    "en",
    "Which name belongs to the gap?",
    "The place is in para. 4 of the charter.",
    (charter("4"),),
    "The assembly of 8 May 2020 was held in the hall of _____, and elected five stewards.",
    "en",
    ("Brin", "Tarn", "Lorn"),
    "Tarn",
)
TERM = Item(
    "mc-term",
    ItemKind.MULTIPLE_CHOICE,
    "en",
    "What is the French term for “weighbridge”?",
    "It is the term of the glossary.",
    (charter("2"),),
    options=("étal couvert", "pont-bascule", "porte du marché"),
    key="pont-bascule",
)
TRUE = Item(
    "tf-2",
    ItemKind.TRUE_FALSE,
    "en",
    "Is this what the charter says?",
    "It is what para. 2 of the charter says.",
    (charter("2"),),
    "A member may borrow a scale for two days, under Recommendation No. 193 on cooperatives.",
    "en",
    key="true",
)
FALSE = Item(
    "tf-2-false",
    ItemKind.TRUE_FALSE,
    "en",
    "Does the charter say this?",
    "It is not what para. 2 of the charter says.",
    (charter("2"),),
    "A member may borrow a scale for two days, under Recommendation No. 202 on cooperatives.",
    "en",
    key="false",
)
PLAN_PAIRS = Item(
    "match-plan",
    ItemKind.MATCHING,
    "en",
    "Which objective does each of these serve?",
    "The plan says which objective each of these serves.",
    (charter("action plan 1.1(1)"), charter("action plan 2.1(1)")),
    pairs=(Pair("A register of all scales", "Objective 1"), Pair("A code for fire drills", "Objective 2")),
)
YEARS = Item(
    "match-years",
    ItemKind.MATCHING,
    "en",
    "Which years does the plan have for each of these?",
    "The years are those of the plan.",
    (charter("action plan 1.1(1)"), charter("action plan 2.1(1)")),
    pairs=(Pair("A register of all scales", "2021-2022"), Pair("A code for fire drills", "2023")),
)
TERM_PAIRS = Item(
    "match-terms",
    ItemKind.MATCHING,
    "en",
    "Which French term is that of each English term?",
    "These are the terms of the glossary.",
    (charter("2"),),
    pairs=(Pair("market stall", "étal"), Pair("weighbridge", "pont-bascule")),
)
NEAR_PAIRS = Item(
    "match-near",
    ItemKind.MATCHING,
    "en",
    "Which number goes with each of these?",
    "The numbers are in para. 1 of the letter, as our note has it.",
    (letter(),),
    pairs=(Pair("leaves", "14 times"), Pair("room", "90 bicycles")),
    label="Unofficial note",
)
NUMBERS = Item(
    "ma-11-en",
    ItemKind.MATCHING,
    "en",
    "Which number does each instrument have?",
    "Para. 11 gives the numbers of the instruments.",
    (charter("11"),),
    pairs=(
        Pair("Fair Stalls Convention, 1987", "No. 7"),
        Pair("Dry Goods Recommendation, 2002", "No. 41"),
        Pair("Night Market Recommendation, 2015", "No. 44"),
    ),
)
NUMBERS_FR = Item(
    "ma-11-fr",
    ItemKind.MATCHING,
    "fr",
    "Quel numéro porte chaque instrument\u00a0?",
    "Le paragr.\u00a011 donne les numéros des instruments.",
    (charter("11", "fr"),),
    pairs=(
        Pair("convention sur les étals justes, 1987", "n°\u00a07"),
        Pair("recommandation sur les denrées sèches, 2002", "n°\u00a041"),
        Pair("recommandation sur le marché de nuit, 2015", "n°\u00a044"),
    ),
)
GAP_ITEM = Item(
    "gap-3b",
    ItemKind.GAP,
    "en",
    "Fill the gap in this sentence.",
    "The words are in para. 3(b) of the charter.",
    (charter("3(b)"),),
    "A stall may be lent if: the steward, _____, has agreed in writing;",
    "en",
    key="Rosa Lind",
)
NUMERIC = Item(
    "num-1",
    ItemKind.NUMERIC,
    "en",
    "Which figure is missing, in millions?",
    "The figure is in para. 1 of the charter.",
    (charter("1"),),
    "The market of Bellmoor opened in 1987 with twelve stalls and a budget of _____ million dollars.",
    "en",
    key="4.2",
    number=4.2,
)
WHICH = Item(
    "which-4",
    ItemKind.WHICH_PARAGRAPH,
    "en",
    "Which paragraph of the charter says this?",
    "It is the paragraph on the assembly.",
    (charter("4"),),
    "The assembly of 8 May 2020 was held in the hall of Tarn, and elected five stewards.",
    "en",
    key="para. 4",
    accepted=("4", "MC/3, paragraph 4"),
)
ALTERED = Item(
    "alt-1",
    ItemKind.ALTERED_FIGURE,
    "en",
    "One of these figures was changed. Which is it?",
    "The figure in para. 1 of the charter is another.",
    (charter("1"),),
    "The market of Bellmoor opened in 1987 with twelve stalls and a budget of 6.3 million dollars.",
    "en",
    ("1987", "twelve", "6.3"),
    "6.3",
)
SHORT = Item(
    "short-2",
    ItemKind.SHORT_ANSWER,
    "en",
    "What does para. 2 of the charter allow to a member?",
    "Compare your answer with para. 2 of the charter.",
    (charter("2"),),
    key=_EN["2"],
)
DRAFT = Item(
    "gap-30",
    ItemKind.GAP,
    "en",
    "Fill the gap in this sentence of the draft.",
    "The words are in para. 30 of the charter.",
    (charter("30", draft="Draft decision"),),
    "The assembly approves a fund of 9 million dollars for new _____.",
    "en",
    key="roofs",
    label="Draft decision",
)
GOOD = (
    OPENED, OPENED_FR, BILINGUAL, PLACE_NAME, TERM, TRUE, FALSE, PLAN_PAIRS, YEARS, TERM_PAIRS, NEAR_PAIRS,
    NUMBERS, NUMBERS_FR, GAP_ITEM, NUMERIC, WHICH, ALTERED, SHORT, DRAFT,
)  # fmt: skip
