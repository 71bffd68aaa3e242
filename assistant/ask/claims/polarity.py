"""What turns a statement round or bounds it: negation, condition, exception, “only”, limits, must and may.

Word lists of closed classes, folded, in the three languages together; a marker is read by its form alone.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from corpus.text.folding import fold


class Marker(StrEnum):
    """A class of words that change what a statement says."""

    NEGATION = "negation"
    DENIAL = "denial"
    CONDITION = "condition"
    EXCEPTION = "exception"
    ONLY = "only"
    LEAST = "least"
    MOST = "most"
    MUST = "must"
    SHOULD = "should"
    MAY = "may"
    PROPOSED = "proposed"
    DECIDED = "decided"


_WORDS = {
    Marker.NEGATION: (
        r"not|no|never|nor|neither|none|cannot|without|nothing|nobody|\w+n't|no longer|yet to|still to|"
        r"ne|n'|pas|jamais|aucune?s?|nulle?s?|ni|sans|rien|restent? a (?=\w+(?:er|ir|re)\b)|"
        r"nunca|jamas|ningun\w*|sin|tampoco|nada|nadie|quedan? por"
    ),
    # Verbs and adjectives that say no by themselves: “is prohibited” is “must not”.
    Marker.DENIAL: (
        r"prohibit\w*|forbid\w*|forbidden|ban(?:s|ned)?|exclud\w+|exclusion|exempt\w*|refus\w+|reject\w*|"
        r"den(?:y|ies|ied)|prevents?|prevented|preventing|avoid(?:s|ed|ing)?|insufficient\w*|inadequate|"
        r"fall(?:s|ing)? short|refrain\w*|lack\w*|fail(?:s|ed|ing)?|absence|absent|unable|unlawful|illegal|"
        r"ineligible|"
        r"turn(?:s|ed|ing)? down|waive[sd]?|barred|free (?:of|from)|instead of|rather than|neutral|outside|ceas\w+|"
        r"stop(?:s|ped)?|irrespective|regardless|whatever|optional|voluntary|"
        r"interdi\w*|prohib\w+|exclu\w*|rejet\w+|empech\w+|evit\w+|insuffi\w+|incapa\w+|absten\w+|manqu\w+|"
        r"impossib\w+|illeg\w+|dispens\w+|gratuit\w*|plutot que|au lieu de|hors|exterieure?s?|cess\w+|arret\w+|"
        r"quel(?:le)?s? que soi\w+|independamment|facultati\w+|volontaire\w*|"
        r"exent\w+|exim\w+|exoner\w+|rechaz\w+|nieg\w+|neg(?:ar|ado|ada)|impid\w+|impedir|insuficien\w+|imposib\w+|"
        r"ileg\w+|carec\w+|falta de|ausencia|abst\w+|en lugar de|en vez de|fuera de|ajen[oa]s?|dej(?:a|an|ar|ado) de|"
        r"cualquiera que|independientemente|voluntari\w+"
    ),
    Marker.CONDITION: (
        r"if|where|when|whenever|provided|providing|in (?:the )?(?:case|event)|subject to|as long as|so long as|"
        r"on condition|depend\w*|only (?:if|when|where)|"
        r"si|s'il|s'ils|lorsqu\w*|lorsque|quand|des lors|a (?:la )?condition|sous reserve|en cas|pourvu|tant que|"
        r"dans le cas|au cas|subordonn\w+|moyennant|"
        r"cuando|siempre que|a condicion|con la condicion|en caso|con sujecion|sujet[oa]s?|mientras|"
        r"siempre y cuando|en el caso|supedit\w+"
    ),
    Marker.EXCEPTION: (
        r"unless|except\w*|excluding|other than|save (?:for|where|when|in)|apart from|but for|with the exception|"
        r"sauf|excepte\w*|hormis|a moins|exception|a l'exclusion|mis a part|en dehors de|"
        r"salvo|excepto|a menos|excepcion|con exclusion|aparte de"
    ),
    Marker.ONLY: (
        r"only|solely|exclusively|sole|restricted to|limited to|reserved|confined|"
        r"seulement|uniquement|exclusivement|seuls?|seules?|reserve(?:e|s|es)?(?= aux? | a )|limite\w*|"
        r"solo|solamente|unicamente|exclusivamente|unic[oa]s?|reservad\w+|limitad\w+"
    ),
    Marker.LEAST: (
        r"at least|minimum|or more|at a minimum|more than|over (?=\d)|"
        r"exceed\w*|"
        r"au moins|au minimum|minimum|ou plus|plus de|minimal\w*|pas moins|superieur\w*|au-dela|depass\w+|"
        r"al menos|por lo menos|como minimo|minimo|minima|o mas|mas de|no menos|por encima|superior\w*|exced\w+|"
        r"super[ae]\w*"
    ),
    Marker.MOST: (
        r"at (?:the )?most|up to|maximum|or less|or fewer|or under|"
        r"fewer than|less than|(?:under|below) (?=\d)|limit\w*|cap(?:ped)?|ceiling|"
        r"au plus|au maximum|jusqu'a|maximum|maximal\w*|ou moins|"
        r"moins de|plafon\w+|limit\w+|d'ici|pas plus|sous|"
        r"como maximo|a lo sumo|como mucho|hasta|maximo|maxima|no mas|menos de|tope|limit\w+|"
        r"o menos"
    ),
    Marker.MUST: (
        r"must|shall|ha(?:s|ve) to|required|obliged|obligat\w+|mandatory|compulsory|require[sd]?|duty|bound|"
        r"doi(?:t|vent)|devra|devront|tenue?s?|oblig\w+|exige\w*|faut|faudra|"
        r"debe|deben|debera|deberan|tienen? que|obligad[oa]s?|obligacion\w*|obligatori\w+|exig\w+|ha(?:n)? de|hay que"
    ),
    Marker.SHOULD: (
        r"should|ought|recommend(?:s|ed|ing)?|encourag\w+|urged?|urges|called? (?:on|upon)|calls? (?:on|upon)|"
        r"invite[sd]?|"
        r"devrai(?:t|ent)|recommande\w*|encourag\w+|invit\w+|appel\w+|"
        r"deberia|deberian|recomiend\w+|recomend(?:ar|o|ado|ada)|alient\w+|alent\w+|invit\w+|insta\w*|conviene"
    ),
    Marker.MAY: (
        r"may|might|can|could|allowed|permitted|free to|entitled|able to|possible|optional\w*|option|"
        r"peut|peuvent|pourra|pourront|pourrai(?:t|ent)|autoris\w+|possib\w+|permet\w*|permis\w*|facultati\w+|"
        r"droit|loisible|libres? de|"
        r"puede|pueden|podra|podran|podria|podrian|autoriz\w+|posib\w+|permit\w+|facultativ\w+|facultad|derecho|"
        r"libres? de"
    ),
    Marker.PROPOSED: (
        r"propos(?:es?|ed|ing|ent|er|ait|aient|era|ee?s?)|(?<!\ba )(?<!\ban )proposals?|would|drafts?|suggest\w*|"
        r"plan(?:s|ned|ning)?|intend\w*|envisag\w+|may wish|seeks?|invited to|"
        r"aims?|expect\w*|recommend(?:s|ed|ing)?|submitted|pending|yet to|if adopted|under discussion|"
        r"consider\w*|could|should|"
        r"(?<!une )propositions?|projets?|sugger\w+|\w+rai(?:t|ent)|prevoi\w+|prevu\w*|envisag\w+|soumis\w*|"
        r"invit\w+|souhait\w+|compte|"
        r"entend|"
        r"vise\w*|attend\w*|recommande\w*|"
        r"(?<!una )propuestas?|propuesto|propon\w+|proyectos?|borrador\w*|sugier\w+|suger\w+|\w+ria(?:n)?|"
        r"prev[eé]\w*|previst\w+|"
        r"somet\w+|"
        r"pretende\w*|espera\w*|recomiend\w+|plane\w+|contempl\w+|desee\w*"
    ),
    Marker.DECIDED: (
        r"decid\w+|adopt(?:s|ed|ing|ion)|approv(?:es|ed|al)|agreed|endors\w+|ratified|enacted|resolved|in force|"
        r"established|"
        r"adopte\w*|approuv\w+|convenu\w*|entre en vigueur|en vigueur|arrete\w*|etabli\w*|ratifi\w+|enterin\w+|"
        r"decis\w+|adopto|adoptad\w+|aprob\w+|aprueb\w+|acord\w+|acuerd\w+|ratific\w+|en vigor|establec\w+"
    ),
}
_PATTERNS = {marker: re.compile(rf"(?<![\w-])(?:{words})(?!\w)") for marker, words in _WORDS.items()}
# Words of politeness in official texts: what they leave open is open in any case.
_IDLE = re.compile(
    r"not \w+(?: for| by| to)? (?:more|less|fewer) than|ne pas \w+ (?:plus|moins) (?:de |d')|"
    r"ne \w+ pas \w+ (?:pendant )?(?:plus|moins) (?:de |d')|no mas tarde|"
    r"not (?=[^.;]{1,50} until)|no (?=[^.;]{1,50} hasta que)|mientras no|no (?:se )?\w+ mas (?:de|del) |"
    r"even (?:in the (?:event|case)|if|when|where)|meme (?:en cas|si|lorsqu\w+|quand)|(?:incluso|aun) (?:en caso|"
    r"si|cuando)|"
    r"au lieu de travail|lieux? de travail|sans (?:emploi|travail|abri|papiers?|doute|cesse)|sin (?:trabajo|"
    r"empleo|hogar|duda|cesar)|"
    r"no discriminacion|non[- ]discrimination|without (?:doubt|prejudice|(?:a )?(?:jobs?|work|employment))|"
    r"en tant que de besoin|tant que de besoin|autant que de besoin|(?:lorsqu'il|quand il|s'il) y a lieu|"
    r"where (?:it is )?needed|as needed|when needed|si es necesario|cuando (?:haya lugar|resulte procedente)|"
    r"(?<!\w)nos?\.? ?(?=\d)|(?<=\d )may(?= \d{4}| ?[,.;)]|$)|(?<!\w)may (?=\d{4})|a (?:eux|elles|lui|"
    r"elle) seule?s?(?!\w)|por si sol[oa]s?(?!\w)|"
    r"(?:no|not) (?:less|more|fewer|later|earlier) than|not (?:to )?exceed\w*|not (?:entirely|fully|all|wholly)|"
    r"(?:pas|non) (?:moins|plus) de|(?:ne )?(?:depasse\w*|excede\w*) pas|ne \w+ pas (?:depasser|exceder)|"
    r"ne (?:peut |doit |devrait |saurait )?(?:depasser|exceder)|"
    r"pas (?:entierement|totalement|tout a fait|tous|toutes)|pas avant|not before|"
    r"no (?:mas|menos) (?:de|del)|no (?:debe |puede |podra |deberia |debera )?(?:exceder|superar|sobrepasar)\w*|"
    r"no (?:excede|supera)\w*|"
    r"no del todo|no (?:todos|todas)|no antes de|"
    r"^(?:no|not|non|pas|nein)(?: (?:yet|encore|todavia|aun|exactly|according to [^,:.]{1,30}))?(?=[,.:;!])|"
    r"^(?:not according|not yet|pas encore|todavia no|aun no)(?= )|"
    r"(?:where|as|when|if) (?:appropriate|necessary|needed|applicable|possible|relevant|required)|inter alia|"
    r"not only|but also|no later than|whether or not|as well as|"
    r"le cas echeant|s'il y a lieu|au besoin|si necessaire|non seulement|mais (?:aussi|egalement)|ainsi que|"
    r"cuando (?:proceda|sea necesario|corresponda)|en su caso|si procede|segun proceda|no solo|sino tambien"
)
# Limits said by denying the other one: “no more than”, «ne peut dépasser».
_NO_MORE = re.compile(
    r"(?<!\w)(?:(?:no|not|pas|non|\w+n't) (?:[\w']+ ){0,4}?"
    r"(?:more|later|longer|higher|greater|plus|mas) (?:than|de|del|que)(?!\w)|"
    r"(?:not|never)(?: to)? exceed\w*|without exceeding|"
    r"(?:n(?:e |')|sans )(?:[\w']+ ){0,5}?(?:depass|exced)\w+(?: pas)?|"
    r"(?:no|nunca|sin) (?:\w+ ){0,5}?(?:exced|super|sobrepas)\w+)"
)
_NO_LESS = re.compile(r"(?<!\w)(?:no|not|pas|non) (?:less|fewer|lower|earlier|moins|menos) (?:than|de|del|que)(?!\w)")
# “ne … que” restricts and does not deny.
_NE_QUE = re.compile(
    r"(?<!\w)n(?:e |')(?P<between>(?:\w+[ '-]){1,4}?|(?:\w+[ '-]){5,12}?(?=que (?:si|lorsqu|quand|dans|sous|pour|"
    r"apres|avec)))"
    r"(?:qu[e'])"
)
STRONG_PROPOSAL = re.compile(r"(?<!\w)(?:proposes?|proposent|propone|proponen)(?!\w)", re.IGNORECASE)
"""Verbs that say outright that something is proposed; in texts as they are, for «proposé» says something else."""

WOULD = re.compile(
    r"(?<!\w)(?:would (?:be |have )?|serai(?:t|ent) |auraient? |serian? |habrian? )(?P<verb>[^\W\d_]{4,})",
    re.IGNORECASE,
)
"""A verb that is only proposed: “would be financed”."""

PREFIXED = re.compile(
    r"(?<!\w)(?:non[- ](?P<apart>[^\W\d_]{5,})|no (?P<spanish>[^\W\d_]{3,}[ai]d[oa]s?)|"
    r"un(?P<joined>paid|regulated|registered|declared|protected|employed))(?!\w)"
)
"""A word that a particle or prefix turns round: non-exhaustive, «non rémunéré», unpaid."""

# In texts as they are, for an accent tells a participle («a équipé»).
_COMPLETED = re.compile(
    r"(?<!\w)(?:already \w+ed|(?:has|have) (?:also |already |now )?(?:been )?(?!to\b)\w+(?:ed|ing)|"
    r"(?:was|were) \w+(?:ed|en|wn|lt|de|id|nt|ht|ut|set)|déjà|(?:a|ont) (?:déjà |été )?\w+ée?s?|"
    r"(?:est|sont) désormais|fonctionne\w* (?:désormais|déjà)|ya|(?:ha|han) \w+d[oa]s?|fue(?:ron)? \w+[aio]d[oa]s?)"
    r"(?!\w)",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"(?<!\w)(?:will|shall|would|is to|are to|\w{3,}era|\w{3,}eront|\w{3,}ira|\w{3,}iront|sera|seront|aura|auront|"
    r"serait|seraient|\w{3,}ara|\w{3,}aran|\w{3,}eran|\w{3,}iran)(?!\w)"
)
# «éviter qu’elle ne parte» denies nothing.
_EXPLETIVE = re.compile(
    r"(?P<lead>(?<!\w)(?:evit\w+|empech\w+|crai\w+|a moins|avant)(?: que| qu')[^.;:]{0,50}?)(?P<ne>(?<!\w)n(?:e |"
    r"'))(?!\w+ pas)"
)
_BORN = re.compile(r"(?<!\w)née?s?(?!\w)", re.IGNORECASE)  # folded, it would deny
_DENYING = re.compile(r"(?<!\w)(?:pas|jamais|aucun|aucune|point|rien|plus|personne)(?!\w)")


@lru_cache(maxsize=4096)
def markers_in(text: str) -> frozenset[Marker]:
    """Return the classes of markers that a text has.

    >>> sorted(markers_in("Elle ne paie que si le fonds est vide"))
    [<Marker.CONDITION: 'condition'>, <Marker.ONLY: 'only'>]
    """
    return frozenset(marker for marker in Marker if places_of(marker, text))


@lru_cache(maxsize=16_384)
def places_of(marker: Marker, text: str) -> tuple[int, ...]:
    """Return where in a text (characters) the markers of a class stand."""
    folded = _with_limits(text) if marker in (Marker.LEAST, Marker.MOST) else _bare(text)
    if marker in (Marker.NEGATION, Marker.ONLY):
        for match in reversed(list(_NE_QUE.finditer(folded))):
            if _DENYING.search(match["between"]) is None:
                if marker is Marker.ONLY:
                    return (match.end() - 3,)
                folded = f"{folded[: match.start()]}{' ' * len(match[0])}{folded[match.end() :]}"
    return tuple(match.start() for match in _PATTERNS[marker].finditer(folded))


def first_of(marker: Marker, text: str) -> str:
    """Return the first marker of a class in a text, with the words behind it; empty where there is none."""
    places = places_of(marker, text)
    return " ".join(text[places[0] :].split()[:4]) if places else ""


def completed(text: str) -> str:
    """Return the words by which a text says that something is done; empty where none does."""
    found = _COMPLETED.search(text)
    return text[found.start() : found.end()] if found else ""


def to_come(text: str) -> bool:
    """Tell whether a text speaks of what will be or would be."""
    return _TO_COME.search(_bare(text)) is not None


@lru_cache(maxsize=4096)
def _with_limits(text: str) -> str:
    """Return a text folded, with the limits that deny the other one said outright, each character in its place."""
    said = _NO_MORE.sub(lambda match: "at most".ljust(len(match[0])), fold(text))
    return _NO_LESS.sub(lambda match: "at least".ljust(len(match[0])), said)


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    """Return a text folded, without words of politeness and idle negations, each character in its place."""
    said = _IDLE.sub(lambda match: " " * len(match[0]), fold(_BORN.sub(lambda match: "x" * len(match[0]), text)))
    return _EXPLETIVE.sub(lambda match: f"{match['lead']}{' ' * len(match['ne'])}", said)
