"""What a question says of the columns of a plan: conditions on its rows, objectives named, and the words left over."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.plan import patterns
from assistant.plan.conditions import Conditions
from index.query.stop_words import STOP_WORDS

_WORD = re.compile(r"[^\W_]+(?:&[^\W_]+)?")
_STOPS = frozenset().union(*STOP_WORDS.values())


class ConditionParser:
    """Reads conditions from a question: what has been understood is blotted out, so that nothing is read twice."""

    def __init__(self, folded: str) -> None:
        """Start with the whole question, folded, on one line."""
        self._whole = self._rest = folded

    def unread(self) -> tuple[str, ...]:
        """Return the words left that neither every question has nor one about a plan."""
        words = _WORD.findall(self._rest)
        return tuple(
            word for word in words if len(word) > 1 and word not in _STOPS and not patterns.FRAME.match(word)
            and not (word.isdigit() and len(word) < 4)
        )  # fmt: skip

    def _several_objectives(self) -> bool:
        """Tell whether, beside the objective that has been read, another one is named."""
        other = patterns.MORE_OBJECTIVES.search(self._rest)
        return bool(other or patterns.OBJECTIVE.search(self._rest) or patterns.ORDINAL.search(self._rest))

    def _conditions(self) -> Conditions | None:
        """Read the conditions on every column; None where there is one that would be ignored.

        Such are an “only” of something else than points, a comparison, and several objectives. What follows a “not” is
        what rows must not list; only points can be excluded.
        """
        negated = patterns.NOT.search(self._whole)
        if negated is None:
            conditions = self._plain_conditions()
            only = patterns.ONLY.search(patterns.IN_ONE_YEAR.sub(" ", self._whole)) and not conditions.only
            compared = any(words.search(self._rest) for words in (patterns.MOST, patterns.LEAST, patterns.EXTREME))
            return None if only or compared or self._several_objectives() else conditions
        wanted, unwanted = (
            ConditionParser(self._whole[: negated.start()]),
            ConditionParser(self._whole[negated.end() :]),
        )
        conditions, excluded = wanted._plain_conditions(), unwanted._plain_conditions()
        self._rest = f"{wanted._rest} {unwanted._rest}"
        if not excluded.points or excluded != Conditions(points=excluded.points, either=excluded.either):
            return None
        return replace(conditions, without=excluded.points)

    def _plain_conditions(self) -> Conditions:
        """Read the conditions on every column, none of them negated."""
        programme, either_programme = self._programme()
        points, either_point = ((), False) if patterns.ABOUT_PARAGRAPH.search(self._whole) else self._points()
        output = self._take(patterns.OUTPUT)
        return replace(
            self._years(),
            points=points,
            only=bool(points) and bool(patterns.ONLY.search(self._whole)),
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

    def _take_all(self, pattern: re.Pattern[str]) -> None:
        while self._take(pattern):
            pass

    def _blot(self, start: int, end: int) -> None:
        """Mark a stretch as understood."""
        self._rest = f"{self._rest[:start]}{'§' * (end - start)}{self._rest[end:]}"

    def _objective(self) -> str | None:
        """Return the number of the objective named, in figures, as a word or as an ordinal."""
        match = self._take(patterns.OBJECTIVE) or self._take(patterns.ORDINAL)
        return patterns.NUMBERS.get(match["number"], match["number"]) if match else None

    def _objectives(self) -> tuple[str, ...]:
        """Return the numbers of all objectives named, “objectives 1 to 3” being three of them."""
        found: list[str] = []
        while match := self._take(patterns.ORDINALS) or self._take(patterns.OBJECTIVE) or self._take(patterns.ORDINAL):
            found += [patterns.NUMBERS.get(each, each) for each in match.groupdict().values() if each]
            end = match.end()
            while more := patterns.NEXT_OBJECTIVE.match(self._rest, end):
                number = patterns.NUMBERS.get(more["number"], more["number"])
                if patterns.RANGE.search(more["link"]):
                    found += [str(each) for each in range(int(found[-1]) + 1, int(number))]
                found.append(number)
                self._blot(more.start(), end := more.end())
        return tuple(dict.fromkeys(found))

    def _programme(self) -> tuple[tuple[str, ...], bool]:
        """Return the programme outputs named, `A.2` or a number called one, and whether any of them will do."""
        found, either = [], False
        for pattern in (patterns.PROGRAMME_CODE, patterns.PROGRAMME_NUMBER):
            while match := self._take(pattern):
                found.append(match[1].upper())
                end = match.end()
                while more := patterns.MORE_PROGRAMME.match(self._rest, end):
                    found.append(more["more"].upper())
                    either = either or bool(patterns.OR.search(more["link"]))
                    self._blot(more.start(), end := more.end())
        return tuple(dict.fromkeys(found)), either

    def _points(self) -> tuple[tuple[str, ...], bool]:
        """Return the points named, `16 k) and l)` being 16(k) and 16(l), and whether any of them will do."""
        points, either = [], False
        while match := self._take(patterns.POINT) or self._take(patterns.LETTERED):
            number = match["number"]
            points.append(_point(number, match["letter"]))
            end = match.end()
            while more := patterns.NEXT_POINT.match(self._rest, end):
                number, before = more["number"] or number, points[-1]
                points.append(_point(number, more["letter"] or more["more"]))
                if patterns.RANGE.search(more["link"]):
                    points[-1:-1] = _between(before, points[-1])
                    either = True
                either = either or bool(patterns.OR.search(more["link"]))
                self._blot(more.start(), end := more.end())
        return tuple(dict.fromkeys(points)), either

    def _years(self) -> Conditions:
        """Return the conditions on years: when rows end, when they start, when they are under way."""
        conditions = Conditions()
        if "20" not in self._rest:  # as every year has that a plan may have
            return conditions
        self._take(patterns.ADOPTED)
        if match := self._take(patterns.IN_ONE_YEAR):
            year = int(match["year"] or match["alone"])
            self._take_all(patterns.ENDS)
            return replace(conditions, starting=year, ends_from=year, ends_to=year)
        if match := self._take(patterns.STARTING):
            conditions = replace(conditions, starting=int(match["year"]))
        if match := self._take(patterns.BETWEEN):
            conditions = replace(conditions, ends_from=int(match["low"]), ends_to=int(match["high"]))
        elif match := self._take(patterns.PERIOD):
            first, last = int(match["first"]), int(match["last"])
            conditions = replace(conditions, starting=first, ends_from=last, ends_to=last)
        elif match := self._take(patterns.BEFORE):
            conditions = replace(conditions, ends_to=int(match["year"]) - 1)
        elif match := self._take(patterns.AFTER):
            conditions = replace(conditions, ends_from=int(match["year"]) + 1)
        elif match := self._take(patterns.BY):
            conditions = replace(conditions, ends_to=int(match["year"]))
        elif match := self._take(patterns.ENDING):
            conditions = replace(conditions, ends_from=int(match["year"]), ends_to=int(match["year"]))
        if match := self._take(patterns.ACTIVE):
            conditions = replace(conditions, active=int(match["year"]))
            self._take(patterns.ACTIVE_WORDS)
        return conditions

    def _words(self) -> str:
        match = patterns.ABOUT.search(self._rest)
        if not match:
            return ""
        words = patterns.ABOUT_END.sub("", match["words"]).strip()
        self._blot(match.end("noun"), match.end())
        return words


def _point(number: str, letter: str | None) -> str:
    return f"{number}({letter})" if letter else number


def _between(first: str, last: str) -> list[str]:
    """Return the points strictly between two: of one number by their letters, or whole ones; none for other pairs."""
    number, _, letter = first.partition("(")
    other, _, end = last.partition("(")
    if letter and end and number == other:
        return [f"{number}({chr(code)})" for code in range(ord(letter[0]) + 1, ord(end[0]))]
    return [] if letter or end else [str(each) for each in range(int(number) + 1, int(other))]
