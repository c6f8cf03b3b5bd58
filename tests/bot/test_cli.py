"""The command line, in the forms others measure it through."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import main
from tests.bot.conftest import copied

ROOT = Path(__file__).parents[2]


@pytest.fixture
def planbot(prepared, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    copied(prepared, tmp_path / "data")

    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            status = main([*arguments, "--data", str(tmp_path / "data")])
        except SystemExit as leaving:
            status = leaving.code
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def test_ask_prints_the_answer_with_its_source(planbot):
    status, out, _ = planbot("ask", "Ở Lạng Sơn chỉ tiêu giảm nghèo đến năm 2020 là bao nhiêu?")
    assert status == 0
    assert "11%" in out
    assert "165/KH-UBND" in out


def test_ask_json_has_the_form_of_the_contract(planbot):
    status, out, _ = planbot("ask", "--json", "--place", "Tuyên Quang", "xã phải giảm bao nhiêu % mỗi năm để được khen")
    answer = json.loads(out)
    assert status == 0
    assert set(answer) == {"id", "outcome", "text", "citations", "options", "ms"}
    assert answer["outcome"] == "answer"
    assert "7%" in answer["text"]
    for citation in answer["citations"]:
        assert set(citation) == {"plan", "number", "issuer", "path", "quote", "span"}
        source = (ROOT / "documents/plans" / f"{citation['plan']}.txt").read_bytes().decode()
        start, end = citation["span"]
        assert " ".join(source[start:end].split()) == citation["quote"]


def test_a_batch_gives_one_line_for_each_line_in_order(planbot, tmp_path):
    lines = [
        {"id": "a", "question": "Hạn nộp báo cáo ở Lệ Thủy là ngày nào?", "history": []},
        "không phải json",
        {"id": "b"},
        {
            "id": "c",
            "question": "Thế Tuần Giáo thì sao?",
            "history": ["Hạn nộp báo cáo ở Lệ Thủy là ngày nào?", "15/11"],
        },
        {"id": "d", "question": "Hạn nộp báo cáo là ngày nào?", "history": 5},
        {
            "id": "e",
            "question": "Thế Tuần Giáo thì sao?",
            "history": [
                {"role": "user", "text": "Hạn nộp báo cáo ở Lệ Thủy là ngày nào?"},
                {"role": "assistant", "text": "15/11"},
            ],
        },
        {"id": "f", "question": "Hạn nộp báo cáo là ngày nào?", "place": ["Lệ Thủy"]},
    ]
    text = "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    (tmp_path / "questions.jsonl").write_text("\ufeff" + text + "\n\n", "utf-8")
    status, out, _ = planbot("ask", "--batch", "questions.jsonl")
    got = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [line["id"] for line in got] == ["a", None, "b", "c", "d", "e", "f"]
    assert "15/11" in got[0]["text"]
    assert got[1]["error"]
    assert "question" in got[2]["error"]
    assert got[3]["outcome"] == "not_stated"
    assert "«history»" in got[4]["error"]
    assert got[5]["text"] == got[3]["text"]
    assert "«place»" in got[6]["error"]


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["ask"], 2, "planbot ask"),
        (["ask", "câu hỏi", "--batch", "x"], 2, "planbot ask"),
        (["ask", "--batch", "khong-co.jsonl"], 1, "khong-co.jsonl"),
        (["read", "khong-co.pdf"], 1, "khong-co.pdf"),
        (["remove", "khong-co"], 1, "khong-co"),
        (["khong-co-lenh"], 2, "--help"),
        (["criteria", "standards", "1990"], 1, "1990"),
        (["criteria", "standards", "năm nay"], 2, "standards 2024"),
        (["criteria", "review"], 2, "planbot plans"),
        (["search", "--passages", "a"], 2, "--help"),
    ],
)
def test_what_cannot_be_done_says_what_to_do(planbot, arguments, status, says):
    got, out, err = planbot(*arguments)
    assert got == status
    assert says in err
    assert "Traceback" not in err
    assert not out


def test_read_shows_a_plan_and_keeps_nothing(planbot, tmp_path):
    source = ROOT / "documents/plans/tuyen-quang-112-kh-ubnd.txt"
    status, out, _ = planbot("read", str(source), "--json")
    plan = json.loads(out)
    assert status == 0
    assert plan["number"] == "112/KH-UBND"
    assert plan["issued"] == "2017-12-19"
    assert plan["period"] == [2016, 2020]
    text = source.read_bytes().decode()
    for provision in plan["provisions"]:
        start, end = provision["span"]
        assert " ".join(provision["text"].split()) == " ".join(text[start:end].split())
    assert not list((tmp_path / "data").rglob("*.txt"))


def test_a_plan_taken_in_is_asked_and_removed(planbot):
    plan = ROOT / "evaluation/plans/dak-lak-58-kh-ubnd.txt"
    status, out, _ = planbot("ingest", str(plan))
    assert status == 0
    assert "dak-lak-58-kh-ubnd" in out
    assert "dak-lak-58-kh-ubnd" in planbot("plans")[1]
    _, out, _ = planbot("ask", "--json", "xã ở Đắk Lắk giảm hộ nghèo bao nhiêu thì được khen?")
    assert {c["plan"] for c in json.loads(out)["citations"]} == {"dak-lak-58-kh-ubnd"}
    assert planbot("remove", "dak-lak-58-kh-ubnd")[0] == 0
    assert "dak-lak-58-kh-ubnd" not in planbot("plans")[1]


def test_run_without_a_terminal_answers_the_lines_on_standard_input(tmp_path):
    asked = "hạn nộp báo cáo ở lệ thủy là ngày nào\n\nhuyen ngheo phai giam bao nhieu %/nam\n"
    run = subprocess.run(
        [sys.executable, "-m", "bot", "run", "--data", str(tmp_path)],
        input=asked, capture_output=True, text=True, cwd=ROOT, timeout=60, check=False,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LC_ALL": "C"}, encoding="utf-8",
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    first, second = (part.partition("\n")[2] for part in run.stdout.split("Hỏi: ")[1:])
    assert "15/11" in first
    assert "7%/năm" in second
    assert "4%/năm" in second


def test_the_poverty_standards_are_told_with_their_law_and_apart_from_the_plans(planbot):
    status, out, _ = planbot("criteria", "standards", "2024")
    assert status == 0
    assert "1.500.000" in out
    assert "07/2021/NĐ-CP" in out
    assert "không thuộc kế hoạch nào" in out
    assert planbot("ask", "--json", "Chuẩn nghèo năm 2024 ở nông thôn là bao nhiêu?")[1].count("1.500.000") == 0


def test_a_line_of_figures_is_judged_with_its_arithmetic(planbot):
    line = "xã không khu vực Tuyên Quang 2015 50 2016 43 2017 36 2018 29 2019 22,01 2020 15"
    status, out, _ = planbot("check", *line.split())
    assert status == 0
    assert "29,00 − 22,01 = 6,99" in out
    changed = planbot("check", *line.split(), "--set", "poverty_rate.2019=22")[1]
    assert "6,99" not in changed


def test_the_template_is_made_and_checked_again(planbot, tmp_path):
    assert planbot("check", "--template", "mau.xlsx", "--kind", "xa", "--place", "Tuyên Quang")[0] == 0
    status, out, _ = planbot("check", "--workbook", "mau.xlsx", "--out", "ket-qua.xlsx", "--place", "Tuyên Quang")
    assert status == 0
    assert "ket-qua.xlsx" in out
    assert (tmp_path / "ket-qua.xlsx").stat().st_size > 1000
