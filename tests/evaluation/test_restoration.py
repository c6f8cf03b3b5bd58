import json

from documents.reading import Reading, Span, Token
from documents.repair.ngrams import shipped_model
from evaluation.restoration import accents, doubts, main, noisy, score, touched

RIGHT = "Tỷ lệ hộ nghèo giảm 4%/năm theo Kế hoạch số 165 /KH-UBND, hoà nhập."


def test_score_counts_syllables_and_numbers_apart():
    read = "Tỷ 1é hộ nghèo giảm 4%/năm theo Kế hoạch số 165/KH-UBND, hòa nhập."
    assert (score(RIGHT, read).syllables, score(RIGHT, read).numbers) == ((11, 12), (2, 2))
    assert score(RIGHT, read.replace("165", "105")).numbers == (1, 2)


def test_doubts_are_held_against_what_is_wrong():
    reading = Reading("hg nghéo", (Token(Span(0, 2), "hồ", 0.4), Token(Span(3, 8), "nghèo", 0.99)))
    assert doubts("hộ nghèo", reading) == ((1, 1), (0, 1))


def test_clean_texts_and_accents(tmp_path):
    (tmp_path / "a.txt").write_text(RIGHT, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": "Ca nudc chung tay vi ngudi nghéo. " * 3}), encoding="utf-8")
    assert touched([tmp_path]) == (1, 2)
    assert accents(["hộ nghèo và hộ cận nghèo"], shipped_model()) == (6, 6)


def test_noisy_lines(tmp_path):
    path = tmp_path / "lines.jsonl"
    path.write_text(json.dumps({"input": "Ho ngheo o xa nay", "target": "Hộ nghèo ở xã này"}), encoding="utf-8")
    assert "restore_accents 100.00 % (5/5)" in noisy(path)


def test_the_command_prints_the_shipped_scans(capsys):
    main([])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == ["so-xay-dung-kh-2021-2025", "tuan-giao-4669-kh-ubnd"]
