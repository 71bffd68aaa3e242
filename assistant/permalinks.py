"""Permalinks: the address of a paragraph inside Alinéa, which means the same paragraph whatever is indexed anew.

`/#/p/gb346-ins-4/24%28e%29?lang=fr`: a document's id, a locator, and the language to read it in, each
percent-encoded (RFC 3986); `&of=24%28e%29&of=25` are the places asked for together, this one among them. Ids and
locators are the library's own names, not positions, so a link outlives every rebuild of the index. All of it stands
after the `#`: a browser sends none of it to the server.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from corpus.types import Language

LONGEST = 1_900  # characters; the longest locator is far shorter
_LINK = re.compile(r"[^#]*#/p/(?P<document>[^/?#]+)(?:/(?P<locator>[^/?#]*))?(?:\?(?P<query>[^#]*))?")
_LANGUAGE = re.compile(r"(?:^|&)lang=([a-z]{2})(?=&|$)")
_AMONG = re.compile(r"(?:^|&)of=([^&]*)")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffd]")


@dataclass(frozen=True, slots=True)
class Permalink:
    """Where a permalink leads.

    `locator` is None for a whole document, `language` None where the link leaves it to the reader; `among` are the
    locators asked for together.
    """

    document: str
    locator: str | None = None
    language: Language | None = None
    among: tuple[str, ...] = ()


def permalink(
    document: str,
    locator: str | None = None,
    language: Language | str | None = None,
    *,
    among: Sequence[str] = (),
    base: str = "",
) -> str:
    """Return the permalink of a paragraph, or of a document; `base` is the address of the server, if it is known.

    Raises ValueError for a language that is none of ours.

    >>> permalink("gb346-ins-4", "24(e)", "fr")
    '/#/p/gb346-ins-4/24%28e%29?lang=fr'
    >>> permalink("letter", "¶3", base="https://alinea.example/")
    'https://alinea.example/#/p/letter/%C2%B63'
    """
    place = f"/{quote(locator, safe='')}" if locator else ""
    read_in = [f"lang={Language(language)}"] if language else []
    query = "&".join([*read_in, *(f"of={quote(each, safe='')}" for each in among)])
    return f"{base.rstrip('/')}/#/p/{quote(document, safe='')}{place}{'?' if query else ''}{query}"


def parse_permalink(text: str) -> Permalink | None:
    """Return where a permalink leads, whole address or only what follows the `#`; None for what is no permalink.

    Links come from anywhere: nothing here says that the document or the paragraph exists. A language that we do not
    read is left to the reader, as none is.

    >>> parse_permalink("http://127.0.0.1:7860/#/p/gb346-ins-4/action%20plan%201.2%283%29%20?lang=es")
    Permalink(document='gb346-ins-4', locator='action plan 1.2(3)', language=<Language.ES: 'es'>, among=())
    """
    match = _LINK.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if match is None:
        return None
    document, locator = unquote(match["document"]).strip(), unquote(match["locator"] or "").strip()
    among = tuple(filter(None, map(unquote, _AMONG.findall(match["query"] or ""))))
    if _UNSEEN.search("".join((document, locator, *among))) or not document:  # U+FFFD: the bytes were no UTF-8
        return None
    language = _LANGUAGE.search(match["query"] or "")
    known = Language(language[1]) if language and language[1] in set(Language) else None
    return Permalink(document, locator or None, known, among)
