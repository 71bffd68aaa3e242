"""The replies of the plans of action loaded to a question."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.plan.question_parser import PlanQuestion, parse_plan_question
from assistant.plan.reply import Reply, replies
from assistant.session import Session
from corpus.catalogue.catalogue import Catalogue
from corpus.references import Mention
from corpus.types import Authority


def replies_to(
    question: str, mentions: Sequence[Mention], session: Session, as_it_is: Callable[[], PlanQuestion | None]
) -> list[Reply]:
    """Return the replies of the plans to a question; of the documents it names alone, none where one is not loaded.

    Three names are not those of a document to look in: that of the plan's own says which plan, the Conclusions are
    those whose points the plan lists, and `C.3` is an output of the programme and budget in a question about one.
    `mentions` are the documents that it names, `as_it_is` reads it where no name is taken out of it.
    """
    named: set[str] = set()
    others: list[Mention] = []
    bare = question
    for mention in sorted(mentions, key=lambda each: each.span, reverse=True):
        start, end = mention.span
        if mention.precise and mention.document and session.holdings.has(mention.document):
            named.add(mention.document)
            bare = f"{bare[:start]}plan{bare[end:]}"
        elif mention.precise:
            others.append(mention)
            if _are_conclusions(mention.document, session.catalogue):
                bare = f"{bare[:start]}{bare[end:]}"
    plan_question = as_it_is() if bare == question else parse_plan_question(bare)
    if plan_question is None or not all(_is_of_the_table(each, plan_question, session.catalogue) for each in others):
        return []
    return replies(plan_question, session, named)


def _is_of_the_table(mention: Mention, plan_question: PlanQuestion, catalogue: Catalogue) -> bool:
    """Tell whether the document named is, in a question about a plan, one that its table lists."""
    if mention.named.upper() in plan_question.conditions.programme:
        return True
    return bool(plan_question.conditions.points) and _are_conclusions(mention.document, catalogue)


def _are_conclusions(document: str | None, catalogue: Catalogue) -> bool:
    entry = catalogue.get(document) if document else None
    return entry is not None and entry.document().authority is Authority.CONCLUSIONS
