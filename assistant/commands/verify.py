"""`verify`: check quotations, one or a page of them, against the library."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import prompts
from assistant.commands.command import LANGUAGES, Command, Outcome, add_json
from assistant.commands.worth import worth
from assistant.differences import Difference, Op
from assistant.errors import BadRequest
from assistant.printing import indented, wrapped
from assistant.service import Assistant
from assistant.verification.verdicts import Attribution, CheckedQuote, Place, Verdict, Verified
from corpus.language import detect
from corpus.readers import read
from corpus.types import Language

_MOST_PLACES = 5  # shown of a quotation that stands in many
_LONGEST = 300  # characters of a quotation that are shown
_VERDICTS = {
    Verdict.FOUND: "verify.found",
    Verdict.MISATTRIBUTED: "verify.misattributed",
    Verdict.ALTERED: "verify.altered",
    Verdict.NOT_FOUND: "verify.not_found",
}
_UNHELD = {
    "not_loaded": "verify.not_loaded",
    "unknown_document": "verify.unknown_document",
    "no_such_paragraph": "verify.no_such_place",
}


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
    given = _text(options)
    verified = service.verify(given, language=options.lang)
    reader = options.lang or detect(given) or Language.EN
    return Outcome(verified.to_json(), text(verified, Language(reader)), failed=not verified.all_found)


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


def text(result: Verified, language: Language = Language.EN) -> str:
    """Return the verdicts in the reader's language, one after another, and their count."""
    if not result.quotes:
        return prompts.render("verify.none", language)
    many = len(result.quotes) > 1
    blocks = [_verdict(n, quote, language, many=many) for n, quote in enumerate(result.quotes, 1)]
    if many or result.unchecked:
        blocks.append(_count(result, language))
    return "\n\n".join(blocks)


def _verdict(n: int, checked: CheckedQuote, language: Language, *, many: bool) -> str:
    """Return one verdict."""
    quote = checked.quote if len(checked.quote) <= _LONGEST else f"{checked.quote[:_LONGEST].rstrip()} […]"
    verdict = prompts.render(_VERDICTS[checked.status], language).upper()
    number = f"{n}. " if many else ""
    lines = [number + prompts.render("verify.quote", language, verdict=verdict, quote=" ".join(quote.split()))]
    if checked.status is Verdict.NOT_FOUND:
        lines.append(prompts.render("verify.nowhere", language))
        if checked.nearest is not None:
            lines.append(prompts.render("verify.nearest", language, place=_place(checked.nearest, language)))
    elif checked.status is Verdict.ALTERED:
        lines.append(prompts.render("verify.nearly", language, place=_place(checked.places[0], language)))
        lines += [marked(checked.comparison)]
        lines += [f"- {_difference(each, language)}" for each in checked.differences]
    else:
        lines += [_place(place, language) for place in checked.places[:_MOST_PLACES]]
        more = len(checked.places) - _MOST_PLACES
        if checked.more_places:
            lines.append(prompts.render("verify.many_places", language))
        elif more > 0:
            lines.append(prompts.render("verify.more_places", language, count=more))
    if checked.places and not checked.official:
        lines.append(prompts.render("verify.only_note", language))
    if checked.attributed is not None:
        lines.append(_attribution(checked.attributed, checked.status, language))
    return "\n".join(indented(line.strip()) if i else wrapped(line) for i, line in enumerate(lines))


def _place(place: Place, language: Language) -> str:
    """Return where words stand, and what the text is worth."""
    return f"{place.citation}  {worth(place.language, place.status, language)}"


def marked(comparison: tuple[Difference, ...]) -> str:
    """Return a quotation, with what it leaves out of the text, [-so-], and what it puts in, {+so+}."""
    pieces = []
    for each in comparison:
        if each.op is Op.EQUAL:
            pieces.append(each.quoted + each.quoted_after)
            continue
        pieces += [f"[-{each.text}-] "] if each.text else []
        pieces += [f"{{+{each.quoted}+}}{each.quoted_after}"] if each.quoted else []
    return "".join(pieces)


def _difference(each: Difference, language: Language) -> str:
    """Return one difference in words."""
    if each.op is Op.INSERT:
        said = prompts.render("verify.inserted", language, quoted=each.quoted)
    elif each.op is Op.DELETE:
        said = prompts.render("verify.deleted", language, text=each.text)
    else:
        said = prompts.render("verify.replaced", language, quoted=each.quoted, text=each.text)
    figure = prompts.render("verify.figure", language)
    return f"{said}  {figure}" if each.figure else said


def _attribution(attributed: Attribution, status: Verdict, language: Language) -> str:
    """Return where the quotation is said to stand, and whether it does."""
    said = prompts.render("verify.said", language, reference=attributed.citation or attributed.reference)
    if attributed.holds:
        key = "verify.it_is" if status is Verdict.FOUND else "verify.right_place"
    else:
        key = _UNHELD.get(attributed.status, "verify.not_there" if attributed.holds is False else "")
    return f"{said} {prompts.render(key, language)}" if key else said


def _count(result: Verified, language: Language) -> str:
    """Return how many quotations have each verdict."""
    counts = {verdict: sum(each.status is verdict for each in result.quotes) for verdict in Verdict}
    said = ", ".join(
        f"{count} {prompts.render(_VERDICTS[verdict], language)}" for verdict, count in counts.items() if count
    )
    parts = [prompts.render("verify.count", language, total=len(result.quotes), counts=said)]
    if note := sum(bool(each.places) and not each.official for each in result.quotes):
        parts.append(prompts.render("verify.notes_alone", language, count=note))
    if result.unchecked:
        parts.append(prompts.render("verify.unchecked", language, count=result.unchecked))
    return " ".join(parts)


COMMAND = Command(
    "verify",
    "check quotations against the documents: found, misattributed, altered or not found",
    _arguments,
    _run,
    question="text",
)
