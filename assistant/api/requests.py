"""Reads what a request gives to an operation: from its address, from a JSON body, or from a form with files."""

from __future__ import annotations

import json
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import HTTPConnection, Request
from starlette.types import Message

from assistant import i18n
from assistant.access.visitor import OWNER, Visitor, visitor_in
from assistant.api.errors import RequestTooLong, UnreadableRequest
from corpus.phrases import Phrase
from corpus.text.one_line import as_one_line, shortened

LONGEST_BODY = 1_000_000  # bytes of JSON
LARGEST_UPLOAD = 50_000_000  # bytes of all files of one request
_MOST_FILES = 50
_MOST_FIELDS = 20
_LONGEST_NAME = 120  # characters


def visitor_of(request: HTTPConnection | None) -> Visitor:
    """Return who makes a request: as access control says, else a reader; without any request, whoever runs this."""
    return OWNER if request is None else visitor_in(request.scope)


def language_of(request: HTTPConnection, given: Mapping[str, Any]) -> str:
    """Return the language in which problems are told: the one asked for, else that of `Accept-Language`."""
    asked = given.get("language")
    return str(asked) if asked in i18n.LANGUAGES else i18n.preferred(request.headers.get("accept-language"))


def from_query(request: Request) -> dict[str, Any]:
    """Return the parameters of an address; one that is given several times is a list."""
    given: dict[str, Any] = {}
    for name, value in request.query_params.multi_items():
        given.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in given.items()}


async def from_json(request: Request) -> dict[str, Any]:
    """Return the JSON object of a body, empty where there is none. Raises UnreadableRequest or RequestTooLong."""
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_BODY:
            raise RequestTooLong(limit=LONGEST_BODY)
    if not body:
        return {}
    if content_type != "application/json":  # also what keeps forms of other sites out
        raise UnreadableRequest(expected=Phrase("error.expected.json_content", "content of the type application/json"))
    try:
        given = json.loads(bytes(body), parse_constant=_no_constant)
    except (ValueError, RecursionError) as exc:
        raise UnreadableRequest(expected=Phrase("error.expected.json_object", "a JSON object")) from exc
    if not isinstance(given, dict):
        raise UnreadableRequest(expected=Phrase("error.expected.json_object", "a JSON object"))
    return given


def _no_constant(name: str) -> object:
    """Refuse NaN and the infinities, which Python reads and JSON does not have."""
    raise ValueError(name)


@asynccontextmanager
async def from_form(request: Request) -> AsyncIterator[tuple[Mapping[str, Any], Path]]:
    """Give the parts of a form, its files in a folder that is there as long as this is. Raises as `from_json` does."""
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise UnreadableRequest(
            expected=Phrase("error.expected.form", "files as parts of a form (multipart/form-data)")
        )
    limited = Request(request.scope, _limited(request))
    try:
        form = await limited.form(max_files=_MOST_FILES, max_fields=_MOST_FIELDS)
    except (MultiPartException, HTTPException) as exc:
        raise UnreadableRequest(
            expected=Phrase("error.expected.form_size", "a form with at most {most} files", most=_MOST_FILES)
        ) from exc
    with tempfile.TemporaryDirectory(prefix="alinea-") as folder:
        paths: list[Path] = []
        said: dict[str, str] = {}
        for number, (name, part) in enumerate(form.multi_items()):
            if isinstance(part, str) and name != "files":
                said[name] = part
                continue
            if name != "files" or isinstance(part, str):
                raise UnreadableRequest(
                    expected=Phrase(
                        "error.expected.form_parts", "files under the name “files”, and beside them only words"
                    )
                )
            path = Path(folder) / str(number) / _safe(part.filename or "")
            path.parent.mkdir()
            path.write_bytes(await part.read())
            paths.append(path)
        await form.close()
        yield {**said, "files": paths}, Path(folder)


def _limited(request: Request) -> Any:  # noqa: ANN401 – what Starlette calls Receive
    """Return what receives a request and gives up past the limit."""
    seen = 0

    async def receive() -> Message:
        nonlocal seen
        message = await request.receive()
        seen += len(message.get("body", b""))
        if seen > LARGEST_UPLOAD:
            raise RequestTooLong(limit=LARGEST_UPLOAD)
        return message

    return receive


def _safe(name: str) -> str:
    """Return the name of an uploaded file without folders and odd signs, its ending kept.

    >>> _safe("../../etc/Loi n° 1.pdf")
    'Loi n° 1.pdf'
    """
    plain = as_one_line(name.encode("utf-8", "replace").decode("utf-8").replace("\\", "/").rpartition("/")[2]).strip(
        "."
    )
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        return shortened(plain, _LONGEST_NAME) or "file"
    return f"{shortened(stem, _LONGEST_NAME) or 'file'}.{ending[:10]}"


def without_folder(said: Any, folder: Path) -> Any:  # noqa: ANN401 – JSON
    """Return JSON without the name of a folder of this server, nor those of the numbered ones in it."""
    if isinstance(said, str):
        pieces = said.split(f"{folder}/")
        return pieces[0] + "".join(each.partition("/")[2] for each in pieces[1:])
    if isinstance(said, dict):
        return {name: without_folder(value, folder) for name, value in said.items()}
    if isinstance(said, list | tuple):
        return [without_folder(each, folder) for each in said]
    return said
