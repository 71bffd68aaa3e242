"""How questions speak of a plan of action in English, French and Spanish. All patterns work on folded text."""

from __future__ import annotations

import re

_YEAR = r"(?P<year>20\d\d)"

OBJECTIVES = r"(?:objectives?|objectifs?|objetivos?)"
OUTPUTS = r"(?:outputs?|produits?|productos?)"
LINES = r"(?:deliverables?|livrables?|entregables?|rows?|lignes?|filas?|lines?|activit(?:y|ies|es?)|actividad(?:es)?)"

ABOUT_ROWS = re.compile(rf"\b(?:{OUTPUTS}|{LINES}|plan|p&b)(?![a-z])")
ABOUT_PARTS = re.compile(rf"\b(?:{OUTPUTS}|{LINES})(?![a-z])")
ABOUT_LINES = re.compile(rf"\b{LINES}(?![a-z])")
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
    rf"(?P<link>\s*(?:,|/|&|-|\b(?:et|and|y|e|or|ou|o|u|to|through|a|au|al|hasta)\b)+)\s*"
    rf"(?:(?:au |al |to )?(?:points?|puntos?)\s+)?"
    rf"(?:(?P<number>\d{{1,2}})(?:{_LETTER})?|\(?(?P<more>[a-z])\))(?!\.?\d|\w)"
)
RANGE = re.compile(r"-|\b(?:to|through|a|au|al|hasta)\b")
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
            "one un uno first premier primer 1er 1st premiers primeros",
            "two deux dos second deuxieme segundo 2e 2nd",
            "three trois tres third troisieme tercer 3e 3rd",
        ),
        start=1,
    )
    for word in words.split()
}
MORE_OBJECTIVES = re.compile(rf"§\s*(?:,|/|&|-|and|et|y|e|or|ou|o|to|a|than|que)\s+(?:{OBJECTIVES}\s+)?\d(?![\d.])")
_NUMBER = r"(?P<number>\d|one|two|three|un|deux|trois|uno|dos|tres)(?!\.?\d|\w)"
NEXT_OBJECTIVE = re.compile(
    r"(?P<link>\s*(?:,|/|&|\+|-|\b(?:and|et|y|e|or|ou|o|to|through|a|al|than|que)\b)+)\s*"
    rf"(?:(?:the |of |l'|de |d'|del |el |celui de |that of |el del )*{OBJECTIVES} (?:no\.? ?)?)?{_NUMBER}"
)
_ORDINAL = "first|second|third|premier|deuxieme|troisieme|primer|segundo|tercer|1er|2e|3e|1st|2nd|3rd"
# Two ordinals of one noun; the first two of them.
ORDINALS = re.compile(
    rf"\b(?P<first>{_ORDINAL})s?o? (?:{OBJECTIVES} )?(?:and|et|y|or|ou|o|than|que) (?:the |le |l'|el )?"
    rf"(?P<second>{_ORDINAL})s?o? {OBJECTIVES}\b|"
    rf"\b(?P<all>first|premiers|primeros) (?P<two>two|deux|dos) {OBJECTIVES}\b|"
    rf"\b(?P<last_two>two|deux|dos) (?P<last_all>first|premiers|primeros) {OBJECTIVES}\b"
)
OUTPUT = re.compile(rf"\b{OUTPUTS} (?P<number>\d\.\d)(?![\d.]\d)")

# Years --------------------------------------------------------------------------------------------------------------

