"""How a text names a document.

By symbol (`GB.346/INS/4`), by number (`C87`, «convention n° 87»), by title, or by a short name; with what people add
to a name, the body it comes from and its year: “the 2022 ILC Conclusions”, «résolution 77/281 de l’Assemblée
générale».
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from corpus.catalogue.catalogue import Catalogue
from corpus.references.instruments import find_instruments, find_symbols
from corpus.references.library_names import SMALL_WORDS, own_symbols
from corpus.references.titles import in_full, titled
from corpus.references.types import Mention, Naming
from corpus.text.folding import fold, title_words

_LOOSE = re.compile(r"[\s,(){}\[\]-]*")
_BODY = (
    r"(?:sse|ess|\d{2,3}\.?(?:st|nd|rd|th|e|a)?\s+(?:session|reunion)"
    r"|un|onu|unga|agnu|ga|ilo|oit|bit|ilc|cit|oecd|ocde|united nations|nations unies|naciones unidas"
    r"|(?:un )?general assembly|assemblee generale|asamblea general|governing body|conseil d'administration"
    r"|consejo de administracion|international labour (?:conference|organi[sz]ation|office)"
    r"|(?:conference|organisation) internationale du travail|bureau international du travail"
    r"|(?:conferencia|organizacion) internacional del trabajo|oficina internacional del trabajo)"
)
_KIND = (
    r"(?:resolution|resolucion|res\.?|document|documento|doc\.?|paper|texte?|texto"
    r"|conventions?|convenios?|recommendations?|recommandations?|recomendacion(?:es)?)"
)
_YEAR = r"(?:19|20)\d\d"
_SMALL = r"(?:(?:of|from|by|in|de|des|du|del|the|la|le|las|les|los|el)\s+|d'|l'|de l')*"
_BEFORE = re.compile(rf"(?<!\w)(?:(?:{_KIND}|{_BODY}|{_YEAR})(?:'s)?[\s,]+{_SMALL})+$")
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|janvier|fevrier|mars|avril"
    r"|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto"
    r"|septiembre|octubre|noviembre|diciembre)"
)
_DATE = rf"(?:(?:\d{{1,2}}(?:er)?\s+)?(?:de\s+)?{_MONTH}\s+(?:de\s+)?)?{_YEAR}(?!-?\d)"
_YEARS = r"20\d\d\s?[-/]\s?(?:20)?\d\d"
_AFTER = re.compile(rf"(?:\s*[,(]?\s*{_SMALL}(?:{_BODY}|{_YEARS}|{_DATE})\)?(?!\w))+")
_SUBJECT = re.compile(
    r"\s*,?\s*(?:concernant|sur|relative aux?|relativ[oa] a|sobre|concerning|on)\s+"
    r"([^,.;:?!()\d]{6,120})(?=$|[,.;:?!()\d])|\s*\(([^()\d]{6,120})\)"
)
_FURTHEST = 70  # characters before a name that may belong to it


def find_mentions(text: str, catalogue: Catalogue) -> list[Mention]:
    """Return the documents a text names, in order, each stretch of text counted once."""
    folded = fold(text)
    found = [
        *own_symbols(folded, text, catalogue),
        *find_symbols(folded, text, catalogue),
        *find_instruments(folded, text, catalogue),
        *titled(folded, text, catalogue),
    ]
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.span[0], -m.span[1], m.naming)):
        last = kept[-1] if kept else None
        same = last is not None and (mention.document, mention.instrument) == (last.document, last.instrument)
        if last and mention.span[0] < last.span[1] and not same:
            if last.naming is Naming.TITLE and mention.span[1] <= last.span[1]:
                continue  # a title that names another document: “A guide to Recommendation No. 193”
            if (mention.naming, -_length(mention)) < (last.naming, -_length(last)):
                kept[-1] = mention
        elif last and same and _LOOSE.fullmatch(folded[last.span[1] : mention.span[0]]):
            span = (last.span[0], max(last.span[1], mention.span[1]))
            surer = min(last, mention, key=lambda m: m.naming)
            kept[-1] = replace(surer, span=span, named=text[slice(*span)])
        else:
            kept.append(mention)
    return list(_in_full(kept, folded, text, catalogue))


def _in_full(kept: list[Mention], folded: str, text: str, catalogue: Catalogue) -> Iterable[Mention]:
    """Yield the mentions with the body and year beside each; another year than its own makes a loose name unknown."""
    for i, mention in enumerate(kept):
        lowest = max(kept[i - 1].span[1] if i else 0, mention.span[0] - _FURTHEST)
        highest = kept[i + 1].span[0] if i + 1 < len(kept) else len(folded)
        before = _BEFORE.search(folded, lowest, mention.span[0])
        after = _AFTER.match(folded, mention.span[1], highest)
        start = before.start() if before else mention.span[0]
        end = after.end() if after else mention.span[1]
        subject = _SUBJECT.match(folded, end, highest)
        if subject and _is_about(mention, subject[1] or subject[2], catalogue):
            after = _AFTER.match(folded, subject.end(), highest)
            end = after.end() if after else subject.end()
        said = folded[start : mention.span[0]] + " " + folded[mention.span[1] : end]
        if not _sessions(said) <= _sessions(fold(_session_of(mention, catalogue))):
            yield mention  # what another session adopted, it may be
            continue
        years = set(re.findall(_YEAR, re.sub(_YEARS, " ", said)))
        yield _dated(replace(mention, span=(start, end), named=text[start:end]), mention, years, catalogue)


def _sessions(said: str) -> set[str]:
    return set(re.findall(r"(\d{2,3})\.?(?:st|nd|rd|th|e|a)?\s+(?:session|reunion)", said))


def _session_of(mention: Mention, catalogue: Catalogue) -> str:
    entry = catalogue.get(mention.document) if mention.document else None
    return entry.session or "" if entry else ""


def _is_about(mention: Mention, subject: str, catalogue: Catalogue) -> bool:
    """Tell whether words are all in one of a document's titles."""
    entry = catalogue.get(mention.document) if mention.document else None
    words = set(title_words(in_full(subject)).split()) - SMALL_WORDS
    return entry is not None and any(words <= set(title_words(title).split()) for title in entry.titles.values())


def _dated(full: Mention, bare: Mention, years: set[str], catalogue: Catalogue) -> Mention:
    """Return a mention as the year beside it tells: precise with the document's own year, unknown with another."""
    entry = catalogue.get(bare.document) if bare.document else None
    if not years or bare.naming < Naming.SHORT_NAME or entry is None or not entry.date:
        return full if not years or (entry and entry.date and years == {entry.date[:4]}) else bare
    if years == {entry.date[:4]}:
        return replace(full, naming=Naming.SHORT_NAME)
    if bare.naming is Naming.LOOSE_NAME and entry.kind in ("conclusions", "resolution"):
        return replace(full, document=None, instrument=full.named, naming=Naming.SHORT_NAME)
    return bare


def _length(mention: Mention) -> int:
    return mention.span[1] - mention.span[0]
