"""How questions speak of a plan of action in English, French and Spanish. All patterns work on folded text."""

from __future__ import annotations

import re

_YEAR = r"(?P<year>20\d\d)"

OBJECTIVES = r"(?:objectives?|objectifs?|objetivos?)"
OUTPUTS = r"(?:outputs?|produits?|productos?)"
LINES = r"(?:deliverables?|livrables?|entregables?|rows?|lignes?|filas?|lines?|activit(?:y|ies|es?)|actividad(?:es)?)"

ABOUT_ROWS = re.compile(rf"\b(?:{OUTPUTS}|{LINES}|plan|p&b)(?![a-z])")
WHAT = re.compile(r"^\W*(?:what|qu'est-ce qui|que)\b")
ROWS_WANTED = re.compile(
    r"\b(?:which|what|list|show|quels?|quelles?|liste[rz]?|que|cuales|how many|number of|combien|cuant[oa]s)\b"
    rf".{{0,60}}?\b(?:{OUTPUTS}|{LINES})(?![a-z])"
)

# A paragraph of a document is not a point of the Conclusions: such a question is about the paragraph's own text.
ABOUT_PARAGRAPH = re.compile(r"\b(?:para(?:graph)?s?|paragr(?:aphe)?s?|par|parr(?:afo)?s?|articles?|art|articulos?)\b")
_LETTER = r"\s?,?\s?\(?(?P<letter>[a-z])\)"
POINT = re.compile(rf"\b(?:points?|puntos?)\s+(?P<number>\d{{1,2}})(?:{_LETTER})?(?!\.?\d)")
LETTERED = re.compile(rf"(?<![\w.])(?P<number>\d{{1,2}}){_LETTER}")
NEXT_POINT = re.compile(
    rf"(?P<link>\s*(?:,|/|&|\b(?:et|and|y|or|ou|o|u)\b)+)\s*(?:(?:au |al |to )?(?:points?|puntos?)\s+)?"
    rf"(?:(?P<number>\d{{1,2}})(?:{_LETTER})?|\(?(?P<more>[a-z])\))(?!\.?\d|\w)"
)
OR = re.compile(r"\b(?:or|ou|o|u)\b")
# A condition after one of these is turned round.
NOT = re.compile(
    r"\b(?:not|without|except|excluding|other than|cannot|pas|sans|sauf|excepte|hormis|sin|excepto|salvo|pero no|"
    r"no (?=\w+n\b))\b|n't\b"
)
ONLY = re.compile(
    r"\b(?:only|solely|exclusively|alone|nothing but|seul(?:e?s?|ement)|uniquement|exclusivement|solamente|solo|"
    r"unicamente|exclusivamente)\b|\b(?:ne|n')\s?(?:\w+ ){0,4}?qu(?:e |')"
)

PROGRAMME_CODE = re.compile(r"(?<![\w.])([a-c]\.\d{1,2})(?!\w)")
PROGRAMME_NUMBER = re.compile(
    r"(?:\b(?:programme(?: (?:and|&) budget)? outputs?|p&b(?: outputs?)?|produits? du (?:programme(?: et budget)?|p&b)|"
    rf"productos? del programa(?: y presupuesto)?)|\b{OUTPUTS}(?= \d{{1,2}}\.\d{{1,2}} (?:of the programme|"
    r"du programme|del programa)))\s+(\d{1,2}\.\d{1,2})"
    r"(?: (?:of the|du|del) program\w*(?: (?:and|et|y) (?:budget|presupuesto))?)?"
)
MORE_PROGRAMME = re.compile(
    r"(?P<link>\s*(?:,|et|and|y|&|\+|or|ou|o))\s+(?P<more>[a-c]\.\d{1,2}|\d{1,2}\.\d{1,2})(?!\w)"
)
PROGRAMME_NAME = re.compile(r"\b(?:programme (?:and|&) budget|p&b|programme et budget|programa y presupuesto)\b")

OBJECTIVE = re.compile(
    rf"\b{OBJECTIVES} (?:no\.? ?)?(?P<number>\d|one|two|three|un|deux|trois|uno|dos|tres)(?!\.?\d|\w)"
)
ORDINAL = re.compile(
    r"\b(?P<number>first|second|third|premier|deuxieme|troisieme|primer|segundo|tercer|1er|2e|3e|1st|2nd|3rd) "
    rf"{OBJECTIVES}\b"
)
NUMBERS = {
    word: str(number)
    for number, words in enumerate(
        (
            "one un uno first premier primer 1er 1st",
            "two deux dos second deuxieme segundo 2e 2nd",
            "three trois tres third troisieme tercer 3e 3rd",
        ),
        start=1,
    )
    for word in words.split()
}
OUTPUT = re.compile(rf"\b{OUTPUTS} (?P<number>\d\.\d)(?![\d.]\d)")

