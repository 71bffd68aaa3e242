"""Addresses of paragraphs for MCP, `alinea://gb346-ins-4/24(c)`: a document's id and a locator, percent-encoded."""

from __future__ import annotations

from urllib.parse import quote, unquote

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


def place_of(uri: str) -> PlaceId | None:
    """Return the place that an address names; None for what is no such address.

    >>> place_of("alinea://gb346-ins-4/24(c)")
    PlaceId(document='gb346-ins-4', locator='24(c)')
    """
    document, slash, locator = uri.removeprefix(SCHEME).partition("/")
    if not uri.startswith(SCHEME) or len(uri) > _LONGEST or not (document and slash and locator):
        return None
    return PlaceId(unquote(document), unquote(locator))
