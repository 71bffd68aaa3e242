"""Errors of the doors for programs.

AlineaError
├── UnknownOperation    there is no operation of that name
├── MissingArgument     an argument that the operation needs was left out
├── UnknownArgument     an argument that the operation does not take
├── UnreadableRequest   the body of a request cannot be read
├── RequestTooLong      more bytes than a request may have
└── PackageMissing      what this door is made with is not installed
"""

from __future__ import annotations

from corpus.errors import AlineaError


class UnknownOperation(AlineaError):
    """There is no operation of that name."""

    message = "There is no operation “{name}”. There are {known}."


class MissingArgument(AlineaError):
    """An argument that the operation needs was left out; `where` says where this door takes arguments."""

    message = "“{name}” is missing {where}, and {operation} needs it: {what}."


class UnknownArgument(AlineaError):
    """An argument that the operation does not take."""

    message = "{operation} takes no argument “{name}”. It takes: {known}."


class UnreadableRequest(AlineaError):
    """The body of a request is not what it says it is."""

    message = "The request could not be read: expected {expected}."


class RequestTooLong(AlineaError):
    """A request has more bytes than is allowed."""

    message = "This request is too long: at most {limit} bytes are read."


class PackageMissing(AlineaError):
    """A package that serves programs is not installed."""

    message = "{package} is not installed. Install it with: {install}."
