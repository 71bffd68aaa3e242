"""In which language is this written: English, French or Spanish, from a three-word question to a whole document.

The evidence is what a reader goes by: function words, endings, and letters that one language alone uses.
Sixty lines of tables answer as well as py3langid does on our questions, without the second that importing
it costs a cold start; docs/decisions/0004-libraries-taken-and-not.md has the figures.
"""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.types import Language

# A word that two languages share stands in both lists, and so only tells them from the third.
_WORDS = {
    Language.EN: """
        a about above after alternate am again against all also an and any are as at be because been before
        between both but by can could did do does done during each every few first for from get give given good
        had has have he her here him his how i if in into is it its just last let like little made make many may
        me more most much must my need never new nothing no not now of off on once one only or other our out
        outside inside over own part people per please point same say she should show since so some still such
        tell than that the their them then there these they this those through to too under until up upon us use
        very was we were what when where whether which while who whom whose why will with within without work
        would year yes you your list article summarize summarise summary paragraph compare explain find text time don
        doesn isn bit came everything
        job jobs took cooperative cooperatives social economy
        define south north""",
    Language.FR: """
        a afin ai aide ainsi alors année ans après as assez au aucun aucune aujourd aussi autre autres aux avant
        avec avez avoir avons beaucoup bien bon ça car ce ceci cela celle celles celui ces cet cette ceux chaque
        chez ci combien comme comment compare contre d dans de depuis dernier des deux devant dit doit doivent
        donc dont du elle elles en encore ensemble entre es est et étaient était été être eu eux explique fait
        faire fois font fut grande hui ici il ils j jamais je jour jours jusqu l la là laquelle le lequel les
        lesquelles lesquels leur leurs lors lorsque lui m ma mais me même mes moi moins mon montre n ne ni non
        nos notre nous on ont ou où par paragraphe paragr parmi pas pendant personne peu peut peuvent plus point
        pour pourquoi première près prévoit puis qu quand que quel quelle quelles quels qui quoi sa sans se
        selon sens sera ses si sinon son sont sous soit sur suis t ta tes toi ton tous tout toute toutes très
        trois trop trouve tu un une va vers veut voici voir vos votre vous y convention article entreprises
        temps travail juste social sud nord bureau fera feront serait seront dira diront""",
    Language.ES: """
        a acerca además ahora al algo algún alguna algunos allí ante antes años aquí así aún aunque bajo bien
        cada casi cerca como cómo compara con contra cosas cual cuál cuales cuáles cuando cuándo cuánta cuántas
        cuánto cuántos de debe deben del desde después dice dicen día días donde dónde dos durante e el él ella
        ellas ellos en encuentra entonces entre era eran eres es esa ese eso está están estas estaba estar este
        esto estos estoy explica fue fueron ha había habla hace hacer hacia han hasta hay hecho hizo hoy la las
        le les lo los luego más me mejor menos mi mientras mis mucho muchos muy nada ni ningún no nos nosotros
        nuestra nuestro nunca o otra otras otro otros para párrafo pero persona personas poco por porque primer
        puede pueden pues punto que qué quién quiénes se sea según ser será si sí sido siempre sin sino sobre
        son su sus también tan tanto tiene tienen todas todo todos trabajo tras tres tu tú un una uno unos usted
        va vez voy ver y ya yo convenio artículo dijo favor mañana noche puedo quiero tengo
        social sur norte ley leyes resumen""",
}
_ENDINGS = {
    Language.EN: """
        ed ng ht gh ght ity ety ty ly ss th sh ch ck sk rk wn wer ow ew ey ay ke ship ful ence ance ment ments
        tion tions ent ents ble ant al er or ist ic ies ncy cy ory ary ery ous ive ees yees less ness sm ims try
        phy gy ts ls ks ws rs""",
    Language.FR: """
        ance ence ment ements tion tions eur eurs euse euses eux ité ités été ée ées ère ères ème èmes ire ires
        ique iques aux eau eaux oit oir oire ait aient ais ent ant ants ier iers ière erie lle lles nne nnes tte
        ttes rer ser ter ner uer ler if ifs ive ives isme iste istes aire aires ale ales elle elles tre que sse
        oux lement onne é és ez eil eille uit ois uses ure ures ie ies els er ir age ages able ible che aise""",
    Language.ES: """
        ción ciones sión siones dad dades tad ando iendo ado ados ada adas ido idos ida idas ía ías ico ica icos
        icas ero era eros eras ario aria arios arias mente miento mientos anza encia ancia encias ivo iva ivos
        ivas oso osa osos osas ar er ir aba aban ará arán ió aron ieron ismo ista istas illo illa eza aje ajo os
        as ble bles ente entes or ores al ales ura uras""",
}
_LETTERS = {
    Language.EN: re.compile(r"\b(?:kn|wh|wr|sh|th)|[aeiou]w|ck|ght|[’']s\b|n[’']t\b|ization\b", re.I),
    Language.FR: re.compile(
        r"[àâçèêëîïôœùûÿ]|\b(?:[cdjlmnst]|qu)[’'](?=[^\W\d_])|[^\W\d_]eux\b|é(?:e|es)\b|é[^\W\d_]*(?:tion|ment|ique|ité|eur|aire)s?\b",
        re.I,
    ),
    Language.ES: re.compile(r"[ñ¿¡áíóú]|ué|ién", re.I),
}
_FINALS = {Language.EN: "dkpbghmfwyl", Language.FR: "eéxu", Language.ES: "oaón"}  # the weakest clue, for ties
_WORD_WEIGHT, _LETTER_WEIGHT, _ENDING_WEIGHT, _FINAL_WEIGHT = 6, 4, 2, 1
_SAMPLE = 6_000  # characters: a document's beginning is enough, and keeps long ones quick
_MIN_DENSITY = 1.0  # score per word below which the text is in none of the three languages
_MIN_LEAD = 2  # in two or three words, a final letter alone decides nothing

