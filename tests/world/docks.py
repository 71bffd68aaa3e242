"""A charter and a report: two documents, two languages, one of them only a note."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.types import Document, Language, Status, Version
from tests.world.versions import version

CHARTER = Document(
    "dock-charter", "DC/7", {"en": "Charter of the dock cooperatives", "fr": "Charte des coopératives de dockers"},
    kind="charter",
)  # fmt: skip
BAKERY = Document("bakery-report", "BR/2", {"fr": "Rapport de la boulangerie", "en": "Bakery report"}, kind="report")

CHARTER_EN = [
    ("1", "Forty-two dockers founded the cooperative in a warehouse by the river."),
    ("2", "Every member has one vote in the general assembly, whatever the number of shares."),
    ("3", "The board shall:"),
    ("3(a)", "publish the wages of each crew every quarter;"),
    ("3(b)", "keep a rescue fund for families of injured dockers;"),
    ("4", "Surpluses are divided as paragraph 3(b) says, and never sold."),
]
CHARTER_FR = [
    ("1", "Quarante-deux dockers ont fondé la coopérative dans un entrepôt au bord du fleuve."),
    ("2", "Chaque membre dispose d’une voix à l’assemblée générale, quel que soit le nombre de ses parts."),
    ("3", "Le conseil est tenu de :"),
    ("3(a)", "publier chaque trimestre les salaires de chaque équipe ;"),
    ("3(b)", "garder une caisse de secours pour les familles des dockers blessés ;"),
    ("4", "Les excédents sont répartis comme le dit le paragraphe 3 b), et jamais vendus."),
]
BAKERY_FR = [
    ("1", "La boulangerie emploie neuf apprentis et livre le pain à vélo."),
    ("2", "Son four à bois a été restauré grâce à une souscription des voisins."),
]
BAKERY_NOTE = [
    ("1", "Nine apprentices work at the bakery; bread goes out by bicycle."),
    ("2", "Neighbours paid for the repair of the wood-fired oven."),
]


def texts() -> Iterator[tuple[Document, Version]]:
    """Yield the charter in two languages, and the report in French with an English note."""
    yield CHARTER, version(CHARTER, Language.EN, Status.OFFICIAL, CHARTER_EN)
    yield CHARTER, version(CHARTER, Language.FR, Status.OFFICIAL, CHARTER_FR)
    yield BAKERY, version(BAKERY, Language.FR, Status.OFFICIAL, BAKERY_FR)
    yield BAKERY, version(BAKERY, Language.EN, Status.NOTE, BAKERY_NOTE)
