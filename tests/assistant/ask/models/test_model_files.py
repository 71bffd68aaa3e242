"""A model file on this machine, served by real llama.cpp: it says its text, stops when told to, and leaves nothing."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from assistant.ask.chat_models import ChatModel, Message
from assistant.ask.models import file_server
from assistant.ask.models.file_server import FileServer
from assistant.errors import AnswerCut, ModelFileUnusable, ModelKeyRefused, ModelPackageMissing, PassagesTooLong
from assistant.settings.model import ModelSettings
from tests.assistant.ask.models.llama import LIMITS, Speakers, is_idle, state
from tests.world.folders import ROOT

ASKED = [Message("system", "Answer from the paragraphs."), Message("user", "What do cooperatives do?")]
TEXTS = {
    "en": "Cooperatives “grow” – by 12 per cent, it says [1].\nNo other figure is given [2][3].",
    "fr": "Les coopératives «\u00a0grandissent\u00a0»\u00a0: elles créent [1].\n\nAucun autre chiffre n’est donné [2].",
    "es": "¿Qué hacen? Las cooperativas «crecen» año tras año [1].\nNingún otro señalamiento; la cigüeña volvió [4].",
}
FOR_EVER = "On and on it goes, and never comes to an end. "


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_text_of_a_model_comes_as_it_was_said_and_piece_by_piece(speakers: Speakers, text: str) -> None:
    model = speakers.model(text)
    pieces = list(model.stream(ASKED))
    assert "".join(pieces) == text
    assert len(pieces) > 10
    assert "".join(model.stream(ASKED)) == text


def test_a_model_file_is_shown_by_its_name_and_asks_no_other_machine(speakers: Speakers) -> None:
    file = speakers.file(TEXTS["en"])
    model = ChatModel(ModelSettings(file=file))
    assert (model.name, model.host, model.is_local) == (file.name, "", True)


def test_closing_the_answer_stops_the_model(speakers: Speakers) -> None:
    model = speakers.model(FOR_EVER, endless=True)
    answer = model.stream(ASKED)
    assert next(answer)
    file = speakers.file(FOR_EVER, endless=True)
    assert state(file)[0]["is_processing"]
    answer.close()  # type: ignore[attr-defined]
    assert is_idle(file)


def test_another_thread_stops_the_model(speakers: Speakers) -> None:
    model, stop = speakers.model(FOR_EVER, endless=True), threading.Event()
    pieces: list[str] = []
    with pytest.raises(AnswerCut) as cut:
        for piece in model.stream(ASKED, stop):
            pieces.append(piece)
            stop.set()
    assert pieces
    assert cut.value.values["reason"] == "stopped"
    assert is_idle(speakers.file(FOR_EVER, endless=True))


def test_an_answer_without_end_is_cut(speakers: Speakers) -> None:
    model = speakers.model(FOR_EVER, endless=True, limits=replace(LIMITS, tokens=40))
    pieces: list[str] = []
    with pytest.raises(AnswerCut) as cut:
        pieces.extend(model.stream(ASKED))
    assert cut.value.values["reason"] == "length"


def test_more_than_the_model_reads_at_once_is_said_to_be(speakers: Speakers) -> None:
    model = speakers.model(TEXTS["fr"], context=512)
    with pytest.raises(PassagesTooLong, match=r"model-\d+\.gguf can read"):
        list(model.stream([Message("user", "Les coopératives grandissent. " * 200)]))
    assert "".join(model.stream(ASKED)) == TEXTS["fr"]


def test_the_server_of_a_file_wants_its_key_and_does_not_tell_where_the_file_is(speakers: Speakers) -> None:
    file = speakers.file(TEXTS["en"])
    model = speakers.model(TEXTS["en"])
    assert list(model.stream(ASKED))
    server = file_server.take(file)
    url = server.address().url
    file_server.give_back(file)
    with pytest.raises(ModelKeyRefused):
        list(ChatModel(ModelSettings(name="openai:x", url=f"{url}/v1", key="another"), LIMITS).stream(ASKED))
    for path in ("/v1/models", "/health", "/props", "/slots"):
        assert str(file.parent) not in httpx.get(f"{url}{path}", trust_env=False).text
    origin = {"Origin": "https://elsewhere.test"}
    allowed = httpx.get(f"{url}/v1/models", headers=origin, trust_env=False).headers["access-control-allow-origin"]
    assert allowed not in ("*", origin["Origin"])


def test_a_model_that_dies_in_mid_answer_cuts_it_and_is_started_anew(tmp_path: Path) -> None:
    speakers = Speakers(tmp_path)
    model = speakers.model(FOR_EVER, endless=True)
    answer = model.stream(ASKED)
    assert next(answer)
    server = file_server.take(speakers.file(FOR_EVER, endless=True))
    first = server.address()
    server._process.kill()  # type: ignore[union-attr]
    with pytest.raises(AnswerCut):
        list(answer)
    assert next(model.stream(ASKED))
    assert server.address() != first
    file_server.give_back(speakers.file(FOR_EVER, endless=True))
    speakers.close()


def test_two_models_of_one_file_share_a_process_that_ends_with_the_last(tmp_path: Path) -> None:
    speakers = Speakers(tmp_path)
    one, other = speakers.model(TEXTS["es"]), speakers.model(TEXTS["es"])
    assert "".join(one.stream(ASKED)) == "".join(other.stream(ASKED)) == TEXTS["es"]
    url = file_server.take(speakers.file(TEXTS["es"])).address().url
    file_server.give_back(speakers.file(TEXTS["es"]))
    one.close()
    assert httpx.get(f"{url}/health", trust_env=False).is_success
    other.close()
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{url}/health", trust_env=False)
    assert "".join(one.stream(ASKED)) == TEXTS["es"]
    one.close()


def test_the_process_ends_with_the_program_however_that_ends(speakers: Speakers) -> None:
    program = (
        "import os, sys; from pathlib import Path; from assistant.ask.models.file_server import FileServer;"
        "print(FileServer(Path(sys.argv[1])).address().url, flush=True); os._exit(1)"
    )
    command = [sys.executable, "-c", program, str(speakers.file(TEXTS["en"]))]
    url = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60).stdout.strip()
    assert url.startswith("http://127.0.0.1:")
    for _ in range(200):
        try:
            httpx.get(f"{url}/health", trust_env=False)
        except httpx.TransportError:
            return
        time.sleep(0.05)
    raise AssertionError("the server is still there")


@pytest.mark.parametrize("content", [None, b"", b"GG", b"A plain text, and no model.\n"])
def test_what_is_no_model_file_is_given_to_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: pytest.fail("a process was started"))
    file = tmp_path / "notes.gguf"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ModelFileUnusable, match=r"^notes\.gguf cannot be loaded"):
        list(ChatModel(ModelSettings(file=file)).stream(ASKED))
    with pytest.raises(ModelFileUnusable):
        list(ChatModel(ModelSettings(file=tmp_path)).stream(ASKED))


def test_a_model_that_takes_too_long_to_load_is_given_up(speakers: Speakers) -> None:
    with pytest.raises(ModelFileUnusable):
        FileServer(speakers.file(TEXTS["en"]), start=0.01).address()


def test_without_llama_cpp_it_is_said_what_to_install(speakers: Speakers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_server, "find_spec", lambda name: None)
    with pytest.raises(ModelPackageMissing, match=r"pip install -r requirements/llm\.txt"):
        FileServer(speakers.file(TEXTS["en"])).address()
