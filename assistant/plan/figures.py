"""What is worked out from a plan: sums and the total stated, periods, the rows that list the most or the fewest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from assistant.composition import Composition
from assistant.plan.question_parser import Aim, PlanQuestion
from assistant.plan.wording import condition_names, percent
from corpus.plan import Objective, Plan, Row
from corpus.text.amounts import Amount, written
from corpus.text.typography import listed, years_written

_SAID = {
    ("points", True): "plan.most_points",
    ("points", False): "plan.fewest_points",
    ("programme", True): "plan.most_programme",
    ("programme", False): "plan.fewest_programme",
}

_KEYS = {Aim.MOST: "plan.resources_most", Aim.LEAST: "plan.resources_least"}
_KEYS_OF_SOME = {Aim.MOST: "plan.resources_more", Aim.LEAST: "plan.resources_less"}


class ResourceCalculator:
    """Computes the resources of one plan: which lines answer a question, and what they state."""

    def __init__(self, plan: Plan) -> None:
        """Work on a plan."""
        self._plan = plan
        self._costed = [each for each in plan.objectives if each.resources]

    def places(self, question: PlanQuestion) -> Iterator[str]:
        """Yield the locators of the lines that an answer is computed from; none where the plan does not state them."""
        total = [self._plan.total.locator] if self._plan.total else []
        number = question.conditions.objective
        asked_of = {*question.objectives, *([number] if number is not None else [])}
        if not asked_of <= {each.number for each in self._costed}:
            return
        if question.objectives and not self._are_all(question):
            if self._plan.sum:
                yield from (each.locator for each in self._several(question))
        elif question.wanted is Aim.RESOURCES:
            yield from (each.locator for each in self._costed if each.number == number)
        elif question.wanted is Aim.TOTAL:
            yield from (*total, *(each.locator for each in self._costed))
        elif self._plan.sum:  # a comparison needs every objective, in one currency
            first = [each.locator for each in self._ordered(question)]
            yield from (*first, *total)

    def statement(self, question: PlanQuestion, numbers: Mapping[str, int], composition: Composition) -> str:
        """Return the statement on top of the lines quoted; `numbers` has the citation of each."""
        writer = _StatementWriter(self._plan, numbers, composition)
        if question.objectives and not self._are_all(question):
            return "\n".join(writer.together(question, self._several(question)))
        return "\n".join(writer.lines(question, self._ordered(question)))

    def _are_all(self, question: PlanQuestion) -> bool:
        """Tell whether all objectives are added, so that the document's total is theirs; a difference is of two."""
        return question.wanted is Aim.SUM and len(question.objectives) >= len(self._plan.objectives)

    def _several(self, question: PlanQuestion) -> list[Objective]:
        """Return the objectives that are added or compared, in the order in which they are named."""
        return sorted(
            (each for each in self._costed if each.number in question.objectives),
            key=lambda each: question.objectives.index(each.number),
        )

    def _ordered(self, question: PlanQuestion) -> list[Objective]:
        """Return the objectives that state resources: the one asked for first, or by amount."""
        if question.wanted in (Aim.MOST, Aim.LEAST):
            sign = -1 if question.wanted is Aim.MOST else 1
            return sorted(self._costed, key=lambda each: sign * each.resources.value if each.resources else 0)
        return sorted(self._costed, key=lambda each: each.number != question.conditions.objective)


