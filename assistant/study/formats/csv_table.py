"""A quiz or a deck as a table for a spreadsheet: one row an item or a card, the columns named as in the JSON.

What has several parts (options, spellings, tags) is one a line within its cell; a pair is `left → right`.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.export.csv_file import rows_as_csv
from assistant.study.formats.blocks import whole_link
from assistant.study.types import Deck, Item, Quiz

_ITEM = ("n", "id", "kind", "language", "stem", "passage", "passage_language", "options", "key", "accepted", "number",
         "tolerance", "pairs", "feedback", "reference", "quote", "quote_language", "status", "link", "difficulty",
         "tags", "label", "edited")  # fmt: skip
_CARD = ("n", "id", "kind", "language", "front", "back", "back_language", "reference", "link", "quote", "label",
         "tags")  # fmt: skip


def quiz_table(quiz: Quiz, address: str) -> bytes:
    """Return the items of a quiz; of a bilingual one each language has a row of its own, under the same `n`."""
    return rows_as_csv(_ITEM, (_row(n, each, address) for n, item in enumerate(quiz.items, 1) for each in _sides(item)))


def deck_table(deck: Deck, address: str) -> bytes:
    """Return the cards of a deck."""
    rows = (
        (
            n,
            card.id,
            card.kind,
            card.language,
            card.front,
            card.back,
            card.back_language,
            card.reference,
            whole_link(address, card.link),
            "\n".join(each.quote for each in card.evidence),
            card.label,
            " ".join(card.tags),
        )
        for n, card in enumerate(deck.cards, 1)
    )
    return rows_as_csv(_CARD, rows)


def _sides(item: Item) -> Iterator[Item]:
    yield item
    if item.beside:
        yield item.beside


def _row(number: int, item: Item, address: str) -> tuple[object, ...]:
    return (
        number,
        item.id,
        item.kind,
        item.language,
        item.stem,
        item.passage,
        item.passage_language,
        "\n".join(item.options),
        item.key,
        "\n".join(item.accepted),
        _figure(item.number),
        _figure(item.tolerance) if item.number is not None else None,
        "\n".join(f"{pair.left} → {pair.right}" for pair in item.pairs),
        item.feedback,
        "\n".join(each.citation for each in item.evidence),
        "\n".join(each.quote for each in item.evidence),
        "\n".join(each.language for each in item.evidence),
        "\n".join(each.status for each in item.evidence),
        "\n".join(whole_link(address, each.link) for each in item.evidence),
        item.difficulty,
        " ".join(item.tags),
        item.label,
        str(item.edited).lower(),
    )


def _figure(number: float | None) -> float | int | None:
    """Return a number as a cell that a spreadsheet reads as one."""
    return int(number) if number is not None and number.is_integer() else number
