"""Samples of answers, hits, sources and paragraphs: what their parts give a template, in miniature."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup

from assistant.ui import templating
from assistant.ui.parts import markup, renditions
from assistant.ui.parts.term_marks import TermMarker

Values = Mapping[str, object]

TITLE = "Charter of the village workshops"
WORDS = "Each workshop keeps three registers: of its members, of its tools, and of what it has learnt."
FRENCH = "Chaque atelier tient trois registres : de ses membres, de ses outils et de ce qu’il a appris."
QUESTION = "What does a workshop keep? <b>Tags are shown as they were typed.</b>"


def _link(locator: str) -> Markup:
    return markup.place("charter", locator, "en", f"para. {locator}")


def opener(locator: str) -> Markup:
    """Return a button that opens a paragraph."""
    return markup.opener("charter", locator, "en", f"Charter, para. {locator}")


def _cite(language: str) -> Markup:
    return templating.render("copy_citation.html", language, **SAMPLES["copy_citation"](language))


def site(language: str) -> Markup:
    """Return a link to the site of a text."""
    return markup.site_link("https://www.example.org/charter", language)


def _texts(language: str) -> Markup:
    return renditions.beside(
        [renditions.text_in("en", "official", markup.highlight(WORDS, "registers"), language)],
        [renditions.folded("fr", "translation", FRENCH, language)],
    )


def _words(language: str) -> Markup:
    line = markup.join([TermMarker(language).mark("The text says: "), markup.quoted(f"“{WORDS}”", "en")])
    return templating.render("paragraphs.html", language, blocks=[(line, []), ("", ["its members", "its tools"])])


def _answer(language: str) -> Values:
    return {
        "words": _words(language), "spoken": "en", "number": 0, "sources": 2, "said": "Quotations", "is_growing": False,
        "held_back": 0,
        "stopped": "", "flags": templating.render("term_flags.html", language, **_flags(language)), "beneath": "",
    }  # fmt: skip


def _save(turn: int | None) -> Values:
    kinds = [{"kind": "docx", "label": each, "columns": each != "Word"} for each in ("Word", "Word, two languages")]
    return {"label": "Save", "turn": turn, "kinds": kinds}


def _turn(language: str) -> Values:
    answer = templating.render("answer.html", language, **_answer(language))
    return {
        "number": 0,
        "is_over": True,
        "is_whole": True,
        "save": templating.render("save_menu.html", language, **_save(0)),
        "question": QUESTION,
        "outcome": answer,
        "cited": [
            {
                "document": "charter",
                "locator": "2",
                "language": "en",
                "n": 1,
                "citation": "Charter, para. 2",
                "status": "official",
            }
        ],
    }


def _flags(language: str) -> Values:
    return {"spoken": "en", "flags": [{"words": "work shop", "official": "workshop", "place": "workshop (en)"}]}


def _sources(language: str) -> Values:
    def source(n: int, status: str, is_quotation: bool) -> Values:
        check = "Checked against the text" if is_quotation else "Our own summary, not a quotation"
        values = (f"“{WORDS}”" if is_quotation else WORDS, "en", is_quotation, "", "", check)
        checked = templating.macro("_source.html", "checked", language, *values)
        others = [renditions.folded("fr", "translation", FRENCH, language)]
        cited = {
            "n": n,
            "document": "charter",
            "quote": WORDS,
            "locator": "4",
            "language": "en",
            "status": status,
            "page": 2,
        }
        return {
            "cited": cited, "reference": "Charter, para. 4", "title": markup.title_beside("Charter, para. 4", TITLE),
            "texts": renditions.beside([checked], others), "copied": WORDS if is_quotation else "",
            "printed": "", "site": site(language), "cite": _cite(language),
        }  # fmt: skip

    return {"is_answered": True, "sources": [source(1, "official", True), source(2, "note", False)]}


def _hits(language: str) -> Values:
    found = {"rank": 1, "kind": "report", "page": 2, "heading": ("Part I", "Registers")}
    return {
        "hits": [
            {
                "found": found, "reference": "Charter, para. 4", "title": markup.title_beside("para. 4", TITLE),
                "lang": "en", "texts": _texts(language), "open": opener("4"), "copied": WORDS, "printed": "",
                "site": site(language), "cite": _cite(language),
            }
        ]
    }  # fmt: skip


def _verdicts(language: str) -> Values:
    def change(tag: str, words: str, said: str) -> Markup:
        return templating.macro("_pieces.html", "change", language, tag, words, True, said)

    place = {"reference": opener("4"), "badges": markup.badges("en", "official", language)}
    groups = [{"title": "Where it stands", "places": [place], "has_more": True}]
    three, four = change("del", "three", "left out:"), change("ins", "four", "put in:")
    altered = markup.join([Markup("Each workshop keeps "), three, Markup(" "), four])
    common = {"spoken": "en", "groups": groups, "worth": None}
    attributed = {"holds": True, "said": "It stands where the text says."}
    found = {**common, "kind": "found", "quote": WORDS, "differences": None, "attributed": attributed}
    changed = {**common, "kind": "altered", "quote": altered, "differences": ["“four” for “three”"], "attributed": None}
    return {"summary": "2 quotations: 1 found, 1 altered.", "cards": [found, changed]}


def _parallel(language: str) -> Values:
    def cell(spoken: str, words: str) -> Values:
        found = {"status": "official", "columns": (), "text": words}
        return {"language": spoken, "found": found, "marker": "4."}

    absent = {"language": "fr", "found": None, "marker": ""}
    rows = [
        {"locator": "4", "is_item": False, "cells": [cell("en", WORDS), cell("fr", FRENCH)]},
        {"locator": "4(a)", "is_item": True, "cells": [cell("en", "of its members"), absent]},
    ]
    return {"heads": [{"language": each, "statuses": ["official"]} for each in ("en", "fr")], "rows": rows}


def _links(language: str) -> Values:
    def end(citation: str, document: str | None, loaded: bool) -> Values:
        return {"document": document, "locator": "7", "name": citation, "loaded": loaded}

    def link(place: Values, kind: str = "") -> Values:
        return {
            "place": place,
            "name": place["name"],
            "kind": kind,
            "is_outgoing": True,
            "words": "“as in the Charter”",
            "language": "en",
        }

    cites = [link(end("Charter, para. 7", "charter", True), "amends"), link(end("Almanac", None, False))]
    return {"cites": cites, "more_cites": 3, "cited_by": [], "more_cited_by": 0}


def _read(language: str) -> Values:
    def neighbour(locator: str) -> Values:
        return {"found": {"language": "en", "marker": f"{locator}.", "text": WORDS}, "link": _link(locator)}

    entry = {"found": {"language": "en", "opening": "Each workshop keeps…"}, "is_current": True, "link": _link("4")}
    places = [{"label": "para. 4", "address": None}, {"label": "para. 5", "address": "#/p/charter/5"}]
    return {
        "found": {
            "citation": "Charter, para. 4", "heading_language": "en", "page": 2, "outline": [entry["found"]],
            "parallel": {"mismatches": [{"message": "para. 4(a): in English, but not in French."}]},
        },
        "address": "#/p/charter/4", "link": "/#/p/charter/4", "push": False,
        "among": {"counted": "1 of 2:", "places": places},
        "trail": {"document": markup.shortened(TITLE), "headings": ["Part I"], "above": [_link("3")]},
        "reference": "Charter, para. 4",
        "printed": "",
        "site": site(language), "cite": _cite(language), "before": neighbour("3"),
        "table": templating.render("parallel.html", language, **_parallel(language)), "after": neighbour("5"),
        "links": templating.render("links.html", language, **_links(language)),
        "outline": [{"language": "en", "heading": "Part I", "entries": [entry]}],
    }  # fmt: skip


def _context(language: str) -> Values:
    def paragraph(locator: str, *, current: bool = False) -> Values:
        heading = ("Part I", "Registers")
        return {
            "locator": locator, "label": f"para. {locator}", "marker": f"{locator}.", "role": "paragraph",
            "heading": heading, "text": WORDS, "current": current,
        }  # fmt: skip

    paragraphs = [paragraph("3"), paragraph("4", current=True), paragraph("5")]
    return {
        "problem": None,
        "context": {"document": "charter", "language": "en", "status": "official", "paragraphs": paragraphs},
        "reference": "Charter, para. 4", "title": markup.title_beside("Charter, para. 4", TITLE), "locator": "4",
        "current": _texts(language), "others": ["fr"], "page": _link("4"), "texts": [WORDS] * 3,
        "printed": "",
        "site": site(language),
        "cite": _cite(language),
    }  # fmt: skip


def _beneath(language: str) -> Values:
    sentence = {"reason": "a figure that is not in its source", "words": "It keeps 7 registers.", "cited": [_link("4")]}
    return {"spoken": "en", "told": "One sentence is withheld.", "withheld": [sentence], "better": [_link("9")]}


def _formats(language: str) -> Values:
    shown = {"style": "ilo", "written": f"{TITLE}, para. 4.", "is_shown": True}
    return {"formats": [shown, {"style": "bibtex", "written": "@misc{charter}", "is_shown": False}]}


def _not_found(language: str) -> Values:
    said = {"title": "No such paragraph", "message": "There is no para. 99.", "style": "problem"}
    return said | {"nearest": [_link("9")], "others": 4, "to_documents": True}


def _refusal(language: str) -> Values:
    said = "Nothing in what is loaded answers this."
    return {
        "title": "Not found", "spoken": "en", "words": said, "related": _link("4"), "number": 0, "sources": 1,
    }  # fmt: skip


# A template and how to fill it; one that holds others is filled with them.
SAMPLES: dict[str, Callable[[str], Values]] = {
    "header": lambda _: {"visitor": {"has_session": True, "name": "Ama"}},
    "welcome": lambda _: {"intro": "Answers are quotations."},
    "examples": lambda _: {"examples": ["What does a workshop keep?", QUESTION]},
    "waiting": lambda _: {"limit": 2000},
    "talks": lambda _: {"visitor": "ama"},
    "lost": lambda _: {"told": "This answer is no longer kept."},
    "conversation": lambda code: {"turns": [templating.render("turn.html", code, **_turn(code))]},
    "turn": _turn,
    "save_menu": lambda _: _save(None),
    "answer": _answer,
    "paragraphs": lambda _: {"blocks": [(WORDS, []), ("", ["its members", "its tools"])]},
    "term_flags": _flags,
    "beneath_answer": _beneath,
    "refusal": _refusal,
    "announcement": lambda _: {"ready": "Answered", "sources": 2, "spoken": "en", "answer": WORDS, "told": ""},
    "sources": _sources,
    "found": lambda code: {
        "unresolved": "", "counted": "1 paragraph", "cards": templating.render("hits.html", code, **_hits(code)),
    },
    "hits": _hits,
    "verdicts": _verdicts,
    "read": _read,
    "parallel": _parallel,
    "links": _links,
    "not_found": _not_found,
    "cleared": lambda code: {"told": templating.render("not_found.html", code, **_not_found(code))},
    "context": _context,
    "context_waiting": lambda _: {},
    "copy_citation": lambda _: {"address": "/citation?document=charter"},
    "citation_formats": _formats,
    "refusals": lambda _: {},
    "printed": lambda _: {
        "shown": {
            "citation": "Charter, para. 4", "title": TITLE, "page": 1, "pages": 3, "found": True, "on": (1,),
            "width": 595, "height": 842, "language": "en", "text": WORDS,
        },
        "picture": "", "turns": [("previous", None), ("next", ("", ""))], "others": [], "on": "1",
        "lines": ["left: 12%; top: 20%; width: 70%; height: 2%"],
    },
    "printed_dialog": lambda _: {"widths": (900,)},
    "printed_problem": lambda _: {"said": WORDS, "words": WORDS, "lang": "en"},
    "footer": lambda _: {},
}  # fmt: skip
