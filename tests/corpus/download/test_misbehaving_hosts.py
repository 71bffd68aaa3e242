"""Every way to misbehave ends as it must, after as many requests as it may take, and leaves nothing half done."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.documents.types import FetchedVersion
from tests.corpus.download.cases import CASES, Case, run


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_host_that_misbehaves(case: Case, tmp_path: Path) -> None:
    ending = run(case, tmp_path)
    if isinstance(ending.result, FetchedVersion):
        assert ending.result.change == case.ends
        assert ending.result.locators[-3:] in (("1", "2", "3"), ("2", "3", "4"))
        assert set(ending.kept) == {f"dock-charter.en.pdf{suffix}" for suffix in ("", ".json", ".toml")}
    else:
        assert ending.result.tried[0].code == case.ends
        assert ending.result.open is not None and ending.result.open.url.endswith("/paper.pdf")
        kept = [Path(name).suffix for name in ending.kept]
        assert kept == ([".json", ".part"] if case.name.startswith("breaks off each time") else [])
    assert len(ending.requests) == case.asked or case.slow  # patience may end before the request is out
    assert ending.waits == case.waits


def case(name: str) -> Case:
    """Return a case by the beginning of its name."""
    return next(case for case in CASES if case.name.startswith(name))


def test_after_a_cut_only_the_rest_is_asked_for(tmp_path: Path) -> None:
    ending = run(case("breaks off once"), tmp_path)
    headers = ending.requests[1][1]
    assert (headers["Range"], headers["If-Range"]) == ("bytes=300-", '"one"')


def test_what_was_left_of_another_state_is_not_mixed_in(tmp_path: Path) -> None:
    ending = run(case("changed, and the host does not look"), tmp_path)
    assert "Range" not in ending.requests[2][1], "after an answer that does not fit, everything is asked for anew"


def test_no_place_is_given_away_to_the_address_led_to(tmp_path: Path) -> None:
    ending = run(case("leads to a mirror"), tmp_path)
    assert "Referer" not in ending.requests[1][1] and "Authorization" not in ending.requests[1][1]


def test_a_proxy_in_the_environment_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert isinstance(run(case("right bytes"), tmp_path).result, FetchedVersion)
