"""What a briefing holds, by topic and audience, and what it says where there is nothing to say."""

from dataclasses import replace

import pytest

from briefings.duties import dossier_steps, duties
from briefings.errors import BriefingError
from briefings.model import Audience, Chart, Grid, Points
from briefings.outline import Desk
from briefings.rules import shown
from briefings.topic import parse_topic
from briefings.words import roman
from criteria.model import UnitKind
from documents.plan import Citation
from documents.reading import Span
from retrieval.answer import Answer, Block, Outcome, Statement
from tests.briefings.conftest import OTHER, TODAY


def headings(briefing):
    return [section.heading for section in briefing.sections]


def grids(briefing):
    return [piece for section in briefing.sections for piece in section.pieces if isinstance(piece, Grid)]


def texts(briefing):
    return [statement.text for statement in briefing.statements()]


def test_every_briefing_opens_with_what_to_remember(desk):
    for topic in ("tiêu chuẩn của xã, so sánh Tuyên Quang và Tuần Giáo", "báo cáo Lệ Thủy", "kế hoạch 165"):
        briefing = desk.compose(topic, Audience.OFFICERS)
        first = briefing.sections[0]
        assert first.heading == "Những điều cần nhớ"
        points = [point for piece in first.pieces for point in piece.points]
        assert 2 <= len(points) <= 6
        assert all(point.statement.citations for point in points)


def test_conflicts_stand_side_by_side(desk):
    briefing = desk.compose("tiêu chuẩn của xã, so sánh Tuyên Quang và Tuần Giáo", Audience.OFFICERS)
    table = grids(briefing)[0]
    assert table.header[1:] == ("Tuyên Quang (112/KH-UBND)", "Tuần Giáo (4669/KH-UBND)")
    rows = {row[0].text: [cell.text for cell in row[1:]] for row in table.rows}
    ours, theirs = rows["Mức giảm hộ nghèo để được khen"]
    assert "7%/năm" in ours
    assert "bình quân từ 5%" in theirs
    assert rows["Xã khu vực I"][0] == "văn bản không nêu"
    assert "15%" in rows["Xã khu vực I"][1]


def test_targets_keep_apart_from_criteria(desk):
    briefing = desk.compose("tiêu chuẩn của xã, so sánh Tuyên Quang và Tuần Giáo", Audience.OFFICERS)
    targets = [table for table in grids(briefing) if "không phải tiêu chuẩn" in table.caption]
    assert len(targets) == 1
    others = [cell.text for table in grids(briefing) if table not in targets for row in table.rows for cell in row]
    assert not any("ục tiêu" in text and "%" in text for text in others)
    every = grids(desk.compose("so sánh các kế hoạch", Audience.OFFICERS))
    assert len([table for table in every if "không phải tiêu chuẩn" in table.caption]) == 1
    plain = desk.compose("tiêu chuẩn của xã ở Tuyên Quang", Audience.OFFICERS)
    assert not any("Mục tiêu" in heading for heading in headings(plain))


def test_audiences_differ(desk):
    topic = "tiêu chuẩn của hộ nghèo ở Tuyên Quang"
    officers, households, trainees = (desk.compose(topic, audience) for audience in Audience)
    assert any("Phiếu tự kiểm tra" in table.caption for table in grids(officers))
    assert not officers.exercises
    assert trainees.exercises or "Bài tập trên lớp" not in headings(trainees)
    assert not grids(households)
    parts = [piece.heading for section in households.sections for piece in section.pieces]
    assert "Nộp ở đâu, ai xét" in parts
    assert max(len(point.short) for s in households.sections for p in s.pieces for point in p.points) < 130


def test_a_dossier_topic_gives_duties_and_no_criteria_of_all_units(desk):
    briefing = desk.compose("hồ sơ khen thưởng ở Tuyên Quang", Audience.OFFICERS)
    assert "Hồ sơ đi theo đường nào" in headings(briefing)
    assert not any(heading.startswith("Tiêu chuẩn") for heading in headings(briefing))


def test_duties_say_who_to_whom_and_when(desk):
    found = {duty.when: duty for duty in duties(desk.plans["le-thuy-kh-2017-2020"])}
    report = found["Định kỳ hằng năm, trước ngày 15/11"]
    assert "UBND các xã, thị trấn" in report.who
    assert report.to == "Ủy ban nhân dân huyện qua Phòng Nội vụ huyện"
    assert "*" not in report.what
    assert "*" in report.citations[0].quote
    for plan in desk.plans.values():
        places = [(duty.citations[0].span, duty.what) for duty in duties(plan)]
        assert len(places) == len(set(places))


