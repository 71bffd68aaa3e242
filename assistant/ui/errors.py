"""Errors of the web app.

AlineaError
├── QuestionTooLong     more characters than any query needs
├── NotText             what the browser sent in place of words is something else
├── NotUploaded         a file that did not come through the page
├── NoLongerKept        what a model wrote some time ago
└── Unexpected          a defect: what the service raised is no error of ours
"""

from __future__ import annotations

from corpus.errors import AlineaError


class QuestionTooLong(AlineaError):
    """The question is longer than the web app accepts."""

    message = "This question has {length} characters; the limit is {limit}. Shorten it and ask again."


class NotText(AlineaError):
    """The browser sent something else than text where text is expected."""

    message = "What was sent is not text. Reload the page, then try again."


class NotUploaded(AlineaError):
    """A file named by the browser is not among those it uploaded."""

    message = "These files did not come through this page. Choose them again."


class NoLongerKept(AlineaError):
    """An answer that a model wrote was forgotten since: others took its place."""

    message = "This answer was written by a model and is no longer kept. Ask the question again to have one."


class Unexpected(AlineaError):
    """Something failed that nobody foresaw; Gradio has written the details to the log."""

    message = "Something unexpected happened. The details are in the server’s log; you can go on, or try again."
