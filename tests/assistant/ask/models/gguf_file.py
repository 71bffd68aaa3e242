"""A language model that says exactly one text: a GGUF file made by hand, for a real llama.cpp to load.

The text is cut into pieces, each of them a token and a dimension of the embedding; attention and feed-forward weights
are zero, and the output matrix holds which token follows which: so the model says piece after piece, whatever it was
asked. The chat template ends every prompt with the token that the first piece follows. What is asked is read byte by
byte, so that the template keeps every fourth character alone: a question takes as many tokens as it does elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import gguf
import numpy as np

_PIECE = 4  # characters, at least
_HEAD = 64  # dimensions of an attention head
_CERTAIN = 8.0  # by how much the next token is likelier than any other, before the norm multiplies it

_BEGIN, _END = 3, 2  # tokens
_TEMPLATE = "{% for message in messages %}{{ message['content'][::4] }}\n{% endfor %}<|answer|>"


def write_model(path: Path, text: str, *, endless: bool = False, context: int = 4096) -> Path:
    """Write the file of a model that says `text` once, or again and again; `context` is in tokens. Return its path."""
    pieces = _pieces(text)
    special = ["<unk>", "<s>", "</s>", "<|answer|>"]
    octets = [f"<0x{octet:02X}>" for octet in range(256)]
    tokens = special + octets + [piece.replace(" ", "▁") for piece in pieces]
    said = range(len(special) + len(octets), len(tokens))
    after = dict(zip((_BEGIN, *said), (*said, said[0] if endless else _END), strict=True))
    kinds = [gguf.TokenType.UNKNOWN] + 3 * [gguf.TokenType.CONTROL] + 256 * [gguf.TokenType.BYTE]
    kinds += len(pieces) * [gguf.TokenType.NORMAL]

    width = -(-len(after) // _HEAD) * _HEAD
    file = gguf.GGUFWriter(path, "llama")
    file.add_context_length(context)
    file.add_embedding_length(width)
    file.add_block_count(1)
    file.add_feed_forward_length(_HEAD)
    file.add_head_count(width // _HEAD)
    file.add_layer_norm_rms_eps(1e-5)
    file.add_rope_dimension_count(_HEAD)
    file.add_vocab_size(len(tokens))
    file.add_tokenizer_model("llama")
    file.add_token_list(tokens)
    file.add_token_scores([0.0] * len(tokens))
    file.add_token_types(kinds)
    file.add_bos_token_id(1)
    file.add_eos_token_id(2)
    file.add_unk_token_id(0)
    file.add_add_bos_token(True)
    file.add_add_space_prefix(False)
    file.add_chat_template(_TEMPLATE)
    for name, values in _weights(after, len(tokens), width).items():
        file.add_tensor(name, values)
    file.write_header_to_file()
    file.write_kv_data_to_file()
    file.write_tensors_to_file()
    file.close()
    return path


def _pieces(text: str) -> list[str]:
    """Cut a text into pieces no two of which are alike."""
    pieces: list[str] = []
    start = 0
    while start < len(text):
        end = start + _PIECE
        while end < len(text) and text[start:end] in pieces:
            end += 1
        if len(text) - end < _PIECE:
            end = len(text)
        pieces.append(text[start:end])
        start = end
    if len(set(pieces)) < len(pieces):
        raise ValueError("the end of the text repeats a piece of it: change its last words")
    return pieces


def _weights(after: Mapping[int, int], tokens: int, width: int) -> dict[str, np.ndarray]:
    """Return every tensor of the model, by name."""
    embedding = np.zeros((tokens, width), dtype=np.float32)
    output = np.zeros((tokens, width), dtype=np.float32)
    for dimension, (token, following) in enumerate(after.items()):
        embedding[token, dimension] = 1
        output[following, dimension] = _CERTAIN
    square = np.zeros((width, width), dtype=np.float16)
    ones = np.ones(width, dtype=np.float32)
    block = {f"attn_{part}": square for part in ("q", "k", "v", "output")}
    block |= {"ffn_gate": square[:_HEAD], "ffn_up": square[:_HEAD], "ffn_down": square[:, :_HEAD].copy()}
    return {
        "token_embd.weight": embedding,
        "output.weight": output,
        "output_norm.weight": ones,
        "blk.0.attn_norm.weight": ones,
        "blk.0.ffn_norm.weight": ones,
        **{f"blk.0.{name}.weight": values for name, values in block.items()},
    }
