"""`verify`: check quotations, one or a page of them, against the library."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import prompts
from assistant.cli import receipt
from assistant.cli.command import LANGUAGES, Command, CommandResult, add_json
from assistant.cli.terminal import indented, version_label, wrapped
from assistant.errors import BadRequest
from assistant.service import Assistant
from assistant.text.word_diff import Difference, Op
from assistant.verify.types import Attribution, CheckedQuote, QuotePlace, Verdict, Verified
from corpus.readers import read
from corpus.text.typography import in_marks
from corpus.types import Language

_MOST_PLACES = 5  # shown of a quotation that stands in many
_LONGEST = 300  # characters of a quotation that are shown

_VERDICTS = {
    Verdict.FOUND: "verify.found",
    Verdict.FOUND_IN_NOTE: "verify.found_in_note",
    Verdict.MISATTRIBUTED: "verify.misattributed",
    Verdict.ALTERED: "verify.altered",
    Verdict.NOT_FOUND: "verify.not_found",
}
_COUNTS = {
    Verdict.FOUND: "verify.count_found",
    Verdict.FOUND_IN_NOTE: "verify.count_found_in_note",
    Verdict.MISATTRIBUTED: "verify.count_misattributed",
    Verdict.ALTERED: "verify.count_altered",
    Verdict.NOT_FOUND: "verify.count_not_found",
}
_NOT_THERE = {
    "not_loaded": "verify.not_loaded",
    "unknown_document": "verify.unknown_document",
    "no_such_paragraph": "verify.no_such_place",
}


def _arguments(verify: argparse.ArgumentParser) -> None:
    one = verify.add_mutually_exclusive_group(required=True)
    one.add_argument("text", nargs="?", help="a quotation, or a text with quotations in it; “-” reads standard input")
    one.add_argument("--file", type=Path, metavar="PATH", help="a page with quotations: text, Word, PDF or HTML")
    one.add_argument("--batch", metavar="FILE", help='one JSON object a line, {"id": …, "q": …}; “-”: standard input')
    one.add_argument("--receipt", metavar="FILE", type=Path, help="judge again what a chat model wrote (ask --receipt)")
    verify.add_argument("--lang", choices=LANGUAGES, help="tell the verdicts in this language instead of the text's")
    add_json(verify)


def _run(service: Assistant, options: argparse.Namespace) -> CommandResult:
    """Check quotations; one that does not stand as quoted, where it is said to, is a failure."""
    if options.receipt is not None:
        return receipt.checked(service, options.receipt, options.lang)
    verified = service.verify(_text(options), language=options.lang)
    return CommandResult(verified.to_json(), text(verified), failed=not verified.all_found)


def _text(options: argparse.Namespace) -> str:
    """Return the text to check. Raises BadRequest, or what the readers of files raise."""
    if options.file is not None:
        return "\n".join(read(options.file).pages)
    if options.text != "-":
        return str(options.text)
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except ValueError as exc:
        raise BadRequest(value="-", expected=f"text in UTF-8 ({exc})") from exc


def text(result: Verified) -> str:
    """Return the verdicts, one after another, and their count, in the reader's language."""
    language = Language(result.language)
    if not result.quotes:
        return prompts.render("verify.nothing", language)
    many = len(result.quotes) > 1
    blocks = [_verdict(f"{n}. " if many else "", quote, language) for n, quote in enumerate(result.quotes, 1)]
    if many or result.unchecked:
        blocks.append(_count(result, language))
    return "\n\n".join(blocks)


def _verdict(number: str, checked: CheckedQuote, language: Language) -> str:
    quote = checked.quote if len(checked.quote) <= _LONGEST else f"{checked.quote[:_LONGEST].rstrip()} […]"
    word, shown = prompts.render(_VERDICTS[checked.status], language), in_marks(" ".join(quote.split()), language)
    head = prompts.render("verify.headed", language, verdict=word, quote=shown)
    lines = [f"{number}{head}", *_place_lines(checked, language)]
    if checked.attributed is not None:
        lines.append(_attribution(checked.attributed, checked.status, language))
    return "\n".join(indented(line) if i else wrapped(line) for i, line in enumerate(lines))


def _place_lines(checked: CheckedQuote, language: Language) -> list[str]:
    """Return where a quotation stands, nearly stands or may be from, and whether that is our note."""
    places = [_place(place, language) for place in checked.places]
    if checked.status is Verdict.NOT_FOUND:
        meant = [_place(checked.nearest, language)] if checked.nearest is not None else []
        return [
            prompts.render("verify.stands_nowhere", language),
            *(prompts.render("verify.may_be_meant", language, place=place) for place in meant),
        ]
    if checked.status is Verdict.ALTERED:
        lines = [prompts.render("verify.nearly", language, place=places[0]), marked(checked.comparison)]
        lines += [f"- {_difference(each, language)}" for each in checked.differences]
        lines += [prompts.render("verify.also_ours", language, place=place) for place in places[1:2]]
    else:
        lines = places[:_MOST_PLACES]
        if checked.more_places:
            lines.append(prompts.render("verify.many_more", language))
        elif (more := len(places) - len(lines)) > 0:
            lines.append(prompts.render("verify.more", language, count=more))
    if checked.worth:
        lines.append(prompts.render(f"verify.{checked.worth}", language))
    return lines


def _place(place: QuotePlace, language: Language) -> str:
    return f"{place.citation}  {version_label(place.language, place.status, language)}"


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


def _difference(each: Difference, language: Language) -> str:
    figure = "  " + prompts.render("verify.figure", language) if each.figure else ""
    quoted, text = in_marks(each.quoted, language), in_marks(each.text, language)
    if each.op is Op.INSERT:
        return prompts.render("verify.put_in", language, quoted=quoted) + figure
    if each.op is Op.DELETE:
        return prompts.render("verify.left_out", language, text=text) + figure
    return prompts.render("verify.replaced", language, quoted=quoted, text=text) + figure


def _attribution(attributed: Attribution, status: Verdict, language: Language) -> str:
    """Return where the quotation is said to stand, and whether it does."""
    if attributed.holds:
        key = "verify.holds" if status is Verdict.FOUND else "verify.that_place"
    elif attributed.status in _NOT_THERE:
        key = _NOT_THERE[attributed.status]
    elif attributed.holds is False:
        key = "verify.elsewhere"
    else:
        key = "verify.only_note_there" if status is Verdict.FOUND_IN_NOTE else "verify.said"
    return prompts.render(key, language, reference=attributed.citation or attributed.reference)


def _count(result: Verified, language: Language) -> str:
    counts = {verdict: sum(each.status is verdict for each in result.quotes) for verdict in Verdict}
    said = ", ".join(prompts.render(_COUNTS[verdict], language, count=n) for verdict, n in counts.items() if n)
    whole = prompts.render("verify.count", language, count=len(result.quotes), verdicts=said)
    left = [prompts.render("verify.unchecked", language, count=result.unchecked)] if result.unchecked else []
    return wrapped(" ".join([whole, *left]))


COMMAND = Command(
    "verify",
    "check quotations against the documents: found, found in our notes only, misattributed, altered or not found",
    _arguments,
    _run,
    question="text",
)
