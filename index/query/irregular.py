"""Words whose stem is not that of the word they are: «travaux» and «travail», «lois» and «loi», women and woman, co-op.

The Snowball stemmers (https://snowballstem.org) take endings off by rule, and miss these; several are the central words
of labour law. Only plurals of one word alone are listed, and other spellings of the field's own word.
"""

from __future__ import annotations

from collections.abc import Mapping

from corpus.types import Language

_PAIRS: Mapping[Language, str] = {
    Language.EN: "women:woman men:man children:child wives:wife knives:knife lives:life halves:half feet:foot "
    "teeth:tooth criteria:criterion phenomena:phenomenon co-op:cooperative co-ops:cooperative coop:cooperative "
    "coops:cooperative co-operative:cooperative co-operatives:cooperative",
    Language.FR: "travaux:travail baux:bail vitraux:vitrail emplois:emploi lois:loi envois:envoi renvois:renvoi "
    "convois:convoi octrois:octroi tournois:tournoi parois:paroi rois:roi yeux:œil essais:essai "
    "cieux:ciel aïeux:aïeul coop:coopérative coops:coopérative",
    Language.ES: "luces:luz veces:vez jueces:juez voces:voz raíces:raíz capaces:capaz eficaces:eficaz cruces:cruz "
    "matrices:matriz directrices:directriz aprendices:aprendiz felices:feliz audaces:audaz portavoces:portavoz "
    "mujer:mujeres",
}
SINGULARS: Mapping[Language, Mapping[str, str]] = {
    language: dict(pair.split(":") for pair in pairs.split()) for language, pairs in _PAIRS.items()
}
"""The word whose stem another takes, by language; both as written, in lower case."""
