"""The shape of the project: imports run one way, files are small, and nothing dangerous is called."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("corpus", "index", "assistant", "prompts")
LONGEST = 300  # lines

# Each part may import itself, the standard library, other people's packages, and of ours only these.
MAY_IMPORT = {
    "corpus": {"corpus"},
    "index": {"corpus", "index"},
    "prompts": {"prompts"},
    "assistant": {"corpus", "index", "prompts", "assistant"},
    "app": {"assistant"},
}

# Files that are longer, each for a reason.
LONGER: dict[str, str] = {
    "assistant/service.py": "the whole façade in one place: a signature and a line for each thing there is to ask",
    "corpus/library/library.py": "one class over one database; its SQL reads best in one place",
    "index/adapters/langchain_vectorstore.py": "LangChain's VectorStore as it is, each method in two forms",
}

# What may import these, and nobody else: they are slow to load, or belong to one part of the program.
HEAVY = {
    "torch": {"index/embedding.py", "index/training"},
    "sentence_transformers": {"index/embedding.py", "index/training"},
    "langchain_core": {
        "index/adapters/langchain_retriever.py",
        "index/adapters/langchain_vectorstore.py",
        "assistant/llm.py",
    },
    "gradio": {"assistant/ui"},
    "matplotlib": {"assistant/evaluation/plot.py"},
    "fastapi": {"assistant/ui"},
    "httpx": {"corpus/download"},
    "safehttpx": {"corpus/download/allowed_hosts.py"},
    "tenacity": {"corpus/download"},
}


@cache
def sources() -> list[Path]:
    """Return every source file of the program, in order."""
    found = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return [ROOT / "app.py", *found]


def name(path: Path) -> str:
    """Return a file's path from the root."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """Return a file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(path: Path) -> Iterator[str]:
    """Yield the names of the modules that a file imports, wherever in it."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)}: a relative import hides which part it is from"
            yield node.module or ""


@pytest.mark.parametrize("path", sources(), ids=name)
def test_imports_run_one_way(path: Path) -> None:
    part = name(path).split("/")[0].removesuffix(".py")
    ours = {module.split(".")[0] for module in imported(path)} & {*MAY_IMPORT, "tests"}
    assert ours <= MAY_IMPORT[part]


@pytest.mark.parametrize("path", sources(), ids=name)
def test_heavy_packages_are_imported_where_they_belong(path: Path) -> None:
    for module in imported(path):
        allowed = HEAVY.get(module.split(".")[0])
        assert allowed is None or any(name(path).startswith(place) for place in allowed), module


@pytest.mark.parametrize("path", sources(), ids=name)
def test_files_are_small(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    if name(path) in LONGER:
        assert lines > LONGEST, f"{name(path)} is short enough now: take it off the list"
        assert lines <= 1.3 * LONGEST
    else:
        assert lines <= LONGEST


def test_no_module_is_a_drawer() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "tools"}
    assert not [name(path) for path in sources() if {path.stem, *path.parent.parts} & drawers - {*ROOT.parts}]


@pytest.mark.parametrize("path", sources(), ids=name)
def test_nothing_dangerous_is_called(path: Path) -> None:
    assert not {"pickle", "marshal", "shelve", "dill", "joblib"} & {module.split(".")[0] for module in imported(path)}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"eval", "exec", "compile", "__import__"}, node.lineno
        if isinstance(node, ast.Call):
            for keyword in node.keywords:
                given = keyword.value.value if isinstance(keyword.value, ast.Constant) else None
                assert not (keyword.arg in ("shell", "allow_pickle") and given is True), node.lineno


# A library that raises nothing narrower than Exception, and says so.
BROAD = {"index/embedding.py": 1}


@pytest.mark.parametrize("path", sources(), ids=name)
def test_no_error_is_swallowed(path: Path) -> None:
    broad = 0
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.ExceptHandler):
            continue
        assert node.type is not None, f"a bare except on line {node.lineno}"
        caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        names = {each.id for each in caught if isinstance(each, ast.Name)}
        if names & {"Exception", "BaseException"}:
            raised = any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
            assert raised, f"line {node.lineno} catches everything and raises nothing"
            broad += 1
    assert broad <= BROAD.get(name(path), 0)


@pytest.mark.parametrize("path", sources(), ids=name)
def test_every_public_function_says_what_it_does(path: Path) -> None:
    module = tree(path)
    classes = [node for node in module.body if isinstance(node, ast.ClassDef)]
    for node in [*module.body, *(member for each in classes for member in each.body)]:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name}, line {node.lineno}"


def test_only_the_settings_read_the_environment() -> None:
    readers = set()
    for path in sources():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv"):
                readers.add(name(path))
    # The program and the interface set what libraries read; the readers of files pass a few on to their sandbox.
    assert readers - {"app.py", "assistant/ui/__init__.py", "corpus/readers/__init__.py"} == {"assistant/settings.py"}
