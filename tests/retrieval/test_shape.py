"""The shape of an answer: a first line that answers, lists whole and in order, comparisons row by row."""

import re
from decimal import Decimal

import pytest

from documents.facts.extraction import extract_facts
from documents.read import read_text
from evaluation.gold import PLANS
from retrieval.answer import Outcome
from retrieval.assistant import Assistant
from retrieval.saying.quotes import LONG
from retrieval.saying.rendering import plain_text
from retrieval.understanding.phrasing import amount, due

PLAN = """ỦY BAN NHÂN DÂN
HUYỆN ĐÔNG HẢI
Số: 77/KH-UBND
Đông Hải, ngày 10 tháng 02 năm 2026

KẾ HOẠCH
Phong trào thi đua vì người nghèo giai đoạn 2026-2030

I. MỤC TIÊU
1. Đến cuối năm 2030, số hộ nghèo giảm 50% so với đầu năm 2026.
2. Mỗi năm giảm từ 1,0 - 1,5% tỷ lệ hộ nghèo.
3. Trong năm 2026 giảm 350 hộ nghèo, 420 hộ cận nghèo.
4. Chỉ tiêu giảm tỷ lệ hộ nghèo từng năm như sau:

| Năm | Tỷ lệ hộ nghèo đầu năm | Mức giảm | Tỷ lệ hộ nghèo cuối năm |
|---|---|---|---|
| 2026 | 6,5% | 1,5% | 5,0% |
| 2027 | 5,0% | 1,2% | 3,8% |

II. TIÊU CHUẨN KHEN THƯỞNG
1. Tiêu chuẩn chung
- Không có đơn thư vượt cấp.
2. Đối với xã
- Tỷ lệ hộ nghèo thấp hơn 1,8 điểm phần trăm so với năm 2025.
- Vận động giúp đỡ ít nhất 02 hộ thoát nghèo mỗi năm.
3. Đối với thôn
- Giúp đỡ ít nhất ba hộ nghèo.

III. TỔ CHỨC THỰC HIỆN
1. Các xã gửi báo cáo về Phòng Nội vụ trước 30/6 và 15/12.
2. Phòng Nội vụ thẩm định trong thời hạn 10 ngày làm việc.
"""


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    plan = read_text(PLAN, "dong-hai-77-kh-ubnd")
    from retrieval.search.corpus import Corpus

    return Assistant({plan.id: plan}, Corpus.build({plan.id: plan}))


@pytest.fixture(scope="module")
def facts():
    plan = read_text(PLAN, "dong-hai-77-kh-ubnd")
    return plan, extract_facts(plan)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("mục tiêu giảm nghèo của tỉnh Tuyên Quang là bao nhiêu", ["Mục tiêu của tỉnh Tuyên Quang", "3%/năm"]),
        (
            "Hộ mới thoát nghèo phải thoát nghèo bao nhiêu năm mới được khen ở Tuyên Quang",
            ["đối với hộ mới thoát nghèo", "từ 3 năm trở lên", "112/KH-UBND", "III.1.5.a"],
        ),
        ("Hạn nộp báo cáo ở Lệ Thủy là khi nào", ["trước ngày 15/11", "Ủy ban nhân dân huyện"]),
        ("căn cứ của kế hoạch Tuần Giáo", ["1258/QĐ-TTg", "2894/KH-UBND", "16-NQ/HU", "56/NQ-HĐND"]),
        ("tóm tắt kế hoạch Lệ Thủy", ["1,5 - 2,5%/năm", "3630/QĐ-UBND", "15/11"]),
        ("các mốc thời gian trong kế hoạch Lạng Sơn", ["sơ kết năm 2018", "tổng kết năm 2020"]),
    ],
)
def test_the_first_line_answers_by_itself(five, question, says):
    answer = five.ask(question)
    assert answer.outcome is Outcome.ANSWER
    assert [word for word in says if word.lower() not in answer.short.text.lower()] == []


def test_criteria_of_a_kind_of_unit_come_whole_and_in_order(five):
    answer = five.ask("tiêu chí khen thưởng đối với xã ở Tuyên Quang")
    assert answer.short.text.startswith("Tỉnh Tuyên Quang đặt sáu tiêu chuẩn đối với xã, phường, thị trấn")
    (block,) = answer.blocks
    paths = [statement.citations[0].path for statement in block.statements]
    assert len(paths) == 9
    starts = [statement.citations[0].span.start for statement in block.statements]
    assert starts == sorted(starts)
    assert all(path.startswith("III.1.3") for path in paths)


def test_a_line_for_other_units_of_the_kind_is_left_out(five):
    text = plain_text(five.ask("Huyện nghèo ở Tuyên Quang muốn được khen cần điều kiện gì"))
    assert "từ 7%/năm trở lên" in text
    assert "không là huyện nghèo" not in text


def test_criteria_for_all_units_go_with_those_of_one(other):
    text = plain_text(other.ask("xã cần đạt những tiêu chuẩn nào để được khen"))
    assert "Không có đơn thư vượt cấp" in text
    assert "ba hộ nghèo" not in text


