"""What can be taken along of what was made: the formats, and the file of one as the page's script saves it."""

from __future__ import annotations

import base64
import ipaddress
import json
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from markupsafe import Markup

from assistant import i18n
from assistant.errors import BadRequest
from assistant.service import Assistant
from assistant.study.files import FORMATS, Material
from assistant.study.formats.pdf import has_libreoffice
from assistant.study.formats.word_handout import Link
from assistant.study.session_plan import SessionPlan
from assistant.study.types import Quiz, StudyFile
from assistant.ui import templating
from assistant.ui.parts.study_preview import kind_name
from assistant.ui.parts.study_schedule import Record, as_plain
from corpus.phrases import Phrase

File = dict[str, str]

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MIME = {
    "docx": _WORD,
    "pdf": "application/pdf",
    "xml": "application/xml",
    "txt": "text/plain;charset=utf-8",
    "apkg": "application/octet-stream",
    "csv": "text/csv;charset=utf-8",
    "json": "application/json",
}
_ON_PAPER = ("docx", "pdf")
_PAPER, _KEY = "-paper", "-key"
_LONGEST_ADDRESS = 200


def render(language: str, made: Material) -> Markup:
    """Return the formats as buttons; those on paper also in large print, and a paper's key as a file of its own."""
    on_paper = any(form in _ON_PAPER for form in FORMATS[type(made)])
    return templating.render("study/take_along.html", language, forms=_forms(made), on_paper=on_paper)


def take(
    service: Assistant, made: Material, form: str, *, large: bool, address: str, language: str
) -> tuple[File, str]:
    """Return a file of what was made, and what is to be said of it. Raises what the study aid raises."""
    bare, hyphen, ending = form.partition("-")
    link = Link.CODE if address else Link.NONE
    made_files = service.study.files(made, bare, address=address, large_print=large, link=link)
    wanted = (each for each in made_files[1:] if each.name.endswith(f"-{ending}.{bare}"))
    file = next(wanted, made_files[0]) if hyphen else made_files[0]
    return as_download(file.name, file.content), told(file, language)


def told(file: StudyFile, language: str) -> str:
    """Return what a file holds, and what it cannot hold."""
    said = i18n.plural("study.page.taken", file.held, language, file=file.name)
    if not file.left_out:
        return said
    left = ", ".join(f"{kind_name(kind, language)} ({n})" for kind, n in file.left_out.items())
    return f"{said} {i18n.text('study.page.left_out', language, kinds=left)}"


def record_file(record: Record, language: str) -> File:
    """Return what a reader's cards are known by, as a file to keep."""
    content = json.dumps(as_plain(record), ensure_ascii=False) + "\n"
    return as_download(f"alinea-{i18n.text('study.page.learn.file', language)}.json", content.encode("utf-8"))


def as_download(name: str, content: bytes) -> File:
    """Return a file as the page's script saves it: its name, its type, its bytes in base 64."""
    kind = _MIME.get(name.rpartition(".")[2], "application/octet-stream")
    return {"name": name, "type": kind, "content": base64.b64encode(content).decode("ascii")}


def address_of(written: str, headers: Mapping[str, str]) -> str:
    """Return where readers reach the web app: as the maker wrote it, else where the page came from.

    An address of this machine leads nobody else anywhere: there is none then. Raises BadRequest.
    """
    if written:
        if len(written) > _LONGEST_ADDRESS or not re.fullmatch(r"https?://[^\s\"'<>\\#?]+", written):
            raise BadRequest(
                value=written,
                expected=Phrase("error.expected.web_address", "an address that begins with http:// or https://"),
            )
        return written.rstrip("/")
    origin = headers.get("origin", "")
    if len(origin) > _LONGEST_ADDRESS or not re.fullmatch(r"https?://[\w.:\[\]-]+", origin, re.ASCII):
        return ""
    return "" if _is_this_machine(origin) else origin


def _is_this_machine(origin: str) -> bool:
    try:
        host = urlsplit(origin).hostname or ""
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:  # a name, not a number
        return False


def _forms(made: Material) -> list[tuple[str, str]]:
    """Return the formats as (value, name): a quiz on paper is two files."""
    found: list[tuple[str, str]] = []
    for form in FORMATS[type(made)]:
        if form == "pdf" and not has_libreoffice():
            continue
        if isinstance(made, Quiz) and form in _ON_PAPER:
            found += [(form, f"{form}.paper"), (f"{form}{_KEY}", f"{form}.key")]
        elif isinstance(made, SessionPlan) and form in _ON_PAPER:
            found += [(form, form), (f"{form}{_PAPER}", f"{form}.paper"), (f"{form}{_KEY}", f"{form}.key")]
        else:
            found.append((form, "json.quiz" if isinstance(made, Quiz) and form == "json" else form))
    return found
