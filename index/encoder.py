"""Texts as vectors: the encoder in the box, and any other by one setting."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import EncoderError

Array = NDArray[np.float32]

BOX = Path(__file__).parent / "encoder"
"""The folder of the encoder that ships with the project."""
WINDOW = 256
"""Pieces of a text that the encoder in the box reads at a time, the two special ones among them."""
WINDOWS = 64
"""Windows of a text that are read at most; what comes after is left out."""
BATCH = 8
"""Windows in one call of the model."""
_UNSEEN = re.compile("[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")


class Encoder(Protocol):
    """Turns texts into vectors of length 1, so that a dot product is a cosine.

    `name` tells two encoders apart whose vectors must not be mixed; `dimensions` is the length of a vector.
    """

    @property
    def name(self) -> str:
        """The identity of the weights, the same on every machine."""

    @property
    def dimensions(self) -> int:
        """The number of components of a vector."""

    def encode_queries(self, texts: Sequence[str]) -> Array:
        """Vectors of questions, one row a text."""

    def encode_passages(self, texts: Sequence[str]) -> Array:
        """Vectors of passages, one row a text."""


class BoxEncoder:
    """A model folder in ONNX, run by onnxruntime and tokenizers alone."""

    def __init__(self, folder: Path = BOX, threads: int = 2) -> None:
        """Load a folder.

        `threads` bounds what one call may use. Raises EncoderError where a file is missing, damaged, or does not fit
        the others.
        """
        import onnxruntime
        from tokenizers import Tokenizer

        graph, words = folder / "onnx" / "model.onnx", folder / "tokenizer.json"
        for path in (graph, words):
            if not path.is_file():
                raise EncoderError(f"Thư mục mô hình {folder} thiếu tệp {path.relative_to(folder)}: cài lại planbot.")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 4
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._tokenizer = Tokenizer.from_file(str(words))
            self._session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise EncoderError(f"Tệp mô hình trong {folder} hỏng hoặc không đọc được: cài lại planbot.") from error
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._pad = self._tokenizer.token_to_id("<pad>")
        pieces, weights = hash_file(words), hash_file(graph)
        self._name = f"planbot-{hashlib.sha256((weights + pieces).encode()).hexdigest()[:16]}"
        self._dimensions = self._check(folder, pieces)

    @property
    def name(self) -> str:
        """A hash of the weights and the tokenizer."""
        return self._name

    @property
    def dimensions(self) -> int:
        """The number of components of a vector."""
        return self._dimensions

    def encode_queries(self, texts: Sequence[str]) -> Array:
        """Vectors of questions; of a question longer than a window its beginning counts."""
        return self._encode([f"query: {clean_text(text)}" for text in texts], windows=1)

    def encode_passages(self, texts: Sequence[str]) -> Array:
        """Vectors of passages; one longer than a window is the mean of its windows by their lengths."""
        return self._encode([f"passage: {clean_text(text)}" for text in texts], windows=WINDOWS)

    def count_pieces(self, text: str) -> int:
        """How many pieces the model reads for a question."""
        return len(self._tokenizer.encode(f"query: {clean_text(text)}").ids)

    def _check(self, folder: Path, pieces: str) -> int:
        """The length of a vector, from one trial; the graph says with which tokenizer (by its hash) it goes."""
        mixed = f"Mô hình và bộ tách từ trong {folder} không khớp nhau: cài lại planbot."
        expected = self._session.get_modelmeta().custom_metadata_map.get("tokenizer", pieces)
        if expected != pieces:
            raise EncoderError(mixed)
        try:
            row = self._run([[0, self._tokenizer.get_vocab_size() - 1, 2]])
        except Exception as error:
            raise EncoderError(mixed) from error
        if not np.isfinite(row).all():
            raise EncoderError(f"Mô hình trong {folder} cho véc-tơ không hợp lệ: cài lại planbot.")
        return int(row.shape[1])

    def _encode(self, texts: Sequence[str], windows: int) -> Array:
        pieces: list[list[int]] = []
        owners: list[int] = []
        for owner, encoding in enumerate(self._tokenizer.encode_batch(list(texts), add_special_tokens=False)):
            for start in range(0, max(1, len(encoding.ids)), WINDOW - 2)[:windows]:
                pieces.append([0, *encoding.ids[start : start + WINDOW - 2], 2])
                owners.append(owner)
        sums = np.zeros((len(texts), self._dimensions), np.float32)
        order = sorted(range(len(pieces)), key=lambda place: len(pieces[place]))
        for start in range(0, len(order), BATCH):
            group = order[start : start + BATCH]
            rows = self._run([pieces[place] for place in group])
            for place, row in zip(group, rows, strict=True):
                sums[owners[place]] += row * (len(pieces[place]) - 2 or 1)
        return normalise_rows(sums)

    def _run(self, pieces: Sequence[Sequence[int]]) -> Array:
        """Mean of the last states over the pieces of each text."""
        width = max(map(len, pieces))
        ids = np.full((len(pieces), width), self._pad, np.int64)
        mask = np.zeros((len(pieces), width), np.int64)
        for row, line in enumerate(pieces):
            ids[row, : len(line)] = line
            mask[row, : len(line)] = 1
        (states,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        weights = mask.astype(np.float32)
        mean: Array = np.einsum("btd,bt->bd", states, weights) / weights.sum(axis=1, keepdims=True)
        return mean


class ModelEncoder:
    """Any sentence-transformers model, by its name on a hub or its folder (extra `models`)."""

    def __init__(self, model: str) -> None:
        """Load a model. Raises EncoderError where the extra or the model is missing."""
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            message = f"Bộ mã hóa {model} cần phần mở rộng: chạy `pip install 'planbot[models]'` rồi làm lại."
            raise EncoderError(message) from error
        try:
            self._model: Any = SentenceTransformer(model, device="cpu")
        except Exception as error:
            message = f"Không nạp được bộ mã hóa {model}: kiểm tra tên, thư mục hoặc mạng, hay bỏ PLANBOT_ENCODER."
            raise EncoderError(message) from error
        self._family = find_family(model)
        self._name = f"{Path(model).name if Path(model).is_dir() else model}-{self._fingerprint()}"

    @property
    def name(self) -> str:
        """The model's name and a hash of its weights."""
        return self._name

    @property
    def dimensions(self) -> int:
        """The number of components of a vector."""
        return int(self._model.get_embedding_dimension())

    def encode_queries(self, texts: Sequence[str]) -> Array:
        """Vectors of questions, with the prefix and the segmentation of the model's family."""
        return self._encode(texts, self._family.query)

    def encode_passages(self, texts: Sequence[str]) -> Array:
        """Vectors of passages, with the prefix and the segmentation of the model's family."""
        return self._encode(texts, self._family.passage)

    def _encode(self, texts: Sequence[str], prefix: str) -> Array:
        lines = [clean_text(text) for text in texts]
        if self._family.segmented:
            lines = [segment_words(line) for line in lines]
        vectors = self._model.encode(
            [prefix + line for line in lines], prompt="", show_progress_bar=False, convert_to_numpy=True
        )
        return normalise_rows(np.asarray(vectors, np.float32).reshape(len(lines), self.dimensions))

    def _fingerprint(self) -> str:
        digest = hashlib.sha256()
        for name, tensor in sorted(self._model.state_dict().items()):
            digest.update(name.encode())
            digest.update(tensor.flatten()[:256].float().numpy().tobytes())
        return digest.hexdigest()[:16]


