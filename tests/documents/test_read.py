"""From a text to a plan, and its form for others."""

import json
from pathlib import Path

import pytest

from documents.plan import Kind
from documents.read import as_json, read_text, without_furniture
from documents.reading import Reading, Span, Token
from documents.repair.reviewed import load_reviewed

PLANS = Path(__file__).parents[2] / "documents" / "plans"
CLEAN = ("lang-son-165-kh-ubnd", "le-thuy-kh-2017-2020", "tuyen-quang-112-kh-ubnd")
DAMAGED = ("so-xay-dung-kh-2021-2025", "tuan-giao-4669-kh-ubnd")


def source_of(name: str) -> str:
    return (PLANS / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_text_reads_as_it_stands(name: str) -> None:
    source = source_of(name)
    plan = read_text(source, name)
    assert not plan.damaged
    assert plan.reading.text == source
    for provision in plan.provisions:
        assert provision.text == " ".join(source[slice(*provision.span)].split())
        assert plan.cite(provision).quote == provision.text


@pytest.mark.parametrize("name", DAMAGED)
def test_a_reviewed_reading_gives_the_words_and_the_source_the_places(name: str) -> None:
    source = source_of(name)
    plan = read_text(source, name, load_reviewed(source, PLANS / f"{name}.reading.txt"))
    raw = read_text(source, name, Reading(source))
    assert plan.damaged
    paths = {provision.path: provision for provision in raw.provisions}
    same = [provision for provision in plan.provisions if provision.path in paths]
    assert len(same) > 0.9 * len(plan.provisions)
    section = next(provision for provision in plan.provisions if provision.path == "IV")
    assert section.text.startswith("IV. TIÊU CH")
    assert section.span == paths["IV"].span
    assert not any("[image" in provision.text for provision in plan.provisions)


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_text_is_restored_where_no_reading_is_given(name: str) -> None:
    plan = read_text(source_of(name), name)
    assert plan.damaged
    assert [p.path for p in plan.provisions if p.kind is Kind.SECTION and p.path in {"I", "II", "III", "IV", "V"}] == [
        "I",
        "II",
        "III",
        "IV",
        "V",
    ]


@pytest.mark.parametrize("name", [*CLEAN, *DAMAGED])
def test_the_json_form_holds_what_the_contract_names(name: str) -> None:
    source = source_of(name)
    form = json.loads(json.dumps(as_json(read_text(source, name, Reading(source)))))
    assert " ".join(form) == (
        "plan number issuer issued level place title period signer bases delegates damaged text provisions"
    )
    assert all(list(base) == ["number", "issued", "issuer", "span"] for base in form["bases"])
    assert all(list(part) == ["subject", "number", "span"] for part in form["delegates"])
    assert all(list(provision) == ["path", "heading", "text", "span"] for provision in form["provisions"])
    assert all(0 <= provision["span"][0] < provision["span"][1] <= len(source) for provision in form["provisions"])


def test_what_is_not_said_is_null() -> None:
    form = as_json(read_text("Một đoạn văn không có gì khác.\n", "plan"))
    assert [form[key] for key in ("number", "issuer", "issued", "level", "place", "title", "period")] == [None] * 7
    assert form["bases"] == form["delegates"] == []


def test_page_furniture_is_read_over() -> None:
    source = "KẾ HOẠCH\nThi đua\nI. MỤC ĐÍCH\n1. Giảm tỷ lệ hộ nghèo của\n\n- 2 -\n\ntoàn tỉnh còn 11%.\n"
    plan = read_text(source, "plan")
    clause = next(provision for provision in plan.provisions if provision.path == "I.1")
    assert clause.text == "1. Giảm tỷ lệ hộ nghèo của toàn tỉnh còn 11%."
    assert plan.cite(clause).quote == clause.text
    assert "- 2 -" in source[slice(*clause.span)]
    assert not plan.damaged


def test_running_heads_are_read_over() -> None:
    head = "UBND tỉnh Bắc Kạn - Kế hoạch số 538/KH-UBND ngày 11/8/2022"
    source = (
        "KẾ HOẠCH\nThi đua\nI. MỤC ĐÍCH\n1. Giảm tỷ lệ hộ nghèo của\n\n      2\n"
        f"{head}\n\ntoàn tỉnh còn 11%.\n2. Xóa nhà tạm cho\n\n      3\n{head}\n\n450 hộ.\n"
    )
    texts = [provision.text for provision in read_text(source, "plan").provisions]
    assert texts[-2:] == ["1. Giảm tỷ lệ hộ nghèo của toàn tỉnh còn 11%.", "2. Xóa nhà tạm cho 450 hộ."]


def test_a_cell_between_two_figures_is_no_running_head() -> None:
    source = "KẾ HOẠCH\nThi đua\nI. THANG ĐIỂM\n40\nSố hộ thoát nghèo so với đăng ký\n60\nTiền vận động được\n"
    assert "Số hộ thoát nghèo so với đăng ký" in read_text(source, "plan").reading.text


def test_furniture_takes_the_changes_within_it_but_not_those_around_it() -> None:
    source = "một\n[image: a.png]hai\n[image: b.png]1¢\n"
    within = (Token(Span(0, 3), "Một"), Token(Span(5, 11), "x"), Token(Span(18, 21), "Hai"))
    around = Token(Span(22, 38), "lệ")
    assert without_furniture(Reading(source, (*within, around))).text == "Một\nHai\nlệ\n"


def test_a_name_whose_accents_were_put_back_is_no_signer():
    source = "UBND XÃ AN BÌNH\nSố: 5/KH-UBND\n\nKẾ HOẠCH\nGiảm nghèo\n\n1. Giảm nghèo.\n\nCHỦ TỊCH\n\nHa Sy Huan"
    start = source.index("Ha Sy")
    spans = [Span(start, start + 2), Span(start + 3, start + 5), Span(start + 6, start + 10)]

    def signer(confidence: float) -> str | None:
        names = zip(spans, ("Hạ", "Sự", "Quận"), strict=True)
        return read_text(source, "x", Reading(source, tuple(Token(s, t, confidence) for s, t in names))).signer

    assert signer(0.9) is None
    assert signer(1.0) == "Hạ Sự Quận"
