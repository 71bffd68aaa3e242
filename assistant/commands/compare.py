"""`compare`: themes by documents, or two places side by side."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.commands.command import LANGUAGES, Command, Outcome, add_json
from assistant.commands.output import check_output
from assistant.commands.verify import marked
from assistant.comparison.results import Cell, Grid, Pair, Shown, Side, SideBySide
from assistant.differences import Op
from assistant.export.files import save
from assistant.printing import indented, wrapped
from assistant.service import Assistant

_LITTLE_IN_COMMON = 0.3  # share of words below which two texts are rather read than compared word by word


def _arguments(compare: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    compare.add_argument(
        "themes", nargs="+", metavar="THEME",
        help="what is compared, in words; or two references, such as “GB.346/INS/4, para. 15”, to see side by side",
    )  # fmt: skip
    compare.add_argument(
        "--document", action="append", default=[], metavar="ID",
        help="in this document, by its id or symbol; again for each (all, or of many those that say most)",
    )  # fmt: skip
    compare.add_argument("--lang", choices=LANGUAGES, help="show this language first, instead of the themes' own")
    compare.add_argument(
        "--output", metavar="FILE", type=Path, help="also write the comparison to a new file: .docx, .csv or .json"
    )
    compare.set_defaults(columns=())
    add_json(compare)


def _run(service: Assistant, options: argparse.Namespace) -> Outcome:
    """Compare two places where both arguments are references, else themes; a grid with nothing in it is a result."""
    check_output(options)
    themes = options.themes
    if len(themes) == 2 and not options.document and all(map(service.is_reference, themes)):
        sides = service.differences(*themes, language=options.lang)
        return _written(service, sides, Outcome(sides.to_json(), side_by_side(sides)), options.output)
    found = service.compare(themes, options.document, language=options.lang)
    return _written(service, found, Outcome(found.to_json(), grid(found)), options.output)


def _written(service: Assistant, result: Grid | SideBySide, outcome: Outcome, path: Path | None) -> Outcome:
    """Write the file that was asked for; return the outcome, which says so. Raises FileExists or UnwritableFile."""
    if path is None:
        return outcome
    content = service.export(result, path.suffix)
    save(content, path)
    said = f"{outcome.text}\n\nWritten to {path} ({len(content) / 1000:,.0f} kB)."
    return Outcome(outcome.json | {"output": str(path)}, said)


def grid(result: Grid) -> str:
    """Return a grid as text: a block for each theme, in it each document."""
    names = {each.document: each.symbol or each.title for each in result.documents}
    blocks = []
    for row in result.rows:
        blocks.append(f"{row.theme}\n{'=' * len(row.theme)}")
        blocks += [_cell(names[cell.document], cell) for cell in row.cells]
    if result.left_out:
        blocks.append(f"{result.left_out} more documents were not compared; choose with --document.")
    return "\n\n".join(blocks)


def _cell(name: str, cell: Cell) -> str:
    """Return what a document has on a theme."""
    if not cell.paragraphs:
        return f"{wrapped(name)}: nothing on this."
    unsure = "" if cell.sure else "   Not certain to be on this; the closest paragraph:\n"
    return f"{wrapped(name)}\n{unsure}" + "\n\n".join(
        f"   {_place(each)}\n{indented(each.text)}" for each in cell.paragraphs
    )


def side_by_side(result: SideBySide) -> str:
    """Return two places, or two documents place by place, one after the other with the words that differ marked."""
    equal = [pair for pair in result.pairs if pair.likeness == 1.0]
    shown = [pair for pair in result.pairs if pair.likeness != 1.0] if len(result.pairs) > 1 else result.pairs
    blocks = [_pair(pair) for pair in shown]
    if any(pair.comparison for pair in shown):
        blocks.insert(0, "[-in the first only-] {+in the second only+}")
    if len(result.pairs) > 1:
        blocks.append(f"{len(result.pairs)} places, {len(equal)} of them in the same words.")
    return "\n\n".join(blocks)


def _pair(pair: Pair) -> str:
    """Return two texts."""
    heads = "\n".join(f"{sign} {_place(side)}" for sign, side in (("<", pair.left), (">", pair.right)) if side)
    if pair.left is None or pair.right is None:
        side = pair.left or pair.right
        return f"{heads}  in this one only\n{indented(side.text if side else '')}"
    if pair.likeness is None:
        return f"{heads}\nIn two languages: not compared word by word.\n{_texts(pair.left, pair.right)}"
    if all(each.op is Op.EQUAL for each in pair.comparison):
        return f"{heads}\nThe same words.\n{indented(pair.left.text)}"
    if pair.likeness < _LITTLE_IN_COMMON:
        return f"{heads}\nLittle in common, word for word.\n{_texts(pair.left, pair.right)}"
    return f"{heads}\n{indented(marked(pair.comparison))}"


def _texts(left: Side, right: Side) -> str:
    """Return two texts one after the other."""
    return f"{indented(left.text)}\n\n{indented(right.text)}"


def _place(place: Shown | Side) -> str:
    """Return where a text stands, and what it is worth."""
    return f"{place.citation}  [{place.language}, {place.status.replace('_', ' ')}]"


COMMAND = Command("compare", "set themes against documents, or two places side by side", _arguments, _run)