class Family:
    """What a family of models expects before a text, and whether its words are joined."""

    def __init__(self, query: str = "", passage: str = "", *, segmented: bool = False) -> None:
        self.query = query
        self.passage = passage
        self.segmented = segmented


FAMILIES = {
    r"\be5\b": Family("query: ", "passage: "),
    r"vietnamese-bi-encoder|phobert|sup-?simcse-vietnamese|dangvantuan/vietnamese-embedding": Family(segmented=True),
}
"""By a pattern in the model's name; the others (bge-m3, AITeamVN/Vietnamese_Embedding) take a text as it is."""


def find_family(model: str) -> Family:
    """The family of a model, by its name."""
    return next((family for pattern, family in FAMILIES.items() if re.search(pattern, model.lower())), Family())


def load_encoder(name: str | None = None) -> Encoder:
    """The encoder in the box, or the one that `name` or else the variable PLANBOT_ENCODER names."""
    name = name or os.environ.get("PLANBOT_ENCODER") or ""
    folder = Path(name)
    if not name:
        return BoxEncoder()
    if (folder / "onnx" / "model.onnx").is_file() and not (folder / "model.safetensors").is_file():
        return BoxEncoder(folder)
    return ModelEncoder(name)


def hash_file(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def segment_words(text: str) -> str:
    """A text with the syllables of each word joined by "_", as models trained on segmented text need it."""
    from underthesea import word_tokenize

    return str(word_tokenize(text, format="text"))


def clean_text(text: str) -> str:
    """A text without control characters and broken surrogates, which no tokenizer should see."""
    return _UNSEEN.sub(" ", text)


def normalise_rows(vectors: Array) -> Array:
    """Rows of length 1; a row of zeros stays as it is."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    rows: Array = (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)
    return rows
