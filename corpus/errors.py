"""Errors of the corpus, and the root of every error of the product.

AlineaError
└── CorpusError
    ├── MissingFile         there is no file or folder of that name
    ├── UnreadableFile      the file cannot be parsed, is empty, or broke the parser's limits
    ├── NoCluster           files were to be read by a cluster that cannot be reached
    ├── MissingProgram      the program that reads this kind of file is not installed
    ├── UnsupportedFormat   no reader for this kind of file
    ├── EmptyDocument       it was read, but holds no text
    │   └── ScannedDocument it is a PDF of images
    ├── MeaninglessText     most of its letters have no meaning: its fonts have no character map
    ├── SameTitle           it has the title of a document of the library, and other words
    ├── OfficialHeld        the library has the official text in that language, from another file
    ├── ForeignLanguage     it is in a language that we read for no one
    ├── UnknownLanguage     neither the text nor anything beside it tells the language
    ├── SameVersion         two files of one addition would be the same text of one document
    ├── BadFact             a fact given on a file has a name or a value we do not know
    ├── BadSidecar          a sidecar or note file has a key or a value we do not know
    ├── BadGlossary         a file of the glossary says something that is not understood
    ├── UnknownDocument     no such document in the library
    ├── NoSuchText          a document has no text of its own in that language
    ├── OtherDocuments      a library is to be copied to a place that has other texts
    ├── DownloadError       a document could not be fetched (`corpus.download.errors`)
    └── LibraryFailure      the database is locked, of another program, or cannot be reached
        ├── DamagedLibrary  its file is damaged
        │   ├── DamagedText     a text, or what is known of a document, is not what was stored
        │   └── LostLibrary     its file is gone or empty, though there is more than it knows
        ├── ReadOnlyLibrary its file, or the folder, may only be read
        ├── BusyLibrary     another process has been writing for long
        └── …               its server: `corpus.postgres.errors`

Every error carries named values and an English message; `key` finds the same message in another language
(`assistant/locales`, `error.<key>`). A value in words is a `corpus.phrases.Phrase`, to be told in that language too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import ClassVar

from corpus.phrases import Phrase


class AlineaError(Exception):
    """Root of the tree. `message` is a template over the keyword arguments given when raising."""

    message: ClassVar[str] = "Something went wrong: {detail}"

    def __init__(self, **values: object) -> None:
        """Keep the values, so that the message can be told again in another language."""
        self.values = values
        super().__init__(self.message.format(**values))

    def __reduce__(self) -> tuple[Callable[[], AlineaError], tuple[()]]:
        """Come back from another process with the values."""
        return partial(type(self), **self.values), ()

    @classmethod
    def key(cls) -> str:
        """Return the name of the message in the locales: `UnreadableFile` -> `unreadable_file`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    @property
    def phrase(self) -> Phrase:
        """The message as a phrase: English, and what tells it in another language."""
        return Phrase(f"error.{self.key()}", self.message, **self.values)


class CorpusError(AlineaError):
    """A document could not be brought in, found or kept."""


class MissingFile(CorpusError):
    """There is nothing at the path given."""

    message = "There is no file or folder “{path}”. Check its name, and the folder you are in."


class UnreadableFile(CorpusError):
    """The file is damaged, protected, or broke the limits set on the parser."""

    message = "{path} could not be read ({detail}). Check that it opens elsewhere, then add it again."


class NoCluster(CorpusError):
    """Files were to be read by the workers of a cluster, which cannot be reached or has none."""

    message = (
        "The cluster at {address} cannot read files ({detail}); nothing was changed. Install requirements/scale.txt, "
        "start its scheduler and workers, or leave ALINEA_WORKERS out: files are then read on this machine."
    )


class MissingProgram(CorpusError):
    """Files of this kind are read through a program that is not here."""

    message = (
        "{path} can be read with {program}, which is not installed. Install it (apt-get install {packages}), "
        "or save the file as .docx or .pdf, then add it again."
    )


class UnsupportedFormat(CorpusError):
    """No reader for this kind of file."""

    message = "{path}: files of type “{suffix}” are not supported. Supported: {supported}."


class EmptyDocument(CorpusError):
    """The file was read and holds no text."""

    message = "{path} holds no text. Check that it is the right file."


class ScannedDocument(EmptyDocument):
    """The pages hold images and no text."""

    message = (
        "{path} holds no text: its pages are images. Install Tesseract (apt-get install tesseract-ocr "
        "tesseract-ocr-fra tesseract-ocr-spa), or run character recognition (OCR) on the file, then add it again."
    )


