"""Questions what something is: answered by a sentence that defines it, never by one that merely names it.

Defined is what a sentence says the thing is (“X is a …”, «on entend par X …»), or an entry of a list of definitions.
Else the paragraph counts that the glossary knows to say the most of a term. Where none is loaded, the glossary's own
entry is shown, with the document to load.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from assistant.ask.outcome import Outcome
from assistant.ask.paragraphs import telling_sentence
from assistant.ask.question.reading import QuestionReading
from assistant.ask.types import AnswerStatus
from assistant.cite.messages import not_loaded
from assistant.composition import Composition, Piece, piece_of
from assistant.session import Session
from corpus.glossary.glossary import Glossary
from corpus.glossary.types import Term
from corpus.references import format_citation
from corpus.text.folding import fold
from corpus.text.sentences import sentence_spans
from corpus.types import TEXTS, Language, Role, Status
from index.paragraph_reader import Paragraphs
from index.query.stems import stems_of
from index.types import Placed

_LOOKED_AT = 60  # paragraphs
_OPENING = 80  # characters: “The definitions in this section apply”
_DOCUMENTS = 4  # whose lists of definitions are looked into
_HEAD = 24  # words before the verb
_IS = re.compile(
    r"\b(?:(?P<means>means|is defined as|are defined as|is understood (?:as|to)|refers? to|denotes?|encompass(?:es)?|"
    r"designe(?:nt)?|"
    r"s'entend(?:ent)?|est definie? comme|sont defini(?:e)?s comme|se definit comme|signifie|englobe(?:nt)?|"
    r"se entiende por|se define como|"
    r"significa|designan?)|(?:is|are|est|sont|es|son|was|etait|comprend|comprennent|comprises?|includes?|comprende|constitu\w+|consist\w+|"
    r"regroupe|rassemble|brings? together|agrupa|reune)\b(?=\s+(?:an?|the|one of|any|un|une|le|la|l'|les|des|tout|"
    r"toute|una|uno|el|los|las|cualquier|of|en|dans|of the)\b))"
)
# What leads to the subject: “For the purposes of this Part,”.
_INTRODUCED = re.compile(r"^(?:[^,;:]{0,80}[,:]\s+)?(?=\S)")
_DETERMINER = (
    r"\W*(?:(?:the|an?|any|le|la|les|l'|un|une|tout|toute|el|los|las|una|term|terme|termino|expression|expresion)\W*)*"
)
_NAME = re.compile(r"\(([^()]*)\)\s*$|\b([A-Z]{4,})\b")
_LIST = re.compile(r"\b(?:definitions?|definiciones|definicion|interpretation|terminolog\w+|glossa\w+)\b")
_OF_LISTS = ("defini", "interpretation", "terminolog", "glossa")  # what each of these words has
_ASKED = re.compile(
    r"\b(?:who (?:is|are) considered(?: as| to be)?|who (?:counts?|qualif(?:y|ies)) as|who (?:is|are)|"
    r"qui (?:est|sont) considere(?:e?s?) comme|quien(?:es)? se considera(?:n)?|"
    r"what(?: exactly)? (?:is|are|was|counts? as|does|do)|counts? as|mean|meant by|meaning of|stands? for|"
    r"define|definitions?(?: of)?|meaning(?=\W*$)|(?:que )?(?:veut|veulent)-(?:ils?|elles?|on) dire|"
    r"c'est quoi|c koi|c'est|ca (?:designe|veut dire) quoi|(?:designe|veut dire) quoi|que (?:signifie|veut dire)|"
    r"veut dire|qu'entend(?:-?(?:on|"
    r"t-on))? par|qu'est-ce qu(?:e |')(?:c'est que )?|en quoi consiste|definition(?: (?:de|du|des))?|definir|"
    r"definissez|en que consiste|"
    r"que (?:es|son|significa)|que se entiende por|definicion(?: de)?|exactly|exactement|au juste|exactamente)\b"
)


_ARTICLES = re.compile(
    r"^(?:(?:an?|the|le|la|les|l['’]|un|une|des|de|du|el|los|las|una)(?:\s+|(?<=['’])))+", re.IGNORECASE
)
# “under this Act”: where the definition is looked for, and no part of the term.
_WITHIN = re.compile(
    r"\s+(?:under|in|for the purposes of|within the meaning of|according to|au sens de|dans|selon|en|segun)\s*"
    r"(?:the|this|la|l'|cette|le|el|esta)\s*(?:act|law|loi|ley|text|texte|texto|code|regulations?)\b.*$"
)
_QUOTES = re.compile(r"\s*[«»“”\"]\s*")
_QUOTED = re.compile(r"[«“\"]\s*([^«»“”\"]{2,60}?)\s*[»”\"]")
_PREFIX = re.compile(r"\b(pseudo|non|anti|inter|multi|co|sub|quasi)\s+(?=\w)", re.IGNORECASE)
_AROUND = ' ¿?!.,:;«»“”"'


class _Saying(NamedTuple):
    """A sentence with what stands before its verb, folded; the names in that, its stems, and how plainly it defines."""

    sentence: str
    subject: str
    named: tuple[str, ...]
    stems: tuple[str, ...]
    plainly: float


@dataclass(frozen=True, slots=True)
class Defined:
    """A sentence that defines, where it stands; `score` grows with how plainly."""

    document: str
    locator: str
    placed: Placed
    quote: str
    score: float


def definition(reading: QuestionReading, session: Session) -> Outcome | None:
    """Return what defines the thing asked about, or what the glossary has on it; None where the thing is not told."""
    term = term_of(reading.topic) or quoted_in(reading.core)
    if not term:
        return None
    known = _known(term)
    found = defined(term, reading, session) or _by_glossary(known, session)
    if found is None:
        return _glossary_entry(known, session) if known else None
    composition = Composition(session.reader)
    composition.add([piece_defining(found, session), *_its_items(found, session)])
    return AnswerStatus.ANSWERED, composition


def _its_items(found: Defined, session: Session) -> list[Piece]:
    """Return the items that a sentence opens: what a thing is “where all of the following are met:”."""
    if not found.quote.rstrip().endswith(":"):
        return []
    below = session.holdings.below(found.document, found.locator, Role.ITEM)
    document = session.library.document(found.document)
    return [piece_of(document, each, session.search.placed(found.document, each), session.reader) for each in below]


def defined(term: str, reading: QuestionReading, session: Session) -> Defined | None:
    """Return the sentence that defines a term most plainly; None where none does."""
    return max(_defining(term, _known(term), reading, session), key=lambda each: each.score, default=None)


def piece_defining(found: Defined, session: Session) -> Piece:
    """Return a sentence that defines as a piece of an answer."""
    placed = session.search.placed(found.document, found.locator)
    piece = piece_of(session.library.document(found.document), found.locator, placed, session.reader)
    if found.placed.status not in TEXTS:
        return piece
    return replace(piece, official=found.placed, quote=found.quote, is_extract=True)


def _known(term: str) -> Term | None:
    """Return the glossary's term that has all the words of the thing asked about."""
    for said in (term, _PREFIX.sub(r"\1-", term)):
        for known in Glossary.bundled().terms_in(said):
            forms = [form for each in Language for form in known.forms(each)]
            for language in Language:
                there = {stem for form in forms for stem in stems_of(form, language)}
                if there.issuperset(stems_of(said, language)):
                    return known
    return None