_ENDS = (
    r"\b(?:end(?:s|ed|ing)?|finish(?:es|ed|ing)?|due|deadlines?|until|expires?|complete[ds]?|termine(?:nt|r|e?s?)|"
    r"terminan?|prend fin|prennent fin|prenant fin|echeances?|delais?|s'acheve(?:nt)?|acheve[er]?s?|jusqu'(?:en|a|au)|"
    r"finali[sz](?:an?|ent?|es)|vencen?|hasta|plazos?|concluyen?|acaban?)\b"
)
ENDS = re.compile(_ENDS)
# The year of the Conclusions is no year of the plan.
ADOPTED = re.compile(r"\bconclusion\w*(?: \w+){0,2} (?:adopted|adoptees|adoptadas|aprobadas)(?: \w+){0,5} 20\d\d\b")
PERIOD = re.compile(
    r"(?:\b(?:from|de|desde) )?(?<!between )(?<!entre )\b(?P<first>20\d\d)\s?(?:-|to|and|a|et|y|hasta)\s?"
    r"(?P<last>20\d\d)\b"
)
# One year and no other: rows that begin and end in it.
IN_ONE_YEAR = re.compile(
    r"\b(?:(?:in|for|en|pour|para|de)\s)?(?:(?:the|la|el)\s)?(?:single|sole|seule|unico|only|seulement en|"
    r"uniquement en|solo en|solamente en|only in) (?:year |annee |ano )?(?P<year>20\d\d)\b|"
    r"\b(?:in|for|en|pour|para)(?: the year| l'annee| el ano)? (?P<alone>20\d\d) (?:alone|only|seulement|uniquement|"
    r"solamente|unicamente)\b"
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

# “What happens in 2024?” asks for what is under way then, where nothing else is said.
HAPPENS = re.compile(
    r"\bwhat (?:happens|is (?:happening|planned|scheduled|foreseen|going on|under ?way)|takes place|"
    r"will (?:happen|take place|be done))\b|"
    r"\b(?:que se passe(?:ra)?|qu'est-ce qui (?:se passe(?:ra)?|est (?:prevu|programme|planifie)|aura lieu)|"
    r"qu'est-il prevu|que prevoit-on|que fera-t-on)\b|"
    r"\bque (?:pasa(?:ra)?|sucede(?:ra)?|ocurre|ocurrira|esta (?:previsto|programado)|se (?:hara|preve))\b"
)

# Not the plan of action, but other papers that are called plans: their years are not those of its rows.
OTHER_PLANS = re.compile(
    r"\b(?:strategic plans?|plans? strategiques?|plan(?:es)? estrategicos?)\b|" + PROGRAMME_NAME.pattern
)
_BEGIN_OR_END = (
    r"(?:begin|start|end|finish|conclu(?!sion)|expir|run|over|launch|complet|due|clos|last|commenc|debut|demarr|termin|fini|"
    r"pren[dn]|s'achev|achev|arriv|echeance|comien|empie|empez|inici|acab|final|venc)"
)
_PERIOD = (
    r"(?:period[eo]?s?|time ?-?(?:frame|span|line)|timeline|years?|annees?|anos?|dates?|fechas?|duration|length|duree|"
    r"duracion|horizon|horizonte|plazo|calendrier|calendario)"
)
PERIOD_ASKED = re.compile(
    rf"\b(?:when|quand|cuando)\b.{{0,60}}?\b{_BEGIN_OR_END}|"
    rf"\b(?:what|which|quel(?:le)?s?|que|cual(?:es)?)\b(?: (?:is|are|est|sont|es|son))?"
    rf"(?: (?:the|la|le|l'|les|el))? ?{_PERIOD}\b|"
    r"\bhow (?:long|many years)\b|\bcombien (?:de temps|d'annees)\b|\bcombien dure|\bcuanto (?:tiempo )?dura|"
    r"\bcuantos anos\b|\b(?:until|till|hasta) (?:when|cuando)\b|\bjusqu'(?:a quand|en quelle annee)|"
    rf"^\W*{_PERIOD} (?:of|covered|for|du|de|del|couverte?|cubierto|pour)\b|"
    r"\b(?:start|end)(?:ing)? date\b|\bdate de (?:fin|debut)\b|\bfecha de (?:inicio|fin)\b"
)
# Words of such a question that say nothing about what else is asked.
PERIOD_WORDS = re.compile(
    rf"\b(?:when|quand|cuando|until|jusqu|hasta|how long|time|temps|tiempo|{_BEGIN_OR_END}\w*|{_PERIOD}|"
    r"cover\w*|port(?:e|ent)|couv\w+|cubr\w+|cubiert[oa]|abarca\w*|dur[ae]\w*|span\w*|tak(?:e|es|ing)|long|term|terme|fin|inicio)\b"
)

# Words of the deliverable -------------------------------------------------------------------------------------------

ABOUT = re.compile(
    rf"\b(?P<noun>{OUTPUTS}|{LINES})\b(?: (?:of the plan|du plan|del plan))? (?:(?:that |which |qui |que )?"
    r"(?:are |sont |se )?(?:concern(?:s|ing|ent|ant)?|about|on|regarding|deal(?:s|ing)? with|relat(?:e|es|ed|ing) to|"
    r"mention(?:s|ing|nent)?|involv(?:e|es|ing)|includ(?:e|es|ing)|impliquent|incluyen|"
    r"portent sur|portant sur|sur|relati(?:f|ve)s aux?|traitent d[eu]s?|conciernen|sobre|relativ[oa]s al?|mencionan|"
    r"tratan(?: de| sobre)?))\b(?: l[aeo]s?\b| the\b| l'| una?\b| des\b| an?\b)?(?:\b|(?<='))\s?"
    r"(?P<words>[^?.,;§]{3,80})"
)
ABOUT_END = re.compile(r"(?:\s+(?:and|et|y|that|which|qui|que|but|mais|pero|se|s'|are|is|sont|son|en))*\s*$")

# Sums and counts ----------------------------------------------------------------------------------------------------

MONEY = re.compile(
    r"\b(?:how much|costs?|costing|cout\w*|cuestan?|costara|costes?|costos?|resources?|ressources?|recursos?|budgets?|"
    r"presupuestos?|montants?|amounts?|montos?|importes?|dollars?|dolares|money|argent|dinero|fund(?:s|ing)?|moyens|"
    r"financement|financiacion|enveloppes?|envelopes?|estimates?|estimations?|estimacion|millions?|millones|"
    r"price|prix|precio|expensive|cher|chere|car[oa]|cheapest|"
    r"combien (?:faut|faudra|pour)|combien s'eleve\w*|sum|somme|suma)\b"
)
MANY_OTHERS = re.compile(
    r"\b(?:how many|cuant[oa]s|combien d(?:e |'))(?! ?(?:(?:us )?dollars|dolares|millions?|millones|money|argent|"
    r"dinero|ressources|recursos|moyens|resources))"
)
WHOLE_PLAN = re.compile(r"\b(?:plans?|strateg\w+|estrateg\w+)\b")
TOTAL_OF_OBJECTIVES = re.compile(
    rf"\b(?:total|sum|somme|suma)\b.*\b{OBJECTIVES}\b(?! (?:no\.? ?)?\d)|\b{OBJECTIVES}\b(?! (?:no\.? ?)?\d)\b.*"
    r"\b(?:altogether|together|add up|in total|total|en tout|ensemble|en total|suman)\b"
)
# Objectives set against each other, or put together.
DIFFERENCE = re.compile(
    r"\b(?:differences?|differ|ecarts?|diferencias?|gap|compar\w+)\b|\b(?:more|less|plus|moins|mas|menos)\b.*\b(?:than|que)\b"
)
TOGETHER = re.compile(r"\b(?:together|combined|add up|sum|somme|ensemble|reunis|juntos|suman?|en conjunto)\b")
# A sum asked for, where an objective may be named by words of its title rather than by its number.
AMOUNT = re.compile(
    r"\b(?:how much|costs?|cout\w*|cuestan?|costara|costos?|budgets?|presupuestos?|montants?|amounts?|montos?|"
    r"importes?|dollars?|dolares|enveloppes?|envelopes?|price|prix|precio|combien (?:faut|faudra|pour)|"
    r"combien s'eleve\w*|(?:estimated|planned|needed) resources|resources (?:for|allocated|needed)|"
    r"ressources (?:pour|prevues|estimees|necessaires|allouees|consacrees)|"
    r"recursos (?:para|estimados|previstos|necesarios|asignados))\b"
)
# What any objective does, and what an objective may be called: such words do not tell which one is meant.
DOING = re.compile(
    r"(?:strengthen|reinforc|improv|enhanc|promot|develop|better|increas|more|renfor|amelior|promouv|promotion|mieux|"
    r"accroi|accroit|fortal|mejor|reforz|refuerz|promo[cv]|promuev|aument|volet|axe|component|eje|pilier|pilar|nommee?|named)"
)
SHARE = re.compile(
    r"\b(?:share|percentage|per ?cent|proportion|fraction|part|pourcentage|pour ?cent|porcentaje|proporcion|parte)\b|%"
)
LEAST = re.compile(
    r"\b(?:least|smallest|lowest|fewest|cheapest|moins|menos|menor|plus (?:petite?|faible|basse?)|"
    r"mas (?:baj[oa]|pequen[oa]))\b"
)
EXTREME = re.compile(
    r"\b(?:first|last(?! until)|latest|earliest|longest|shortest|dernier|derniere|plus longue?|ultim[oa]|average|"
    r"mean|moyenne|media|than)\b"
)
GETS = re.compile(r"\b(?:gets?|receives?|recoi(?:t|vent)|dotes?|dotee?s?|reciben?)\b")
MOST = re.compile(r"\b(?:most|largest|biggest|highest|greatest|more|plus|mas|mayor)\b")
# Rows that list the most, or the fewest, of one column.
_POINTS = r"(?P<points>points?|puntos?)(?: (?:of the|des|de las) conclusi\w+)?"
_PROGRAMME = (
    r"(?:programme|p&b)(?: (?:and|&) budget)? outputs|produits? du (?:programme(?: et budget)?|p&b)|"
    r"productos? del programa(?: y presupuesto)?"
)
MOST_LISTED = re.compile(
    r"\b(?:(?P<most>most|(?:largest|greatest|highest) number of|le plus (?:grand nombre )?de|mas|"
    r"(?:el )?mayor numero de)|fewest|least|(?:smallest|lowest) number of|le moins de|le plus petit nombre de|menos|"
    rf"(?:el )?menor numero de) (?:{_POINTS}|{_PROGRAMME})(?! \d)"
)
EACH_OBJECTIVE = re.compile(
    r"\b(?:per|by|each|every|par|chaque|por|cada|between|among|across|entre)(?: (?:the|les|los))?"
    rf"(?: three| trois| tres)? {OBJECTIVES}\b"
)
COUNT = re.compile(
    rf"\b(?:(?:how many|number of|nombre d(?:e |')|numero de|cuant[oa]s)\s?(?:(?:high-level|different|distintos) )?|"
    rf"combien\b.{{0,60}}?\bd(?:e |'))(?P<noun>{OBJECTIVES}|{OUTPUTS}|{LINES})(?![a-z])(?! \d)"
)

# Words of such a question that say nothing about what else is asked: what they begin with, or with $ the whole word.
_FRAME = """
about accion action actividad activit add$ allocat allou alto altogether amount annee anos?$ ans?$ answer any$
aplica argent aside asign attrib belong bien$ big biggest bit$ both$ break budget budgete bureau car[oa]$ cent$
cheap cher chiffre cifra come compta compte concern conclusi consacr contribut correspond cost costing cout
cover cuadro cuenta cuesta debe dedica delai deliver deliverabl depend depens destin deux deuxieme devot dinero
distribut divid does doesn$ doit doiv dol don$ dos$ dote earmarked either ejecu eleve end$ ensemble entire
entregabl envelope enveloppe estados estim estrateg etats exact expensive fall falta faudr faut fewest figure
fila fin$ financ first fixe fois$ foresee fraction frame fund gasta get give global go$ goes greatest hace haut
have hay high highest ilo$ implement impliq importe inclu includ integral involv laquelle largest least lequel level
ligne line list livrabl lowest mas$ mayor$ meet menor$ menos$ mention mettre million millon mise moins$ money montant
monto moyens must neces necess need niveau nivel nombre number numero objecti objetiv oeuvre office oficina oit$ one
only output ouvre overall p&b part pas$ percent period pertene pillar plan planned plazo point porcent pourcent
precio precise premier presupuest previst prevu prevue price primer prix producto produit program propor punto
quot rapport realis receiv recib recoi recurso refer relat relev remite repart repond reponda represente requier
requir requis resource respond ressource row run$ runs$ sans satisf sauf second segundo set$ seul share sigue$
siguen$ smallest solo spend spent split still$ strateg sum suman table tag$ tercer there third three tied
tienen? time$ together total tres trois troisieme two unidos unis up$ us$ usd va$ vont whole will would year
"""
FRAME = re.compile(rf"(?:{'|'.join(_FRAME.split())})")
