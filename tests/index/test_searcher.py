from pathlib import Path

import numpy as np
import pytest

from documents.syllables import fold
from index.axes import ENOUGH
from index.hybrid import Weights
from index.passage import Hit, Passage
from index.searcher import LOOKED_AT, Searcher
from index.snapshot import Snapshot
from tests.index.conftest import HashEncoder


@pytest.fixture
def snapshot(tmp_path: Path, passages: list[Passage], encoder: HashEncoder) -> Snapshot:
    return Snapshot.build(passages, encoder, tmp_path)


QUESTIONS = {
    "huyện nghèo phải giảm bao nhiêu %/năm?": "huyen-ngheo",
    "xã giảm bình quân bao nhiêu trong 05 năm": "xa",
    "thôn có bao nhiêu % hộ nghèo": "thon",
    "hộ gia đình trả nợ vay": "ho",
    "báo cáo trước ngày nào": "bao-cao",
}


@pytest.mark.parametrize(("question", "expected"), QUESTIONS.items())
def test_the_right_passage_comes_first_with_and_without_accents(
    snapshot: Snapshot, question: str, expected: str
) -> None:
    assert snapshot.search(question)[0].passage.id == expected
    assert snapshot.search(fold(question))[0].passage.id == expected


def test_hits_are_ordered_and_their_gaps_add_up(snapshot: Snapshot) -> None:
    hits = snapshot.search("hộ nghèo trong 5 năm liên tục", 5)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(hit.gap == pytest.approx(hit.score - after) for hit, after in zip(hits, scores[1:], strict=False))
    assert [snapshot.passages[hit.position] for hit in hits] == [hit.passage for hit in hits]


def only(snapshot: Snapshot, question: str, name: str) -> Hit:
    return next(hit for hit in snapshot.search(question) if hit.passage.id == name)


def test_coverage_counts_the_context_and_what_is_missing(snapshot: Snapshot) -> None:
    assert only(snapshot, "huyện nghèo Tuyên Quang", "huyen-ngheo").coverage == pytest.approx(1)
    assert only(snapshot, "huyện nghèo zzz", "huyen-ngheo").coverage < 0.7
    assert only(snapshot, "huyện nghèo", "huyen-ngheo").phrases == pytest.approx(1)
    assert only(snapshot, "nghèo huyện", "huyen-ngheo").phrases < 0.1


def test_numbers_are_told(snapshot: Snapshot) -> None:
    assert only(snapshot, "giảm 7% trong 05 năm", "huyen-ngheo").numbers == 1
    assert only(snapshot, "giảm 7% trong 05 năm", "xa").numbers == 0.5
    assert only(snapshot, "giảm bao nhiêu", "xa").numbers is None


def test_lexical_is_a_share(snapshot: Snapshot) -> None:
    for question in QUESTIONS:
        assert all(0 <= hit.lexical <= 1.5 for hit in snapshot.search(question))


@pytest.mark.parametrize("question", ["", "   ", "?!…", "\x00"])
def test_a_question_without_words_finds_nothing(snapshot: Snapshot, question: str) -> None:
    assert snapshot.search(question) == []


@pytest.mark.parametrize("question", ["a" * 100_000, "hộ nghèo " * 11_000, "\ud800 hộ nghèo", "e\u0302\u0301 " * 10])
def test_odd_questions_are_answered(snapshot: Snapshot, question: str) -> None:
    assert all(hit.score == hit.score for hit in snapshot.search(question))


@pytest.mark.parametrize("top", [0, -1, 1, 3, 1000])
def test_no_more_than_asked_for(snapshot: Snapshot, top: int) -> None:
    assert len(snapshot.search("hộ nghèo", top)) == max(0, min(top, 5))


def test_weights_of_zero_leave_words_alone(snapshot: Snapshot, passages: list[Passage], encoder: HashEncoder) -> None:
    words = Searcher(passages, snapshot.parts, encoder, Weights(dense=0, sentence=0))
    vectors = Searcher(passages, snapshot.parts, encoder, Weights(dense=1, sentence=0))
    found = vectors.search("hộ nghèo", 5)
    assert [hit.cosine for hit in found] == sorted((hit.cosine for hit in found), reverse=True)
    found = words.search("hộ nghèo", 5)
    scores = words.score_words(words.read("hộ nghèo"))
    assert [scores[hit.position] for hit in found] == sorted(scores, reverse=True)


