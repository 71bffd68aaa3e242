"""The options that choose a chat model, for the commands that may use one; they go before the variables."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from assistant.settings import Settings
from assistant.settings.model import ModelSettings, checked_model

_OPTIONS = {
    "name": "--model",
    "url": "--model-url",
    "key": "ALINEA_MODEL_KEY",
    "file": "--model-file",
    "plain_http": "ALINEA_MODEL_PLAIN_HTTP=1",
}


def add_model(command: argparse.ArgumentParser) -> None:
    """Add the options of a chat model to a command."""
    group = command.add_argument_group("chat model", "Without one, answers are quotations. Keys: ALINEA_MODEL_KEY.")
    group.add_argument("--model", metavar="PROVIDER:NAME", help="openai, anthropic, mistralai or ollama, and a name")
    group.add_argument("--model-url", metavar="URL", help="address of a server that speaks as OpenAI's does")
    group.add_argument("--model-file", metavar="FILE", type=Path, help="a GGUF file, run on this machine")


def with_model(settings: Settings, options: argparse.Namespace) -> Settings:
    """Return the settings with the model that the options name, where they name one. Raises BadSetting.

    A model or file that is named puts the address and file of the variables aside: they were another model's.
    """
    name, url, file = (getattr(options, each, None) for each in ("model", "model_url", "model_file"))
    if not (name or url or file):
        return settings
    given = settings.model
    if file:
        chosen = ModelSettings(file=file, name=name or "", url=url or "")
    else:
        chosen = replace(given, name=name or given.name, url=url or ("" if name else given.url), file=None)
    return replace(settings, model=checked_model(chosen, _OPTIONS))
