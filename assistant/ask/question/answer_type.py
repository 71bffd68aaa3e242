"""What a question asks for, and whether the words quoted hold one: a number, a date, a person, a definition.

A ranking always has a first, and a paragraph may speak of the very thing without saying what was asked. “How many
jobs?” is not answered by a sentence without a number. These rules only ever make an answer more careful.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache, lru_cache

from corpus.glossary.glossary import Glossary
from corpus.text.amounts import find_amounts
from corpus.text.folding import fold, fold_spaces
from corpus.types import Language


class AnswerType(StrEnum):
    """What is asked for."""

    NUMBER = "number"
    AMOUNT = "amount"
    PERCENTAGE = "percentage"
    DURATION = "duration"
    YEAR = "year"
    DATE = "date"
    TIME = "time"
    PERSON = "person"
    PLACE = "place"
    DEFINITION = "definition"


_MONEY = (
    r"\b(?:cost|costs|money|dollars?|francs?|euros?|budget|fund\w*|price|fee|paid|cout\w*|"
    r"argent|prix|financ\w*|cuest\w*|dinero|precio)\b"
)
_ROLES = (
    r"(?:director|directora|directeur|directrice|president[ae]?|presidente|chair(?:man|woman|person)?|head|secretary|"
    r"secretaire|secretari[oa]|minist(?:er|re|ro|ra)|author|auteur|autora?|manager|chef(?:fe)?|jef[ea]|rapporteur)"
)
# A value asked for by its name alone: «montant de la prime», “time limit for an appeal”.
_BARE = r"^(?:the |le |la |el )?(?:(?:highest|lowest|maximum|minimum) )?"
_ASKED = (
    (
        AnswerType.DURATION,
        re.compile(
            rf"{_BARE}(?:delai|duree|preavis|time limit|notice period|plazo|duracion)\b|"
            r"\bhow long\b|\bcombien (?:de temps|d'annees|de mois|de jours)\b|\bcuanto (?:tiempo|dura\w*)\b|"
            r"\bcombien dure\w*|"
            r"\b(?:what is the|quelle est la|de quelle|cual es la|de que) (?:duration|duree|duracion)\b|"
            r"\bpendant combien\b|"
            r"\bquel (?:est le )?delai\b|\b(?:en que|cual es el) plazo\b|\bwhat is the (?:time limit|deadline|"
            r"notice period)\b"
        ),
    ),
    (
        AnswerType.AMOUNT,
        re.compile(
            rf"{_BARE}(?:montant|cout|prix|amende|tarif|cost|price|fees?|fine|amount|costo|coste|precio|importe|multa)\b|"
            r"\bhow (?:high|big|large) (?:is|are) the (?:\w+ )?(?:fines?|fees?|costs?|price|penalt\w+|sum)\b|"
            r"\b(?:what is|what's|what are|quel(?:le)?s? (?:est|sont)|cual es) (?:the |le |la |les |l'|"
            r"el )?(?:\w+ ){0,2}?(?:costs?|budget|fees?|"
            r"price|fine|tax rate|cout|montant|prix|amende|tarif|costo|coste|presupuesto|precio|multa)\b"
        ),
    ),
    (
        AnswerType.PERCENTAGE,
        re.compile(
            rf"{_BARE}(?:taux|pourcentage|rate|percentage|porcentaje|tasa)\b|"
            r"\b(?:what is|what's|quel est|cual es) (?:the |le |la |el )?(?:\w+ )?(?:taux|rate|tasa)\b|"
            r"\b(?:what|which) (?:percentage|per cent|percent|share|proportion)\b|\bque (?:porcentaje|proporcion)\b|"
            r"\bquel(?:le)? (?:pourcentage|proportion)\b|\bcombien (?:de )?pour cent\b"
        ),
    ),
    (AnswerType.YEAR, re.compile(r"\b(?:what|which) year\b|\bquelle annee\b|\bque ano\b")),
    (AnswerType.AMOUNT, re.compile(rf"\b(?:how much|how many|combien|cuant[oa]s?)\b(?=.*{_MONEY})")),
    (
        AnswerType.NUMBER,
        re.compile(
            r"\b(?:what is|what's) the (?:minimum |maximum |total )?number of\b|"
            r"\bquel est le nombre (?:minimum |minimal |maximum |maximal |total )?d[e']|"
            r"\bcual es el numero (?:minimo |maximo |total )?de (?!l|est)"
        ),
    ),
    (AnswerType.NUMBER, re.compile(r"\bhow (?:many|much)\b|(?<!tous les )(?<!toutes les )\bcombien\b|\bcuant[oa]s?\b")),
    (
        AnswerType.TIME,
        re.compile(
            r"(?:^|\b(?:and|since|until|by|before|depuis|et|jusqu'a|pour|avant|desde|"
            r"hasta|para|y) )(?:when|quand|cuando)\b"
        ),
    ),
    (
        AnswerType.DATE,
        re.compile(
            r"\b(?:what|which) (?:is the |was the )?(?:exact )?(?:year|date|day|month)\b|"
            r"\bquel(?:le)? (?:est la |est le )?(?:annee|date|jour|mois)\b|\b(?:que|cual es la|cual es el) (?:ano|"
            r"fecha|dia|mes)\b"
        ),
    ),
    (
        AnswerType.PERSON,
        re.compile(
            rf"\b(?:who|qui|quien) (?:is|was|est|etait|es|era|fue) (?:\S+ ){{0,2}}{_ROLES}\b|"
            rf"\b(?:who|qui|quien) (?:(?:a|has|ha|hoy|now) )?(?:chairs?|chaired|presid\w*|"
            r"leads|led|heads|headed|dirige\w*|"
            r"succeed\w*|took over|takes over|replaced?|replaces|remplace\w*|reemplaz\w*|"
            r"succede|sucedio|signed|signe|firmo|wrote|co-wrote|ecrit|escribio)\b"
        ),
    ),
    (
        AnswerType.PLACE,
        re.compile(
            r"\b(?:which|what|quel(?:le)?|que) (?:city|town|country|ville|pays|ciudad|pais)\b|"
            r"\bwhere (?:is|are|was|were) (?:the |its |their )?(?:[\w'-]+ ){0,6}?(?:held|located|based|"
            r"seat|headquarters|secretariat|headquartered)\b|"
            r"\bou (?:se trouve|siege|s'est tenue?|a(?: ete)? (?:eu lieu|tenue?|organisee?))\b|"
            r"\bdonde (?:se (?:encuentra|celebro)|tuvo lugar|tiene su sede)\b"
        ),
    ),
    (
        AnswerType.DEFINITION,
        re.compile(r"\b(?:definitions?|defin(?:es?|ed|ing)|definit|definissent|definiciones|definicion)\b"),
    ),
)
_DEFINES = re.compile(
    r"\b(?:means|is defined as|are defined as|refers to|denotes|includes?|designe\w*|s'enten\w+|on entend|entend par|"
    r"se defini\w+|est defini\w*|sont defini\w*|englobe\w*|se entiende\w*|designa\w*|se define\w*|comprende\w*)\b"
)
_YEAR = r"(?:1[89]|20)\d\d"
# A number that says which, not how many: “output 3.2”, «no 193», “para. 30”.
_LABEL = re.compile(
    r"\b(?:outputs?|produits?|productos?|objectives?|objectifs?|objetivos?|outcomes?|resultats?|resultados?|points?|"
    r"puntos?|paras?|paragr|paragraphs?|paragraphes?|parrafos?|parrs?|articles?|articulos?|art|targets?|cibles?|metas?|"
    r"sections?|subsections?|secciones|seccion|ss?|chapters?|chapitres?|capitulos?|chap|ch|c|parts?|parties?|partes?|"
    r"schedules?|annexe?s?|anexos?|alineas?|apartados?|regulations?|"
    r"no|nos|num|phases?|fases?)\.?\s+\d[\d.]*(?:\([^()]{1,5}\))*"
    r"(?:(?:\s?,\s?|\s(?:or|and|to|ou|et|a|au|y|o|al)\s)\d[\d.]*(?:\([^()]{1,5}\))*)*"
)
# Nor is a year a quantity, an ordinal (“110th”) or a number in a symbol (GB.346).
_QUANTITY = re.compile(
    rf"(?<![\w./-])(?!{_YEAR}\b)\d+(?:[ .,]\d+)*(?![\w/.-]*\w|[°º])|\d\s?%|"
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|twenty|thirty|"
    r"forty|fifty|hundreds?|thousands?|millions?|billions?|dozens?|half|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|"
    r"douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|cent|cents|mille|milliers?|milliards?|"
    r"douzaines?|dizaines?|centaines?|moitie|dos|tres|cuatro|cinco|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|"
    r"veinte|treinta|cuarenta|cincuenta|cien|ciento|mil|millones|mitad)\b"
)
_DATE = re.compile(
    rf"\b{_YEAR}\b|\b(?:january|february|april|june|july|august|september|october|november|december|janvier|fevrier|"
    r"mars|avril|juin|juillet|aout|septembre|octobre|novembre|decembre|enero|febrero|marzo|abril|mayo|junio|julio|"
    r"agosto|septiembre|octubre|noviembre|diciembre)\b"
)
# When something is to be done is often no date: “within thirty days”, «le dernier jour du mois».
_TIME = re.compile(
    rf"{_DATE.pattern}|\b(?:days?|weeks?|months?|years?|annual(?:ly)?|yearly|monthly|daily|immediately|forthwith|jours?|semaines?|mois|"
    r"ans?|annees?|annuel\w*|mensuel\w*|immediatement|sans delai|dias?|semanas?|mes|meses|anos?|anual\w*|mensual\w*|"
    r"inmediatamente)\b"
)
_DURATION = re.compile(
    rf"(?:{_QUANTITY.pattern}|\b(?:one|un|une|uno|una|an?)\b)\W+(?:\w+\W+){{0,2}}?(?:days?|weeks?|months?|years?|hours?|minutes?|jours?|"
    rf"semaines?|mois|ans?|annees?|heures?|dias?|semanas?|mes|meses|anos?|horas?|annual meeting|"
    rf"assemblee annuelle)\b|\b{_YEAR}\s?[-–]\s?{_YEAR}\b"
)
_IN_YEAR = re.compile(rf"\b{_YEAR}\b")
_DIGIT = re.compile(r"\d")
_SHARE = re.compile(
    r"%|\bper ?cent\b|\bpour cent\b|\bpor ciento\b|\b(?:half|third|thirds|quarter|moitie|tiers|quart|mitad|tercio|"
    r"tercera|cuarto)\b"
)
# Where: a name with a capital behind “in”, or a hall, a port.
_PLACE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[ÀAà]|[Aa]ux?|[Ee]n|[Dd]ans|[Cc]hez) (?:the |la |le |les |el |l['’])?[A-ZÀ-Ý][\w’'-]+|"
    r"\b(?:hall|room|building|port|salle|bâtiment|sala|edificio)\b"
)
_NAME = re.compile(r"\b[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ’'-]+(?: [A-Z]\.)?[ \u00a0\n]+[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ’'-]+")
# Words in capitals that make the name of a body or a text, not of a person.
_OF_BODIES = frozenset(
    """
    act acts law code schedule part section regulations charter convention commission committee tribunal court council
    board bureau office department ministry minister service services agency authority administration bank fund
    university institute centre center union association federation company corporation conference assembly parliament
    government state province territories human rights canada
    loi code annexe partie reglement charte conseil comite cour tribunaux ministere agence autorite banque fonds
    universite institut syndicat societe assemblee parlement gouvernement etat droits personne
    ley codigo anexo reglamento carta consejo comision tribunales corte ministerio agencia autoridad banco fondo
    universidad instituto centro sindicato asociacion federacion sociedad asamblea parlamento gobierno estado derechos
    """.split()
)
# What a person may be to what is asked about, in words that stand for each other.
_RELATIONS = tuple(
    re.compile(rf"\b(?:{words})")
    for words in (
        r"took over|takes over|succe|suced|sucesor|replac|remplac|reemplaz",
        r"direct|dirig|head\b|heads\b|headed|lead|led\b|chair|presid|chef|jef[ae]|manag|respons|a la tete|secretar",
        r"wrote|writ|written|co-wrote|author|auteur|autric|autor|ecri|redig|escri|redact",
        r"sign|firm",
    )
)
_TITLED = re.compile(r"\b(?:M\.|MM\.|Mme|Mr|Mrs|Ms|Dr|Sr\.?|Sra\.?)[ \u00a0]+[A-ZÀ-ÖØ-Þ]")
_FORMS = {
    AnswerType.DURATION: _DURATION,
    AnswerType.PERCENTAGE: _SHARE,
    AnswerType.YEAR: _IN_YEAR,
    AnswerType.TIME: _TIME,
    AnswerType.NUMBER: _QUANTITY,
    AnswerType.DATE: _DATE,
    AnswerType.DEFINITION: _DEFINES,
}


def answer_type_of(question: str) -> AnswerType | None:
    """Return what a question asks for, by its form; None where the form does not say.

    >>> answer_type_of("How many staff will be hired?"), answer_type_of("Who coordinates the network?")
    (<AnswerType.NUMBER: 'number'>, None)
    """
    folded = fold_spaces(question).lstrip("¿¡ ")
    return next((kind for kind, form in _ASKED if form.search(folded)), None)


def holds(kind: AnswerType, texts: Iterable[str], question: str) -> bool:
    """Tell whether one of some texts holds what is asked for; a name must not be the question's own."""
    return any(_holds(kind, text, question) for text in texts)


