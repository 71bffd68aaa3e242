"""The settings, all from environment variables; the only place that reads them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from assistant.access.addresses import is_loopback
from assistant.access.configuration import VARIABLES as ACCESS_VARIABLES
from assistant.access.configuration import AccessSettings, read_access
from assistant.errors import BadSetting
from corpus.reading_pool import SCHEME

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off"}
# What may be repeated to the user: a secret may stand where something else belongs.
_SECRET = re.compile("KEY|TOKEN|SECRET|PASS")
_NAME = re.compile(r"(?!sk-)[\w.:/-]{1,80}(?<!//)")
_CLUSTER = re.compile(re.escape(SCHEME) + r"(?:tcp|tls)://[\w.\[\]:-]{1,250}:\d{1,5}")
_KNOWN = (
    "ALINEA_HOME",
    "ALINEA_NOTES",
    "ALINEA_EMBEDDER",
    "ALINEA_WORKERS",
    "ALINEA_MODEL",
    "ALINEA_MODEL_URL",
    "ALINEA_MODEL_KEY",
    "ALINEA_MODEL_FILE",
    "ALINEA_MODEL_PLAIN_HTTP",
    "ALINEA_LOG",
    "ALINEA_METRICS_TOKEN",
    "ALINEA_READ_ONLY",
    "ALINEA_AUDIT_QUESTIONS",
    *ACCESS_VARIABLES,
)

LOG_FORMS = ("json", "text")
_SHORTEST_TOKEN = 16

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

_OWN_KEYS = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY", "mistralai": "MISTRAL_API_KEY"}


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
        return _OWN_KEYS[self.provider] if self._at_home and self.provider in _OWN_KEYS else MODEL_VARIABLES["key"]

    @property
    def _at_home(self) -> bool:
        own = _split(ADDRESSES[self.provider])
        return _split(self.address)[:2] == own[:2]


@dataclass(frozen=True, slots=True)
class WatchSettings:
    """How a server is watched.

    `log` is the form of its log of requests, none where empty; `token` opens its figures to other machines; those of
    several processes are kept in a `folder`.
    """

    log: str = ""
    token: str = field(default="", repr=False)
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be configured.

    `home` holds the library and the index; `notes`: whether the bundled notes are used; `embedder` is the name
    or folder of a Sentence Transformers model, None for the embedded one; `workers` the address of a cluster that reads
    files (`corpus.reading_pool`), empty for this machine; `model` is the chat model. `read_only` keeps the library as
    it is; `audit_questions` writes what was asked into the audit log; `access` says who may what, `watch` how a server
    is watched.
    """

    home: Path = Path("data")
    notes: bool = True
    embedder: str | None = None
    workers: str = ""
    model: ModelSettings = ModelSettings()
    watch: WatchSettings = WatchSettings()
    read_only: bool = False
    audit_questions: bool = False
    access: AccessSettings = field(default_factory=AccessSettings)

    @property
    def library(self) -> Path:
        """The SQLite file."""
        return self.home / "library.sqlite"

    @property
    def index(self) -> Path:
        """The folder of index generations."""
        return self.home / "index"

    @property
    def sources(self) -> Path:
        """The folder of the files that documents were read from."""
        return self.home / "sources"

    @property
    def lock(self) -> Path:
        """The file whose lock is the right to write."""
        return self.home / "WRITING"

    @property
    def unfinished(self) -> Path:
        """The file that notes how far the addition of many files has come."""
        return self.home / "adding.jsonl"

    @property
    def downloads(self) -> Path:
        """The folder of documents fetched."""
        return self.home / "downloads"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the variables that begin with ALINEA_. Raises BadSetting, naming the variable and its value."""
    for name in environment:
        if name.startswith("ALINEA_") and name not in _KNOWN:
            shown = "…" if _SECRET.search(name) or not _NAME.fullmatch(environment[name]) else environment[name]
            raise BadSetting(name=name, value=shown, expected=f"no such setting; known: {', '.join(_KNOWN)}")
    file = environment.get("ALINEA_MODEL_FILE")
    return Settings(
        home=_path("ALINEA_HOME", environment.get("ALINEA_HOME") or "data", "a folder"),
        notes=_flag("ALINEA_NOTES", environment.get("ALINEA_NOTES", "1")),
        embedder=environment.get("ALINEA_EMBEDDER") or None,
        workers=_cluster(environment.get("ALINEA_WORKERS", "").strip()),
        model=checked_model(
            ModelSettings(
                name=environment.get("ALINEA_MODEL", "").strip(),
                url=environment.get("ALINEA_MODEL_URL", "").strip(),
                key=environment.get("ALINEA_MODEL_KEY", "").strip(),
                file=_path("ALINEA_MODEL_FILE", file, "a file") if file else None,
                plain_http=_flag("ALINEA_MODEL_PLAIN_HTTP", environment.get("ALINEA_MODEL_PLAIN_HTTP", "0")),
                own_keys=tuple(
                    (provider, environment[variable].strip())
                    for provider, variable in _OWN_KEYS.items()
                    if environment.get(variable)
                ),
            )
        ),
        watch=_watch(environment),
        read_only=_flag("ALINEA_READ_ONLY", environment.get("ALINEA_READ_ONLY", "0")),
        audit_questions=_flag("ALINEA_AUDIT_QUESTIONS", environment.get("ALINEA_AUDIT_QUESTIONS", "0")),
        access=read_access(environment),
    )


def _cluster(address: str) -> str:
    if address and not _CLUSTER.fullmatch(address):
        shown = address if _NAME.fullmatch(address) else "…"
        raise BadSetting(
            name="ALINEA_WORKERS", value=shown, expected="the scheduler of a Dask cluster, as dask:tcp://HOST:PORT"
        )
    return address


def _watch(environment: Mapping[str, str]) -> WatchSettings:
    log, token = environment.get("ALINEA_LOG", ""), environment.get("ALINEA_METRICS_TOKEN", "")
    if log not in ("", *LOG_FORMS):
        raise BadSetting(name="ALINEA_LOG", value=log if _NAME.fullmatch(log) else "…", expected=" or ".join(LOG_FORMS))
    if token and (len(token) < _SHORTEST_TOKEN or not (token.isascii() and token.isprintable()) or " " in token):
        expected = f"at least {_SHORTEST_TOKEN} letters, figures and signs, without spaces"
        raise BadSetting(name="ALINEA_METRICS_TOKEN", value="…", expected=expected)
    folder = environment.get("PROMETHEUS_MULTIPROC_DIR")  # prometheus_client’s own variable
    return WatchSettings(log, token, _path("PROMETHEUS_MULTIPROC_DIR", folder, "a folder") if folder else None)


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
    named = model.name if _NAME.fullmatch(model.name) else "…"  # a key or an address, put where the name belongs
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


def _path(name: str, value: str, expected: str) -> Path:
    """Return a path, `~` expanded. Raises BadSetting for an unknown home, or a name that no system accepts."""
    try:
        path = Path(value).expanduser()
        path.exists()
    except (RuntimeError, ValueError, OSError) as exc:
        raise BadSetting(name=name, value=value, expected=f"{expected} ({exc})") from exc
    return path


def _flag(name: str, value: str) -> bool:
    if value.lower() in _TRUE | _FALSE:
        return value.lower() in _TRUE
    raise BadSetting(name=name, value=value, expected="1 or 0")
