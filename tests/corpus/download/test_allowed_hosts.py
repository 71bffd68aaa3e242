"""Only https addresses of the sites on the list, by name, and only where the name leads to the public internet."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.catalogue.catalogue import load
from corpus.catalogue.entry import Holds
from corpus.download.allowed_hosts import HOSTS, Gate, GuardedTransport, is_public
from corpus.download.errors import AddressRefused, DownloadError, HostNotListed, HostUnknown, PrivateAddress

GATE = Gate()


def leading_to(*numbers: str) -> Gate:
    """Return the usual gate, in a world where every name has these numbers."""

    async def resolve(host: str) -> Sequence[str]:
        """Return the numbers."""
        return numbers

    return replace(GATE, resolve=resolve)


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/paper.pdf",
        "https://localhost/paper.pdf",
        "https://10.1.2.3/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/",
        "https://[fd00::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.0.0.1/",
        "https://017700000001/",
        "https://127.1/",
        "https://www.ilo.org@10.0.0.1/",
        "https://user:word@www.ilo.org/",
        "https://@www.ilo.org:8443/",
        "https://www.ilo.org:22/",
        "https://www.ilo.org%00.elsewhere.example/",
        "https://www.ilo.org\\@elsewhere.example/",
        "ftp://www.ilo.org/paper.pdf",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "//www.ilo.org/paper.pdf",
        "www.ilo.org/paper.pdf",
        "https:///paper.pdf",
        "https://www.ilo.org:443443/",
        "https://wʷw.ilo.org\u0000/",
        "",
    ],
)
def test_an_address_that_is_not_plain_is_refused(url: str) -> None:
    with pytest.raises((AddressRefused, HostNotListed)):
        GATE.canonical(url)


@pytest.mark.parametrize(
    "host", ["elsewhere.example", "ilo.org.elsewhere.example", "xilo.org", "www.ilo.org.", "x.www.ilo.org", "ilo.com"]
)
def test_a_host_off_the_list_is_refused_whatever_it_looks_like(host: str) -> None:
    if host == "www.ilo.org.":
        assert GATE.canonical(f"https://{host}/").host == "www.ilo.org", "the same name, written to the root"
        return
    with pytest.raises(HostNotListed, match=r"www\.ilo\.org"):
        GATE.canonical(f"https://{host}/paper.pdf")


@pytest.mark.parametrize(
    ("given_as", "asked"),
    [
        ("http://www.ilo.org/a.pdf", "https://www.ilo.org/a.pdf"),
        ("http://oit.org/public/french/x.htm", "https://www.ilo.org/public/french/x.htm"),
        ("http://ilo.int/dyn/f?p=1%3A2%2Cfr", "https://www.ilo.org/dyn/f?p=1%3A2%2Cfr"),
        ("https://NORMLEX.ilo.org:443/dyn/f?p=1:2,fr#top", "https://normlex.ilo.org/dyn/f?p=1:2,fr"),
    ],
)
def test_old_names_and_plain_http_become_the_present_site_over_https(given_as: str, asked: str) -> None:
    assert str(GATE.canonical(given_as)) == asked


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "10.0.0.1", "172.16.9.9", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fd12:3456::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "::127.0.0.1"),
        *("2001:0:4136:e378:8000:63bf:f5ff:fffe", "not a number"),
    ],
)
def test_a_name_that_leads_into_a_private_network_is_refused(number: str) -> None:
    with pytest.raises(PrivateAddress, match=r"www\.ilo\.org"):
        asyncio.run(leading_to(number).number("www.ilo.org"))
    with pytest.raises(PrivateAddress):
        asyncio.run(leading_to("193.134.194.11", number).number("www.ilo.org"))


def test_a_public_number_is_taken_ipv4_first() -> None:
    assert asyncio.run(leading_to("2606:4700::1111", "8.8.8.8").number("www.ilo.org")) == "8.8.8.8"
    assert asyncio.run(leading_to("2606:4700::1111").number("www.ilo.org")) == "2606:4700::1111"
    with pytest.raises(HostUnknown):
        asyncio.run(leading_to().number("www.ilo.org"))


@given(st.ip_addresses())
def test_no_number_that_python_calls_private_is_public(number: object) -> None:
    if getattr(number, "is_private", False) or getattr(number, "is_link_local", False):
        assert not is_public(str(number))


@given(st.text() | st.text().map(lambda text: f"https://{text}"))
def test_whatever_passes_is_https_on_the_list(url: str) -> None:
    try:
        passed = GATE.canonical(url)
    except DownloadError:
        return
    assert passed.scheme == "https" and passed.host in HOSTS and passed.port is None and not passed.userinfo


def test_the_defaults_are_those_of_the_sites_and_nothing_in_the_environment_changes_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ALINEA_HOSTS", "elsewhere.example")
    assert Gate() == GATE and GATE.scheme == "https" and GATE.port == 443
    assert inspect.signature(GuardedTransport).parameters["gate"].default is inspect.Parameter.empty


def test_every_text_of_the_catalogue_is_at_an_address_that_passes() -> None:
    for entry in load():
        for address in entry.urls:
            if address.holds is Holds.TEXT:
                assert GATE.canonical(address.url).host in HOSTS, entry.id
