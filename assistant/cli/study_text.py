"""Study material as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import prompts
from assistant.cli.terminal import indented, wrapped
from corpus.text.typography import in_marks, numbers_in_a_row, with_semicolons

if TYPE_CHECKING:
    from assistant.study.editing import Outdated
    from assistant.study.handout import Handout
    from assistant.study.reading_path import ReadingPath, Stop
    from assistant.study.session_plan import SessionPlan
    from assistant.study.types import Card, Deck, Evidence, Item, Quiz


def quiz_text(quiz: Quiz) -> str:
    """Return a quiz with its keys, what was dropped, and what is missing."""
    size = _say("study.quiz_size", quiz.language, count=len(quiz.items), minutes=quiz.minutes)
    blocks = [f"{quiz.title}\n{size}"]
    for number, item in enumerate(quiz.items, 1):
        blocks.append("\n".join(_item(item, f"{number}. ")))
    dropped = sum(count for reasons in quiz.dropped.values() for count in reasons.values())
    blocks.append(_say("study.quiz_dropped", quiz.language, made=sum(quiz.made.values()), dropped=dropped))
    return "\n\n".join([*blocks, *map(wrapped, quiz.missing)])


def deck_text(deck: Deck) -> str:
    """Return a deck, a card after the other."""
    size = _say("study.deck_size", deck.language, count=len(deck.cards))
    blocks = [f"{deck.name}\n{size}"]
    return "\n\n".join([*blocks, *map(_card, deck.cards), *map(wrapped, deck.missing)])


def handout_text(handout: Handout) -> str:
    """Return a hand-out: paragraphs with their languages one under the other, figures, terms."""
    blocks = [handout.title]
    for part in handout.parts:
        for row in part.rows:
            texts = [f"[{code}] {text.text}" for code, text in row.texts.items() if text.text]
            blocks.append("\n".join([row.label, *map(indented, texts)]))
    blocks += [wrapped(f"{figure} ({where})") for figure, where in handout.figures]
    for term in handout.glossary:
        names = [term.names[code].name for code in handout.languages if code in term.names]
        blocks.append(wrapped(" = ".join(names)))
    return "\n\n".join(blocks)


def session_text(plan: SessionPlan) -> str:
    """Return a plan of a session, then its quiz."""
    size = _say("study.session_minutes", plan.language, minutes=plan.minutes)
    blocks = [f"{plan.title}\n{size}"]
    blocks.append("\n".join(f"- {each}" for each in plan.objectives))
    numbers = {item.id: number for number, item in enumerate(plan.quiz.items, 1)}
    for part in plan.parts:
        lines = [f"{part.start}–{part.start + part.minutes} min  {part.title}", indented(part.doing)]
        if part.stops:
            places = with_semicolons((each.citation for each in part.stops), plan.language)
            lines.append(indented(_say("study.session_read", plan.language, places=places)))
        if part.questions:
            asked = numbers_in_a_row([numbers[each] for each in part.questions], plan.language)
            lines.append(indented(_say("study.session_answer", plan.language, numbers=asked)))
        blocks.append("\n".join(lines))
    return "\n\n".join([*blocks, quiz_text(plan.quiz)])


def path_text(path: ReadingPath) -> str:
    """Return a reading path, a stop after the other."""
    if not path.stops:
        return _say("study.nothing_on_path", path.language, theme=path.theme)
    head = _say("study.path_minutes", path.language, count=len(path.stops), minutes=path.minutes)
    return "\n\n".join([f"{path.theme}\n{head}", *(_stop(n, each, path) for n, each in enumerate(path.stops, 1))])


def checked_text(quiz: Quiz, found: Sequence[Outdated]) -> str:
    """Return which items of a saved quiz the library no longer bears out."""
    if not found:
        return _say("study.all_held", quiz.language, count=len(quiz.items))
    lines = [_say("study.not_held", quiz.language, count=len(found), all=len(quiz.items))]
    for each in found:
        lines += [wrapped(each.stem), *(indented(f"{lost.citation}: {lost.quote}") for lost in each.lost)]
        lines += [indented(str(rule)) for rule in each.rules if not each.lost]
    return "\n".join(lines)


def _item(item: Item, number: str = "") -> Iterator[str]:
    yield wrapped(f"{number}{item.stem}")
    if item.passage:
        yield indented(item.passage)
    for option in item.options:
        yield indented(f"{'(x)' if option == item.key else '( )'} {option}")
    for pair in item.pairs:
        yield indented(f"{pair.left} = {pair.right}")
    if not item.options and item.key:
        from assistant.study.wording import key_written

        shown = _say(f"study.{item.key}", item.language) if item.kind == "true_false" else key_written(item)
        yield indented(_say("study.key", item.language, key=shown))
    yield from map(_quote, item.evidence)
    if item.label:
        yield indented(item.label)
    if item.beside is not None:
        yield from _item(item.beside)


def _quote(evidence: Evidence) -> str:
    return indented(f"{evidence.citation}  {in_marks(evidence.quote, evidence.language)}")


def _card(card: Card) -> str:
    lines = [wrapped(card.front), indented(card.back), indented(card.reference), indented(card.label)]
    return "\n".join(line for line in lines if line.strip())


def _stop(number: int, stop: Stop, path: ReadingPath) -> str:
    why = _say("study.path_why", path.language, why=stop.why, minutes=max(1, round(stop.minutes)))
    lines = [f"{number}. {stop.citation}", wrapped(why), indented(stop.text), indented(stop.label)]
    return "\n".join(line for line in lines if line.strip())


def _say(template: str, reader: str, /, **values: object) -> str:
    return prompts.render(template, reader, **values)
