"""The log of a server, on standard error: a line for each request where that is wanted, as JSON or as text."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from pythonjsonlogger.core import RESERVED_ATTRS
from uvicorn.config import LOGGING_CONFIG

_TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_JSON = {
    "()": "pythonjsonlogger.json.JsonFormatter",
    "fmt": ["levelname", "name", "message"],
    "rename_fields": {"levelname": "level", "name": "logger"},
    "timestamp": "time",
    "reserved_attrs": [*RESERVED_ATTRS, "color_message"],  # uvicorn's, for terminals
    "json_ensure_ascii": False,
}


def log_config(form: str) -> dict[str, Any]:
    """Return the configuration for `logging`, uvicorn's own included; `form` is json or text, none where empty.

    Without a form, requests are not logged: whoever runs Alinéa for themselves reads the terminal for what is wrong.
    """
    if not form:
        return deepcopy(LOGGING_CONFIG)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": _JSON if form == "json" else {"format": _TEXT}},
        "handlers": {"line": {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stderr"}},
        "root": {"handlers": ["line"], "level": "WARNING"},
        "loggers": {
            "alinea.requests": {"level": "INFO"},
            "uvicorn": {"level": "INFO"},
            "uvicorn.access": {"level": "WARNING"},  # it has the address with its query
        },
    }