class _StatementWriter:
    """Writes what the figures are, each with the number of the line it is read from."""

    def __init__(self, plan: Plan, numbers: Mapping[str, int], composition: Composition) -> None:
        """Write in the language of a composition."""
        self._plan, self._numbers, self._composition = plan, numbers, composition
        self._language = composition.language

    def lines(self, question: PlanQuestion, ordered: Sequence[Objective]) -> Iterator[str]:
        """Yield the statement line by line."""
        first = ordered[0] if ordered else None
        if question.wanted is Aim.RESOURCES and first:
            if question.output:
                yield self._say("plan.resources_no_output", number=question.output)
            yield self._say("plan.resources_one", number=first.number, amount=self._cited(first))
        elif question.wanted is Aim.SHARE and first and first.resources and (own := self._plan.sum):
            share = percent(first.resources.value, own.value, self._language)
            yield self._say("plan.resources_share", number=first.number, amount=self._cited(first),
                            sum=self._written(own), share=share)  # fmt: skip
            yield self._addition()
        elif question.wanted is Aim.TOTAL:
            if self._plan.total:
                cited = f"{self._written(self._plan.total.amount)} [{self._numbers[self._plan.total.locator]}]"
                yield self._say("plan.resources_total", amount=cited)
            if self._plan.sum:
                yield self._addition()
            elif ordered:
                yield self._say("plan.resources_unsummed", terms=self._terms(ordered))
        elif own := self._plan.sum:
            yield from self._compared(question, ordered, own)

    def together(self, question: PlanQuestion, objectives: Sequence[Objective]) -> Iterator[str]:
        """Yield which of some objectives gets most or least, the difference of two, or their sum; with their lines."""
        largest = sorted(objectives, key=lambda each: each.resources.value if each.resources else 0, reverse=True)
        values = [each.resources.value for each in largest if each.resources]
        numbers = listed([each.number for each in objectives], self._language)
        key = _KEYS_OF_SOME.get(question.wanted)
        first, *others = largest[::-1] if question.wanted is Aim.LEAST else largest
        if key and all(each.resources != first.resources for each in others):
            yield self._say(key, numbers=numbers, number=first.number, amount=self._cited(first))
            yield from (
                self._say("plan.resources_one", number=each.number, amount=self._cited(each)) for each in others
            )
            return
        currency = next(each.resources.currency for each in largest if each.resources)
        if len(largest) == 2 and (key or question.wanted is Aim.DIFFERENCE):
            result, terms = values[0] - values[1], " − ".join(self._cited(each) for each in largest)
            key = "plan.resources_difference"
        else:
            result, terms, key = sum(values, Decimal(0)), self._terms(objectives), "plan.resources_sum"
        said = written(result, currency, self._language).removesuffix(".")  # the sentence’s own stop closes «É.-U.»
        yield self._say(key, numbers=numbers, terms=terms, result=said)

    def _compared(self, question: PlanQuestion, ordered: Sequence[Objective], own: Amount) -> Iterator[str]:
        """Yield which objective gets most or least, and what each gets."""
        if question.wanted in _KEYS:
            tied = [each for each in ordered if each.resources and ordered[0].resources
                    and each.resources.value == ordered[0].resources.value]  # fmt: skip
            names = listed([each.number for each in tied], self._language)
            yield self._say(_KEYS[question.wanted], number=names, amount=self._cited(ordered[0]))
        for each in ordered:
            if each.resources:
                share = percent(each.resources.value, own.value, self._language)
                yield self._say("plan.resources_line", number=each.number, share=share, amount=self._cited(each))
        yield self._addition()

    def _addition(self) -> str:
        """Return the sum of the objectives with all its terms, next to the total that the document states."""
        own, total = self._plan.sum, self._plan.total
        if own is None:
            raise ValueError("objectives that do not add up cannot be added")
        terms, amount = self._terms([each for each in self._plan.objectives if each.resources]), self._written(own)
        if total is None:
            return self._say("plan.resources_no_total", terms=terms, sum=amount)
        stated = f"{self._written(total.amount)} [{self._numbers[total.locator]}]"
        if self._plan.adds_up:
            return self._say("plan.resources_agrees", terms=terms, total=stated)
        return self._say("plan.resources_differs", terms=terms, sum=amount, total=stated)

    def _terms(self, objectives: Sequence[Objective]) -> str:
        """Return the sums of objectives as terms of an addition."""
        return " + ".join(self._cited(each) for each in objectives)

    def _cited(self, objective: Objective) -> str:
        """Return what an objective gets, with the number of its line."""
        if objective.resources is None:
            raise ValueError(f"objective {objective.number} states no resources")
        return f"{self._written(objective.resources)} [{self._numbers[objective.locator]}]"

    def _written(self, amount: Amount) -> str:
        return written(amount.value, amount.currency, self._language)

    def _say(self, key: str, /, **values: object) -> str:
        return self._composition.say(key, **values)


def extreme_places(plan: Plan, question: PlanQuestion) -> Iterator[str]:
    """Yield the rows, of all that meet the conditions and list anything, with the extreme number; all where several."""
    rows = [row for row in question.conditions.rows(plan) if _listed(row, question)]
    if rows:
        extreme = (max if question.most else min)(_listed(row, question) for row in rows)
        yield from (row.locator for row in rows if _listed(row, question) == extreme)


def extreme_statement(rows: Sequence[Row], question: PlanQuestion, composition: Composition) -> str:
    """Say how many the rows found list: counted by us, from the table."""
    return composition.say(_SAID[question.column, question.most], count=len(rows), number=_listed(rows[0], question))


def _listed(row: Row, question: PlanQuestion) -> int:
    """Return how many a row lists in the column asked about; a point and its letters count as the row lists them."""
    return len(row.points if question.column == "points" else row.programme)


def period_places(plan: Plan, question: PlanQuestion) -> Iterator[str]:
    """Yield the locators that have the years: the paragraph that states them, else rows; none where no row has any."""
    rows = _dated(plan, question)
    if question.conditions:
        yield from (row.locator for row in rows)
    elif plan.period:
        yield plan.period
    elif rows:
        yield from dict.fromkeys((_earliest(rows).locator, _latest(rows).locator))


def period_statement(plan: Plan, question: PlanQuestion, numbers: Mapping[str, int], composition: Composition) -> str:
    """Return the years in words, and whether the document states them or they are computed from the rows."""
    rows = _dated(plan, question)
    first, last = _earliest(rows).first, _latest(rows).last
    years = years_written(first, last, composition.language)
    values = {"first": first, "last": last}
    computed = composition.say("plan.period_computed", count=len(rows), **values)
    if question.conditions:
        part = condition_names(question.conditions, composition.language)
        said = composition.say("plan.period_part", part=part[:1].upper() + part[1:], years=years)
        return f"{said}\n{computed}"
    said = composition.say("plan.period", years=years, **values)
    if plan.period:
        stated = composition.say("plan.period_stated", number=numbers[plan.period], count=len(rows))
        return f"{said}\n{stated}"
    cited = "".join(f" [{number}]" for number in sorted(set(numbers.values())))
    return f"{said}\n{computed}{cited}"


def _dated(plan: Plan, question: PlanQuestion) -> list[Row]:
    """Return the rows asked about that have years."""
    return [row for row in question.conditions.rows(plan) if row.first is not None and row.last is not None]


def _earliest(rows: list[Row]) -> Row:
    return min(rows, key=lambda row: row.first or 0)


def _latest(rows: list[Row]) -> Row:
    return max(rows, key=lambda row: row.last or 0)
