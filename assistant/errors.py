"""Errors of the assistant.

AlineaError
└── AssistantError
    ├── BadSetting      an environment variable has a value we cannot use
    ├── BadRequest      a call with a value out of range (k, a language, a file of questions)
    ├── NoSuchPlace     an unresolved reference where a place is needed
    ├── NoSuchParagraph a place that the document does not have
    ├── PortInUse       something else listens where the web app would
    ├── FileExists      a file would be written where there is one
    └── UnwritableFile  a file cannot be written there
"""

from __future__ import annotations

from corpus.errors import AlineaError

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
        """Keep as much of the value as a reader needs to recognise it."""
        written = str(value)
        super().__init__(value=written if len(written) <= _LONGEST else f"{written[:_LONGEST]}…", expected=expected)


class NoSuchPlace(AssistantError):
    """An unresolved reference where a place is needed, with the reason in the reader's language."""

    message = "“{reference}” leads to no place here ({reason})."


class NoSuchParagraph(AssistantError):
    """A place that the document does not have; its values `within` and `nearest` say what could be meant."""

    message = "There is no {place} in {title}. It has: {valid}."


class PortInUse(AssistantError):
    """Something else listens on the port that the web app would be served on; `other` is one that is free."""

    message = "Port {port} is in use. Try “python app.py serve --port {other}”."


class FileExists(AssistantError):
    """A file would be written where there is one already."""

    message = "{path} exists already and was left as it is. Choose another name, or move that file away."


class UnwritableFile(AssistantError):
    """A file cannot be written there."""

    message = "{path} could not be written ({detail}). Choose another place."
