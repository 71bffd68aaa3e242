"""Documents named by what numbers them: symbols, Conventions and Recommendations, resolutions of the United Nations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from corpus.catalogue.catalogue import Catalogue
from corpus.catalogue.entry import Entry, instrument_id
from corpus.references.types import Mention, Naming
from corpus.text.folding import fold, symbol_key
from corpus.types import Language

_SYMBOL = re.compile(
    r"(?<![\w/])(?:(?:ilc|cit)[. /]?\s?\d{2,3}[/ ](?:resolution|resolucion|record|report|rapport|informe|actas"
    r"|compte rendu)s?\s+(?:n(?:o|um)\.?\s*)?(?:[ivx]+|\d{1,2}[a-z]?)"
    r"|(?:gb|ilc)[. /]?\s?\d{2,3}(?:/(?:(?:rev|add|corr)\.?\s?\d+|[a-z0-9]+))+(?:\(rev\.?\s?\d\))?(?:/decision)?"
    r"|gb[. ]?\s?\d{3}\s?[ /-]?\s?(?:ins|pol|lils|pfa|hl|wp|pv|cm)\s?[ /-]?\s?\d{1,2}(?:[-/]\d)?"
    r"|[ae]/(?:c\.\d+/|res/)?\d+(?:/[a-z.]*\d+)+|[a-z]{2,5}/legal/\d{4}|icls/\d+/\d+/\w+)(?![\w/])"
)
_ANY_SYMBOL = re.compile(r"(?<![\w/])[A-Z]{1,6}(?:\.\d{1,3})?(?:/(?:[A-Z]{1,6}|\d{1,4})(?:\.\d{1,3})?){2,6}(?![\w/])")
_CODE = re.compile(
    r"(?<![\w./-])(?:([cr])([.-]?\s?|\s?no\.?\s?)0*(\d{1,3})|(p)()0*(\d{2,3}))(?!\w|/(?!art|par|§)|-[a-z]?\d)"
)
_MARITIME = re.compile(r"(?<![\w./-])(?:mlc|mtc|ctm)(?:,?\s*\(?2006\)?)?(?!\w)")
_FULL_WORD = r"conventions?|convenios?|recommendations?|recommandations?|recomendacion(?:es)?"
_INSTRUMENT = rf"(?P<word>(?:{_FULL_WORD}|convs?\.?|conv\.|recs?\.?|recom\.?)(?![a-z]))"
_NUMBER = r"n(?:\.?\s?r?os?|ums?|umeros?|umbers?)?(?![a-z])\.?"
_OF_THE_ILO = r"(?:\s+(?:de l'oit|de la oit|of the ilo|oit|ilo))?"
_WORDED = re.compile(
    rf"\b{_INSTRUMENT}{_OF_THE_ILO}\s*,?\s*\(?\s*(?P<sign>{_NUMBER}|#)?"
    rf"\s*0*(?P<number>\d{{1,3}})(?:/(?:19|20)\d\d)?(?![\d.]\d|\w|/)(?:\s*\))?"
    rf"(?P<more>(?:\s*(?:,|et|and|y|&)\s*(?:{_NUMBER})?\s*\d{{1,3}}(?!\w))*)"
)
_TITLED = re.compile(rf"\b(?P<word>{_FULL_WORD})\b[^.?!;()]{{0,90}}\(\s*{_NUMBER}\s*0*(?P<number>\d{{1,3}})\s*\)")
_TITLE_AFTER = re.compile(
    r"\s*(?:concernant|sur|relative aux?|relativ[oa] a|sobre|concerning|on)\s[^.?!;()]{3,150}?,\s*\(?(?:19|20)\d\d\)?"
)
_RESOLUTION = re.compile(
    r"\b(?:resolution|resolucion|res\.?)"
    r"(?:\s*(?:de l'|de la |of the )?(?:assemblee generale|asamblea general|general assembly"
    r"|ag(?:nu)?|unga|ga|onu|un)\b)?"
    rf"\s*(?:{_NUMBER})?\s*(?:a/res/)?(?P<number>\d{{1,3}}/\d{{1,4}})(?![\w/])"
)
_LONG_NUMBER = 3  # digits
_CONFERENCE = re.compile(r"^cit(?=\d)")
_REVISED = re.compile(r"rev\.?\s?(\d+)")


def find_symbols(folded: str, text: str, catalogue: Catalogue) -> Iterator[Mention]:
    """Find symbols, known or not."""
    for match in _SYMBOL.finditer(folded):
        key = _CONFERENCE.sub("ilc", symbol_key(match[0]))
        entry = catalogue.symbols.get(key) or _symbols_too(catalogue).get(key)
        if entry and not _revisions(match[0]) <= _revisions(entry.symbol or "", *entry.aliases.get(Language.EN, ())):
            entry = None  # a revision nobody knows of is not the text that we know
        named = text[slice(*match.span())]
        yield Mention(entry.id if entry else None, None if entry else named, named, match.span(), Naming.SYMBOL)
    for match in _ANY_SYMBOL.finditer(text):
        if any(map(str.isdigit, match[0])):
            yield Mention(None, match[0], match[0], match.span(), Naming.SYMBOL)
    for match in _RESOLUTION.finditer(folded):
        symbol = f"A/RES/{match['number']}"
        entry = catalogue.symbols.get(symbol_key(symbol))
        named = text[slice(*match.span())]
        yield Mention(entry.id if entry else None, None if entry else symbol, named, match.span(), Naming.NUMBER)


def find_instruments(folded: str, text: str, catalogue: Catalogue) -> Iterator[Mention]:
    """Find Conventions, Recommendations and Protocols by number, and the Maritime Labour Convention by its letters."""

    def mention(letter: str, number: str, span: tuple[int, int]) -> Mention:
        document = instrument_id(letter, number)
        known = document if catalogue.get(document) else None
        return Mention(known, document.upper(), text[slice(*span)], span, Naming.NUMBER)

    for match in _CODE.finditer(folded):
        letter, sign, number = match[1] or match[4], match[2] or match[5], match[3] or match[6]
        if letter == "p" and not (text[match.start()].isupper() and catalogue.get(instrument_id(letter, number))):
            continue
        if text[match.start()].isupper() or not sign:
            yield mention(letter, number, match.span())
    for match in _WORDED.finditer(folded):
        if match["sign"] or len(match["number"]) > 1:
            end = match.start("more")
            title = _TITLE_AFTER.match(folded, end) if ")" in folded[match.start("number") : end] else None
            yield mention(match["word"], match["number"], (match.start(), title.end() if title else end))
            more = list(re.finditer(r"\d+", match["more"]))
            if match["word"].rstrip(".").endswith("s") or _are_instruments(match["number"], match["more"]):
                for other in more:
                    yield mention(match["word"], other[0], (end + other.start(), end + other.end()))
    for match in _TITLED.finditer(folded):
        yield mention(match["word"], match["number"], match.span())
    maritime = catalogue.get("mlc")
    for match in _MARITIME.finditer(folded) if maritime else ():
        if text[match.start() : match.start() + 3].isupper():
            yield Mention("mlc", "MLC", text[slice(*match.span())], match.span(), Naming.NUMBER)


def _are_instruments(first: str, more: str) -> bool:
    """Tell whether the numbers after “Convention 87” are those of Conventions and not of its articles.

    After “and” they are if they are as long («Convention 87 & 98»), after a comma those of three digits alone, which no
    article has.
    """
    digits = re.findall(r"\d+", more)
    return bool(digits) and (
        all(len(each) == _LONG_NUMBER for each in digits)
        or ("," not in more and all(len(first) <= len(each) for each in digits))
    )


@lru_cache(maxsize=8)
def _symbols_too(catalogue: Catalogue) -> dict[str, Entry]:
    """Gather the symbols among the short names: `ILC.110/Resolution II`."""
    names = ((name, entry) for entry in catalogue for group in entry.aliases.values() for name in group)
    return {symbol_key(name): entry for name, entry in names if "/" in name}


def _revisions(*symbols: str) -> set[str]:
    return {number for symbol in symbols for number in _REVISED.findall(fold(symbol))}