def _holds(kind: AnswerType, text: str, question: str) -> bool:
    if kind is AnswerType.TIME:  # that the meeting is annual does not say when it is
        said = set(re.findall(r"\w+", fold(question)))
        return any(match[0] not in said for match in _TIME.finditer(fold(text)))
    if kind is not AnswerType.PERSON:
        return _holds_value(kind, text)
    if _TITLED.search(text):
        return True
    names = [set(map(fold, re.findall(r"\w+", match[0]))) for match in _NAME.finditer(text)]
    said = {fold(word) for word in re.findall(r"\w+", question)} if names else set()
    return any(all(map(name.isdisjoint, (said, _common(), _OF_BODIES))) for name in names)


@lru_cache(maxsize=8192)  # the same sentences are near to one question after another
def _holds_value(kind: AnswerType, text: str) -> bool:
    if kind is AnswerType.AMOUNT:
        return any(True for _ in find_amounts(text)) or "%" in text
    if kind is AnswerType.PLACE:
        return _PLACE.search(text) is not None
    folded = fold(text)
    if kind is AnswerType.NUMBER and _DIGIT.search(folded):
        folded = _LABEL.sub("", folded)
    return _FORMS[kind].search(folded) is not None


def is_related(question: str, text: str) -> bool:
    """Tell whether a text has the relation in which a person is asked for: who succeeds is not who leads.

    >>> is_related("Who chairs the board?", "The director of the board …"), is_related("Who wrote it?", "A speaks.")
    (True, False)
    """
    asked, there = fold(question), fold(text)
    return all(form.search(there) for form in _RELATIONS if form.search(asked))


def after_quantities(text: str) -> Iterator[str]:
    """Yield what follows each quantity in a text: what it may count.

    >>> list(after_quantities("at least three directors"))
    [' directors']
    """
    folded = fold(text)
    labels = [match.span() for match in _LABEL.finditer(folded)]
    for match in _QUANTITY.finditer(folded):
        if not any(start <= match.start() < end for start, end in labels):
            yield text[match.end() :]


@cache
def _common() -> frozenset[str]:
    """Return the words of the field, folded: two of them with capitals are a body or a title, not a person."""
    forms = (form for term in Glossary.bundled().terms for language in Language for form in term.forms(language))
    return frozenset(fold(word) for form in forms for word in re.findall(r"\w+", form))
