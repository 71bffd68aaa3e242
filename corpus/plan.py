"""A plan of action read from the library: objectives with their resources, outputs, rows with their columns, the total.

Whatever document holds such a table (`corpus.outline.plan_table`) has a plan. Each line is known in the languages there
are: its facts (points, outputs, years, sums) are those of the official text where there is one, its words those of the
version that serves the reader best. Where two versions state different facts, that is told, and so is a wrong sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.library.rows import StoredRendition
from corpus.text.amounts import Amount, find_amounts
from corpus.text.folding import fold
from corpus.types import TEXTS, Language, Role, Status

_OBJECTIVE = re.compile(r"action plan, objective (\d+)")
_OUTPUT = re.compile(r"action plan (\d+\.\d+)")
_POINT = re.compile(r"(\d{1,2})(?:\s?,?\s?\(?\s?([a-z])\))?", re.IGNORECASE)
_PROGRAMME = re.compile(r"(?:[A-Z]|\d{1,2})\.\d{1,2}", re.IGNORECASE)
_YEAR = re.compile(r"20\d\d")
_NUMBERED_TITLE = re.compile(
    r"^(?:Objecti(?:f|ve)|Objetivo|Produit|Output|Producto)\s+\d+(?:\.\d+)?\s?[.:–—-](?!\d)\s*"
)
_RESOURCES = re.compile(
    r"\s*(?:Estimation des ressources|Ressources estimées|Estimated resource|Resource estimate|"
    r"Estimación de (?:los )?recursos|Recursos estimados)",
    re.IGNORECASE,
)
# A total is stated where the word stands shortly before a sum: “a total cost of about 37.5 million”.
_TOTAL = re.compile(r"\btotal\w*\b[^.;:]{0,80}$")


@dataclass(frozen=True, slots=True)
class Wording:
    """A line of the plan as one version says it."""

    language: Language
    status: Status
    text: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """A deliverable: the points of the Conclusions it answers, as `9(n)`, its programme outputs, first and last year.

    `wordings` has the one that serves the reader first; `texts` holds their deliverables alone, by language.
    """

    locator: str
    output: str
    points: tuple[str, ...]
    programme: tuple[str, ...]
    first: int | None
    last: int | None
    deliverable: str
    texts: Mapping[Language, str]
    wordings: tuple[Wording, ...]

    @property
    def objective(self) -> str:
        """The number of the objective it serves."""
        return self.output.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Output:
    """An output of the plan: `1.2` and its title."""

    locator: str
    number: str
    title: str
    wordings: tuple[Wording, ...]

    @property
    def objective(self) -> str:
        """The number of the objective it serves."""
        return self.number.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Objective:
    """An objective: its number and title, and the resources it is estimated to need, None where none are stated."""

    locator: str
    number: str
    title: str
    resources: Amount | None
    wordings: tuple[Wording, ...]

    @property
    def titles(self) -> dict[Language, str]:
        """Its title in each language there is."""
        return {each.language: _title_alone(each.text) for each in self.wordings}


@dataclass(frozen=True, slots=True)
class Total:
    """The sum that the document states for all of the plan, and the paragraph that states it."""

    locator: str
    amount: Amount
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan of action for a reader of `language`.

    `period` is the locator of the paragraph that states the years its rows have, None where none does; `differing` are
    the locators whose versions state other facts.
    """

    document: str
    language: Language
    objectives: tuple[Objective, ...]
    outputs: tuple[Output, ...]
    rows: tuple[Row, ...]
    total: Total | None
    period: str | None = None
    differing: tuple[str, ...] = ()

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year of its rows, None where no row has one."""
        known = [year for row in self.rows for year in (row.first, row.last) if year is not None]
        return (min(known), max(known)) if known else None

    @property
    def sum(self) -> Amount | None:
        """What the resources of all objectives add up to; None unless each states some, in one currency."""
        found = [each.resources for each in self.objectives if each.resources]
        if len(found) < len(self.objectives) or len({each.currency for each in found}) != 1:
            return None
        return Amount(sum((each.value for each in found), Decimal(0)), found[0].currency, "")

    @property
    def adds_up(self) -> bool | None:
        """Whether the objectives add up to the total stated; None where one of the two is missing."""
        own = self.sum
        return None if own is None or self.total is None else own.value == self.total.amount.value

    def objective(self, number: str) -> Objective | None:
        """Return an objective by its number."""
        return next((each for each in self.objectives if each.number == number), None)


def plan_of(document: str, renditions: Iterable[StoredRendition], language: Language) -> Plan | None:
    """Return the plan that a document's renditions hold, for a reader of `language`; None where they hold no row."""
    by_locator: dict[str, list[StoredRendition]] = {}
    for stored in renditions:
        by_locator.setdefault(stored.rendition.locator, []).append(stored)
    groups = [sorted(group, key=lambda each: _preference(each, language)) for group in by_locator.values()]
    rows = sorted((_row(group) for group in groups if _role(group) is Role.ROW), key=lambda row: _order(row.locator))
    if not rows:
        return None
    objectives = sorted(
        (_objective(group) for group in groups if _role(group) is Role.OBJECTIVE), key=lambda each: int(each.number)
    )
    total = _total(groups, {each.resources.currency for each in objectives if each.resources})
    plan = Plan(
        document,
        language,
        tuple(objectives),
        tuple(
            sorted((_output(group) for group in groups if _role(group) is Role.OUTPUT), key=lambda o: _order(o.locator))
        ),
        tuple(rows),
        total,
        differing=tuple(_differing(groups)),
    )
    return replace(plan, period=_period(groups, plan))


