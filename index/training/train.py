"""Train the embedded model: a static embedding for English, French and Spanish.

    python -m index.training.train --data FOLDER --output index/models/alinea-static

A text's vector is the mean of its tokens' vectors. Both sides of a pair are drawn together, and away from every
other pair of the batch, by a symmetric softmax over cosine similarities (InfoNCE, van den Oord et al. 2018,
https://arxiv.org/abs/1807.03748, as used for sentence pairs by Henderson et al. 2017, https://arxiv.org/abs/1705.00652).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from rich.console import Console
from rich.progress import Progress
from tokenizers import Tokenizer

from index.embedding import DEFAULT_MODEL, FloatArray
from index.training import export, pairs, vocabulary

_SCALE = 20.0  # the inverse of the softmax's temperature: cosines of 0.8 and 0.6 differ by a factor e^4
_MAX_TOKENS = 128
_WARM_UP = 0.05
_INITIAL_SPREAD = 0.1
_TOKENISED_AT_ONCE = 20_000

IntArray = npt.NDArray[np.int32]
RowArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train: width of the vectors, passes over the data, pairs in a batch, highest rate, random seed."""

    dimension: int = 256
    epochs: int = 3
    batch: int = 2048
    rate: float = 0.01
    seed: int = 1


def tokenise(tokenizer: Tokenizer, texts: list[str]) -> tuple[IntArray, RowArray]:
    """Return all token ids in one array, and the n + 1 offsets where each text begins; long texts are cut."""
    tokenizer.enable_truncation(_MAX_TOKENS)
    found = [
        np.asarray(encoding.ids, dtype=np.int32)
        for start in range(0, len(texts), _TOKENISED_AT_ONCE)
        for encoding in tokenizer.encode_batch_fast(texts[start : start + _TOKENISED_AT_ONCE], add_special_tokens=False)
    ]
    tokenizer.no_truncation()
    return np.concatenate(found), np.cumsum([0, *map(len, found)])


class _Side:
    """One side of the pairs, tokenised, from which batches are drawn."""

    def __init__(self, tokenizer: Tokenizer, texts: list[str]) -> None:
        """Tokenise the texts and number the distinct ones, so that repeated texts are not each other's negatives."""
        self.ids, self.offsets = tokenise(tokenizer, texts)
        numbers: dict[str, int] = {}
        self.identity = np.array([numbers.setdefault(text, len(numbers)) for text in texts])

    def batch(self, rows: RowArray) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the token ids and offsets of some rows, as an EmbeddingBag takes them."""
        pieces = [self.ids[self.offsets[row] : self.offsets[row + 1]] for row in rows]
        starts = np.cumsum([0, *map(len, pieces[:-1])])
        return torch.from_numpy(np.concatenate(pieces).astype(np.int64)), torch.from_numpy(starts)


def _masked(scores: torch.Tensor, identity: RowArray) -> torch.Tensor:
    """Take out of the negatives the columns whose text is the row's own answer."""
    same = torch.from_numpy(identity[:, None] == identity[None, :])
    same.fill_diagonal_(False)
    return scores.masked_fill(same, -1e4)


def rate_share(step: int, steps: int) -> float:
    """Return the share of the highest rate at a step: a linear rise over the first 5%, then a linear fall to 0."""
    rising = (step + 1) / (steps * _WARM_UP)
    falling = (steps - step) / (steps * (1 - _WARM_UP))
    return max(0.0, min(1.0, rising, falling))


