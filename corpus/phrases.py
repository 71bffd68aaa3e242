"""Parts of messages: English where they are written, and told in another language by their key.

An error's values may be phrases (why a file could not be read, what was expected), and a phrase's values phrases too.
Wherever text is wanted, in JSON above all, a phrase is its English.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Self


class Phrase(str):
    """Some English words with their `key` in the catalogues of the other languages, and the `values` in them.

    >>> most = Phrase("error.because.size", "{found} MB; the limit is {most} MB", found=120, most=100)
    >>> f"It could not be read ({most})."
    'It could not be read (120 MB; the limit is 100 MB).'
    """

    key: str
    english: str
    values: Mapping[str, object]

    def __new__(cls, key: str, english: str, /, **values: object) -> Self:
        """Fill the English template; `key` is whole, as the catalogues have it."""
        phrase = super().__new__(cls, english.format(**values))
        phrase.key, phrase.english, phrase.values = key, english, values
        return phrase

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Be copied as plain English: so `dataclasses.asdict` makes JSON of it."""
        return str, (str(self),)

    def each_value(self, change: Callable[[object], object]) -> Phrase:
        """Return the same phrase, with every value that is no phrase itself changed."""
        return Phrase(self.key, self.english, **changed(self.values, change))


def changed(values: Mapping[str, object], change: Callable[[object], object]) -> dict[str, Any]:
    """Return values, each changed that is no phrase, and those in phrases."""
    return {
        name: value.each_value(change) if isinstance(value, Phrase) else change(value) for name, value in values.items()
    }


class Translated(str):
    """A sentence told in every language already; as text, its English."""

    told: Mapping[str, str]

    def __new__(cls, told: Mapping[str, str], /) -> Self:
        """Take the sentence by language code."""
        sentence = super().__new__(cls, told["en"])
        sentence.told = told
        return sentence

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Be copied as plain English."""
        return str, (str(self),)
