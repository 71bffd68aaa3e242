"""Addresses of paragraphs for MCP, `alinea://gb346-ins-4/24(c)`: a document's id and a locator, percent-encoded.

With `?lang=fr` the paragraph is read in that language, where there is such a version.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, unquote

from assistant.types import PlaceId

SCHEME = "alinea://"
TEMPLATE = "alinea://{document}/{locator}"
_LONGEST = 1_000  # characters


def uri_of(document: str, locator: str) -> str:
    """Return the address of a paragraph.

    >>> uri_of("gb346-ins-4", "24(c)"), uri_of("letter", "¶3")
    ('alinea://gb346-ins-4/24(c)', 'alinea://letter/%C2%B63')
    """
    return f"{SCHEME}{quote(document, safe='')}/{quote(locator, safe='()')}"


def language_in(uri: str) -> str | None:
    """Return the language that an address asks for, which may be none of ours; None where it asks for none.

    >>> language_in("alinea://gb346-ins-4/24(c)?lang=fr")
    'fr'
    """
    return dict(parse_qsl(uri.partition("?")[2])).get("lang")


def place_of(uri: str) -> PlaceId | None:
    """Return the place that an address names; None for what is no such address.

    >>> place_of("alinea://gb346-ins-4/24(c)")
    PlaceId(document='gb346-ins-4', locator='24(c)')
    """
    uri = uri.partition("?")[0]
    document, slash, locator = uri.removeprefix(SCHEME).partition("/")
    if not uri.startswith(SCHEME) or len(uri) > _LONGEST or not (document and slash and locator):
        return None
    return PlaceId(unquote(document), unquote(locator))
