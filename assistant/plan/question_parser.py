"""What a question asks of a plan of action: which rows, how many, or how much; None where it asks something else.

A question about something else must not be answered from the plan. So what the reading leaves over is kept: a question
is the plan's if its rows are named by points or programme outputs, or if nothing is left that the plan does not know.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum

from assistant.plan import patterns
from assistant.plan.condition_parser import ConditionParser
from assistant.plan.conditions import Conditions
from corpus.text.folding import fold, fold_spaces

_CAPITAL = re.compile(r"(?<=\w[\s'’-])(?:[A-ZÀ-Ý]\w+)")


class Aim(StrEnum):
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
class PlanQuestion:
    """A question about a plan: what is wanted, on which conditions, and the words that were not understood.

    `noun` is what is counted: `objectives`, `outputs` or `rows`; a `loose` question does not say that it wants rows.
    `column` is the one an extreme is asked of, `points` or `programme`, and `most` whether its largest number is.
    `output` is the one whose cost is asked, where only that of its objective is stated.
    `objectives` are the several that are added or compared. `names` are those of the words not understood that are
    written as names, with a capital. A sum of one objective that has no number is of the one whose title they name.
    """

    wanted: Aim
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
        return self.wanted is Aim.EXTREME or bool(
            self.conditions.points or self.conditions.programme or self.conditions.without
        )


def parse_plan_question(question: str) -> PlanQuestion | None:
    """Return what a question asks of a plan, None where it asks nothing of one.

    >>> parse_plan_question("Which outputs correspond to point 9 n) of the Conclusions?").conditions.points
    ('9(n)',)
    """
    folded = fold_spaces(question)
    parse = _QuestionParser
    for read in (parse.extreme, parse.sum, parse.period, parse.count, parse.rows, parse.by_title):
        parser = _QuestionParser(folded)
        if found := read(parser):
            unread, capitals = parser.unread(), {fold(word) for word in _CAPITAL.findall(question)}
            return replace(found, unread=unread, names=tuple(word for word in unread if word in capitals))
    return None


class _QuestionParser(ConditionParser):
    """Reads what a question wants of a plan: one kind of question a method."""

    def extreme(self) -> PlanQuestion | None:
        """Read a question for the rows that list the most, or the fewest, points or programme outputs."""
        if not patterns.ABOUT_LINES.search(self._whole) or patterns.NOT.search(self._whole):
            return None
        match = self._take(patterns.MOST_LISTED)
        if match is None:
            return None
        column = "points" if match["points"] else "programme"
        return PlanQuestion(
            Aim.EXTREME, Conditions(objective=self._objective()), column=column, most=bool(match["most"])
        )

    def sum(self) -> PlanQuestion | None:
        """Read a question about money: of an objective, of all of them, of the whole."""
        if patterns.MANY_OTHERS.search(self._whole):
            return None
        money = patterns.MONEY.search(patterns.PROGRAMME_NAME.sub(" ", self._whole))
        share = patterns.SHARE.search(self._whole)
        if several := self._several(about_money=bool(money or share)):
            return PlanQuestion(Aim.SPLIT) if share else several
        if money and not share and (uncosted := self._output_costed()):
            return uncosted
        if (money or share) and (number := self._objective()):
            if patterns.NOT.search(self._whole):
                return None
            return PlanQuestion(Aim.SHARE if share else Aim.RESOURCES, Conditions(objective=number))
        if wanted := self._compared(about_money=bool(money or share)):
            return PlanQuestion(wanted)
        if patterns.TOTAL_OF_OBJECTIVES.search(self._whole) or (money and patterns.WHOLE_PLAN.search(self._whole)):
            return PlanQuestion(Aim.TOTAL)
        return None

    def _output_costed(self) -> PlanQuestion | None:
        """Read a question for what one output costs: its plan states that of its objective alone."""
        if re.search(rf"\b{patterns.OBJECTIVES}\b", self._whole) or patterns.NOT.search(self._whole):
            return None
        match = self._take(patterns.OUTPUT)
        if match is None:
            return None
        number = match["number"]
        return PlanQuestion(Aim.RESOURCES, Conditions(objective=number.partition(".")[0]), output=number)

    def _several(self, *, about_money: bool) -> PlanQuestion | None:
        """Read a question that adds the sums of several objectives, sets two apart, or asks which gets more."""
        numbers = ConditionParser(self._whole)._objectives()
        if len(numbers) < 2 or patterns.NOT.search(self._whole):
            return None
        different, together = patterns.DIFFERENCE.search(self._whole), patterns.TOGETHER.search(self._whole)
        extreme = None if different or together else self._extreme()
        set_apart = different or together or (extreme and patterns.GETS.search(self._whole))
        if not about_money and (not set_apart or patterns.ABOUT_PARTS.search(self._whole)):
            return None
        self._objectives()
        if extreme:
            return PlanQuestion(extreme, objectives=numbers)
        self._take_all(patterns.DIFFERENCE if different else patterns.TOGETHER)
        wanted = Aim.DIFFERENCE if different and len(numbers) == 2 else Aim.SUM
        return PlanQuestion(wanted, objectives=numbers)

    def _compared(self, *, about_money: bool) -> Aim | None:
        """Read a comparison of all objectives: which gets most or least, or what each gets."""
        if not re.search(rf"\b{patterns.OBJECTIVES}\b", self._whole):
            return None
        if about_money and patterns.EACH_OBJECTIVE.search(self._whole):
            return Aim.SPLIT
        if not (about_money or patterns.GETS.search(self._whole)):
            return None
        return self._extreme()

    def _extreme(self) -> Aim | None:
        """Read whether the most is asked for, or the least."""
        if patterns.LEAST.search(self._whole):
            return Aim.LEAST
        return Aim.MOST if patterns.MOST.search(self._whole) else None

    def period(self) -> PlanQuestion | None:
        """Read a question for the years of the plan, of an objective or of an output."""
        if patterns.OTHER_PLANS.search(self._whole) or not patterns.PERIOD_ASKED.search(self._whole):
            return None
        conditions = Conditions(
            objective=self._objective(), output=(self._take(patterns.OUTPUT) or {"number": None})["number"]
        )
        if not conditions and not patterns.WHOLE_PLAN.search(self._whole):
            return None
        self._take_all(patterns.PERIOD_WORDS)
        return PlanQuestion(Aim.PERIOD, conditions)

    def by_title(self) -> PlanQuestion | None:
        """Read a question for the sum of an objective that words of its title name: which one depends on its plan."""
        named = patterns.PROGRAMME_NAME.sub(" ", self._whole)
        turned = any(
            words.search(self._whole) for words in (patterns.NOT, patterns.MOST, patterns.LEAST, patterns.EXTREME)
        )
        if turned or patterns.MANY_OTHERS.search(self._whole) or not patterns.AMOUNT.search(named):
            return None
        return PlanQuestion(Aim.SHARE if patterns.SHARE.search(self._whole) else Aim.RESOURCES)

    def count(self) -> PlanQuestion | None:
        """Read a question for how many objectives, outputs or rows there are, on whatever conditions."""
        match = patterns.COUNT.search(self._whole)
        if not match:
            return None
        noun = next(
            (name for name, words in (("objectives", patterns.OBJECTIVES), ("outputs", patterns.OUTPUTS))
             if re.fullmatch(words, match["noun"])), "rows",
        )  # fmt: skip
        if noun == "objectives" and not re.search(r"\bplans?\b", self._whole):
            return None  # how many objectives a strategy has is for its own text to say
        conditions = self._conditions()
        return None if conditions is None else PlanQuestion(Aim.COUNT, conditions, noun)

    def rows(self) -> PlanQuestion | None:
        """Read a question for rows by their columns."""
        conditions = self._conditions()
        if not conditions or conditions == Conditions(output=conditions.output):
            return None  # an output named alone is a place, and shown as one
        numbered = conditions.points or conditions.programme or conditions.without
        timed = (conditions.ends_from, conditions.ends_to) != (None, None)
        if self._take(patterns.HAPPENS):
            return PlanQuestion(Aim.ROWS, conditions, loose=True)
        if not patterns.ABOUT_ROWS.search(self._whole):
            # “What is due in 2023?” may be about anything: its rows answer only if nothing else is left to understand.
            return (
                PlanQuestion(Aim.ROWS, conditions, loose=True) if timed and patterns.WHAT.search(self._whole) else None
            )
        if not (numbered or timed) and not patterns.ROWS_WANTED.search(self._whole):
            return None
        if conditions == Conditions(objective=conditions.objective) and not patterns.ABOUT_LINES.search(self._whole):
            return PlanQuestion(Aim.COUNT, conditions, "outputs")  # an objective’s outputs are what it is divided into
        return PlanQuestion(Aim.ROWS, conditions)
