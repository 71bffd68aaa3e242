"""What a reference is, told by the words before it: “giving effect to the Conclusions”, «remplace la convention»."""

from __future__ import annotations

import re

from corpus.catalogue.entry import Entry
from corpus.links.types import Kind
from corpus.types import Authority

# What may stand between the telling words and the document named.
_SMALL = (
    r"(?:\s*(?:,|(?:the|this|that|said|of|to|in|with|its?|provisions?|les?|la|aux?|du|des?|dispositions?|lesdites|ladite|"
    r"auxdites|cette|ces|el|los|las|del?|al?|dichas?|disposiciones)\b|l'|d'))*\s*$"
)
_TELLING = {
    Kind.GIVES_EFFECT: (
        r"g[ai]v(?:e|es|en|ing) (?:\w+ )?effect|(?:as (?:a )?|in )follow-?\s?up|following up|follow(?:s|ed)? up on|"
        r"in implementation of|implement(?:s|ing|ation of)?|in response|respond(?:s|ing)?|"
        r"donn(?:er|e|ent|ant) (?:\w+ )?effet|donn(?:er|e|ent|ant) suite|mettre en (?:oe|o)uvre|mise en (?:oe|o)uvre|"
        r"(?:comme |pour faire |faisant |fait |la )?suite (?:donnee )?(?=a\b|aux?\b)|"
        r"d(?:ar|a|an|ando) (?:\w+ )?(?:efecto|cumplimiento|curso|seguimiento)|en (?:cumplimiento|seguimiento)"
    ),
    Kind.REPLACES: (
        r"(?:supersed|replac|revis|repeal)(?:e|es|ing)|(?:partial |the )?revision of|in place of|"
        r"remplac(?:e|ent|er|ant)|revis(?:e|ent|er|ant)|abrog(?:e|ent|er|ant)|(?:la )?revision (?:partielle )?(?=d)|"
        r"(?:re|su)emplaza(?:n|r|ndo)?|sustitu(?:ye|yen|ir|yendo)|revisa(?:n|r|ndo)?|deroga(?:n|r|ndo)?"
    ),
    Kind.AMENDS: (
        r"amend(?:s|ing)?|amendments? to|modifi(?:e|ent|er|ant)|(?:portant )?modification(?= d)|amend(?:e|ent|er|ant)|"
        r"amendements? (?=a\b)|modifica(?:n|r|ndo)?|enmienda(?:n|r|ndo)?"
    ),
    Kind.CORRESPONDS: r"correspond(?:s|ing|ant|ants|antes?|e|ent|en|er|ientes?|iendo)?(?: (?:points?|puntos?))?",
}
# “Pursuant to” a decision, one carries it out; pursuant to a law or a treaty, one acts under it.
_UNDER = r"pursuant to|in pursuance of|(?:in|en) (?:application|execution)(?: of)?|en (?:aplicacion|ejecucion)"
_BINDING = frozenset({Authority.CONVENTION, Authority.LAW})
_CUES = tuple((kind, re.compile(rf"\b(?:{words}){_SMALL}")) for kind, words in _TELLING.items())
_UNDER_CUE = re.compile(rf"\b(?:{_UNDER}){_SMALL}")
_LOOKED_AT = 90  # characters before a reference
_LISTED = re.compile(
    r"[\s,;()]*(?:(?:and|or|et|ou|y|e|o|of|the|to|de|du|des|la|le|les|l'|aux?|las|los|el)\b\s*|l'|d')*[\s,;(]*"
)


def kind_of(folded: str, start: int, target: Entry | None) -> tuple[Kind, int]:
    """Return what a reference to `target` that starts at `start` is, and where the words that tell it begin.

    What is not known to be a document is only cited.
    """
    if target is None:
        return Kind.CITES, start
    before = folded[max(0, start - _LOOKED_AT) : start]
    for kind, cue in _CUES:
        if match := cue.search(before):
            return kind, start - len(before) + match.start()
    if target.authority not in _BINDING and target.kind != "constitution" and (match := _UNDER_CUE.search(before)):
        return Kind.GIVES_EFFECT, start - len(before) + match.start()
    return Kind.CITES, start


def goes_on(folded: str, end: int, start: int) -> bool:
    """Tell whether a reference that starts at `start` goes on the list in which another ended at `end`."""
    return end <= start and _LISTED.fullmatch(folded, end, start) is not None
