"""A stretch of text that names places."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of text that names places, and the locators it names, with the ends of the ranges among them.

    `weak` marks what is a place only beside a document's name: a part or an annex as a whole; `articles` what is called
    an article.
    """

    locators: tuple[str, ...]
    span: tuple[int, int]
    weak: bool = False
    ranges: tuple[tuple[str, str], ...] = ()
    articles: bool = False

    def inside(self, prefix: str, span: tuple[int, int]) -> Place:
        """Return the same places in an annex or a series, whose name their locators begin with."""
        ranges = tuple((prefix + first, prefix + last) for first, last in self.ranges)
        return Place(tuple(prefix + each for each in self.locators), span, self.weak, ranges, self.articles)
