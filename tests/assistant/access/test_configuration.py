"""The settings of access: what they mean, and how a value that cannot be used is told, without a secret."""

from __future__ import annotations

import pytest

from assistant.access.configuration import AccessSettings, Limits, Mode
from assistant.access.visitor import Role
from assistant.errors import BadSetting
from assistant.settings import read_settings

OIDC = {
    "ALINEA_ACCESS": "oidc",
    "ALINEA_OIDC_ISSUER": "https://login.example.org/",
    "ALINEA_OIDC_CLIENT_ID": "alinea",
    "ALINEA_OIDC_CLIENT_SECRET": "s3cret-of-the-client",
    "ALINEA_OIDC_ROLES": "staff=reader; cn=library,ou=people=editor",
}


def test_without_any_variable_access_is_for_ones_own_machine() -> None:
    settings = read_settings({})
    assert settings.access == AccessSettings() and settings.access.mode is None
    assert not settings.read_only and not settings.audit_questions


def test_every_variable_has_its_place() -> None:
    given = {
        "ALINEA_ACCESS": "Users",
        "ALINEA_HOSTS": "Alinea.example.org., 192.0.2.7, [2001:db8::1]",
        "ALINEA_SESSION_HOURS": "8",
        "ALINEA_REQUESTS": "60",
        "ALINEA_UPLOAD_MB": "20",
        "ALINEA_UPLOAD_FILES": "30",
        "ALINEA_UPLOAD_PAGES": "400",
        "ALINEA_READ_ONLY": "1",
        "ALINEA_AUDIT_QUESTIONS": "yes",
    }
    settings = read_settings(given)
    assert settings.read_only and settings.audit_questions
    assert settings.access.mode is Mode.USERS and settings.access.session_hours == 8
    assert settings.access.hosts == ("alinea.example.org", "192.0.2.7", "2001:db8::1")
    assert settings.access.limits == Limits(60, 20_000_000, 30, 400)


def test_groups_have_roles() -> None:
    oidc = read_settings({**OIDC, "ALINEA_OIDC_ROLES": "staff=reader;*=reader;cn=library,ou=people=editor"}).access.oidc
    assert oidc.roles == (("staff", Role.READER), ("*", Role.READER), ("cn=library,ou=people", Role.EDITOR))
    assert oidc.issuer == "https://login.example.org" and oidc.claim == "groups"


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"ALINEA_ACCESS": "everyone"}, "ALINEA_ACCESS is “everyone”; expected users, proxy, oidc or open"),
        ({"ALINEA_HOSTS": "https://alinea.example.org"}, "ALINEA_HOSTS"),
        ({"ALINEA_HOSTS": "*"}, "ALINEA_HOSTS"),
        ({"ALINEA_HOSTS": "alinea.example.org:7860"}, "ALINEA_HOSTS"),
        ({"ALINEA_SESSION_HOURS": "0"}, "ALINEA_SESSION_HOURS"),
        ({"ALINEA_REQUESTS": "many"}, "ALINEA_REQUESTS"),
        ({"ALINEA_READ_ONLY": "maybe"}, "ALINEA_READ_ONLY"),
        ({"ALINEA_ACCESS": "proxy"}, "ALINEA_PROXY_SECRET"),
        ({"ALINEA_ACCESS": "proxy", "ALINEA_PROXY_SECRET": "s3cret-short"}, "ALINEA_PROXY_SECRET"),
        ({"ALINEA_PROXY_USER_HEADER": "X User"}, "ALINEA_PROXY_USER_HEADER"),
        ({**OIDC, "ALINEA_OIDC_ISSUER": "http://login.example.org"}, "ALINEA_OIDC_ISSUER"),
        ({**OIDC, "ALINEA_OIDC_CLIENT_ID": ""}, "ALINEA_OIDC_CLIENT_ID"),
        ({**OIDC, "ALINEA_OIDC_ROLES": ""}, "ALINEA_OIDC_ROLES"),
        ({**OIDC, "ALINEA_OIDC_ROLES": "staff=owner"}, "ALINEA_OIDC_ROLES"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_and_no_secret_told(given: dict[str, str], named: str) -> None:
    with pytest.raises(BadSetting, match=named) as refused:
        read_settings(given)
    assert "s3cret" not in str(refused.value)


def test_secrets_are_not_shown() -> None:
    proxy = read_settings({"ALINEA_ACCESS": "proxy", "ALINEA_PROXY_SECRET": "s3cret-of-the-proxy"})
    assert "s3cret" not in repr(
        read_settings({k: v for k, v in OIDC.items() if "ROLES" not in k} | {"ALINEA_OIDC_ROLES": "a=reader"})
    )
    assert "s3cret" not in repr(proxy)


@pytest.mark.parametrize(
    ("host", "hosts", "others"),
    [
        ("127.0.0.1", (), False),
        ("localhost", ("localhost", "::1"), False),
        ("127.0.0.1", ("alinea.example.org",), True),
        ("0.0.0.0", (), True),
        ("", (), True),
        ("192.0.2.7", (), True),
        ("127.0.0.1.example.org", (), True),
    ],
)
def test_who_reaches_a_server(host: str, hosts: tuple[str, ...], others: bool) -> None:
    assert AccessSettings(hosts=hosts).lets_others_in(host) is others
