"""The settings, all from environment variables; the only place that reads them."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assistant.access.configuration import VARIABLES as ACCESS_VARIABLES
from assistant.access.configuration import AccessSettings, read_access
from assistant.errors import BadSetting
from assistant.settings.model import OWN_KEYS, PLAIN, ModelSettings, checked_model
from corpus.postgres.address import is_address
from corpus.reading_pool import SCHEME
from index.stores.milvus_server import is_address as is_milvus

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off"}
# What may be repeated to the user: a secret may stand where something else belongs.
_SECRET = re.compile("KEY|TOKEN|SECRET|PASS")
_CLUSTER = re.compile(re.escape(SCHEME) + r"(?:tcp|tls)://[\w.\[\]:-]{1,250}:\d{1,5}")
_KNOWN = (
    "ALINEA_HOME",
    "ALINEA_NOTES",
    "ALINEA_EMBEDDER",
    "ALINEA_STORE",
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

    `home` holds the library and the index, unless `store` is the address of a database that does, or of the Milvus that
    has the index's vectors; `notes`: whether the bundled notes are used; `embedder` is the name or folder of a Sentence
    Transformers model, None for the embedded one; `workers` the address of a cluster that reads files
    (`corpus.reading_pool`), empty for this machine; `model` is the chat model. `read_only` keeps the library as it is;
    `audit_questions` logs what was asked; `access` says who may what, `watch` how a server is watched.
    """

    home: Path = Path("data")
    store: str = field(default="", repr=False)
    notes: bool = True
    embedder: str | None = None
    workers: str = ""
    model: ModelSettings = field(default_factory=ModelSettings)
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
            shown = "…" if _SECRET.search(name) or not PLAIN.fullmatch(environment[name]) else environment[name]
            raise BadSetting(name=name, value=shown, expected=f"no such setting; known: {', '.join(_KNOWN)}")
    file = environment.get("ALINEA_MODEL_FILE")
    return Settings(
        home=_path("ALINEA_HOME", environment.get("ALINEA_HOME") or "data", "a folder"),
        store=_store(environment.get("ALINEA_STORE", "").strip()),
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
                    for provider, variable in OWN_KEYS.items()
                    if environment.get(variable)
                ),
            )
        ),
        watch=_watch(environment),
        read_only=_flag("ALINEA_READ_ONLY", environment.get("ALINEA_READ_ONLY", "0")),
        audit_questions=_flag("ALINEA_AUDIT_QUESTIONS", environment.get("ALINEA_AUDIT_QUESTIONS", "0")),
        access=read_access(environment),
    )


def _store(address: str) -> str:
    if not address or is_address(address) or is_milvus(address):
        return address
    expected = "an address such as postgresql://name@host/database, milvus:http://host:19530 or milvus:/folder/name.db"
    raise BadSetting(name="ALINEA_STORE", value="…", expected=expected)


def _cluster(address: str) -> str:
    if address and not _CLUSTER.fullmatch(address):
        shown = address if PLAIN.fullmatch(address) else "…"
        raise BadSetting(
            name="ALINEA_WORKERS", value=shown, expected="the scheduler of a Dask cluster, as dask:tcp://HOST:PORT"
        )
    return address


def _watch(environment: Mapping[str, str]) -> WatchSettings:
    log, token = environment.get("ALINEA_LOG", ""), environment.get("ALINEA_METRICS_TOKEN", "")
    if log not in ("", *LOG_FORMS):
        raise BadSetting(name="ALINEA_LOG", value=log if PLAIN.fullmatch(log) else "…", expected=" or ".join(LOG_FORMS))
    if token and (len(token) < _SHORTEST_TOKEN or not (token.isascii() and token.isprintable()) or " " in token):
        expected = f"at least {_SHORTEST_TOKEN} letters, figures and signs, without spaces"
        raise BadSetting(name="ALINEA_METRICS_TOKEN", value="…", expected=expected)
    folder = environment.get("PROMETHEUS_MULTIPROC_DIR")  # prometheus_client’s own variable
    return WatchSettings(log, token, _path("PROMETHEUS_MULTIPROC_DIR", folder, "a folder") if folder else None)


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
