"""The gate: a sentence that a model wrote is shown only if the paragraphs it cites bear it out, by rule.

No model judges. What can be read off the words is held against them: keys, quotations, figures, dates, names, negation,
conditions, what must and what may be, what is only proposed, the language. A sentence that fails is withheld with the
first reason found. A valid key is no proof: most of a sentence's words must be those of its sources, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.ask.claims import bounds, facts_held, names_held, negation
from assistant.ask.claims.dates import MONTHS
from assistant.ask.claims.framing import asserts_nothing, is_framing
from assistant.ask.claims.held import Held
from assistant.ask.claims.hygiene import KEYS, unsafe_in
from assistant.ask.claims.quotations import is_quoted
from assistant.ask.claims.sentence import Sentence
from assistant.ask.claims.support import coverage, meanings_of
from assistant.ask.sources import Source
from assistant.ask.types import Reason
from assistant.types import AsJson
from corpus.glossary.term_guard import guard
from corpus.text.folding import fold
from corpus.text.language import detect
from corpus.types import Language
from index.query.stems import stems_of, words

# The share of a sentence's words that its sources must have: docs/decisions/0026-what-a-model-may-say.md.
_FLOOR = 0.42
_FLOOR_SHORT, _SHORT = 0.6, 3  # of so few words, more
_FLOOR_LOWER = 0.33  # what opens a list says less, and a translation has other words
_MOSTLY = 0.75  # of the words in its own language: no other can have many more
_BETTER = 0.25  # by how much more of a sentence another paragraph must have to be offered beside it
_ELSEWHERE = 3  # words that only paragraphs not cited have: the sentence is about another case …
_OPENING = 8  # … and one is enough among its first words, where it says of what it speaks
_MARKS = re.compile(r"[«»“”„‟‹›「」『』〝〞〟]|``|''|(?<!\d)\"")
_ARTICLE = r"(?<!\w)(?:the|an?|of|le|la|les|l[’']|des?|du|aux?|d[’']|un|une|el|los|las|del|al|unos|unas)[\s]?"
_LONGEST = 2000  # characters: no sentence that anyone would read
_WORDS_THAT_TELL = 5  # a shorter sentence tells no language


@dataclass(frozen=True, slots=True)
class Verdict(AsJson):
    """A sentence as the model wrote it, the keys it cites, and why it is withheld, None where it is shown.

    `detail` are the words at fault; `better` is the key of a paragraph, not cited, that has more of the sentence.
    """

    text: str
    keys: tuple[int, ...]
    reason: Reason | None = None
    detail: str = ""
    better: int | None = None

    @property
    def shown(self) -> bool:
        """Whether a reader may see it."""
        return self.reason is None


Check = Callable[[Sentence, Held], str]


class CitationGate:
    """Judges the sentences of one answer, in one language, against the sources that the model was given."""

    def __init__(self, sources: Sequence[Source], language: Language, question: str = "") -> None:
        """Judge by these sources; a sentence that only leads on may name what the `question` is about."""
        self._sources = {source.key: source for source in sources}
        self._language, self._question = language, question
        self._held: dict[tuple[int, ...], Held] = {}

    def judge(self, written: str, opening: str = "", keys: Sequence[int] = ()) -> Verdict:
        """Return the verdict on a sentence; an item comes with the line that opens its list.

        `keys` are cited besides: those of the items that a sentence opens.
        """
        keys = tuple(dict.fromkeys([*keys_of(written), *keys]))
        text = KEYS.sub("", written).strip()
        if len(written) > _LONGEST:
            return Verdict(written, keys, Reason.UNSAFE, f"{written[:40]}…")
        if unsafe := unsafe_in(written, self._addresses(keys)):
            return Verdict(written, keys, Reason.UNSAFE, unsafe)
        if not keys:
            nothing = asserts_nothing(text, self._question)
            return Verdict(written, keys) if nothing else Verdict(written, keys, Reason.NO_KEY)
        if unknown := [key for key in keys if key not in self._sources]:
            return Verdict(written, keys, Reason.UNKNOWN_KEY, ", ".join(map(str, unknown)))
        sentence, held = Sentence(text, self._language, KEYS.sub("", opening)), self.held(keys)
        for reason, check in _CHECKS:
            if detail := check(sentence, held):
                return Verdict(written, keys, reason, detail)
        if elsewhere := self._elsewhere(sentence, held, keys):
            return Verdict(written, keys, Reason.OTHER_CASE, elsewhere)
        return Verdict(written, keys, better=self._better(sentence, held, keys))

    def held(self, keys: Sequence[int]) -> Held:
        """Return some sources, read as one."""
        chosen = tuple(sorted(keys))
        if chosen not in self._held:
            parts = [self.held([key]) for key in chosen] if len(chosen) > 1 else [Held([self._sources[chosen[0]]])]
            self._held[chosen] = Held.together(parts)
        return self._held[chosen]

    def prepare(self) -> None:
        """Read every source ahead of the first sentence: the model takes its time."""
        for key in self._sources:
            held = self.held([key])
            held.read()
            for _, text in held.texts:
                meanings_of(text, self._language)
        guard("", self._language)

    def _addresses(self, keys: Sequence[int]) -> frozenset[str]:
        """Return the addresses that the paragraphs cited give: they are shown as text, never as links."""
        return frozenset().union(*(self.held([key]).addresses for key in keys if key in self._sources))

    def _elsewhere(self, sentence: Sentence, held: Held, keys: Sequence[int]) -> str:
        """Return the words that no paragraph cited has and another one that was given has."""
        language = sentence.language
        if language not in held.stems:  # translated: a word may be missed for want of its translation
            return ""
        others = [self.held([key]).stems.get(language, frozenset()) for key in self._sources if key not in keys]
        own = held.stems[language]
        missed = [
            (place, word)
            for place, word in enumerate(words(sentence.text))
            if len(word) > 3 and word.isalpha() and not (fold(word) in MONTHS or is_framing(word))
            if any(stem not in own and any(stem in each for each in others) for stem in stems_of(word, language))
        ]
        opening = [word for place, word in missed if place < _OPENING and _is_noun(word, sentence.text)]
        if opening or len(missed) >= _ELSEWHERE:
            return ", ".join(opening or [word for _, word in missed])
        return ""

    def _better(self, sentence: Sentence, held: Held, keys: Sequence[int]) -> int | None:
        """Return the key of a paragraph that has more of a sentence than those it cites."""
        own = said_by(sentence, held)
        if own > 1 - _BETTER:
            return None
        others = {key: said_by(sentence, self.held([key])) for key in self._sources if key not in keys}
        best = max(others, key=lambda key: (others[key], -key), default=None)
        return best if best is not None and others[best] >= own + _BETTER else None


def keys_of(written: str) -> list[int]:
    """Return the keys that a sentence cites, in order."""
    return [int(key) for match in KEYS.finditer(written) for key in re.findall(r"\d+", match[1])]


def said_by(sentence: Sentence, held: Held) -> float:
    """Return the share of a sentence's words that its sources have, in the language that has most of them.

    Words that only lead on, or say what kind of thing a paragraph gives, are asked of no source.
    """
    asked = sentence.asserting
    own = held.stems.get(sentence.language)
    if own is not None and (share := coverage(asked, sentence.language, own)) >= _MOSTLY:
        return share
    return max((coverage(asked, each, stems) for each, stems in held.stems.items()), default=0.0)


def _is_noun(word: str, text: str) -> bool:
    """Tell whether a word follows an article, or a preposition that has one."""
    return re.search(rf"{_ARTICLE}{re.escape(word)}(?!\w)", text, re.IGNORECASE) is not None


def _other_language(sentence: Sentence, held: Held) -> str:
    """Return a sentence that is not in the reader's language; what it quotes may be in another."""
    own = sentence.own
    there = held.stems.get(sentence.language)
    if there is not None and coverage(sentence.asserting, sentence.language, there) >= _MOSTLY:
        return ""  # in the words of its sources
    if len(own.split()) < _WORDS_THAT_TELL:
        return ""
    spoken = detect(own)
    return str(spoken) if spoken not in (None, sentence.language) else ""


