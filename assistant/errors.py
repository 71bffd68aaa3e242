"""Errors of the assistant.

AlineaError
└── AssistantError
    ├── BadSetting      an environment variable has a value we cannot use
    ├── BadRequest      a call with a value out of range (k, a language, a file of questions)
    ├── NoSuchPlace     a reference, where a place is needed, leads to none
    ├── NoSuchParagraph a place that the document does not have
    ├── PortInUse       something else listens where the web app would
    ├── FileExists      a file would be written where there is one
    └── UnwritableFile  a file cannot be written there
"""

from __future__ import annotations

from corpus.errors import AlineaError

_TOLD = 200  # characters of a value in a message


class AssistantError(AlineaError):
    """Something between the user and the search is wrong."""


class BadSetting(AssistantError):
    """An environment variable has a value we cannot use."""

    message = "{name} is “{value}”; expected {expected}."


class BadRequest(AssistantError):
    """A call with a value that cannot be used; of a long one, the beginning is told."""

    message = "“{value}” cannot be used here: expected {expected}."

    def __init__(self, *, value: object, expected: object) -> None:
        """Keep as much of the value as a reader needs to recognise it."""
        told = str(value)
        super().__init__(value=told if len(told) <= _TOLD else f"{told[:_TOLD]}…", expected=expected)


class NoSuchPlace(AssistantError):
    """A reference, where a place is needed, leads to none; the reason says why, in the reader's language."""

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
