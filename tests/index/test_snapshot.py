import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from index import snapshot as module
from index.encoder import Encoder
from index.errors import PassageError, SnapshotError
from index.passage import Passage
from index.snapshot import Snapshot, find_current
from tests.index.conftest import HashEncoder


def test_an_opened_snapshot_finds_what_the_built_one_does(
    tmp_path: Path, passages: list[Passage], encoder: HashEncoder
) -> None:
    built = Snapshot.build(passages, encoder, tmp_path)
    opened = Snapshot.open(tmp_path, encoder)
    assert opened.passages == tuple(passages)
    assert opened.search("hộ nghèo") == built.search("hộ nghèo")


def test_building_again_replaces_it_and_leaves_no_rest(
    tmp_path: Path, passages: list[Passage], encoder: HashEncoder
) -> None:
    Snapshot.build(passages, encoder, tmp_path)
    Snapshot.build(passages[:2], encoder, tmp_path)
    assert len(Snapshot.open(tmp_path, encoder).passages) == 2
    assert len(list(tmp_path.iterdir())) == 2


def test_known_passages_are_not_encoded_again(tmp_path: Path, passages: list[Passage], encoder: HashEncoder) -> None:
    Snapshot.build(passages, encoder, tmp_path)
    encoder.encoded = 0
    Snapshot.build([*passages, Passage("new", "Một đoạn mới.")], encoder, tmp_path)
    assert encoder.encoded == 1


def test_a_failed_build_leaves_the_last_good_one(
    tmp_path: Path, passages: list[Passage], encoder: HashEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    Snapshot.build(passages, encoder, tmp_path)

    def fail(*args: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(module, "write_parts", fail)
    with pytest.raises(OSError, match="disk full"):
        Snapshot.build(passages[:1], encoder, tmp_path)
    monkeypatch.undo()
    assert len(Snapshot.open(tmp_path, encoder).passages) == len(passages)
    assert len(list(tmp_path.iterdir())) == 2


def test_what_a_crash_left_is_cleared_but_not_what_is_being_built(
    tmp_path: Path, passages: list[Passage], encoder: HashEncoder
) -> None:
    crashed, building = tmp_path / "begun-old", tmp_path / "begun-new"
    for folder in (crashed, building):
        folder.mkdir()
    os.utime(crashed, (0, 0))
    Snapshot.build(passages, encoder, tmp_path)
    assert not crashed.exists()
    assert building.exists()


def test_another_encoder_is_refused_with_a_word_how_to_rebuild(
    tmp_path: Path, passages: list[Passage], encoder: HashEncoder
) -> None:
    Snapshot.build(passages, encoder, tmp_path)
    with pytest.raises(SnapshotError, match=r"hash.*other.*planbot ingest"):
        Snapshot.open(tmp_path, HashEncoder("other"))


def test_another_encoder_builds_anew(tmp_path: Path, passages: list[Passage], encoder: HashEncoder) -> None:
    Snapshot.build(passages, encoder, tmp_path)
    other = HashEncoder("other", 16)
    Snapshot.build(passages, other, tmp_path)
    assert other.encoded == len(passages)
    assert Snapshot.open(tmp_path, other).search("hộ nghèo")


def test_a_missing_snapshot_says_how_to_build(tmp_path: Path, encoder: HashEncoder) -> None:
    with pytest.raises(SnapshotError, match="planbot ingest"):
        Snapshot.open(tmp_path / "nowhere", encoder)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [cut, flip, Path.unlink])
@pytest.mark.parametrize("name", ["passages.jsonl", "vectors.faiss", "windows.weights.npy", "starts.npy"])
def test_a_damaged_file_is_noticed(
    tmp_path: Path, passages: list[Passage], encoder: HashEncoder, name: str, damage: Callable[[Path], None]
) -> None:
    Snapshot.build(passages, encoder, tmp_path)
    damage(find_current(tmp_path) / name)
    with pytest.raises(SnapshotError, match=name):
        Snapshot.open(tmp_path, encoder)


def test_another_version_is_refused(tmp_path: Path, passages: list[Passage], encoder: HashEncoder) -> None:
    Snapshot.build(passages, encoder, tmp_path)
    path = find_current(tmp_path) / "manifest.json"
    manifest = json.loads(path.read_text()) | {"version": 0}
    path.write_text(json.dumps(manifest))
    with pytest.raises(SnapshotError, match="phiên bản 0"):
        Snapshot.open(tmp_path, encoder)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"version": 2}'])
def test_a_broken_manifest_is_an_error(
    tmp_path: Path, passages: list[Passage], encoder: HashEncoder, content: str
) -> None:
    Snapshot.build(passages, encoder, tmp_path)
    (find_current(tmp_path) / "manifest.json").write_text(content)
    with pytest.raises(SnapshotError, match="planbot ingest"):
        Snapshot.open(tmp_path, encoder)


def test_one_id_twice_is_refused(tmp_path: Path, encoder: HashEncoder) -> None:
    with pytest.raises(PassageError, match="cùng mã a"):
        Snapshot.build([Passage("a", "một"), Passage("a", "hai")], encoder, tmp_path)


def test_vectors_that_are_no_numbers_are_refused(tmp_path: Path, passages: list[Passage]) -> None:
    class Broken(HashEncoder):
        def encode_passages(self, texts):
            return super().encode_passages(texts) * float("nan")

    broken: Encoder = Broken()
    with pytest.raises(PassageError, match="hash"):
        Snapshot.build(passages, broken, tmp_path)


def test_no_passages_at_all(tmp_path: Path, encoder: HashEncoder) -> None:
    Snapshot.build([], encoder, tmp_path)
    assert Snapshot.open(tmp_path, encoder).search("hộ nghèo") == []


@pytest.mark.parametrize("text", ["", " \n", "\x00\x01", "\ud800 lẻ", "a" * 100_000, "hộ nghèo " * 12_500])
def test_odd_passages_are_kept(tmp_path: Path, passages: list[Passage], encoder: HashEncoder, text: str) -> None:
    Snapshot.build([*passages, Passage("odd", text)], encoder, tmp_path)
    opened = Snapshot.open(tmp_path, encoder)
    assert opened.passages[-1].text == text
    assert len(opened.search("báo cáo trước ngày 15/11", 3)) == 3
