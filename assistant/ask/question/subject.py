"""What a question is about, without the words that only say what is wanted of it: “everything the Act says on …”."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.text.folding import fold
from index.query.stems import WORD
from index.ranking.evidence import content_words

# “The whole strategy”, «la stratégie entière»: that nothing is to be left out says neither what is meant nor of what.
WHOLE = frozenset(
    """
    whole entire entirely entirety full fully complete completely overall
    entier entiere entierement integral integrale integralement integralite totalite complet completement
    entero entera enteramente integro integra integramente totalidad completo completa completamente
    """.split()
)
# Words that may be a subject of their own, but not so.
_AS_A_WHOLE = re.compile(
    r"\b(?:(?:dans )?(?:l'|son |leur )ensemble|(?:el|su) conjunto|(?:full|whole|complete|entire) text|"
    r"texte (?:integral|complet|entier)|texto (?:integro|completo|entero))\b"
)

_WANTED = WHOLE | frozenset(
    """
    all every everything each list lists full complete exhaustive mention mentions mentioned reference references say
    says said
    speak speaks spoken talk talks refer refers appear appears touch touches
    about covers deals parle parler parlent evoque evoquent figure figurent apparait
    apparaissent concerne concernent concernant traite traitent trata tratan
    mencionan mentionnent mentionne mentioning passage passages pasaje pasajes
    habla hablan aparece aparecen figura figuran quiero quisiera voudrais voudrions aimerais souhaite veux cherche
    summary summarise summarize sum overview gist main line lines point points key rule rules provision provisions
    requirement requirements obligation obligations commitment commitments duty duties measure measures special need
    want
    part chapter title objective executive number subject cite cites cited documents document paragraph paragraphs
    short brief two both
    article articles section sections subsection schedule
    compare comparison difference differences side same thing things strategy
    tout tous toute toutes chaque liste complete complet mention mentions reference references dit disent dire prevu
    prevue
    prevus prevues prevoit resume resumer resumez synthese grandes ligne lignes essentiel points regle regles
    disposition
    dispositions obligation obligations exigence exigences engagement engagements mesure mesures matiere partie
    chapitre titre
    alinea alineas
    objectif numero sujet cite citent documents document paragraphe paragraphes comparer comparaison difference cote
    meme
    tode todo toda todos todas cada lista completa mencion menciones referencia referencias dice dicen resumen
    resumir resuma resuman resumame sintesis
    articulo articulos seccion apartado
    lineas generales puntos regla reglas disposicion disposiciones obligacion obligaciones requisito requisitos
    compromiso
    compromisos medida medidas parte capitulo titulo objetivo numero tema documentos documento parrafo parrafos
    comparar favor dos ambos deux
    """.split()
)


def named_in(words: str, titles: Iterable[str]) -> bool:
    """Tell whether all of some words are in a document's titles, or are the initials of words in them."""
    said = fold(" ".join(titles))
    initials = "".join(word[0] for word in content_words(said))
    return all(fold(word) in said or fold(word) in initials for word in words.split())


def subject_of(topic: str) -> str:
    """Return the words of a topic that tell what it is about, empty where none is left.

    >>> subject_of("I need everything says on proxies"), subject_of("Executive summary")
    ('proxies', '')
    """
    for match in reversed([*_AS_A_WHOLE.finditer(fold(topic))]):
        topic = f"{topic[: match.start()]} {topic[match.end() :]}"
    telling = set(content_words(topic))
    words = (match[0] for match in WORD.finditer(topic))
    return " ".join(
        word for word in words if word.casefold() in telling and fold(word) not in _WANTED and not word.isdigit()
    )
