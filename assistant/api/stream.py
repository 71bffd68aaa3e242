"""An answer as it grows, as server-sent events: `answer` each time there is more of it, then `done`; or `problem`."""

from __future__ import annotations

import json
import threading
from collections.abc import AsyncGenerator, Iterator
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, StreamingResponse

from assistant.api import problems
from assistant.api.arguments import AskArguments
from assistant.ask.types import Answer, AnswerStatus
from assistant.service import Assistant
from corpus.errors import AlineaError

MEDIA_TYPE = "text/event-stream"
_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}  # a proxy that collects would show all at the end


async def streamed(service: Assistant, asked: AskArguments) -> StreamingResponse | JSONResponse:
    """Return the events of an answer, or a problem where it cannot even begin.

    Whoever goes away stops the model. Raises what `Assistant.answers` does.
    """
    stop = threading.Event()

    def begin() -> tuple[Answer, Iterator[Answer]]:
        history = service.turns(asked.history, language=asked.language)
        answers = service.answers(
            asked.question, language=asked.language, history=history, written=not asked.extracts, stop=stop
        )
        return next(answers), answers

    first, further = await run_in_threadpool(begin)
    if first.status is AnswerStatus.UNAVAILABLE:
        return problems.as_response(problems.unavailable(first))
    growing = events(first, further, stop, service.settings.home)
    return StreamingResponse(growing, media_type=MEDIA_TYPE, headers=_HEADERS)


async def events(
    answer: Answer, further: Iterator[Answer], stop: threading.Event, home: Path
) -> AsyncGenerator[str, None]:
    """Yield the events; the last answer is whole, and comes again with `done`."""
    try:
        while True:
            yield _event("answer", answer.to_json())
            following = await run_in_threadpool(next, further, None)
            if following is None:
                yield _event("done", answer.to_json())
                return
            answer = following
    except AlineaError as exc:
        yield _event("problem", problems.problem_of(exc, home))
    finally:
        stop.set()


def _event(name: str, said: dict[str, Any]) -> str:
    """Return one event; JSON has no line feeds, so that one line of data is enough."""
    return f"event: {name}\ndata: {json.dumps(said, ensure_ascii=False, allow_nan=False)}\n\n"