# Years --------------------------------------------------------------------------------------------------------------

_ENDS = (
    r"\b(?:end(?:s|ed|ing)?|finish(?:es|ed|ing)?|due|deadlines?|until|expires?|complete[ds]?|termine(?:nt|r|e?s?)|"
    r"terminan?|prend fin|prennent fin|prenant fin|echeances?|delais?|s'acheve(?:nt)?|acheve[er]?s?|jusqu'(?:en|a|au)|"
    r"finali[sz](?:an?|ent?|es)|vencen?|hasta|plazos?|concluyen?|acaban?)\b"
)
PERIOD = re.compile(
    r"(?:\b(?:from|de|desde) )?(?<!between )(?<!entre )\b(?P<first>20\d\d)\s?(?:-|to|and|a|et|y|hasta)\s?"
    r"(?P<last>20\d\d)\b"
)
BETWEEN = re.compile(
    rf"{_ENDS}.{{0,20}}?\b(?:between|entre|from|de|desde) (?P<low>20\d\d) (?:and|et|y|to|a) (?P<high>20\d\d)"
)
BEFORE = re.compile(rf"(?:{_ENDS}.{{0,20}}?)?\b(?:before|earlier than|avant|antes de)\b.{{0,12}}?\b{_YEAR}")
AFTER = re.compile(rf"{_ENDS}.{{0,20}}?\b(?:after|later than|apres|au-dela de|despues de)\b.{{0,12}}?\b{_YEAR}")
BY = re.compile(
    rf"(?:{_ENDS}.{{0,20}}?)?\b(?:by|no later than|at the latest in|d'ici(?: a)?|au plus tard(?: en)?|"
    r"a mas tardar(?: en)?)"
    rf"(?: the end of| la fin de| fin)?\s{_YEAR}"
)
ENDING = re.compile(rf"{_ENDS}.{{0,30}}?\b{_YEAR}")
STARTING = re.compile(
    rf"\b(?:begin(?:s|ning)?|began|start(?:s|ed|ing)?|launch(?:es|ed)?|commence(?:nt|r)?|debute(?:nt|r)?|"
    rf"demarre(?:nt|r)?|comienzan?|empiezan?|inician?)\b.{{0,25}}?\b{_YEAR}"
)
ACTIVE = re.compile(
    rf"\b(?:(?:en cours|in progress|under ?way|on-?going|active|actif|actifs|actives|running|runs?|carried out|"
    rf"tak(?:es?|ing) place|se deroulent|menees?|en curso|en marcha|activ[oa]s|current)\b.{{0,25}}?|(?:in|en|during|"
    rf"pendant|durante|au cours de|for|pour|para)(?: the year| l'annee| el ano)? ){_YEAR}(?!-)"
)
ACTIVE_WORDS = re.compile(
    r"\b(?:en cours|in progress|under ?way|on-?going|active|actifs?|actives|running|runs?|carried out|place|deroulent|"
    r"en curso|en marcha|activ[oa]s|menees?)\b"
)

# Words of the deliverable -------------------------------------------------------------------------------------------

ABOUT = re.compile(
    rf"\b(?P<noun>{OUTPUTS}|{LINES})\b(?: (?:of the plan|du plan|del plan))? (?:(?:that |which |qui |que )?"
    r"(?:are |sont |se )?(?:concern(?:s|ing|ent|ant)?|about|on|regarding|deal(?:s|ing)? with|relat(?:e|es|ed|ing) to|"
    r"mention(?:s|ing|nent)?|portent sur|portant sur|sur|relati(?:f|ve)s aux?|"
    r"traitent d[eu]s?|conciernen|sobre|relativ[oa]s al?|mencionan|"
    r"tratan(?: de| sobre)?))\b(?: l[aeo]s?\b| the\b| l'| una?\b| des\b| an?\b)?(?:\b|(?<='))\s?"
    r"(?P<words>[^?.,;§]{3,80})"
)
ABOUT_END = re.compile(r"(?:\s+(?:and|et|y|that|which|qui|que|but|mais|pero|se|s'|are|is|sont|son|en))*\s*$")

# Sums and counts ----------------------------------------------------------------------------------------------------

