"""A stretch of text that names places."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of text that names places, and the locators it names.

    `weak` marks what is a place only beside a document's name: a part or an annex as a whole.
    """

    locators: tuple[str, ...]
    span: tuple[int, int]
    weak: bool = False
