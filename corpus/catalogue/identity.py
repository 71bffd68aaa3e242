"""Which document a file is: by its sidecar, its front matter, the catalogue, or its own title; never by a guess."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.catalogue.catalogue import Catalogue, load
from corpus.catalogue.recognition import printed_symbol
from corpus.catalogue.sidecar import Sidecar
from corpus.errors import UnknownLanguage
from corpus.outline.headings import looks_like_title
from corpus.text.language import detect
from corpus.text.one_line import as_one_line
from corpus.types import Authority, Document, Language, RawDocument, Status

_LANGUAGE_SUFFIX = re.compile(r"[._-](en|fr|es)$", re.IGNORECASE)
_HEAD = 4_000
_SAMPLE = 20_000
_FILE_NAME = re.compile(r"(?i)(?:microsoft word - |untitled|.*\.[a-z]{2,5}$|\S*[_/\\]\S*$)")
_RANKS: Mapping[str, Authority] = {
    "ley": Authority.LAW, "loi": Authority.LAW, "law": Authority.LAW, "code": Authority.LAW, "act": Authority.LAW,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identity:
    """A file's document, its language and its status."""

    document: Document
    language: Language
    status: Status


def identify(path: Path, raw: RawDocument, texts: Sequence[str], sidecar: Sidecar, catalogue: Catalogue) -> Identity:
    """Say which document a file is. `texts` are its cleaned lines.

    Raises UnknownLanguage where neither the sidecar, the file's name, the text nor the file itself tells the language.
    """
    head = "\n".join(texts)[:_SAMPLE]
    language = _language(path, raw, head, sidecar)
    title = _title(raw, texts)
    entry = catalogue.get(sidecar.id) if sidecar.id else None
    if entry is None and not sidecar.id:
        entry = catalogue.recognise(head[:_HEAD], language, title=title, filename=path.name)
    found = entry.document() if entry else _unlisted(path, raw, title, language, printed_symbol(head))
    return Identity(_corrected(found, sidecar, language), language, sidecar.status or Status.OFFICIAL)


def _language(path: Path, raw: RawDocument, head: str, sidecar: Sidecar) -> Language:
    """Return the language said by the sidecar, else by the text, else by the file's name or by the file itself."""
    if sidecar.language:
        return sidecar.language
    if found := detect(head):
        return found
    suffix = _LANGUAGE_SUFFIX.search(path.stem)
    declared = (suffix[1] if suffix else raw.language or "")[:2].lower()
    if declared in set(Language):
        return Language(declared)
    raise UnknownLanguage(path=path)


def _title(raw: RawDocument, texts: Sequence[str]) -> str | None:
    """Return the title the document gives itself: its front matter's, its first heading's or line's, or its file's."""
    headings = (match[1] for text in texts[:12] if (match := re.match(r"#{1,2}\s+(.+)", text)))
    declared = raw.title if raw.title and not _FILE_NAME.match(raw.title) else None
    said = raw.metadata.get("title") or next(headings, None) or _first_line(texts) or declared
    return as_one_line(said) or None if said else None


def _first_line(texts: Sequence[str]) -> str | None:
    """Return the first line where it stands alone as a title does: several words, no stop, a blank line below."""
    alone = len(texts) > 2 and not texts[1] and " " in texts[0] and "|" not in texts[0]
    return texts[0].lstrip("■ ") if alone and looks_like_title(texts[0].lstrip("■ ")) else None


def _unlisted(path: Path, raw: RawDocument, title: str | None, language: Language, symbol: str | None) -> Document:
    """Return a document that the catalogue does not know, with what it and its front matter say and nothing else."""
    stem = _LANGUAGE_SUFFIX.sub("", path.stem)
    date = next(
        (raw.metadata[key] for key in ("promulgation_date", "publication_date", "date") if key in raw.metadata), None
    )
    rank = raw.metadata.get("rank", "").lower()
    source = raw.metadata.get("source")
    return Document(
        id=_own_id(raw.metadata.get("identifier") or stem),
        symbol=symbol,
        titles={language: title} if title else {},
        date=date if date and re.fullmatch(r"\d{4}(-\d\d){0,2}", date) else None,
        kind="law" if rank in _RANKS else None,
        authority=_RANKS.get(rank),
        urls={language: source} if source and source.startswith("https://") else {},
    )


def _own_id(name: str) -> str:
    """Return an identifier for a document not recognised: never that of one we know, which a name alone cannot claim.

    A name without Latin letters or digits gives `document-` and the beginning of its SHA-256.
    """
    own = slug(name) or f"document-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}"
    return f"{own[:75]}-file" if load().get(own) else own


def _corrected(document: Document, sidecar: Sidecar, language: Language) -> Document:
    """Return the document with the sidecar's values in place of its own."""
    said = {key: value for key in ("id", "symbol", "body", "session", "date", "kind", "authority")
            if (value := getattr(sidecar, key)) is not None}  # fmt: skip
    titles = {**document.titles, language: sidecar.title} if sidecar.title else document.titles
    urls = {**document.urls, language: sidecar.url} if sidecar.url else document.urls
    return replace(document, **said, titles=titles, urls=urls)


def slug(name: str) -> str:
    """Return a name as an identifier: lower case, without accents, words joined by hyphens; empty if nothing is left.

    >>> slug("Loi n° 2016-12 (ÉSS)")
    'loi-n-2016-12-ess'
    """
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80]
