"""A citation as a BibTeX entry, in UTF-8, which BibTeX (with inputenc) and Biber both read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.citations.source import CitationForm, CitedSource, as_published, warning
from corpus.types import Language

# Braces are written out: BibTeX counts them, escaped or not, to find where a value ends.
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        **{sign: f"\\{sign}" for sign in "%$&#_"},
    }
)
# Pairs that TeX would print as one sign: “--” as a dash, “''” as a quotation mark.
_LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=`)(?=`)|(?<=[?!])(?=`)|(?<=,)(?=,)")
_LANGUAGES = {Language.EN: "english", Language.FR: "french", Language.ES: "spanish"}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def as_bibtex(source: CitedSource) -> str:
    """Return the entry: `@techreport` for a work with a symbol, `@misc` for any other.

    Author and title stand in double braces: a body is one name, and a style must not change the case of a title.
    The place cited is the entry's `note`, which styles print last.
    """
    shown = as_published(source)
    kind = "techreport" if shown.form is CitationForm.WORK and shown.symbol and shown.author and shown.year else "misc"
    lines = [f"  {name} = {value}," for name, value in _fields(source, shown, kind)]
    return "\n".join([f"@{kind}{{{shown.key},", *lines, "}"])


def escaped(text: str) -> str:
    r"""Return text as LaTeX reads it as itself.

    >>> print(escaped("100% {of} A_B"))
    100\% \textbraceleft{}of\textbraceright{} A\_B
    """
    return _LIGATURE.sub("{}", text.translate(_ESCAPES))


def _fields(source: CitedSource, shown: CitedSource, kind: str) -> Iterator[tuple[str, str]]:
    if shown.author:
        yield "author", f"{{{{{escaped(shown.author)}}}}}"
    yield "title", f"{{{{{escaped(shown.title)}}}}}"
    if kind == "techreport":
        yield "institution", f"{{{escaped(shown.author or '')}}}"
    if shown.symbol:
        yield "number", f"{{{escaped(shown.symbol)}}}"
    if shown.year:
        yield "year", f"{{{shown.year}}}"
    if shown.date and len(shown.date) > 4:
        yield "month", _MONTHS[int(shown.date[5:7]) - 1]
    if remark := ". ".join(each for each in (shown.place, warning(source)) if each):
        yield "note", f"{{{escaped(remark)}}}"
    if shown.url:
        yield "url", f"{{{shown.url}}}"
    if shown.title_language:
        yield "language", f"{{{_LANGUAGES[shown.title_language]}}}"
