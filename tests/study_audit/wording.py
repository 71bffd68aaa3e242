"""How an item is written: whole, in its language, with its language's spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.study.types import Item, ItemKind
from tests.study_audit.reasons import Finding, Reason
from tests.study_audit.words import fold, without

LANGUAGES = ("en", "fr", "es")
_STOP_WORDS = {
    "en": "the of and to in is are that this which what who how many it its by for with on from as be was were or "
    "not you your does do at an each has have where when under",
    "fr": "le les des du et est une dans que qui quel quelle quels quelles pour par sur au aux ce cette ces il elle "
    "sont ne pas ou ou vous votre dont avec chaque leur leurs selon en d l qu",
    "es": "el los las del y en que se una por con para su sus es son al lo como cual cuales cuantos cuantas segun este "
    "esta estos estas ha han o u donde cuando cada no",
}
_KNOWN = {language: frozenset(words.split()) for language, words in _STOP_WORDS.items()}
_LEAST_WORDS = 6
_QUOTED = re.compile(r"[«“\"][^»”\"]*[»”\"]")
_NAME = re.compile(r"\b[A-ZÀ-Þ][\w’'-]*(?:\s(?:[a-zà-þ’']{1,4}\s){0,2}[A-ZÀ-Þ][\w’'-]*)+")
_ADDRESS = re.compile(r"\S+://\S+|/#/\S+")
_NO_SPACE = re.compile(r"(?<![\u00a0\u202f])(?:(?<!\d):|:(?!\d)|[;?!»])|«(?![\u00a0\u202f])")
_NEEDS_PASSAGE = {
    ItemKind.TRUE_FALSE, ItemKind.GAP, ItemKind.NUMERIC, ItemKind.WHICH_PARAGRAPH, ItemKind.ALTERED_FIGURE,
}  # fmt: skip
_HAS_OPTIONS = {ItemKind.MULTIPLE_CHOICE, ItemKind.ALTERED_FIGURE}


def check_wording(item: Item) -> Iterator[Finding]:
    """Check the fields, languages and spaces of an item."""
    yield from _check_fields(item)
    yield from _check_language(item)
    for field in ("stem", "feedback", "label"):
        text = getattr(item, field)
        if "  " in text or text != text.strip():
            yield Finding(Reason.DOUBLE_SPACE, f"{field}: {text}")
    for side in (*item.options, *(words for pair in item.pairs for words in (pair.left, pair.right))):
        if "  " in side or side != side.strip():
            yield Finding(Reason.DOUBLE_SPACE, side)
    if item.language == "fr":
        for text in (_own_words(item, item.stem), _own_words(item, item.feedback), item.label):
            if found := _NO_SPACE.search(text):
                yield Finding(Reason.FRENCH_SPACING, text[max(0, found.start() - 20) : found.end() + 5])
    spaced = [tag for tag in item.tags if re.search(r"\s", tag) or not tag]
    if spaced:
        yield Finding(Reason.TAG_WITH_SPACE, str(spaced))


def _check_fields(item: Item) -> Iterator[Finding]:
    """Check that what a kind needs is there, and nothing that it does not have."""
    needed = {"id": item.id, "stem": item.stem, "feedback": item.feedback, "evidence": item.evidence}
    if item.kind is ItemKind.MATCHING:
        needed["pairs"] = item.pairs
    else:
        needed["key"] = item.key
    if item.kind in _NEEDS_PASSAGE:
        needed["passage"] = item.passage
    if item.passage:
        needed["passage_language"] = item.passage_language
    if item.kind in _HAS_OPTIONS:
        needed["options"] = item.options
    sides = (*item.options, *item.accepted, *(words for pair in item.pairs for words in (pair.left, pair.right)))
    for name, value in needed.items():
        if not (value.strip() if isinstance(value, str) else value):
            yield Finding(Reason.EMPTY_FIELD, name)
    if not all(each.strip() for each in sides):
        yield Finding(Reason.EMPTY_FIELD, "one of the options, pairs or accepted answers")
    unwanted = {
        "options": item.options and item.kind not in _HAS_OPTIONS,
        "pairs": item.pairs and item.kind is not ItemKind.MATCHING,
        "number": item.number is not None and item.kind is not ItemKind.NUMERIC,
        "key": item.key and item.kind is ItemKind.MATCHING,
    }
    for name, is_there in unwanted.items():
        if is_there:
            yield Finding(Reason.FIELD_OF_ANOTHER_KIND, name)
    if item.language not in LANGUAGES or item.passage_language not in ("", *LANGUAGES):
        yield Finding(Reason.BAD_VALUE, f"language {item.language}, {item.passage_language}")
    if item.difficulty not in (1, 2, 3):
        yield Finding(Reason.BAD_VALUE, f"difficulty {item.difficulty}")


def _check_language(item: Item) -> Iterator[Finding]:
    """Check that the stem and the feedback are in the item's language, and long options in that of the gap."""
    texts = {name: _QUOTED.sub(" ", _own_words(item, getattr(item, name))) for name in ("stem", "feedback")}
    for name, text in texts.items():
        spoken = spoken_in(text)
        if spoken and item.language not in spoken:
            yield Finding(Reason.WRONG_LANGUAGE, f"{name}: {text}")
    for option in item.options:
        spoken = spoken_in(option) if len(option.split()) >= _LEAST_WORDS else set()
        if spoken and not spoken & {item.language, item.passage_language}:
            yield Finding(Reason.WRONG_LANGUAGE, option)
    spoken = spoken_in(item.passage) if item.passage_language else set()
    if spoken and item.passage_language not in spoken:
        yield Finding(Reason.WRONG_LANGUAGE, f"passage: {item.passage[:80]}")


def spoken_in(text: str) -> set[str]:
    """Return the languages whose small words a text has most of; none where there are too few to tell."""
    words = fold(_NAME.sub(" ", text)).split()
    counts = {language: sum(word in known for word in words) for language, known in _KNOWN.items()}
    most = max(counts.values())
    return {language for language, count in counts.items() if count == most} if most >= 2 else set()


def _own_words(item: Item, text: str) -> str:
    """Return our own words of a text: without what it quotes, names and refers to."""
    said = [item.passage, item.key, *item.options, *item.accepted]
    said += [words for pair in item.pairs for words in (pair.left, pair.right)]
    for each in item.evidence:
        said += [each.quote, each.title, each.symbol or "", each.citation, each.link, each.draft or ""]
    return " ".join(without(_ADDRESS.sub(" ", text), tuple(said)))
