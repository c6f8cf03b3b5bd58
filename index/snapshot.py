"""Passages as a searchable snapshot on disk: built beside, verified, swapped in whole."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import file_digest
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.dense import DenseIndex
from index.encoder import Encoder
from index.errors import PassageError, SnapshotError
from index.lexical import Postings
from index.passage import Hit, Passage
from index.searcher import Searcher
from index.tokens import fold_words, pair_words, split_words

Floats = NDArray[np.float32]

VERSION = 1
"""Raised when what is indexed, or how, changes: snapshots of another version are built again."""
CURRENT = "current"
FIELDS = ("syllables", "pairs", "accented", "accented_pairs")
REBUILD = "chạy `planbot ingest` (không kèm tệp) để dựng lại chỉ mục"


@dataclass(frozen=True)
class Manifest:
    """What a snapshot is: its version, the encoder that made it, how many passages, and a hash of every file."""

    version: int
    encoder: str
    dimensions: int
    passages: int
    files: dict[str, str]


class Snapshot:
    """Passages, their postings and their vectors, as they were built together."""

    def __init__(
        self, passages: Sequence[Passage], fields: dict[str, Postings], dense: DenseIndex, encoder: Encoder
    ) -> None:
        self.passages = tuple(passages)
        self._searcher = Searcher(self.passages, fields, dense, encoder)

    @classmethod
    def build(cls, passages: Iterable[Passage], encoder: Encoder, folder: Path) -> Snapshot:
        """Index passages and make them what `open(folder)` gives.

        Vectors of passages that the snapshot there before already had are taken over. Until the last moment the old
        snapshot stays in place; a crash leaves it whole. Raises PassageError for an id given twice.
        """
        items = tuple(passages)
        check_ids(items)
        vectors = encode_passages(items, encoder, read_vectors(folder, encoder))
        folder.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix="snapshot-", dir=folder))
        try:
            write_parts(made, items, vectors)
            files = {path.name: hash_file(path) for path in sorted(made.iterdir())}
            manifest = Manifest(VERSION, encoder.name, encoder.dimensions, len(items), files)
            (made / "manifest.json").write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
            snapshot = cls._load(made, encoder)
            _point_to(folder, made.name)
        except BaseException:
            shutil.rmtree(made, ignore_errors=True)
            raise
        for old in folder.glob("snapshot-*"):
            if old != made:
                shutil.rmtree(old, ignore_errors=True)
        return snapshot

    @classmethod
    def open(cls, folder: Path, encoder: Encoder) -> Snapshot:
        """The snapshot in a folder, every file checked against its hash.

        Raises SnapshotError where there is none, a file is damaged, or another encoder or version made it.
        """
        return cls._load(find_current(folder), encoder)

    @classmethod
    def _load(cls, made: Path, encoder: Encoder) -> Snapshot:
        manifest = read_manifest(made)
        if manifest.encoder != encoder.name:
            raise SnapshotError(
                f"Chỉ mục do bộ mã hóa {manifest.encoder} tạo, nay đang dùng {encoder.name}: {REBUILD}, "
                "hoặc đặt lại PLANBOT_ENCODER như cũ."
            )
        for name, digest in manifest.files.items():
            if not (made / name).is_file() or hash_file(made / name) != digest:
                raise SnapshotError(f"Tệp {name} của chỉ mục bị thiếu hoặc hỏng: {REBUILD}.")
        with (made / "passages.jsonl").open(encoding="utf-8") as lines:
            passages = [Passage(**json.loads(line)) for line in lines]
        fields = {name: Postings.open(made, name) for name in FIELDS}
        return cls(passages, fields, DenseIndex.open(made / "vectors.faiss"), encoder)

    def search(self, query: str, top: int = 10) -> list[Hit]:
        """The best passages for a question, best first; none where the question has no word."""
        return self._searcher.search(query, top)


def find_current(folder: Path) -> Path:
    """The folder of the snapshot in use. Raises SnapshotError where there is none."""
    try:
        made = folder / (folder / CURRENT).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SnapshotError(f"Chưa có chỉ mục trong {folder}: {REBUILD}.") from error
    return made


def read_manifest(made: Path) -> Manifest:
    """The manifest of a snapshot of this version. Raises SnapshotError."""
    try:
        manifest = Manifest(**json.loads((made / "manifest.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise SnapshotError(f"Bản kê của chỉ mục thiếu hoặc hỏng: {REBUILD}.") from error
    if manifest.version != VERSION:
        raise SnapshotError(f"Chỉ mục thuộc phiên bản {manifest.version}, nay là {VERSION}: {REBUILD}.")
    return manifest


def read_vectors(folder: Path, encoder: Encoder) -> dict[bytes, Floats]:
    """Vectors that the snapshot in use has, by the digest of their passage; none if it cannot be used."""
    with suppress(SnapshotError, OSError, ValueError, TypeError, RuntimeError):
        snapshot = Snapshot.open(folder, encoder)
        return snapshot._searcher.vectors()
    return {}


def encode_passages(passages: Sequence[Passage], encoder: Encoder, known: dict[bytes, Floats]) -> Floats:
    """Vectors of passages under their context, one row a passage; those known are not computed again."""
    rows = dict(known)
    fresh = {passage.digest: passage for passage in passages if passage.digest not in rows}
    texts = [f"{passage.context}\n{passage.text}" if passage.context else passage.text for passage in fresh.values()]
    if texts:
        vectors = encoder.encode_passages(texts)
        if vectors.shape != (len(texts), encoder.dimensions) or not np.isfinite(vectors).all():
            raise PassageError(f"Bộ mã hóa {encoder.name} cho véc-tơ không hợp lệ: chọn bộ mã hóa khác.")
        rows |= dict(zip(fresh, vectors, strict=True))
    if not passages:
        return np.zeros((0, encoder.dimensions), np.float32)
    return np.stack([rows[passage.digest] for passage in passages])


def write_parts(made: Path, passages: Sequence[Passage], vectors: Floats) -> None:
    """Write the passages, the postings of every field and the vectors."""
    with (made / "passages.jsonl").open("w", encoding="utf-8") as lines:
        for passage in passages:
            lines.write(json.dumps(asdict(passage), ensure_ascii=False) + "\n")
    accented = [split_words(f"{passage.context}\n{passage.text}") for passage in passages]
    folded = [fold_words(words) for words in accented]
    Postings.build(folded).save(made, "syllables")
    Postings.build(map(pair_words, folded)).save(made, "pairs")
    Postings.build(accented).save(made, "accented")
    Postings.build(map(pair_words, accented)).save(made, "accented_pairs")
    DenseIndex.build(vectors).save(made / "vectors.faiss")


def check_ids(passages: Iterable[Passage]) -> None:
    """Raise PassageError where two passages have one id."""
    seen: set[str] = set()
    for passage in passages:
        if passage.id in seen:
            raise PassageError(f"Có hai đoạn cùng mã {passage.id}: sửa lại để mỗi đoạn một mã.")
        seen.add(passage.id)


def hash_file(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def _point_to(folder: Path, name: str) -> None:
    """Make a snapshot the one in use, in one step."""
    handle, beside = tempfile.mkstemp(prefix=CURRENT, dir=folder)
    with os.fdopen(handle, "w", encoding="utf-8") as content:
        content.write(name)
        content.flush()
        os.fsync(content.fileno())
    Path(beside).replace(folder / CURRENT)
