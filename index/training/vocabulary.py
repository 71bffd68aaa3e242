"""The tokenizer of the embedded model: byte-pair encoding over lower-cased, accent-folded text.

One vocabulary serves the three languages, so that cognates and names (`cooperative`, `RIPESS`) share a vector.
"""

from __future__ import annotations

from collections.abc import Iterable

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers


def train_tokenizer(texts: Iterable[str], size: int) -> Tokenizer:
    """Learn a vocabulary of `size` pieces from `texts` (Sennrich et al. 2016, https://arxiv.org/abs/1508.07909)."""
    tokenizer = Tokenizer(models.BPE(unk_token="[UNK]"))  # noqa: S106 (a token, not a password)
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Replace("’", "'"), normalizers.Lowercase(), normalizers.NFKD(), normalizers.StripAccents()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.decoder = decoders.BPEDecoder()
    trainer = trainers.BpeTrainer(vocab_size=size, min_frequency=3, special_tokens=["[UNK]"], limit_alphabet=400)
    tokenizer.train_from_iterator(texts, trainer=trainer)
    return tokenizer