def term_of(question: str) -> str:
    """Return the thing whose definition a question asks for.

    >>> term_of("what counts as a special resolution"), term_of("UNTFSSE, ça désigne quoi au juste ?")
    ('special resolution', 'UNTFSSE')
    """
    asking = [each for each in re.split(r"(?<=[.?!])\s+", question) if _ASKED.search(fold(each))] or [question]
    kept = asking[0]
    for match in reversed(list(_ASKED.finditer(fold(kept)))):
        kept = f"{kept[: match.start()]} {kept[match.end() :]}"
    return bare_term(kept)


def quoted_in(question: str) -> str:
    """Return what a question has in quotation marks: «le mot « bac », que veut-il dire ?»."""
    quoted = _QUOTED.search(question)
    return bare_term(quoted[1]) if quoted else ""


def bare_term(words: str) -> str:
    """Return the words for a thing without articles, quotation marks and signs around them."""
    words = _QUOTES.sub(" ", words).strip(_AROUND)
    within = _WITHIN.search(fold(words))
    return _ARTICLES.sub("", words[: within.start()] if within else words).strip(_AROUND)


def _defining(term: str, known: Term | None, reading: QuestionReading, session: Session) -> Iterator[Defined]:
    """Yield the sentences that define a term, in the first paragraphs for it."""
    search = session.search
    words = search.ranker.words(term, reading.language)
    forms = {fold(term), *(fold(form) for language in Language for form in (known.forms(language) if known else ()))}
    ranking = reading.ranking(term)[:_LOOKED_AT]
    for document in list(dict.fromkeys(each.document for each in ranking))[:_DOCUMENTS]:
        for locator, placed in search.made_of(document, _lists):
            if entry := _entry(placed.rendition.text, forms):
                own = placed.language is reading.language
                yield Defined(document, locator, placed, entry, 3.0 + 0.1 * own)
    for ranked in ranking:
        for placed in search.placed(ranked.document, ranked.locator).values():
            if placed.status is Status.NOTE:
                continue
            asked = [set(word) for word, _ in words.get(placed.language, ())]
            for said in _sayings(placed.rendition.text, placed.language):
                if score := _defines(said, forms, asked):
                    yield Defined(ranked.document, ranked.locator, placed, said.sentence, score + 0.01 * ranked.score)


