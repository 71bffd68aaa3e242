"""Why a document could not be fetched. Each says what happened; how to add the document by hand is the report's to say.

CorpusError
└── DownloadError
    ├── NotInCatalogue       what was asked for is no document of the catalogue
    ├── NoAddress            the catalogue has no address for it in that language
    ├── AddressRefused       not an https address with a plain host name
    ├── HostNotListed        the address, or one it leads to, is not on a site we fetch from
    ├── PrivateAddress       the name leads into a private network
    ├── HostUnknown          the name was not found: no network, most often
    ├── NotTrusted           the host could not prove its name
    ├── TooManyRedirects     one address leads to the next, and so on
    ├── NotThere             404 or 410
    ├── Declined             the host gives it to no program, or wants a password
    ├── PassingTrouble       worth another try:
    │   ├── Unreachable      no connection, or it broke before an answer
    │   ├── Busy             503, 429 and their like
    │   ├── TooSlow          no answer, or too few bytes a second
    │   └── CutShort         it broke off before the end
    ├── TooLarge             more bytes than a document may have
    ├── NothingSent          0 bytes
    ├── OddEncoding          compressed in a way that nobody asked for
    ├── PageInsteadOfPdf     a web page came instead of the PDF
    ├── NotADocument         neither PDF nor web page nor Word file
    ├── Incomplete           the file's own end is missing
    ├── OtherLanguage        the text is in another language than asked for
    ├── LanguageUnclear      no language could be told
    ├── OtherDocument        the text says it is another document
    ├── NotConfirmed         nothing in the text says that it is the document
    ├── InProgress           another process is fetching the same address
    └── CannotKeep           the disk is full, or the folder cannot be written
"""

from __future__ import annotations

from corpus.errors import CorpusError


class DownloadError(CorpusError):
    """A document could not be fetched."""


class NotInCatalogue(DownloadError):
    """What was asked for is no document of the catalogue."""

    message = "“{asked}” names no document of the catalogue. “python app.py fetch --list” shows those it has."


class NoAddress(DownloadError):
    """The catalogue has no address for the document in that language."""

    message = "No address of {document} is known ({language})."


class AddressRefused(DownloadError):
    """Not an https address with a plain host name."""

    message = "{url} is not an https address with a plain host name: nothing is fetched from it."


class HostNotListed(DownloadError):
    """The address, or one it leads to, is not on a site we fetch from."""

    message = "The address leads to {host}, which is not one of the sites documents are fetched from ({hosts})."


class PrivateAddress(DownloadError):
    """The name leads into a private network."""

    message = "{host} leads to {address}, which is no address of the public internet. Nothing was asked of it."


class HostUnknown(DownloadError):
    """The name was not found."""

    message = "{host} was not found. Check that this machine is connected to the internet."


class NotTrusted(DownloadError):
    """The host could not prove its name."""

    message = "{host} could not prove its name: its certificate is not accepted ({detail})."


class TooManyRedirects(DownloadError):
    """One address leads to the next, and so on."""

    message = "{url} leads to another address, and that to another, more than {most} times."


class NotThere(DownloadError):
    """404 or 410."""

    message = "There is nothing at {url} (the site answered {status})."


class Declined(DownloadError):
    """The host gives it to no program, or wants a password."""

    message = "{host} does not give {url} to this program (it answered {status}). A browser may get it."


class PassingTrouble(DownloadError):
    """Something that may be over in a moment."""


class Unreachable(PassingTrouble):
    """No connection, or it broke before an answer."""

    message = "No connection to {host} could be made."


class Busy(PassingTrouble):
    """503, 429 and their like. `retry_after` is the number of seconds the host asks to wait, 0 if it does not say."""

    message = "{host} is busy or out of order (it answered {status}). Try again later."


class TooSlow(PassingTrouble):
    """No answer, or too few bytes a second."""

    message = "{host} sends nothing, or too slowly: {received} bytes in {seconds} seconds."


class CutShort(PassingTrouble):
    """It broke off before the end."""

    message = "{host} broke off before the end, after {received} bytes."


class TooLarge(DownloadError):
    """More bytes than a document may have."""

    message = "What {url} gives is larger than {limit} MB, the most a document may have. Nothing of it was kept."


class NothingSent(DownloadError):
    """0 bytes."""

    message = "{url} gives an empty file."


class OddEncoding(DownloadError):
    """Compressed in a way that nobody asked for."""

    message = "{host} sends the file compressed in a way that was not asked for (“{encoding}”)."


class PageInsteadOfPdf(DownloadError):
    """A web page came instead of the PDF."""

    message = "{url} gives a web page instead of the PDF: the document has probably moved."


class NotADocument(DownloadError):
    """Neither PDF nor web page nor Word file."""

    message = "What {url} gives is neither a PDF nor a web page nor a Word file (announced as “{announced}”)."


class Incomplete(DownloadError):
    """The file's own end is missing."""

    message = "The file at {url} is damaged: its end is missing."


class OtherLanguage(DownloadError):
    """The text is in another language than asked for."""

    message = "The text at {url} is in {found}, not in {asked}. It was not added."


class LanguageUnclear(DownloadError):
    """No language could be told."""

    message = "The language of the text at {url} could not be told; it was to be {asked}. It was not added."


class OtherDocument(DownloadError):
    """The text says it is another document."""

    message = "The text at {url} is {found}, not {asked}. It was not added."


class NotConfirmed(DownloadError):
    """Nothing in the text says that it is the document."""

    message = "Nothing in the text at {url} says that it is {asked}. It was not added."


class InProgress(DownloadError):
    """Another process is fetching the same address."""

    message = "{url} is being fetched by another process. Wait until it has finished."


class CannotKeep(DownloadError):
    """The disk is full, or the folder cannot be written."""

    message = "{path} cannot be written ({detail}). Free some space, or check its permissions."
