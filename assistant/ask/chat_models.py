"""The chat model that words answers: text in pieces as it comes, and every fault as an error of ours.

Complete is only what the model itself says to be: a stream that ends without that was cut, however well it ends.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from assistant.ask.models import file_server
from assistant.ask.models.builder import Limits, build, openai_compatible
from assistant.ask.models.connection import Call, Waiting, calling
from assistant.ask.models.faults import Asked, Telling, retry_after
from assistant.ask.models.pieces import Cleaner
from assistant.errors import AnswerCut, ModelBusy, ModelKeyRefused, ModelTooSlow, ModelUnreachable, NothingWritten
from assistant.settings.model import ADDRESSES, ModelSettings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

_AWAY = Limits()
_HERE = Limits(silence=300.0, total=600.0)  # a processor may read eight paragraphs for minutes before the first word
_FILE = Limits(silence=300.0, total=600.0, tokens=2048)
_LONGEST = 20_000  # characters of an answer: a model that goes round in circles costs time and money
_MOST_SENT = 400_000  # characters with its thoughts and blanks
_PATIENCE = 5.0  # seconds that a server may ask to be left alone before the second try

_FAREWELL = 1.0  # seconds for what may follow the end of the answer: some servers leave the connection open
_COMPLETE = {"stop", "end_turn", "stop_sequence"}
_REASONS = {"length": "length", "max_tokens": "length", "content_filter": "content_filter", "refusal": "content_filter"}


class Message(NamedTuple):
    """A message to the model."""

    role: Literal["system", "user", "assistant"]
    text: str


class ChatModel:
    """One configured chat model; nothing is imported, started or connected before it is first asked."""

    def __init__(self, settings: ModelSettings, limits: Limits | None = None) -> None:
        """Take settings in which a model is `wanted`, and limits where those of its place do not suit."""
        self._settings = settings
        self._limits = limits or (_FILE if settings.file else _HERE if settings.on_this_machine else _AWAY)
        self._lock = threading.Lock()
        self._server: file_server.FileServer | None = None
        self._built: tuple[file_server.Address | None, BaseChatModel] | None = None

    @property
    def name(self) -> str:
        """The model as the reader is shown it: `provider:name`, or the name of its file."""
        file = self._settings.file
        return file.name if file else f"{self._settings.provider}:{self._settings.model}"

    @property
    def host(self) -> str:
        """The host that is sent the paragraphs, with its port if it is named; none where the model is a file."""
        return self._settings.host

    @property
    def is_local(self) -> bool:
        """Whether the paragraphs stay on this machine."""
        return self._settings.on_this_machine

    def runnable(self) -> BaseChatModel:
        """Return the model as LangChain has it, for who composes it; `untraced` keeps what it is asked from others.

        Raises ModelPackageMissing, ModelKeyRefused where the provider's key is nowhere, ModelFileUnusable.
        """
        with self._lock:
            address = self._served()
            if self._built is None or self._built[0] != address:
                self._built = address, self._build(address)
            return self._built[1]

    def stream(self, messages: Sequence[Message], stop: Waiting | None = None) -> Iterator[str]:
        """Yield the answer in pieces as it comes, and end only if the model says that it is complete.

        Raises a ModelFault, whatever happens: before the first piece after a second try where that may help. AnswerCut
        comes after the pieces that were there. Closing the generator, or `stop` from another thread, closes the
        connection.
        """
        deadline = time.monotonic() + self._limits.total
        try:
            yield from self._answer(messages, Call(deadline, stop))
        except (ModelBusy, ModelUnreachable) as fault:
            wait = retry_after(fault.__context__)
            call = Call(deadline, stop)
            if wait is not None and wait > _PATIENCE:
                raise
            call.pause(self._limits.pause if wait is None else wait)
            if call.late:
                raise
        else:
            return
        yield from self._answer(messages, call)

    def close(self) -> None:
        """End the process that serves the model's file, if there is one and nobody else uses it."""
        with self._lock:
            self._built = None
            if self._server is not None and self._settings.file is not None:
                self._server = None
                file_server.give_back(self._settings.file)

    def _answer(self, messages: Sequence[Message], call: Call) -> Iterator[str]:
        """Ask once."""
        cleaner, finish, length, sent, blank = Cleaner(), "", 0, 0, True
        with closing(self._chunks(messages, call)) as chunks, call.watched():
            for chunk in chunks:
                finish, sent = _finish(chunk) or finish, sent + len(chunk.text)
                if piece := cleaner.feed(chunk.text):
                    length, blank = length + len(piece), blank and piece.isspace()
                    yield piece
                if length > _LONGEST or sent > _MOST_SENT:
                    raise AnswerCut(model=self.name, reason="length")
        if piece := cleaner.end():
            blank = blank and piece.isspace()
            yield piece
        if finish not in _COMPLETE:
            raise AnswerCut(model=self.name, reason=_REASONS.get(finish, "broken"))
        if blank:
            raise NothingWritten(model=self.name)

    def _chunks(self, messages: Sequence[Message], call: Call) -> Generator[AIMessageChunk]:
        """Yield what comes until the call is over. Raises a ModelFault if it is late, stopped, or fails."""
        self._check(call)
        asked = Asked(self.host or self.name, self.name, self._settings.key_variable, self._limits.silence)
        telling = Telling(asked, lambda: self._check(call))
        stream = self.runnable().stream([(each.role, each.text) for each in messages])
        with closing(cast("Generator[AIMessageChunk]", stream)):
            while True:
                chunk = None
                with telling, calling(call), untraced():
                    chunk = next(stream, None)
                if not telling.finished:
                    self._check(call)
                if chunk is None or (telling.finished and call.late):
                    return
                telling.begun = True
                if _finish(chunk) in _COMPLETE:
                    telling.finished = True
                    call.hasten(_FAREWELL)
                yield chunk

    def _check(self, call: Call) -> None:
        """Raise what a call is that is stopped or late."""
        if call.stopped:
            raise AnswerCut(model=self.name, reason="stopped")
        if call.late:
            raise ModelTooSlow(host=self.host or self.name, seconds=round(self._limits.total))

    def _served(self) -> file_server.Address | None:
        """Return where the model's file is served, if it is a file."""
        if self._settings.file is None:
            return None
        if self._server is None:
            self._server = file_server.take(self._settings.file)
        return self._server.address()

    def _build(self, address: file_server.Address | None) -> BaseChatModel:
        settings = self._settings
        if address is not None:
            url = f"{address.url}/v1"
            return openai_compatible(url, self.name, address.key, self._limits, direct=True, temperature=0)
        own = ADDRESSES[settings.provider]
        if settings.address == own and not settings.secret and not settings.on_this_machine:
            raise ModelKeyRefused(host=settings.host, variable=settings.key_variable)
        return build(settings, self._limits)


@contextmanager
def untraced() -> Iterator[None]:
    """Send nobody what is asked meanwhile, whatever the variables of LangSmith say."""
    from langsmith import tracing_context

    with tracing_context(enabled=False):
        yield


def _finish(chunk: AIMessageChunk) -> str:
    """Return why the model says that it ended here, if it says so: each provider has a word of its own for it."""
    said = chunk.response_metadata
    return str(said.get("finish_reason") or said.get("stop_reason") or said.get("done_reason") or "")
