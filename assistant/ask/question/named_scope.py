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

from assistant.ask.question.document_names import ANY, NOUNS, bearers, groups_of, names_of, shared, telling
from assistant.ask.question.subject import WHOLE
from assistant.session import Session
from corpus.outline.markers import roman
from corpus.references import Mention
from corpus.text.folding import fold
from corpus.types import Language
from index.ranking.evidence import content_words
from index.ranking.ranker import Place, Ranked
from index.types import Filters

_NOUN = "|".join(re.escape(noun) for noun in sorted(NOUNS, key=len, reverse=True))
_CALLED = re.compile(rf"\b(?P<noun>{_NOUN})\b(?=(?P<after>(?:\s[\w'’-]+){{0,8}}))")
_THE = r"(?:the|this|that|le|la|l'|les|cette|ce|cet|du|au|aux|el|los|las|del|al|esta|este)"
_BEFORE = re.compile(  # the last article counts: «ce que la loi» is no law called “que”
    rf"(?:^|[\s'(:,;])(?:{_THE}|(?:its|his) own|(?:sa|son) propre|su propi[oa])(?:\s|(?<='))"
    rf"(?P<before>(?:(?!{_THE}(?:\s|(?<=')))[\w'-]+\s){{0,2}})$|(?:^|[:,;]\s)$"
)
_OF_SUBJECT = re.compile(r"on|concerning|respecting|relating to|sur|relative|concernant|sobre")
_LEADING = re.compile(
    r"(?:\b(?:according to|as per|in|of|from|by|under|d'apres|selon|dans|de|du|d'|par|sur|en|segun|del|por)\s*)?"
    r"(?:\b(?:the|this|that|la|le|l'|les|cette|ce|el|los|las|esta|este)\s*)?$"
)
_INVERTED = re.compile(r"\b(\w+)-(?:t-)?(?:ils?|elles?|on|nous|vous|je|tu|ce|moi|lui|leur|les?|la)\b", re.IGNORECASE)
_QUALIFIED = re.compile(
    r"\s(?:of|on|concerning|respecting|relating to|sur|de|du|des|d'|relative|concernant|sobre|del)\b"
)
_NAMED = re.compile(
    rf"(?:{_NOUN})(?: [a-z]+(?:ien|ienne|ais|aise|al|ale|ois|oise|ano|ana))?(?: (?:du|de la|de l'|des|de|of) [a-z]+)"
)
_TITLE_WORDS = 2  # that tell; a title has more
_INSTRUMENTS = frozenset({"law", "declaration", "convention", "charter", "code", "regulation", "directive"})
_SPEAKING = frozenset({"strategy", "convention", "recommendation", "conclusions", "resolution"})
_ABOUT = re.compile(r"\b(?:about|on|regarding|concerning|sur|concernant|sobre|acerca)\b")
_DAY = re.compile(r"\d{1,2}")  # «la lettre du 8 mai»
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
_PART_NUMBER = r"(?:\d+(?:\.\d+)*|[ivxl]+(?![\w'’]))"
_PART = re.compile(
    rf"\b(?P<word>{'|'.join(_PART_OF)})s?\s+(?:n[°o.]\s*)?(?P<number>{_PART_NUMBER})\b"
    rf"(?P<others>(?:\s?(?:,|and|et|y)\s?{_PART_NUMBER}\b)*)"
)


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
    for match in _PART.finditer(fold(text)):
        for number in (match["number"], *re.findall(rf"\b{_PART_NUMBER}\b", match["others"])):
            yield _PART_OF[match["word"]], _arabic(number)


@lru_cache(maxsize=4096)
def _opened_by(heading: str) -> tuple[str, str] | None:
    """Return the part that a heading opens, None for one that opens none."""
    match = _PART.match(fold(heading))
    return (_PART_OF[match["word"]], _arabic(match["number"])) if match else None


def _arabic(number: str) -> str:
    return number if number[0].isdigit() else str(roman(number) or number)


