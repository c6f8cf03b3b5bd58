"""The command line of briefings: what it writes, remembers, makes again and refuses."""

import json
import os
import sys
from dataclasses import replace
from datetime import date

import pytest

from bot import briefing as face
from bot.cli import main
from briefings.memory import memory, recall
from briefings.model import Audience, Level, Request
from briefings.outline import Desk
from briefings.refresh import changes, refresh
from briefings.writing import FORMATS, write
from documents.reading import Reading

TOPIC = "tiêu chuẩn của xã ở Tuyên Quang"


@pytest.fixture
def at_desk(desk, monkeypatch):
    monkeypatch.setattr(face, "open_desk", lambda data: desk)
    return desk


def brief(tmp_path, *options):
    return main(["brief", "--data", str(tmp_path / "data"), *(str(option) for option in options)])


@pytest.mark.parametrize("ending", [".docx", ".pptx", ".xlsx", ".md"])
def test_writes_a_file_and_says_how_far_it_is(at_desk, tmp_path, capsys, ending):
    out = tmp_path / f"tai-lieu{ending}"
    assert brief(tmp_path, "--topic", TOPIC, "--out", out) == 0
    said = capsys.readouterr()
    assert said.out.strip() == f"Đã viết {out}"
    assert len(said.err.strip().splitlines()) >= 3
    assert out.stat().st_size > 1000
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [out.name]


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        (("--out", "{}/a.docx"), 2, "Hãy nêu chủ đề"),
        (("--topic", TOPIC), 2, "Hãy nêu chủ đề"),
        (("--topic", "", "--out", "{}/a.docx"), 1, "Chưa có chủ đề"),
        (("--topic", TOPIC, "--out", "{}/a"), 1, "chưa có đuôi"),
        (("--topic", TOPIC, "--out", "{}/a.txt"), 1, "Chưa soạn được tệp dạng «.txt»"),
        (("--topic", TOPIC, "--out", "{}/không có/a.docx"), 1, "Không có thư mục"),
        (("--topic", TOPIC, "--out", "{}/co-roi.docx"), 1, "--force"),
        (("--topic", TOPIC, "--out", "{}/a.docx", "--plans", "xyz"), 1, "Không có kế hoạch xyz"),
        (("--topic", TOPIC, "--out", "{}/a.docx", "--audience", "ai"), 2, "--audience phải là"),
        (("--topic", TOPIC, "--out", "{}/a.docx", "--level", "rất khó"), 2, "--level phải là"),
        (("--topic", "cách trồng cà phê", "--out", "{}/a.docx"), 1, "không nói về"),
        (("--refresh", "{}/khong-co.docx"), 1, "Không mở được tệp"),
        (("--refresh", "{}/co-roi.docx"), 1, "không phải tài liệu do planbot soạn"),
    ],
)
def test_wrong_use_gets_one_sentence(at_desk, tmp_path, capsys, options, status, message):
    (tmp_path / "co-roi.docx").write_bytes(b"x")
    assert brief(tmp_path, *(option.format(tmp_path) for option in options)) == status
    last = capsys.readouterr().err.strip().splitlines()[-1]
    assert message in last
    assert not (tmp_path / "a.docx").exists()
    assert (tmp_path / "co-roi.docx").read_bytes() == b"x"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_to(at_desk, tmp_path, capsys):
    (tmp_path / "đóng").mkdir(mode=0o555)
    assert brief(tmp_path, "--topic", TOPIC, "--out", tmp_path / "đóng/a.docx") == 1
    assert "quyền ghi" in capsys.readouterr().err


def test_an_existing_file_is_asked_about(at_desk, tmp_path, monkeypatch):
    out = tmp_path / "a.md"
    out.write_text("cũ")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: "không")
    assert brief(tmp_path, "--topic", TOPIC, "--out", out) == 1
    assert out.read_text() == "cũ"
    monkeypatch.setattr("builtins.input", lambda question: "có")
    assert brief(tmp_path, "--topic", TOPIC, "--out", out) == 0
    assert out.read_text() != "cũ"


def test_force_writes_over(at_desk, tmp_path):
    out = tmp_path / "a.md"
    out.write_text("cũ")
    assert brief(tmp_path, "--topic", TOPIC, "--out", out, "--force") == 0
    assert out.read_text().startswith("# Tiêu chuẩn của xã")


@pytest.mark.parametrize("ending", [".docx", ".pptx", ".xlsx", ".md"])
def test_every_file_remembers_what_it_was_made_from(desk, tmp_path, ending):
    topic = f"{TOPIC} & «thử» -- {'dài ' * 120}".strip()
    briefing = desk.compose(TOPIC, Audience.CLASS, ("tuyen-quang-112-kh-ubnd",), Level.EASY)
    briefing = replace(briefing, request=replace(briefing.request, topic=topic))
    out = tmp_path / f"a{ending}"
    write(briefing, out)
    found = recall(out)
    assert found.request == Request(topic, Audience.CLASS, ("tuyen-quang-112-kh-ubnd",), Level.EASY)
    assert found.versions == {"tuyen-quang-112-kh-ubnd": desk.plans["tuyen-quang-112-kh-ubnd"].version}
    assert json.loads(memory(briefing))["versions"] == found.versions


def test_refresh_says_which_plans_changed(desk, tmp_path):
    out = tmp_path / "a.docx"
    write(desk.compose("tiêu chuẩn của xã, so sánh Tuyên Quang và Tuần Giáo", Audience.CLASS), out)
    plan = desk.plans["tuyen-quang-112-kh-ubnd"]
    changed = replace(plan, reading=Reading(f"{plan.reading.source}\n", plan.reading.changes))
    later = Desk({**desk.plans, plan.id: changed}, desk.books, desk.ask, date(2026, 2, 1))
    again = refresh(recall(out), later)
    lines = changes(recall(out), again, later.plans)
    assert [line for line in lines if plan.id in line] == [
        f"{plan.id}: đã đổi, bản {plan.version} nay là {changed.version}."
    ]
    assert "tuan-giao-4669-kh-ubnd: không đổi." in lines
    assert again.made == date(2026, 2, 1)
    left = {name: held for name, held in desk.plans.items() if name != plan.id}
    fewer = Desk(left, desk.books, desk.ask, later.today)
    assert f"{plan.id}: không còn trong thư viện." in changes(recall(out), refresh(recall(out), fewer), left)


def test_refresh_on_the_command_line(at_desk, tmp_path, capsys):
    out = tmp_path / "a.pptx"
    assert brief(tmp_path, "--topic", TOPIC, "--out", out) == 0
    first = out.read_bytes()
    assert brief(tmp_path, "--refresh", out) == 0
    assert "tuyen-quang-112-kh-ubnd: không đổi." in capsys.readouterr().err
    assert out.read_bytes() == first


def test_formats_are_those_promised():
    assert set(FORMATS) == {".docx", ".pptx", ".xlsx", ".md", ".pdf"}


def test_the_day_can_be_fixed(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert face._today() == date(2026, 1, 1)