def test_a_comparison_has_the_same_rows_for_every_plan(five):
    table = five.ask("So sánh tiêu chuẩn khen thưởng xã giữa Tuyên Quang, Tuần Giáo và Lạng Sơn").table
    assert table is not None
    assert table.header == ("", "tỉnh Tuyên Quang", "huyện Tuần Giáo", "tỉnh Lạng Sơn")
    rows = {name: cells for name, *cells in table.rows}
    falls = rows["Tiêu chuẩn đối với xã – mức giảm tỷ lệ hộ nghèo"]
    assert "7%/năm" in falls[0]
    assert "bình quân từ 5%" in falls[1]
    assert "mục tiêu của chính đơn vị" in falls[2]
    assert rows["Tiêu chuẩn đối với xã nghèo khu vực I – tỷ lệ hộ nghèo còn lại"][0] == "không nêu"


def test_reports_are_compared_step_by_step(five):
    answer = five.ask("so sánh hạn báo cáo giữa Tuyên Quang, Lạng Sơn và Lệ Thủy")
    assert answer.table is not None
    rows = {name: cells for name, *cells in answer.table.rows}
    assert "15/11" in rows["Hạn báo cáo"][2]
    assert "không nêu ngày" in rows["Hạn báo cáo"][0]
    assert rows["Qua"][2] == "Phòng Nội vụ huyện"


def test_no_comparison_begins_with_more_than_a_few_lines(five):
    assert len(five.ask("So sánh mục tiêu giảm nghèo của các kế hoạch").short.text) < 400


def test_a_long_quote_is_cut_at_the_ends_of_clauses_and_cited_whole(five):
    answer = five.ask("Xã ở Tuần Giáo thuộc diện đặc biệt khó khăn mục tiêu giảm bao nhiêu mỗi năm")
    statement = next(s for s in answer.statements() if "…" in s.text and "“" in s.text)
    shown = re.search(r"“(.*)”", statement.text)
    assert shown is not None
    (citation,) = statement.citations
    assert len(citation.quote) > LONG
    plan = five.plans[citation.plan]
    assert " ".join(plan.reading.of(citation.span).split()) == citation.quote
    for part in re.split(r"\s*…\s*", shown[1]):
        assert part in citation.quote
        before = citation.quote[: citation.quote.index(part)].rstrip()
        assert not part or not before or before[-1] in ",;.:!?”\"')"


@pytest.mark.parametrize(
    ("question", "role"),
    [("nội dung thi đua ở Tuyên Quang", "II."), ("giải pháp trong kế hoạch Tuần Giáo", "III.")],
)
def test_a_part_is_shown_whole(five, question, role):
    answer = five.ask(question)
    paths = [citation.path for citation in answer.citations]
    assert len(paths) >= 4
    assert all(path.startswith(role) for path in paths)


def test_suggestions_are_answered(five):
    for question in ("tiêu chí khen thưởng đối với xã ở Tuyên Quang", "Hạn nộp báo cáo ở Lệ Thủy là khi nào"):
        suggestions = five.ask(question).suggestions
        assert 0 < len(suggestions) <= 3
        for option in suggestions:
            assert five.ask(option.question).outcome is Outcome.ANSWER
            assert option.label not in plain_text(five.ask(question))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (["50"], "giảm 50% so với đầu năm 2026"),
        (["1.0", "1.5"], "giảm 1,0 - 1,5%/năm"),
        (["420"], "giảm 420 hộ cận nghèo năm 2026"),
        (["1.2"], "giảm 1,2% năm 2027"),
        (["1.8"], "giảm 1,8 điểm % so với năm 2025"),
        (["2"], "từ 2 hộ/năm trở lên"),
        (["3"], "từ 3 hộ nghèo trở lên"),
        (["10"], "10 ngày làm việc"),
    ],
)
def test_a_figure_in_any_style_is_read_and_said(facts, values, said):
    _, found = facts
    assert said in [amount(fact)[: len(said)] for fact in found if fact.values == tuple(map(Decimal, values))]


def test_every_day_of_a_list_is_read(facts):
    plan, found = facts
    days = [due(fact, plan) for fact in found if fact.recipient == "Phòng Nội vụ"]
    assert [("30/6" in day, "15/12" in day) for day in days] == [(True, False), (False, True)]


def test_a_row_of_a_table_is_shown_under_its_headings(other):
    text = plain_text(other.ask("năm 2027 tỷ lệ hộ nghèo giảm bao nhiêu"))
    assert "Mức giảm: 1,2%" in text
    assert "|" not in text


def test_number_and_day_are_quoted_without_the_stamp_beside_them(five):
    answer = five.ask("Cho xin số và ngày ban hành kế hoạch của Tuyên Quang")
    assert [citation.quote for citation in answer.citations] == [
        "Số: 112/KH-UBND",
        "Tuyên Quang, ngày 19 tháng 12 năm 2017",
    ]
    assert "5705" not in plain_text(answer)


def test_what_one_of_several_is_enough_for_is_said_with_them(over):
    assistant = over([PLANS / "kon-tum-2418-kh-ubnd.txt"])
    answer = assistant.ask("Huyện nghèo ở tỉnh Kon Tum phải giảm bao nhiêu % hộ nghèo mỗi năm thì được khen?")
    assert any("đạt một trong các mức sau" in note for note in answer.notes)
    assert not any("một trong" in note for note in assistant.ask("Xã ở Tuyên Quang cần tiêu chuẩn gì?").notes)