def points_in(text: str) -> tuple[str, ...]:
    """Return the points that a cell lists, canonical.

    >>> points_in("9 n), 16, c); 8")
    ('9(n)', '16(c)', '8')
    """
    return tuple(f"{m[1]}({m[2].lower()})" if m[2] else m[1] for m in _POINT.finditer(text))


def _preference(stored: StoredRendition, language: Language) -> tuple[bool, bool, str]:
    """Order versions for a reader: in their language first, official before notes, then by language."""
    return stored.language is not language, stored.status not in TEXTS, stored.language


def _role(group: Sequence[StoredRendition]) -> Role:
    """Return the part a paragraph plays, as its official text has it where there is one."""
    return _authority(group).rendition.role


def _authority(group: Sequence[StoredRendition]) -> StoredRendition:
    """Return the rendition whose facts count: official, and a row with its columns before one without."""
    return min(group, key=lambda each: (each.status not in TEXTS, not each.rendition.cells))


def _row(group: Sequence[StoredRendition]) -> Row:
    rendition = _authority(group).rendition
    cells = rendition.cells or {}
    years = [int(year) for year in _YEAR.findall(cells.get("years", ""))]
    texts = {
        each.language: (each.rendition.cells or {}).get("deliverable", each.rendition.text) for each in group[::-1]
    }
    return Row(
        rendition.locator,
        (rendition.parent or rendition.locator).removeprefix("action plan ").partition("(")[0],
        points_in(cells.get("points", "")),
        tuple(each.upper() for each in _PROGRAMME.findall(cells.get("outputs", ""))),
        min(years, default=None),
        max(years, default=None),
        texts[group[0].language],
        texts,
        _wordings(group),
    )


def _output(group: Sequence[StoredRendition]) -> Output:
    locator = group[0].rendition.locator
    number = _OUTPUT.fullmatch(locator)
    return Output(locator, number[1] if number else locator, _title(group[0].rendition.text), _wordings(group))


def _objective(group: Sequence[StoredRendition]) -> Objective:
    locator = group[0].rendition.locator
    number = _OBJECTIVE.fullmatch(locator)
    resources = next(find_amounts(_authority(group).rendition.text), None)
    title = _title_alone(group[0].rendition.text)
    return Objective(locator, number[1] if number else locator, title, resources, _wordings(group))


def _title(text: str) -> str:
    """Return a title without its number, which is shown beside it."""
    return _NUMBERED_TITLE.sub("", text)


def _title_alone(text: str) -> str:
    """Return the title of an objective without its number and its resources."""
    return _title(_RESOURCES.split(text)[0].strip())


def _wordings(group: Sequence[StoredRendition]) -> tuple[Wording, ...]:
    """Return how the versions say a line, the one that serves the reader first, each language once."""
    by_language = {each.language: each for each in reversed(group)}
    chosen = [each for each in group if by_language[each.language] is each]
    return tuple(Wording(each.language, each.status, each.rendition.text, each.rendition.page) for each in chosen)


def _total(groups: Iterable[Sequence[StoredRendition]], currencies: set[str]) -> Total | None:
    """Return the first total that a numbered paragraph states in the plan's currency, as its official text has it."""
    if len(currencies) != 1:
        return None
    for group in groups:
        if _role(group) in (Role.PARAGRAPH, Role.ITEM):
            rendition = _authority(group).rendition
            for amount in find_amounts(rendition.text):
                before = fold(rendition.text[: rendition.text.index(amount.words)])
                if amount.currency in currencies and _TOTAL.search(before):
                    return Total(rendition.locator, amount, _wordings(group))
    return None


def _period(groups: Iterable[Sequence[StoredRendition]], plan: Plan) -> str | None:
    """Return the place of the paragraph that states the plan's years, that of the total first; None where none does."""
    if plan.years is None:
        return None
    first, last = plan.years
    stated = re.compile(rf"\b{first}(?:\s?[-–]\s?| (?:to|and|until|a|et|y|al) ){last}\b")
    places = [
        group[0].rendition.locator
        for group in groups
        if _role(group) in (Role.PARAGRAPH, Role.ITEM) and stated.search(fold(_authority(group).rendition.text))
    ]
    own = plan.total.locator if plan.total else None
    return own if own in places else next(iter(places), None)


def _differing(groups: Iterable[Sequence[StoredRendition]]) -> Iterator[str]:
    """Yield the places where two versions state other points, outputs, years or sums."""
    for group in groups:
        facts: set[tuple[object, ...]] = set()
        if _role(group) is Role.ROW:
            facts = {(row.points, row.programme, row.first, row.last) for each in group if (row := _row([each])).points}
        elif _role(group) is Role.OBJECTIVE:
            facts = {(each.value, each.currency) for one in group for each in find_amounts(one.rendition.text)}
        if len(facts) > 1:
            yield group[0].rendition.locator


def _order(locator: str) -> tuple[int, ...]:
    """Return a key by which the places of a plan stand in its order."""
    return tuple(int(number) for number in re.findall(r"\d+", locator))