def _called(folded: str, session: Session) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the documents held that a text calls by what they are, each with the span of the words that do."""
    asked = telling(folded)
    for match in _CALLED.finditer(folded):
        opened = _BEFORE.search(folded, 0, match.start())
        if opened is None:
            continue
        before = _qualifying(opened["before"] or "")
        beside = telling(f"{before} {match['after']}")
        scored = []
        for each in bearers(session.catalogue).get(NOUNS[match["noun"]], ()):
            if session.holdings.has(each.id):
                names = names_of(each, session)
                scored.append((shared(beside, names), shared(asked, names), each.id))
        best = sorted(scored, reverse=True)[:2]
        if not best or (len(best) == 2 and best[0][:2] == best[1][:2]):
            continue
        if NOUNS[match["noun"]] == ANY and not best[0][0]:
            continue  # “the document” may be any
        names = names_of(session.library.document(best[0][2]), session)
        if _is_meant(match["after"], before, names):
            told = _told(match["after"], names) if best[0][0] else 0
            yield best[0][2], (match.start() - len(opened["before"] or ""), match.end() + told)


def _qualifying(before: str) -> str:
    """Return the words before a noun without those that only say that all of it is meant: “the whole letter”."""
    return " ".join(word for word in before.split() if word not in WHOLE)


def _is_meant(after: str, before: str, names: frozenset[str]) -> bool:
    """Tell whether the words around a noun can be those of a document: what qualifies it must name it."""
    qualifier = _QUALIFIED.search(after)
    own = telling(after[: qualifier.start()]) if qualifier else frozenset[str]()
    if qualifier and shared(own, names) == len(own):
        words = telling(after[qualifier.end() :])
        of_subject = _OF_SUBJECT.match(qualifier[0].strip()) is not None
        few = len(words) < _TITLE_WORDS and not own  # “the Declaration on rest” may be what it says on rest
        return few or shared(words, names) > 0 or (bool(own) and not of_subject)
    return not telling(before) or shared(telling(before), names) > 0


def unknown_in(text: str, session: Session) -> str | None:
    """Return the name of an instrument that a text calls by its title and that no document held can be."""
    folded = fold(text)
    held = [session.library.document(each) for each in session.holdings.document_ids()]
    for match in _CALLED.finditer(folded):
        opened = _BEFORE.search(folded, 0, match.start())
        if NOUNS[match["noun"]] not in _INSTRUMENTS or opened is None:
            continue
        if not bearers(session.catalogue).get(NOUNS[match["noun"]]) and (
            named := _NAMED.match(folded, match.start()) or (telling(opened["before"] or "") and match)
        ):  # no code at all is held
            return text[match.start() - len(opened["before"] or "") : named.end()].strip()
        qualifier = _QUALIFIED.search(match["after"])
        if qualifier is None or not _OF_SUBJECT.match(qualifier[0].strip()) or not text[match.start()].isupper():
            continue
        words = telling(match["after"][qualifier.end() :])
        if len(words) >= _TITLE_WORDS and not any(
            2 * shared(words, names_of(each, session)) > len(words) for each in held
        ):
            return " ".join(text[match.start() : match.end() + len(match["after"])].split())
    return None


def absent_in(text: str, session: Session) -> tuple[str, tuple[str, ...]]:
    """Return how a text calls a document that is not held by what it is, and which of the catalogue may be meant.

    What a text says about such a document («… sur la recommandation») is not what that document says.
    """
    folded = fold(text)
    held = bearers(session.catalogue)
    for match in _CALLED.finditer(folded):
        group, opened = NOUNS[match["noun"]], _BEFORE.search(folded, 0, match.start())
        if group not in _SPEAKING or opened is None or _ABOUT.search(folded, 0, match.start()):
            continue
        if any(session.holdings.has(each.id) for each in held.get(group, ())):
            continue
        before = opened["before"] or ""
        beside = telling(f"{_qualifying(before)} {match['after']}")
        known = [each.document() for each in session.catalogue]
        named = {each.id: names_of(each, session) for each in known if group in groups_of(each)}
        meant = {
            each: shared(beside, names)
            for each, names in named.items()
            if _is_meant(match["after"], _qualifying(before), names)
        }
        if meant:
            best = tuple(each for each in meant if meant[each] == max(meant.values()))
            return text[opened.start() : match.end()].strip(" '(:,;"), best
    return "", ()


def _told(after: str, names: frozenset[str]) -> int:
    """Return how far the words after a noun go on naming the document, in characters."""
    end = 0
    for word in re.finditer(r"\w+", after):
        if shared(telling(word[0]), names):
            end = word.end()
        elif telling(word[0]) and not _DAY.fullmatch(word[0]):
            break
    return end