def test_who_takes_dossiers(desk):
    steps = {step.who: step for step in dossier_steps(desk.plans["tuyen-quang-112-kh-ubnd"])}
    assert "tiếp nhận hồ sơ" in steps["Sở Lao động - Thương binh và Xã hội"].what
    assert "thẩm định" in steps["Sở Nội vụ"].what


def test_a_plan_that_hands_its_criteria_on_says_so(desk):
    briefing = desk.compose("tiêu chuẩn của xã ở Lệ Thủy", Audience.OFFICERS)
    assert any("3630/QĐ-UBND" in text for text in texts(briefing))
    notes = [note for note in briefing.notes if "3630/QĐ-UBND" in note.text]
    assert notes
    assert notes[0].citations


def test_periods_over_and_different_are_noted(desk):
    briefing = desk.compose("thay đổi giữa hai giai đoạn", Audience.OFFICERS)
    said = " ".join(note.text for note in briefing.notes)
    assert "đã hết (Lạng Sơn 2016-2020" in said
    assert "giai đoạn khác nhau" in said
    table = next(table for table in grids(briefing) if "theo giai đoạn" in table.caption)
    assert [row[0].text[:9] for row in table.rows] == sorted(row[0].text[:9] for row in table.rows)


def test_damaged_readings_are_marked(desk):
    briefing = desk.compose("tiêu chuẩn của xã ở Tuần Giáo", Audience.OFFICERS)
    assert any("Bản quét hỏng chữ" in note.text and "Tuần Giáo" in note.text for note in briefing.notes)


def test_what_nobody_reviewed_is_marked(draft_desk, other_desk):
    topic = ("tiêu chuẩn của xã ở Hòa Bình", Audience.OFFICERS)
    drafted = draft_desk.compose(*topic)
    assert any("chưa duyệt" in text for text in texts(drafted))
    assert any("chưa ai duyệt" in note.text for note in drafted.notes)
    assert not any("chưa duyệt" in text or "chưa ai duyệt" in text for text in texts(other_desk.compose(*topic)))


def test_a_plan_more_is_treated_like_the_others(other_desk):
    briefing = other_desk.compose("tiêu chuẩn của xã, so sánh Hòa Bình và Tuyên Quang", Audience.CLASS)
    rows = {row[0].text: [cell.text for cell in row[1:]] for row in grids(briefing)[0].rows}
    assert "6%/năm" in rows["Mức giảm hộ nghèo để được khen"][0]
    assert any(exercise.plan == OTHER for exercise in briefing.exercises)
    report = duties(other_desk.plans[OTHER])[0]
    assert (report.who, report.to) == ("Ủy ban nhân dân các huyện, thành phố", "Sở Nội vụ")
    assert report.when == "Hằng năm, trước ngày 20/10"


def test_charts_say_in_words_what_they_show(desk):
    briefing = desk.compose("tiêu chuẩn của xã, so sánh Tuyên Quang và Tuần Giáo", Audience.CLASS)
    charts = [piece for section in briefing.sections for piece in section.pieces if isinstance(piece, Chart)]
    assert {chart.kind for chart in charts} == {"lines", "bars"}
    for chart in charts:
        assert chart.citations
        for line in chart.series:
            assert line.name.partition(":")[0] in chart.alt


@pytest.mark.parametrize(
    ("words", "units", "places"),
    [
        ("tiêu chuẩn của xã, so sánh Tuyên Quang và Tuần Giáo", [UnitKind.COMMUNE], ["Tuyên Quang", "Tuần Giáo"]),
        ("tieu chuan cua thon o lang son", [UnitKind.VILLAGE], ["Lạng Sơn"]),
        ("tiêu chuẩn huyện nghèo", [UnitKind.POOR_DISTRICT], None),
        ("kế hoạch số 4669", [], ["Tuần Giáo"]),
        ("kế hoạch của Sở Xây dựng", [], [None]),
        ("tỉnh Điện Biên: tiêu chuẩn của bản", [UnitKind.VILLAGE], ["Tuần Giáo"]),
        ("hồ sơ của xã Tuyên Quang", [UnitKind.COMMUNE], ["Tuyên Quang"]),
    ],
)
def test_topics_are_understood(desk, words, units, places):
    topic = parse_topic(words, desk.plans)
    assert list(topic.units) == units
    assert topic.covered
    if places:
        assert [plan.place for plan in topic.plans] == places
    else:
        assert len(topic.plans) == len(desk.plans)


@pytest.mark.parametrize(
    "words", ["cách trồng cà phê", "lịch thi đấu bóng đá của xã", "tiêu chuẩn chọn cầu thủ bóng đá"]
)
def test_what_no_plan_speaks_of_is_refused_with_what_they_cover(desk, words):
    with pytest.raises(BriefingError, match=r"Có thể soạn về.*") as refusal:
        desk.compose(words, Audience.OFFICERS)
    assert "112/KH-UBND" in str(refusal.value)


