"""What each fault of a model's server is called: from any exception of a client library to an error of ours.

The libraries are known by the names of their classes and by the status of the answer, and are not imported: there are
several, two of them (httpx and httpx2) alike in all but identity. What a server said is searched for a few words of
its own and never told.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.errors import (
    AnswerCut,
    ModelBusy,
    ModelFault,
    ModelKeyRefused,
    ModelQuota,
    ModelTooSlow,
    ModelUnknown,
    ModelUnreachable,
    NotAModelServer,
    PassagesTooLong,
)

_TOO_LONG = (
    "context_length_exceeded",
    "exceed_context_size",
    "available context size",
    "maximum context length",
    "context window",
    "too long",
)
_NO_CREDIT = ("insufficient_quota", "billing_hard_limit", "credit balance")
_NO_SUCH_MODEL = ("model_not_found", "unknown_model", "model not found", "no such model", "does not exist")
_FILTERED = ("content_filter", "content management policy")
_OVERLOADED = ("rate_limit", "rate limit", "overload", "server_error", "unavailable", "capacity")

_STATUS = {
    "ModelAuthenticationError": 401,
    "ModelPermissionDeniedError": 403,
    "ModelInvalidRequestError": 400,
    "ModelNotFoundError": 404,
    "ModelRateLimitError": 429,
    "ModelAPIError": 500,
}
"""The status that each class of LangChain stands for."""

_READ = 10_000  # characters of what a server said
_WAIT = 30  # seconds, where the server does not say how long
_LONGEST_WAIT = 3600


@dataclass(frozen=True, slots=True)
class Asked:
    """Who was asked, as a message may tell it: `seconds` is the time that was allowed."""

    host: str
    model: str
    variable: str
    seconds: float


def fault_of(error: Exception, asked: Asked, *, begun: bool) -> ModelFault | None:
    """Return what an exception of a client library is called, or None for one that is no fault of a server.

    `begun` tells whether some of the answer had come: whatever happens then, the answer was cut, or took too long.
    """
    names = {kind.__name__ for each in _chain(error) for kind in type(each).__mro__}
    fault = _fault(error, names, asked)
    if begun and fault is not None and not isinstance(fault, ModelTooSlow):
        return AnswerCut(model=asked.model, reason="broken")
    return fault


class Telling:
    """Turns what a client library raises in a `with` block into errors of ours.

    `begun` and `finished` are set as the answer comes: what fails after its end matters to nobody.
    """

    def __init__(self, asked: Asked, check: Callable[[], None]) -> None:
        """Take who is asked; `check` raises where it was us who broke off, and so not a fault of the server."""
        self.begun = False
        self.finished = False
        self._asked = asked
        self._check = check

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        if not isinstance(error, Exception):
            return False
        if self.finished:
            return True
        self._check()
        if (fault := fault_of(error, self._asked, begun=self.begun)) is not None:
            raise fault from None  # a traceback would tell what the server said
        return False


def retry_after(error: BaseException | None) -> float | None:
    """Return how many seconds the server wants to be left alone, where it says so in a number."""
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        seconds = float(headers.get("retry-after", "nan"))
    except ValueError:  # a date: no server of models was seen to send one
        return None
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


def _fault(error: Exception, names: set[str], asked: Asked) -> ModelFault | None:
    status = _status(error, names)
    said = _said(error)
    if "ContextOverflowError" in names:
        return PassagesTooLong(model=asked.model)
    if status is not None:
        return _by_status(status, said, error, asked)
    if any("Timeout" in name for name in names):
        if "ConnectTimeout" in names:
            return ModelUnreachable(host=asked.host)
        return ModelTooSlow(host=asked.host, seconds=round(asked.seconds))
    if "SSEError" in names:  # a connection error by its class, though what came is merely no stream
        return NotAModelServer(host=asked.host)
    if names & {"APIConnectionError", "ModelConnectionError", "TransportError", "ConnectionError"}:
        return ModelUnreachable(host=asked.host)
    if "APIError" in names:  # an error in the midst of a stream that began well
        return _by_words(said, error, asked) or AnswerCut(model=asked.model, reason="broken")
    if isinstance(error, ValueError | LookupError | TypeError | AttributeError):
        return NotAModelServer(host=asked.host)  # what came was read as an answer of a model, and is none
    return None


def _by_status(status: int, said: str, error: Exception, asked: Asked) -> ModelFault:
    """Return the fault that a status other than 200 stands for."""
    if 400 <= status < 500 and (fault := _by_words(said, error, asked, busy=status == 429)):
        return fault
    if status in (401, 403):
        return ModelKeyRefused(host=asked.host, variable=asked.variable)
    if status == 402:
        return ModelQuota(host=asked.host)
    if status == 404:
        return ModelUnknown(host=asked.host, model=asked.model)
    if status == 408:
        return ModelTooSlow(host=asked.host, seconds=round(asked.seconds))
    if status == 413:
        return PassagesTooLong(model=asked.model)
    if status in (409, 425, 429) or status >= 500:
        return _busy(error, asked)
    return NotAModelServer(host=asked.host)


def _by_words(said: str, error: Exception, asked: Asked, *, busy: bool = True) -> ModelFault | None:
    """Return the fault that the words of a server stand for, in lower case; None where they are none of those known."""
    if any(words in said for words in _TOO_LONG):
        return PassagesTooLong(model=asked.model)
    if any(words in said for words in _NO_CREDIT):
        return ModelQuota(host=asked.host)
    if any(words in said for words in _FILTERED):
        return AnswerCut(model=asked.model, reason="content_filter")
    if busy and any(words in said for words in _OVERLOADED):
        return _busy(error, asked)
    if any(words in said for words in _NO_SUCH_MODEL):
        return ModelUnknown(host=asked.host, model=asked.model)
    return None


def _busy(error: Exception, asked: Asked) -> ModelBusy:
    wait = retry_after(error)
    return ModelBusy(host=asked.host, seconds=_WAIT if wait is None else min(math.ceil(wait), _LONGEST_WAIT))


def _status(error: Exception, names: set[str]) -> int | None:
    """Return the status of the answer, or that which the class or the code of the error stands for."""
    response = getattr(error, "response", None)
    for found in (getattr(error, "status_code", None), getattr(response, "status_code", None)):
        if isinstance(found, int) and found >= 300:
            return found
    for name, status in _STATUS.items():
        if name in names:
            return status
    code = str(getattr(error, "code", None))  # in the midst of a stream, some servers give the status here
    return int(code) if code.isascii() and code.isdigit() and 300 <= int(code[:4]) < 600 else None


def _said(error: Exception) -> str:
    """Return what the server said of it, in lower case: its own message alone leaves out the code and the type."""
    parts = (getattr(error, name, None) for name in ("code", "type", "body"))
    return " ".join(str(each)[:_READ] for each in (error, *parts) if each is not None).lower()


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and those that it was raised from."""
    each: BaseException | None = error
    while each is not None:
        yield each
        each = each.__cause__
