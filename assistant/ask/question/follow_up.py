"""Follow-up questions: “and for objective 3?” asks again what the turn before asked, with one thing changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.types import Turn
from corpus.text.folding import fold
from corpus.text.language import detect
from corpus.types import Language
from index.ranking.evidence import content_words

_OPENING = re.compile(
    r"^\s*(?:and(?: what about| how about| for| in| on| the| if)?|what if|what about|how about|same (?:question )?for|"
    r"et(?: si| pour| dans| quant| sur| qu['’]en est-il)?|qu['’]en est-il|même question pour|quant (?:à|au|aux)|"
    r"¿?\s*y(?: si| para| en| sobre| qué hay)?|¿?\s*qué hay de)\b",
    re.IGNORECASE,
)
_FOLLOW_UP_WORDS = 9

# What may change from one turn to the next: each kind of thing in the three languages, its number last.
_SLOTS = (
    re.compile(r"\b(?:objecti(?:ve|f)|objetivo)s?\s+(?:n[°o.]\s*)?\d+\b", re.IGNORECASE),
    re.compile(r"\b(?:outputs?|produits?|productos?)\s+\d+\.\d+\b", re.IGNORECASE),
    re.compile(
        r"\b(?:para(?:graph)?s?\.?|paragr(?:aphe)?s?\.?|par\.|párr(?:afo)?s?\.?|points?|puntos?)\s+\d+(?:\s?\(?[a-z]\))?",
        re.IGNORECASE,
    ),
    re.compile(r"\b20\d\d\b"),
)
_LED = re.compile(r"^\s*[¿]?\s*(?:and|et|y)\s+", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"^\W*(?:and|et|y|what|how|quant|que hay)\s+(?:about\s+)?(?P<word>on|about|for|sur|pour|sobre|para)\b"
)
_WHERE = re.compile(
    r"\W*(?:(?:and|et|y) )?(?:(?:in |at )?(?:which|what) (?:paragraph|para|article|section|point|page|part)"
    r"(?: (?:is|was) (?:that|it|this))?|where(?: exactly| is (?:that|it))?|"
    r"(?:c'est |dans |a |au )?quel(?:le)? (?:est l')?(?:alinea|paragraphe|article|point|page|partie)(?: est-ce)?|"
    r"ou(?: ca| exactement| est-ce)?|(?:en |a )?(?:que|cual) (?:es el )?(?:parrafo|articulo|apartado|punto|pagina|"
    r"parte)"
    r"(?: es)?|donde(?: exactamente| esta)?)\W*"
)
_IN_LANGUAGE = re.compile(
    r"\W*(?:(?:and|et|y) )?(?:(?:in|en|au|al) )?(?:english|french|spanish|anglais|francais|espagnol|ingles|frances|"
    r"espanol)"
    r"(?:,? (?:please|s'il (?:te|vous) plait|svp|por favor))?\W*"
)
_PRONOUN = re.compile(
    r"\b(?:it|they|them|he|she|her|him)\b|-(?:t-)?(?:ils?|elles?)\b|\b(?:ils?|elles?|ellos?|ellas?)\b"
)
_DEMONSTRATIVE = re.compile(
    r"\b(?:this|that|these|those|there|same|cel(?:a|ui|le|les)|ceux|ceci|ca|y|en|meme|memes|es[oae]s?|est[oae]s?|mism[oa]s?)\b"
)
_FEW = 2  # words with a meaning, the verb among them
_RANKS = (
    "first premier premiere primero primera primer 1st 1er 1re",
    "second deuxieme second seconde segundo segunda 2nd 2e",
    "third troisieme tercero tercera tercer 3rd 3e",
    "fourth quatrieme cuarto cuarta 4th 4e",
    "fifth cinquieme quinto quinta 5th 5e",
    "last dernier derniere ultimo ultima",
)
_LAST = len(_RANKS) - 1
_ORDINAL = re.compile(
    rf"\b(?:(?:for|pour|para) )?(?:the|le|la|l'|el) ?(?P<rank>{'|'.join(' '.join(_RANKS).split())})\b(?: one|"
    rf" d'entre eux| de ellos)?"
)
# One of what the answer before listed, by its letter: «et le point c) ?».
_LETTER = re.compile(
    r"(?:^|\b(?:point|item|letter|alinea|lettre|letra|inciso|punto|and|et|y)\s*)\(?(?P<letter>[a-z])\)"
)
_POINTING = frozenset(
    """
    explain develop detail details tell say says mean means about principle point item element
    explique expliquer expliquez developpe developper detaille detailler dit dire signifie principe alinea lettre
    explica explicar desarrolla detalla dice significa principio punto inciso letra elemento
    """.split()
)
_FOR = {Language.EN: "for", Language.FR: "pour", Language.ES: "para"}
_COUNTED = re.compile(r"\b(?P<noun>objective|objectif|objetivo|output|produit|producto)s?\b")
_ASKS = re.compile(
    r"(?:how|what|which|who|when|where|why|combien|quels?|quelles?|qui|quand|ou|pourquoi|comment|cuant[oa]s?|cual(?:es)?|quien|cuando|"
    r"donde|por que|como)\b"
)


def standalone(
    question: str, history: Sequence[Turn], names_a_document: Callable[[str], bool] = lambda text: False
) -> str:
    """Return the question with what it takes from the previous turns filled in.

    A question that `names_a_document` of its own is no follow-up: its paragraph is not the previous one's.

    >>> standalone("et pour l’objectif 3 ?", [Turn("Quel montant est estimé pour l’objectif 1 ?")])
    'Quel montant est estimé pour l’objectif 3 ?'
    """
    if history and not names_a_document(question) and (place := _pointed_at(question, history)):
        return place
    whole = ""
    for asked in (*(turn.question for turn in history), question):
        whole = _continued(whole, asked) if whole and _is_follow_up(asked) and not names_a_document(asked) else asked
    return whole


def _pointed_at(question: str, history: Sequence[Turn]) -> str | None:
    """Return the reference of the source before that a question points at: “the third one”, «et le point c) ?».

    One that was pointed at before comes from the same list: “and the last one?”.
    """
    pointed = _pointing(question)
    if pointed is None:
        return None
    turn = next((each for each in reversed(history) if _pointing(each.question) is None), history[0])
    if pointed.is_bare and pointed.rank != _LAST and _COUNTED.search(fold(turn.question)):  # “the third”: objective 3
        return None
    sources = list({each.locator: each for each in turn.citations}.values())
    items = [each for each in sources if each.locator.endswith(")")]
    if pointed.letter:
        return next((each.citation for each in items if each.locator.endswith(f"({pointed.letter})")), None)
    among = items if len(items) > 1 else sources
    rank = len(among) - 1 if pointed.rank == _LAST else pointed.rank
    return among[rank].citation if len(among) > max(1, rank) else None


@dataclass(frozen=True, slots=True)
class _Pointed:
    """What a question points at in a list: its place, from 0, or its letter. `is_bare`: it says nothing else."""

    rank: int
    letter: str
    is_bare: bool


def _pointing(question: str) -> _Pointed | None:
    """Return what a question points at, if it asks for no more than that."""
    folded = fold(question).strip(" ?¿.!")
    if ordinal := _ORDINAL.search(folded):
        found, rank, letter = ordinal, next(n for n, said in enumerate(_RANKS) if ordinal["rank"] in said.split()), ""
    elif lettered := _LETTER.search(folded):
        found, rank, letter = lettered, 0, lettered["letter"]
    else:
        return None
    said = content_words(_PRONOUN.sub(" ", f"{folded[: found.start()]} {folded[found.end() :]}"))
    return _Pointed(rank, letter, not said) if all(word in _POINTING for word in said) else None


def _continued(before: str, question: str) -> str:
    """Return the previous question with what the new one changes in it, or the new one with what it takes from it."""
    if _WHERE.fullmatch(fold(question).strip()) or _IN_LANGUAGE.fullmatch(fold(question).strip()):
        return before
    changes = [(slot, new[0]) for slot in _SLOTS if (new := slot.search(question)) and slot.search(before)]
    for slot, new_words in changes:
        before = slot.sub(new_words, before, count=1)  # letters, digits and brackets: nothing to escape
    if changes:
        return before
    if ordinal := _with_number(before, question):
        return _reordered(_LED.sub("", ordinal).strip())
    rest = _OPENING.sub("", question).strip(" ?¿.,")
    if not rest:
        return before
    if (led := _PREPOSITION.search(fold(question))) and (tail := _tail(before, led["word"])):
        return f"{before[: tail[0]]} {rest}{'?' if '?' in before else ''}"
    asked = _LED.sub("", question).strip()
    if _ASKS.match(fold(asked).lstrip("¿ ")):
        return _leaning(asked, before)
    return f"{before} {rest}".strip()


def _leaning(question: str, before: str) -> str:
    """Return a question with what it leans on behind it, in brackets."""
    return f"{question} ({before.strip(' ?¿')})"


def _with_number(before: str, question: str) -> str | None:
    """Return a question with “the third one” as what the question before was about: “objective 3”."""
    counted = _COUNTED.search(fold(before))
    ordinal = _ORDINAL.search(fold(question))
    if counted is None or ordinal is None or ordinal["rank"] in _RANKS[_LAST].split():
        return None
    number = next(n for n, words in enumerate(_RANKS, start=1) if ordinal["rank"] in words.split())
    return f"{question[: ordinal.start()]}{counted['noun']} {number}{question[ordinal.end() :]}"


def _reordered(question: str) -> str:
    """Return a question with its question word first: «objectif 3, combien ?» asks «combien : objectif 3 ?»."""
    thing, comma, asked = question.partition(",")
    if not comma or not _ASKS.match(fold(asked).strip()):
        return question
    return f"{asked.strip(' ?')} {_FOR[detect(question) or Language.FR]} {thing} ?"


def _tail(before: str, preposition: str) -> tuple[int, int] | None:
    """Return the span of what follows a preposition at the end of a question, from the end of the preposition on."""
    found = list(re.finditer(rf"\b{preposition}\b(?=[^?]*\??$)", fold(before)))
    return (found[-1].end(), len(before)) if found else None


def _is_follow_up(question: str) -> bool:
    """Tell whether a question depends on the previous one: it is short and opens as one, or asks no more than where."""
    folded = fold(question).strip()
    forms = (_WHERE.fullmatch(folded), _IN_LANGUAGE.fullmatch(folded), _OPENING.match(question), _leans(folded))
    return len(question.split()) <= _FOLLOW_UP_WORDS and any(forms)


def leans(question: str) -> bool:
    """Tell whether a question may depend on the one before where no rule here fills it in: a pronoun, few words."""
    folded = fold(question)
    return bool(_PRONOUN.search(folded) or _DEMONSTRATIVE.search(folded)) or len(content_words(folded)) <= _FEW


def _leans(folded: str) -> bool:
    """Tell whether a question asks of a thing that only a pronoun names: “when was it sent?”."""
    return bool(_PRONOUN.search(folded) and _ASKS.match(folded.lstrip("¿ ")) and len(content_words(folded)) <= _FEW)
