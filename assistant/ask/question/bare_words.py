"""The language of a few bare words, which no grammar tells: “syndicats” is French, because only French has the word."""

from __future__ import annotations

from functools import lru_cache

from corpus.text.language import detect
from corpus.types import Language
from index.query.lexicon import Lexicon
from index.query.stems import fold, stems_of, words
from index.query.stop_words import STOP_WORDS

_FEW = 3  # words; more of them tell their language by themselves


# Greetings are in no document: neither our lists nor the lexicon have them.
_HAILS = {
    word: language
    for language, said in (
        (Language.EN, "hello hi hey thanks bye goodbye"),
        (Language.FR, "bonjour bonsoir salut merci"),
        (Language.ES, "hola gracias adios"),
    )
    for word in said.split()
}


@lru_cache(maxsize=64)  # a question is asked about at every step of its way
def spoken(question: str) -> Language | None:
    """Return the language of a question: of a few words, the only one that knows them all; None where it does not tell.

    >>> spoken("syndicats").value, spoken("sindicatos").value
    ('fr', 'es')
    """
    asked = words(question)
    reference = any(character.isdigit() for character in question)  # “para. 3” is of any language
    hailed = {_HAILS[fold(word)] for word in asked if fold(word) in _HAILS}
    if len(hailed) == 1 and len(asked) <= _FEW:
        return hailed.pop()
    if reference or not 0 < len(asked) <= _FEW:
        return detect(question)
    knowing = [language for language in Language if all(_knows(language, word) for word in asked)]
    return knowing[0] if len(knowing) == 1 else detect(question)


def _knows(language: Language, word: str) -> bool:
    """Tell whether a word is a small word of a language, or the lexicon can translate it into both others."""
    if fold(word) in STOP_WORDS[language]:
        return True
    others = [each for each in Language if each is not language]
    stems = stems_of(word, language)
    return bool(stems) and all(
        Lexicon.bundled().translations(stem, language, other) for stem in stems for other in others
    )
