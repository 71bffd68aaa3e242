"""Whether what an item quotes stands in the library as it is now, word for word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.session import Session
from assistant.study.types import GAP, Evidence, Item, ItemKind
from assistant.text.quotes import is_verbatim
from corpus.types import Language, Status


def is_quoted(item: Item, session: Session) -> bool:
    """Tell whether every quotation of an item, and of the one beside it, is verbatim in its paragraph."""
    return bool(item.evidence) and not any(lost_quotes(item, session))


def lost_quotes(item: Item, session: Session) -> Iterator[Evidence]:
    """Yield the evidence of an item whose words are no longer in its paragraph, or whose paragraph is gone."""
    for each in item.evidence:
        if not _stands(each, session):
            yield each
    if item.beside is not None:
        yield from lost_quotes(item.beside, session)


def _stands(evidence: Evidence, session: Session) -> bool:
    if evidence.language not in set(Language) or evidence.status not in set(Status):
        return False
    stored = session.library.renditions(
        evidence.document,
        locator=evidence.locator,
        language=Language(evidence.language),
        status=Status(evidence.status),
    )
    return any(is_verbatim(evidence.quote, each.rendition.text) for each in stored)


def key_holds(item: Item) -> bool:
    """Tell whether the key of an item, and of the one beside it, is what the words of its evidence say.

    A gap filled with the key, a true statement and a paragraph to be found are verbatim, a false statement and an
    altered figure are not. Matching sides and rows of a plan are held to their evidence by whoever made them.
    """
    quotes = [each.quote for each in item.evidence]
    own = item.passage.split("\n")
    if item.kind in (ItemKind.GAP, ItemKind.NUMERIC) or GAP in item.passage:
        held = all(_is_quoted_line(line.replace(GAP, item.key), quotes) for line in own)
    elif item.kind is ItemKind.TRUE_FALSE:
        held = all(_is_quoted_line(line, quotes) for line in own) == (item.key == "true")
    elif item.kind in (ItemKind.WHICH_PARAGRAPH, ItemKind.MULTIPLE_CHOICE):
        held = all(_is_quoted_line(line, quotes) for line in own)
    elif item.kind is ItemKind.ALTERED_FIGURE:
        right = [each for each in item.options if each != item.key]
        held = not is_verbatim(item.passage, "\n".join(quotes)) and all(
            any(is_verbatim(each, quote) for quote in quotes) for each in right
        )
    elif item.kind is ItemKind.SHORT_ANSWER:
        held = all(is_verbatim(quote, item.key) for quote in quotes)
    else:
        held = True
    return held and (item.beside is None or key_holds(item.beside))


def _is_quoted_line(line: str, quotes: Sequence[str]) -> bool:
    return any(is_verbatim(line, quote) for quote in quotes)
