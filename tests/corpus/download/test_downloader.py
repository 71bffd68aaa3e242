"""One address: going on after an interruption, one process at a time, and only hosts that can prove their name."""

from __future__ import annotations

import hashlib
import os
import signal
import ssl
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from corpus.download.downloader import Downloader
from corpus.download.errors import CannotKeep, CutShort, InProgress, NotTrusted
from corpus.download.resume import Partial, validator
from corpus.download.transfer import seconds_asked
from tests.corpus.download import server as web
from tests.corpus.download.cases import CHARTER, LIMITS, page, pdf
from tests.corpus.download.server import HOST, Handler, Server

GOOD = pdf(*CHARTER)


@pytest.fixture
def server() -> Iterator[Server]:
    """Give a server."""
    with web.running() as running:
        yield running


def downloader(server: Server, folder: Path, *, tries: int = 1) -> Downloader:
    """Return what fetches from the server."""
    limits = replace(LIMITS, tries=tries, first_wait=0.0)
    return Downloader(folder, gate=server.gate(), limits=limits)


def test_a_download_has_the_hash_of_its_bytes(server: Server, tmp_path: Path) -> None:
    server.routes["/a.pdf"] = web.gives(GOOD)
    told: list[tuple[int, int | None]] = []
    found = downloader(server, tmp_path).get(server.url("/a.pdf"), lambda *size: told.append(size))
    assert found.path.read_bytes() == GOOD and found.sha256 == hashlib.sha256(GOOD).hexdigest()
    assert told[-1] == (len(GOOD), len(GOOD)) == (found.size, found.size)


def test_ctrl_c_loses_nothing_and_the_next_call_goes_on(server: Server, tmp_path: Path) -> None:
    def interrupted(handler: Handler, count: int) -> None:
        """Send a part, and press Ctrl-C."""
        handler.head(content_type="application/pdf", content_length=len(GOOD), etag='"one"')
        handler.wfile.write(GOOD[:400])
        handler.server.over.wait(0.1)
        os.kill(os.getpid(), signal.SIGINT)
        handler.server.over.wait(5)

    server.routes["/a.pdf"] = web.first(1, interrupted, web.goes_on(GOOD, '"one"'))
    with pytest.raises(KeyboardInterrupt):
        downloader(server, tmp_path).get(server.url("/a.pdf"))
    found = downloader(server, tmp_path).get(server.url("/a.pdf"))
    assert server.requests[1][1]["Range"] == "bytes=400-"
    assert found.path.read_bytes() == GOOD


def test_the_rest_of_a_file_dated_long_ago_is_asked_for_by_its_date(server: Server, tmp_path: Path) -> None:
    changed = format_datetime(datetime.now(UTC) - timedelta(days=9), usegmt=True)

    def cut(handler: Handler, count: int) -> None:
        """Break off, having said when the file was changed."""
        handler.head(content_length=len(GOOD), last_modified=changed)
        handler.wfile.write(GOOD[:400])

    server.routes["/a.pdf"] = web.first(1, cut, web.goes_on(GOOD, changed))
    assert downloader(server, tmp_path, tries=2).get(server.url("/a.pdf")).path.read_bytes() == GOOD
    assert server.requests[1][1]["If-Range"] == changed


@pytest.mark.parametrize(
    ("headers", "names"),
    [
        ({"etag": '"one"'}, '"one"'),
        ({"etag": 'W/"one"'}, ""),
        ({"last-modified": "Mon, 02 Jan 2023 00:00:00 GMT", "date": "Mon, 02 Jan 2023 01:00:00 GMT"},
         "Mon, 02 Jan 2023 00:00:00 GMT"),
        ({"last-modified": "Mon, 02 Jan 2023 00:00:00 GMT", "date": "Mon, 02 Jan 2023 00:00:30 GMT"}, ""),
        ({"last-modified": "yesterday", "date": "today"}, ""),
        ({}, ""),
    ],
)  # fmt: skip
def test_what_names_a_state_of_a_file(headers: dict[str, str], names: str) -> None:
    assert validator(headers) == names


@pytest.mark.parametrize(
    "answer",
    [
        {"content_range": f"bytes 400-{len(GOOD) - 1}/{len(GOOD)}"},
        {"content_range": f"bytes 400-{len(GOOD) + 8}/{len(GOOD) + 9}", "etag": '"one"'},
        {"content_range": f"bytes 0-{len(GOOD) - 1}/{len(GOOD)}", "etag": '"one"'},
        {"content_range": "the rest", "etag": '"one"'},
        {"etag": '"one"'},
    ],
)
def test_a_part_that_does_not_say_it_fits_is_not_taken(
    server: Server, tmp_path: Path, answer: dict[str, object]
) -> None:
    def careless(handler: Handler, count: int) -> None:
        """Give some part of some file."""
        handler.head(206, content_length=4, **answer)
        handler.wfile.write(b"oops")

    server.routes["/a.pdf"] = web.first(1, web.cuts(GOOD, 400), web.first(2, careless, web.gives(GOOD)))
    assert downloader(server, tmp_path, tries=3).get(server.url("/a.pdf")).path.read_bytes() == GOOD
    assert "Range" not in server.requests[2][1]


