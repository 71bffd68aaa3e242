"""The one table of what programs can ask: every door, HTTP, MCP and Gradio's, is made of it and calls through it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from inspect import cleandoc
from typing import Any

from assistant.access.changes import NEEDED
from assistant.access.visitor import OWNER, Role, Visitor
from assistant.api import arguments, calls
from assistant.api.arguments import Arguments
from assistant.api.errors import UnknownOperation
from assistant.api.pages import Cut, Page, cut_lists, cut_rows
from assistant.api.values import read_arguments
from assistant.ask.types import Answer
from assistant.cite.types import Cited
from assistant.compare.types import Grid, SideBySide
from assistant.documents.coverage import Coverage
from assistant.documents.types import Added, Confirmed, Fetched, LibraryList, Rebuilt, Removed
from assistant.find.types import Found
from assistant.glossary.types import GlossaryFound, TermsChecked
from assistant.links.types import Links
from assistant.plan.types import Plans
from assistant.service import Assistant
from assistant.study.handout import Handout
from assistant.study.reading_path import ReadingPath
from assistant.study.session_plan import SessionPlan
from assistant.study.types import Deck, Quiz
from assistant.types import AsJson
from assistant.verify.types import Verified


@dataclass(frozen=True)
class Operation:
    """One thing a program can ask.

    `results` are the types it may return; `run` asks the façade, for a visitor where it changes the library; `cut`
    makes a page of a long result.
    """

    name: str
    arguments: type[Arguments]
    results: tuple[type[AsJson], ...]
    run: Callable[..., AsJson]
    cut: Cut | None = None

    @property
    def role(self) -> Role:
        """The least role that may ask for it."""
        return NEEDED.get(self.name, Role.READER)

    @property
    def writes(self) -> bool:
        """Whether it changes the library."""
        return self.name in NEEDED

    @cached_property
    def description(self) -> str:
        """What it does and when to use it, for people and models."""
        return cleandoc(self.arguments.__doc__ or "")

    @property
    def summary(self) -> str:
        """The first sentence of the description, on one line."""
        return " ".join(self.description.partition("\n\n")[0].split())


@dataclass(frozen=True, slots=True)
class Reply:
    """What an operation returned, and which page of it this is, where it has pages."""

    result: AsJson
    page: Page | None = None


_STUDY = (Quiz, Deck, Handout, SessionPlan, ReadingPath)

OPERATIONS: dict[str, Operation] = {
    each.name: each
    for each in (
        Operation("find", arguments.FindArguments, (Found,), calls.find, cut_lists("hits")),
        Operation("cite", arguments.CiteArguments, (Cited,), calls.cite),
        Operation("ask", arguments.AskArguments, (Answer,), calls.ask),
        Operation("verify", arguments.VerifyArguments, (Verified,), calls.verify),
        Operation("compare", arguments.CompareArguments, (Grid, SideBySide), calls.compare),
        Operation("links", arguments.LinksArguments, (Links,), calls.links, cut_lists("cites", "cited_by")),
        Operation("plan", arguments.PlanArguments, (Plans,), calls.plan, cut_rows),
        Operation(
            "glossary",
            arguments.GlossaryArguments,
            (GlossaryFound, TermsChecked),
            calls.glossary,
            cut_lists("terms", "flags"),
        ),
        Operation("study", arguments.StudyArguments, _STUDY, calls.study),
        Operation("coverage", arguments.CoverageArguments, (Coverage,), calls.coverage, cut_lists("documents")),
        Operation("library", arguments.LibraryArguments, (LibraryList,), calls.library, cut_lists("documents")),
        Operation("add", arguments.AddArguments, (Added,), calls.add),
        Operation("fetch", arguments.FetchArguments, (Fetched,), calls.fetch),
        Operation("confirm", arguments.ConfirmArguments, (Confirmed,), calls.confirm),
        Operation("remove", arguments.RemoveArguments, (Removed,), calls.remove),
        Operation("rebuild", arguments.RebuildArguments, (Rebuilt,), calls.rebuild),
    )
}


def operation(name: str) -> Operation:
    """Return an operation by its name. Raises UnknownOperation."""
    if name not in OPERATIONS:
        raise UnknownOperation(name=name, known=", ".join(OPERATIONS))
    return OPERATIONS[name]


def checked(name: str, given: Mapping[str, Any]) -> tuple[Operation, Arguments]:
    """Return an operation and its arguments. Raises UnknownOperation, or what `read_arguments` does."""
    asked = operation(name)
    return asked, read_arguments(asked.arguments, given, name)


def call(service: Assistant, name: str, given: Mapping[str, Any], visitor: Visitor = OWNER) -> Reply:
    """Run an operation for a visitor. Raises NotAllowed and the like, what `checked` does, and what the verb raises.

    Who may not change the library is told so before anything else, and that is written down.
    """
    if operation(name).writes:
        service.changes.require(name, visitor, _documents_in(given))
    asked, values = checked(name, given)
    result = asked.run(service, values, visitor) if asked.writes else asked.run(service, values)
    if asked.cut is None:
        return Reply(result)
    offset, limit = values.offset, values.limit  # type: ignore[attr-defined]
    cut, total = asked.cut(result, offset, limit)
    return Reply(cut, Page(offset, limit, total))


def _documents_in(given: Mapping[str, Any]) -> str:
    """Return the documents that arguments name, which may not have been checked yet."""
    named = given.get("documents", given.get("document", ()))
    return ", ".join(each for each in ([named] if isinstance(named, str) else [*named]) if isinstance(each, str))
