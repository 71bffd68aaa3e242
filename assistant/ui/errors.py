"""Errors of the web app.

AlineaError
├── QuestionTooLong     more characters than any query needs
└── Unexpected          a defect: what the service raised is no error of ours
"""

from __future__ import annotations

from corpus.errors import AlineaError


class QuestionTooLong(AlineaError):
    """The question is longer than the web app accepts."""

    message = "This question has {length} characters; the limit is {limit}. Shorten it and ask again."


class Unexpected(AlineaError):
    """Something failed that nobody foresaw; Gradio has written the details to the log."""

    message = "Something unexpected happened. The details are in the server’s log; you can go on, or try again."
