"""What stands around an item in every format, as paragraphs: the question above, the paragraph of its key beneath.

A format renders the blocks as plain text or as HTML; what they say, and in which language, is settled here once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import prompts
from assistant.study.types import Card, Evidence, Item
from corpus.types import Status

_STANDING: Mapping[str, str] = {
    Status.ADDED: "export.added",
    Status.NOTE: "export.note",
    Status.MACHINE_TRANSLATION: "export.machine_translation",
}


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph in its language; `role` is its place, by which two languages of an item are set beside each other.

    `quoted` words are a document's own, letter by letter. `link` is the whole address that the text leads to.
    """

    role: str
    text: str
    language: str
    quoted: bool = False
    link: str = ""


def question(item: Item) -> tuple[Block, ...]:
    """Return what is asked: the stem, the passage beneath it, and what that text is where it is no official one."""
    return _filled(
        Block("stem", item.stem, item.language),
        Block("passage", item.passage, item.passage_language or item.language, quoted=True),
        Block("label", item.label, item.language),
    )


def grounds(item: Item, address: str) -> tuple[Block, ...]:
    """Return why the key is right: the feedback, then each paragraph, verbatim, with its reference.

    `address` is that of the web app; without one the references lead nowhere.
    """
    told = [Block("feedback", item.feedback, item.language)]
    for number, evidence in enumerate(item.evidence, 1):
        told += _quotation(evidence, number, item.language, address)
    return _filled(*told)


def proof(card: Card, address: str) -> tuple[Block, ...]:
    """Return the paragraphs that a card was made from, less those that it shows as they are."""
    told: list[Block] = []
    for number, evidence in enumerate(card.evidence, 1):
        if evidence.quote not in (card.front, card.back):
            told += _quotation(evidence, number, card.language, address)
    return _filled(*told)


def whole_link(address: str, link: str) -> str:
    """Return the address of a place within the web app at `address`; empty where either is missing.

    >>> whole_link("https://example.org/alinea/", "/#/p/act/3")
    'https://example.org/alinea/#/p/act/3'
    """
    return f"{address.rstrip('/')}{link}" if address and link else ""


def plain(blocks: Iterable[Block]) -> str:
    """Return blocks as plain text, a blank line between them; the words of a document are left as they are."""
    return "\n\n".join(block.text for block in blocks)


def plain_grounds(item: Item, address: str) -> str:
    """Return the grounds of an item as plain text: quotations in quotation marks, addresses written out."""
    told = []
    for block in grounds(item, address):
        text = prompts.render("study.format.quoted", item.language, quote=block.text) if block.quoted else block.text
        told.append(f"{text} {block.link}" if block.link else text)
    return "\n\n".join(told)


def _quotation(evidence: Evidence, number: int, language: str, address: str) -> list[Block]:
    """Return one paragraph as blocks: what it is where it is no official text, its words, where it stands."""
    standing = _STANDING.get(evidence.status)
    return [
        Block(f"draft {number}", evidence.draft or "", language),
        Block(f"quote {number}", evidence.quote, evidence.language, quoted=True),
        Block(f"status {number}", prompts.render(standing, language) if standing else "", language),
        Block(
            f"source {number}",
            prompts.render("study.format.source", language, reference=evidence.citation),
            language,
            link=whole_link(address, evidence.link),
        ),
    ]


def _filled(*blocks: Block) -> tuple[Block, ...]:
    return tuple(block for block in blocks if block.text)
