"""How a chat model is asked: when anew, for how long, and what goes to whom."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from dataclasses import replace
from typing import Any

import langsmith.utils
import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage
from langchain_core.tracers.langchain import LangChainTracer

from assistant.ask.chat_models import ChatModel, Message, untraced
from assistant.ask.models import builder
from assistant.errors import AnswerCut, ModelBusy, ModelKeyRefused, ModelPackageMissing, ModelQuota, ModelUnreachable
from assistant.settings.model import ModelSettings
from tests.assistant.ask.models.faulty import (
    BEGUN,
    FINE,
    KEY,
    PATIENT,
    REFUSED,
    SCENARIOS,
    SLOW,
    WHOLE,
    Behaviour,
    Handler,
    Scenario,
    refuses,
    serving,
)
from tests.world.folders import ROOT

ASKED = [Message("system", "Answer from the paragraphs."), Message("user", "What do cooperatives do?")]


def first(before: Behaviour, after: Behaviour) -> Scenario:
    """Behave one way at the first request, and another way from then on."""

    def behave(handler: Handler) -> None:
        """Behave."""
        (before if len(handler.server.requests) == 1 else after)(handler)

    return Scenario(behave, None)


def test_the_program_loads_no_client_library_before_a_model_is_asked() -> None:
    program = (
        "import sys; import assistant.service, assistant.cli.main; from assistant.ask.chat_models import ChatModel;"
        "from assistant.settings.model import ModelSettings; ChatModel(ModelSettings(name='openai:x', key='k'));"
        "print([name for name in ('langchain_core', 'langchain_openai', 'openai', 'xllamacpp') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (ran.stdout.strip(), ran.returncode) == ("[]", 0), ran.stderr


@pytest.mark.parametrize("name", ["too many requests", "internal error", "loading", "bad gateway", "no answer"])
def test_what_may_pass_is_tried_once_more(name: str) -> None:
    with serving(first(SCENARIOS[name].behave, FINE["good"].behave)) as server:
        assert "".join(ChatModel(server.settings(), PATIENT).stream(ASKED)) == WHOLE
    assert len(server.requests) == 2


def test_what_may_pass_is_tried_no_third_time() -> None:
    with serving(REFUSED["overloaded"]) as server, pytest.raises(ModelBusy):
        list(ChatModel(server.settings(), PATIENT).stream(ASKED))
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    "name", ["wrong key", "quota", "context", "unknown model", "broken", "stalls", "no first byte"]
)
def test_what_will_not_pass_or_has_begun_is_not_tried_again(name: str) -> None:
    scenario = SCENARIOS[name]
    with serving(scenario) as server, pytest.raises(scenario.error):  # type: ignore[arg-type]
        list(ChatModel(server.settings(), scenario.limits).stream(ASKED))
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("wanted", "requests", "seconds"), [("0", 2, 0), ("7", 1, 7), ("86400", 1, 3600), ("soon", 2, 30)]
)
def test_a_server_is_left_alone_as_long_as_it_wants(wanted: str, requests: int, seconds: int) -> None:
    with serving(Scenario(refuses(429, retry_after=wanted), ModelBusy)) as server, pytest.raises(ModelBusy) as busy:
        list(ChatModel(server.settings(), PATIENT).stream(ASKED))
    assert len(server.requests) == requests
    assert busy.value.values == {"host": f"127.0.0.1:{server.server_port}", "seconds": seconds}


def test_a_stop_ends_the_wait_for_a_server_that_says_nothing() -> None:
    stop = threading.Event()
    for name, text in (("stalls", BEGUN), ("no first byte", "")):
        stop.clear()
        pieces: list[str] = []
        with serving(SLOW[name]) as server:
            clock = threading.Timer(0.2, stop.set)
            clock.start()
            begin = time.monotonic()
            with pytest.raises(AnswerCut) as cut:
                pieces.extend(ChatModel(server.settings(), PATIENT).stream(ASKED, stop))
        assert time.monotonic() - begin < PATIENT.silence / 2
        assert cut.value.values["reason"] == "stopped"
        assert text in ("", BEGUN)


def test_who_has_stopped_already_asks_nothing() -> None:
    stop = threading.Event()
    stop.set()
    with serving(FINE["good"]) as server, pytest.raises(AnswerCut):
        list(ChatModel(server.settings(), PATIENT).stream(ASKED, stop))
    assert not server.requests


def test_one_model_answers_several_at_once() -> None:
    answers: list[str] = []
    with serving(FINE["good"]) as server:
        model = ChatModel(server.settings(), PATIENT)
        threads = [threading.Thread(target=lambda: answers.append("".join(model.stream(ASKED)))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert answers == [WHOLE] * 8


# What goes to whom -------------------------------------------------------------------------------------------------


def test_variables_of_the_libraries_change_nothing_of_what_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = "http://no-such-host.invalid/v1"
    for name in ("OPENAI_BASE_URL", "OPENAI_API_BASE", "OPENAI_PROXY", "HTTP_PROXY", "http_proxy", "LANGSMITH_GATEWAY"):
        monkeypatch.setenv(name, elsewhere)
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "LANGSMITH_GATEWAY_API_KEY"):
        monkeypatch.setenv(name, "secret-of-others")
    monkeypatch.setenv("LC_OUTPUT_VERSION", "v1")
    for key in (KEY, ""):
        with serving(FINE["good"]) as server:
            model = ChatModel(replace(server.settings(), key=key), PATIENT)
            assert "".join(model.stream(ASKED)) == WHOLE
        ((path, headers, body),) = server.requests
        assert path == "/v1/chat/completions"
        assert headers["authorization"] == f"Bearer {key or 'none'}"
        assert "secret-of-others" not in str(headers) + str(body)
        assert body["messages"] == [{"role": role, "content": text} for role, text in ASKED]
        assert {*body} == {"model", "messages", "stream", "stream_options"}


def test_nothing_is_traced_whatever_the_variables_say(monkeypatch: pytest.MonkeyPatch) -> None:
    traced: list[object] = []

    def trace(self: LangChainTracer, **given: object) -> None:
        """Note that a tracer was wanted, and be none."""
        traced.append(self)
        raise RuntimeError

    monkeypatch.setattr(LangChainTracer, "__init__", trace)
    for name in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING_V2"):
        monkeypatch.setenv(name, "true")
    langsmith.utils.get_env_var.cache_clear()  # type: ignore[attr-defined]
    try:
        with serving(FINE["good"]) as server:
            model = ChatModel(server.settings(), PATIENT)
            assert "".join(model.stream(ASKED)) == WHOLE
            with untraced():
                assert "".join(each.text for each in model.runnable().stream("?")) == WHOLE
            assert not traced
            assert "".join(each.text for each in model.runnable().stream("?")) == WHOLE
            assert traced, "the variables have no effect: nothing was tested"
    finally:
        monkeypatch.undo()
        langsmith.utils.get_env_var.cache_clear()  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["openai:gpt", "mistralai:small", "anthropic:claude"])
def test_without_a_key_the_provider_is_not_even_asked(name: str, resolved: list[str]) -> None:
    with pytest.raises(ModelKeyRefused, match=f"Check {name.split('ai:')[0].split(':')[0].upper()}"):
        list(ChatModel(ModelSettings(name=name)).stream(ASKED))
    assert not resolved


# How a model is built ----------------------------------------------------------------------------------------------


def test_models_of_other_kinds_are_built_by_langchain(monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[tuple[str, dict[str, Any]]] = []

    def build(name: str, **given: Any) -> GenericFakeChatModel:
        """Build a model that says two words, and not that it is done."""
        built.append((name, given))
        return GenericFakeChatModel(messages=iter([AIMessage("Two words")]))

    monkeypatch.setattr("langchain.chat_models.init_chat_model", build)
    monkeypatch.setattr(builder, "find_spec", lambda name: object())
    for name in ("anthropic:claude", "mistralai:small", "ollama:qwen3:8b"):
        pieces: list[str] = []
        settings = ModelSettings(name=name, url="https://models.test/x/", key=KEY)
        with pytest.raises(AnswerCut):
            pieces.extend(ChatModel(settings).stream(ASKED))
        assert "".join(pieces) == "Two words"
        said, given = built.pop()
        assert f"{given['model_provider']}:{said}" == name
        assert given["base_url"] == "https://models.test/x"
        assert KEY in str(given)
        assert ChatModel(settings).name == name


@pytest.mark.parametrize(
    ("name", "package"), [("anthropic:x", "langchain-anthropic"), ("ollama:x", "langchain-ollama")]
)
def test_a_package_that_is_missing_is_named(name: str, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder, "find_spec", lambda name: None)
    with pytest.raises(ModelPackageMissing, match=f"^{package} is not installed.*pip install {package}=="):
        list(ChatModel(ModelSettings(name=name, key=KEY)).stream(ASKED))
    with pytest.raises(ModelPackageMissing, match=r"pip install -r requirements/llm\.txt"):
        list(ChatModel(ModelSettings(name="openai:x", key=KEY)).stream(ASKED))


def test_mistral_is_asked_through_the_client_of_openai_where_its_own_is_missing(resolved: list[str]) -> None:
    pytest.importorskip("langchain_openai")
    model = ChatModel(ModelSettings(name="mistralai:small", key=KEY), PATIENT).runnable()
    assert type(model).__name__ == "ChatOpenAI"
    assert model.openai_api_base == "https://api.mistral.ai/v1"  # type: ignore[attr-defined]
    assert not resolved


@pytest.mark.parametrize(
    ("settings", "shown", "host", "local"),
    [
        (ModelSettings(name="openai:gpt-5"), "openai:gpt-5", "api.openai.com", False),
        (ModelSettings(name="ollama:qwen3:8b"), "ollama:qwen3:8b", "127.0.0.1:11434", True),
        (ModelSettings(name="qwen3:8b", url="http://localhost:8080/v1/"), "openai:qwen3:8b", "localhost:8080", True),
        (ModelSettings(name="x", url="https://models.test/v1"), "openai:x", "models.test", False),
    ],
)
def test_the_reader_can_be_told_which_model_reads_and_where(
    settings: ModelSettings, shown: str, host: str, local: bool
) -> None:
    model = ChatModel(settings)
    assert (model.name, model.host, model.is_local) == (shown, host, local)


def test_an_error_names_the_host(resolved: list[str]) -> None:
    with serving(SCENARIOS["refused"]) as server, pytest.raises(ModelUnreachable, match=r"from 127\.0\.0\.1:\d+\."):
        list(ChatModel(server.settings(), PATIENT).stream(ASKED))
    with (
        serving(REFUSED["quota"]) as server,
        pytest.raises(ModelQuota, match=rf"at 127\.0\.0\.1:{server.server_port} "),
    ):
        list(ChatModel(server.settings(), PATIENT).stream(ASKED))
