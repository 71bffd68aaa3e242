"""A made-up paper with a question of each kind, in three languages, alone or two together; and what it refers to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.citations import CitedSource, cited_source
from assistant.renditions import FoundRendition
from assistant.study.types import GAP, Evidence, Item, ItemKind, Pair, Quiz, StudyRequest
from corpus.errors import UnknownDocument
from corpus.types import Authority, Document, Language, Status

PLAN = Document(
    "ferry-plan",
    "FP.7/1",
    {
        "en": "Plan for the cooperative ferries",
        "fr": "Plan pour les bacs coopératifs",
        "es": "Plan para los transbordadores cooperativos",
    },
    kind="strategy",
    authority=Authority.OFFICE_PAPER,
    urls=dict.fromkeys(("en", "fr", "es"), "https://ferries.example/plan"),
)

_SENTENCES = {
    "en": (
        "The crews hold 312 boats in common, and elect their captain every second spring.",
        "Members who fall ill keep their share for eighteen months; the fund pays what the crew cannot.",
        "The register of boats is open to every member, free of charge, at the “house of the quay”.",
    ),
    "fr": (
        "Les équipages possèdent en commun 312 bateaux et élisent leur capitaine un printemps sur deux.",
        "Les membres qui tombent malades gardent leur part pendant dix-huit mois ; le fonds paie ce que l’équipage "
        "ne peut pas payer.",
        "Le registre des bateaux est ouvert à chaque membre, sans frais, à la « maison du quai ».",
    ),
    "es": (
        "Las tripulaciones poseen en común 312 barcos y eligen a su capitán una primavera de cada dos.",
        "Los miembros que enferman conservan su parte durante dieciocho meses; el fondo paga lo que la tripulación no "
        "puede pagar.",
        "El registro de los barcos está abierto a todos los miembros, sin costo, en la «casa del muelle».",
    ),
}
_STEMS = {
    "en": ("What do the crews hold in common?", "Is this what the plan says?", "Which years belong to which work?",
           "Which word is missing?", "Which figure is missing?", "Which paragraph of FP.7/1 says this?",
           "One figure in this passage was altered. Which one?", "What becomes of members who fall ill?"),
    "fr": ("Que possèdent en commun les équipages ?", "Est-ce ce que dit le plan ?",
           "À quels travaux correspondent quelles années ?", "Quel mot manque ?", "Quel nombre manque ?",
           "Quel paragraphe de FP.7/1 le dit ?", "Un nombre a été modifié dans ce passage. Lequel ?",
           "Que deviennent les membres qui tombent malades ?"),
    "es": ("¿Qué poseen en común las tripulaciones?", "¿Es esto lo que dice el plan?",
           "¿Qué años corresponden a qué trabajos?", "¿Qué palabra falta?", "¿Qué cifra falta?",
           "¿Qué párrafo de FP.7/1 lo dice?", "Se modificó una cifra de este pasaje. ¿Cuál?",
           "¿Qué pasa con los miembros que enferman?"),
}  # fmt: skip
_OPTIONS = {
    "en": ("the quays", "the boats", "the lighthouses", "the nets"),
    "fr": ("les quais", "les bateaux", "les phares", "les filets"),
    "es": ("los muelles", "los barcos", "los faros", "las redes"),
}
_GAPS = {"en": "register", "fr": "registre", "es": "registro"}
_PLACES = {"en": "para. 4(b)", "fr": "paragr.\u00a04\u00a0b)", "es": "párrafo 4, b)"}
_WORKS = {
    "en": ("Repair of the hulls", "Training of the crews", "A fund for illness", "Lamps for the quay"),
    "fr": ("Réparation des coques", "Formation des équipages", "Un fonds pour les malades", "Des lampes pour le quai"),
    "es": ("Reparación de los cascos", "Formación de la tripulación", "Un fondo para enfermos", "Faroles en el muelle"),
}
_YEARS = ("2031–2033", "2032–2035", "2034", "2036–2037")
_TITLES = {"en": "The ferries: what the plan says", "fr": "Les bacs : ce que dit le plan",
           "es": "Los transbordadores: lo que dice el plan"}  # fmt: skip
_LABELS = {
    "en": "Unofficial note; the official text prevails",
    "fr": "Note non officielle ; le texte officiel fait foi",
    "es": "Nota no oficial; prevalece el texto oficial",
}


def _evidence(language: str, locator: str, quote: str, status: Status = Status.OFFICIAL) -> Evidence:
    citation = f"FP.7/1, {locator}"
    link = f"/#/p/ferry-plan/{locator}?lang={language}"
    return Evidence("ferry-plan", "FP.7/1", PLAN.titles[language], locator, citation, language, status, quote, link)


def items(language: str) -> tuple[Item, ...]:
    """Return a question of each kind in a language."""
    crews, sick, register = _SENTENCES[language]
    stems, options = _STEMS[language], _OPTIONS[language]
    sides = tuple(map(Pair, _WORKS[language], _YEARS))

    def item(at: int, kind: ItemKind, locator: str, quote: str, passage: str = "", **parts: object) -> Item:
        evidence = (_evidence(language, locator, quote),)
        asked = Item(f"item-{at}", kind, language, stems[at], "", evidence, passage, language)
        return replace(asked, **parts)  # type: ignore[arg-type]

    place = _PLACES[language]
    noted = _evidence(language, "4(b)", sick, Status.NOTE)
    return (
        item(0, ItemKind.MULTIPLE_CHOICE, "2", crews, crews.replace(options[1].split()[-1], GAP), options=options,
             key=options[1]),
        item(1, ItemKind.TRUE_FALSE, "2", crews, crews.replace("312", "231"), key="false"),
        item(2, ItemKind.MATCHING, "7", crews, pairs=sides),
        item(3, ItemKind.GAP, "5", register, register.replace(_GAPS[language], GAP), key=_GAPS[language],
             accepted=(f"{_GAPS[language]} (n.)",)),
        item(4, ItemKind.NUMERIC, "2", crews, crews.replace("312", GAP), key="312", number=312.0, tolerance=2.5),
        item(5, ItemKind.WHICH_PARAGRAPH, "4(b)", sick, sick, key=place, accepted=("4(b)",), label=_LABELS[language],
             evidence=(noted,)),
        item(6, ItemKind.ALTERED_FIGURE, "2", crews, crews.replace("312", "213") + " 1999.", options=("213", "1999"),
             key="213", edited=True),
        item(7, ItemKind.SHORT_ANSWER, "4(b)", sick, key=sick, evidence=(replace(noted, status=Status.OFFICIAL),)),
    )  # fmt: skip


def quiz(language: str, beside: str | None = None) -> Quiz:
    """Return a paper in a language, or in two."""
    asked = items(language)
    if beside:
        asked = tuple(replace(one, beside=other) for one, other in zip(asked, items(beside), strict=True))
    chosen = StudyRequest(("ferry-plan",), languages=tuple(filter(None, (language, beside))), seed=3)
    return Quiz(_TITLES[language], language, chosen, asked, {}, {}, (), 12, "a1b2c3d4")


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where references are found: the plan alone, or nothing."""

    documents: tuple[Document, ...] = (PLAN,)
    fingerprint: str = "a1b2c3d4"

    def source(self, document: str, locators: Sequence[str], language: Language, status: Status) -> CitedSource:
        """Return what to cite. Raises UnknownDocument."""
        for each in self.documents:
            if each.id == document:
                return cited_source(each, locators, language, status)
        raise UnknownDocument(document=document, known="")

    def places(self, document: str, locators: str) -> tuple[str, ...]:
        """Return the locators that a list of them names."""
        return (locators,)

    def renditions(self, document: str, locator: str) -> Mapping[str, FoundRendition]:
        """Return nothing: no text is asked for here."""
        return {}
