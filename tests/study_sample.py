"""Made-up items of every kind, in three languages, full of the characters that formats have a use for."""

from __future__ import annotations

from assistant.study.types import (
    GAP,
    Card,
    CardKind,
    Deck,
    Evidence,
    Item,
    ItemKind,
    Pair,
    Quiz,
    StudyRequest,
)

ADDRESS = "https://example.org/alinea"

# Each is one paragraph of a document that does not exist. Between them they have every sign of GIFT, HTML, XML, of
# Anki's cloze and of spreadsheets; lines that look like comments, commands and formats; lines, blank lines, and blanks
# that do not break.
PARAGRAPHS = {
    "en": (
        "The share {rounded} is 1/12: it costs 50 francs ~ one day’s pay; see #3 & \\theta = 0.",
        "// No comment: this line is text.\n\n$CATEGORY: neither is this one.\n[html]Nor this: at most <5 % or >10 %.",
        "=A member’s vote {{c2::weighs}} \"one\" -> never 'two'. 100 % * sure?  Two blanks; <b>bold</b> &amp; co.",
    ),
    "fr": (
        "La part {arrondie} vaut 1/12\u00a0: 50\u00a0francs ~ le prix d’une journée\u202f; voir #3 & \\theta = 0.",
        "// Aucun commentaire\u00a0: du texte.\n\n$CATEGORY: ceci aussi.\n[html]Au plus <5\u00a0% ou >10\u00a0%.",
        "=La voix d’un membre {{c2::pèse}} «\u00a0une\u00a0» -> non 'deux'. 100 % *\u202f?  Blancs; <b>b</b> &amp;c.",
    ),
    "es": (
        "La parte {redondeada} es 1/12: cuesta 50 francos ~ el precio de un día; véase #3 & \\theta = 0.",
        "// Esto no es un comentario: es texto.\n\n$CATEGORY: esto tampoco.\n[html]Como máximo <5 % o >10 %.",
        "=El voto de un miembro {{c2::pesa}} «uno» -> ¿nunca 'dos'? 100 % *!  Dos espacios; <b>negrita</b> &amp; Cía.",
    ),
}
STEMS = {
    "en": ("Which one = right?", "What does // line 2 say {exactly}?", "[plain] 50 %: true & complete?"),
    "fr": (
        "Laquelle = la bonne\u00a0?",
        "Que dit // la ligne 2 {au juste}\u00a0?",
        "[plain] 50\u00a0%\u00a0: vrai & complet\u00a0?",
    ),
    "es": ("¿Cuál = la correcta?", "¿Qué dice // la línea 2 {exactamente}?", "[plain] 50 %: ¿verdadero y <completo>?"),
}
OPTIONS = {
    "en": ("%50% of cases: {all}", "[html] ~none~", "at most <5 % & no more", "a -> b"),
    "fr": ("%50% des cas\u00a0: {tous}", "[html] ~aucun~", "au plus <5\u00a0% & pas plus", "a -> b"),
    "es": ("%50% de los casos: {todos}", "[html] ~ninguno~", "como máximo <5 % y no más", "a -> b"),
}
PLACES = {"en": "para. {0}(c)", "fr": "paragr. {0} c)", "es": "párr. {0}, c)"}
_OTHER_PLACES = {"en": ("{0}(c)", "{0} c"), "fr": ("{0} c)", "§\u00a0{0} c)"), "es": ("{0}, c)", "apartado {0} c)")}


def evidence(language: str, number: int, status: str = "official") -> Evidence:
    """Return a paragraph, by its place in the list."""
    return Evidence(
        document="circular-7",
        symbol="C.7/A/2",
        title="Circular: shares, votes / rights",
        locator=f"{number + 1}(c)",
        citation=f"C.7/A/2, {PLACES[language].format(number + 1)}",
        language=language,
        status=status,
        quote=PARAGRAPHS[language][number % 3],
        link=f"/#/p/circular-7/{number + 1}(c)?lang={language}&v=1",
        draft="Draft" if number % 3 == 2 else None,
    )


