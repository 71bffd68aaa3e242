"""Which document a file is: by its sidecar, its front matter, the catalogue, or its own title; never by a guess."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from babel import Locale

from corpus.catalogue.catalogue import Catalogue, load
from corpus.catalogue.contradiction import what_contradicts
from corpus.catalogue.entry import Entry
from corpus.catalogue.recognition import printed_symbol
from corpus.catalogue.sidecar import Sidecar
from corpus.catalogue.title import title_of
from corpus.errors import ForeignLanguage, UnknownLanguage
from corpus.notices import Notice
from corpus.phrases import Phrase
from corpus.text.folding import title_forms, title_words
from corpus.text.language import detect
from corpus.text.other_languages import other_language
from corpus.types import TEXTS, Authority, Document, Language, RawDocument, Rendition, Status

_LANGUAGE_SUFFIX = re.compile(r"[._-](en|fr|es)$", re.IGNORECASE)
_HEAD = 4_000
_SAMPLE = 20_000
_SAMPLES = 8  # of a text, to tell a language that is none of ours
_CORRIGENDUM = re.compile(
    r"(?i)(?:corrigend(?:um|a)|errat(?:um|a)|rectificatif|rectificatifs|correcci[óo]n de errores|fe de erratas)\b"
)
_RANKS: Mapping[str, Authority] = {
    "ley": Authority.LAW, "loi": Authority.LAW, "law": Authority.LAW, "code": Authority.LAW, "act": Authority.LAW,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identity:
    """A file's document, its language and its status.

    `told_by` says what told which document it is: its `sidecar`, the `catalogue`, or nothing but its own `file`.
    `sign` says by what the catalogue knew it (`corpus.catalogue.recognition.Sign`), empty where it did not.
    `apart` says why it is not the known document that it names itself.
    """

    document: Document
    language: Language
    status: Status
    told_by: str = "file"
    sign: str = ""
    apart: Notice | None = None


def identify(
    path: Path,
    raw: RawDocument,
    texts: Sequence[str],
    sidecar: Sidecar,
    catalogue: Catalogue,
    renditions: Sequence[Rendition] | None = None,
) -> Identity:
    """Say which document a file is. `texts` are its cleaned lines, `renditions` its paragraphs where they are known.

    A text that contradicts what the catalogue knows of the document that it names itself is a document of its own,
    without that symbol and title, unless its sidecar says otherwise. Raises UnknownLanguage where neither the sidecar,
    the file's name, the text nor the file itself tells the language.
    """
    head = "\n".join(texts)[:_SAMPLE]
    language = _language(path, raw, texts, sidecar)
    title = title_of(raw, texts)
    entry, sign = catalogue.get(sidecar.id) if sidecar.id else None, ""
    if entry is None and not sidecar.id and not _corrects_another(texts):
        known = catalogue.recognised(head[:_HEAD], language, title=title, filename=path.name)
        entry, sign = known or (None, "")
    apart = None
    if entry is not None and not sidecar.id and load().get(entry.id) is not None:
        apart = what_contradicts(entry, head[:_HEAD], language, renditions)
    if entry is not None and apart is not None:
        own_title = title if title and title_words(title) not in _title_forms(entry) else None
        found, entry, sign = _unlisted(path, raw, own_title, language, None), None, ""
    else:
        found = entry.document() if entry else _unlisted(path, raw, title, language, printed_symbol(head))
    told_by = "sidecar" if sidecar.id else "catalogue" if entry else "file"
    return Identity(_corrected(found, sidecar, language), language, _status(sidecar), told_by, sign, apart)


def _title_forms(entry: Entry) -> set[str]:
    return {form for title in entry.titles.values() for form in title_forms(title)}


def _status(sidecar: Sidecar) -> Status:
    """Return what a file is as it comes: a text somebody added. Its sidecar can make it less, and never official."""
    return sidecar.status if sidecar.status and sidecar.status not in TEXTS else Status.ADDED


def _corrects_another(texts: Sequence[str]) -> bool:
    """Tell whether a text is a corrigendum, which names the act that it corrects and is not that act."""
    first = [text.strip("#■ ") for text in texts if text][:6]
    return any(_CORRIGENDUM.match(text) for text in first)


def _language(path: Path, raw: RawDocument, texts: Sequence[str], sidecar: Sidecar) -> Language:
    """Return the language said by the sidecar, else by the text, else by the file's name or by the file itself."""
    if sidecar.language:
        return sidecar.language
    if (other := _foreign(texts)) is not None:
        name = Phrase(f"language.{other}", Locale(other).get_display_name("en") or other)
        raise ForeignLanguage(path=path, language=name)
    if found := detect("\n".join(texts)[:_SAMPLE]):
        return found
    suffix = _LANGUAGE_SUFFIX.search(path.stem)
    declared = (suffix[1] if suffix else raw.language or "")[:2].lower()
    if declared in set(Language):
        return Language(declared)
    raise UnknownLanguage(path=path)


def _foreign(texts: Sequence[str]) -> str | None:
    """Return the code of the language that most of a text is in, where it is none of ours."""
    whole = " ".join(texts)
    step = max(1, len(whole) // _SAMPLES)
    found = Counter(
        other
        for start in range(0, len(whole), step)
        if (other := other_language(whole[start : start + step], Language.EN)) and other not in set(Language)
    )
    code, times = found.most_common(1)[0] if found else ("", 0)
    return code if 2 * times > _SAMPLES else None


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
