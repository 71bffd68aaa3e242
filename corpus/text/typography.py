"""How each language sets what stands around words: quotation marks, colons, lists, numbers, percentages, dates.

Lists, plurals, ordinals, numbers, percentages and dates are those of CLDR, through Babel: for English the British
ones, as the ILO writes a date (8 May 2020) and a list (no comma before “and”). CLDR has quotation marks and spaces too
but Babel does not read them, so these are in tables. Babel is imported where it is used: its data take a moment.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from functools import lru_cache

from corpus.text.runs import number_runs

NBSP = "\u00a0"
COLON: Mapping[str, str] = {"en": ":", "fr": f"{NBSP}:", "es": ":"}
QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”")  # what stands between quotation marks, in any of the languages

_TO = {"en": "to", "fr": "à", "es": "a"}
_SEMICOLON = {"en": "; ", "fr": f"{NBSP}; ", "es": "; "}
_MARKS = {"en": ("“", "”"), "fr": (f"«{NBSP}", f"{NBSP}»"), "es": ("«", "»")}
_INNER = {"en": ("‘", "’"), "fr": ("“", "”"), "es": ("“", "”")}
_LOCALES = {"en": "en_GB", "fr": "fr", "es": "es"}


def marks(language: str) -> tuple[str, str]:
    """Return the marks that open and close a quotation, the English ones for a language of none of our own."""
    return _MARKS.get(language, _MARKS["en"])


def enclosed(text: str, language: str) -> str:
    """Return a text between quotation marks, as it is."""
    opening, closing = marks(language)
    return f"{opening}{text}{closing}"


def in_marks(quote: str, language: str) -> str:
    """Return a quote in the quotation marks of its language.

    Marks of the same kind inside become the inner marks of that language, so that the outer ones stay readable.
    """
    opening, closing = _INNER.get(language, _INNER["en"])
    inside = re.sub(r"«\s*|“", opening, quote) if language != "en" else quote.replace("“", opening)
    inside = re.sub(r"\s*»|”", closing, inside) if language != "en" else inside.replace("”", closing)
    return enclosed(inside, language)


def listed(names: Sequence[str], language: str, *, either: bool = False) -> str:
    """Return names in a row, “and” or “or” before the last; nothing for none.

    >>> listed(["7", "8", "9"], "en"), listed(["7", "8"], "es", either=True)
    ('7, 8 and 9', '7 o 8')
    """
    from babel.lists import format_list

    return format_list(names, "or" if either else "standard", _LOCALES[language])


def with_semicolons(names: Iterable[str], language: str) -> str:
    """Return names in a row, parted by the semicolon as a language sets it: for names that have commas of their own."""
    return _SEMICOLON[language].join(names)


def numbers_in_a_row(numbers: Sequence[int], language: str) -> str:
    """Return numbers in order, three and more that follow one another as a range.

    >>> numbers_in_a_row([1, 2, 3, 4, 7, 8], "es"), numbers_in_a_row([1, 2, 3], "fr")
    ('1 a 4, 7, 8', '1 à 3')
    """
    return ", ".join(
        f"{run[0]} {_TO[language]} {run[-1]}" if len(run) > 2 else ", ".join(map(str, run))
        for run in number_runs(numbers)
    )


def in_a_row(names: Sequence[str], language: str) -> str:
    """Return names in a row, parted by commas, or by semicolons where a name has a comma of its own.

    >>> in_a_row(["9 n)", "16"], "fr"), in_a_row(["9, n)", "16"], "es")
    ('9 n), 16', '9, n); 16')
    """
    return with_semicolons(names, language) if any("," in name for name in names) else ", ".join(names)


def number_written(value: Decimal, language: str) -> str:
    """Return a number with the decimal sign of a language and no idle zeros; thousands are not set apart."""
    from babel.numbers import format_decimal

    return format_decimal(
        value.normalize(), locale=_LOCALES[language], decimal_quantization=False, group_separator=False
    )


def percent_written(share: Decimal, language: str) -> str:
    """Return a share of one in per cent, all its decimals kept."""
    from babel.numbers import format_percent

    return format_percent(share, locale=_LOCALES[language], decimal_quantization=False, group_separator=False)


def years_written(first: int | None, last: int | None, language: str) -> str:
    """Return the years of a time frame: 2023–2029, in Spanish 2023-2029; one alone where both are the same."""
    return ("-" if language == "es" else "–").join(
        dict.fromkeys(str(year) for year in (first, last) if year is not None)
    )


def is_singular(count: Decimal | int, language: str) -> bool:
    """Tell whether a number takes the singular: one alone, in French all below two."""
    from babel import Locale

    return Locale.parse(_LOCALES[language]).plural_form(count) == "one"


def ordinal_form(number: int, language: str) -> str:
    """Return which ending an ordinal takes, by the name CLDR gives it: `one`, `two`, `few`, `other`."""
    from babel import Locale

    return Locale.parse(_LOCALES[language]).ordinal_form(number)


_ENDINGS = {"one": "st", "two": "nd", "few": "rd"}  # of English ordinals, by their form


def session_written(number: str, language: str) -> str:
    """Return a session of a body as a language counts it.

    >>> session_written("110", "en"), session_written("110", "es")
    ('110th Session', '110.ª reunión')
    """
    if language == "es":
        return f"{number}.ª reunión"
    form = ordinal_form(int(number), language)
    if language == "fr":
        return f"{number}{'re' if form == 'one' else 'e'}{NBSP}session"
    return f"{number}{_ENDINGS.get(form, 'th')} Session"


@lru_cache(maxsize=1024)
def format_date(date: str, language: str) -> str:
    """Return an ISO 8601 date, whole or only a month or a year, as written in a language; as it is if it is no date.

    The ILO writes “1er” for the first day of a month in French, and keeps the words of a French date together.

    >>> format_date("2020-05-08", "en"), format_date("2022-06", "es"), format_date("2019", "fr")
    ('8 May 2020', 'junio de 2022', '2019')
    """
    if not re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", date):
        return date
    from babel import dates

    written = date
    with suppress(ValueError):  # 30 February
        day = datetime.date.fromisoformat(date if len(date) > 7 else f"{date}-01")
        locale = _LOCALES[language]
        if len(date) > 7:
            written = dates.format_date(day, "long", locale)
        else:
            written = dates.format_skeleton("yMMMM", day, locale=locale)
    return re.sub(r"^1 ", "1er ", written).replace(" ", NBSP) if language == "fr" else written
