"""The shape of the project: imports run one way, files are small, and nothing dangerous is called.

Each test is one rule, held by every file; it gathers all that breaks the rule before it fails.
"""

from __future__ import annotations

import ast
import graphlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

Node = TypeVar("Node", bound=ast.AST)

ROOT = Path(__file__).parents[1]
PACKAGES = ("corpus", "index", "assistant", "prompts")
LONGEST = 300  # lines
MOST_LOOSE = 10  # files of assistant/ in no folder of their own

# Each part may import itself, the standard library, other people's packages, and of ours only these.
MAY_IMPORT = {
    "corpus": {"corpus"},
    "index": {"corpus", "index"},
    "prompts": {"prompts"},
    "assistant": {"corpus", "index", "prompts", "assistant"},
    "app": {"assistant"},
}

# Packages that import each other in a circle, each by the import that closes it, and why it may for now.
CIRCLES: dict[tuple[str, str], str] = {}

# Files that are longer, each for a reason.
LONGER: dict[str, str] = {
    "assistant/service.py": "the whole façade in one place: a signature and a line for each thing there is to ask",
    "index/adapters/langchain_vectorstore.py": "LangChain's VectorStore as it is, each method in two forms",
}

# What may import these, and nobody else: they are slow to load, or belong to one part of the program.
HEAVY = {
    "torch": {"index/embedding.py", "index/training"},
    "sentence_transformers": {"index/embedding.py", "index/training"},
    "langchain": {"assistant/ask/models/builder.py"},
    "langchain_core": {
        "index/adapters",
        "assistant/ask/chat_models.py",
        "assistant/ask/models/builder.py",
        "assistant/ask/runnable.py",
    },
    "langchain_openai": {"assistant/ask/models/builder.py"},
    "mcp": {"assistant/api/mcp_server.py", "assistant/api/mcp_serving.py", "assistant/api/mcp_streams.py"},
    "mcp_types": {"assistant/api/mcp_server.py", "assistant/api/mcp_streams.py"},
    "langsmith": {"assistant/ask/chat_models.py"},
    "openai": {"assistant/ask/models/builder.py"},
    "httpx2": {"assistant/ask/models"},
    "xllamacpp": {"assistant/ask/models/llama_process.py"},
    "prometheus_client": {"assistant/watch/metrics.py"},
    "gradio": {"assistant/ui"},
    "matplotlib": {"assistant/evaluation"},
    "fastapi": {"assistant/ui", "assistant/api/http_api.py"},
    "psycopg": {"corpus/postgres", "assistant/evaluation/growth.py"},
    "httpx": {"corpus/download", "assistant/access/oidc.py"},
    "authlib": {"assistant/access/oidc.py"},
    "argon2": {"assistant/access/passwords.py"},
    "safehttpx": {"corpus/download/allowed_hosts.py"},
    "tenacity": {"corpus/download"},
}

DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "tools"}

PICKLERS = {"pickle", "marshal", "shelve", "dill", "joblib"}

# A library that raises nothing narrower than Exception, and says so; a server whose clients are not to read a defect.
BROAD = {"index/embedding.py": 1, "assistant/api/mcp_server.py": 1}

# Only the settings read the environment. The program and the interface set what libraries read; the sandbox
# passes a few on to its process.
READ_THE_ENVIRONMENT = {
    "assistant/settings/__init__.py",
    "app.py",
    "assistant/ui/__init__.py",
    "corpus/sandbox/client.py",
}


@cache
def sources() -> tuple[Path, ...]:
    """Return every source file of the program, in order."""
    return ROOT / "app.py", *(path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))


def name(path: Path) -> str:
    """Return a file's path from the root."""
    return path.relative_to(ROOT).as_posix()


def module(path: Path) -> str:
    """Return the name by which a file is imported."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def tree(path: Path) -> ast.Module:
    """Return a file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def nodes(kind: type[Node]) -> Iterator[tuple[Path, Node]]:
    """Yield every node of a kind, with its file."""
    return ((path, node) for path in sources() for node in ast.walk(tree(path)) if isinstance(node, kind))


@cache
def imports() -> dict[Path, list[str]]:
    """Return the names that each file imports, wherever in it and for type checking too: `package.module.name`."""
    found: dict[Path, list[str]] = {path: [] for path in sources()}
    for path, plain in nodes(ast.Import):
        found[path] += [alias.name for alias in plain.names]
    for path, node in nodes(ast.ImportFrom):
        found[path] += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


def outermost(imported: str) -> str:
    """Return the package that a name stands in."""
    return imported.partition(".")[0]


def our_imports() -> dict[str, set[str]]:
    """Return the modules of ours that each module of ours imports."""
    ours = {module(path) for path in sources()}
    return {
        module(path): {each if each in ours else each.rpartition(".")[0] for each in names} & ours
        for path, names in imports().items()
    }


def package(imported: str) -> str:
    """Return the package two levels deep that a module stands in, such as `corpus.glossary`; else the module."""
    return ".".join(imported.split(".")[:2])


