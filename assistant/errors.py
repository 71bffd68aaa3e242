"""Errors of the assistant.

AlineaError
└── AssistantError
    ├── BadSetting      an environment variable has a value we cannot use
    ├── BadRequest      a call with a value out of range (k, a language, a file of questions)
    ├── NoSuchPlace     an unresolved reference where a place is needed
    ├── NoSuchParagraph a place that the document does not have
    ├── NotAllowed      what a visitor of this role may not do
    ├── NoPrintedPage   a paragraph that was read from no PDF
    ├── KeptFileDamaged the kept file that a document was read from is not what it was
    ├── PageNotShown    a page of a kept file that cannot be drawn
    ├── PortInUse       something else listens where the web app would
    ├── FileExists      a file would be written where there is one
    ├── UnwritableFile  a file cannot be written there
    ├── ReadOnlyMode    the library may only be read here (ALINEA_READ_ONLY=1)
    ├── NotAllowed      it takes another role than the visitor has
    ├── NothingToConfirm    a document without a text that could be official
    ├── BadBackup       a file that is no backup, or a damaged one
    ├── HomeInUse       a backup would take the place of documents
    └── ModelFault      the chat model gave no answer, or not all of it
        ├── ModelUnreachable    nothing answers at its address
        ├── ModelKeyRefused     the key is missing or not accepted
        ├── ModelUnknown        the server has no model of that name
        ├── ModelBusy           too many requests, or a failure that may pass
        ├── ModelQuota          the account has no credit left
        ├── PassagesTooLong     more than the model reads at once
        ├── ModelTooSlow        no answer, or no end of it, in the time allowed
        ├── AnswerCut           the answer ended before its end
        ├── NothingWritten      the answer is empty
        ├── NotAModelServer     what answers is something else
        ├── ModelFileUnusable   the file of a model cannot be loaded
        └── ModelPackageMissing a package that the model needs is not installed

No fault of a model tells what its server said: that may hold the key, or a web page.
"""

from __future__ import annotations

from corpus.errors import AlineaError
from corpus.phrases import Phrase

_LONGEST = 200  # characters of a value in a message


class AssistantError(AlineaError):
    """Something between the user and the search is wrong."""


class BadSetting(AssistantError):
    """An environment variable has a value we cannot use."""

    message = "{name} is “{value}”; expected {expected}."


class BadRequest(AssistantError):
    """A call with a value that cannot be used; a long one is shortened."""

    message = "“{value}” cannot be used here: expected {expected}."

    def __init__(self, *, value: object, expected: object) -> None:
        """Keep as much of the value as a reader needs to recognise it; `expected` is a `corpus.phrases.Phrase`."""
        written = str(value)
        told = written if len(written) <= _LONGEST else f"{written[:_LONGEST]}…"
        super().__init__(value=value if isinstance(value, Phrase) else told, expected=expected)


class NothingGiven(BadRequest):
    """A call without a value that it needs."""

    message = "Nothing was entered here: type {expected}."

    def __init__(self, *, expected: object) -> None:
        """Keep what is `expected`, a `corpus.phrases.Phrase`."""
        super().__init__(value="", expected=expected)


class LanguageNotLoaded(AssistantError):
    """A text wanted in a language in which none of the documents chosen is loaded; languages go by their codes."""

    message = "None of the documents chosen is loaded in this language: {language}. Choose one of these: {languages}."


class NoSuchPlace(AssistantError):
    """An unresolved reference where a place is needed, with the reason in the reader's language."""

    message = "“{reference}” leads to no place here ({reason})."


class NoSuchParagraph(AssistantError):
    """A place that the document does not have; its values `within` and `nearest` say what could be meant."""

    message = "There is no {place} in {title}. It has: {valid}."


class NoPrintedPage(AssistantError):
    """A paragraph has no printed page: it was read from another kind of file."""

    message = "{citation} has no printed page: it was not read from a PDF. Read it in its context."


class KeptFileDamaged(AssistantError):
    """The file that a document was read from is no longer kept, or is not the one that was kept."""

    message = "The kept file of {citation} is missing or damaged, and is not shown. Run “python app.py repair”."


class PageNotShown(AssistantError):
    """A page of a kept file cannot be drawn within the bounds for that."""

    message = "Page {page} of {title} cannot be shown: it is missing, damaged, or takes too long to draw."


