"""The documents and parts that a question is confined to: “the letter”, «la page sur le TFSSE», “Part 21”.

A document is called by what it is as often as by its name. Only where one document held can be meant is it taken: among
several letters, that whose title, or date, has the words beside; where a noun is qualified by words that no title of
the document has («la loi sur les sociétés»), another is meant.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.session import Session
from corpus.catalogue.catalogue import Catalogue
from corpus.glossary.glossary import Glossary
from corpus.outline.markers import roman
from corpus.references import Mention
from corpus.text.folding import fold
from corpus.types import Document, Language
from index.ranking.evidence import content_words
from index.ranking.ranker import Place, Ranked
from index.types import Filters

# What documents are called by, in the three languages: words of one line are one thing. The first is its kind.
_NOUNS = tuple(
    tuple(line.split(","))
    for line in (
        "letter,lettre,carta,message,mensaje",
        "webinar,webinaire,seminario web,seminaire web,seminaire en ligne,seminario en linea",
        "web-page,web page,page,pagina,website,site,sitio",
        "strategy,strategie,estrategia",
        "law,act,loi,ley,statute",
        "declaration,declaracion",
        "convention,convenio",
        "recommendation,recommandation,recomendacion",
        "conclusions,conclusiones",
        "resolution,resolucion",
        "charter,charte",
        "report,rapport,informe",
        "guide,guia",
        "constitution,constitucion",
        "code,codigo",
        "regulation,reglement,reglamento",
        "directive,directiva",
        "document,documento,text,texte,texto,paper",
    )
)
NOUNS = {noun: nouns[0] for nouns in _NOUNS for noun in nouns}
_NOUN = "|".join(re.escape(noun) for noun in sorted(NOUNS, key=len, reverse=True))
_CALLED = re.compile(rf"\b(?P<noun>{_NOUN})\b(?=(?P<after>(?:\s[\w'’-]+){{0,8}}))")
_BEFORE = re.compile(
    r"(?:^|[\s'(:,;])(?:the|this|that|le|la|l'|les|cette|ce|cet|du|au|aux|el|los|las|del|al|esta|este|(?:its|his) own|"
    r"(?:sa|son) propre|su propi[oa])(?:\s|(?<='))(?P<before>(?:[\w'-]+\s){0,2})$|(?:^|[:,;]\s)$"
)
_OF_SUBJECT = re.compile(r"on|concerning|respecting|relating to|sur|relative|concernant|sobre")
_LEADING = re.compile(
    r"(?:\b(?:according to|as per|in|of|from|by|under|d'apres|selon|dans|de|du|d'|par|sur|en|segun|del|por)\s*)?"
    r"(?:\b(?:the|this|that|la|le|l'|les|cette|ce|el|los|las|esta|este)\s*)?$"
)
# «répondent-ils», «a-t-elle»: the verb is a word of its own.
_INVERTED = re.compile(r"\b(\w+)-(?:t-)?(?:ils?|elles?|on|nous|vous|je|tu|ce|moi|lui|leur|les?|la)\b", re.IGNORECASE)
_QUALIFIED = re.compile(
    r"\s(?:of|on|concerning|respecting|relating to|sur|de|du|des|d'|relative|concernant|sobre|del)\b"
)
_SMALL = frozenset(
    """
    the of on and for to in an about with de des du la le les et sur pour au aux une del los las el en sobre uno una
    """.split()
)
_ANY = "document"
# A noun with what names it: «code canadien du travail».
_NAMED = re.compile(
    rf"(?:{_NOUN})(?: [a-z]+(?:ien|ienne|ais|aise|al|ale|ois|oise|ano|ana))?(?: (?:du|de la|de l'|des|de|of) [a-z]+)"
)
_TITLE_WORDS = 2  # that tell; a title has more
_INSTRUMENTS = frozenset({"law", "declaration", "convention", "charter", "code", "regulation", "directive"})
_ALIKE = 6  # letters: a word that begins like another is the same in another of our languages
_MONTHS = {
    month: number
    for line in (
        "january february march april may june july august september october november december",
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    )
    for number, month in enumerate(line.split(), start=1)
}
_PARTS = tuple(
    tuple(line.split(","))
    for line in (
        "part,partie,parte",
        "chapter,chapitre,capitulo",
        "title,titre,titulo",
        "objective,objectif,objetivo",
        "output,produit,producto",
    )
)
_PART_OF = {word: words[0] for words in _PARTS for word in words}
_PART = re.compile(rf"\b(?P<word>{'|'.join(_PART_OF)})s?\s+(?:n[°o.]\s*)?(?P<number>\d+(?:\.\d+)*|[ivxl]+)\b")


@dataclass(frozen=True, slots=True)
class NamedScope:
    """What only counts for an answer: documents by id, and parts as `("part", "21")`; empty for no restriction."""

    documents: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()

    def has_part(self, headings: Sequence[str]) -> bool:
        """Tell whether the headings over a paragraph are those of a part; of any where there is none named."""
        return not self.parts or any(_opened_by(heading) in self.parts for heading in headings)


def scope_of(text: str, mentions: Sequence[Mention], session: Session) -> NamedScope:
    """Return the scope that a message names; `mentions` are the documents that it names."""
    named = [document for document, _ in _named(text, mentions, session)]
    return NamedScope(tuple(dict.fromkeys(named)), tuple(dict.fromkeys(parts_in(text))))


def without_names(text: str, mentions: Sequence[Mention], session: Session) -> str:
    """Return a text without the names of the documents that it is confined to; the very text where nothing is left."""
    rest = text
    for _, (start, end) in sorted(_named(text, mentions, session), key=lambda each: each[1], reverse=True):
        led = _LEADING.search(fold(rest), 0, start)
        rest = f"{rest[: led.start() if led else start]} {rest[end:]}"
    rest = _INVERTED.sub(r"\1", " ".join(rest.split()))
    return rest if content_words(rest) else text


def ranked_within(
    scope: NamedScope, words: str, session: Session, *, language: Language | None = None, hints: Collection[Place] = ()
) -> list[Ranked]:
    """Return the paragraphs for some words, best first, only those within a scope."""
    search = session.search
    each = [
        search.rank(words, Filters(document=document), language=language, hints=hints) for document in scope.documents
    ]
    ranking = sorted((one for some in each for one in some), key=lambda one: -one.score) if each else None
    return search.rank(words, language=language, hints=hints) if ranking is None else ranking


def _named(text: str, mentions: Sequence[Mention], session: Session) -> list[tuple[str, tuple[int, int]]]:
    """Return the documents held that a text names, each with the span of its name."""
    folded = fold(text)
    found = [
        (each.document, each.span)
        for each in mentions
        if each.document and each.precise and session.holdings.has(each.document)
    ]
    taken = [span for _, span in found]
    return found + [
        (document, span)
        for document, span in _called(folded, session)
        if not any(start < span[1] and span[0] < end for start, end in taken)
    ]


def parts_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield the parts that a text names."""
    yield from (_part(match) for match in _PART.finditer(fold(text)))


