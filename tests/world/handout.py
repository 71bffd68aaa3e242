"""A made-up hand-out: four places of the plan for the ferries in three languages, a figure, two terms."""

from __future__ import annotations

from assistant.glossary.types import TermEntry, TermName, TermPlace
from assistant.read.types import Parallel, ParallelRow, ParallelText
from assistant.study.handout import Handout
from corpus.types import Status
from tests.world.paper import PLAN

ADDRESS = "https://alinea.example"
_HEADINGS = {"en": "The boats", "fr": "Les bateaux", "es": "Los barcos"}
_TEXTS = {
    "2": {
        "en": "The crews hold 312 boats in common, and elect their captain every second spring.",
        "fr": "Les équipages possèdent en commun 312 bateaux et élisent leur capitaine un printemps sur deux.",
        "es": "Las tripulaciones poseen en común 312 barcos y eligen a su capitán una primavera de cada dos.",
    },
    "4": {
        "en": "Members who fall ill keep:",
        "fr": "Les membres qui tombent malades gardent :",
        "es": "Los miembros que enferman conservan:",
    },
    "4(b)": {
        "en": "their share of the catch for eighteen months, whoever takes their place at the oars;",
        "fr": "leur part de la pêche pendant dix-huit mois, qui que ce soit qui prenne leur place à la rame ;",
        "es": "su parte de la pesca durante dieciocho meses, sea quien sea la persona que ocupa su lugar al remo;",
    },
    "5": {"en": "The register of boats is open to every member, free of charge."},
}
_LABELS = {"en": "para. {}", "fr": "paragr.\u00a0{}", "es": "párrafo {}"}


def rows(languages: tuple[str, ...]) -> tuple[ParallelRow, ...]:
    """Return the places in some languages; the Spanish texts are a machine's."""
    made = []
    for locator, texts in _TEXTS.items():
        found = {
            code: ParallelText(
                Status.MACHINE_TRANSLATION if code == "es" else Status.OFFICIAL,
                locator,
                (_HEADINGS[code],),
                None,
                texts[code],
                _LABELS[code].format(locator),
            )
            for code in languages
            if code in texts
        }
        made.append(ParallelRow(locator, _LABELS[languages[0]].format(locator), "item", locator.count("("), found))
    return tuple(made)


def terms() -> tuple[TermEntry, ...]:
    """Return two terms: one whose Spanish name is from memory, one that is defined nowhere."""
    ferry = {
        "en": TermName("cooperative ferry", "CF", (), True),
        "fr": TermName("bac coopératif", "", (), True),
        "es": TermName("transbordador cooperativo", "", (), False),
    }
    quay = {"en": TermName("house of the quay", "", (), True), "fr": TermName("maison du quai", "", (), True)}
    defined = TermPlace("ferry-plan", "1", "FP.7/1, para. 1", loaded=True, seen=True)
    return TermEntry("cooperative ferry", "sse", ferry, defined), TermEntry("house of the quay", "sse", quay, None)


def handout(*languages: str, address: str = ADDRESS) -> Handout:
    """Return the hand-out in some languages."""
    first = languages[0]
    part = Parallel(
        document="ferry-plan",
        symbol="FP.7/1",
        title=PLAN.titles[first],
        citation=f"{PLAN.titles[first]} (FP.7/1)",
        language=first,
        languages=languages,
        missing=(),
        rows=rows(languages),
        mismatches=(),
    )
    figures = (("312", "FP.7/1, 2"), ("18", "FP.7/1, 4(b)"))
    return Handout(PLAN.titles[first], languages, (part,), figures, terms(), address)