class PortInUse(AssistantError):
    """Something else listens on the port that the web app would be served on; `other` is one that is free."""

    message = "Port {port} is in use. Try “python app.py serve --port {other}”."


class FileExists(AssistantError):
    """A file would be written where there is one already."""

    message = "{path} exists already and was left as it is. Choose another name, or move that file away."


class UnwritableFile(AssistantError):
    """A file cannot be written there."""

    message = "{path} could not be written ({detail}). Choose another place."


class ReadOnlyMode(AssistantError):
    """The library may only be read here, whoever asks."""

    message = "“{operation}” is not possible: this library may only be read here (ALINEA_READ_ONLY=1)."


class OnlyInFolder(AssistantError):
    """What is done to the files of a home, asked for while a database keeps the library."""

    message = (
        "“{operation}” works on a library in a folder, and ALINEA_STORE names a database. Leave ALINEA_STORE out and "
        "name a folder in ALINEA_HOME; “python app.py move” copies a library from one to the other."
    )


class NotAllowed(AssistantError):
    """The operation takes another role than the visitor has."""

    message = "“{operation}” takes the role “{wanted}”; yours is “{role}”. Ask whoever keeps this library."


class NothingToConfirm(AssistantError):
    """A document has no text of its own, in that language, that could be confirmed as official."""

    message = (
        "There is no text of “{document}” to confirm as official (language: {language}; texts here: {there}). "
        "Add its file first; a note of ours is no text."
    )


class BadBackup(AssistantError):
    """A file is no backup, or a damaged one; nothing was changed."""

    message = "{path} is not a backup that can be restored ({detail}). Nothing was changed."


class HomeInUse(AssistantError):
    """A backup would take the place of documents."""

    message = (
        "{path} holds documents already: {documents}. Nothing was changed. With --replace the backup takes "
        "their place, and they are put aside."
    )


class ModelFault(AssistantError):
    """The chat model gave no answer, or not all of it; answers are then quoted from the documents alone."""

    message = "The model gave no answer: {detail}"


class ModelUnreachable(ModelFault):
    """Nothing answers at the address of the model."""

    message = "There is no answer from {host}. Check that the model’s server is running, and its address."


class ModelKeyRefused(ModelFault):
    """The server wants a key and was given none, or another."""

    message = "{host} does not accept the key, or wants one. Check {variable}."


class ModelUnknown(ModelFault):
    """The server has no model of that name, or nothing at that address."""

    message = "{host} knows no model “{model}”. Check its name, and the address: it often ends in /v1."


class ModelBusy(ModelFault):
    """The server has too much to do, or a failure that may pass; `seconds` is how long to wait."""

    message = "{host} is busy or has a failure at the moment. Try again in {seconds} s."


class ModelQuota(ModelFault):
    """The account that pays for the model has no credit left."""

    message = "The account at {host} has no credit left. Add some, or choose another model."


class PassagesTooLong(ModelFault):
    """The paragraphs given to the model are more than it reads at once."""

    message = "The paragraphs found are more than {model} can read at once. Ask about fewer, or choose another model."


class ModelTooSlow(ModelFault):
    """The model gave no answer, or did not end it, in the time allowed."""

    message = "{host} did not finish its answer within {seconds} s. Try again, or choose a faster model."


class AnswerCut(ModelFault):
    """The answer ended before its end, for a `reason`: `length`, `content_filter`, `broken` or another."""

    message = "The answer of {model} broke off before its end. Only what came before that could be checked."


class NothingWritten(ModelFault):
    """The model came to its end without a word."""

    message = "{model} wrote nothing. Ask again, or choose another model."


class NotAModelServer(ModelFault):
    """Something answers at the address, but not as the server of a model does."""

    message = "{host} answers, but not as the server of a model does. Check the address: it often ends in /v1."


class ModelFileUnusable(ModelFault):
    """The file of a model is missing, is something else, or cannot be loaded."""

    message = "{file} cannot be loaded as a model. It has to be a whole file in the GGUF format that fits into memory."


class ModelPackageMissing(ModelFault):
    """A package that the model needs is not installed."""

    message = "{package} is not installed, and this model needs it. Install it with: {install}."
