"""What went wrong, as RFC 9457 writes it: `application/problem+json`, with our reason and no word about the server."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

from starlette.responses import JSONResponse

from assistant import i18n
from assistant.access.errors import FilesUsedUp, NoRoom, PagesUsedUp
from assistant.access.refusals import MEDIA_TYPE, problem_object
from assistant.api.errors import RequestTooLong, UnknownOperation, UnreadableRequest
from assistant.ask.types import Answer
from assistant.errors import ModelFault, NoSuchParagraph, NoSuchPlace, NotAllowed, ReadOnlyMode
from corpus.download.errors import NotInCatalogue
from corpus.errors import AlineaError, LibraryFailure, UnknownDocument
from index.errors import SearchError

# The first that fits; what is left is a value that cannot be used.
_STATUS: tuple[tuple[tuple[type[AlineaError], ...], HTTPStatus], ...] = (
    ((NotAllowed, ReadOnlyMode), HTTPStatus.FORBIDDEN),
    ((UnreadableRequest,), HTTPStatus.BAD_REQUEST),
    ((RequestTooLong, NoRoom, FilesUsedUp, PagesUsedUp), HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    ((UnknownOperation, UnknownDocument, NoSuchPlace, NoSuchParagraph, NotInCatalogue), HTTPStatus.NOT_FOUND),
    ((SearchError, LibraryFailure, ModelFault), HTTPStatus.SERVICE_UNAVAILABLE),
)


def status_of(kind: type[AlineaError]) -> HTTPStatus:
    """Return the status of HTTP that an error of some kind has."""
    return next((status for kinds, status in _STATUS if issubclass(kind, kinds)), HTTPStatus.UNPROCESSABLE_ENTITY)


def is_broken(kind: type[AlineaError]) -> bool:
    """Tell whether errors of some kind mean that a component is broken, so that nothing was looked for."""
    return status_of(kind) is HTTPStatus.SERVICE_UNAVAILABLE


def told(error: AlineaError, home: Path) -> str:
    """Return what an error says, without the folders of the server: of a path its name, of `home` nothing."""
    values = {name: _without_folder(name, value) for name, value in error.values.items()}
    message = error.message.format(**values) if is_broken(type(error)) else str(error)
    for folder in {str(home.resolve()), str(home.absolute())}:
        message = message.replace(f"{folder}/", "").replace(folder, "the server")
    return message


def _without_folder(name: str, value: object) -> object:
    return Path(str(value)).name if name == "path" or isinstance(value, Path) else value


def problem_of(error: AlineaError, home: Path, language: str = i18n.DEFAULT) -> dict[str, Any]:
    """Return the object of the problem that an error is, its detail in a language."""
    said = told(error, home) if language == i18n.DEFAULT else i18n.error(error, language)
    return problem_object(status_of(type(error)), said, error.key())


def unavailable(answer: Answer) -> dict[str, Any]:
    """Return the problem of an answer that could not be looked for."""
    return problem_object(HTTPStatus.SERVICE_UNAVAILABLE, answer.answer, "unavailable")


def as_response(said: Mapping[str, Any]) -> JSONResponse:
    """Return the response with the object of a problem."""
    return JSONResponse(dict(said), int(said["status"]), media_type=MEDIA_TYPE)