def _misquoted(sentence: Sentence, held: Held) -> str:
    """Return a quotation that no source says."""
    if loose := _MARKS.search(sentence.own):  # marks of another kind, or that do not pair
        return sentence.own[loose.start() :][:40]
    return next((quoted for _, _, quoted in sentence.quotations if not is_quoted(quoted, held.official)), "")


def _wrong_term(sentence: Sentence, held: Held) -> str:
    """Return an official term in words that are known to be wrong."""
    found = guard(sentence.own, sentence.language)
    return found[0].words if found else ""


def _unsupported(sentence: Sentence, held: Held) -> str:
    """Return how little of a sentence its sources say, where it is too little."""
    if not (sentence.asserting or sentence.figures or sentence.quotations or sentence.text.endswith(":")):
        return "0.00"  # “No [1].”, “✅ [1]”: nothing in it can be held against anything
    share = said_by(sentence, held)
    lower = sentence.text.endswith(":") or sentence.language not in held.stems
    floor = _FLOOR_LOWER if lower else _FLOOR if len(sentence.asserting) > _SHORT else _FLOOR_SHORT
    return f"{share:.2f}" if share < floor else ""


_CHECKS: tuple[tuple[Reason, Check], ...] = (
    (Reason.LANGUAGE, _other_language),
    (Reason.QUOTE, _misquoted),
    (Reason.DATE, facts_held.date_at_fault),
    (Reason.FIGURE, facts_held.figure_at_fault),
    (Reason.PLACE, names_held.place_at_fault),
    (Reason.NAME, names_held.name_at_fault),
    (Reason.SUPPORT, _unsupported),
    (Reason.NEGATION, negation.negation_at_fault),
    (Reason.LIMIT, bounds.limit_at_fault),
    (Reason.CONDITION, bounds.condition_at_fault),
    (Reason.OBLIGATION, bounds.obligation_at_fault),
    (Reason.DRAFT, bounds.draft_at_fault),
    (Reason.TERM, _wrong_term),
)
