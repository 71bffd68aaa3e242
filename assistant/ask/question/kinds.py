"""What kind of answer a question wants, by its form: a definition, a summary, all there is, a comparison, yes or no."""

from __future__ import annotations

import re
from enum import StrEnum

from assistant.ask.question.answer_type import AnswerType, answer_type_of
from assistant.ask.question.paper import is_paper_order
from corpus.text.folding import fold_spaces


class QuestionKind(StrEnum):
    """The kinds of question that want answers of different forms; `PASSAGE` is any other."""

    SUMMARY = "summary"
    BRIEF = "brief"
    LIST = "list"
    COMPARISON = "comparison"
    DEFINITION = "definition"
    YES_NO = "yes-no"
    LOCATE = "locate"
    FACT = "fact"
    PASSAGE = "passage"


_SUMMARY = re.compile(
    r"\b(?:summar(?:y|i[sz]e[ds]?|ies)|sum (?:\w+ ){0,3}up|gist|overview|main (?:points|ideas|lines|features|messages)|"
    r"key (?:points|messages|takeaways)|in a nutshell|resum(?:e|es|ez|er|en|ir|a|ame|elo)|en bref|grandes lignes|"
    r"points? (?:essentiels?|principaux|saillants)|l'essentiel|(?:que|qu'en|faut-il|faut|a) retenir|"
    r"vue d'ensemble|synthese|puntos? (?:principales|clave|esenciales)|"
    r"ideas principales|sintesis|lineas generales)\b|\bwhat (?:is|are|was|were) [^.?!]{1,60} about\??$|"
    r"^de quoi (?:parle|"
    r"traite)\b|^de que (?:trata|habla)\b"
)
_LIST = re.compile(
    r"\b(?:everything|(?:full|complete|exhaustive) list|list (?:all|the|every|of)|enumerate|"
    r"all (?:the )?(?:\w+ ){1,4}(?:in|of|"
    r"on|about|under|from|by|with|that|which|for)|all of (?:them|these|those)|every (?:mention|reference|paragraph|"
    r"provision|obligation|requirement|commitment|place|article|section)|all (?:mentions|references)|tout ce qu[ei']|"
    r"liste (?:complete|"
    r"exhaustive|des|de toutes|de tous)|lister?|listez|enumere[rz]?|recense[rz]?|toutes les (?:mentions|references|"
    r"obligations|"
    r"exigences|dispositions|conditions|mesures|regles|occurrences|actions)|tous les (?:engagements|paragraphes|"
    r"articles|passages|endroits|cas|livrables|produits)|todo lo que|lista (?:completa|de)|enumer[ae]r?|"
    r"(?:which|what|quels?|quelles?|que) (?:articles|sections|paragraphs|paras|provisions|passages|paragraphes|alineas|"
    r"dispositions|articulos|parrafos|pasajes)|"
    r"tod[oa]s l[oa]s (?:menciones|"
    r"referencias|obligaciones|disposiciones|medidas|compromisos|parrafos|articulos))\b|^(?:all|tou(?:te)?s|tod[oa]s) "
)
_BRIEF = re.compile(
    r"\b(?:(?:a|short|brief|one) paragraph (?:for|on|about|to)|(?:a )?few (?:lines|sentences|words)|(?:short|"
    r"brief) (?:note|text)|speaking (?:note|point)s?|talking points|quelques (?:lignes|phrases|mots)|un (?:court |"
    r"petit )?paragraphe (?:pour|sur|a)|(?:courte|petite|breve) "
    r"note|elements de langage|(?:^|un )(?:breve )?parrafo (?:para|sobre)|(?:unas|algunas) (?:lineas|frases|"
    r"palabras)|nota breve|parrafo breve|(?:one|two|three|deux|trois|dos|tres)(?: (?:or|to|ou|a|o) \w+)? "
    r"(?:lines|sentences|lignes|phrases|lineas|frases)|"
    r"^(?:for|pour|para) (?:an?|my|our|un|une|mon|ma|notre|una|mi|nuestr[oa]) (?:speech|"
    r"discours|intervention|allocution|discurso))\b"
)
_COMPARISON = re.compile(
    r"\b(?:compar(?:e|es|ed|ing|ison|er|ez|aison|ar|acion|ado|a)|versus|vs|differences? (?:between|entre)|"
    r"diferencias? entre|"
    r"(?:quelles? (?:est la |sont les )?|que |cual es la )(?:differences?|diferencias?)|as against|"
    r"en regard|en parallele|"
    r"differ(?:s|ent)? from|cote a cote|side by side|par rapport (?:aux?|a la|a l\')|par opposition|lado a lado|"
    r"frente a|(?:say|says) the same|(?:dit|disent)(?:-ils|-elles)? la meme chose|dicen lo mismo)\b|"
    r"\b(?:which (?:one )?(?:of|gets?|has|is|costs?|receives?)|lequel|laquelle|cual (?:de|recibe|cuesta|tiene))\b"
)
_DEFINING = re.compile(
    r"\b(?:definitions?|define[sd]?|counts? as|meant by|meaning of|c'est quoi|c koi|ca (?:designe|veut dire)|"
    r"designe quoi|"
    r"veut dire|que signifie|signifie quoi|qu'entend-?(?:on|t-on)|qu'est-ce qu(?:e|')|en quoi consiste|en que consiste|"
    r"que significa|que se entiende|definicion|stands? for|who qualif(?:y|ies) as|who (?:is|are) considered|"
    r"qui (?:est|sont) considere(?:e?s?) comme|quien(?:es)? se considera(?:n)?)\b|"
    r"^who (?:is|are) [^?,;]{2,40} (?:under|within the meaning of|for the purposes of) (?:the|this)\b|"
    r"\b(?:veut|veulent)-(?:ils?|elles?|on) dire\b|\bmeaning\W*$|"
    r"\bwhat (?:does|do) .{1,60} mean\b|\bdefini(?:r|ssez|e|"
    r"t)\b"
)
# “What is X?” asks what a thing is where X is a name, not “the cost of …”.
_WHAT_IS = re.compile(
    r"^(?:so |and )?(?:what exactly|what) (?:is|are|was|'s) (?:an? |the )?(?P<en>[^?,;]{2,60})\??$|"
    r"^(?:que (?:es|son)|que es exactamente) (?:una? |el |la |los |las )?(?P<es>[^?,;]{2,60})\??$"
)
_NO_NAME = re.compile(
    r"\b(?:of|for|to|in|on|by|about|de|del|des|du|pour|para|sobre|cost|total|number|amount|date|deadline|budget|percentage|"
    r"title|price|quorum|aims?|purpose|role|rules?|conditions?|difference|best|planned|done|foreseen|required|needed|objetivos?)\b"
)
_OF = re.compile(r"\bdel?\b")  # within a name in Spanish: «sociedad de impacto social»
_ASKS = re.compile(  # a word that asks for something else than yes or no, where a clause begins
    r"(?:^|[,;:?.!)¿] ?)(?:what|which|who|whom|whose|when|where|why|how|qui|que|qu'|quoi|quel(?:le)?s?|combien|quand|"
    r"comment|ou|pourquoi|a quel(?:le)?s?|"
    r"de quel(?:le)?s?|dans quel(?:le)?s?|lequel|laquelle|quien\w*|cual\w*|cuant\w*|cuando|donde|como|por que|en que|"
    r"de que|a que)\b"
)
_YES_NO = re.compile(
    r"(?:^|[,;:.!] ?|[¿])(?:and |so |but |et |mais |y |pero )?(?:is|are|was|were|do|does|did|can|could|may|must|"
    r"should|will|would|has|"
    r"have|had|shall) (?!not sure)\w|(?<!qu')(?<!qu)\best-ce qu|¿(?:y |pero )?(?:puede|pueden|puedo|podemos|debe|"
    r"deben|es|son|esta|"
    r"estan|tiene|tienen|hay|ha|han|se|existe|participan?|reconoce|exige|obliga|permite)\b|¿(?:\w+ ){1,4}ya \w+"
)
_INVERTED = re.compile(r"\b\w+-(?:t-)?(?:ils?|elles?|on|nous|vous|je|ce)\b")
_LOCATE = re.compile(
    r"\b(?:(?:n°|no|numero|number) (?:du|of the|del) (?:paragraph|paragraphe|article|articulo|parrafo)|where (?:does|"
    r"do|is|are) .{0,40}\b(?:say|said|stated|mention\w*|written|speak|talk|find|found)|(?:in )?(?:which|what) "
    r"(?:paragraph|para|article|section|subsection|point|part|row|line)s?|(?:dans |a |au |"
    r"de )?quel(?:le)?s? (?:paragraphe|article|alinea|"
    r"point|section|partie|passage|ligne)s?|ou (?:figure|trouve|est-il (?:dit|question|ecrit)|parle-t-on|lit-on)|"
    r"(?:en )?(?:que|cual) "
    r"(?:parrafo|articulo|apartado|punto|parte|pasaje|linea)s?|donde (?:dice|se dice|figura|consta|menciona|"
    r"se menciona))\b"
)


