"""`verify`: check quotations, one or a page of them, against the library."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from assistant.commands.command import LANGUAGES, Command, Outcome, add_json
from assistant.differences import Difference, Op
from assistant.errors import BadRequest
from assistant.printing import indented, wrapped
from assistant.service import Assistant
from assistant.verification.verdicts import Attribution, CheckedQuote, Place, Verdict, Verified
from corpus.readers import read

_MOST_PLACES = 5  # shown of a quotation that stands in many
_LONGEST = 300  # characters of a quotation that are shown
_ONLY_A_NOTE = "These are the words of an unofficial note, not of the official text."


def _arguments(verify: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    one = verify.add_mutually_exclusive_group(required=True)
    one.add_argument("text", nargs="?", help="a quotation, or a text with quotations in it; “-” reads standard input")
    one.add_argument("--file", type=Path, metavar="PATH", help="a page with quotations: text, Word, PDF or HTML")
    one.add_argument("--batch", metavar="FILE", help='one JSON object a line, {"id": …, "q": …}; “-”: standard input')
    verify.add_argument("--lang", choices=LANGUAGES, help="write references in this language instead of the text's")
    add_json(verify)


def _run(service: Assistant, options: argparse.Namespace) -> Outcome:
    """Check; a quotation that is not found as it stands, and where it says, is a failure."""
    verified = service.verify(_text(options), language=options.lang)
    return Outcome(verified.to_json(), text(verified), failed=not verified.all_found)


def _text(options: argparse.Namespace) -> str:
    """Return what is to be checked. Raises BadRequest, or what the readers of files raise."""
    if options.file is not None:
        return "\n".join(read(options.file).pages)
    if options.text != "-":
        return str(options.text)
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except ValueError as exc:
        raise BadRequest(value="-", expected=f"text in UTF-8 ({exc})") from exc


def text(result: Verified) -> str:
    """Return the verdicts, one after another, and their count."""
    if not result.quotes:
        return "No quotation was recognised in this text."
    blocks = [_verdict(n, quote, many=len(result.quotes) > 1) for n, quote in enumerate(result.quotes, 1)]
    if len(result.quotes) > 1 or result.unchecked:
        blocks.append(_count(result))
    return "\n\n".join(blocks)


def _verdict(n: int, checked: CheckedQuote, *, many: bool) -> str:
    """Return one verdict."""
    quote = checked.quote if len(checked.quote) <= _LONGEST else f"{checked.quote[:_LONGEST].rstrip()} […]"
    number = f"{n}. " if many else ""
    lines = [f"{number}{checked.status.replace('_', ' ').upper()}: “{' '.join(quote.split())}”"]
    if checked.status is Verdict.NOT_FOUND:
        lines.append("   These words stand nowhere in the documents loaded.")
        if checked.nearest is not None:
            lines += [f"   A paragraph that may be meant: {_place(checked.nearest)}"]
    elif checked.status is Verdict.ALTERED:
        lines.append(f"   Nearly the words of {_place(checked.places[0])}:")
        lines += [indented(marked(checked.comparison))]
        lines += [f"   - {_difference(each)}" for each in checked.differences]
    else:
        lines += [f"   {_place(place)}" for place in checked.places[:_MOST_PLACES]]
        more = len(checked.places) - _MOST_PLACES
        if more > 0 or checked.more_places:
            lines.append(f"   and {'many' if checked.more_places else more} more places")
    if checked.places and not checked.official:
        lines.append(f"   {_ONLY_A_NOTE}")
    if checked.attributed is not None:
        lines.append(f"   {_attribution(checked.attributed, checked.status)}")
    return "\n".join(indented(line.strip()) if i else wrapped(line) for i, line in enumerate(lines))


def _place(place: Place) -> str:
    """Return where words stand, and what the text is worth."""
    return f"{place.citation}  [{place.language}, {place.status.replace('_', ' ')}]"


def marked(comparison: tuple[Difference, ...], *, signs: bool = False) -> str:
    """Return a quotation, with what it leaves out of the text, [-so-], and what it puts in, {+so+}; `signs` too."""
    pieces = []
    for each in comparison:
        if each.op is Op.EQUAL:
            differ = signs and not each.is_same
            after = _signs(each.text_after, each.quoted_after) if differ else each.quoted_after
            pieces.append(each.quoted + after)
            continue
        pieces += [f"[-{each.text}-] "] if each.text else []
        pieces += [f"{{+{each.quoted}+}}{each.quoted_after}"] if each.quoted else []
    return "".join(pieces)


def _signs(old: str, new: str) -> str:
    """Return the signs after equal words where they differ, both marked, with the space after the new ones."""
    pieces = [f"[-{old.strip()}-]" if old.strip() else "", f"{{+{new.strip()}+}}" if new.strip() else ""]
    return "".join(pieces) + new[len(new.rstrip()) :]


def _difference(each: Difference) -> str:
    """Return one difference in words."""
    figure = "  (figure)" if each.figure else ""
    if each.op is Op.INSERT:
        return f"“{each.quoted}” is not in the text{figure}"
    if each.op is Op.DELETE:
        return f"“{each.text}” of the text is left out{figure}"
    return f"“{each.quoted}” stands for “{each.text}” of the text{figure}"


def _attribution(attributed: Attribution, status: Verdict) -> str:
    """Return where the quotation is said to stand, and whether it does."""
    said = f"Said to be from: {attributed.citation or attributed.reference}"
    if attributed.holds:
        return f"{said}. It is." if status is Verdict.FOUND else f"{said}. That is the place."
    if attributed.status == "not_loaded":
        return f"{said}. That document is not loaded: whether the words stand there too could not be checked."
    if attributed.status == "unknown_document":
        return f"{said}. That document is not known here: whether the words stand there could not be checked."
    if attributed.status == "no_such_paragraph":
        return f"{said}. There is no such place."
    return f"{said}. They do not stand there." if attributed.holds is False else f"{said}."


def _count(result: Verified) -> str:
    """Return how many quotations have each verdict."""
    counts = {verdict: sum(each.status is verdict for each in result.quotes) for verdict in Verdict}
    said = ", ".join(f"{count} {verdict.replace('_', ' ')}" for verdict, count in counts.items() if count)
    left = f" {result.unchecked} more were not checked: the text has too many." if result.unchecked else ""
    note = sum(bool(each.places) and not each.official for each in result.quotes)
    only = f" {note} in unofficial notes alone." if note else ""
    return f"{len(result.quotes)} quotations: {said}.{only}{left}"


COMMAND = Command(
    "verify",
    "check quotations against the documents: found, misattributed, altered or not found",
    _arguments,
    _run,
    question="text",
)
