"""Plain text and Markdown: characters, pages, front matter, links and emphasis.

`.txt` files get the same treatment as Markdown: many were saved from web pages and carry Markdown links.
Every pattern below is bounded, so that no file can make it slow.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

from corpus.errors import UnreadableFile
from corpus.phrases import Phrase
from corpus.readers.footnote_calls import is_call
from corpus.types import RawDocument

_OLD_ENCODINGS = ["cp1252", "utf_16", "mac_roman", "cp850"]  # of our languages; left free, French is taken for Czech
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.{0,20000}?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_SCALAR = re.compile(r"([A-Za-z_][\w-]{0,60})[ \t]*:[ \t]+(\S.*)")
_ADDRESS = r"\(\s?<?([^\s()<>]{1,2000}(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,500})?)>?(?:[ \t]+\"[^\"\n]{0,300}\")?\s?\)"
_IMAGE = re.compile(r"!\[([^\[\]\n]{0,500})\]" + _ADDRESS)
_LINK = re.compile(r"\[([^\[\]\n]{0,1000})\]" + _ADDRESS)
_AUTOMATIC_LINK = re.compile(r"<((?:https?://|mailto:)[^\s<>]{1,2000})>")
_BOLD_LINE = re.compile(r"^[ \t]*(\*\*|__)(?=\S)((?:(?!\1).){1,300})(?<=\S)\1[ \t]*$", re.MULTILINE)
_HASH_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]*(?=[^#\s])(.*?)[ \t]*#*[ \t]*$", re.MULTILINE)
_BOLD_MARK = re.compile(r"(?<=\S)\*{2,3}|\*{2,3}(?=\S)")
_EMPHASIS = (
    re.compile(r"(?<![\w*])\*(?=[^\s*])([^\n*]{1,500})(?<=[^\s*])\*(?![\w*])"),
    re.compile(r"(?<!\w)__(?=[^\s_])([^\n_]{1,500})(?<=[^\s_])__(?!\w)"),
    re.compile(r"(?<![\w/])_(?=[^\s_])([^\n_]{1,500})(?<=[^\s_])_(?![\w/])"),
)
_TAG = re.compile(r"</?(?:sup|sub|b|i|u|em|strong|span|a|p|div)(?:\s[^<>\n]{0,300})?/?>", re.IGNORECASE)
_RAISED = re.compile(r"<sup>([^<>\n]{1,30})</sup>", re.IGNORECASE)
_LINE_BREAK = re.compile(r"<br\s*/?>\n?", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});")
_WORD = re.compile(r"[^\W\d_]{3}")  # what tells a bold title from a bold number


def read(path: Path) -> RawDocument:
    """Return the text of a plain text or Markdown file; form feeds separate pages.

    Raises UnreadableFile where the characters cannot be made out.
    """
    text, metadata = take_front_matter(decode(path.read_bytes(), path))
    links: list[str] = []
    pages = tuple(plain(page, links) for page in text.split("\f"))
    return RawDocument(
        format="markdown" if path.suffix.lower() in (".md", ".markdown") else "text",
        pages=pages,
        paginated=len(pages) > 1,
        links=tuple(links),
        title=metadata.get("title"),
        language=metadata.get("language") or metadata.get("lang"),
        metadata=metadata,
    )


def decode(data: bytes, path: Path) -> str:
    """Return the characters of `data`, with line feeds only: UTF-8 if it is valid, else the likeliest encoding."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        import charset_normalizer  # seldom needed

        best = charset_normalizer.from_bytes(data, cp_isolation=_OLD_ENCODINGS).best()
        if best is None:
            raise UnreadableFile(
                path=path,
                detail=Phrase("error.because.encoding", "its character encoding is not known; save it as UTF-8"),
            ) from None
        text = str(best).removeprefix("\ufeff")
    return re.sub(r"\r\n?|[\v\x85\u2028\u2029]", "\n", text)


def take_front_matter(text: str) -> tuple[str, dict[str, str]]:
    """Split off the lines between `---` at the top: the text after them, and their `key: value` scalars."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return text, {}
    metadata = {}
    for line in match[1].split("\n"):
        if scalar := _SCALAR.fullmatch(line.rstrip()):
            metadata[scalar[1]] = _unquoted(scalar[2])
    return text[match.end() :], metadata


def _unquoted(value: str) -> str:
    """Return a scalar without its quotes, as YAML reads it."""
    if len(value) >= 2 and value[0] == value[-1] == '"':
        return value[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    if len(value) >= 2 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return value


def plain(text: str, links: list[str]) -> str:
    """Return `text` without Markdown's marks, headings kept as `#` lines; add the addresses to `links`, in order."""

    def keep_label(match: re.Match[str]) -> str:
        address = html.unescape(match[2])
        if not address.startswith("#"):
            links.append(address)
        return match[1]

    def keep_address(match: re.Match[str]) -> str:
        links.append(match[1])
        return match[1]

    text = _IMAGE.sub(r"\1", text)
    text = _LINK.sub(keep_label, text)
    text = _AUTOMATIC_LINK.sub(keep_address, text)
    text = _HASH_HEADING.sub(r"\1 \2", text)
    text = _BOLD_LINE.sub(_as_heading, text)
    text = _BOLD_MARK.sub("", text)
    for pattern in _EMPHASIS:
        text = pattern.sub(r"\1", text)
    text = _RAISED.sub(_without_call, text)
    text = _TAG.sub("", _LINE_BREAK.sub("\n", text))
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text)


def _without_call(match: re.Match[str]) -> str:
    """Return raised text, or nothing where it calls a footnote."""
    return "" if is_call(match.string[max(0, match.start() - 8) : match.start()], match[1]) else match[1]


def _as_heading(match: re.Match[str]) -> str:
    """Return a line all in bold as a heading, or as plain text where it is only a number."""
    return f"###### {match[2]}" if _WORD.search(match[2]) else match[2]