def _lists(paragraphs: Paragraphs) -> list[tuple[str, Placed]]:
    """Return the paragraphs that are lists of definitions, by what they open with or stand under."""
    placed = [(locator, each) for locator, languages in paragraphs.items() for each in languages.values()]
    openings = "\n".join(each.rendition.text[:_OPENING].replace("\n", " ") for _, each in placed)
    headings = dict.fromkeys(each.rendition.heading[-1:] for _, each in placed)
    under = {heading: any(_is_list(fold(each)) for each in heading) for heading in headings}
    return [
        (locator, each)
        for (locator, each), opening in zip(placed, fold(openings).split("\n"), strict=True)
        if under[each.rendition.heading[-1:]] or _is_list(opening)
    ]


def _entry(text: str, forms: set[str]) -> str | None:
    """Return the entry on a term in a list of definitions."""
    folded = fold(text)
    for form in forms:
        if form in folded and (
            match := re.search(
                rf"(?:^|(?<=[.;:\])]\s)|(?<=[“«\"]))\W?{re.escape(form)}\b[^.;]{{15,1500}}?[.;](?=\s|$)", folded
            )
        ):
            return text[match.start() : match.end()].strip()
    return None


def _is_list(folded: str) -> bool:
    return any(each in folded for each in _OF_LISTS) and _LIST.search(folded) is not None


@lru_cache(maxsize=2048)
def _sayings(text: str, language: Language) -> tuple[_Saying, ...]:
    """Return the sentences of a text that may define something, read up to their verb."""
    found = []
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        verb = _IS.search(fold(sentence))
        head = sentence[: verb.start()] if verb else ""
        length = len(head.split())
        if verb is None or length > _HEAD:
            continue
        subject = _INTRODUCED.sub("", head)
        named = tuple(fold(each) for pair in _NAME.findall(subject) for each in pair if each)
        stems = tuple(stems_of(subject, language))
        # A subject without more is the thing itself.
        plainly = (2.0 if verb["means"] else 1.0) + 1.0 / (1 + length)
        found.append(_Saying(sentence, fold(subject), named, stems, plainly))
    return tuple(found)


def _defines(said: _Saying, forms: set[str], asked: Sequence[set[str]]) -> float:
    """Return how plainly a sentence says what a thing is, 0 where it does not."""
    by_name = any(each in form or form in each for each in said.named for form in forms if len(form) > 3) or any(
        form in said.subject and _opening(form).match(said.subject) for form in forms
    )
    if by_name:
        return said.plainly + 0.2
    by_words = bool(asked) and bool(said.stems) and any(said.stems[0] in word for word in asked)
    return said.plainly if by_words and all(not word.isdisjoint(said.stems) for word in asked) else 0.0


@lru_cache(maxsize=256)
def _opening(form: str) -> re.Pattern[str]:
    return re.compile(rf"{_DETERMINER}{re.escape(form)}\b")


def _by_glossary(known: Term | None, session: Session) -> Defined | None:
    """Return the paragraph that the glossary knows to say the most of a term, where it is loaded."""
    if known is None or known.definition is None:
        return None
    where = known.definition
    placed = session.search.placed(where.document, where.locator)
    for each in sorted(
        placed.values(), key=lambda each: (each.status is Status.NOTE, each.language is not session.reader)
    ):
        stems = [stem for form in known.forms(each.language) for stem in stems_of(form, each.language)]
        words = {each.language: [({stem: 1.0}, 1.0) for stem in dict.fromkeys(stems)]}
        return Defined(where.document, where.locator, each, telling_sentence(each, words), 1.0)
    return None


def _glossary_entry(known: Term, session: Session) -> Outcome:
    """Return what the glossary has on a term, and the document to load that defines it."""
    names = " · ".join(dict.fromkeys(form for language in Language for form in known.forms(language)[:2]))
    composition = Composition(session.reader)
    composition.blocks.append(composition.say("refusal.no_definition", names=names))
    where = known.definition
    entry = session.catalogue.get(where.document) if where else None
    if where and entry and not session.holdings.has(where.document):
        name = format_citation(entry.document(), where.locator, session.reader)
        composition.blocks.append(not_loaded(where.document, name, session))
    return AnswerStatus.NOT_IN_DOCUMENTS, composition
