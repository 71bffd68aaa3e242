"""What a question asks of a plan of action: which rows, how many, or how much; None where it asks something else.

A question about something else must not be answered from the plan. So what the reading leaves over is kept: a question
is the plan's if its rows are named by points or programme outputs, or if nothing is left that the plan does not know.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum

from assistant.plan import patterns as says
from assistant.plan.condition_parser import Columns
from assistant.plan.conditions import Conditions
from corpus.text.folding import fold, fold_spaces

_CAPITAL = re.compile(r"(?<=\w[\s'’-])(?:[A-ZÀ-Ý]\w+)")


class Wanted(StrEnum):
    """What is asked: rows, how many of them, or sums of money."""

    ROWS = "rows"
    COUNT = "count"
    PERIOD = "period"  # of the whole, an objective or an output
    RESOURCES = "resources"  # of one objective
    SUM = "sum"  # of some objectives
    DIFFERENCE = "difference"  # between two objectives
    SHARE = "share"  # of one objective, in the whole
    SPLIT = "split"  # over the objectives
    MOST = "most"
    LEAST = "least"
    EXTREME = "extreme"  # the rows that list the most, or the fewest, of a column
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question read: what is wanted, on which conditions, and the words that were not understood.

    `noun` is what is counted: `objectives`, `outputs` or `rows`; a `loose` question does not say that it wants rows.
    `column` is the one an extreme is asked of, `points` or `programme`, and `most` whether its largest number is.
    `output` is the one whose cost is asked, where only that of its objective is stated.
    `objectives` are the several that are added or compared. `names` are those of the words not understood that are
    written as names, with a capital. A sum of one objective that has no number is of the one whose title they name.
    """

    wanted: Wanted
    conditions: Conditions = field(default_factory=Conditions)
    noun: str = "rows"
    loose: bool = False
    column: str = ""
    most: bool = True
    output: str = ""
    objectives: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def by_numbers(self) -> bool:
        """Whether it names points or programme outputs, which nothing but a plan's table lists."""
        return self.wanted is Wanted.EXTREME or bool(
            self.conditions.points or self.conditions.programme or self.conditions.without
        )


def asked_of_plan(question: str) -> Asked | None:
    """Return what a question asks of a plan, None where it asks nothing of one.

    >>> asked_of_plan("Which outputs correspond to point 9 n) of the Conclusions?").conditions.points
    ('9(n)',)
    """
    folded = fold_spaces(question)
    for read in (_Reading.extreme, _Reading.sum, _Reading.period, _Reading.count, _Reading.rows, _Reading.by_title):
        reading = _Reading(folded)
        if asked := read(reading):
            unread, capitals = reading.unread(), {fold(word) for word in _CAPITAL.findall(question)}
            return replace(asked, unread=unread, names=tuple(word for word in unread if word in capitals))
    return None


