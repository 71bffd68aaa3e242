"""What can be said of the chat model that words answers, and what of it cannot be used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from assistant.access.addresses import is_loopback
from assistant.errors import BadSetting

PLAIN = re.compile(r"(?!sk-)[\w.:/-]{1,80}(?<!//)")
MODEL_VARIABLES = {
    "name": "ALINEA_MODEL",
    "url": "ALINEA_MODEL_URL",
    "key": "ALINEA_MODEL_KEY",
    "file": "ALINEA_MODEL_FILE",
    "plain_http": "ALINEA_MODEL_PLAIN_HTTP",
}
"""The variable of each field of `ModelSettings` that is set."""

ADDRESSES = {
    "openai": "https://api.openai.com/v1",
    "anthropic": "https://api.anthropic.com",
    "mistralai": "https://api.mistral.ai/v1",
    "ollama": "http://127.0.0.1:11434",
}
"""The address of each provider of chat models where no other is given."""

OWN_KEYS = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY", "mistralai": "MISTRAL_API_KEY"}


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """The chat model that words answers, if any: by name at a provider or a server, or a file on this machine.

    `name` is "provider:name", or a bare name where `url` says whose server it is; `key` goes with every request, and
    `own_keys` holds those that the providers' own variables have, by provider; `plain_http` allows an address without
    encryption on another machine.
    """

    name: str = ""
    url: str = ""
    key: str = field(default="", repr=False)
    file: Path | None = None
    plain_http: bool = False
    own_keys: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    @property
    def wanted(self) -> bool:
        """Whether a model is to be used at all."""
        return bool(self.name or self.file)

    @property
    def provider(self) -> str:
        """The provider whose way of talking is used; a bare name means that of OpenAI, which most servers know."""
        before, colon, _ = self.name.partition(":")
        return before if colon and before in ADDRESSES else "openai"

    @property
    def model(self) -> str:
        """The name as the server knows it."""
        return self.name.removeprefix(f"{self.provider}:")

    @property
    def address(self) -> str:
        """The address asked, without a slash at its end."""
        return (self.url or ADDRESSES[self.provider]).rstrip("/")

    @property
    def host(self) -> str:
        """Which host is sent the paragraphs, with its port if it is named; none where the model is a file."""
        return "" if self.file else _split(self.address).netloc

    @property
    def on_this_machine(self) -> bool:
        """Whether the paragraphs stay on this machine."""
        return bool(self.file) or is_loopback(_split(self.address).hostname or "")

    @property
    def secret(self) -> str:
        """The key to send. A provider's own variable is for its own address, and is never sent to another host."""
        return self.key or (dict(self.own_keys).get(self.provider, "") if self._at_home else "")

    @property
    def key_variable(self) -> str:
        """The variable in which a user would put the key."""
        return OWN_KEYS[self.provider] if self._at_home and self.provider in OWN_KEYS else MODEL_VARIABLES["key"]

    @property
    def _at_home(self) -> bool:
        own = _split(ADDRESSES[self.provider])
        return _split(self.address)[:2] == own[:2]


def checked_model(model: ModelSettings, called: Mapping[str, str] = MODEL_VARIABLES) -> ModelSettings:
    """Return the settings of a model if they can be used. Raises BadSetting where they cannot.

    `called` says by which name the user knows each field: that of a variable, or of an option of the command line.
    """
    if model.file and (model.name or model.url):
        other = "name" if model.name else "url"
        expected = f"a model’s file or its name, not both: leave out {called['file']} or {called[other]}"
        raise BadSetting(name=called["file"], value=model.file, expected=expected)
    if model.url:
        _check_url(model, called)
    if model.url and not model.name:
        expected = f"the name of a model beside it, in {called['name']}"
        raise BadSetting(name=called["url"], value=model.url, expected=expected)
    if model.name and not (model.model and model.model.isprintable()):
        raise BadSetting(name=called["name"], value=model.name, expected="the name of a model after the colon")
    named = model.name if PLAIN.fullmatch(model.name) else "…"  # a key or an address, put where the name belongs
    if model.name and not model.url and model.model == model.name:
        expected = f"one of {', '.join(f'{each}:NAME' for each in ADDRESSES)}, or an address in {called['url']}"
        raise BadSetting(name=called["name"], value=named, expected=expected)
    if model.name and not (model.secret.isascii() and model.secret.isprintable() and " " not in model.secret):
        expected = "a key of letters, figures and signs, without spaces"
        raise BadSetting(name=model.key_variable if not model.key else called["key"], value="…", expected=expected)
    return model


def _check_url(model: ModelSettings, called: Mapping[str, str]) -> None:
    """Check the address of a model. Raises BadSetting, without what may be a password in it."""
    parts = _split(model.url)
    shown = f"{parts.scheme}://{parts.hostname}/…" if parts.hostname else "…"  # all else may be a secret
    usable = parts.scheme in ("http", "https") and parts.hostname and model.url.isprintable() and " " not in model.url
    if not usable or "@" in parts.netloc or parts.query or parts.fragment:
        expected = "an address such as https://models.example/v1, without name and password"
        raise BadSetting(name=called["url"], value=shown, expected=expected)
    if parts.scheme == "http" and not (model.plain_http or model.on_this_machine):
        expected = (
            f"https://, since anyone on the way could read along; {called['plain_http']} allows http:// all the same"
        )
        raise BadSetting(name=called["url"], value=shown, expected=expected)


def _split(url: str) -> SplitResult:
    """Return the parts of an address; none of one that cannot be read."""
    try:
        parts = urlsplit(url)
        return parts if parts.port != 0 else urlsplit("")
    except ValueError:  # a bracket that is not closed, a port that is no number
        return urlsplit("")
