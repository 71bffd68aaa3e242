"""The gate, measured on what lying and honest models would say: `evaluate` over a folder of scripts.

A folder has `documents/`, and files `lies.*.jsonl` and `honest.*.jsonl`: one answer a line, with the paragraphs that
the model was given and what of it is false (tests/data/scripts/README.md). Nothing judges but the gate itself.
"""

from __future__ import annotations

import re
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from assistant.ask.assignment import Assignment, source_at
from assistant.ask.claims.hygiene import KEYS, plain_text
from assistant.ask.generative import Draft, judged_stream
from assistant.ask.types import JudgedSentence
from assistant.errors import BadRequest
from assistant.evaluation.files import json_rows
from assistant.service import Assistant
from assistant.settings import Settings
from corpus.types import Language
from index.evaluation.runner import Report

_FILES = re.compile(r"(lies|honest)\.(\w+)\.jsonl")
_WORD = re.compile(r"[^\W_]+")
_PIECE = 4  # characters that come at a time, as from a model


def is_scripts(folder: Path) -> bool:
    """Tell whether a folder holds scripts."""
    return (folder / "documents").is_dir() and any(_FILES.fullmatch(path.name) for path in folder.iterdir())


def gate_report(folder: Path) -> Report:
    """Return for each half of the scripts what of the lies is shown, and what of the true sentences is not.

    `lies` counts false sentences, `kinds` how many of each kind are shown; `ms` are milliseconds a sentence. Raises
    BadRequest, naming the file.
    """
    report: Report = {}
    with tempfile.TemporaryDirectory() as home:
        service = Assistant(Settings(Path(home), notes=False))
        try:
            if errors := service.add([folder / "documents"]).errors:
                raise BadRequest(value=errors[0].file, expected=f"a document ({errors[0].reason})")
            for half in sorted({found[2] for path in folder.iterdir() if (found := _FILES.fullmatch(path.name))}):
                report[half] = _half(service, folder, half)
        finally:
            service.close()
    return report


def _half(service: Assistant, folder: Path, half: str) -> Report:
    times: list[float] = []
    lies = [(each, _said(service, each, times)) for _, each in json_rows(folder / f"lies.{half}.jsonl")]
    honest = [(each, _said(service, each, times)) for _, each in json_rows(folder / f"honest.{half}.jsonl")]
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for script, said in lies:
        for fragment in script["false"]:
            shown = any(each.shown for each in said if _overlap(fragment, each.text))
            kinds[script["kind"]]["shown" if shown else "withheld"] += 1
    beside = [each for script, said in lies for each in said if not _is_false(each, script["false"])]
    true = [each for _, said in honest for each in said]
    return {
        "lies": sum(sum(counts.values()) for counts in kinds.values()),
        "shown": sum(counts["shown"] for counts in kinds.values()),
        "kinds": {kind: f"{counts['shown']} of {sum(counts.values())}" for kind, counts in sorted(kinds.items())},
        "true_beside": _withheld(beside),
        "honest": _withheld(true),
        "ms": {"p50": 1000 * median(times), "p95": 1000 * quantiles(times, n=20)[-1]} if len(times) > 1 else {},
    }


def _withheld(sentences: Sequence[JudgedSentence]) -> Report:
    reasons = Counter(str(each.reason) for each in sentences if not each.shown)
    return {"n": len(sentences), "withheld": sum(reasons.values()), "reasons": dict(sorted(reasons.items()))}


def _said(service: Assistant, script: Mapping[str, Any], times: list[float]) -> list[JudgedSentence]:
    """Return the verdicts on a script, streamed; the time of each sentence is added to `times`, in seconds."""
    language = Language(script["language"])
    with service.engine.session(language) as session:
        sources = [
            source_at(document, locator, key, session)
            for key, (document, locator) in enumerate(script["given"], start=1)
        ]
    found = [source for source in sources if source is not None]
    if len(found) < len(sources):
        raise BadRequest(value=script["id"], expected="paragraphs that the documents have")
    draft, started = Draft(), [time.perf_counter()]

    def pieces() -> Iterator[str]:
        started[0] = time.perf_counter()
        text = script["says"]
        yield from (text[at : at + _PIECE] for at in range(0, len(text), _PIECE))

    for _ in judged_stream(pieces(), Assignment(script["question"], language, "write.answer", tuple(found), {}), draft):
        times.append(time.perf_counter() - started[0])
        started[0] = time.perf_counter()
    return draft.sentences


def _is_false(sentence: JudgedSentence, fragments: Sequence[str]) -> bool:
    return any(_overlap(fragment, sentence.text) for fragment in fragments)


def _overlap(fragment: str, sentence: str) -> bool:
    """Tell whether one has the words of the other in a row, keys and emphasis apart."""
    one, other = _words(fragment), _words(sentence)
    return one in other or other in one


def _words(text: str) -> str:
    said = KEYS.sub("", plain_text(text)).casefold()
    return f" {' '.join(_WORD.findall(said))} "
