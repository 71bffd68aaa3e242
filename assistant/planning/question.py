"""What a question asks of a plan of action: which rows, how many, or how much; None where it asks something else.

A question about something else must not be answered from the plan. So what the reading leaves over is kept: a question
is the plan's if its rows are named by points or programme outputs, or if nothing is left that the plan does not know.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum

from assistant.planning import vocabulary as says
from assistant.planning.conditions import Conditions
from corpus.folding import fold, fold_spaces
from index.stop_words import STOP_WORDS

_WORD = re.compile(r"[^\W_]+(?:&[^\W_]+)?")
_CAPITAL = re.compile(r"(?<=\w[\s'’-])(?:[A-ZÀ-Ý]\w+)")
_STOPS = frozenset().union(*STOP_WORDS.values())


class Wanted(StrEnum):
    """What is asked: rows, how many of them, or sums of money."""

    ROWS = "rows"
    COUNT = "count"
    RESOURCES = "resources"  # of one objective
    SHARE = "share"  # of one objective, in the whole
    SPLIT = "split"  # over the objectives
    MOST = "most"
    LEAST = "least"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question read: what is wanted, on which conditions, and the words that were not understood.

    `noun` is what is counted: `objectives`, `outputs` or `rows`; a `loose` question does not say that it wants rows.
    `names` are those of the words not understood that are written as names, with a capital.
    """

    wanted: Wanted
    conditions: Conditions = field(default_factory=Conditions)
    noun: str = "rows"
    loose: bool = False
    unread: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def by_numbers(self) -> bool:
        """Whether it names points or programme outputs, which nothing but a plan's table lists."""
        return bool(self.conditions.points or self.conditions.programme or self.conditions.without)


def asked_of_plan(question: str) -> Asked | None:
    """Return what a question asks of a plan, None where it asks nothing of one.

    >>> asked_of_plan("Which outputs correspond to point 9 n) of the Conclusions?").conditions.points
    ('9(n)',)
    """
    reading = _Reading(fold_spaces(question))
    asked = reading.sum() or reading.count() or reading.rows()
    if asked is None:
        return None
    unread, capitals = reading.unread(), {fold(word) for word in _CAPITAL.findall(question)}
    return replace(asked, unread=unread, names=tuple(word for word in unread if word in capitals))


def by_columns(question: str) -> bool:
    """Tell whether a question asks for rows of a plan by their columns, so that no place it names is to be shown."""
    asked = asked_of_plan(question)
    return asked is not None and asked.wanted is Wanted.ROWS