# “para. 24” is not the Spanish word, nor is the `e` of “24(e)”.
_LOCATOR = re.compile(r"\b[Pp]ar(?:as?)?\.?(?=\s*\d)|\b[a-z]\)|(?<=\d)[a-z]\b")
_WORD = re.compile(r"[^\W\d_]+")
_WORD_SETS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_ENDING_SETS = {language: frozenset(endings.split()) for language, endings in _ENDINGS.items()}


def detect(text: str) -> Language | None:
    """Return which of the three languages `text` is in; None without letters, or on even or thin evidence."""
    return _detect(text[:_SAMPLE])


@lru_cache(maxsize=64)  # a question is asked about at every step of its way
def _detect(sample: str) -> Language | None:
    words = _telling_words(sample)
    scores = {language: _LETTER_WEIGHT * len(_LETTERS[language].findall(sample)) for language in Language}
    for word in words:
        for language, score in _told_by(word):
            scores[language] += score
    first, second, _ = sorted(scores, key=lambda language: -scores[language])
    lead = 1 if len(words) > 3 else _MIN_LEAD
    if scores[first] - scores[second] < lead or scores[first] < _MIN_DENSITY * len(words):
        return None
    return first


def _telling_words(sample: str) -> list[str]:
    """Return the words that tell a language: acronyms tell none, nor do names in the middle of a sentence."""
    found = _WORD.findall(_LOCATOR.sub(" ", sample))
    if not (len(found) > 3 and sample.isupper()):
        found = [word for word in found if len(word) == 1 or not word.isupper()]
    plain = [word for i, word in enumerate(found) if not i or word[0].islower()]
    return [word.lower() for word in (plain if 2 * len(plain) > len(found) else found)]


@lru_cache(maxsize=8192)  # most of a text is a few thousand words
def _told_by(word: str) -> tuple[tuple[Language, int], ...]:
    """Return what a word alone says for each language that it says anything for."""
    scores = ((language, _score(language, word)) for language in Language)
    return tuple((language, score) for language, score in scores if score)


def _score(language: Language, word: str) -> int:
    if word in _WORD_SETS[language]:
        return _WORD_WEIGHT
    if len(word) > 3 and any(word[-n:] in _ENDING_SETS[language] for n in (6, 5, 4, 3, 2)):
        return _ENDING_WEIGHT
    return _FINAL_WEIGHT if word[-1] in _FINALS[language] else 0
