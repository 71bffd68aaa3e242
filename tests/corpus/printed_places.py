"""For how many paragraphs of PDF files their words are found on the printed page.

    python -m tests.corpus.printed_places FILE.pdf …

A paragraph counts as found where the rectangles cover nine tenths of its letters, as exact where what PDFium reads
inside them holds at most a tenth more than that. The time is that of one paragraph in the sandbox, without a cache.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pypdfium2 as pdfium

from corpus.errors import CorpusError
from corpus.parsing import Parsed
from corpus.printed import PrintedPages, passages
from corpus.readers import read_by
from corpus.readers.printed_words import letters, pieces
from corpus.types import PrintedPlaces

_ENOUGH = 0.9
_UNSEEN = 5  # paragraphs named that were not found


def main(files: Iterable[Path]) -> None:
    """Print a line a file, and one for all."""
    sys.stdout.write(f"{'file':44} paragraphs  found  exact  median ms  slowest ms\n")
    total: list[tuple[bool, bool, float]] = []
    for path in files:
        try:
            seen = list(measured(path))
        except CorpusError as error:
            sys.stdout.write(f"{path.name[:44]:44} {type(error).__name__}\n")
            continue
        report(path.name, [each[1:] for each in seen])
        for locator, *_ in [each for each in seen if not each[1]][:_UNSEEN]:
            sys.stdout.write(f"    not found: {locator}\n")
        total += [each[1:] for each in seen]
    report("all", total)


def report(name: str, seen: list[tuple[bool, bool, float]]) -> None:
    """Print a line of figures."""
    if seen:
        found, exact, times = zip(*seen, strict=True)
        shares = f"{sum(found) / len(seen):6.1%} {sum(exact) / len(seen):6.1%}"
        sys.stdout.write(
            f"{name[:44]:44} {len(seen):10} {shares} {statistics.median(times):10.0f} {max(times):11.0f}\n"
        )


def measured(path: Path) -> Iterable[tuple[str, bool, bool, float]]:
    """Yield of each paragraph its locator, whether it was found, whether exactly, and the milliseconds it took."""
    parsed = read_by("corpus.parsing:parse", Parsed, path)
    document = pdfium.PdfDocument(path)
    pages = PrintedPages()
    for each in parsed.outline.renditions:
        sought = passages([each], parsed.cleaned.source)
        if not each.text.strip() or not sought:
            continue
        started = time.perf_counter()
        places = pages.places(path, path.name, sought)
        took = 1000 * (time.perf_counter() - started)
        inside, own = letters(_inside(document, places)), letters(f"{each.marker} {each.text}")
        covered = sum(piece.length for piece in pieces(own, inside))
        yield each.locator, covered >= _ENOUGH * len(own), len(inside) <= len(own) / _ENOUGH, took


def _inside(document: pdfium.PdfDocument, places: PrintedPlaces) -> str:
    """Return the words that PDFium reads inside the rectangles of pages that are neither turned nor cut."""
    read = []
    for spread in places.spreads:
        across, down = places.sizes[spread.page - 1]
        text = document[spread.page - 1].get_textpage()
        for left, top, width, height in spread.rectangles:
            box = left * across, (1 - top - height) * down, (left + width) * across, (1 - top) * down
            read.append(text.get_text_bounded(*box))
    return " ".join(read)


if __name__ == "__main__":
    main(map(Path, sys.argv[1:]))
