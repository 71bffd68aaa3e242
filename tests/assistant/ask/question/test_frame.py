"""What is asked is found in a message with greetings, thanks, and what the answer is wanted for."""

from __future__ import annotations

import pytest

from assistant.ask.question.frame import core_of


@pytest.mark.parametrize(
    ("message", "core"),
    [
        ("Good morning. I advise a village. How many lanterns are there? Many thanks.", "How many lanterns are there?"),
        ("Could you please tell me how many lanterns there are?", "how many lanterns there are?"),
        (
            "Bonjour, je prépare une note pour mon ministre et j’aimerais savoir si le pilote peut refuser.",
            "le pilote peut refuser.",
        ),
        ("A short paragraph for our minister: what does the Act say on goats?", "what does the Act say on goats?"),
        ("Pour un discours : les lanternes", "les lanternes"),
        ("What does the Act say on goats? Three lines will do.", "What does the Act say on goats?"),
        ("What does the Act say on goats, for our newsletter?", "What does the Act say on goats?"),
        ("párrafo para mi ministra: faroles y cabras", "faroles y cabras"),
        ("I need everything on lanterns, for a governance course", "I need everything on lanterns"),
        ("Buenos días, no supe contestar: ¿hay faroles? Gracias.", "¿hay faroles?"),
        ("Summarise the letter in three sentences", "Summarise the letter"),
        ("Résume-moi la lettre en quelques lignes", "Résume-moi la lettre"),
        ("Briefly, what does the Act say on goats?", "what does the Act say on goats?"),
        ("As a labour inspector, could you tell me who counts the lanterns?", "who counts the lanterns?"),
        ("Je suis juriste ; pourriez-vous me dire qui compte les lanternes ?", "qui compte les lanternes ?"),
        (
            "I advise a village and would be sure of one thing: how many of them must there be to build a pier?",
            "how many of them must there be to build a pier?",
        ),
        ("lanterns", "lanterns"),
        ("Hello!", "Hello!"),
        ("", ""),
    ],
)
def test_the_core(message: str, core: str) -> None:
    assert core_of(message) == core


@pytest.mark.parametrize(
    "message",
    [
        "I am a passenger and I own a goat. May it come on board?",  # what tells the case
        "If a pilot is ill, could you tell me who steers?",  # what tells the case
        "Je bute sur la ligne des lanternes : à quel article renvoie-t-elle ?",  # what a pronoun stands for
        "Pour notre conseil des pilotes : ce que la loi attend de nous",  # who “we” are
    ],
)
def test_what_the_question_rests_on_stays(message: str) -> None:
    assert core_of(message) == message
