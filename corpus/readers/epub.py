"""EPUB: the web pages of a book, in the order of its spine. Source: EPUB 3.3, OPF `spine`."""

from __future__ import annotations

import posixpath
import zipfile
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from corpus.errors import UnreadableFile
from corpus.phrases import Phrase
from corpus.readers.html import write_page
from corpus.readers.html_lines import Lines
from corpus.types import RawDocument

_MOST_UNPACKED = 300_000_000  # bytes


def read(path: Path) -> RawDocument:
    """Return the text of an EPUB. Raises UnreadableFile where it is damaged or unpacks to too much."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > _MOST_UNPACKED:
                raise UnreadableFile(
                    path=path, detail=Phrase("error.because.epub_size", "it unpacks to more than a book holds")
                )
            name = _package_name(archive)
            package = _xml(archive, name)
            chapters = [archive.read(page) for page in _spine(package, posixpath.dirname(name))]
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(path=path, detail=Phrase("error.because.damaged_epub", "it is a damaged EPUB")) from error
    lines = Lines()
    for chapter in chapters:
        write_page(chapter, path, lines)
    text, notes = lines.finish()
    title, language = package.findtext(".//{*}title"), package.findtext(".//{*}language")
    return RawDocument(
        format="epub",
        pages=(text,),
        notes=notes,
        title=" ".join(title.split()) if title else None,
        language=language.strip() if language else None,
    )


def _package_name(archive: zipfile.ZipFile) -> str:
    rootfile = _xml(archive, "META-INF/container.xml").find(".//{*}rootfile")
    if rootfile is None:
        raise ValueError("no package")
    return str(rootfile.get("full-path", ""))


def _spine(package: etree._Element, folder: str) -> list[str]:
    """Return the names of the pages in reading order; those in the package are relative to its folder."""
    files = {item.get("id"): item.get("href", "") for item in package.iter("{*}item")}
    listed = (files.get(reference.get("idref")) for reference in package.iter("{*}itemref"))
    return [posixpath.normpath(posixpath.join(folder, unquote(name))) for name in listed if name]


def _xml(archive: zipfile.ZipFile, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(archive.read(name), parser)