MONEY = re.compile(
    r"\b(?:how much|costs?|costing|cout\w*|cuestan?|costara|costes?|costos?|resources?|ressources?|recursos?|budgets?|"
    r"presupuestos?|montants?|amounts?|montos?|importes?|dollars?|dolares|money|argent|dinero|fund(?:s|ing)?|moyens|"
    r"financement|financiacion|enveloppes?|envelopes?|estimates?|estimations?|estimacion|millions?|millones|price|prix|precio|expensive|cher|chere|car[oa]|cheapest|"
    r"combien (?:faut|faudra|pour)|combien s'eleve\w*)\b"
)
MANY_OTHERS = re.compile(
    r"\b(?:how many|cuant[oa]s|combien d(?:e |'))(?! ?(?:(?:us )?dollars|dolares|millions?|millones|money|argent|"
    r"dinero|ressources|recursos|moyens|resources))"
)
WHOLE_PLAN = re.compile(r"\b(?:plans?|strateg\w+|estrateg\w+)\b")
TOTAL_OF_OBJECTIVES = re.compile(
    rf"\b(?:total|sum|somme|suma)\b.*\b{OBJECTIVES}(?! (?:no\.? ?)?\d)|"
    rf"\b{OBJECTIVES}(?! (?:no\.? ?)?\d)\b.*"
    r"\b(?:altogether|together|add up|in total|total|en tout|ensemble|en total|suman)\b"
)
SHARE = re.compile(
    r"\b(?:share|percentage|per ?cent|proportion|fraction|part|pourcentage|pour ?cent|porcentaje|proporcion|parte)\b|%"
)
LEAST = re.compile(
    r"\b(?:least|smallest|lowest|fewest|cheapest|moins|menos|menor|plus (?:petite?|faible|basse?)|"
    r"mas (?:baj[oa]|pequen[oa]))\b"
)
GETS = re.compile(r"\b(?:gets?|receives?|recoi(?:t|vent)|dotes?|dotee?s?|reciben?)\b")
MOST = re.compile(r"\b(?:most|largest|biggest|highest|greatest|more|plus|mas|mayor)\b")
EACH_OBJECTIVE = re.compile(
    r"\b(?:per|by|each|every|par|chaque|por|cada|between|among|across|entre)(?: (?:the|les|los))?"
    rf"(?: three| trois| tres)? {OBJECTIVES}\b"
)
COUNT = re.compile(
    rf"\b(?:(?:how many|number of|nombre d(?:e |')|numero de|cuant[oa]s)\s?(?:(?:high-level|different|distintos) )?|"
    rf"combien\b.{{0,60}}?\bd(?:e |'))(?P<noun>{OBJECTIVES}|{OUTPUTS}|{LINES})(?![a-z])(?! \d)"
)

# Words of such a question that say nothing about what else is asked; whole words, or their beginnings.
FRAME = re.compile(
    r"(?:plans?|action|accion|strateg|estrateg|objecti|objetiv|outputs?|produits?|productos?|deliverabl|livrabl|entregabl|"
    r"rows?|lignes?|filas?|lines?|activit|actividad|program|budget|presupuest|p&b|points?|puntos?|conclusi|high|levels?|"
    r"haut|niveau|alto|nivel|correspond|respond|repond|reponda|answer|relev|fall|come|belong|contribut|depend|pertene|years?|ans?$|"
    r"annee|anos?$|list|number|nombre|numero|compte|compta|there|tienen?|cuenta|altogether|costs?|costing|cout|cuesta|"
    r"cost|resource|ressource|recurso|money|argent|dinero|fund|financ|million|millon|dol|amount|montant|monto|importe|"
    r"total|sum|estim|need|necess|neces|faut|faudr|requir|requier|requis|implement|mise|oeuvre|ouvre|mettre|realis|aplica|ejecu|"
    r"share|part|propor|percent|cent$|pourcent|porcent|fraction|largest|biggest|highest|greatest|least|smallest|lowest|"
    r"cheap|expensive|cher|car[oa]$|get|receiv|recoi|recib|allocat|allou|attrib|asign|devot|consacr|destin|dedica|"
    r"split|distribut|repart|divid|break|go$|goes|va$|vont|overall|entire|whole|ensemble|integral|us$|usd|etats|unis|"
    r"estados|unidos|table|cuadro|mention|refer|relat|rapport|satisf|meet|deliver|doit|doiv|debe|must|don$|doesn$|either|pas$|sauf|sans|frame|time$|period|delai|plazo|price|tag$|global|prix|precio|dote|together|suman|add$|up$|ilo$|oit$|bit$|office|bureau|oficina|one|two|three|first|second|third|premier|"
    r"deuxieme|troisieme|primer|segundo|tercer|deux|trois|dos$|tres|pillar|eleve|represente|prevu|prevue|previst|planned|"
    r"foresee|set$|aside|earmarked|have|does|will|would|enveloppe|moyens|fixe|figure|chiffre|cifra|envelope|precise|"
    r"exact|end$|fin$|only|seul|solo|hace|falta|hay|give|money|spend|spent|depens|gasta|big|budgete|bien$|menos$|menor$|mayor$|mas$|moins$|fewest|any$|both$|fois$|tied|run$|runs$|quot|remite|concern|about|cover)"
)