class MeaninglessText(CorpusError):
    """Most letters of the file are shown by a font that does not say what they are."""

    message = (
        "{path}: {share} % of its letters have no meaning in the file, because a font has no character map. "
        "Run character recognition (OCR) on it, then add it again."
    )


class SameTitle(CorpusError):
    """A file has the title of a document of the library and other words, so that one would be lost."""

    message = (
        "{path} has the title of “{other}” ({id}), but other words. Say in {path}.toml which document it is: "
        'id = "{id}-2" for another one, id = "{id}" for a new version, which takes its place.'
    )


class OfficialHeld(CorpusError):
    """A file that nothing vouches for would take the place of an official text, which stays the one that is quoted."""

    message = (
        "{path} was not added: the official text of {id} ({language}) is here already, and stays. If this file is the "
        "official text, add it with “--official”. To keep both, write a line such as "
        'id = "{id}-2" in {path}.toml and add it again.'
    )


class ForeignLanguage(CorpusError):
    """Most of the text is in none of the three languages."""

    message = (
        "{path} is in {language}. Alinéa reads English, French and Spanish. "
        'If that is wrong, say its language in {path}.toml: language = "fr".'
    )


class UnknownLanguage(CorpusError):
    """The language could not be told."""

    message = (
        "{path}: its language is neither English, French nor Spanish, or there is too little text to tell. "
        'Say it in {path}.toml: language = "fr".'
    )


class SameVersion(CorpusError):
    """Two files of one addition would be the same text of one document: the later one would take the other's place."""

    message = (
        "{path}: it would take the place of “{other}”, just brought in as “{id}”. To keep both, write a line such as "
        'id = "{id}-2" in {path}.toml and add it again.'
    )


class BadFact(CorpusError):
    """A fact given on a file with the file itself is not understood; its `name` is that of a sidecar's key."""

    message = "{detail}. Correct it and add the file again."


class BadSidecar(CorpusError):
    """A sidecar or note file says something that is not understood."""

    message = "{path}: {detail}. Correct the file and add the document again."


class BadGlossary(CorpusError):
    """A line of the glossary, or of its wrong renderings, says something that is not understood."""

    message = "{path}, line {line}: {detail}. Correct this line."


class UnknownDocument(CorpusError):
    """No document of that name is in the library."""

    message = "There is no document “{document}” in the library. Known documents: {known}."


class NoSuchText(CorpusError):
    """A document has no text of its own in a language; a note of ours is none."""

    message = "“{document}” has no text in this language ({language}) to remove. Texts here: {there}."


class OtherDocuments(CorpusError):
    """A library is to be copied to a place where there are texts that it has not."""

    message = "Nothing was copied: there are other texts already, of {documents}. Choose an empty place."


class LibraryFailure(CorpusError):
    """The database is locked, of another program, or cannot be reached."""

    message = "The library at {path} cannot be used ({detail}). Nothing was changed."


class DamagedLibrary(LibraryFailure):
    """The file of the database is damaged."""

    message = (
        "The library at {path} is damaged ({detail}); nothing was changed. Run “python app.py repair”, "
        "or put a backup back with “python app.py restore FILE”."
    )


class DamagedText(DamagedLibrary):
    """A text, or what is known of a document, is not what was stored: never shown, never quoted."""

    message = (
        "The library is damaged at {document}, {place}: what stands there is not what was stored, and is not shown. "
        "Run “python app.py repair”; it reads the document’s file again."
    )


class LostLibrary(DamagedLibrary):
    """The library lacks documents that the index or the kept files have: it was emptied, deleted or replaced."""

    message = (
        "The library at {path} has lost documents that were there: {documents}. Nothing was changed. "
        "Run “python app.py repair”, which reads the kept files again, or “python app.py restore FILE” with a backup. "
        "To begin anew without them, move {others} away first."
    )


class BusyLibrary(LibraryFailure):
    """Another process has held the right to write for longer than a writer waits."""

    message = "The library at {path} is being written by another process. Wait until it has finished, then try again."


class ReadOnlyLibrary(LibraryFailure):
    """The file of the database, or its folder, may only be read."""

    message = (
        "The library at {path} is read-only for you: you can ask and read, but nothing can be added, removed or "
        "rebuilt. Ask for the right to write, or copy the folder and name the copy in ALINEA_HOME."
    )
