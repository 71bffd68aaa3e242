"""A quiz comes back from JSON as it was, and nothing else is taken for a quiz: the file may come from anybody."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import BadRequest
from assistant.study.formats.json_object import as_json, read_quiz
from tests.study_sample import sample_quiz

GOOD = as_json(sample_quiz())


def test_a_quiz_comes_back_as_it_was() -> None:
    assert read_quiz(GOOD) == sample_quiz()
    assert read_quiz(b"\xef\xbb\xbf" + GOOD) == sample_quiz()  # as some editors save it


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    plain = json.loads(GOOD)
    change(plain)
    return json.dumps(plain).encode()


def of(kind: str, plain: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(item for item in plain["items"] if item["kind"] == kind)
    return found


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda quiz: quiz.update(version=2), "version 2"),
        (lambda quiz: quiz.update(colour="red"), r"\$\.colour"),
        (lambda quiz: quiz["items"][3].update(colour="red"), r"\$\.items\[3\]\.colour"),
        (lambda quiz: quiz["request"].update(colour="red"), r"\$\.request\.colour"),
        (lambda quiz: quiz.pop("library"), "library"),
        (lambda quiz: quiz.update(title=3), r"title"),
        (lambda quiz: quiz["items"][0].update(difficulty=True), "difficulty"),
        (lambda quiz: quiz["items"][0].update(difficulty=9), "difficulty 9"),
        (lambda quiz: quiz["items"][0].update(language="de"), "language de"),
        (lambda quiz: quiz["items"][0].update(stem="a\x00b"), "control character"),
        (lambda quiz: quiz["items"][0].update(stem=" "), "stem"),
        (lambda quiz: quiz["items"][0].update(id=quiz["items"][1]["id"]), "two items of one id"),
        (lambda quiz: quiz["items"][0].update(id="a\nb"), "id"),
        (lambda quiz: quiz["items"][0].update(tags=["a b"]), "tag"),
        (lambda quiz: quiz["items"][0].update(evidence=[]), "evidence"),
        (lambda quiz: quiz["items"][0]["evidence"][0].update(link="@evil.example/#/"), "evidence"),
        (lambda quiz: quiz["items"][0]["evidence"][0].update(link='/#/p/"><script>'), "evidence"),
        (lambda quiz: quiz["items"][0]["evidence"][0].update(status="true"), "evidence"),
        (lambda quiz: quiz["items"][0]["evidence"][0].update(quote=""), "evidence"),
        (lambda quiz: of("multiple_choice", quiz).update(key="none of them"), "key"),
        (lambda quiz: of("multiple_choice", quiz).update(options=["a", "a"], key="a"), "key"),
        (lambda quiz: of("true_false", quiz).update(key="maybe"), "key"),
        (lambda quiz: of("true_false", quiz).update(options=["true"]), "key"),
        (lambda quiz: of("matching", quiz).update(pairs=[{"left": "a", "right": "b"}]), "key"),
        (lambda quiz: of("gap", quiz).update(key=" "), "key"),
        (lambda quiz: of("numeric", quiz).update(number=None), "key"),
        (lambda quiz: of("numeric", quiz).update(tolerance=-1), "key"),
        (lambda quiz: quiz["items"][-1].update(kind="spelling"), "spelling"),
        (lambda quiz: quiz["items"][72]["beside"].update(beside=quiz["items"][0]), "beside"),
        (lambda quiz: quiz["items"][72]["beside"]["options"].pop(), "beside|key"),
        (lambda quiz: quiz["items"][72]["beside"]["options"].reverse(), "another key beside it"),
    ],
)  # fmt: skip
def test_what_is_no_quiz_is_refused_with_the_reason(change: Callable[[dict[str, Any]], object], said: str) -> None:
    with pytest.raises(BadRequest, match=said):
        read_quiz(changed(change))


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"beside":' * 100_000, b"9" * 5_000,
     GOOD.replace(b'"minutes": 40', b'"minutes": 1e999'), GOOD.replace(b'"minutes": 40', b'"minutes": NaN'),
     GOOD.replace(b'"minutes": 40', b'"minutes": 40, "minutes": 41'), GOOD.replace(b"Shares", b"\\ud800", 1),
     GOOD.replace(b'"tolerance": 0.25', b'"tolerance": 1e999')],
)  # fmt: skip
def test_what_is_no_json_of_a_quiz_is_refused(content: bytes) -> None:
    with pytest.raises(BadRequest):
        read_quiz(content)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.study.formats.json_object.LARGEST", 10)
    with pytest.raises(BadRequest, match="of 10 bytes at most"):
        read_quiz(GOOD)


@given(st.integers(0, len(GOOD) - 1), st.binary(max_size=3))
def test_a_damaged_file_is_a_quiz_or_refused(place: int, other: bytes) -> None:
    try:
        quiz = read_quiz(GOOD[:place] + other + GOOD[place + 1 :])
    except BadRequest:
        return
    assert read_quiz(as_json(quiz)) == quiz