def train(data: Sequence[pairs.Pair], tokenizer: Tokenizer, recipe: Recipe, console: Console) -> FloatArray:
    """Return the trained token vectors, float32 (vocabulary, dimension).

    Raises BadTrainingData where the pairs do not fill one batch.
    """
    if len(data) < recipe.batch:
        raise pairs.BadTrainingData(f"{len(data)} pairs do not fill one batch of {recipe.batch}: ask for a smaller one")
    torch.manual_seed(recipe.seed)
    left = _Side(tokenizer, [pair.left for pair in data])
    right = _Side(tokenizer, [pair.right for pair in data])
    model = torch.nn.EmbeddingBag(tokenizer.get_vocab_size(), recipe.dimension, mode="mean", sparse=True)
    torch.nn.init.normal_(model.weight, std=_INITIAL_SPREAD)
    optimiser = torch.optim.SparseAdam(list(model.parameters()), lr=recipe.rate)
    steps = recipe.epochs * (len(data) // recipe.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate_share(step, steps))
    with Progress(console=console) as progress:
        task = progress.add_task("training", total=steps)
        shown = None
        for rows in _batches(len(data), recipe):
            loss = _loss(model, left, right, rows)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it so
            optimiser.step()  # type: ignore[no-untyped-call]
            schedule.step()
            now = float(loss.detach())
            shown = now if shown is None else 0.98 * shown + 0.02 * now
            progress.update(task, advance=1, description=f"training, loss {shown:.3f}")
    return model.weight.detach().numpy()


def _batches(size: int, recipe: Recipe) -> Iterator[RowArray]:
    """Yield the rows of each batch, in a new order every epoch; what does not fill the last one is left out."""
    shuffle = np.random.default_rng(recipe.seed)
    for _ in range(recipe.epochs):
        order = shuffle.permutation(size)
        for start in range(0, size - recipe.batch + 1, recipe.batch):
            yield order[start : start + recipe.batch]


def _loss(model: torch.nn.EmbeddingBag, left: _Side, right: _Side, rows: RowArray) -> torch.Tensor:
    """Return the mean cross-entropy of finding each text's pair in the batch, from the left and from the right."""
    a = torch.nn.functional.normalize(model(*left.batch(rows)))
    b = torch.nn.functional.normalize(model(*right.batch(rows)))
    scores = _SCALE * a @ b.T
    own = torch.arange(len(rows))
    forward = torch.nn.functional.cross_entropy(_masked(scores, right.identity[rows]), own)
    backward = torch.nn.functional.cross_entropy(_masked(scores.T, left.identity[rows]), own)
    return (forward + backward) / 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the data, learn vocabulary and vectors, write the model and its card. Return the exit status."""
    options = _options(arguments)
    console = Console(stderr=True)
    started = time.monotonic()
    recipe = Recipe(options.dimension, options.epochs, options.batch, options.rate, options.seed)
    try:
        data = pairs.load(options.data, options.glossary)
        counts = Counter(pair.source for pair in data)
        console.log(f"{len(data):,} pairs: {dict(counts.most_common())}")
        tokenizer = vocabulary.train_tokenizer((side for p in data for side in (p.left, p.right)), options.vocabulary)
        console.log(f"vocabulary of {tokenizer.get_vocab_size():,} pieces after {time.monotonic() - started:.0f} s")
        vectors = train(data, tokenizer, recipe, console)
    except pairs.BadTrainingData as exc:
        console.print(str(exc), style="red", markup=False)
        return 1
    export.save(options.output, tokenizer, vectors)
    export.write_card(options.output, counts, vars(options), time.monotonic() - started)
    console.log(f"written to {options.output} after {time.monotonic() - started:.0f} s")
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return the options of the command line."""
    default = Recipe()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of aligned TSV files and bilingual sections")
    parser.add_argument("--glossary", type=Path, help="CSV of terms with columns en, fr, es")
    parser.add_argument("--output", type=Path, default=DEFAULT_MODEL, help="folder of the model to write")
    parser.add_argument("--vocabulary", type=int, default=64_000, help="pieces of words, at most")
    parser.add_argument("--dimension", type=int, default=default.dimension, help="width of the vectors")
    parser.add_argument("--epochs", type=int, default=default.epochs, help="passes over the data")
    parser.add_argument("--batch", type=int, default=default.batch, help="pairs in a batch")
    parser.add_argument("--rate", type=float, default=default.rate, help="highest learning rate")
    parser.add_argument("--seed", type=int, default=default.seed)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
