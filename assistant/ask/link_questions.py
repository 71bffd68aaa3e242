"""Questions about references: “What cites point 16(c)?”, «À quels documents renvoie le paragraphe 28 ?».

They are recognised by their form alone, and answered from the references stored with the texts: exactly, or not at
all. A question of any other form is not touched.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import prompts
from assistant.composition import Composition
from assistant.links.types import KIND_WORDS, FoundLink, Links
from assistant.types import Citation
from corpus.links import Kind
from corpus.text.folding import fold
from corpus.text.typography import COLON, in_marks
from corpus.types import Authority, Language

_MOST = 40  # references listed; the command `links` lists them all

_TEXTS = (
    r"(?:(?:other |autres? |otr[oa]s? )?(?:ilo |un )?(?:international )?(?:labou?r )?"
    r"(?:documents?|documentos?|paragraphs?|paragraphes?|parrafos?|paras?|texts?|textes?|textos?|papers?|passages?|pasajes?|instrument(?:o?s)?|outputs?|produits?|productos?|rows?|lignes?|filas?|"
    r"references?|referencias?|recomm?[ae]ndations?|recomendaciones|convention?s?|convenios?|normes?|normas?|standards?|"
    r"declarations?|declaraciones)"
    r"(?: (?:internationales?|internacionales))?(?: (?:du travail|del trabajo))?"
    r"(?: (?:de l'(?:oit|organisation internationale du travail)|du bit|de la (?:oit|onu)|of the ilo|"
    r"des nations unies))?"
    r"(?: (?:du plan(?: d'action)?|of the (?:action )?plan|del plan(?: de accion)?))?)"
)
# What kinds of documents some words ask for; the standards and instruments of the ILO are more than its Conventions.
_INSTRUMENTS = frozenset({Authority.CONVENTION, Authority.RECOMMENDATION, Authority.DECLARATION})
_OF_KIND = (
    (re.compile(r"\b(?:instrument(?:o?s)?|normes?|normas?|standards?)\b"), _INSTRUMENTS),
    (re.compile(r"\b(?:conventions?|convenios?)\b"), frozenset({Authority.CONVENTION})),
    (re.compile(r"\brecom[a-z]+\b"), frozenset({Authority.RECOMMENDATION})),
    (re.compile(r"\bdeclara[a-z]+\b"), frozenset({Authority.DECLARATION})),
)
_Verb = tuple[str, str, str]  # of one, of several, and what joins it to what is referred to

_VERBS: dict[Kind | None, tuple[tuple[_Verb, ...], tuple[_Verb, ...], tuple[_Verb, ...]]] = {
    None: (
        (("cites", "cite", ""), ("refers", "refer", " to"), ("mentions", "mention", ""), ("quotes", "quote", "")),
        (
            ("cite", "citent", ""), ("mentionne", "mentionnent", ""), ("renvoie", "renvoient", " (?:a|aux?)"),
            ("fait (?:reference|renvoi)", "font (?:reference|renvoi)", " (?:a|aux?)"),
            ("se refere", "se referent", " (?:a|aux?)"),
        ),
        (
            ("cita", "citan", "(?: al?)?"), ("menciona", "mencionan", ""), ("se refiere", "se refieren", " al?"),
            ("remite", "remiten", " al?"), ("hace referencia", "hacen referencia", " al?"),
        ),
    ),
    Kind.GIVES_EFFECT: (
        (("gives effect", "give effect", " to"), ("implements", "implement", "")),
        (("donne (?:effet|suite)", "donnent (?:effet|suite)", " (?:a|aux?)"),
         ("met en oe?uvre", "mettent en oe?uvre", "")),
        (("da (?:efecto|cumplimiento)", "dan (?:efecto|cumplimiento)", " al?"), ("aplica", "aplican", "")),
    ),
    Kind.REPLACES: (
        (("replaces", "replace", ""), ("supersedes", "supersede", ""), ("revises", "revise", "")),
        (("remplace", "remplacent", ""), ("revise", "revisent", "")),
        (("sustituye", "sustituyen", "(?: al?)?"), ("re(?:e)?mplaza", "re(?:e)?mplazan", "(?: al?)?"),
         ("revisa", "revisan", "")),
    ),
    Kind.AMENDS: (
        (("amends", "amend", ""),),
        (("modifie", "modifient", ""), ("amende", "amendent", "")),
        (("modifica", "modifican", ""), ("enmienda", "enmiendan", "")),
    ),
    Kind.CORRESPONDS: (
        (("corresponds", "correspond", " to"),),
        (("correspond", "correspondent", " (?:a|aux?)"),),
        (("corresponde", "corresponden", " al?"),),
    ),
}  # fmt: skip


def _any_of(verbs: tuple[_Verb, ...], number: int, *, joined: bool) -> str:
    """Return a pattern of verbs, singular (0) or plural (1), with the preposition that joins the object."""
    return f"(?:{'|'.join(verb[number] + (verb[2] if joined else '') for verb in verbs)})"


@cache  # compiled when first needed: most commands ask nothing
def _forms() -> list[tuple[re.Pattern[str], bool, Kind | None]]:
    """Return the forms of question: a pattern, whether it asks what the place refers to, and the kind it names.

    In French and Spanish the number of the verb decides: «quels documents citent le paragraphe 5 ?» and «quels
    documents cite le paragraphe 5 ?» ask for opposite ends.
    """
    forms: list[tuple[str, bool, Kind | None]] = [
        (r"where (?:is|are) (?P<ref>.+?) (?:cited|mentioned|quoted|referred to)", False, None),
        (
            rf"(?:what|which {_TEXTS}) (?:is|are) (?P<ref>.+?) (?:cited|mentioned|quoted|referred to) (?:by|in)",
            False,
            None,
        ),
        (
            rf"(?:what|(?:what|which) {_TEXTS}) (?:is|are) (?:cited|mentioned|quoted|referred to) "
            r"(?:by|in) (?P<ref>.+)",
            True,
            None,
        ),
        (r"ou (?:est|sont) (?:cite|mentionne)e?s? (?P<ref>.+)", False, None),
        (r"ou (?P<ref>.+?)(?: est| sont)?(?:-(?:il|elle)s?)? (?:cite|mentionne)e?s?", False, None),
        (rf"quel(?:le)?s {_TEXTS} sont (?:cite|mentionne)e?s? (?:dans|par|au|a) (?P<ref>.+)", True, None),
        (r"donde se (?:citan?|mencionan?) (?P<ref>.+)", False, None),
        (rf"(?:que|cuales) {_TEXTS} (?:se citan?|se mencionan?|son citad[oa]s) (?:en|por) (?P<ref>.+)", True, None),
    ]
    for kind, (en, fr, es) in _VERBS.items():
        one, several = _any_of(en, 0, joined=True), _any_of(en, 1, joined=True)
        forms.append((rf"(?:what|who|which {_TEXTS})(?: else)? (?:{one}|{several}) (?P<ref>.+)", False, kind))
        forms.append((rf"(?:what|(?:what|which) {_TEXTS}) (?:do|does) (?P<ref>.+?) {several}", True, kind))
        one, several, alone = _any_of(fr, 0, joined=True), _any_of(fr, 1, joined=True), _any_of(fr, 0, joined=False)
        what = rf"(?:que|a quoi|a quel(?:le)?s? {_TEXTS}|quel(?:le)?s? {_TEXTS})"
        forms.append((rf"(?:qu'est-ce qui|qui est-ce qui|qui) {one} (?P<ref>.+)", False, kind))
        forms.append((rf"quel(?:le)?s {_TEXTS} {several} (?P<ref>.+)", False, kind))
        forms.append((rf"{what} {alone} (?P<ref>.+)", True, kind))
        forms.append((rf"(?:{what} est-ce que|qu'est-ce que) (?P<ref>.+?) {alone}", True, kind))
        forms.append((rf"quel(?:le)?s {_TEXTS} (?P<ref>.+?) {alone}(?:-t)?-(?:il|elle)s?", True, kind))
        one, several, alone = _any_of(es, 0, joined=True), _any_of(es, 1, joined=True), _any_of(es, 0, joined=False)
        forms.append((rf"(?:(?:que|cuales) {_TEXTS}|quienes) {several} (?P<ref>.+)", False, kind))
        forms.append((rf"quien {one} (?P<ref>.+)", False, kind))
        forms.append((rf"(?:a )?(?:que|cuales)(?: {_TEXTS})? {alone} (?P<ref>(?!al? ).+)", True, kind))
    return [(re.compile(pattern), outgoing, kind) for pattern, outgoing, kind in forms]


@dataclass(frozen=True, slots=True)
class LinkQuestion:
    """What a question asks of the references: of which place, in which direction, and of which kind if it says.

    `authorities` are the kinds of documents wanted at the other end; none means all.
    """

    reference: str
    outgoing: bool
    kind: Kind | None
    authorities: frozenset[Authority] = frozenset()


def link_question(question: str) -> LinkQuestion | None:
    """Return what a question asks of the references, None where it does not ask for them.

    >>> link_question("What cites point 16(c)?")
    LinkQuestion(reference='point 16(c)', outgoing=False, kind=None, authorities=frozenset())
    """
    text = question.strip(" ¿?!.\u00a0\u202f\n")
    folded = fold(text)
    for pattern, outgoing, kind in _forms():
        if match := pattern.fullmatch(folded):
            about = folded[: match.start("ref")] + folded[match.end("ref") :] if outgoing else ""
            wanted = next((kinds for words, kinds in _OF_KIND if words.search(about)), frozenset())
            return LinkQuestion(text[slice(*match.span("ref"))].strip(), outgoing, kind, wanted)
    return None


def answer(wanted: LinkQuestion, links: Links, reader: Language) -> Composition:
    """Return the references asked for, each with the sentence that makes it; without citations where there are none."""
    composition = Composition(reader)
    both = links.cites if wanted.outgoing else links.cited_by
    found = [each for each in both if wanted.kind is None or each.type == wanted.kind]
    such = [each for each in found if not wanted.authorities or each.target.authority in wanted.authorities]
    if found and not such:
        none_such = prompts.render("links.none_such", reader, citation=links.citation, count=len(found))
        composition.blocks.append(none_such)
        return composition
    found = such
    count = len(found)
    if not found:
        key = "links.refers_to_nothing" if wanted.outgoing else "links.not_referred_to"
        composition.blocks.append(prompts.render(key, reader, citation=links.citation))
        return composition
    key = "links.refers_to" if wanted.outgoing else "links.referred_to"
    whole = wanted.outgoing and not links.locators
    told = len({each.target.document or each.target.citation for each in found}) if whole else count
    lines = [prompts.render(key, reader, citation=links.citation, count=told)]
    if whole:
        composition.blocks.append("\n".join([*lines, *_by_document(found, composition)]))
        return composition
    lines += [_line(each, wanted.outgoing, composition) for each in found[:_MOST]]
    if count > _MOST:
        lines.append(composition.say("links.more", count=count - _MOST))
    composition.blocks.append("\n".join(lines))
    return composition


def _by_document(found: Sequence[FoundLink], composition: Composition) -> list[str]:
    """Return a line for each document that a whole document refers to, with the paragraphs that do; a plan's rows last.

    A paragraph is listed once a line, however many of the document's places it names.
    """
    reader = composition.language
    documents: dict[tuple[bool, str, str], list[FoundLink]] = {}
    for each in found:
        end = each.target
        documents.setdefault((each.type == Kind.CORRESPONDS, each.type, end.document or end.citation), []).append(each)
    lines = []
    for (_, kind, _), members in sorted(documents.items(), key=lambda item: item[0][0]):
        end = members[0].target
        absent = "" if end.loaded else f" ({prompts.render('links.not_loaded', reader)})"
        said = prompts.render(KIND_WORDS[Kind(kind)], reader)
        if not any(each.words for each in members):
            said = f"{said} ({prompts.render('links.catalogue', reader)})"
        sources = {each.source.citation: each for each in members if each.words}
        places = ", ".join(f"{each.source.within} [{_cited(each, composition)}]" for each in sources.values())
        lines.append(f"- {end.whole or end.citation}{absent} — {said}{f'{COLON[reader]} ' if places else ''}{places}")
    return lines


def _line(link: FoundLink, outgoing: bool, composition: Composition) -> str:
    """Return one reference as a line of a list, with its citation where a text makes it."""
    reader = composition.language
    end = link.target if outgoing else link.source
    kind = prompts.render(KIND_WORDS[Kind(link.type)], reader)
    absent = "" if end.loaded or not outgoing else f" ({prompts.render('links.not_loaded', reader)})"
    if not link.words:
        return f"- {end.citation}{absent}: {kind} ({prompts.render('links.catalogue', reader)})"
    said = link.words if outgoing else link.sentence
    shown = [
        in_marks(each, Language(link.language)) if link.verified and link.language else each
        for each in (said, link.words)
    ]
    beside = "" if link.words in said else f" {shown[1]}"
    return f"- {end.citation}{absent} — {kind}{beside}{COLON[reader]} {shown[0]} [{_cited(link, composition)}]"


def _cited(link: FoundLink, composition: Composition) -> int:
    """Return the number of the citation of the sentence that makes a reference, one for all references in it."""
    source = link.source
    for citation in composition.citations:
        if (citation.document, citation.locator, citation.quote) == (source.document, source.locator, link.sentence):
            return citation.n
    number = len(composition.citations) + 1
    composition.citations.append(
        Citation(
            n=number,
            document=source.document or "",
            symbol=source.symbol,
            title=source.title or "",
            locator=source.locator or "",
            citation=source.citation,
            language=link.language or "",
            status=link.status or "",
            quote=link.sentence,
            verified=link.verified,
        )
    )
    return number
