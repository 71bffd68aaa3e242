"""`compare`: themes by documents, or two places side by side."""

from __future__ import annotations

import argparse
from pathlib import Path

import prompts
from assistant.cli.command import LANGUAGES, Command, CommandResult, add_json
from assistant.cli.output import check_output, written
from assistant.cli.terminal import indented, wrapped
from assistant.cli.verify import marked
from assistant.compare.types import Cell, Grid, GridParagraph, Pair, Side, SideBySide
from assistant.export.comparison_words import nothing
from assistant.export.content import status_label
from assistant.service import Assistant


def _arguments(compare: argparse.ArgumentParser) -> None:
    compare.add_argument(
        "themes", nargs="+", metavar="THEME",
        help="what is compared, in words; or a reference, such as “GB.346/INS/4, para. 15”, to have its paragraph "
        "beside the closest of each other document; two references are shown side by side",
    )  # fmt: skip
    compare.add_argument(
        "--document", action="append", default=[], metavar="ID",
        help="in this document, by its id or symbol; again for each (all, or of many those that say most)",
    )  # fmt: skip
    compare.add_argument("--lang", choices=LANGUAGES, help="show this language first, instead of the themes' own")
    compare.add_argument(
        "--output", metavar="FILE", type=Path, help="also write the comparison to a new file: .docx, .md, .csv or .json"
    )
    compare.set_defaults(columns=())
    add_json(compare)


def _run(service: Assistant, options: argparse.Namespace) -> CommandResult:
    """Compare two places where both arguments are references, else themes; an empty grid is a result."""
    check_output(options)
    themes = options.themes
    if len(themes) == 2 and not options.document and all(map(service.is_reference, themes)):
        sides = service.differences(*themes, language=options.lang)
        return _written(service, sides, CommandResult(sides.to_json(), side_by_side(sides)), options.output)
    found = service.compare(themes, options.document, language=options.lang)
    return _written(service, found, CommandResult(found.to_json(), grid(found)), options.output)


def _written(service: Assistant, result: Grid | SideBySide, outcome: CommandResult, path: Path | None) -> CommandResult:
    """Write the file asked for; return the result with its path. Raises FileExists or UnwritableFile."""
    if path is None:
        return outcome
    return written(service.export(result, path.suffix), path, outcome, result.language)


def grid(result: Grid) -> str:
    """Return a grid as text: a block for each theme, in it each document."""
    reader = result.language
    names = {each.document: each.symbol or each.title for each in result.documents}
    blocks = []
    for row in result.rows:
        blocks.append(f"{row.theme}\n{'=' * len(row.theme)}")
        blocks += [_cell(names[cell.document], cell, reader) for cell in row.cells]
    blocks.append(wrapped(_say("compare.summary", reader, **{name: str(n) for name, n in result.counts().items()})))
    if result.left_out:
        blocks.append(wrapped(_say("compare.left_out", reader, count=str(result.left_out))))
    return "\n\n".join(blocks)


def _cell(name: str, cell: Cell, reader: str) -> str:
    if not cell.paragraphs:
        return f"{wrapped(name)}\n{indented(nothing(cell, reader))}"
    unsure = "" if cell.sure else f"{indented(_say('compare.unsure', reader))}\n"
    return f"{wrapped(name)}\n{unsure}" + "\n\n".join(
        f"   {_place(each, reader)}\n{indented(each.text)}" for each in cell.paragraphs
    )


def side_by_side(result: SideBySide) -> str:
    """Return two places, or two documents place by place, one after the other with the words that differ marked."""
    reader = result.language
    equal = [pair for pair in result.pairs if pair.likeness == 1.0]
    shown = [pair for pair in result.pairs if pair.likeness != 1.0] if len(result.pairs) > 1 else result.pairs
    blocks = [wrapped(_say("compare.missing", reader, reason=result.missing))] if result.missing else []
    if any(pair.is_marked for pair in shown):
        first, second = _say("compare.first_only", reader), _say("compare.second_only", reader)
        blocks.append(f"[-{first}-] {{+{second}+}}")
    blocks += [_pair(pair, reader) for pair in shown]
    if len(result.pairs) > 1:
        blocks.append(_say("compare.places", reader, count=str(len(result.pairs)), same=str(len(equal))))
    return "\n\n".join(blocks)


def _pair(pair: Pair, reader: str) -> str:
    sides = (("<", pair.left), (">", pair.right))
    heads = "\n".join(f"{sign} {_place(side, reader)}" for sign, side in sides if side)
    if pair.left is None or pair.right is None:
        side = pair.left or pair.right
        return f"{heads}  {_say('compare.one_only', reader)}\n{indented(side.text if side else '')}"
    if pair.likeness is None:
        return f"{heads}\n{_say('compare.two_languages', reader)}\n{_texts(pair.left, pair.right)}"
    if pair.is_same:
        return f"{heads}\n{_say('compare.equal', reader)}\n{indented(pair.left.text)}"
    if not pair.is_marked:
        return f"{heads}\n{_say('compare.little', reader)}\n{_texts(pair.left, pair.right)}"
    return f"{heads}\n{indented(marked(pair.comparison, signs=True))}"


def _texts(left: Side, right: Side) -> str:
    return f"{indented(left.text)}\n\n{indented(right.text)}"


def _place(place: GridParagraph | Side, reader: str) -> str:
    """Return the citation, language and status of a text."""
    spoken = prompts.render(f"language.{place.language}", reader)
    return f"{place.citation}  [{spoken} · {status_label(place.status, reader)}]"


def _say(key: str, reader: str, **values: str) -> str:
    return prompts.render(key, reader, **values)


COMMAND = Command("compare", "set themes against documents, or two places side by side", _arguments, _run)
