"""The arguments of the command line."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.service import LARGEST_K
from corpus.types import Language

# The systems of `index.benchmarks.systems` but ours; named here so that no other command imports any of it.
_PEERS = ["langchain", "rank_bm25", "bm25s", "chroma", "fts5"]
_LARGEST = 10_000_000

_LANGUAGES = [str(language) for language in Language]


def parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    top = argparse.ArgumentParser(
        prog="app.py",
        description="Alinéa: search and cited answers over documents on the social and solidarity economy. "
        "Without a command, serves the web app.",
        epilog="Settings: ALINEA_HOME (where the library is kept, ./data), ALINEA_NOTES=0 (without the bundled notes), "
        "ALINEA_EMBEDDER (another Sentence Transformers model).",
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)

    serve = commands.add_parser("serve", help="serve the web app (the default)")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s: this machine only)")
    serve.add_argument("--port", type=_port, default=7860, help="port (%(default)s)")

    add = commands.add_parser(
        "add", help="bring in documents: PDF, DOCX, HTML, Markdown or text files, or folders of them"
    )
    add.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    _json(add)

    _json(commands.add_parser("library", help="list what is there: documents, versions, paragraphs, warnings"))

    find = commands.add_parser("find", help="search for paragraphs")
    _question(find, "query", "words, a question, or a reference")
    find.add_argument("-k", type=_count, default=10, help=f"how many paragraphs, {LARGEST_K} at most (%(default)s)")
    find.add_argument("--lang", choices=_LANGUAGES, help="only text in this language")
    find.add_argument("--document", metavar="ID", help="only this document")
    find.add_argument("--kind", metavar="KIND", help="only documents of this kind (see “library”)")
    find.add_argument("--exact", action="store_true", help="the very words, in a row")

    cite = commands.add_parser("cite", help="show the paragraph at a reference, such as “GB.346/INS/4, para. 24(e)”")
    _question(cite, "reference", "a document and a place, as you would write it in a footnote")
    cite.add_argument("--lang", choices=_LANGUAGES, help="show this language")

    ask = commands.add_parser("ask", help="ask a question; the answer quotes the paragraphs that hold it")
    _question(ask, "question", "in English, French or Spanish")
    ask.add_argument("--lang", choices=_LANGUAGES, help="answer in this language instead of the question's")

    remove = commands.add_parser("remove", help="remove a document from the library and from every answer")
    remove.add_argument("id", metavar="ID")
    _json(remove)

    _json(commands.add_parser("rebuild", help="build the index anew"))
    _json(commands.add_parser("check", help="verify the library and the index"))

    evaluate = commands.add_parser("evaluate", help="measure retrieval on a set of questions")
    evaluate.add_argument(
        "path", type=Path, metavar="PATH", help="a .jsonl file of questions, a folder, or an aligned .tsv file"
    )
    evaluate.add_argument(
        "--ablation", action="store_true", help="what each step of the search brings, by leaving it out"
    )
    _json(evaluate)

    _bench(commands)
    return top


def _bench(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command that measures side by side."""
    bench = commands.add_parser("bench", help="measure quality and speed beside other systems, in one run")
    bench.add_argument(
        "--corpus", nargs="+", type=Path, default=[], metavar="PATH",
        help="documents, folders of them, or judged folders: the passages of the measurements of speed "
        "(the judged questions' own, else those of the library)",
    )  # fmt: skip
    bench.add_argument(
        "--questions", nargs="+", type=Path, default=[], metavar="FOLDER", help="judged folders, to measure quality on"
    )
    bench.add_argument(
        "--sizes", type=_sizes, default="1000,10000,100000", metavar="N,N…",
        help="how many passages, real ones first, then the same again with words changed (%(default)s; 0: no speed)",
    )  # fmt: skip
    bench.add_argument(
        "--peers", nargs="*", choices=_PEERS, default=_PEERS, help=f"beside which systems ({', '.join(_PEERS)})"
    )
    bench.add_argument("--repeats", type=_positive, default=3, help="measure each figure so often (%(default)s)")
    bench.add_argument(
        "--budget", type=_positive, default=10, metavar="MINUTES",
        help="leave out what would take longer to index, and say how long it would (%(default)s)",
    )  # fmt: skip
    bench.add_argument(
        "--memory", type=_positive, default=8, metavar="GB", help="stop what takes more memory (%(default)s)"
    )
    bench.add_argument(
        "--add", nargs="?", type=_positive, const=100_000, metavar="N",
        help="measure adding one document to a library of N paragraphs too (%(const)s)",
    )  # fmt: skip
    _json(bench)


def _question(command: argparse.ArgumentParser, name: str, text: str) -> None:
    """Add a question, or a file of them, to a command."""
    one = command.add_mutually_exclusive_group(required=True)
    one.add_argument(name, nargs="?", help=text)
    one.add_argument(
        "--batch", metavar="FILE", help='one JSON object a line, {"id": …, "q": …}; “-” reads standard input'
    )
    _json(command)


def _json(command: argparse.ArgumentParser) -> None:
    """Add the switch for programs."""
    command.add_argument("--json", action="store_true", help="print one JSON object")


def _count(text: str) -> int:
    """Return a number of paragraphs. Raises ArgumentTypeError."""
    if text.isdecimal() and len(text) < 10 and 1 <= int(text) <= LARGEST_K:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {LARGEST_K}")


def _sizes(text: str) -> tuple[int, ...]:
    """Return sizes separated by commas, ascending, none for “0”. Raises ArgumentTypeError."""
    if text == "0":
        return ()
    return tuple(sorted({_positive(part) for part in text.split(",")}))


def _positive(text: str) -> int:
    """Return a number from 1 to 10 million. Raises ArgumentTypeError."""
    if text.isdecimal() and len(text) < 10 and 1 <= int(text) <= _LARGEST:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {_LARGEST:,}")


def _port(text: str) -> int:
    """Return a port number. Raises ArgumentTypeError."""
    if text.isdecimal() and len(text) < 10 and 1 <= int(text) <= 65535:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a port from 1 to 65535")
