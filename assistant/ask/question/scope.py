"""What a message asks for, by its form alone: nothing, something else than an answer, or an answer.

A question is never refused here for its subject: that is measured against the documents. Only orders to do
something other than answer (translate, play, write what is no short paper), orders to the program itself, and
greetings are recognised.
"""

from __future__ import annotations

import re
from enum import StrEnum

from assistant.ask.question.paper import POLITE, is_paper_order
from assistant.validation import LONGEST_QUESTION
from corpus.text.folding import fold_spaces

_TASKS = (
    "translate write compose sing code program play draw book order calculate solve act.as pretend roleplay "
    "tell.me.a.joke tell.me.a.story traduis traduire traduisez traduce traduzca traducir ecris ecrire ecrivez escribe "
    "escriba escribir redige rediger redigez redacta chante canta dessine dibuja calcule calcula joue raconte cuenta "
    "cuentame reserve reserva fais.comme.si imagine.que.tu"
).split()
_TASK = re.compile(rf"^{POLITE}(?:me\s+)?(?:{'|'.join(_TASKS)})(?:[\s-]|$)")
_ORDER_VERBS = (
    "ignore forget disregard reveal print repeat show oublie oubliez revele revelez affiche affichez ignorez repete "
    "ignora olvida muestra"
).split()
# “The rules on labour inspection” are a fair question; “your rules”, “the previous instructions” are not.
_WHOSE = (
    "your previous prior above hidden system all these tes vos ces precedentes toutes cachees tus anteriores sus "
    "ocultas todas"
).split()
_TEXTS = "instructions? prompts? rules? message consignes? regles? instrucciones reglas".split()
_SECRETS = "password passwords api.keys? mot.de.passe mots.de.passe cles?.d'api contrasenas? clave".split()
_ORDER_TO_PROGRAM = re.compile(
    rf"(?:{'|'.join(_ORDER_VERBS)})\b.{{0,60}}\b(?:(?:{'|'.join(_WHOSE)})\b.{{0,30}}\b(?:{'|'.join(_TEXTS)})|{'|'.join(_SECRETS)})\b|"
    rf"(?:{'|'.join(_ORDER_VERBS)})\b.{{0,40}}\b(?:{'|'.join(_TEXTS)}) (?:{'|'.join(_WHOSE)})\b|"
    r"\b(?:system prompt|you are now|tu es maintenant|ahora eres|jailbreak|developer mode)\b"
)
_ANSWER_ONLY = re.compile(
    r"\b(?:(?:answer|reply|say) (?:only|just|simply)|reponds? (?:seulement|uniquement|simplement)|"
    r"repondez (?:seulement|uniquement)|"
    r"responde (?:solo|solamente|unicamente)|di (?:solo|solamente))\b.{0,20}[«“\"']|\b(?:forget|ignore|oublie[zs]?|"
    r"ignore[zs]?|olvida) "
    r"(?:your|the|all|tes|vos|les|tus|los) (?:documents?|sources?|texts?|textes?|documentos|fuentes)\b"
)
_GREETINGS = (
    "hi hello hey (?:hello|hi).there good.morning good.afternoon good.evening thanks? thank.you(?:.very.much)? "
    "bye how.are.you(?:.today|.doing(?:.today)?)? who.are.you what(?:'s|.is).your.name bonjour bonsoir salut "
    "merci(?:.beaucoup)? au.revoir (?:comment.)?ca.va qui.es-tu qui.etes-vous comment.t'appelles-tu hola "
    "buenos.dias buenas.tardes gracias adios que.tal quien.eres como.te.llamas"
).split()
_GREETING = re.compile(rf"^(?:(?:{'|'.join(_GREETINGS)})[\s!?.,:;)(]+)*(?:{'|'.join(_GREETINGS)})[\s!?.,:;)(]*$")


class Scope(StrEnum):
    """What a message is."""

    QUESTION = "question"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    OTHER = "other"


def scope_of(message: str) -> Scope:
    """Tell what a message is. Letters or digits make a question; emoji and punctuation alone do not."""
    if not any(character.isalnum() for character in message):
        return Scope.EMPTY
    if len(message) > LONGEST_QUESTION:
        return Scope.TOO_LONG
    folded = fold_spaces(message).lstrip("¿¡ ")
    if any(order.search(folded) for order in (_ORDER_TO_PROGRAM, _ANSWER_ONLY, _GREETING)):
        return Scope.OTHER
    if _TASK.search(folded) and not is_paper_order(folded):
        return Scope.OTHER
    return Scope.QUESTION
