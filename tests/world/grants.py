"""A charter of grants in two languages: figures in digits and words, a list with its condition, an alike neighbour."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.types import Authority, Document, Language, Status, Version
from tests.world.versions import version

CHARTER = Document(
    "grants",
    "GR/1",
    {"en": "Charter of grants for ferry cooperatives", "fr": "Charte des aides aux coopératives de bac"},
    kind="other",
    authority=Authority.OTHER,
)

EN = [
    ("1", "The fund was opened on 14 May 2031 with a gift of 6.5 million dollars from the lakes council."),
    ("2", "A cooperative that asks for a grant must have at least seven members, who have sailed for two years."),
    ("3", "The grant covers 45 per cent of the price of a boat, and is paid within 90 days of the inspection."),
    ("4", "The grant stops if the cooperative"),
    ("4(a)", "sails without a second pilot on board between sunset and the morning bell;"),
    ("4(b)", "sells the boat before 2036 without asking the federation of ferries in writing."),
    (
        "5",
        "Each spring the auditors of the fund publish, for every lake, the number of boats that were bought with it.",
    ),
    ("6", "The social and solidarity economy of the lakes is represented by two people on the board of the fund."),
]
FR = [
    ("1", "Le fonds a été ouvert le 14 mai 2031 grâce à un don de 6,5 millions de dollars du conseil des lacs."),
    ("2", "La coopérative qui demande une aide doit compter au moins sept membres, qui naviguent depuis deux ans."),
    ("3", "L’aide couvre 45 pour cent du prix d’un bateau et elle est versée dans les 90 jours suivant l’inspection."),
    ("4", "L’aide prend fin si la coopérative"),
    ("4(a)", "navigue sans second pilote à bord entre le coucher du soleil et la cloche du matin;"),
    ("4(b)", "vend le bateau avant 2036 sans avoir demandé l’accord écrit de la fédération des bacs."),
    ("5", "Chaque printemps, les vérificateurs du fonds publient, pour chaque lac, le nombre des bateaux achetés."),
    ("6", "L’économie sociale et solidaire des lacs est représentée par deux personnes au conseil du fonds."),
]


def texts() -> Iterator[tuple[Document, Version]]:
    """Yield the charter in both languages."""
    yield CHARTER, version(CHARTER, Language.EN, Status.OFFICIAL, EN, ("Grants",))
    yield CHARTER, version(CHARTER, Language.FR, Status.OFFICIAL, FR, ("Aides",))


def corrected() -> Iterator[tuple[Document, Version]]:
    """Yield the charter after a correction of its third paragraph, in English."""
    changed = [(at, text.replace("90 days", "60 days")) for at, text in EN]
    yield CHARTER, version(CHARTER, Language.EN, Status.OFFICIAL, changed, ("Grants",))
    yield CHARTER, version(CHARTER, Language.FR, Status.OFFICIAL, FR, ("Aides",))