def circle(graph: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the nodes of one circle, each importing the next; none where there is no circle."""
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as exc:
        return list(reversed(exc.args[1]))
    return []


# Imports -----------------------------------------------------------------------------------------------------------


def test_imports_run_one_way() -> None:
    ours = {*MAY_IMPORT, "tests"}
    assert not [
        f"{name(path)} imports {imported}"
        for path, names in imports().items()
        for imported in names
        if outermost(imported) in ours - MAY_IMPORT[outermost(module(path))]
    ]


def test_no_import_is_relative() -> None:
    assert not [f"{name(path)}:{node.lineno}" for path, node in nodes(ast.ImportFrom) if node.level]


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert not circle(our_imports())


def test_no_packages_import_each_other_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for importer, names in our_imports().items():
        graph.setdefault(package(importer), set()).update({*map(package, names)} - {package(importer)})
    excused = {(importer, each) for importer, names in graph.items() for each in names} & CIRCLES.keys()
    for importer, imported in excused:
        graph[importer].remove(imported)
    assert not circle(graph)
    closing = {
        (importer, imported)
        for importer, imported in excused
        if circle(graph | {importer: graph[importer] | {imported}})
    }
    assert closing == CIRCLES.keys(), "an exception that is no longer needed: take it off the list"


def test_heavy_packages_are_imported_where_they_belong() -> None:
    assert not [
        f"{name(path)} imports {imported}"
        for path, names in imports().items()
        for imported in names
        if (allowed := HEAVY.get(outermost(imported))) and not name(path).startswith(tuple(allowed))
    ]


# Files -------------------------------------------------------------------------------------------------------------


def test_files_are_small() -> None:
    lines = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    assert {path for path, length in lines.items() if length > LONGEST} == LONGER.keys()
    assert max(lines.values()) <= 1.3 * LONGEST


def test_few_files_of_the_assistant_are_in_no_folder() -> None:
    loose = sorted(path.name for path in (ROOT / "assistant").glob("*.py") if path.name != "__init__.py")
    assert len(loose) <= MOST_LOOSE, loose


def test_no_module_is_a_drawer() -> None:
    assert not [name(path) for path in sources() if DRAWERS & {*module(path).split(".")}]


def test_no_module_is_named_like_a_function_or_class_in_it() -> None:
    assert not [
        f"{name(path)}:{node.lineno}"
        for path in sources()
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and node.name == module(path).rpartition(".")[2]
    ]


def test_every_exception_is_of_a_file_that_is_there() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    of_ruff = settings["tool"]["ruff"]["lint"]["per-file-ignores"]
    ours = {*LONGER, *BROAD, *READ_THE_ENVIRONMENT, *(place for places in HEAVY.values() for place in places)}
    assert not [place for place in (*of_ruff, *ours) if not any(ROOT.glob(place))]


# Code --------------------------------------------------------------------------------------------------------------


def test_nothing_is_pickled() -> None:
    assert not [name(path) for path, names in imports().items() if PICKLERS & {*map(outermost, names)}]


def test_nothing_dangerous_is_called() -> None:
    assert not [f"{name(path)}:{node.lineno}" for path, node in nodes(ast.Call) if dangerous(node)]


def dangerous(call: ast.Call) -> bool:
    """Tell whether a call runs text as a program, goes through a shell, or loads pickled arrays."""
    given = {word.arg for word in call.keywords if isinstance(word.value, ast.Constant) and word.value.value is True}
    runs = isinstance(call.func, ast.Name) and call.func.id in {"eval", "exec", "compile", "__import__"}
    return runs or bool(given & {"shell", "allow_pickle"})


def test_no_error_is_swallowed() -> None:
    swallowing, broad = [], dict.fromkeys(BROAD, 0)
    for path, node in nodes(ast.ExceptHandler):
        caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        names = {each.id for each in caught if isinstance(each, ast.Name)}
        if node.type is None or names & {"Exception", "BaseException"}:
            broad[name(path)] = broad.get(name(path), 0) + 1
            if node.type is None or not any(isinstance(inner, ast.Raise) for inner in ast.walk(node)):
                swallowing.append(f"{name(path)}:{node.lineno}")
    assert not swallowing
    assert broad == BROAD


def is_overload(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
    """Tell whether a function only gives one of the signatures of another."""
    return any(isinstance(each, ast.Name) and each.id == "overload" for each in node.decorator_list)


def test_every_public_function_says_what_it_does() -> None:
    silent = []
    for path in sources():
        classes = [node for node in tree(path).body if isinstance(node, ast.ClassDef)]
        members = [*tree(path).body, *(member for each in classes for member in each.body)]
        named = [node for node in members if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)]
        silent += [
            f"{name(path)}:{node.lineno} {node.name}"
            for node in named
            if not (node.name.startswith("_") or ast.get_docstring(node) or is_overload(node))
        ]
    assert not silent


def test_only_the_settings_read_the_environment() -> None:
    readers = {name(path) for path, node in nodes(ast.Attribute) if node.attr in ("environ", "getenv")}
    assert readers == READ_THE_ENVIRONMENT
