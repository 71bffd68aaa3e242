"""Sentence boundaries in English, French and Spanish, as offsets, so that a sentence can be quoted verbatim."""

from __future__ import annotations

import re

# A full stop after these is not the end of a sentence.
_ABBREVIATIONS = frozenset(
    "art arts par paragr para paras párr párrs p pp n no nos núm núms nº vol ch cf cfr voir ex e g i al env etc ibid "
    "op cit c s ss m mm mme mlle mr mrs ms dr prof st ste sr sra ltd inc fig tab éd ed eds approx vs rev sess rés res "
    "doc é u ee uu jan janv fév feb avr apr juil sept oct nov déc dec".split()
)
# Stops are taken whole, from their first on: else a line of dots would be tried from each of them.
# Written to begin with one character of few, which are looked for fast: the alternatives tell by it what it opens.
_CANDIDATE = re.compile(
    r"[.!?…»”\"\n](?:"
    r"(?:(?<=[.!?…])(?<![.!?…]{2})[.!?…]*+\s?[»”\"]?|(?<=[»”\"])(?<![.!?…].))"
    r"(?P<end>)\s+(?=[«“\"‘(\[]?\s?[A-ZÀ-ÖØ-Þ0-9¿¡])|(?<=\n)\n*)",
    re.DOTALL,
)
# Sums of money end sentences, and in French and Spanish they end in the abbreviation of a country.
_COUNTRY = re.compile(r"(?:É\.-U|EE\.\s?UU)\.$")
_BEGINS = re.compile(
    r"(?:Les?|La|L[’']|Ils?|Elles?|Ces?|Cette|Cet|Une?|Des|Au|Aux|En|Dans|Pour|Aucune?|El|Los|Las|Este|Esta|Un|Una|No|"
    r"Ningún|Ninguna|Para)(?!\w)|L[’']"
)
_LONGEST_WORD = 40  # characters; what is longer is no abbreviation
_LAST_WORD = re.compile(r"\n?\.([\w.]+)")  # of a text read backwards, from its end


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) offsets of each sentence, in order, without surrounding white space.

    A line feed always ends a sentence: it separates the blocks of a paragraph and the items of a list.
    """
    spans = []
    start = 0
    for match in _CANDIDATE.finditer(text):
        said = text[start : match.end("end")] if match["end"] is not None else ""
        if said and not (_ends(said) or (_COUNTRY.search(said[-8:]) and _BEGINS.match(text, match.end()))):
            continue
        end = match.end("end") if match["end"] is not None else match.start()
        if text[start:end].strip():
            spans.append(_stripped(text, start, end))
        start = match.end()
    if text[start:].strip():
        spans.append(_stripped(text, start, len(text)))
    return spans


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text.

    >>> split_sentences("Voir l’art. 3. Il s’applique. M. Dupont l’a dit.")
    ['Voir l’art. 3.', 'Il s’applique.', 'M. Dupont l’a dit.']
    """
    return [text[start:end] for start, end in sentence_spans(text)]


def opening(text: str, words: int = 40) -> str:
    """Return the beginning of a text as a list shows it: all of it up to `words` words, else its first sentence."""
    spans = sentence_spans(text)
    if len(text.split()) <= words or not spans:
        return text
    return text[spans[0][0] : spans[0][1]]


def _ends(text: str) -> bool:
    """Tell whether a text that ends in a stop is a whole sentence, not cut after an abbreviation or an initial."""
    text = text[-_LONGEST_WORD:]
    if text.endswith(("»", "”", '"')):
        return bool(re.search(r"[.!?…]\s?[»”\"]$", text))
    match = _LAST_WORD.match(text[::-1])
    if not match:
        return True
    word = match[1].partition(".")[0][::-1].lower()
    return word not in _ABBREVIATIONS and not (len(word) == 1 and word.isalpha() and match[1][0].isupper())


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Move the ends of a span inwards over white space."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