def kind_of(question: str) -> QuestionKind:
    """Return what kind of answer a question wants.

    >>> kind_of("Résumez la partie 21").value, kind_of("Can a federation have two votes?").value
    ('summary', 'yes-no')
    """
    folded = fold_spaces(question).strip()
    bare = folded.lstrip("¿¡ ")
    forms = (
        (QuestionKind.COMPARISON, _COMPARISON),
        (QuestionKind.SUMMARY, _SUMMARY),
        (QuestionKind.LIST, _LIST),
        (QuestionKind.BRIEF, _BRIEF),
        (QuestionKind.DEFINITION, _DEFINING),
        (QuestionKind.LOCATE, _LOCATE),
    )
    for kind, form in forms:
        if form.search(bare) or (kind is QuestionKind.BRIEF and is_paper_order(bare)):
            return kind
    for sentence in re.split(r"(?<=[.?!])\s+", bare):
        if (named := _WHAT_IS.match(sentence.lstrip("¿"))) and not _NO_NAME.search(
            _OF.sub(" ", named["es"]) if named["es"] else named["en"]
        ):
            return QuestionKind.DEFINITION
    if answer_type_of(question) not in (None, AnswerType.DEFINITION):
        return QuestionKind.FACT
    if not _ASKS.search(bare) and (_YES_NO.search(folded) or ("?" in folded and _INVERTED.search(folded))):
        return QuestionKind.YES_NO
    return QuestionKind.PASSAGE
