r"""A quiz in GIFT, the text format that Moodle and many others import.

A question is one block: a comment with its id and tags, `::name::`, the text, the answers within braces. What is said
of the characters that GIFT has a use for goes by Moodle's own importer and by the grammar of gift-pegjs:

- `\ ~ = # { } :` are escaped and a line end is written `\n`, so that no text holds a line of its own: a blank line
  would end the question, a line that begins with `//` would be taken for a comment.
- An answer that begins with `%` or `[` is given its format before it: the sign would be read as a weight or a format.
- `->` within an answer makes a matching question of it, and nothing escapes that.
- Texts are `[plain]` where they survive it, and `[html]` where they are in two languages, have blanks in a row, or
  hold `->` at the left of a pair.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.study.formats import blocks, markup, naming
from assistant.study.formats.keys import decimal, spellings
from assistant.study.formats.matching_sides import LONGEST_SIDE, right_sides
from assistant.study.types import Item, ItemKind, Quiz

_SPECIAL = re.compile(r"[\\~=#{}:]")
# Blanks in a row, which a reader of plain text may make one; a line end is no blank here.
_BLANKS = re.compile(r"[^\S\n]{2,}")


def as_gift(quiz: Quiz, address: str) -> tuple[bytes, Mapping[str, int]]:
    """Return the file in UTF-8, and how many items of each kind it cannot hold."""
    left_out: Counter[str] = Counter()
    told: list[str] = []
    category = ""
    for number, item in enumerate(quiz.items, 1):
        if (answers := _answers(item)) is None:
            left_out[item.kind] += 1
            continue
        if (here := naming.category(item)) != category:
            category = here
            told.append(f"$CATEGORY: {category}")
        told.append(_question(item, number, answers, address))
    return ("\n\n".join(told) + "\n").encode("utf-8"), dict(left_out)


def escaped(text: str) -> str:
    r"""Return text on one line, with nothing in it that GIFT has a use for.

    >>> escaped("L’écart : {3 = 3}")
    'L’écart \\: \\{3 \\= 3\\}'
    """
    return _SPECIAL.sub(lambda match: "\\" + match[0], text).replace("\n", "\\n")


def _question(item: Item, number: int, answers: Sequence[str], address: str) -> str:
    """Return one question: comment, name and text, then an answer a line and the feedback."""
    comment = "".join(f" [tag:{tag}]" for tag in naming.tags(item))
    name = escaped(naming.question_name(item, number))
    if item.beside:
        stem = markup.both_pages(blocks.question(item), blocks.question(item.beside), _languages(item))
        told = markup.both_pages(blocks.grounds(item, address), blocks.grounds(item.beside, address), _languages(item))
    elif _format(item) == "html":
        stem, told = markup.page(blocks.question(item)), markup.page(blocks.grounds(item, address))
    else:
        stem, told = blocks.plain(blocks.question(item)), blocks.plain_grounds(item, address)
    form = _format(item)
    feedback = [f"####[{form}]{escaped(told)}"] if told else []
    return "\n".join(
        (
            f"// [id:{naming.identifier(item)}]{comment}",
            f"::{name}::[{form}]{escaped(stem)}{{{answers[0]}",
            *(f"\t{each}" for each in (*answers[1:], *feedback)),
            "}",
        )
    )


def _answers(item: Item) -> tuple[str, ...] | None:
    """Return what stands after the opening brace, then each answer; None if GIFT cannot hold them."""
    match item.kind:
        case ItemKind.TRUE_FALSE:
            return ("T" if item.key == "true" else "F",)
        case ItemKind.NUMERIC:
            return None if item.number is None else (f"#{decimal(item.number)}:{decimal(item.tolerance)}",)
        case ItemKind.SHORT_ANSWER:
            return ("",)
        case ItemKind.GAP | ItemKind.WHICH_PARAGRAPH:
            return _typed(item)
        case ItemKind.MATCHING:
            return _pairs(item)
        case ItemKind.MULTIPLE_CHOICE | ItemKind.ALTERED_FIGURE:
            return ("", *(f"{'=' if each == item.key else '~'}{text}" for each, text in _options(item)))


def _typed(item: Item) -> tuple[str, ...] | None:
    """Return the answers to be typed, each right; None if the key itself would be read as a pair."""
    # An asterisk is a wildcard to Moodle, unless a backslash stands before it.
    written = [f"={_begun(escaped(each.replace('*', chr(92) + '*')), 'plain')}" for each in spellings(item)
               if "->" not in each]  # fmt: skip
    return ("", *written) if written and "->" not in item.key else None


def _pairs(item: Item) -> tuple[str, ...] | None:
    """Return the pairs; None if a side is longer than Moodle's field."""
    rights = right_sides(item)
    if len(rights) < 2 or max(map(len, rights)) > LONGEST_SIDE:
        return None
    lefts = (_text(item, pair.left, beside) for pair, beside in zip(item.pairs, _lefts_beside(item), strict=True))
    return ("", *(f"={left} -> {escaped(right)}" for left, right in zip(lefts, rights, strict=True)))


def _lefts_beside(item: Item) -> Sequence[str | None]:
    return [pair.left for pair in item.beside.pairs] if item.beside else [None] * len(item.pairs)


def _options(item: Item) -> list[tuple[str, str]]:
    """Return each option with what is written for it."""
    beside = item.beside.options if item.beside else (None,) * len(item.options)
    return [(each, _text(item, each, other)) for each, other in zip(item.options, beside, strict=True)]


def _text(item: Item, text: str, beside: str | None) -> str:
    """Return a text of an answer, in the format of its question."""
    if item.beside and beside is not None:
        return _begun(escaped(_arrowless(markup.both_texts(text, beside, _languages(item)))), "html")
    if _format(item) == "html":
        return _begun(escaped(_arrowless(markup.lines(text))), "html")
    return _begun(escaped(text), "plain")


def _begun(text: str, form: str) -> str:
    """Return the text of an answer with its format before it where its first sign would be read as something else."""
    return f"[{form}]{text}" if text.startswith(("%", "[")) else text


def _arrowless(html: str) -> str:
    return html.replace("->", "-&gt;")


def _format(item: Item) -> str:
    """Return the format that the item's texts survive in."""
    texts = (item.stem, item.passage, item.label, item.feedback, *item.options, *spellings(item),
             *(side for pair in item.pairs for side in (pair.left, pair.right)),
             *(each.quote for each in item.evidence))  # fmt: skip
    arrow = any("->" in pair.left for pair in item.pairs)
    return "html" if item.beside or arrow or any(map(_BLANKS.search, texts)) else "plain"


def _languages(item: Item) -> tuple[str, str]:
    return item.language, item.beside.language if item.beside else item.language
