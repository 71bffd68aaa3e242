"""What each passage becomes by itself, before it is put in order with the others: most of the time that indexing takes.

Many passages are shared out among processes: `python -m index.segments.preparation FOLDER MODEL` is one of them.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import chain, pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpus.types import Language
from index.embedding import StaticEmbedder
from index.matching.postings import Stems
from index.native.engine import Bytes, Numbers, encode_bags
from index.query.answer_type import traits
from index.side_process import end_with_parent, start
from index.types import Passage

_BATCH = 2048

# A process more is worth its start, and the loading of the model, for so many passages.
_PASSAGES_A_PROCESS = 10_000
_MOST_PROCESSES = 8

_GIVEN, _DONE = "passages.jsonl", "done"


class Said(NamedTuple):
    """What is matched of a passage: its text, and, with less weight, the words that say what it is about."""

    text: str
    context: str
    language: Language


class Prepared(NamedTuple):
    """Some passages: the vectors of their texts (n, d), of length 1, or (n, 0) where another model makes them.

    `traits` (n,) are bits, by `Expected`; `tokens` are the distinct tokens of the texts as bytes, `token_sizes` (n,)
    how many bytes each has; `words`, `lengths` and `keys` are `Stems`.
    """

    vectors: npt.NDArray[np.float32]
    traits: npt.NDArray[np.uint8]
    tokens: Bytes
    token_sizes: Numbers
    words: npt.NDArray[np.uint32]
    lengths: Numbers
    keys: npt.NDArray[np.uint64]

    @property
    def stems(self) -> Stems:
        """Return the stems of the passages."""
        return Stems(self.words, self.lengths, self.keys)


def prepare(static: StaticEmbedder, passages: Sequence[Said], *, vectors: bool) -> Prepared:
    """Return what some passages become; without `vectors`, a model other than the static one makes these."""
    texts = [passage.text for passage in passages]
    tokens = static.token_ids(texts)
    stream, sizes = encode_bags(tokens)
    matched = [f"{passage.context}\n{passage.text}" if passage.context else passage.text for passage in passages]
    return Prepared(
        static.encode_tokens(tokens) if vectors else np.empty((len(texts), 0), np.float32),
        np.packbits(traits(texts), axis=1, bitorder="little").reshape(-1),
        stream,
        sizes,
        *Stems.of(matched, [passage.language for passage in passages]),
    )


@contextmanager
def preparing(
    static: StaticEmbedder, passages: Sequence[Passage], scratch: Path, *, vectors: bool, processes: int = 0
) -> Iterator[Iterator[Prepared]]:
    """Give what passages become, in their order and batch by batch; by as many `processes`, 0 for what is worth it.

    Other processes begin at once, and what they do lies in folders of `scratch` meanwhile. What one of them did not do,
    because it was ended, is done here.
    """
    said = [Said(passage.text, passage.context, passage.language) for passage in passages]
    worth = min(os.cpu_count() or 1, _MOST_PROCESSES, len(said) // _PASSAGES_A_PROCESS)
    shares = _shares(said, max(1, processes or worth))
    with ExitStack() as stack:
        others = [stack.enter_context(_Share(static, share, scratch, vectors=vectors)) for share in shares[1:]]
        here = (prepare(static, batch, vectors=vectors) for batch in _batches(shares[0]))
        yield chain(here, chain.from_iterable(other.prepared() for other in others))


def _shares(said: Sequence[Said], count: int) -> list[Sequence[Said]]:
    """Return runs of whole batches, with about as much text in each; one at least, and `count` at most."""
    lengths = np.cumsum([len(passage.text) + len(passage.context) for passage in said])
    wanted = [len(said) and int(lengths[-1]) * share // count for share in range(count)]
    starts = sorted({int(lengths.searchsorted(each)) // _BATCH * _BATCH for each in wanted})
    return [said[start:end] for start, end in pairwise([*starts, len(said)])]


def _batches(said: Sequence[Said]) -> Iterator[Sequence[Said]]:
    return (said[at : at + _BATCH] for at in range(0, len(said), _BATCH))


class _Share:
    """Passages that another process prepares, between `with` and its end."""

    def __init__(self, static: StaticEmbedder, said: Sequence[Said], scratch: Path, *, vectors: bool) -> None:
        self._static, self._said, self._scratch, self._vectors = static, said, scratch, vectors

    def __enter__(self) -> _Share:
        """Start the process."""
        self._folder = tempfile.TemporaryDirectory(prefix="share-", dir=self._scratch)
        with (Path(self._folder.name) / _GIVEN).open("w", encoding="utf-8", errors="surrogatepass") as file:
            file.writelines(json.dumps(passage) + "\n" for passage in self._said)
        arguments = self._folder.name, str(self._static.folder), *(["vectors"] if self._vectors else [])
        self._process = start("index.segments.preparation", *arguments)
        return self

    def __exit__(self, *raised: object) -> None:
        """End the process, if it has not ended, and remove what it did."""
        self._process.kill()
        self._process.communicate()
        self._folder.cleanup()

    def prepared(self) -> Iterator[Prepared]:
        """Yield each batch: read, or made here where the process ended before."""
        self._process.wait()
        for number, batch in enumerate(_batches(self._said)):
            done = Path(self._folder.name) / f"{number}.npz"
            if done.is_file():
                with np.load(done, allow_pickle=False) as arrays:
                    yield Prepared(**arrays)
                done.unlink()
            else:
                yield prepare(self._static, batch, vectors=self._vectors)


def main(folder: Path, model: Path, *, vectors: bool) -> None:
    """Prepare the passages that lie in a folder, batch by batch."""
    end_with_parent()
    static = StaticEmbedder(model)
    with (folder / _GIVEN).open(encoding="utf-8", errors="surrogatepass") as file:
        said = [Said(text, context, Language(language)) for text, context, language in map(json.loads, file)]
    for number, batch in enumerate(_batches(said)):
        with (folder / _DONE).open("wb") as done:
            np.savez(done, **prepare(static, batch, vectors=vectors)._asdict())
        (folder / _DONE).rename(folder / f"{number}.npz")  # whole, or not there


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), vectors="vectors" in sys.argv[3:])