class _Reading(Columns):
    """A question read for what it wants of a plan."""

    def extreme(self) -> Asked | None:
        """Read a question for the rows that list the most, or the fewest, points or programme outputs."""
        if not says.ABOUT_LINES.search(self._whole) or says.NOT.search(self._whole):
            return None
        match = self._take(says.MOST_LISTED)
        if match is None:
            return None
        column = "points" if match["points"] else "programme"
        return Asked(Wanted.EXTREME, Conditions(objective=self._objective()), column=column, most=bool(match["most"]))

    def sum(self) -> Asked | None:
        """Read a question about money: of an objective, of all of them, of the whole."""
        if says.MANY_OTHERS.search(self._whole):
            return None
        money = says.MONEY.search(says.PROGRAMME_NAME.sub(" ", self._whole))
        share = says.SHARE.search(self._whole)
        if several := self._several(about_money=bool(money or share)):
            return Asked(Wanted.SPLIT) if share else several
        if money and not share and (uncosted := self._output_costed()):
            return uncosted
        if (money or share) and (number := self._objective()):
            if says.NOT.search(self._whole):
                return None
            return Asked(Wanted.SHARE if share else Wanted.RESOURCES, Conditions(objective=number))
        if wanted := self._compared(about_money=bool(money or share)):
            return Asked(wanted)
        if says.TOTAL_OF_OBJECTIVES.search(self._whole) or (money and says.WHOLE_PLAN.search(self._whole)):
            return Asked(Wanted.TOTAL)
        return None

    def _output_costed(self) -> Asked | None:
        """Read a question for what one output costs: its plan states that of its objective alone."""
        if re.search(rf"\b{says.OBJECTIVES}\b", self._whole) or says.NOT.search(self._whole):
            return None
        match = self._take(says.OUTPUT)
        if match is None:
            return None
        number = match["number"]
        return Asked(Wanted.RESOURCES, Conditions(objective=number.partition(".")[0]), output=number)

    def _several(self, *, about_money: bool) -> Asked | None:
        """Read a question that adds the sums of several objectives, or asks for the difference of two."""
        numbers = Columns(self._whole)._objectives()
        if len(numbers) < 2 or says.NOT.search(self._whole):
            return None
        different, together = says.DIFFERENCE.search(self._whole), says.TOGETHER.search(self._whole)
        if not about_money and (not (different or together) or says.ABOUT_PARTS.search(self._whole)):
            return None
        self._objectives()
        self._take_all(says.DIFFERENCE if different else says.TOGETHER)
        wanted = Wanted.DIFFERENCE if different and len(numbers) == 2 else Wanted.SUM
        return Asked(wanted, objectives=numbers)

    def _compared(self, *, about_money: bool) -> Wanted | None:
        """Read a comparison of all objectives: which gets most or least, or what each gets."""
        if not re.search(rf"\b{says.OBJECTIVES}\b", self._whole):
            return None
        if about_money and says.EACH_OBJECTIVE.search(self._whole):
            return Wanted.SPLIT
        if not (about_money or says.GETS.search(self._whole)):
            return None
        if says.LEAST.search(self._whole):
            return Wanted.LEAST
        return Wanted.MOST if says.MOST.search(self._whole) else None

    def period(self) -> Asked | None:
        """Read a question for the years of the plan, of an objective or of an output."""
        if says.OTHER_PLANS.search(self._whole) or not says.PERIOD_ASKED.search(self._whole):
            return None
        conditions = Conditions(
            objective=self._objective(), output=(self._take(says.OUTPUT) or {"number": None})["number"]
        )
        if not conditions and not says.WHOLE_PLAN.search(self._whole):
            return None
        self._take_all(says.PERIOD_WORDS)
        return Asked(Wanted.PERIOD, conditions)

    def by_title(self) -> Asked | None:
        """Read a question for the sum of an objective that words of its title name: which, its plan must tell."""
        named = says.PROGRAMME_NAME.sub(" ", self._whole)
        turned = any(words.search(self._whole) for words in (says.NOT, says.MOST, says.LEAST, says.EXTREME))
        if turned or says.MANY_OTHERS.search(self._whole) or not says.AMOUNT.search(named):
            return None
        return Asked(Wanted.SHARE if says.SHARE.search(self._whole) else Wanted.RESOURCES)

    def count(self) -> Asked | None:
        """Read a question for how many objectives, outputs or rows there are, on whatever conditions."""
        match = says.COUNT.search(self._whole)
        if not match:
            return None
        noun = next(
            (name for name, words in (("objectives", says.OBJECTIVES), ("outputs", says.OUTPUTS))
             if re.fullmatch(words, match["noun"])), "rows",
        )  # fmt: skip
        if noun == "objectives" and not re.search(r"\bplans?\b", self._whole):
            return None  # how many objectives a strategy has is for its own text to say
        conditions = self._conditions()
        return None if conditions is None else Asked(Wanted.COUNT, conditions, noun)

    def rows(self) -> Asked | None:
        """Read a question for rows by their columns."""
        conditions = self._conditions()
        if not conditions or conditions == Conditions(output=conditions.output):
            return None  # an output named alone is a place, and shown as one
        numbered = conditions.points or conditions.programme or conditions.without
        timed = (conditions.ends_from, conditions.ends_to) != (None, None)
        if self._take(says.HAPPENS):
            return Asked(Wanted.ROWS, conditions, loose=True)
        if not says.ABOUT_ROWS.search(self._whole):
            # “What is due in 2023?” may be about anything: its rows answer only if nothing else is left to understand.
            return Asked(Wanted.ROWS, conditions, loose=True) if timed and says.WHAT.search(self._whole) else None
        if not (numbered or timed) and not says.ROWS_WANTED.search(self._whole):
            return None
        if conditions == Conditions(objective=conditions.objective) and not says.ABOUT_LINES.search(self._whole):
            return Asked(Wanted.COUNT, conditions, "outputs")  # an objective’s outputs are what it is divided into
        return Asked(Wanted.ROWS, conditions)
