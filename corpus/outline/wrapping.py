"""Which lines were broken at a page's width, so that a line end in them means nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.outline.markers import ends_sentence
from corpus.types import Line

_LONGEST_WRAPPED = 160  # characters; no page is wider
_SHORTEST_WRAPPED = 40  # in the median


def wrapped_lines(lines: Sequence[Line]) -> list[bool]:
    """Tell of each line whether it belongs to a text broken at the page's width, where a line end means nothing.

    That is so of the whole document by the length of its lines, or of a run of lines most of which stop short of a
    sentence's end; in a document that has such runs, of any two lines the first of which stops short.
    """
    lengths = sorted(len(line.text) for line in lines if line.text)
    if lengths and _is_page_wide(lengths):
        return [True] * len(lines)
    runs = list(_runs(lines))
    wrapped = [_is_wrapped(run, fewest=2) for run in runs]
    if any(wrapped):
        wrapped = [_is_wrapped(run, fewest=1) for run in runs]
    return [each for each, run in zip(wrapped, runs, strict=True) for _ in run]


def _is_wrapped(run: Sequence[Line], *, fewest: int) -> bool:
    """Tell whether most lines of a run, but for the last, stop short of a sentence's end."""
    above = [line.text for line in run if line.text][:-1]
    going_on = sum(not ends_sentence(text) for text in above)
    return len(above) >= fewest and 2 * going_on > len(above) and _is_page_wide(sorted(map(len, above)))


def _is_page_wide(lengths: Sequence[int]) -> bool:
    """Tell whether sorted lengths are those of lines broken at a page's width."""
    return lengths[int(len(lengths) * 0.9)] <= _LONGEST_WRAPPED and lengths[len(lengths) // 2] > _SHORTEST_WRAPPED


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines between blank lines, each blank line with the run before it."""
    run: list[Line] = []
    for line in lines:
        run.append(line)
        if not line.text:
            yield run
            run = []
    if run:
        yield run
