"""The JSON of every command, by its keys and types: `json.golden.json` has them, so that no contract changes unnoticed.

To write it anew after a change that is meant: `pytest tests/assistant/cli/test_json.py --renew`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.cli.parser import COMMANDS
from assistant.evaluation import benchmark
from tests.world.folders import WORKSHOPS

Command = Callable[..., tuple[int, str, str]]

GOLDEN = Path(__file__).parent / "json.golden.json"

# Keys that are data, each set told as one: languages, and what these hold, each by an id or a name of its own.
LANGUAGES = {"en", "fr", "es"}
BY_NAME = {"dropped", "made", "columns", "systems", "quality", "sizes", "languages", "kinds"}

# What is found and what is not, so that each command shows all that it can say. HOME is a library that may be changed.
ASKED: dict[str, list[list[str]]] = {
    "fetch": [["--list"]],
    "library": [[], ["confirm", "bicycle-letter"], ["confirm", "nowhere"]],
    "find": [["gardienne des outils"], ["bicycle"], ["R193, para. 3"], ["atelier", "--exact"], ["?!"]],
    "cite": [
        ["GB.912/INS/4, para. 5"],
        ["GB.912/INS/4"],
        ["GB.912/INS/4, para. 31"],
        ["GB.912/INS/4, paras 2 to 4"],
        ["row 1 of output 1.1"],
        ["R193"],
        ["hello"],
        ["GB.912/INS/4, para. 5", "--style", "csl"],
    ],
    "parallel": [["GB.912/INS/4, para. 5"], ["GB.912/INS/4"], ["GB.912/INS/4, para. 31"], ["R193"]],
    "links": [["GB.912/INS/4"], ["bicycle-letter"], ["R193"], ["GB.346/INS/4"]],
    "ask": [
        ["How many people do the cooperative repair workshops employ?"],
        ["Quels sont les trois objectifs ?"],
        ["R193, para. 3"],
        ["Which outputs of GB.346/INS/4 end in 2028?"],
        ["What does R193 cite?"],
        ["How many cooperatives are there in Kenya?"],
    ],
    "verify": [
        ["“The strategy costs about US$37.6 million” (GB.346/INS/4, para. 28)"],
        ["«\u00a0Le registre est ouvert à tous les membres.\u00a0» (GB.912/INS/4, paragr. 4)"],
        ["«\u00a0Le registre est ouvert à tous les membres.\u00a0» (R193, paragr. 4)"],
        ["«\u00a0Le registre est fermé à tous les membres.\u00a0»"],
        ["“Nothing at all is like this remark on whales”"],
    ],
    "compare": [["tools", "just transition"], ["GB.912/INS/4, para. 5", "GB.346/INS/4, para. 15"]],
    "plan": [[], ["--point", "9(n)"], ["--ending", "1999"]],
    "glossary": [["SSE"], ["coopratives"], ["xyzzy"]],
    "study": [
        ["quiz", "--document", "gb346-ins-4", "--lang", "en", "--lang", "fr", "--count", "12"],
        ["quiz", "--section", "77"],
        ["cards", "--document", "gb346-ins-4", "--count", "6"],
        ["handout", "--document", "gb346-ins-4", "--section", "28", "--lang", "fr"],
        ["session", "--document", "gb346-ins-4"],
        ["path", "just transition", "--count", "2"],
        ["quiz", "--document", "nowhere"],
    ],
    "remove": [["bicycle-letter"], ["nowhere"]],
    "rebuild": [[]],
    "check": [[]],
    "user": [["list"], ["remove", "nobody"]],
    "key": [["add", "robot", "--days", "7"], ["list"], ["revoke", "robot"], ["revoke", "nobody"]],
}  # fmt: skip


def shape(value: object, key: str = "") -> Any:
    """Return a JSON value with the type in the place of each value, and lists and mappings by data told once."""
    if isinstance(value, dict):
        if value and (key in BY_NAME or value.keys() <= LANGUAGES):
            return {"…": union(shape(each) for each in value.values())}
        return {name: shape(each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [union(map(shape, value))] if value else []
    return "null" if value is None else type(value).__name__


def union(shapes: Iterable[Any]) -> Any:
    """Return one shape for several: a key that not all have ends in “?”, and other types stand beside each other."""
    seen: list[Any] = []
    for each in shapes:
        seen += each["or"] if isinstance(each, dict) and "or" in each else [each]
    objects = [each for each in seen if isinstance(each, dict)]
    lists = [each[0] for each in seen if isinstance(each, list) and each]
    found: list[Any] = sorted({each for each in seen if isinstance(each, str)})
    if any(isinstance(each, list) for each in seen):
        found.append([union(lists)] if lists else [])
    if objects:
        found.append(merged(objects))
    return found[0] if len(found) == 1 else {"or": found}


def merged(objects: list[dict[str, Any]]) -> dict[str, Any]:
    """Return one object's shape for several objects', its keys in the order in which they come."""
    names = dict.fromkeys(name.removesuffix("?") for each in objects for name in each)
    always = set.intersection(*({*each} for each in objects))
    return {
        name if name in always else f"{name}?": union(
            found for each in objects for found in (each.get(name, each.get(f"{name}?")),) if found is not None
        )
        for name in names
    }


# In this order, after all others: they change the library, or take long.
LAST = ["remove", "add", "rebuild", "check", "evaluate", "bench", "repair", "backup", "restore", "move"]


@pytest.fixture
def said(
    command: Command, own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Iterator[tuple[str, Any]]]:
    """Give what runs every command, on a library of its own, and yields its name and each object it prints."""
    cold = {"library": "the notes", "first_seconds": 2.0, "seconds": 1.0, "range": [0.9, 1.1], "repeats": 3}
    monkeypatch.setattr(benchmark, "cold_start", lambda repeats, home, progress: cold)
    questions, judged, broken = tmp_path / "questions.jsonl", tmp_path / "judged", tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 and then nothing")
    rows: list[dict[str, Any]] = [
        {"id": "a", "q": "gardienne des outils", "lang": "fr", "kind": "fact", "pair": "p", "gold": ["registre"]},
        {"id": "b", "q": "Who keeps the tools?", "lang": "en", "kind": "fact", "pair": "p", "gold": ["registre"]},
        {"id": "c", "q": "Who keeps the whales?", "lang": "en", "kind": "unanswerable"},
    ]
    questions.write_text("\n".join(map(json.dumps, rows)))
    judged.mkdir()
    (judged / "corpus.jsonl").write_text(json.dumps({"id": "a", "text": "Oars are kept in the boathouse."}))
    (judged / "queries.jsonl").write_text(json.dumps({"id": "q", "text": "where are oars kept"}))
    (judged / "qrels.tsv").write_text("q\ta\t1\n")
    asked = ASKED | {
        "add": [[str(WORKSHOPS), str(broken)]],
        "evaluate": [[str(questions)], [str(judged)]],
        "repair": [[]],
        "backup": [[str(tmp_path / "kept.zip")]],
        "restore": [[str(tmp_path / "kept.zip"), "--replace"]],
        "move": [["--from", str(own_home), "--to", str(tmp_path / "moved")]],
        "bench": [["--questions", str(judged), "--sizes", "0", "--peers", "fts5", "--repeats", "1"]],
    }

    def run() -> Iterator[tuple[str, Any]]:
        """Run them, those that change the library last."""
        for name in sorted(asked, key=lambda name: LAST.index(name) if name in LAST else -1):
            for arguments in asked[name]:
                _, out, error = command(name, *arguments, "--json", home=own_home)
                assert out, error
                found = json.loads(out)
                if "machine" in found:  # not two have the same packages
                    found["machine"] = dict.fromkeys(found["machine"])
                yield name, found

    return run


def test_every_command_prints_the_keys_and_types_that_it_did(
    said: Callable[[], Iterator[tuple[str, Any]]], golden: Callable[[Path, str], None]
) -> None:
    found: dict[str, list[Any]] = {command.name: [] for command in COMMANDS}
    for name, value in said():
        found[name].append(shape(value))
    assert all(found.values()), "a command of which nothing is asked here"
    shapes = {name: union(shapes) for name, shapes in found.items()}
    golden(GOLDEN, json.dumps(shapes, ensure_ascii=False, indent=1) + "\n")
