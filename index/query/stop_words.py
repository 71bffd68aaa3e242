"""Words too common to tell one passage from another, folded (lower case, no accents), per language.

Question words are among them: “which”, «quel», «cuál» say what is asked, not about what.
"""

from __future__ import annotations

from collections.abc import Mapping

from corpus.types import Language

STOP_WORDS: Mapping[Language, frozenset[str]] = {
    Language.EN: frozenset(
        "a about after all also am an and any are as at be been before being between both but by can could did do "
        "does doing down during each few for from further give given had has have having he her here hers him his "
        "how i if in into is it its itself just let many may me might more most much must my no nor not now of "
        "off on once one only or other our out over own s same say says said shall she should so some such t tell "
        "than that the their them then there these they this those through to too under until up upon us very was "
        "we were what when where which while who whom whose why will with within would you your please show "
        "find".split()
    ),
    Language.FR: frozenset(
        "a ai ainsi alors apres au aucun aussi autre autres aux avait avec avoir c ca car ce cela celle celles "
        "celui ces cet cette ceux chaque ci comme comment combien d dans de des dit dire donc dont du elle elles "
        "en encore entre est et ete etre eu eux fait faire furent fut il ils j je jusqu l la le les leur leurs "
        "lors lorsque lui m ma mais me meme memes mes moi moins mon n ne ni non nos notre nous on ont ou par "
        "parmi pas pendant peu peut peuvent plus pour pourquoi prevoit qu quand que quel quelle quelles quels qui "
        "quoi s sa sans se sera seront ses si soit son sont sous sur t ta te tel telle telles tels tes toi ton "
        "tous tout toute toutes tres tu un une vers voici vos votre vous y etait etaient montre trouve donne".split()
    ),
    Language.ES: frozenset(
        "a al algo algun alguna algunas alguno algunos ante antes asi aun aunque cada como con contra cual cuales "
        "cuando cuanta cuantas cuanto cuantos de del desde dice donde dos e el ella ellas ellos en entre era eran "
        "es esa esas ese eso esos esta estan estas este esto estos fue fueron ha haber habia han hasta hay la las "
        "le les lo los mas me mi mientras mis mucho muy nada ni no nos nosotros nuestra nuestro o os otra otras "
        "otro otros para pero por porque que quien quienes se sea segun ser si sin sobre son su sus tal tambien "
        "tan tanto te tiene tienen todo todos tu tus un una uno unos y ya yo".split()
    ),
}
