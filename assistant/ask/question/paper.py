"""An order to write a short paper about something: “Write me a paragraph for my minister on just transition”.

It is a question like any other: what is wanted is told by its subject, how it is wanted by the paper that it names. A
poem or a letter is no such paper.
"""

from __future__ import annotations

import re

POLITE = (
    r"(?:(?:please|kindly|can you|could you|would you|i want you to|s'il te plait|s'il vous plait|peux-tu|pouvez-vous|"
    r"pourrais-tu|pourriez-vous|je veux que tu|por favor|puedes|puede|podrias|podria|quiero que)[\s,]+)*"
)
"""Words of politeness before an order, in folded form, each with what divides it from the next."""

_WRITE = (
    r"(?:(?:write|draft|compose|prepare|make)(?: (?:me|us|up))?|"
    r"(?:me |nous |m')?(?:redige|ecri|prepare|fai|faite)(?:s|r|z|re|vez)?(?:[- ](?:moi|nous))?|"
    r"(?:redact|escrib|prepar|haz|haga)(?:[aei]r?)?(?:me|nos)?)"
)
_SUMMARIES = r"(?:summar(?:y|ies)|overview|resumes?|syntheses?|resumen|sintesis)"
_PAPERS = (
    r"(?:paragraphs?|(?:briefing |speaking |cover )?notes?|brief(?:ing)?s?|memos?|"
    r"(?:(?:speaking|talking|bullet) )?points|"
    r"sentences?|lines|fact ?sheets?|hand-?outs?|leaflets?|speech|introduction|"
    r"paragraphes?|fiches?|lignes|phrases?|elements de langage|encadres?|discours|depliants?|"
    r"parrafos?|notas?|fichas?|lineas|frases?|discurso|introduccion)"
)
_COUNT = (
    r"(?:(?:an?|some|one|two|three|four|five|\d+|un|une|des|deux|trois|quatre|cinq|quelques|una|unos|unas|dos|"
    r"tres|cuatro|cinco) )?"
)
_WHOM = (
    r"(?:for|to|pour|a|au|aux|para) (?:(?:my|our|the|an?|mon|ma|mes|notre|nos|le|la|les|un|une|mi|mis|nuestr[oa]s?|el|"
    r"los|las|una) |l')?(?:[\w']+[ -]){0,3}?[\w']+"
)
_ABOUT = (
    r"(?:on|about|regarding|concerning|sur|concernant|au sujet (?:de|des|du)|a propos (?:de|des|du)|portant sur|sobre|"
    r"acerca (?:de|del))"
)
_PERSON = (
    r"(?:minist\w+|direct\w+|boss|chief|manager|head|supervisor|team|colleagues?|board|cabinet|president\w*|secretary|"
    r"chef\w*|equipe|collegues?|conseil|patron\w*|jef[ea]|equipo|colegas?|consejo|secretari\w+|ambassad\w+)"
)
_ORDER = re.compile(rf"^{POLITE}{_WRITE} {_COUNT}(?:[\w-]+ ){{0,2}}?(?:(?P<summary>{_SUMMARIES})|{_PAPERS})\b")
_TO_SUBJECT = re.compile(rf"(?: [\w-]+){{0,2}}?(?:,? {_WHOM})?,? {_ABOUT}\s+|\s?:\s+")
_FOR_WHOM = re.compile(
    rf",? (?:for|to|pour|para|a) (?:my|our|mon|ma|mes|notre|nos|mi|mis|nuestr[oa]s?) (?:\w+ ){{0,2}}{_PERSON}[\s.!?]*$"
)


def is_paper_order(folded: str) -> bool:
    """Tell whether a message, in folded form, is an order to write a short paper.

    >>> is_paper_order("redigez une note sur les cooperatives"), is_paper_order("write me a poem on cooperatives")
    (True, False)
    """
    return _ORDER.match(folded) is not None


def subject_span(folded: str) -> tuple[int, int] | None:
    """Return where the subject of such an order begins and ends; nothing where it names none.

    >>> order = "write me a paragraph for my minister on just transition"
    >>> order[slice(*subject_span(order))]
    'just transition'
    """
    if not (order := _ORDER.match(folded)):
        return None
    if order["summary"]:  # “a summary of part 21” keeps its name: what is to be summed up is told by it
        start = order.start("summary")
    elif to_subject := _TO_SUBJECT.match(folded, order.end()):
        start = to_subject.end()
    else:
        return None
    whom = _FOR_WHOM.search(folded, start)
    return start, whom.start() if whom else len(folded)