def sample_item(kind: ItemKind, language: str, number: int = 0, beside: Item | None = None) -> Item:
    """Return the item of a kind that is made from the paragraph of that number."""
    paragraph, options = PARAGRAPHS[language][number % 3], OPTIONS[language]
    place = PLACES[language].format(number + 1)
    what: dict[str, object] = {
        ItemKind.MULTIPLE_CHOICE: {"options": options, "key": options[number % 4]},
        ItemKind.ALTERED_FIGURE: {"passage": paragraph, "options": ("1/12", "50", "#3"), "key": "50"},
        ItemKind.TRUE_FALSE: {"passage": paragraph, "key": ("true", "false")[number % 2]},
        ItemKind.MATCHING: {"pairs": tuple(map(Pair, options, _rights(language, number)))},
        ItemKind.GAP: {
            "passage": paragraph.replace("%", GAP, 1) if "%" in paragraph else f"{paragraph} {GAP}",
            "key": ("l’écart = 3 * 4", "%10% {à\u00a0peu\u00a0près}", "[moodle] a\\b")[number % 3],
            "accepted": ("écart # 3", "L’ÉCART = 3 * 4"),
        },
        ItemKind.NUMERIC: {
            "passage": f"{paragraph} {GAP}",
            "key": "37,5",
            "number": (37.5, -1200000.0, 0.00001)[number % 3],
            "tolerance": (0.0, 0.25, 1e-06)[number % 3],
        },
        ItemKind.WHICH_PARAGRAPH: {
            "passage": paragraph,
            "key": place,
            "accepted": tuple(each.format(number + 1) for each in _OTHER_PLACES[language]),
        },
        ItemKind.SHORT_ANSWER: {"key": paragraph},
    }[kind]  # type: ignore[assignment]
    return Item(
        id=f"{kind}-{language}-{number}",
        kind=kind,
        language=language,
        stem=STEMS[language][number % 3],
        feedback=f"{STEMS[language][(number + 1) % 3]} ({place})",
        evidence=(evidence(language, number, ("official", "note", "machine_translation")[number % 3]),),
        **({"passage_language": language} | what),  # type: ignore[arg-type]
        difficulty=number % 3 + 1,
        tags=("shares", f"level:{number % 3 + 1}"),
        label="[draft] = {7}" if number % 3 == 1 else "",
        beside=beside,
    )


def _rights(language: str, number: int) -> tuple[str, ...]:
    """Return right sides: long ones, or, for every other paragraph, such as leave room for a second language."""
    return OPTIONS[language][::-1] if number % 2 == 0 else (*PARAGRAPHS[language], "b: 9 <c>")


def sample_quiz(*kinds: ItemKind, languages: tuple[str, ...] = ("en", "fr", "es"), each: int = 3) -> Quiz:
    """Return a quiz of `each` items a kind and language, and one a kind in two languages: 80 for all kinds."""
    chosen = kinds or tuple(ItemKind)
    items = [sample_item(kind, code, number) for kind in chosen for code in languages for number in range(each)]
    if len(languages) > 1:
        first, second = languages[:2]
        items += [sample_item(kind, first, each + 1, sample_item(kind, second, each + 1)) for kind in chosen]
    return quiz_of(*items)


def quiz_of(*items: Item) -> Quiz:
    """Return a quiz of items, named like a trap."""
    return Quiz(
        title="Shares & votes: part #1 = {all}",
        language=items[0].language if items else "en",
        request=StudyRequest(documents=("circular-7",), languages=("en",), kinds={"gap": 3}),
        items=items,
        made={"gap": 4},
        dropped={"gap": {"two right answers": 1}},
        missing=("no figures",),
        minutes=40,
        library="sample",
    )


def sample_deck() -> Deck:
    """Return a deck with cards of each kind, in three languages."""
    return Deck("circular-7", "Circular::shares", "en", tuple(card for code in PARAGRAPHS for card in _cards(code)))


def _cards(language: str) -> tuple[Card, ...]:
    cards = []
    for kind in CardKind:
        for number, paragraph in enumerate(PARAGRAPHS[language]):
            front = f"{paragraph} {GAP}." if kind is CardKind.CLOZE else STEMS[language][number]
            back = "one::two}} {{c1::x}}" if kind is CardKind.CLOZE else paragraph
            shown = evidence(language, number)
            cards.append(
                Card(
                    id=f"{kind}-{language}-{number}",
                    kind=kind,
                    language=language,
                    front=front,
                    back=back,
                    reference=shown.citation,
                    link=shown.link if number else "",
                    back_language="es" if kind is CardKind.TERM else "",
                    label="[draft]" if number else "",
                    tags=("a,b", "niveau:1"),
                    evidence=(shown,) if number else (),
                )
            )
    return tuple(cards)
