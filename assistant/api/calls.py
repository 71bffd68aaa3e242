"""What each operation asks of the façade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from assistant.access.visitor import Visitor
from assistant.api import arguments as given
from assistant.ask.types import Answer
from assistant.cite.types import Cited
from assistant.compare.types import Grid, SideBySide
from assistant.documents.coverage import Coverage, CoverageStatus
from assistant.documents.types import Added, Confirmed, Fetched, LibraryList, Rebuilt, Removed
from assistant.find.types import Found
from assistant.glossary.types import GlossaryFound, TermsChecked
from assistant.links.types import Links
from assistant.plan.types import Plans
from assistant.service import Assistant
from assistant.study.handout import Handout
from assistant.study.reading_path import ReadingPath
from assistant.study.session_plan import SessionPlan
from assistant.study.types import CardKind, Deck, Quiz, StudyRequest
from assistant.verify.types import Verified
from corpus.catalogue.sidecar import FACTS


def find(service: Assistant, asked: given.FindArguments) -> Found:
    """Return all hits that are ranked: the page is cut out of them, and knows how many there are."""
    return service.find(
        asked.query,
        k=given.MOST_HITS,
        language=asked.language,
        document=asked.document,
        kind=asked.kind,
        exact=asked.exact,
    )


def cite(service: Assistant, asked: given.CiteArguments) -> Cited:
    """Return the paragraph at a reference."""
    return service.cite(asked.reference, language=asked.language)


def ask(service: Assistant, asked: given.AskArguments) -> Answer:
    """Return a whole answer."""
    history = service.turns(asked.history, language=asked.language)
    return service.ask(asked.question, language=asked.language, history=history, written=not asked.extracts)


def verify(service: Assistant, asked: given.VerifyArguments) -> Verified:
    """Return the verdicts on quotations."""
    return service.verify(asked.text, language=asked.language)


def compare(service: Assistant, asked: given.CompareArguments) -> Grid | SideBySide:
    """Return two places side by side where exactly two references are given, else themes by documents."""
    themes = asked.themes
    if len(themes) == 2 and not asked.documents and all(map(service.is_reference, themes)):
        return service.differences(*themes, language=asked.language)
    return service.compare(themes, asked.documents, language=asked.language)


def links(service: Assistant, asked: given.LinksArguments) -> Links:
    """Return what a place refers to and what refers to it."""
    return service.links(asked.reference, asked.direction, language=asked.language)


def plan(service: Assistant, asked: given.PlanArguments) -> Plans:
    """Return the rows of plans that meet conditions."""
    from assistant.plan.table import Filters

    filters = Filters(
        objective=asked.objective,
        output=asked.output,
        point=asked.point,
        only=asked.only,
        programme=asked.programme,
        active=asked.active,
        starting=asked.starting,
        ending=asked.ending,
        words=asked.words,
    )
    return service.plan(filters, language=asked.language, document=asked.document, sort=asked.sort)


def glossary(service: Assistant, asked: given.GlossaryArguments) -> GlossaryFound | TermsChecked:
    """Return terms, or what a text has in their place."""
    if asked.text:
        return service.check_terms(asked.text, language=asked.language)
    return service.glossary(asked.query, language=asked.language or "en")


def study(service: Assistant, asked: given.StudyArguments) -> Quiz | Deck | Handout | SessionPlan | ReadingPath:
    """Return study material."""
    request = StudyRequest(
        documents=tuple(asked.documents),
        sections=tuple(asked.sections),
        theme=asked.theme,
        languages=tuple(asked.languages),
        count=asked.count,
        kinds={str(kind): count for kind, count in asked.kinds.items()},
        level=asked.level,
        minutes=asked.minutes,
        seed=asked.seed,
    )
    if asked.make == "cards":
        return service.study.cards(request, [CardKind(each) for each in asked.cards])
    if asked.make == "handout":
        return service.study.handout(request)
    if asked.make == "session":
        return service.study.session(request)
    if asked.make == "path":
        return service.study.path(request)
    return service.study.quiz(request)


def coverage(service: Assistant, asked: given.CoverageArguments) -> Coverage:
    """Return what is loaded and what is not."""
    whole = service.coverage(asked.language)
    if not asked.missing:
        return whole
    lacking = [each for each in whole.documents if each.status is not CoverageStatus.LOADED or each.missing]
    return replace(whole, documents=tuple(lacking))


def library(service: Assistant, asked: given.LibraryArguments) -> LibraryList:
    """Return what is loaded."""
    return LibraryList(service.library(asked.language))


def add(service: Assistant, asked: given.AddArguments, by: Visitor) -> Added:
    """Bring in files that lie in a folder of this request's own; no other paths come here (`assistant.api.uploads`)."""
    facts = {name: said for name in FACTS if (said := getattr(asked, name)) is not None}
    paths = [each for each in asked.files if isinstance(each, Path)]
    return service.add(paths, official=asked.official, facts=facts, by=by)


def fetch(service: Assistant, asked: given.FetchArguments, by: Visitor) -> Fetched:
    """Fetch documents of the catalogue."""
    languages: Sequence[str] = asked.languages
    return service.fetch(asked.documents, languages=languages, by=by)


def confirm(service: Assistant, asked: given.ConfirmArguments, by: Visitor) -> Confirmed:
    """Confirm that texts are official, or take it back."""
    return service.confirm(asked.document, language=asked.language, undo=asked.undo, by=by)


def remove(service: Assistant, asked: given.RemoveArguments, by: Visitor) -> Removed:
    """Remove a document, or its text in one language."""
    return Removed(service.remove(asked.document, language=asked.language, by=by), asked.language)


def rebuild(service: Assistant, asked: given.RebuildArguments, by: Visitor) -> Rebuilt:
    """Build the index anew."""
    service.rebuild(by=by)
    return Rebuilt()
