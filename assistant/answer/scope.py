"""What a message asks for, by its form alone: nothing, something else than an answer, or an answer.

A question is never refused here for its subject: that is measured against the documents. Only orders to do
something other than answer (translate, write, play), orders to the program itself, and greetings are told apart.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

LONGEST_QUESTION = 2_000

_POLITE = (
    r"(?:please|kindly|can you|could you|would you|i want you to|s'il te plait|s'il vous plait|peux-tu|pouvez-vous|"
    r"pourrais-tu|pourriez-vous|je veux que tu|por favor|puedes|podrias|quiero que)"
)
_TASK = re.compile(
    rf"^(?:{_POLITE}[\s,]+)*(?:me\s+)?(?:"
    r"translate|write|compose|sing|code|program|play|draw|book|order|calculate|solve|act as|pretend|roleplay|tell me a (?:joke|story)|"
    r"traduis|traduire|traduisez|traduce|traduzca|traducir|ecris|ecrire|ecrivez|escribe|escriba|escribir|redige|rediger|redigez|redacta|"
    r"compose un|chante|canta|dessine|dibuja|calcule|calcula|joue|raconte|cuenta(?:me)? un|reserve|reserva|fais comme si|imagine que tu)"
    r"(?:[\s-]|$)"
)
_ORDER_TO_PROGRAM = re.compile(
    r"(?:ignore|forget|disregard|reveal|print|repeat|show|oublie|oubliez|revele|revelez|affiche|affichez|ignora|olvida|muestra|"
    r"ignorez|repete)\b.{0,60}\b(?:instructions?|prompts?|password|rules|system message|mot de passe|consignes|regles|"
    r"instrucciones|contrasena|reglas|api key|cle d'api)|"
    r"\b(?:system prompt|you are now|tu es maintenant|ahora eres|jailbreak|developer mode)\b"
)
_GREETING = re.compile(
    r"^(?:hi|hello|hey|good (?:morning|afternoon|evening)|thanks?(?: you)?(?: very much)?|bye|how are you|who are you|what(?:'s| is) your name|"
    r"bonjour|bonsoir|salut|merci(?: beaucoup)?|au revoir|(?:comment )?ca va|qui es-tu|qui etes-vous|comment t'appelles-tu|"
    r"hola|buenos dias|buenas tardes|gracias|adios|que tal|quien eres|como te llamas)[\s!?.,:;)(]*$"
)


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
    folded = _folded(message)
    if _TASK.search(folded) or _ORDER_TO_PROGRAM.search(folded) or _GREETING.search(folded):
        return Scope.OTHER
    return Scope.QUESTION


def _folded(text: str) -> str:
    """Return a text in lower case, without accents, with straight apostrophes and single spaces."""
    spread = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return " ".join("".join(c for c in spread if not unicodedata.combining(c)).split()).lstrip("¿¡ ")
