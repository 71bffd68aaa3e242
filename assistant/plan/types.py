"""What `plan` returns: the plans loaded with their objectives, outputs, rows and sums, ready for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.types import AsJson


@dataclass(frozen=True, slots=True)
class Sum(AsJson):
    """A sum of money: in whole units of a currency, as the reader writes it, and in the words of the document.

    `words` is empty for a sum that we computed.
    """

    value: float
    currency: str
    written: str
    words: str


@dataclass(frozen=True, slots=True)
class PlanLine(AsJson):
    """A line of a plan: where it stands, its title, and the title's language and status.

    `number` is `1` for an objective, `1.2` for an output.
    """

    locator: str
    citation: str
    number: str
    title: str
    language: str
    status: str


@dataclass(frozen=True, slots=True)
class PlanObjective(PlanLine):
    """An objective with its resources, None where none are stated, and their share (0 to 1) of all objectives'."""

    resources: Sum | None
    share: float | None


@dataclass(frozen=True, slots=True)
class PlanRow(AsJson):
    """A row: `number` is `1.2(3)`, `points` are canonical, `texts` holds the deliverable in every language there is."""

    document: str
    locator: str
    citation: str
    number: str
    objective: str
    output: str
    deliverable: str
    language: str
    status: str
    points: tuple[str, ...]
    programme: tuple[str, ...]
    first: int | None
    last: int | None
    page: int | None
    url: str | None
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PlanTotal(AsJson):
    """The total that the document states, and where."""

    locator: str
    citation: str
    language: str
    status: str
    amount: Sum


@dataclass(frozen=True, slots=True)
class Absent(AsJson):
    """Why no row meets the conditions: a `value` that no row has, the values `known`, and the same in words (`told`).

    `name` is that of the filter (`point`, `objective`, `starting`…), or `together` where each condition can be met but
    not all of them at once.
    """

    name: str
    value: str
    known: tuple[str, ...]
    told: str


@dataclass(frozen=True, slots=True)
class PlanView(AsJson):
    """One plan, its rows being those that meet the conditions, of `all_rows`; objectives and outputs are all there.

    `absent` says why there are no rows, where there are none.
    `sum` is what the objectives add up to, `adds_up` whether that is the total stated (None where one is missing);
    `differing` are the references of lines whose versions state different facts.
    """

    document: str
    symbol: str | None
    title: str
    first: int | None
    last: int | None
    all_rows: int
    objectives: tuple[PlanObjective, ...]
    outputs: tuple[PlanLine, ...]
    rows: tuple[PlanRow, ...]
    total: PlanTotal | None
    sum: Sum | None
    adds_up: bool | None
    differing: tuple[str, ...]
    absent: tuple[Absent, ...] = ()


@dataclass(frozen=True, slots=True)
class Plans(AsJson):
    """What `plan` returns: `conditions` in words, how many rows meet them, and all plans, also those without any."""

    language: str
    conditions: str
    count: int
    plans: tuple[PlanView, ...]