@lru_cache(maxsize=4096)
def _opened_by(heading: str) -> tuple[str, str] | None:
    """Return the part that a heading opens, None for one that opens none."""
    match = _PART.match(fold(heading))
    return _part(match) if match else None


def _part(match: re.Match[str]) -> tuple[str, str]:
    number = match["number"]
    return _PART_OF[match["word"]], number if number[0].isdigit() else str(roman(number) or number)


def _called(folded: str, session: Session) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the documents held that a text calls by what they are, each with the span of the words that do."""
    asked = _telling(folded)
    for match in _CALLED.finditer(folded):
        opened = _BEFORE.search(folded, 0, match.start())
        if opened is None:
            continue
        before = opened["before"] or ""
        beside = _telling(f"{before} {match['after']}")
        scored = []
        for each in _bearers(session.catalogue).get(NOUNS[match["noun"]], ()):
            if session.holdings.has(each.id):
                names = _names(each, session)
                scored.append((_shared(beside, names), _shared(asked, names), each.id))
        best = sorted(scored, reverse=True)[:2]
        if not best or (len(best) == 2 and best[0][:2] == best[1][:2]):
            continue
        if NOUNS[match["noun"]] == _ANY and not best[0][0]:
            continue  # “the document” may be any
        if _is_meant(match["after"], before, _names(session.library.document(best[0][2]), session)):
            names = _names(session.library.document(best[0][2]), session)
            told = _told(match["after"], names) if best[0][0] else 0
            yield best[0][2], (match.start() - len(before), match.end() + told)


def _is_meant(after: str, before: str, names: frozenset[str]) -> bool:
    """Tell whether the words around a noun can be those of a document: what qualifies it must name it."""
    qualifier = _QUALIFIED.search(after)
    if qualifier and _shared(_telling(after[: qualifier.start()]), names) == len(_telling(after[: qualifier.start()])):
        own, words = _telling(after[: qualifier.start()]), _telling(after[qualifier.end() :])
        of_subject = _OF_SUBJECT.match(qualifier[0].strip()) is not None
        few = len(words) < _TITLE_WORDS and not own  # “the Declaration on rest” may be what it says on rest
        return few or _shared(words, names) > 0 or (bool(own) and not of_subject)
    return not _telling(before) or _shared(_telling(before), names) > 0


def unknown_in(text: str, session: Session) -> str | None:
    """Return the name of an instrument that a text calls by its title and that no document held can be."""
    folded = fold(text)
    held = [session.library.document(each) for each in session.holdings.document_ids()]
    for match in _CALLED.finditer(folded):
        opened = _BEFORE.search(folded, 0, match.start())
        if NOUNS[match["noun"]] not in _INSTRUMENTS or opened is None:
            continue
        if not _bearers(session.catalogue).get(NOUNS[match["noun"]]) and (
            named := _NAMED.match(folded, match.start()) or (_telling(opened["before"] or "") and match)
        ):  # no code at all is held
            return text[match.start() - len(opened["before"] or "") : named.end()].strip()
        qualifier = _QUALIFIED.search(match["after"])
        if qualifier is None or not _OF_SUBJECT.match(qualifier[0].strip()) or not text[match.start()].isupper():
            continue
        words = _telling(match["after"][qualifier.end() :])
        if len(words) >= _TITLE_WORDS and not any(_shared(words, _names(each, session)) for each in held):
            return " ".join(text[match.start() : match.end() + len(match["after"])].split())
    return None


def _told(after: str, names: frozenset[str]) -> int:
    """Return how far the words after a noun go on naming the document, in characters."""
    end = 0
    for word in re.finditer(r"\w+", after):
        if _shared(_telling(word[0]), names):
            end = word.end()
        elif _telling(word[0]):
            break
    return end


def _shared(words: frozenset[str], names: frozenset[str]) -> int:
    """Count the words that are names, begin like one, or are within one: TFSSE in UNTFSSE."""
    return sum(
        any(word == name or word[:_ALIKE] == name[:_ALIKE] or (len(word) > 4 and word in name) for name in names)
        for word in words
    )


@lru_cache(maxsize=4)
def _bearers(catalogue: Catalogue) -> dict[str, list[Document]]:
    """Return the documents held by what they may be called: letters, laws, strategies."""
    found: dict[str, list[Document]] = {}
    for document in catalogue.held:
        for group in _groups(document):
            found.setdefault(group, []).append(document)
    return found


@lru_cache(maxsize=2048)
def _groups_of(titles: tuple[str, ...], kind: str | None) -> frozenset[str]:
    words = " ".join(map(fold, titles))
    found = {group for noun, group in NOUNS.items() if re.search(rf"\b{re.escape(noun)}\b", words)}
    return frozenset(found | ({kind} if kind else set()) | {_ANY})


def _groups(document: Document) -> frozenset[str]:
    return _groups_of(tuple(document.titles.values()), document.kind)


def _names(document: Document, session: Session) -> frozenset[str]:
    """Return the words that tell a document: of its titles, other names and body, and of its date.

    Terms of the glossary count in all their forms: who says ESS says social and solidarity economy.
    """
    entry = session.catalogue.get(document.id)
    aliases = [alias for each in entry.aliases.values() for alias in each] if entry else []
    texts = (*document.titles.values(), *aliases, document.body or "", document.symbol or "", document.id)
    return _names_of(texts, document.date or "")


@lru_cache(maxsize=2048)
def _names_of(texts: tuple[str, ...], date: str) -> frozenset[str]:
    year, month = date[:4], date[5:7]
    dated = {year, *(name for name, number in _MONTHS.items() if month.isdigit() and number == int(month))}
    terms = [term for text in texts for term in Glossary.bundled().terms_in(text)]
    forms = (form for term in terms for language in Language for form in term.forms(language))
    return frozenset({word for text in (*texts, *forms) for word in _telling(text)} | (dated if year else set()))


def _telling(text: str) -> frozenset[str]:
    """Return the words of a text that can tell a document."""
    words = re.findall(r"\w+", fold(text))
    return frozenset(
        word for word in words if word.isdigit() or (len(word) > 2 and word not in _SMALL and word not in NOUNS)
    )
