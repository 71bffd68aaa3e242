"""Real llama.cpp servers of models that say what a test wants them to say.

    speakers = Speakers(tmp_path)
    model = speakers.model("Les coopératives grandissent [1].")
    "".join(model.stream([Message("user", "?")]))
    speakers.close()

The process of a model starts with its first question, in a fifth of a second.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import httpx

from assistant.ask.chat_models import ChatModel
from assistant.ask.models import file_server
from assistant.ask.models.builder import Limits
from assistant.settings.model import ModelSettings
from tests.assistant.ask.models.gguf_file import write_model

LIMITS = Limits(connect=10, silence=30, total=60, pause=0)


class Speakers:
    """The models of some tests, each made and started once; `close` ends them all."""

    def __init__(self, folder: Path) -> None:
        """Take the folder for their files."""
        self._folder = folder
        self._files: dict[tuple[str, bool, int], Path] = {}
        self._models: list[ChatModel] = []

    def model(self, text: str, *, endless: bool = False, context: int = 4096, limits: Limits = LIMITS) -> ChatModel:
        """Return a model that says `text`, again and again if it is `endless`; `context` is in tokens."""
        model = ChatModel(ModelSettings(file=self.file(text, endless=endless, context=context)), limits)
        self._models.append(model)
        return model

    def file(self, text: str, *, endless: bool = False, context: int = 4096) -> Path:
        """Return the file of such a model."""
        key = text, endless, context
        if key not in self._files:
            path = self._folder / f"model-{len(self._files) + 1}.gguf"
            self._files[key] = write_model(path, text, endless=endless, context=context)
        return self._files[key]

    def close(self) -> None:
        """End every process."""
        for model in self._models:
            model.close()


def state(file: Path, path: str = "/slots") -> Any:
    """Return what the server of a model file that is in use says of itself."""
    server = file_server.take(file)
    try:
        url, key = server.address()
        return httpx.get(f"{url}{path}", headers={"Authorization": f"Bearer {key}"}, trust_env=False).json()
    finally:
        file_server.give_back(file)


def is_idle(file: Path, *, within: float = 1.0) -> bool:
    """Tell whether the server of a model file writes nothing any more in so many seconds from now."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        if not any(slot["is_processing"] for slot in state(file)):
            return True
        time.sleep(0.02)
    return False