def test_words_in_one_sentence_speak_for_a_passage(tmp_path: Path, encoder: HashEncoder) -> None:
    scattered = Passage("scattered", "Việc của xã. Lập báo cáo. Hằng năm thôn bản. Họp dân cư.")
    together = Passage("together", "Việc của. Xã lập báo cáo hằng năm. Thôn bản. Họp dân cư.")
    others = [Passage(f"{number}", f"Nội dung thứ {number} của văn bản") for number in range(20)]
    parts = Snapshot.build([scattered, together, *others], encoder, tmp_path).parts
    question = "xã lập báo cáo hằng năm"

    def first(sentence: float) -> str:
        searcher = Searcher([scattered, together, *others], parts, encoder, Weights(sentence=sentence))
        return searcher.search(question, 3)[0].passage.id

    assert first(0) == "scattered"
    assert first(Weights().sentence) == "together"


def test_the_last_sentence_of_a_question_has_places_of_its_own(tmp_path: Path, encoder: HashEncoder) -> None:
    told = [Passage(f"{number}", f"Cán bộ làm việc trong cơ quan nhà nước hạng {number}") for number in range(40)]
    asked = Passage("asked", "Trưng dụng xe của người dân thì phải bồi thường")
    snapshot = Snapshot.build([*told, asked], encoder, tmp_path)
    context, question = "Ông A là cán bộ làm việc trong cơ quan nhà nước.", "Ông có được trưng dụng xe không?"
    assert "asked" not in [hit.passage.id for hit in snapshot.search(f"{context[:-1]} {question}", LOOKED_AT)]
    found = snapshot.search(f"{context} {question}", LOOKED_AT)
    assert "asked" in [hit.passage.id for hit in found]
    assert len({hit.position for hit in found}) == len(found) == LOOKED_AT
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)


def test_a_long_passage_is_found_by_its_end(tmp_path: Path, passages: list[Passage], encoder: HashEncoder) -> None:
    filler = "nội dung khác của văn bản " * 200
    long = Passage("long", f"{filler} kinh phí do ngân sách cấp tỉnh bảo đảm")
    found = Snapshot.build([*passages, long], encoder, tmp_path).search("kinh phí ngân sách cấp tỉnh")[0]
    assert found.passage.id == "long"
    question, whole = encoder.encode_queries(["kinh phí ngân sách cấp tỉnh", long.text])
    assert found.cosine > question @ whole


def test_many_passages_are_ordered_by_whitened_cosines_and_told_by_plain_ones(
    tmp_path: Path, encoder: HashEncoder
) -> None:
    words = ["tỉnh", "huyện", "xã", "thôn", "bản", "hộ", "trường", "đất", "vốn"]
    words += ["nước", "rừng", "đường", "chợ", "nhà", "thuế", "giống", "phân", "điện"]
    assert len(words) ** 2 >= ENOUGH * encoder.dimensions
    many = [
        Passage(f"{first}-{second}", f"điều kiện khen thưởng của {first} và {second}")
        for first in words
        for second in words
    ]
    snapshot = Snapshot.build(many, encoder, tmp_path)
    found = Searcher(many, snapshot.parts, encoder, Weights(dense=1, sentence=0)).search("điều kiện của xã", 400)
    question = encoder.encode_queries(["điều kiện của xã"])[0]
    rows = encoder.encode_passages([hit.passage.text for hit in found])
    assert [hit.cosine for hit in found] == pytest.approx((rows @ question).tolist(), abs=1e-5)
    assert "xã" in found[0].passage.id.split("-")
    finer = snapshot.parts.axes.compare(question, rows, np.array([hit.position for hit in found]))
    assert finer.tolist() == sorted(finer.tolist(), reverse=True)
    assert [hit.cosine for hit in found] != sorted((hit.cosine for hit in found), reverse=True)