@pytest.mark.parametrize(
    ("words", "chosen", "message"),
    [
        ("", (), "Chưa có chủ đề"),
        (" …  ", (), "Chưa có chủ đề"),
        ("tiêu chuẩn của xã", ("khong-co",), "Không có kế hoạch khong-co"),
        ("tiêu chuẩn khen thưởng ở Cà Mau", (), "Không có kế hoạch nào của Cà Mau"),
    ],
)
def test_wrong_requests_get_one_sentence(desk, words, chosen, message):
    with pytest.raises(BriefingError, match=message):
        desk.compose(words, Audience.OFFICERS, chosen)


def test_a_place_without_a_plan_beside_one_with_is_noted(desk):
    briefing = desk.compose("so sánh tiêu chuẩn của xã ở Tuyên Quang và Cà Mau", Audience.OFFICERS)
    assert any("Cà Mau" in note.text for note in briefing.notes)


def test_a_free_question_is_answered_by_the_assistant(plans, books):
    plan = plans["tuyen-quang-112-kh-ubnd"]
    provision = next(p for p in plan.provisions if "vốn" in p.text)
    cited = plan.cite(provision)
    elsewhere = Citation("khac", None, "UBND khác", "1", "x", Span(0, 1))
    answer = Answer(
        Outcome.ANSWER,
        Statement("Vay vốn thế này.", (cited,)),
        (Block("Điều khoản", (Statement(provision.text, (cited,)), Statement("Nơi khác", (elsewhere,)))),),
    )
    asked = []
    desk = Desk(plans, books, lambda question: asked.append(question) or answer, TODAY)
    briefing = desk.compose("hộ vay vốn thế nào ở Tuyên Quang?", Audience.OFFICERS)
    assert asked == ["hộ vay vốn thế nào ở Tuyên Quang?"]
    assert briefing.sections[0].pieces[0].points[0].statement.citations == (cited,)
    assert elsewhere not in briefing.citations


def test_an_answer_whose_numbers_are_not_cited_is_not_taken_over(plans, books):
    plan = plans["tuyen-quang-112-kh-ubnd"]
    cited = plan.cite(next(p for p in plan.provisions if "7%/năm" in p.text))
    beside = plan.cite(next(p for p in plan.provisions if "4%/năm" in p.text))

    def told(text, citations):
        answer = Answer(Outcome.ANSWER, Statement(text, citations), (Block("", (Statement("Điều khoản", (cited,)),)),))
        return Desk(plans, books, lambda question: answer, TODAY).compose(
            "phải giảm bao nhiêu mỗi lần?", Audience.OFFICERS
        )

    assert told("Phải giảm 99%.", (cited,)).sections[0].heading != "Những điều cần nhớ"
    first = told("Phải giảm từ 7%/năm.", (beside,)).sections[0].pieces[0].points[0].statement
    assert cited in first.citations


def test_notes_about_open_questions_come_with_their_rules(desk):
    opened = "văn bản không nói rõ"
    assert any(opened in n.text for n in desk.compose("tiêu chuẩn của xã ở Tuyên Quang", Audience.OFFICERS).notes)
    assert not any(opened in n.text for n in desk.compose("báo cáo ở Tuyên Quang", Audience.OFFICERS).notes)


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("- báo cáo *trước ngày 15/11* về huyện;", "Báo cáo trước ngày 15/11 về huyện"),
        ("(riêng các huyện nghèo giảm trên 4%/năm)", "Riêng các huyện nghèo giảm trên 4%/năm"),
        ("+ Xã giảm 5% ;", "Xã giảm 5%"),
        ("tạo việc làm, hỗ trợ vốn...", "Tạo việc làm, hỗ trợ vốn..."),
        ("1.2. Đối với xã/.", "Đối với xã"),
    ],
)
def test_quotes_are_shown_without_marks(quote, said):
    assert shown(quote) == said


def test_sections_without_content_are_left_out(desk):
    plan = replace(desk.plans["so-xay-dung-kh-2021-2025"])
    briefing = desk.compose("mục tiêu và báo cáo của Sở Xây dựng", Audience.OFFICERS)
    assert all(section.pieces for section in briefing.sections)
    assert {citation.plan for citation in briefing.citations} == {plan.id}
    assert all(isinstance(piece, Points | Grid | Chart) for section in briefing.sections for piece in section.pieces)


def test_parts_are_counted_in_roman_numerals():
    assert [roman(number) for number in (1, 4, 9, 10, 14, 19, 20)] == ["I", "IV", "IX", "X", "XIV", "XIX", "XX"]
