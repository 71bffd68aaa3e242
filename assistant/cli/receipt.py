"""`verify --receipt`: judge again, without the model, what a chat model wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import prompts
from assistant.ask.types import JudgedSentence, ModelReceipt, ReceiptChecked
from assistant.cli.command import CommandResult
from assistant.cli.terminal import indented, spoken, wrapped
from assistant.errors import BadRequest
from assistant.service import Assistant

_LONGEST = 2_000_000  # characters of a receipt


def checked(service: Assistant, path: Path, language: str | None) -> CommandResult:
    """Judge the receipts of a file again, one a line; a verdict or a source that differs is a failure.

    Raises BadRequest for what is no receipt, or a SearchError.
    """
    found = [(receipt, service.judge_again(receipt)) for receipt in receipts_of(path)]
    said = {"receipts": [each.to_json() | {"holds": each.holds} for _, each in found]}
    text = "\n\n".join(_told(each, spoken(language or receipt.language)) for receipt, each in found)
    return CommandResult(said, text, failed=not all(each.holds for _, each in found))


def receipts_of(path: Path) -> Iterator[ModelReceipt]:
    """Yield the receipts of a file, one a line, or one alone over several lines. Raises BadRequest."""
    import msgspec

    try:
        text = path.read_text(encoding="utf-8-sig")
        lines = [text] if _is_one(text) else [line for line in text.splitlines() if line.strip()]
    except (OSError, ValueError) as exc:
        raise BadRequest(value=path, expected=f"a readable file ({exc})") from exc
    if not lines:
        raise BadRequest(value=path, expected="a receipt, as “ask --receipt” writes it; the file is empty")
    for number, line in enumerate(lines, 1):
        try:
            if len(line) > _LONGEST:
                raise ValueError("too long")
            receipt = msgspec.json.decode(line.encode("utf-8"), type=ModelReceipt)
            spoken_in = {receipt.language, *(text.language for source in receipt.sources for text in source.texts)}
            if (
                not spoken_in.issubset(prompts.LANGUAGES)
                or receipt.format != ModelReceipt.__dataclass_fields__["format"].default
            ):
                raise ValueError(f"form {receipt.format}, languages {', '.join(sorted(spoken_in))}")
        except (ValueError, RecursionError, msgspec.MsgspecError) as exc:
            raise BadRequest(value=path, expected=f"a receipt on line {number} ({exc})") from exc
        yield receipt


def _is_one(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def _told(result: ReceiptChecked, language: str) -> str:
    counts = {"count": result.sentences, "shown": result.shown, "model": result.model}
    key = "receipt.holds" if result.holds else "receipt.judged"
    lines = [wrapped(prompts.render(key, language, **counts))]
    for each in result.differing:
        lines.append(
            indented(prompts.render("receipt.differs", language, sentence=each.text, verdict=_verdict(each, language)))
        )
    lines += [indented(prompts.render("receipt.changed", language, citation=each)) for each in result.changed]
    lines += [indented(prompts.render("receipt.missing", language, citation=each)) for each in result.missing]
    return "\n".join(lines)


def _verdict(sentence: JudgedSentence, language: str) -> str:
    from assistant.ask.generative import reason_told
    from corpus.types import Language

    return reason_told(sentence, Language(language)) or prompts.render("receipt.may_be_shown", language)
