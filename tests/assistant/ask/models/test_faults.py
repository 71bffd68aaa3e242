"""Whatever a server does, the reader gets what there is of the answer, and one error that says what to do."""

from __future__ import annotations

import logging
import traceback

import pytest

from assistant.ask.chat_models import ChatModel, Message
from tests.assistant.ask.models.faulty import KEY, SCENARIOS, Scenario, serving

ASKED = [Message("system", "Answer in French."), Message("user", "Que font les coopératives ?")]


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS)
def test_every_fault_has_its_error_and_the_text_before_it(scenario: Scenario, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    pieces: list[str] = []
    told = ""
    with serving(scenario) as server:
        model = ChatModel(server.settings(), scenario.limits)
        if scenario.error is None:
            pieces += model.stream(ASKED)
        else:
            with pytest.raises(scenario.error) as raised:
                for piece in model.stream(ASKED):
                    pieces.append(piece)
            assert type(raised.value) is scenario.error
            told = "".join(traceback.format_exception(raised.value))
    assert "".join(pieces) == scenario.text
    for secret in (KEY, "<html", "<script"):
        assert secret not in told + caplog.text
