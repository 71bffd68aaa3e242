"""Figures as three languages write them: numbers in digits and words, dates, and what kind of thing an option is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from tests.study_audit.words import fold, plain

_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_SCALE = re.compile(r"\s*(thousand|mille|mil|millions?|millon|millones|milliards?|billions?)\b")
_SCALES = {"thousand": 3, "mille": 3, "mil": 3, "milliard": 9, "milliards": 9, "billion": 9, "billions": 9}
_PERCENT = r"%|\b(?:per ?cent|pour ?cent|por ?ciento)\b"

_UNITS = {
    0: "zero cero", 2: "two deux dos", 3: "three trois tres", 4: "four quatre cuatro",
    5: "five cinq cinco", 6: "six seis", 7: "seven sept siete", 8: "eight huit ocho", 9: "nine neuf nueve",
    10: "ten dix diez", 11: "eleven onze once", 12: "twelve douze doce", 13: "thirteen treize trece",
    14: "fourteen quatorze catorce", 15: "fifteen quinze quince", 16: "sixteen seize dieciseis",
    17: "seventeen diecisiete", 18: "eighteen dieciocho", 19: "nineteen diecinueve",
    20: "twenty vingt veinte", 25: "veinticinco", 30: "thirty trente treinta", 40: "forty quarante cuarenta",
    50: "fifty cinquante cincuenta", 60: "sixty soixante sesenta", 70: "seventy setenta septante",
    80: "eighty ochenta vingts", 90: "ninety noventa nonante", 100: "hundred cent cien ciento",
    1000: "thousand mille mil",
}  # fmt: skip
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth premier premiere deuxieme seconde troisieme "
    "quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme primer primera primero segundo segunda tercer "
    "tercera tercero cuarto cuarta quinto quinta sexto sexta septimo octavo noveno decimo"
)
_ONE = {"one", "un", "une", "uno", "una"}
NUMBER_WORDS = {word: value for value, names in _UNITS.items() for word in names.split()}
ORDINALS = frozenset(_ORDINALS.split())
MONTHS = {
    name: number
    for row in (
        "january february march april may june july august september october november december",
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    )
    for number, name in enumerate(row.split(), 1)
}
WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi dimanche "
    "lunes martes miercoles jueves viernes sabado domingo".split()
)

_MONEY = re.compile(r"[$€£]|\b(?:dollars?|dolares|euros?|francs?|francos|usd|eur|chf|pesos?|pounds?)\b")
_INSTRUMENT = re.compile(
    r"\b(?:convention|recommendation|recommandation|recomendacion|convenio|protocole?|protocolo|resolution|"
    r"resolucion|directive|directiva|regulation|reglement|reglamento)\b|\b[crp]\d{1,3}\b|\b(?:no\.?|n°|num\.?) ?\d"
)
_ACT = re.compile(r"\b(?:act|loi|law|ley|code|codigo|decree|decret|decreto)\b.*\d")
_SYMBOL = re.compile(r"\b[A-Z]{2,}\.?\d*[./]\S*\d")
_PERIOD = re.compile(r"\d{4}\s?(?:[-–/]|to|a|al|until|and|et|y)\s?\d{2,4}")
_SHORT_YEAR = re.compile(r"\b(1[5-9]|20|21)(\d\d)\s?[-–/]\s?(\d\d)\b")
_YEARS = re.compile(r"\b((?:1[5-9]|20|21)\d\d)\s?(?:[-–/]|to|à|a|al|until)\s?((?:\d\d){1,2})\b")
_PLACE = re.compile(r"^(?:paras?|paragr|parr|art|arts|article|articulo|point|punto|section|annexe?|anexo)\b\.? ?\d|^¶")


def _value(written: str, language: str) -> Decimal:
    """Return what digits with their separators stand for, as readers of a language mean them."""
    digits = re.sub(r"[\s\u00a0\u202f'’]", "", written)
    decimal = "." if language == "en" else ","
    group = "," if decimal == "." else "."
    if decimal in digits and group in digits:
        decimal, group = (".", ",") if digits.rindex(".") > digits.rindex(",") else (",", ".")
    elif digits.count(decimal) > 1 or (group in digits and not _GROUPED.fullmatch(digits)):
        decimal, group = group, decimal
    return Decimal(digits.replace(group, "").replace(decimal, "."))


def values(text: str, language: str) -> list[Decimal]:
    """Return every figure of a text, millions counted, then those in words from two on.

    >>> [str(each) for each in values("15,6 millions pour trois objectifs", "fr")]
    ['15600000', '3']
    """
    lower = _SHORT_YEAR.sub(r"\1\2-\1\3", re.sub(_PERCENT, " ", plain(text)))
    found, rest, end = [], "", 0
    for match in _NUMBER.finditer(lower):
        scale = _SCALE.match(lower, match.end())
        power = _SCALES.get(scale[1], 6) if scale else 0
        found.append(_value(match[0], language).scaleb(power).normalize())
        rest, end = f"{rest}{lower[end : match.start()]} | ", scale.end() if scale else match.end()
    whole = [Decimal(int(each)) if each == each.to_integral_value() else each for each in found]
    return whole + list(_in_words(rest + lower[end:], language))


def _in_words(text: str, language: str) -> Iterator[Decimal]:
    """Yield the numbers that stand in words: «quatre-vingt-deux», “thirty-five”, «treinta y cinco»."""
    total, last = 0, 0
    for word in [*re.findall(r"[a-z]+|\|", text), ""]:
        value = None if (language, word) == ("en", "once") else NUMBER_WORDS.get(word.replace("vingts", "vingt"))
        if value is None and word in ("et", "and", "y") and last >= 20:
            continue
        if value is None and word in _ONE and last >= 20:
            value = 1
        if value is None:
            if last:
                yield Decimal(total) * (10 ** (_SCALES.get(word, 6) if _SCALE.fullmatch(word) else 0))
            total, last = 0, 0
        elif last and value > last and value in (20, 100, 1000):
            total, last = total * value, value
        elif last > value and last >= 10:
            total, last = total + value, value
        else:
            if last:
                yield Decimal(total)
            total, last = value, value or 1


def single(text: str, language: str) -> Decimal | None:
    """Return the one figure of a text; None where there is none, or several."""
    found = values(text, language)
    if not found and set(fold(text).split()) & _ONE:
        return Decimal(1)
    return found[0] if len(found) == 1 else None


def dates(text: str) -> set[tuple[int, int]]:
    """Return days with their months."""
    words = fold(text).split()
    found = set()
    for at, word in enumerate(words):
        if word in MONTHS:
            near = [
                words[i].removesuffix("th").removesuffix("er") for i in (at - 2, at - 1, at + 1) if 0 <= i < len(words)
            ]
            found |= {(int(each), MONTHS[word]) for each in near if each.isdigit() and 1 <= int(each) <= 31}
    return found


def periods(text: str) -> set[tuple[str, str]]:
    """Return the periods of a text, by their first and last year: “2022–23”, «de 2022 à 2023», “2022-2023”."""
    return {(first, last if len(last) == 4 else first[:2] + last) for first, last in _YEARS.findall(text)}


def kind_of(option: str, language: str) -> str:
    """Return what an option is: a year, a sum, an instrument, a name …; by its form alone."""
    lower, words = plain(option).strip(), fold(option).split()
    figures = values(option, language)
    tests = (
        ("place", bool(_PLACE.search(lower))),
        ("symbol", bool(_SYMBOL.search(option))),
        ("instrument", bool(_INSTRUMENT.search(lower) or _ACT.search(lower))),
        ("weekday", bool(words) and set(words) <= WEEKDAYS),
        ("month", bool(words) and set(words) <= set(MONTHS)),
        ("date", bool(set(words) & set(MONTHS)) and any(char.isdigit() for char in lower)),
        ("period", bool(_PERIOD.fullmatch(lower))),
        ("year", bool(re.fullmatch(r"(?:1[5-9]|20|21)\d\d", lower))),
        ("percentage", bool(re.search(_PERCENT, lower))),
        ("sum", bool(figures and _MONEY.search(lower))),
        ("number in words", bool(words) and all(word in NUMBER_WORDS or word in _ONE or word == "y" for word in words)),
        ("number", len(figures) > 0 and not re.search(r"[a-z]", re.sub(r"m\w*ll\w+|thousand|billions?", "", lower))),
        ("quantity", bool(words) and len(words) <= 6 and bool(values(words[0], language))),
    )
    named = next((name for name, holds in tests if holds), None)
    return named or ("name" if option[:1].isupper() else "words")


def is_figure(kind: str) -> bool:
    """Tell whether options of a kind are compared by their value."""
    return kind in {"year", "percentage", "sum", "number", "number in words", "quantity"}


def stands(option: str, text: str, language: str, text_language: str) -> bool:
    """Tell whether a text holds what an option says: a figure by its value, a date by its day, else its words."""
    kind = kind_of(option, language)
    if kind == "period":
        return bool(periods(option) & periods(text))
    if is_figure(kind):
        own = single(option, language)
        alone = _YEARS.sub(" ", text) if kind == "year" else text  # the first year of a period is not the period
        return own in values(alone, text_language) if own is not None else f" {fold(option)} " in f" {fold(text)} "
    if kind == "date" and (days := dates(option)):
        return bool(days & dates(text))
    return f" {fold(option)} " in f" {fold(text)} "
