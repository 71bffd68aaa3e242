"""`evaluate`: measure retrieval on a set of questions."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.cli.command import Command, CommandResult, add_json, progress_bar
from assistant.cli.models import add_model
from assistant.cli.terminal import evaluation
from assistant.service import Assistant


def _arguments(evaluate: argparse.ArgumentParser) -> None:
    evaluate.add_argument(
        "path", type=Path, metavar="PATH", help="a .jsonl file of questions, a folder, or an aligned .tsv file"
    )
    evaluate.add_argument(
        "--ablation", action="store_true", help="what each step of the search brings, by leaving it out"
    )
    add_model(evaluate)
    add_json(evaluate)


def _run(service: Assistant, options: argparse.Namespace) -> CommandResult:
    from assistant.evaluation.runner import evaluate

    with progress_bar("evaluating") as progress:
        report = evaluate(service, options.path, progress, by_step=options.ablation)
    return CommandResult(report, evaluation(report))


COMMAND = Command("evaluate", "measure retrieval on a set of questions", _arguments, _run)
