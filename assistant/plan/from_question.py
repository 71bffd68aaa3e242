"""What the plans of action say to a question, and the places that come before any ranking."""

from __future__ import annotations

from collections.abc import Collection

from assistant.plan.question_parser import Asked, asked_of_plan
from assistant.plan.reply import Reply, places_of, replies
from assistant.session import Opened
from corpus.catalogue.catalogue import Catalogue
from corpus.library.library import Library
from corpus.references import Mention, documents, parse
from corpus.text.language import detect
from corpus.types import Authority, Language
from index.ranking.ranker import Place


def exact_places(
    query: str, named: Collection[Place], opened: Opened, library: Library, catalogue: Catalogue
) -> list[Place]:
    """Return the paragraphs that come before any ranking: lines of a plan that are asked for, a place to be looked up.

    `named` are the places that the query names, as `named_places` gives them.
    """
    lines = places_of(of_plans(query, detect(query) or Language.EN, opened, library, catalogue))
    reference = parse(query, catalogue)
    looked_up = sorted(named) if reference is not None and reference.is_lookup else []
    return list(dict.fromkeys([*lines, *looked_up]))


def of_plans(question: str, reader: Language, opened: Opened, library: Library, catalogue: Catalogue) -> list[Reply]:
    """Return what the plans of action say to a question; of the documents it names alone, none where one is not here.

    Three names are not those of a document to look in: that of the plan's own says which plan, the Conclusions are
    those whose points the plan lists, and `C.3` is an output of the programme and budget in a question about one.
    """
    named: set[str] = set()
    others: list[Mention] = []
    for mention in sorted(documents(question, catalogue), key=lambda each: each.span, reverse=True):
        start, end = mention.span
        if mention.precise and mention.document and opened.holdings.has(mention.document):
            named.add(mention.document)
            question = f"{question[:start]}plan{question[end:]}"
        elif mention.precise:
            others.append(mention)
            if _are_conclusions(mention.document, catalogue):
                question = f"{question[:start]}{question[end:]}"
    asked = asked_of_plan(question)
    if asked is None or not all(_is_of_the_table(each, asked, catalogue) for each in others):
        return []
    return replies(asked, library, opened, reader, named)


def _is_of_the_table(mention: Mention, asked: Asked, catalogue: Catalogue) -> bool:
    """Tell whether a document's name is, in a question about a plan, what its table lists."""
    if mention.named.upper() in asked.conditions.programme:
        return True
    return bool(asked.conditions.points) and _are_conclusions(mention.document, catalogue)


def _are_conclusions(document: str | None, catalogue: Catalogue) -> bool:
    """Tell whether a document is known to be Conclusions."""
    entry = catalogue.get(document) if document else None
    return entry is not None and entry.document().authority is Authority.CONCLUSIONS
