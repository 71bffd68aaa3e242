"""Typing errors mended against the words that the library and the program know: “solidarty leter” is a letter.

Only a word that no paragraph has, nor the vocabulary of the model, is mended; never a number or what holds one. So are
initials of words of a title spelt out: nobody types «société d’impact sociétal» three times, and no text has “SIS”.
"""

from __future__ import annotations

from functools import lru_cache

from assistant.ask.question.document_names import NOUNS
from assistant.session import Session
from corpus.catalogue.catalogue import Catalogue
from corpus.glossary.glossary import Glossary
from corpus.text.folding import fold
from corpus.text.language import detect
from corpus.types import Language
from index.query.lexicon import Lexicon
from index.query.stems import WORD
from index.query.stop_words import STOP_WORDS

_SHORTEST = 4  # letters of a word that is mended
_FEWEST_INITIALS, _MOST_INITIALS = 3, 6  # of two letters there are too many
_LONG = 8  # letters from which on two may be wrong

# Words that questions are made of, besides the small ones.
_ASKING = frozenset(
    """
    paragraph paragraphs article articles section summary summarise compare definition define mention mentions refers
    reference
    paragraphe paragraphes alinea resume resumez comparer definition mentionne renvoie parrafo articulo resumen comparar
    """.split()
)

_SMALL = frozenset(fold(word) for each in STOP_WORDS.values() for word in each)


def mended(text: str, session: Session) -> str:
    """Return a question with the typing errors mended that can only be one word."""
    language = detect(text) or session.reader
    pieces, position = [], 0
    for match in WORD.finditer(text):
        word = match[0]
        if not word.isalpha():
            continue
        if word.isupper():
            spelt = _initials(session.catalogue).get(fold(word))
            other = spelt if spelt and not _is_in_paragraphs(word, session) else None
        else:
            typed = len(word) >= _SHORTEST and _unknown(word, language, session)
            other = _nearest(fold(word), session) if typed else None
        if other:
            pieces += [text[position : match.start()], other]
            position = match.end()
    return "".join([*pieces, text[position:]])


def _unknown(word: str, language: Language, session: Session) -> bool:
    """Tell whether no paragraph, none of our lists, nor the model has a word: one that it has is a piece by itself."""
    if fold(word) in _vocabulary(session.catalogue) or len(session.model.token_ids([word.casefold()])[0]) == 1:
        return False
    return not Lexicon.bundled().knows(word, language) and not _is_in_paragraphs(word, session)


def _is_in_paragraphs(word: str, session: Session) -> bool:
    found = session.search.ranker.words(word)
    return any(rarity < 1.0 for words in found.values() for _, rarity in words)


def _nearest(word: str, session: Session) -> str | None:
    """Return the one known word that differs by a letter, of a long word by two: left out, added, changed, swapped."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    most = 2 if len(word) >= _LONG else 1
    known = _vocabulary(session.catalogue)
    near = extract(word, known, scorer=OSA.distance, score_cutoff=most, limit=3)
    best = [each for each, distance, _ in near if distance == near[0][1]]
    best = [each for each in best if each not in _SMALL or len(each) >= len(word)]  # a quiz is no «qui»
    return best[0] if len(best) == 1 else None


@lru_cache(maxsize=4)
def _initials(catalogue: Catalogue) -> dict[str, str]:
    """Return the words of titles by their initials, small words left out: «société d’impact sociétal» by “sis”."""
    found: dict[str, str] = {}
    for title in (title for document in catalogue.held for title in document.titles.values()):
        words = [each for each in WORD.finditer(title) if fold(each[0]) not in _SMALL]
        for length in range(_FEWEST_INITIALS, _MOST_INITIALS + 1):
            for at in range(len(words) - length + 1):
                run = words[at : at + length]
                found.setdefault("".join(fold(each[0])[0] for each in run), title[run[0].start() : run[-1].end()])
    return found


@lru_cache(maxsize=4)
def _vocabulary(catalogue: Catalogue) -> frozenset[str]:
    """Return the words known beside those of the paragraphs: of titles, of the glossary, and those questions have."""
    texts = [form for term in Glossary.bundled().terms for language in Language for form in term.forms(language)]
    texts += [title for document in catalogue.held for title in document.titles.values()]
    words = {word for text in texts for word in WORD.findall(fold(text))}
    stops = (word for each in STOP_WORDS.values() for word in each)
    known = (*words, *stops, *_ASKING, *NOUNS)
    return frozenset(word for word in known if len(word) >= _SHORTEST - 1 and word.isalpha())
