"""Errors of the web app: what a person can send that the service should not be asked.

AlineaError
└── QuestionTooLong     more characters than any question needs
"""

from __future__ import annotations

from corpus.errors import AlineaError


class QuestionTooLong(AlineaError):
    """The question is longer than the web app accepts."""

    message = "This question has {length} characters; the limit is {limit}. Shorten it and ask again."
