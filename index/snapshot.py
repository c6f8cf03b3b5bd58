"""Passages as a searchable snapshot on disk: built beside, verified, swapped in whole."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.axes import Axes
from index.dense import DenseIndex
from index.encoder import Encoder, hash_file
from index.errors import PassageError, SnapshotError
from index.lexical import Postings
from index.passage import Hit, Passage
from index.searcher import Parts, Searcher
from index.tokens import fold_words, mark_words, pair_words, split_words
from index.windows import split_heading, split_windows

Floats = NDArray[np.float32]

VERSION = 4
"""Raised when what is indexed, or how, changes: snapshots of another version are built again."""
CURRENT = "current"
BEGUN, MADE = "begun-", "snapshot-"
STALE = 3600
"""Seconds after which a build that was begun and left is taken for crashed."""
REBUILD = "chạy `planbot ingest` (không kèm tệp) để dựng lại chỉ mục"

WHOLE = {"k1": 0.9, "b": 0.4}
WINDOW = {"k1": 0.4, "b": 0.2}
HEADING = {"k1": 0.4, "b": 0.6}
"""The constants of BM25 for whole passages, windows and headings."""


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

    def __init__(self, passages: Sequence[Passage], parts: Parts, encoder: Encoder) -> None:
        """Take what `build` makes and `open` reads."""
        self.passages = tuple(passages)
        self.parts = parts
        self._searcher = Searcher(self.passages, parts, encoder)

    @classmethod
    def build(cls, passages: Iterable[Passage], encoder: Encoder, folder: Path) -> Snapshot:
        """Index passages and make them what `open(folder)` gives.

        Vectors of passages that the snapshot there before already had are taken over. Until the last moment the old
        snapshot stays in place; a crash leaves it whole. Raises PassageError for an id given twice.
        """
        items = tuple(passages)
        check_ids(items)
        windows = [split_windows(passage) for passage in items]
        vectors = encode_windows(windows, encoder, read_vectors(folder, encoder))
        folder.mkdir(parents=True, exist_ok=True)
        begun = Path(tempfile.mkdtemp(prefix=BEGUN, dir=folder))
        try:
            write_parts(begun, items, windows, vectors)
            files = {path.name: hash_file(path) for path in sorted(begun.iterdir())}
            manifest = Manifest(VERSION, encoder.name, encoder.dimensions, len(items), files)
            (begun / "manifest.json").write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
            made = begun.rename(folder / begun.name.replace(BEGUN, MADE))
        except BaseException:
            shutil.rmtree(begun, ignore_errors=True)
            raise
        snapshot = cls._load(made, encoder)
        _point_to(folder, made.name)
        _clear(folder, made)
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
        parts = Parts(
            wholes=Postings.open(made, "wholes"),
            windows=Postings.open(made, "windows"),
            headings=Postings.open(made, "headings"),
            dense=DenseIndex.open(made / "vectors.faiss"),
            axes=Axes.open(made),
            starts=np.load(made / "starts.npy"),
        )
        return cls(passages, parts, encoder)

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


def read_vectors(folder: Path, encoder: Encoder) -> dict[str, Floats]:
    """Vectors that the snapshot in use has, by the text of their window; none if it cannot be used."""
    with suppress(SnapshotError, OSError, ValueError, TypeError, RuntimeError):
        snapshot = Snapshot.open(folder, encoder)
        texts = [window for passage in snapshot.passages for window in split_windows(passage)]
        return dict(zip(texts, snapshot.parts.dense.vectors_at(np.arange(len(texts))), strict=True))
    return {}


def encode_windows(windows: Sequence[Sequence[str]], encoder: Encoder, known: dict[str, Floats]) -> Floats:
    """Vectors of the windows of passages, one row a window; those known are not computed again."""
    texts = [text for row in windows for text in row]
    fresh = [text for text in dict.fromkeys(texts) if text not in known]
    rows = dict(known)
    if fresh:
        vectors = encoder.encode_passages(fresh)
        if vectors.shape != (len(fresh), encoder.dimensions) or not np.isfinite(vectors).all():
            raise PassageError(f"Bộ mã hóa {encoder.name} cho véc-tơ không hợp lệ: chọn bộ mã hóa khác.")
        rows |= dict(zip(fresh, vectors, strict=True))
    return np.stack([rows[text] for text in texts]) if texts else np.zeros((0, encoder.dimensions), np.float32)


def write_parts(made: Path, passages: Sequence[Passage], windows: Sequence[Sequence[str]], vectors: Floats) -> None:
    """Write the passages, the postings and the vectors."""
    with (made / "passages.jsonl").open("w", encoding="utf-8") as lines:
        for passage in passages:
            lines.write(json.dumps(asdict(passage), ensure_ascii=True) + "\n")
    np.save(made / "starts.npy", np.cumsum([0, *map(len, windows)]))
    Postings.build((plain_terms(f"{p.context}\n{p.text}") for p in passages), **WHOLE).save(made, "wholes")
    Postings.build((plain_terms(split_heading(p)[0]) for p in passages), **HEADING).save(made, "headings")
    Postings.build((all_terms(text) for row in windows for text in row), **WINDOW).save(made, "windows")
    DenseIndex.build(vectors).save(made / "vectors.faiss")
    Axes.fit(vectors).save(made)


def plain_terms(text: str) -> list[str]:
    """Syllables of a text and pairs of neighbours, without accents."""
    folded = fold_words(split_words(text))
    return folded + pair_words(folded)


def all_terms(text: str) -> list[str]:
    """Syllables of a text and pairs of neighbours, without accents and with them."""
    words = split_words(text)
    return plain_terms(text) + mark_words(words + pair_words(words))


def check_ids(passages: Iterable[Passage]) -> None:
    """Raise PassageError where two passages have one id."""
    seen: set[str] = set()
    for passage in passages:
        if passage.id in seen:
            raise PassageError(f"Có hai đoạn cùng mã {passage.id}: sửa lại để mỗi đoạn một mã.")
        seen.add(passage.id)


def _point_to(folder: Path, name: str) -> None:
    """Make a snapshot the one in use, in one step."""
    handle, beside = tempfile.mkstemp(prefix=CURRENT, dir=folder)
    with os.fdopen(handle, "w", encoding="utf-8") as content:
        content.write(name)
        content.flush()
        os.fsync(content.fileno())
    Path(beside).replace(folder / CURRENT)


def _clear(folder: Path, made: Path) -> None:
    """Remove older snapshots and what crashed builds left; one that another process is building stays."""
    crashed = [path for path in folder.glob(f"{BEGUN}*") if time.time() - path.stat().st_mtime > STALE]
    for path in [*folder.glob(f"{MADE}*"), *crashed]:
        if path != made:
            shutil.rmtree(path, ignore_errors=True)
