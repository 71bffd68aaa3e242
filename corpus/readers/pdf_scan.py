"""Scanned PDFs, where Tesseract is installed: pages are drawn, and their letters recognised.

One language at a time: with French and English together, Tesseract 5.3 breaks É and œ; the French model has no “§”
(«§ 12» becomes «8 12»). The first page is tried in each language installed, and the surest is taken.
"""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2 as pdfium

from corpus.errors import UnreadableFile
from corpus.phrases import Phrase
from corpus.types import RawDocument

_MODELS = {"eng": "en", "fra": "fr", "spa": "es"}
_DOTS_PER_INCH = 300
_MOST_PAGES = 100
_SURE = 80.0  # mean confidence of a page's words, of 100; a page below is told to be doubtful
_SECONDS_PER_PAGE = 60


@dataclass(frozen=True, slots=True)
class _Page:
    text: str
    confidence: float


def tesseract() -> str | None:
    """Return the path of the program that recognises characters, None where it is not installed."""
    return shutil.which("tesseract")


def read(path: Path) -> RawDocument:
    """Return the recognised text of a PDF of images, and how sure it is.

    Raises UnreadableFile where it has too many pages, or Tesseract has no model for our languages.
    """
    document = pdfium.PdfDocument(path)
    if len(document) > _MOST_PAGES:
        raise UnreadableFile(
            path=path,
            detail=Phrase(
                "error.because.scanned_pages",
                "{found} scanned pages; the limit is {most}",
                found=len(document),
                most=_MOST_PAGES,
            ),
        )
    program = tesseract() or ""
    models = [model for model in _installed(program) if model in _MODELS]
    if not models:
        raise UnreadableFile(
            path=path,
            detail=Phrase("error.because.no_tesseract_model", "Tesseract has no model for English, French or Spanish"),
        )
    with TemporaryDirectory(prefix="alinea-") as folder:
        image = Path(folder, "page.png")
        _draw(document, 0, image)
        model = max(models, key=lambda each: _recognised(program, image, each).confidence)
        pages = []
        for number in range(len(document)):
            _draw(document, number, image)
            pages.append(_recognised(program, image, model))
    doubtful = [str(number) for number, page in enumerate(pages, start=1) if page.text and page.confidence < _SURE]
    noticed = {"recognised": ", ".join(str(number) for number, page in enumerate(pages, start=1) if page.text)}
    if doubtful:
        noticed["doubtful_pages"] = ", ".join(doubtful)
    return RawDocument(
        format="pdf",
        pages=tuple(page.text for page in pages),
        paginated=True,
        language=_MODELS[model],
        noticed=noticed,
    )


def _draw(document: pdfium.PdfDocument, number: int, image: Path) -> None:
    page = document[number]
    page.render(scale=_DOTS_PER_INCH / 72).to_pil().convert("L").save(image)
    page.close()


def _installed(program: str) -> list[str]:
    said = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=30, check=False)
    return said.stdout.split()


def _recognised(program: str, image: Path, model: str) -> _Page:
    """Return the lines of a page, a blank one between paragraphs, and the mean confidence of its words."""
    command = [program, str(image), "stdout", "-l", model, "tsv"]
    said = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS_PER_PAGE, check=False).stdout
    lines: dict[tuple[str, str, str], list[str]] = {}
    sure: list[float] = []
    for row in csv.DictReader(io.StringIO(said), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row.get("level") == "5" and (row.get("text") or "").strip():
            lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), []).append(row["text"].strip())
            sure.append(float(row["conf"]))
    text: list[str] = []
    last: tuple[str, str] | None = None
    for (block, paragraph, _), words in lines.items():
        if last not in (None, (block, paragraph)):
            text.append("")
        text.append(" ".join(words))
        last = (block, paragraph)
    return _Page("\n".join(text), sum(sure) / len(sure) if sure else 0.0)
