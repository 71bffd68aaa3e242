"""What names an item in other programs: the question's name, its category, its tags, and the name of a file."""

from __future__ import annotations

import re

import prompts
from assistant.study.types import Evidence, Item
from assistant.study.wording import ITEM_NAMES
from corpus.catalogue.identity import slug

# Moodle cuts a question's name at 255 characters and a tag at 50; an identifier longer than 100 is an error there.
_LONGEST_NAME = 120
_LONGEST_TAG = 50
_LONGEST_ID = 100


def question_name(item: Item, number: int) -> str:
    """Return the name of the item at place `number` (from 1): in a bank sorted by name the paper keeps its order."""
    kind = prompts.render(ITEM_NAMES[item.kind], item.language)
    where = item.evidence[0].citation if item.evidence else ""
    return bare_name(f"{number:03} {kind} – {where}" if where else f"{number:03} {kind}")


def category(item: Item) -> str:
    """Return the path of the item's category in a course of Moodle: the document, then the section."""
    top = "$course$/top"
    if not item.evidence:
        return top
    first = item.evidence[0]
    return "/".join((top, bare_name(first.title or first.symbol or first.document), bare_name(_section(first))))


def bare_name(text: str) -> str:
    """Return a name without what Moodle's names refuse or read as something else: commas, slashes, tags, escapes.

    >>> bare_name("GB.346/INS/4, para. 24")
    'GB.346-INS-4 para. 24'
    """
    plain = re.sub(r"[<>{}\[\]\\,;:~=#$*?\"|]", " ", text.replace("/", "-"))
    return " ".join(plain.split())[:_LONGEST_NAME].strip() or "–"


def tags(item: Item) -> tuple[str, ...]:
    """Return the item's tags, the paragraph of its key last: none has a blank, a comma or a bracket, none comes twice.

    The paragraph is `document::locator`, which Anki shows as a branch.
    """
    own = [tag(each) for each in item.tags]
    return tuple(dict.fromkeys(each for each in (*own, *(place_tag(each) for each in item.evidence[:1])) if each))


def place_tag(evidence: Evidence) -> str:
    """Return a paragraph as a tag: however long the name of its document, its locator is whole."""
    place = f"::{evidence.locator}"
    return tag(evidence.document[: max(0, _LONGEST_TAG - len(place))] + place)


def tag(text: str) -> str:
    """Return a tag as every program takes it."""
    return re.sub(r"[\s,<>\[\]\\\"]+", "_", text.strip())[:_LONGEST_TAG]


def identifier(item: Item) -> str:
    """Return the item's id, fit for a line of its own and for Moodle's field."""
    return re.sub(r"[\s\[\]\\<>&]+", "_", item.id)[:_LONGEST_ID]


def file_name(title: str, suffix: str) -> str:
    """Return the name of a file: the title in plain letters, cut after a word.

    >>> file_name("Coopératives : l’essentiel", "xml")
    'cooperatives-lessentiel.xml'
    """
    short = slug(title)
    if len(short) > 60:
        short = re.sub(r"-[^-]*$", "", short[:61])
    return f"{short or 'alinea'}.{suffix}"


def _section(evidence: Evidence) -> str:
    """Return the section that a paragraph stands in: its heading, else its number without letters of points."""
    return evidence.section or evidence.locator.partition("(")[0] or evidence.citation
