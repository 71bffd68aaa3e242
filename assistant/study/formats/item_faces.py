"""The two faces of an item as a card: what is asked with its options, and the key with its paragraph, in HTML."""

from __future__ import annotations

from html import escape

import prompts
from assistant.study.formats import blocks, markup
from assistant.study.formats.keys import decimal
from assistant.study.types import Item, ItemKind
from assistant.study.wording import key_written


def front(item: Item) -> str:
    """Return what is asked; of a bilingual item first in one language, then in the other."""
    return "".join(f"{markup.page(blocks.question(each))}{_choice(each)}" for each in _sides(item))


def back(item: Item, address: str) -> str:
    """Return the key, then why it is right."""
    return "".join(f"{_key(each)}{markup.page(blocks.grounds(each, address))}" for each in _sides(item))


def key_text(item: Item) -> str:
    """Return the key in words, in the item's language; empty where the paragraph itself is the key."""
    match item.kind:
        case ItemKind.TRUE_FALSE:
            told = {"true": "study.true", "false": "study.false"}[item.key]
            return prompts.render(told, item.language)
        case ItemKind.NUMERIC if item.tolerance:
            figure = item.key or decimal(item.number or 0.0)
            return prompts.render(
                "study.format.tolerance", item.language, figure=figure, tolerance=decimal(item.tolerance)
            )
        case ItemKind.MATCHING:
            return "\n".join(f"{pair.left} → {pair.right}" for pair in item.pairs)
        case ItemKind.SHORT_ANSWER:
            return "" if any(item.key == each.quote for each in item.evidence) else item.key
        case _:
            return key_written(item)


def _choice(item: Item) -> str:
    """Return what there is to choose from: options, or the two sides of pairs, the right ones sorted."""
    if item.kind is ItemKind.MATCHING:
        lefts, rights = [pair.left for pair in item.pairs], sorted(pair.right for pair in item.pairs)
        return _listed("1", lefts, item.language) + _listed("a", rights, item.language)
    return _listed("a", item.options, item.language)


def _listed(numbered: str, texts: list[str] | tuple[str, ...], language: str) -> str:
    points = "".join(f"<li>{markup.lines(each)}</li>" for each in texts)
    return f'<ol type="{numbered}" lang="{escape(language)}">{points}</ol>' if points else ""


def _key(item: Item) -> str:
    text = key_text(item)
    return f'<p lang="{escape(item.language)}"><b>{markup.lines(text)}</b></p>' if text else ""


def _sides(item: Item) -> tuple[Item, ...]:
    return (item, item.beside) if item.beside else (item,)
