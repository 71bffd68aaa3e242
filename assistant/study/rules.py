"""Rules that drop an item. What breaks one is never repaired: it is left out and counted, by reason.

These look at the item alone; whether its words stand in the library is for `quoted` and `support`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from assistant.study.alternatives import as_number
from assistant.study.types import GAP, Item, ItemKind
from assistant.text.quotes import words
from corpus.text.folding import fold, fold_spaces
from corpus.types import Status


class Reason(StrEnum):
    """Why an item was dropped."""

    NOT_ONE_ANSWER = "not exactly one right answer"
    NOT_VERBATIM = "the key is not verbatim in its paragraph"
    SUPPORTED = "a wrong answer is borne out by the library"
    UNLIKE = "options of another kind than the key"
    SAME_OPTIONS = "options that are the same"
    LENGTH = "the right option is longer than the others"
    SHARED_WORDS = "the right option shares words with the question"
    GIVEN_AWAY = "the question gives its answer away"
    SAME_STEM = "the same question twice"
    SAME_KEY = "the same words asked for twice"
    ABSOLUTE = "a word like “always” tells the answer"
    UNLABELLED = "a note or draft without a label"
    ADDRESS = "the reference is not that of the paragraph"
    FEEDBACK = "the feedback tells a wrong answer"
    TRIVIA = "an address, a signature or a heading"
    CONDITION = "the opening condition is cut off"


_LONGER = 1.5  # times the mean of the others
_FEWEST_OPTIONS, _MOST_OPTIONS = 2, 6
_TELLING_WORD = 5  # letters from which a shared word tells
_ABSOLUTE = re.compile(
    r"(?<!\w)(?:always|never|toujours|jamais|siempre|nunca|all of the above|none of the above)(?!\w)"
)
_CONTACT = re.compile(
    r"@|https?:|www\.|\b(?:tel|fax|e-?mail|courriel|telephone)\b\s?[.:+]|\bP\.?O\.? box\b|\bBP \d", re.IGNORECASE
)
_CLOSING = re.compile(
    r"^(?:dear|cher|chere|chers|estimad|yours|sincerely|best regards|cordialement|atentamente|avec nos|bien a vous|"
    r"in solidarity|en solidarite|signed|signe|signature|copyright|all rights reserved|share this|partager|"
    r"compartir|photo|"
    r"done (?:at|in)|fait a|hecho en|en foi de quoi|in faith whereof|in witness whereof|en fe de lo cual)\b"
)
# What an editor of a law notes beside it, and where a text was published.
_AMENDED = re.compile(
    r"\((?:loi|ley|law|act|decret|decreto|reglement) du \d{1,2}(?:er)? \w+ \d{4}\)|"
    r"^\(?(?:loi|ley|law|act|decret|decreto|reglement) du \d|"
    r"^\d{0,3} ?(?:termes?|alineas?|articles?|words?|mots?|phrases?)"
    r" (?:ainsi )?(?:remplace|supprime|ajoute|modifie|insere|abroge|repealed|replaced|deleted|inserted|substituted)"
)
# The heading of a note, and a sentence that says nothing without the one before it.
_NUMBERED_HEADING = re.compile(
    r"(?:Output|Produit|Producto|Objective|Objectif|Objetivo) \d(?:\.\d)?[.,:]|"
    r"(?:Subsection|Paragraph|Subparagraph|Le paragraphe|L[’']alinéa|El párrafo) \(?\w+\)"
)
_YEARS = re.compile(r"\d{4}(?:[-–]\d{4})?")
_LEFT_OVER = re.compile(r"(?i)\[(?:repealed|abrog|amended|modifi|derogad|omitted)|\]\(|\[\d+\]|\.{4,}|_{3,}|\|")
_FEWEST_WORDS, _MOST_WORDS = 6, 75
_NO_LETTERS = 0.6  # the least share of letters in words worth asking about


def faults(item: Item) -> Iterator[Reason]:
    """Yield why an item, in the language it is in, must be dropped; nothing for one that may stay."""
    yield from _answers(item)
    yield from _options(item)
    if item.kind not in (ItemKind.TRUE_FALSE, ItemKind.SHORT_ANSWER) and _gives_away(item):
        yield Reason.GIVEN_AWAY
    statements = (*item.options, item.passage if item.kind is ItemKind.TRUE_FALSE else "")
    if any(_ABSOLUTE.search(fold(each)) for each in statements):
        yield Reason.ABSOLUTE
    if _misleads(item):
        yield Reason.FEEDBACK
    needs_label = any(each.status != Status.OFFICIAL or each.draft for each in item.evidence)
    if needs_label and not item.label:
        yield Reason.UNLABELLED
    if item.beside is not None:
        yield from faults(item.beside)
        if _position(item) != _position(item.beside) or not _are_alike(item, item.beside):
            yield Reason.NOT_ONE_ANSWER


def is_telling(text: str) -> bool:
    """Tell whether words are worth a question: a sentence or an item, not an address, a signature or a heading."""
    said = words(text)
    letters = sum(char.isalpha() or char.isspace() for char in text)
    return (
        "\n" not in text.strip()
        and not _NUMBERED_HEADING.match(text)
        and not _AMENDED.search(fold_spaces(text))
        and _FEWEST_WORDS <= len(said) <= _MOST_WORDS
        and letters >= _NO_LETTERS * len(text)
        and not text.isupper()
        and not _CONTACT.search(text)
        and not _CLOSING.match(fold_spaces(text))
        and not _LEFT_OVER.search(text)
        and GAP not in text
    )


def is_sentence(text: str) -> bool:
    """Tell whether words are a whole sentence: from its capital to its end, that opens no list."""
    return bool(re.match(r"[«“\"(¿¡]?\s?[A-ZÀ-ÖØ-Þ0-9]", text)) and text.rstrip().endswith(
        (".", "!", "?", ".»", ".”", ". »")
    )


def _answers(item: Item) -> Iterator[Reason]:
    """Yield whether the answer is not exactly one."""
    if item.kind in (ItemKind.MULTIPLE_CHOICE, ItemKind.ALTERED_FIGURE):
        fits = _FEWEST_OPTIONS <= len(item.options) <= _MOST_OPTIONS
        if not fits or sum(each == item.key for each in item.options) != 1:
            yield Reason.NOT_ONE_ANSWER
    elif item.kind is ItemKind.TRUE_FALSE:
        if item.key not in ("true", "false"):
            yield Reason.NOT_ONE_ANSWER
    elif item.kind is ItemKind.MATCHING:
        for side in ([each.left for each in item.pairs], [each.right for each in item.pairs]):
            if len(side) < _FEWEST_OPTIONS or len({_bare(each) for each in side}) < len(side) or not all(side):
                yield Reason.NOT_ONE_ANSWER
    elif not item.key.strip() or (item.kind is ItemKind.NUMERIC and item.number is None):
        yield Reason.NOT_ONE_ANSWER
    if item.kind in (ItemKind.GAP, ItemKind.NUMERIC) and item.passage.count(GAP) != 1:
        yield Reason.NOT_ONE_ANSWER
    of_another_kind = (item.number is not None and item.kind is not ItemKind.NUMERIC) or (item.pairs and item.passage)
    if of_another_kind:
        yield Reason.NOT_ONE_ANSWER


def _options(item: Item) -> Iterator[Reason]:
    """Yield what is wrong with the options, taken together."""
    if not item.options:
        return
    if len({_bare(each) for each in item.options}) < len(item.options):
        yield Reason.SAME_OPTIONS
    if item.kind is not ItemKind.MULTIPLE_CHOICE or item.key not in item.options:
        return
    others = [each for each in item.options if each != item.key]
    years = all(_YEARS.fullmatch(each) for each in item.options)
    if not years and len({as_number(each) is None for each in item.options}) > 1:
        yield Reason.UNLIKE
    if not years and not item.key[:1].isdigit():
        if others and len(item.key) > _LONGER * sum(map(len, others)) / len(others):
            yield Reason.LENGTH
        asked = _long_words(f"{item.stem} {item.passage}")
        if (asked & _long_words(item.key)) - set().union(*map(_long_words, others)):
            yield Reason.SHARED_WORDS


def _gives_away(item: Item) -> bool:
    """Tell whether the key stands in the question."""
    if item.kind is ItemKind.ALTERED_FIGURE or item.kind is ItemKind.MATCHING:
        return False
    shown = item.passage.replace(GAP, " ") if item.kind is not ItemKind.WHICH_PARAGRAPH else item.passage
    number = as_number(item.key)
    if number is not None:
        told = re.findall(r"\d+(?:[.,]\d+)?", f"{item.stem} {shown}")
        if any(as_number(each) == number for each in told):
            return True
    return f" {_bare(item.key)} " in f" {_bare(f'{item.stem} {shown}')} "


def _misleads(item: Item) -> bool:
    """Tell whether the feedback names a wrong option and not the right one."""
    told = f" {_bare(item.feedback)} "
    wrong = any(f" {_bare(each)} " in told for each in item.options if each != item.key)
    return wrong and item.kind is ItemKind.MULTIPLE_CHOICE and f" {_bare(item.key)} " not in told


def _position(item: Item) -> int | str:
    """Return which answer is the right one, comparable across languages."""
    return item.options.index(item.key) if item.key in item.options else item.kind


def _are_alike(item: Item, other: Item) -> bool:
    """Tell whether two languages offer the same: as many options and pairs, and the same numbers."""
    if (len(item.options), len(item.pairs)) != (len(other.options), len(other.pairs)):
        return False
    numbers = [(as_number(one), as_number(two)) for one, two in zip(item.options, other.options, strict=True)]
    return all(one == two for one, two in numbers if one is not None or two is not None)


def _bare(text: str) -> str:
    return " ".join(words(fold(text)))


def _long_words(text: str) -> set[str]:
    return {word for word in words(fold(text)) if len(word) >= _TELLING_WORD and word.isalpha()}
