"""A question of a quiz as HTML: what is asked, what there is to choose from, its key, and where the key stands."""

from __future__ import annotations

from markupsafe import Markup

from assistant import i18n
from assistant.study.types import GAP, Card, Evidence, Item, ItemKind
from assistant.study.wording import key_written
from assistant.ui.parts import markup
from corpus.types import Status


def both(item: Item) -> tuple[Item, ...]:
    """Return an item, and the one beside it where there is one."""
    return (item, item.beside) if item.beside else (item,)


def spoken(item: Item) -> str:
    """Return the language of an item's passage and choices, fit for a `lang` attribute."""
    return markup.lang(item.passage_language or item.language)


def body(item: Item, language: str) -> Markup:
    """Return what stands under the stem: the stem in the second language, the passages, what the text is worth."""
    pieces: list[Markup] = []
    if item.beside and item.beside.stem != item.stem:
        second = Markup('<p class="second" lang="{}">{}</p>')
        pieces.append(second.format(markup.lang(item.beside.language), item.beside.stem))
    shown: set[str] = set()
    for each in both(item):
        if each.passage and each.passage not in shown:
            pieces.append(passage(each.passage, spoken(each), language))
            shown.add(each.passage)
        if each.label and each.label not in shown:
            pieces.append(label(each))
            shown.add(each.label)
    return markup.join(pieces)


def passage(text: str, spoken_in: str, language: str) -> Markup:
    """Return the words of a document with their gap, which a screen reader calls by its name."""
    blank = Markup('<span class="blank"><span class="visually-hidden" lang="{}">{}</span></span>').format(
        markup.lang(language), i18n.text("study.page.gap", language)
    )
    pieces = blank.join(Markup.escape(part) for part in text.split(GAP))
    return Markup('<blockquote class="passage" lang="{}">{}</blockquote>').format(markup.lang(spoken_in), pieces)


def label(made: Item | Card) -> Markup:
    """Return what is said of a text that is no official one; nothing of one that is."""
    if not made.label:
        return Markup("")
    return Markup('<p class="label" lang="{}">{}</p>').format(markup.lang(made.language), made.label)


def option(item: Item, number: int) -> Markup:
    """Return an option, with the same in the second language where it differs."""
    texts = {each.options[number]: spoken(each) for each in reversed(both(item)) if number < len(each.options)}
    return _slashed(list(reversed(texts.items())))


def side(item: Item, number: int, name: str) -> Markup:
    """Return the `left` or `right` side of a pair, with the same in the second language where it differs."""
    found = [(getattr(each.pairs[number], name), spoken(each)) for each in both(item) if number < len(each.pairs)]
    return _slashed(list(dict(reversed(found)).items())[::-1])


def key(item: Item, language: str) -> Markup:
    """Return the right answer in words; of a matching question its pairs, of an open one nothing but the paragraph."""
    if item.kind is ItemKind.TRUE_FALSE:
        return Markup.escape(i18n.text(f"study.{'true' if item.key == 'true' else 'false'}", language))
    if item.kind is ItemKind.MATCHING:
        pairs = (
            Markup("<li>{} → {}</li>").format(side(item, number, "left"), side(item, number, "right"))
            for number in range(len(item.pairs))
        )
        return Markup('<ul class="pairs">{}</ul>').format(markup.join(pairs))
    if item.kind is ItemKind.SHORT_ANSWER:
        return Markup.escape(i18n.text("study.page.key.free", language))
    in_our_words = item.kind is ItemKind.WHICH_PARAGRAPH
    keys = [(key_written(each), markup.lang(each.language) if in_our_words else spoken(each)) for each in both(item)]
    return _slashed(list(dict(reversed(keys)).items())[::-1])


def feedback(item: Item) -> Markup:
    """Return why the key is right."""
    said = {each.feedback: each.language for each in both(item) if each.feedback}
    return markup.join(
        Markup('<p class="feedback" lang="{}">{}</p>').format(markup.lang(code), text) for text, code in said.items()
    )


def proofs(item: Item, language: str) -> Markup:
    """Return the paragraphs that hold the key, in each language, each once; words that stand above are not repeated."""
    found = {
        (each.document, each.locator, each.language, each.quote): each for one in both(item) for each in one.evidence
    }
    above = [one.passage for one in both(item)]
    return markup.join(
        proof(each, language, is_above=any(each.quote in passage for passage in above)) for each in found.values()
    )


def proof(evidence: Evidence, language: str, *, is_above: bool = False) -> Markup:
    """Return the words that hold a key, what they are worth, and their reference, which opens the paragraph."""
    if is_above:
        quote = Markup("")
    elif evidence.status == Status.NOTE:
        quote = Markup('<p class="unquoted" lang="{}">{}</p>').format(markup.lang(evidence.language), evidence.quote)
    else:
        quote = markup.quotation(evidence.quote, evidence.language)
    draft = Markup('<p class="label" lang="{}">{}</p>').format(markup.lang(evidence.language), evidence.draft or "")
    return Markup('<div class="proof">{}{}<p class="actions"><span class="badges">{}</span>{}</p></div>').format(
        quote,
        draft if evidence.draft else Markup(""),
        markup.badges(evidence.language, evidence.status, language),
        markup.opener(evidence.document, evidence.locator, evidence.language, markup.cut(evidence.citation)),
    )


def _slashed(texts: list[tuple[str, str]]) -> Markup:
    """Return texts with their languages, one after another."""
    return Markup(' <span aria-hidden="true">/</span> ').join(
        Markup('<span lang="{}">{}</span>').format(markup.lang(code), text) for text, code in texts
    )