def test_damaged_notes_on_a_download_mean_a_new_beginning(server: Server, tmp_path: Path) -> None:
    server.routes["/a.pdf"] = web.first(1, web.cuts(GOOD, 400), web.goes_on(GOOD, '"one"'))
    with pytest.raises(CutShort):
        downloader(server, tmp_path).get(server.url("/a.pdf"))
    next(tmp_path.glob("*.json")).write_text('{"validator": 7')
    assert downloader(server, tmp_path).get(server.url("/a.pdf")).path.read_bytes() == GOOD
    assert "Range" not in server.requests[1][1]


def test_more_kept_than_the_host_has_means_a_new_beginning(server: Server, tmp_path: Path) -> None:
    server.routes["/a.pdf"] = web.first(1, web.cuts(GOOD, 400), web.first(2, web.says(416), web.gives(GOOD)))
    assert downloader(server, tmp_path, tries=3).get(server.url("/a.pdf")).path.read_bytes() == GOOD


def test_two_processes_do_not_write_one_file(server: Server, tmp_path: Path) -> None:
    url = server.url("/a.pdf")
    server.routes["/a.pdf"] = web.gives(GOOD)
    with Partial(tmp_path, url).held() as file:
        file.write(b"bytes of the other")
        file.flush()
        with pytest.raises(InProgress):
            downloader(server, tmp_path).get(url)
        assert Partial(tmp_path, url).path.stat().st_size > 0


def test_a_folder_that_cannot_be_written_is_told(server: Server, tmp_path: Path) -> None:
    server.routes["/a.pdf"] = web.gives(GOOD)
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(CannotKeep, match="file"):
        downloader(server, tmp_path / "file").get(server.url("/a.pdf"))


def test_a_page_without_length_and_end_is_taken_for_cut(server: Server, tmp_path: Path) -> None:
    whole = page(*CHARTER)
    server.routes["/a"] = web.cuts(whole, len(whole) - 20, declared=False, content_type="text/html")
    server.routes["/b"] = web.gives(whole[:-14], "text/html")
    with pytest.raises(CutShort, match=HOST):
        downloader(server, tmp_path).get(server.url("/a"))
    assert downloader(server, tmp_path).get(server.url("/b")).format == "html", "many pages leave their end out"


def test_a_host_that_cannot_prove_its_name_gets_no_request(server: Server, tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    chain = tmp_path / "host.pem"
    no_word = serialization.NoEncryption()
    chain.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, no_word)
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    gate = server.gate()
    secure = type(gate)(gate.hosts, "https", gate.port, gate.resolve, gate.is_public)
    with pytest.raises(NotTrusted, match="self-signed"):
        Downloader(tmp_path, gate=secure, limits=LIMITS).get(server.url("/a.pdf").replace("http:", "https:"))
    assert not server.requests


@pytest.mark.parametrize(("said", "seconds"), [("7", 7.0), ("", 0.0), ("soon", 0.0), ("-5", 0.0)])
def test_retry_after(said: str, seconds: float) -> None:
    assert seconds_asked(said) == seconds
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    assert 80 < seconds_asked(later) <= 90
    assert seconds_asked("Mon, 02 Jan 2023 00:00:00 GMT") == 0.0


def test_a_cookie_belongs_to_the_name_and_is_kept_on_the_way(server: Server, tmp_path: Path) -> None:
    """NORMLEX opens a session first: it sets a cookie and leads to the address again, the session in it."""

    def opens_a_session(handler: Handler, count: int) -> None:
        """Set a cookie and lead on."""
        handler.head(302, set_cookie="session=7; Path=/", location="/f?p=1000:12100:7", content_length=0)

    server.routes = {"/f?p=1000:12100:0": opens_a_session, "/f?p=1000:12100:7": web.gives(page(*CHARTER), "text/html")}
    found = downloader(server, tmp_path).get(server.url("/f?p=1000:12100:0"))
    assert server.requests[1][1]["Cookie"] == "session=7" and found.url.endswith(":7")
    assert server.requests[0][1]["Host"].startswith(HOST) and "Cookie" not in server.requests[0][1]
