"""A quiz in Moodle XML, which holds what GIFT cannot: identifiers that stay, tags, the key for who marks an essay.

Every text is HTML, escaped once and kept from the XML by CDATA; what people type (short answers, figures) is plain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from lxml import etree

import prompts
from assistant.study.formats import blocks, markup, naming
from assistant.study.formats.blocks import Block
from assistant.study.formats.keys import decimal, spellings
from assistant.study.formats.matching_sides import LONGEST_SIDE, right_sides
from assistant.study.types import Item, ItemKind, Quiz

_TYPES = {
    ItemKind.MULTIPLE_CHOICE: "multichoice",
    ItemKind.ALTERED_FIGURE: "multichoice",
    ItemKind.TRUE_FALSE: "truefalse",
    ItemKind.MATCHING: "matching",
    ItemKind.GAP: "shortanswer",
    ItemKind.WHICH_PARAGRAPH: "shortanswer",
    ItemKind.NUMERIC: "numerical",
    ItemKind.SHORT_ANSWER: "essay",
}


def as_moodle_xml(quiz: Quiz, address: str) -> tuple[bytes, Mapping[str, int]]:
    """Return the file in UTF-8, and how many items of each kind it cannot hold."""
    root = etree.Element("quiz")
    left_out: Counter[str] = Counter()
    category = ""
    for number, item in enumerate(quiz.items, 1):
        if not _fits(item):
            left_out[item.kind] += 1
            continue
        if (here := naming.category(item)) != category:
            category = here
            _add(_add(_add(root, "question", type="category"), "category"), "text", category)
        _question(root, item, number, address)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True), dict(left_out)


def _fits(item: Item) -> bool:
    """Tell whether Moodle can hold an item: whether there is something to answer, and its fields are long enough."""
    match item.kind:
        case ItemKind.MATCHING:
            sides = right_sides(item)
            return len(sides) > 1 and max(map(len, sides)) <= LONGEST_SIDE
        case ItemKind.NUMERIC:
            return item.number is not None
        case _:
            return True


def _question(root: etree._Element, item: Item, number: int, address: str) -> None:
    """Add one question: what all types have in common in Moodle's order, then what its own type needs."""
    beside = item.beside
    question = _add(root, "question", type=_TYPES[item.kind])
    _add(_add(question, "name"), "text", naming.question_name(item, number))
    _html(question, "questiontext", _page(item, blocks.question(item), blocks.question(beside) if beside else ()))
    told = _page(item, blocks.grounds(item, address), blocks.grounds(beside, address) if beside else ())
    _html(question, "generalfeedback", told)
    _add(question, "defaultgrade", "1.0")
    _add(question, "penalty", "1.0" if item.kind is ItemKind.TRUE_FALSE else "0.3333333")
    _add(question, "hidden", "0")
    _add(question, "idnumber", naming.identifier(item))
    _ANSWERED[_TYPES[item.kind]](question, item)
    tags = _add(question, "tags")
    for tag in naming.tags(item):
        _add(_add(tags, "tag"), "text", tag)


def _choices(question: etree._Element, item: Item) -> None:
    _add(question, "single", "true")
    # Figures in the order of the text are easier to find there.
    _add(question, "shuffleanswers", "false" if item.kind is ItemKind.ALTERED_FIGURE else "true")
    _add(question, "answernumbering", "abc")
    beside = item.beside.options if item.beside else item.options
    for option, other in zip(item.options, beside, strict=True):
        _html(question, "answer", _text(item, option, other), fraction="100" if option == item.key else "0")


def _truth(question: etree._Element, item: Item) -> None:
    for value in ("true", "false"):
        _answer(question, value, "100" if value == item.key else "0")


def _spelt(question: etree._Element, item: Item) -> None:
    _add(question, "usecase", "0")
    for each in spellings(item):
        # An asterisk is a wildcard to Moodle, unless a backslash stands before it.
        _answer(question, each.replace("*", "\\*"), "100")


def _figure(question: etree._Element, item: Item) -> None:
    answer = _answer(question, decimal(item.number or 0.0), "100")
    _add(answer, "tolerance", decimal(item.tolerance))


def _pairs(question: etree._Element, item: Item) -> None:
    _add(question, "shuffleanswers", "true")
    beside = item.beside.pairs if item.beside else item.pairs
    for pair, other, right in zip(item.pairs, beside, right_sides(item), strict=True):
        side = _html(question, "subquestion", _text(item, pair.left, other.left))
        _add(_add(side, "answer"), "text", right)


def _essay(question: etree._Element, item: Item) -> None:
    _add(question, "responseformat", "editor")
    _add(question, "responserequired", "1")
    _add(question, "responsefieldlines", "10")
    _add(question, "attachments", "0")
    _html(question, "graderinfo", _page(item, _model(item), _model(item.beside) if item.beside else ()))
    _html(question, "responsetemplate", "")


_ANSWERED = {
    "multichoice": _choices,
    "truefalse": _truth,
    "shortanswer": _spelt,
    "numerical": _figure,
    "matching": _pairs,
    "essay": _essay,
}


def _model(item: Item) -> tuple[Block, ...]:
    """Return what an essay is marked by: the paragraph's text."""
    language = item.evidence[0].language if item.evidence else item.language
    told = prompts.render("study.format.model_answer", item.language)
    return Block("model", told, item.language), Block("key", item.key, language, quoted=True)


def _page(item: Item, first: Sequence[Block], second: Sequence[Block]) -> str:
    """Return blocks as HTML, in two languages where the item is."""
    if item.beside:
        return markup.both_pages(first, second, (item.language, item.beside.language))
    return markup.page(first)


def _text(item: Item, first: str, second: str) -> str:
    return markup.both_texts(first, second, (item.language, item.beside.language if item.beside else ""))


def _answer(question: etree._Element, text: str, fraction: str) -> etree._Element:
    """Add an answer in plain text and return it."""
    answer = _add(question, "answer", fraction=fraction, format="moodle_auto_format")
    _add(answer, "text", text)
    return answer


def _html(parent: etree._Element, name: str, html: str, **attributes: str) -> etree._Element:
    """Add an element with a text in HTML and return it."""
    element = _add(parent, name, **attributes, format="html")
    text = _add(element, "text")
    if html:
        text.text = etree.CDATA(html)
    return element


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    """Add an element and return it."""
    element = etree.SubElement(parent, name, attributes)
    element.text = text or None
    return element
