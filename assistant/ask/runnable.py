"""`ask` as a LangChain runnable: a question in, a message with citations as annotations out, for chains and graphs.

    graph.add_node("alinea", as_runnable(service.answers))

The message's text is the answer; each `[n]` in it is annotated with the source it points to, in the standard content
blocks of LangChain (https://docs.langchain.com/oss/python/langchain/messages). Streaming yields the text as it passes
the gate. Nothing is traced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Protocol

from assistant.ask.chat_models import untraced
from assistant.ask.types import Answer, AnswerStatus

if TYPE_CHECKING:
    from langchain_core.messages import AIMessageChunk
    from langchain_core.runnables import Runnable

_MARK = re.compile(r"\[(\d+)\]")


class Answers(Protocol):
    """What yields an answer as it grows: `Assistant.answers`."""

    def __call__(self, question: str) -> Iterator[Answer]:
        """Answer a question."""


def as_runnable(answers: Answers) -> Runnable[str, AIMessageChunk]:
    """Return a runnable that answers; it takes a question, gives one message, or streams its chunks."""
    from langchain_core.runnables import RunnableGenerator

    def answered(questions: Iterator[str]) -> Iterator[AIMessageChunk]:
        """Answer the question that comes in, whole or in pieces."""
        with untraced():
            yield from _chunks(answers("".join(questions)))

    return RunnableGenerator(answered).with_config(run_name="alinea")


def _chunks(growing: Iterator[Answer]) -> Iterator[AIMessageChunk]:
    """Yield what each state of an answer adds to the one before; one that takes words back comes whole at the end."""
    from langchain_core.messages import AIMessageChunk

    shown = ""
    last: Answer | None = None
    for last in growing:
        growing_still = last.written is not None and not last.written.over
        if growing_still and last.answer.startswith(shown) and last.answer != shown:
            yield AIMessageChunk(content=[_block(last, len(shown), len(last.answer))])
            shown = last.answer
    if last is not None:
        rest = last.answer[len(shown) :] if last.answer.startswith(shown) else f"\n\n{last.answer}"
        about = {"status": str(last.status), "mode": last.mode, "sure": last.sure}
        start = len(shown) if last.answer.startswith(shown) else 0
        content: list[str | dict[str, Any]] = [_block(last, start, start + len(rest))] if rest.strip() else []
        refused = last.status is not AnswerStatus.ANSWERED
        yield AIMessageChunk(content=content, response_metadata=about | {"refused": refused})


def _block(answer: Answer, start: int, end: int) -> dict[str, Any]:
    """Return a stretch of an answer as a text block, its marks annotated."""
    text = answer.answer[start:end]
    sources = {each.n: each for each in answer.citations}
    annotations = [
        {
            "type": "citation",
            "title": source.citation,
            "cited_text": source.quote,
            "start_index": match.start(),
            "end_index": match.end(),
            **({"url": source.url} if source.url else {}),
            "extras": {"document": source.document, "locator": source.locator, "verified": source.verified},
        }
        for match in _MARK.finditer(text)
        if (source := sources.get(int(match[1])))
    ]
    return {"type": "text", "text": text, "annotations": annotations}
