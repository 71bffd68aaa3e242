"""A watched façade does the same, and every call of a verb is counted once, by how it ended."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from assistant.service import Assistant
from assistant.watch import metrics
from assistant.watch.calls import VERBS, watched
from corpus.errors import AlineaError
from index.errors import DamagedIndex
from tests.world.folders import ROOT
from tests.world.staged import Staged

QUESTION = "What does the plan say about figures?"


def figure(name: str, **labels: str) -> float:
    """Return a figure as Prometheus reads it; 0 where there is none."""
    families = text_string_to_metric_families(metrics.written(None).decode())
    samples = (sample for family in families for sample in family.samples)
    return sum(each.value for each in samples if each.name == name and labels.items() <= each.labels.items())


@pytest.fixture
def grown() -> Callable[..., float]:
    """Return by how much a figure has grown since the test began asking for it."""
    before: dict[tuple[str, tuple[tuple[str, str], ...]], float] = {}

    def ask(name: str, **labels: str) -> float:
        now = figure(name, **labels)
        return now - before.setdefault((name, tuple(labels.items())), now)

    return ask


def test_every_verb_counted_is_one_of_the_facade() -> None:
    assert all(callable(getattr(Assistant, each, None)) for each in VERBS)


def test_answers_and_refusals_are_counted_by_reason(staged: Staged, grown: Callable[..., float]) -> None:
    service = watched(staged)
    for status in ("answered", "out_of_scope"):
        grown("alinea_answers_total", status=status)
    answer = service.ask(QUESTION)
    assert answer.status == "answered"
    assert grown("alinea_answers_total", status="answered") == 1
    assert service.ask("Write me a poem about the sea.").status == "out_of_scope"
    assert grown("alinea_answers_total", status="out_of_scope") == 1


def test_an_answer_that_grows_is_counted_when_it_is_whole(staged: Staged, grown: Callable[..., float]) -> None:
    grown("alinea_calls_total", verb="answers", outcome="ok")
    growing = watched(staged).answers(QUESTION)
    assert grown("alinea_calls_total", verb="answers", outcome="ok") == 0
    assert [*growing][-1].question == QUESTION
    assert grown("alinea_calls_total", verb="answers", outcome="ok") == 1


def test_an_answer_that_nobody_waits_for_is_stopped(staged: Staged, grown: Callable[..., float]) -> None:
    grown("alinea_calls_total", verb="answers", outcome="stopped")
    growing = watched(staged).answers(QUESTION)
    next(growing)
    growing.close()  # type: ignore[attr-defined]
    assert grown("alinea_calls_total", verb="answers", outcome="stopped") == 1


def test_what_cannot_be_done_as_asked_is_no_failure(staged: Staged, grown: Callable[..., float]) -> None:
    """An operator is woken by what is broken, not by a reader’s typing error."""
    for result in ("refused", "failed"):
        grown("alinea_calls_total", verb="find", result=result)
    for wrong in ({"query": ""}, {"query": "oars", "document": "nowhere"}, {"query": "oars", "kind": "no kind"}):
        with pytest.raises(AlineaError):
            watched(staged).find(**wrong)  # type: ignore[arg-type]
    staged.broken = True
    with pytest.raises(DamagedIndex):
        watched(staged).find("oars")
    staged.broken, staged.defective = False, True
    with pytest.raises(Exception) as defect:
        watched(staged).find("oars")
    assert not isinstance(defect.value, AlineaError)
    assert grown("alinea_calls_total", verb="find", result="refused") == 3
    assert grown("alinea_calls_total", verb="find", result="failed") == 2


@pytest.mark.parametrize("verb", ["find", "answers"])
def test_a_failure_is_counted_under_its_name(staged: Staged, grown: Callable[..., float], verb: str) -> None:
    grown("alinea_calls_total", verb=verb, outcome="DamagedIndex")
    grown("alinea_call_seconds_count", verb=verb)
    staged.broken = True
    with pytest.raises(DamagedIndex):
        [*getattr(watched(staged), verb)(QUESTION)]
    assert grown("alinea_calls_total", verb=verb, outcome="DamagedIndex") == 1
    assert grown("alinea_call_seconds_count", verb=verb) == 1


def test_what_is_no_verb_is_the_facades_own(staged: Staged) -> None:
    service = watched(staged)
    assert service.settings is staged.settings
    assert service.engine is staged.engine


def test_the_figures_of_several_processes_are_added_up(tmp_path: Path) -> None:
    program = (
        "import sys; from assistant.watch import metrics; from pathlib import Path\n"
        "metrics.ANSWERS.labels('answered').inc(int(sys.argv[1])); metrics.QUEUE.set(int(sys.argv[1]))\n"
        "if sys.argv[2] == 'leaves': metrics.leave(Path(sys.argv[3]))\n"
    )
    variables = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    for count, then in (("2", "stays"), ("3", "leaves")):
        command = [sys.executable, "-c", program, count, then, str(tmp_path)]
        subprocess.run(command, env=variables, cwd=ROOT, check=True, timeout=60)
    told = metrics.written(tmp_path).decode()
    assert 'alinea_answers_total{status="answered"} 5.0' in told
    assert "alinea_queue_length 2.0" in told  # of those that run
