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

from index.embedding import DEFAULT_MODEL, FloatArray, StaticEmbedder
from index.evaluation.runner import aligned
from index.training import export, pairs, vocabulary

_MAX_TOKENS = 128
_WARM_UP = 0.05
_INITIAL_SPREAD = 0.1
_MEAN_DECAY, _SQUARE_DECAY = 0.9, 0.999
_TOKENISED_AT_ONCE = 20_000

# Pairs of each source from which the vocabulary is learnt: acts are long and many, and would fill it by themselves.
_SAMPLED = 150_000

IntArray = npt.NDArray[np.int32]
RowArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train: width of the vectors, passes over the data, pairs in a batch, highest rate, random seed.

    `scale` is the inverse of the softmax's temperature: at 13, cosines of 0.8 and 0.6 differ by a factor e^2.6.
    """

    dimension: int = 256
    epochs: int = 10
    batch: int = 2048
    rate: float = 0.02
    seed: int = 1
    scale: float = 13.0


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

    def batch(self, rows: RowArray) -> tuple[IntArray, RowArray]:
        """Return the token ids of some texts, one after the other, and how many each has."""
        starts, lengths = self.offsets[rows], np.diff(self.offsets)[rows]
        before = np.cumsum(lengths) - lengths
        return self.ids[np.arange(lengths.sum()) + np.repeat(starts - before, lengths)], lengths


class RowAdam:
    """Adam (Kingma and Ba 2015, https://arxiv.org/abs/1412.6980) that touches only the rows of a batch.

    What torch.optim.SparseAdam does, without sorting a sparse gradient: the batch's rows are gathered before the
    loss, so their gradient is dense. Six times as fast here.
    """

    def __init__(self, weights: torch.Tensor, rate: float) -> None:
        """Take the weights (v, d), which are changed in place, and the highest rate."""
        self._weights, self._rate = weights, rate
        self._mean, self._square = torch.zeros_like(weights), torch.zeros_like(weights)
        self._steps = 0

    @torch.no_grad()
    def step(self, rows: torch.Tensor, gradient: torch.Tensor, share: float) -> None:
        """Move the weights of `rows` (n,) against their `gradient` (n, d), at a share of the highest rate."""
        self._steps += 1
        mean = self._mean[rows].mul_(_MEAN_DECAY).add_(gradient, alpha=1 - _MEAN_DECAY)
        square = self._square[rows].mul_(_SQUARE_DECAY).addcmul_(gradient, gradient, value=1 - _SQUARE_DECAY)
        self._mean[rows], self._square[rows] = mean, square
        unbiased = (1 - _SQUARE_DECAY**self._steps) ** 0.5 / (1 - _MEAN_DECAY**self._steps)
        move = mean / square.sqrt_().add_(1e-8)
        self._weights[rows] = self._weights[rows].add_(move, alpha=-self._rate * share * unbiased)


def rate_share(step: int, steps: int) -> float:
    """Return the share of the highest rate at a step: a linear rise over the first 5%, then a linear fall to 0."""
    rising = (step + 1) / (steps * _WARM_UP)
    falling = (steps - step) / (steps * (1 - _WARM_UP))
    return max(0.0, min(1.0, rising, falling))


def train_vectors(data: Sequence[pairs.Pair], tokenizer: Tokenizer, recipe: Recipe, console: Console) -> FloatArray:
    """Return the trained token vectors, float32 (vocabulary, dimension).

    Raises BadTrainingData where the pairs do not fill one batch.
    """
    if len(data) < recipe.batch:
        raise pairs.BadTrainingData(f"{len(data)} pairs do not fill one batch of {recipe.batch}: ask for a smaller one")
    torch.manual_seed(recipe.seed)
    left = _Side(tokenizer, [pair.left for pair in data])
    right = _Side(tokenizer, [pair.right for pair in data])
    weights = torch.randn(tokenizer.get_vocab_size(), recipe.dimension) * _INITIAL_SPREAD
    optimiser = RowAdam(weights, recipe.rate)
    steps = recipe.epochs * (len(data) // recipe.batch)
    with Progress(console=console) as progress:
        task = progress.add_task("training", total=steps)
        shown = None
        for step, rows in enumerate(_batches(len(data), recipe)):
            touched, used, loss = _loss(weights, left, right, rows, recipe.scale)
            loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it so
            assert used.grad is not None
            optimiser.step(touched, used.grad, rate_share(step, steps))
            now = float(loss.detach())
            shown = now if shown is None else 0.98 * shown + 0.02 * now
            progress.update(task, advance=1, description=f"training, loss {shown:.3f}")
    return weights.numpy()


def _batches(size: int, recipe: Recipe) -> Iterator[RowArray]:
    """Yield the rows of each batch, in a new order every epoch; what does not fill the last one is left out."""
    shuffle = np.random.default_rng(recipe.seed)
    for _ in range(recipe.epochs):
        order = shuffle.permutation(size)
        for start in range(0, size - recipe.batch + 1, recipe.batch):
            yield order[start : start + recipe.batch]


def _loss(
    weights: torch.Tensor, left: _Side, right: _Side, rows: RowArray, scale: float
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return which rows of the weights a batch uses (u,), a copy of them that takes a gradient (u, d), and the loss.

    The loss is the mean cross-entropy of finding each text's pair in the batch, from the left and from the right.
    """
    (left_ids, left_lengths), (right_ids, right_lengths) = left.batch(rows), right.batch(rows)
    ids, lengths = np.concatenate([left_ids, right_ids]), np.concatenate([left_lengths, right_lengths])
    present = np.zeros(len(weights), bool)
    present[ids] = True
    touched = torch.from_numpy(np.flatnonzero(present))
    places = np.cumsum(present) - 1
    used = weights[touched].requires_grad_()
    texts = torch.nn.functional.embedding_bag(
        torch.from_numpy(places[ids]), used, torch.from_numpy(np.cumsum(lengths) - lengths), mode="sum"
    )
    unit = torch.nn.functional.normalize(texts)
    scores = scale * unit[: len(rows)] @ unit[len(rows) :].T
    alike = _alike(left.identity[rows]) | _alike(right.identity[rows])
    scores = scores.masked_fill(alike.fill_diagonal_(False), -1e4)
    own = torch.arange(len(rows))
    both = torch.nn.functional.cross_entropy(scores, own) + torch.nn.functional.cross_entropy(scores.T, own)
    return touched, used, both / 2


def _alike(identity: RowArray) -> torch.Tensor:
    """Return which texts of a batch are the same one (n, n): they are not each other's negatives."""
    return torch.from_numpy(identity[:, None] == identity[None, :])


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the data, learn vocabulary and vectors, write the model and its card. Return the exit status."""
    options = _options(arguments)
    console = Console(stderr=True)
    started = time.monotonic()
    tests = sorted(options.tests.glob("*.tsv")) if options.tests else []
    recipe = Recipe(options.dimension, options.epochs, options.batch, options.rate, options.seed, options.scale)
    try:
        data = pairs.load(options.data, options.glossary, excluded=pairs.sentences_of(tests))
        counts = Counter(pair.source for pair in data)
        console.log(f"{len(data):,} pairs: {dict(counts.most_common())}")
        sample = pairs.sample(data, _SAMPLED)
        tokenizer = vocabulary.train_tokenizer((side for p in sample for side in (p.left, p.right)), options.vocabulary)
        console.log(f"vocabulary of {tokenizer.get_vocab_size():,} pieces after {time.monotonic() - started:.0f} s")
        vectors = train_vectors(data, tokenizer, recipe, console)
    except pairs.BadTrainingData as exc:
        console.print(str(exc), style="red", markup=False)
        return 1
    export.save(options.output, tokenizer, vectors)
    seconds, trained = time.monotonic() - started, StaticEmbedder(options.output)
    scores = {
        path.stem: aligned([(pair.left, pair.right) for pair in pairs.aligned(path)], trained)["accuracy"]
        for path in tests
    }
    export.write_card(options.output, counts, vars(options), seconds, scores)
    console.log(f"written to {options.output} after {time.monotonic() - started:.0f} s")
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    default = Recipe()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of aligned TSV files and bilingual sections")
    parser.add_argument("--tests", type=Path, help="folder of aligned TSV files none of whose sentences may be learnt")
    parser.add_argument("--glossary", type=Path, help="CSV of terms with columns en, fr, es")
    parser.add_argument("--output", type=Path, default=DEFAULT_MODEL, help="folder of the model to write")
    parser.add_argument("--vocabulary", type=int, default=64_000, help="pieces of words, at most")
    parser.add_argument("--dimension", type=int, default=default.dimension, help="width of the vectors")
    parser.add_argument("--epochs", type=int, default=default.epochs, help="passes over the data")
    parser.add_argument("--batch", type=int, default=default.batch, help="pairs in a batch")
    parser.add_argument("--rate", type=float, default=default.rate, help="highest learning rate")
    parser.add_argument("--scale", type=float, default=default.scale, help="inverse of the softmax's temperature")
    parser.add_argument("--seed", type=int, default=default.seed)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
