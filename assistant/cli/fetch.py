"""`fetch`: official documents from their publishers' sites, and the list of those there are."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import groupby

from assistant import i18n
from assistant.cli.command import LANGUAGES, Command, CommandResult, add_json, progress_bar
from assistant.documents.types import Attempt, Fetched, FetchedVersion, Listed, NotFetched
from assistant.service import Assistant

_SHOWN_LOCATORS = 12


def _arguments(fetch: argparse.ArgumentParser) -> None:
    which = fetch.add_mutually_exclusive_group(required=True)
    which.add_argument("ids", nargs="*", default=[], metavar="ID", help="a document, as “r193” or “2022 Conclusions”")
    which.add_argument("--list", action="store_true", help="show the catalogue instead, and what of it is loaded")
    fetch.add_argument(
        "--lang", action="append", choices=LANGUAGES, default=[], dest="languages",
        help="only this language; may be given again (every language with an address)",
    )  # fmt: skip
    add_json(fetch)


def _fetch(service: Assistant, options: argparse.Namespace) -> CommandResult:
    """Fetch documents, or list them; a missing text makes the command fail, the others are added."""
    if options.list:
        listed = [
            each for each in service.catalogue() if not options.languages or {*options.languages} & {*each.languages}
        ]
        return CommandResult({"documents": [each.to_json() for each in listed]}, catalogue(listed))
    with progress_bar("fetching") as progress:
        fetched = service.fetch(options.ids, languages=options.languages, progress=progress)
    return CommandResult(fetched.to_json(), report(fetched), failed=bool(fetched.errors))


def catalogue(documents: Sequence[Listed]) -> str:
    """Return the catalogue as a list: each document, and for each language how its best address is known."""
    blocks = []
    for document in documents:
        facts = [fact for fact in (document.symbol or document.session, document.kind, document.date) if fact]
        lines = [document.title + ("" if document.title_verified else "  (title not verified)")]
        lines.append("  ".join(["  " + document.id, *([" · ".join(facts)] if facts else [])]))
        if document.replaced_by:
            lines.append(f"  replaced by {document.replaced_by}")
        for language, addresses in groupby(document.addresses, key=lambda address: address.language):
            best, *others = addresses
            more = f", and {len(others)} more" if others else ""
            state = "loaded; " if language in document.loaded else ""
            lines.append(f"  {language}  {state}{evidence(best.evidence)}{more}")
        lines.extend(f"  {code}  loaded" for code in document.loaded if code not in document.languages)
        if not document.addresses:
            lines.append("      no address known: add a file of it with “python app.py add FILE”")
        blocks.append("\n".join(lines))
    ending = "Any Convention or Recommendation can be fetched by its number as well: “python app.py fetch C189”."
    return "\n\n".join([*blocks, ending])


def report(fetched: Fetched) -> str:
    """Return what was fetched, and for what was not: why, and how to add it by hand."""
    return "\n\n".join([*map(_done, fetched.documents), *map(_failed, fetched.errors)])


def evidence(code: str) -> str:
    """Return in plain words how an address is known."""
    return i18n.text(f"catalogue.evidence.{code}", "en")


def _done(found: FetchedVersion) -> str:
    shown = ", ".join(found.locators[:_SHOWN_LOCATORS])
    more = f", … {found.locators[-1]}" if len(found.locators) > _SHOWN_LOCATORS else ""
    lines = [f"{found.document} ({found.language}): {found.change}", f"  from        {found.url}"]
    if found.file:
        lines.append(f"  file        {found.file} ({found.size:,} bytes)")
    lines += [f"  SHA-256     {found.sha256}", f"  numbers     {shown}{more}"]
    if found.replaced_by:
        lines.append(f"  note        this document was replaced by {found.replaced_by.upper()}")
    if found.announced:
        lines.append(f"  announced   as {found.announced}, which its bytes are not")
    lines.extend(f"  warning     {warning}" for warning in found.warnings)
    lines.extend(_tried(found.tried))
    return "\n".join(lines)


def _failed(missing: NotFetched) -> str:
    """Return why a text was not fetched, and how to add it by hand."""
    where = f" ({missing.language})" if missing.language else ""
    title = f"  {missing.title}" if missing.title != missing.document else ""
    lines = [f"NOT FETCHED  {missing.document}{where}{title}", *_tried(missing.tried)]
    if missing.open:
        lines.append(f"  by hand     open {missing.open.url}")
        lines.append(f"              ({evidence(missing.open.evidence)}) in a browser, save the document,")
        lines.append("              then: python app.py add FILE")
    else:
        lines.append("  by hand     python app.py add FILE, if you have a file of it")
    return "\n".join(lines)


def _tried(attempts: Sequence[Attempt]) -> list[str]:
    """Return the addresses that failed, and why."""
    lines = []
    for attempt in attempts:
        known = f"  ({evidence(attempt.evidence)})" if attempt.evidence else ""
        lines += [f"  tried       {attempt.url}{known}"] if attempt.url else []
        lines.append(f"  reason      {attempt.message('en')}")
    return lines


COMMAND = Command(
    "fetch", "bring in official documents from the ILO's and the United Nations' sites", _arguments, _fetch
)