class _Reading:
    """A question being read: what has been understood is blotted out, so that nothing is understood twice."""

    def __init__(self, folded: str) -> None:
        """Start with the whole question, folded, on one line."""
        self._whole = self._rest = folded

    def unread(self) -> tuple[str, ...]:
        """Return the words left that neither every question has nor one about a plan."""
        words = _WORD.findall(self._rest)
        return tuple(
            word for word in words if len(word) > 1 and word not in _STOPS and not says.FRAME.match(word)
            and not (word.isdigit() and len(word) < 4)
        )  # fmt: skip

    def sum(self) -> Asked | None:
        """Read a question about money: of an objective, of all of them, of the whole."""
        if says.MANY_OTHERS.search(self._whole):
            return None
        money = says.MONEY.search(says.PROGRAMME_NAME.sub(" ", self._whole))
        share = says.SHARE.search(self._whole)
        if (money or share) and (number := self._objective()):
            if self._several_objectives():
                return Asked(Wanted.SPLIT)
            return Asked(Wanted.SHARE if share else Wanted.RESOURCES, Conditions(objective=number))
        if wanted := self._compared(about_money=bool(money or share)):
            return Asked(wanted)
        if says.TOTAL_OF_OBJECTIVES.search(self._whole) or (money and says.WHOLE_PLAN.search(self._whole)):
            return Asked(Wanted.TOTAL)
        return None

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
        if not says.ABOUT_ROWS.search(self._whole):
            # “What is due in 2023?” may be about anything: its rows answer only if nothing else is left to understand.
            return Asked(Wanted.ROWS, conditions, loose=True) if timed and says.WHAT.search(self._whole) else None
        if not (numbered or timed) and not says.ROWS_WANTED.search(self._whole):
            return None
        if conditions == Conditions(objective=conditions.objective) and not says.ABOUT_LINES.search(self._whole):
            return Asked(Wanted.COUNT, conditions, "outputs")  # an objective’s outputs are what it is divided into
        return Asked(Wanted.ROWS, conditions)

    def _several_objectives(self) -> bool:
        """Tell whether, beside the objective that has been read, another one is named."""
        other = says.MORE_OBJECTIVES.search(self._rest)
        return bool(other or says.OBJECTIVE.search(self._rest) or says.ORDINAL.search(self._rest))

    # The columns ----------------------------------------------------------------------------------------------------

    def _conditions(self) -> Conditions | None:
        """Read the conditions on every column; None where there is one that would be passed over.

        Such are an “only” of something else than points, a comparison, and several objectives. What follows a “not” is
        what rows must not answer to; only points can be excluded.
        """
        negated = says.NOT.search(self._whole)
        if negated is None:
            conditions = self._plain_conditions()
            only = says.ONLY.search(self._whole) and not conditions.only
            compared = any(words.search(self._rest) for words in (says.MOST, says.LEAST, says.EXTREME))
            return None if only or compared or self._several_objectives() else conditions
        wanted, unwanted = _Reading(self._whole[: negated.start()]), _Reading(self._whole[negated.end() :])
        conditions, excluded = wanted._plain_conditions(), unwanted._plain_conditions()
        self._rest = f"{wanted._rest} {unwanted._rest}"
        if not excluded.points or excluded != Conditions(points=excluded.points, either=excluded.either):
            return None
        return replace(conditions, without=excluded.points)

    def _plain_conditions(self) -> Conditions:
        """Read the conditions on every column, none of which is turned round."""
        programme, either_programme = self._programme()
        points, either_point = ((), False) if says.ABOUT_PARAGRAPH.search(self._whole) else self._points()
        output = self._take(says.OUTPUT)
        return replace(
            self._years(),
            points=points,
            only=bool(points) and bool(says.ONLY.search(self._whole)),
            programme=programme,
            either=either_programme or either_point,
            output=output["number"] if output else None,
            objective=self._objective(),
            words=self._words(),
        )

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Return the first match in what is left, and blot it out."""
        match = pattern.search(self._rest)
        if match:
            self._blot(match.start(), match.end())
        return match

    def _blot(self, start: int, end: int) -> None:
        """Take a stretch as understood."""
        self._rest = f"{self._rest[:start]}{'§' * (end - start)}{self._rest[end:]}"

    def _objective(self) -> str | None:
        """Return the number of the objective named, in figures, as a word or as an ordinal."""
        match = self._take(says.OBJECTIVE) or self._take(says.ORDINAL)
        return says.NUMBERS.get(match["number"], match["number"]) if match else None

    def _programme(self) -> tuple[tuple[str, ...], bool]:
        """Return the programme outputs named, `A.2` or a number said to be one, and whether any of them will do."""
        found, either = [], False
        for pattern in (says.PROGRAMME_CODE, says.PROGRAMME_NUMBER):
            while match := self._take(pattern):
                found.append(match[1].upper())
                end = match.end()
                while more := says.MORE_PROGRAMME.match(self._rest, end):
                    found.append(more["more"].upper())
                    either = either or bool(says.OR.search(more["link"]))
                    self._blot(more.start(), end := more.end())
        return tuple(dict.fromkeys(found)), either

    def _points(self) -> tuple[tuple[str, ...], bool]:
        """Return the points named, `16 k) and l)` being 16(k) and 16(l), and whether any of them will do."""
        points, either = [], False
        while match := self._take(says.POINT) or self._take(says.LETTERED):
            number = match["number"]
            points.append(_point(number, match["letter"]))
            end = match.end()
            while more := says.NEXT_POINT.match(self._rest, end):
                number, before = more["number"] or number, points[-1]
                points.append(_point(number, more["letter"] or more["more"]))
                if says.RANGE.search(more["link"]):
                    points[-1:-1] = _between(before, points[-1])
                    either = True
                either = either or bool(says.OR.search(more["link"]))
                self._blot(more.start(), end := more.end())
        return tuple(dict.fromkeys(points)), either

    def _years(self) -> Conditions:
        """Return the conditions on years: when rows end, when they start, when they are under way."""
        conditions = Conditions()
        self._take(says.ADOPTED)
        if match := self._take(says.STARTING):
            conditions = replace(conditions, starting=int(match["year"]))
        if match := self._take(says.BETWEEN):
            conditions = replace(conditions, ends_from=int(match["low"]), ends_to=int(match["high"]))
        elif match := self._take(says.PERIOD):
            first, last = int(match["first"]), int(match["last"])
            conditions = replace(conditions, starting=first, ends_from=last, ends_to=last)
        elif match := self._take(says.BEFORE):
            conditions = replace(conditions, ends_to=int(match["year"]) - 1)
        elif match := self._take(says.AFTER):
            conditions = replace(conditions, ends_from=int(match["year"]) + 1)
        elif match := self._take(says.BY):
            conditions = replace(conditions, ends_to=int(match["year"]))
        elif match := self._take(says.ENDING):
            conditions = replace(conditions, ends_from=int(match["year"]), ends_to=int(match["year"]))
        if match := self._take(says.ACTIVE):
            conditions = replace(conditions, active=int(match["year"]))
            self._take(says.ACTIVE_WORDS)
        return conditions

    def _words(self) -> str:
        """Return the words that a deliverable must say."""
        match = says.ABOUT.search(self._rest)
        if not match:
            return ""
        words = says.ABOUT_END.sub("", match["words"]).strip()
        self._blot(match.end("noun"), match.end())
        return words


def _point(number: str, letter: str | None) -> str:
    """Return a point as a plan's rows have it."""
    return f"{number}({letter})" if letter else number


def _between(first: str, last: str) -> list[str]:
    """Return the points strictly between two: of one number by their letters, or whole ones; none where neither."""
    number, _, letter = first.partition("(")
    other, _, end = last.partition("(")
    if letter and end and number == other:
        return [f"{number}({chr(code)})" for code in range(ord(letter[0]) + 1, ord(end[0]))]
    return [] if letter or end else [str(each) for each in range(int(number) + 1, int(other))]
