"""Train the embedded model: a static embedding for English, French and Spanish.

    python -m index.training.train --data FOLDER --output index/models/alinea-static

A text's vector is the mean of its tokens' vectors. Both sides of a pair are drawn together, and away from every
other pair of the batch, by a symmetric softmax over cosine similarities (InfoNCE, van den Oord et al. 2018,
https://arxiv.org/abs/1807.03748, as used for sentence pairs by Henderson et al. 2017, https://arxiv.org/abs/1705.00652).
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from rich.console import Console
from rich.progress import Progress
from tokenizers import Tokenizer

from index.training import export, pairs, vocabulary

_SCALE = 20.0
_MAX_TOKENS = 128
_WARM_UP = 0.05
_INITIAL_SPREAD = 0.1

IntArray = npt.NDArray[np.int32]


def tokenise(tokenizer: Tokenizer, texts: list[str]) -> tuple[IntArray, npt.NDArray[np.int64]]:
    """Return all token ids in one array, and the n + 1 offsets where each text begins."""
    tokenizer.enable_truncation(_MAX_TOKENS)
    parts: list[IntArray] = []
    lengths: list[int] = []
    for start in range(0, len(texts), 20_000):
        for encoding in tokenizer.encode_batch_fast(texts[start : start + 20_000], add_special_tokens=False):
            parts.append(np.asarray(encoding.ids, dtype=np.int32))
            lengths.append(len(encoding.ids))
    tokenizer.no_truncation()
    return np.concatenate(parts), np.concatenate([[0], np.cumsum(lengths)])


class _Side:
    """One side of the pairs, tokenised, from which batches are drawn."""

    def __init__(self, tokenizer: Tokenizer, texts: list[str]) -> None:
        """Tokenise the texts and number the distinct ones, so that repeated texts are not each other's negatives."""
        self.ids, self.offsets = tokenise(tokenizer, texts)
        numbers: dict[str, int] = {}
        self.identity = np.array([numbers.setdefault(text, len(numbers)) for text in texts])

    def batch(self, rows: npt.NDArray[np.int64]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the token ids and offsets of some rows, as an EmbeddingBag takes them."""
        pieces = [self.ids[self.offsets[row] : self.offsets[row + 1]] for row in rows]
        starts = np.cumsum([0] + [len(piece) for piece in pieces[:-1]])
        return torch.from_numpy(np.concatenate(pieces).astype(np.int64)), torch.from_numpy(starts)


def _masked(scores: torch.Tensor, identity: npt.NDArray[np.int64]) -> torch.Tensor:
    """Take out of the negatives the columns whose text is the row's own answer."""
    same = torch.from_numpy(identity[:, None] == identity[None, :])
    same.fill_diagonal_(False)
    return scores.masked_fill(same, -1e4)


def train(
    data: list[pairs.Pair],
    tokenizer: Tokenizer,
    *,
    dimension: int,
    epochs: int,
    batch: int,
    rate: float,
    seed: int,
    console: Console,
) -> npt.NDArray[np.float32]:
    """Return the trained token vectors, float32 (vocabulary, dimension)."""
    torch.manual_seed(seed)
    shuffle = np.random.default_rng(seed)
    left = _Side(tokenizer, [pair.left for pair in data])
    right = _Side(tokenizer, [pair.right for pair in data])
    model = torch.nn.EmbeddingBag(tokenizer.get_vocab_size(), dimension, mode="mean", sparse=True)
    torch.nn.init.normal_(model.weight, std=_INITIAL_SPREAD)
    optimiser = torch.optim.SparseAdam(list(model.parameters()), lr=rate)
    steps = epochs * (len(data) // batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: min((step + 1) / (steps * _WARM_UP), max(0.0, (steps - step) / (steps * (1 - _WARM_UP)))),
    )
    target = torch.arange(batch)
    with Progress(console=console) as progress:
        task = progress.add_task("training", total=steps)
        running = 0.0
        for _ in range(epochs):
            order = shuffle.permutation(len(data))
            for start in range(0, len(data) - batch + 1, batch):
                rows = order[start : start + batch]
                a = torch.nn.functional.normalize(model(*left.batch(rows)))
                b = torch.nn.functional.normalize(model(*right.batch(rows)))
                scores = _SCALE * a @ b.T
                loss = (
                    torch.nn.functional.cross_entropy(_masked(scores, right.identity[rows]), target)
                    + torch.nn.functional.cross_entropy(_masked(scores.T, left.identity[rows]), target)
                ) / 2
                optimiser.zero_grad()
                loss.backward()
                optimiser.step()
                schedule.step()
                running = 0.98 * running + 0.02 * float(loss.detach()) if running else float(loss.detach())
                progress.update(task, advance=1, description=f"training, loss {running:.3f}")
    return model.weight.detach().numpy()


def _usable(data: list[pairs.Pair], tokenizer: Tokenizer) -> list[pairs.Pair]:
    """Drop the pairs with a side that has no token (a lone symbol outside the alphabet)."""
    return [pair for pair in data if any(c.isalnum() for c in pair.left) and any(c.isalnum() for c in pair.right)]


def main() -> None:
    """Read the data, learn vocabulary and vectors, write the model and its card."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of aligned TSV files and bilingual sections")
    parser.add_argument("--glossary", type=Path, help="CSV of terms with columns en, fr, es")
    parser.add_argument("--output", type=Path, default=Path("index/models/alinea-static"))
    parser.add_argument("--vocabulary", type=int, default=64_000)
    parser.add_argument("--dimension", type=int, default=256)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=2048)
    parser.add_argument("--rate", type=float, default=0.01)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    console = Console(stderr=True)
    started = time.monotonic()
    data = pairs.load(options.data, options.glossary)
    counts = Counter(pair.source for pair in data)
    console.log(f"{len(data):,} pairs: {dict(counts.most_common())}")
    tokenizer = vocabulary.train_tokenizer((side for p in data for side in (p.left, p.right)), options.vocabulary)
    data = _usable(data, tokenizer)
    console.log(f"vocabulary of {tokenizer.get_vocab_size():,} pieces after {time.monotonic() - started:.0f} s")
    vectors = train(
        data,
        tokenizer,
        dimension=options.dimension,
        epochs=options.epochs,
        batch=options.batch,
        rate=options.rate,
        seed=options.seed,
        console=console,
    )
    export.save(options.output, tokenizer, vectors)
    export.write_card(options.output, counts, vars(options), time.monotonic() - started)
    console.log(f"written to {options.output} after {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
