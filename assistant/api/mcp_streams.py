"""Standard input and output of the MCP server, so that every request is answered, also the last before the end."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Self

import anyio
import mcp_types as types
from mcp.shared._stream_protocols import ReadStream, WriteStream
from mcp.shared.message import SessionMessage

_LONGEST_WAIT = 60.0  # seconds for calls that are worked on when the input ends


class _Open:
    """The requests that wait for their answers."""

    def __init__(self) -> None:
        self._ids: set[types.RequestId] = set()
        self._idle = anyio.Event()

    def add(self, ident: types.RequestId) -> None:
        """Wait for a request."""
        self._ids.add(ident)

    def remove(self, ident: types.RequestId | None) -> None:
        """Wait for a request no longer."""
        if ident is not None:  # an error may have none
            self._ids.discard(ident)
        if not self._ids:
            self._idle.set()

    async def none(self) -> None:
        """Wait until there are none."""
        while self._ids:
            self._idle = anyio.Event()
            await self._idle.wait()


class Answers:
    """What the server writes; an answer that is out is one less to wait for."""

    def __init__(self, stream: WriteStream[SessionMessage], waiting: _Open, begun: Callable[[], None]) -> None:
        """Wrap a stream; `begun` is called once the first answer is out."""
        self._stream, self._waiting, self._begun = stream, waiting, begun
        self._is_first = True

    async def send(self, item: SessionMessage, /) -> None:
        """Send a message."""
        await self._stream.send(item)
        if isinstance(item.message, types.JSONRPCResponse | types.JSONRPCError):
            self._waiting.remove(item.message.id)
            if self._is_first:
                self._is_first = False
                self._begun()

    async def aclose(self) -> None:
        """Close the stream."""
        await self._stream.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()


class Requests:
    """What the server reads. Its end comes when all is answered: the SDK cancels what is worked on at the end of input.

    A line that is no message is answered as JSON-RPC says, which the SDK leaves out.
    """

    def __init__(self, stream: ReadStream[SessionMessage | Exception], answers: Answers, waiting: _Open) -> None:
        """Wrap a stream."""
        self._stream, self._answers, self._waiting = stream, answers, waiting

    async def receive(self) -> SessionMessage | Exception:
        """Return the next message. Raises EndOfStream."""
        while True:
            try:
                item = await self._stream.receive()
            except anyio.EndOfStream:
                with anyio.move_on_after(_LONGEST_WAIT):
                    await self._waiting.none()
                raise
            if not isinstance(item, Exception):
                self._note(item.message)
                return item
            error = types.ErrorData(code=types.PARSE_ERROR, message="This line is no JSON-RPC message.")
            await self._answers.send(SessionMessage(types.JSONRPCError(jsonrpc="2.0", id=None, error=error)))

    def _note(self, message: types.JSONRPCMessage) -> None:
        if isinstance(message, types.JSONRPCRequest):
            self._waiting.add(message.id)
        elif isinstance(message, types.JSONRPCNotification) and message.method == "notifications/cancelled":
            self._waiting.remove((message.params or {}).get("requestId"))  # there will be no answer

    async def aclose(self) -> None:
        """Close the stream."""
        await self._stream.aclose()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> SessionMessage | Exception:
        try:
            return await self.receive()
        except anyio.EndOfStream:
            raise StopAsyncIteration from None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()


def patient(
    reads: ReadStream[SessionMessage | Exception], writes: WriteStream[SessionMessage], begun: Callable[[], None]
) -> tuple[Requests, Answers]:
    """Return two streams of a transport as those that wait for the last answers; `begun` follows the first."""
    waiting = _Open()
    answers = Answers(writes, waiting, begun)
    return Requests(reads, answers, waiting), answers
