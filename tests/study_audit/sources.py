"""The paragraph of the key: there, quoted verbatim, named and linked as it is, labelled where it is not official."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.study.types import Evidence
from tests.study_audit.case import Case
from tests.study_audit.places import ends_with, leads_to
from tests.study_audit.reasons import Finding, Reason
from tests.study_audit.shelf import Text
from tests.study_audit.words import fold

_DRAFT = re.compile(
    r"\bdraft\b|\bprojet de (?:decision|resolution|conclusions?|recommandation|loi)\b"
    r"|\bproyecto de (?:decision|resolucion|conclusion|conclusiones|recomendacion|ley)\b"
)


def check_sources(case: Case) -> Iterator[Finding]:
    """Check every evidence of an item, and its label."""
    for evidence in case.item.evidence:
        text = case.shelf.find(evidence.document, evidence.locator, evidence.language, evidence.status)
        if text is None:
            where = (evidence.document, evidence.locator, evidence.language, evidence.status)
            yield Finding(Reason.EVIDENCE_NOT_FOUND, " ".join(where))
            continue
        if not evidence.quote.strip() or evidence.quote not in text.text:
            yield Finding(Reason.QUOTE_NOT_VERBATIM, evidence.quote[:80])
        yield from _check_names(case, evidence)
        if is_draft(text) and not evidence.draft:
            yield Finding(Reason.DRAFT_UNMARKED, " / ".join(text.heading))
    needed = needs_label(case)
    if needed and not case.item.label.strip():
        yield Finding(Reason.LABEL_MISSING, needed)
    if not needed and case.item.label.strip():
        yield Finding(Reason.LABEL_WITHOUT_NEED, case.item.label)


def is_draft(text: Text) -> bool:
    """Tell whether a heading over a text says that it is a draft."""
    return any(_DRAFT.search(fold(heading)) for heading in text.heading)


def needs_label(case: Case) -> str:
    """Return why an item must say what its text is; empty where all is official text that was adopted."""
    for evidence in case.item.evidence:
        if evidence.status != "official":
            return f"{evidence.locator}: {evidence.status}"
        if evidence.draft or any(is_draft(text) for text in case.shelf.at(evidence.document, evidence.locator)):
            return f"{evidence.locator}: {evidence.draft or 'draft'}"
    taken_from = case.taken_from
    if case.item.passage and taken_from and all(text.status != "official" for text in taken_from):
        return f"passage: {taken_from[0].status}"
    return ""


def _check_names(case: Case, evidence: Evidence) -> Iterator[Finding]:
    """Check the symbol, title, reference and address of an evidence against the document's facts."""
    facts = case.shelf.facts[evidence.document]
    if evidence.symbol != facts["symbol"] or evidence.title not in (*facts["titles"].values(), evidence.document):
        yield Finding(Reason.EVIDENCE_NAMES, f"{evidence.symbol}, {evidence.title}")
    target = leads_to(evidence.link)
    languages = (None, evidence.language, case.item.language)
    if target is None or target[:2] != (evidence.document, evidence.locator) or target[2] not in languages:
        yield Finding(Reason.LINK_ELSEWHERE, evidence.link)
    if not ends_with(evidence.citation, evidence.locator):
        yield Finding(Reason.CITATION_ELSEWHERE, f"{evidence.citation}: not {evidence.locator}")
