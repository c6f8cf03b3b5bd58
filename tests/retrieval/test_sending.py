"""By when which papers go from whom to whom, what is asked of the poor, and tables told as a whole."""

from pathlib import Path

import pytest

from retrieval.answer import Outcome
from retrieval.finding.levies import asks_levy
from retrieval.finding.sending import asks_sending
from retrieval.saying.rendering import plain_text
from retrieval.understanding.question import split_joint, understand

RECENT = Path(__file__).parents[2] / "evaluation/plans.recent"


@pytest.fixture(scope="module")
def recent(over):
    return over(sorted(RECENT.glob("*.txt")))


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("xã nộp hồ sơ khen thưởng lên huyện trước ngày nào", True),
        ("bao cao nam gui phong nao, ngay may", True),
        ("hồ sơ khen đều gửi Phòng Nội vụ hết phải không?", True),
        ("báo cáo gửi Sở Nội vụ trước 24/11 phải không?", True),
        ("ai tổng hợp báo cáo của huyện", False),
        ("tỷ lệ hộ nghèo giảm đến khi nào", False),
        ("đến khi nào phải xong chuyện chỗ ở cho người nghèo", False),
    ],
)
def test_papers_are_asked_for_that_go_by_a_day_or_to_somebody(text, sent):
    assert asks_sending(understand(text)) is sent


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        # of several rungs that of the sender
        ("Hội Phụ nữ cấp huyện ở Trà Vinh gửi về Hội tỉnh trước ngày mấy?", ["20/10", "05/11"], ["25/10"]),
        ("Báo cáo năm của xã ở huyện Sơn Hòa gửi phòng nào, ngày mấy?", ["28/11"], ["12/12"]),
        (
            "ninh thuan: ho so khen hang nam thi xa phai nop cho phong lao dong huyen truoc ngay nao",
            ["05/10"],
            ["30/10"],
        ),
        # papers told apart, and both where both are named
        (
            "Hội Phụ nữ xã ở Trà Vinh phải gửi huyện hồ sơ khen thưởng ngày nào và báo cáo năm ngày nào?",
            ["05/10", "25/10"],
            [],
        ),
        # a day and an office that belong to other papers are no answer
        (
            "Trong kế hoạch của Hội Nông dân tỉnh Sóc Trăng, báo cáo cả năm gửi Ban Tổ chức - Kiểm tra trước ngày 08/11, đúng không ạ?",  # noqa: E501
            ["30/10", "Kinh tế"],
            [],
        ),
        # onward from who receives them
        (
            "Hồ sơ khen hằng năm huyện ở Ninh Thuận gửi lên đâu, chậm nhất lúc nào, rồi nơi đó chuyển tiếp cho ai?",
            ["30/10", "Sở Nội vụ", "20/11"],
            [],
        ),
        # with how many sets of them
        ("hs khen của xóm ở Vầy Nưa làm mấy bộ, nộp cho ai, hạn ngày nào", ["01 bộ", "25/10"], ["02 bộ"]),
        # the year that is named has a day of its own
        ("Năm 2025 thì các xã ở Sơn Hòa nộp hồ sơ ngày nào?", ["31/10/2025"], ["20/11"]),
    ],
)
def test_the_clause_of_the_papers_the_sender_and_the_time_is_told(recent, question, said, unsaid):
    answer = recent.ask(question)
    assert [words for words in said if words not in plain_text(answer)] == []
    assert [words for words in unsaid if words in answer.short.text] == []


OWN = """ỦY BAN NHÂN DÂN
TỈNH BA VÂN
Số: 88/KH-UBND

KẾ HOẠCH
Thực hiện phong trào thi đua vì người nghèo giai đoạn 2026-2030

I. TIÊU CHUẨN
1. Đối với thôn: số hộ nghèo giảm hằng năm ít nhất 15% so với số hộ nghèo đầu năm.
2. Hộ nghèo: không xét khen thưởng cấp tỉnh; xã xem xét biểu dương.
II. BÁO CÁO
1. UBND các huyện gửi báo cáo năm về Sở Nội vụ trước ngày 05/12.
2. Sở Nội vụ tổng hợp, báo cáo UBND tỉnh trước ngày 15/12.
"""


@pytest.fixture(scope="module")
def ba_van(over, tmp_path_factory):
    path = tmp_path_factory.mktemp("ba-van") / "ba-van.txt"
    path.write_text(OWN, encoding="utf-8")
    return over([path])


def test_the_day_of_another_rung_is_no_answer(ba_van):
    answer = ba_van.ask("Xã ở tỉnh Ba Vân phải gửi báo cáo năm lên huyện trước ngày nào?")
    assert answer.outcome is Outcome.NOT_STATED
    assert "05/12" in ba_van.ask("Huyện ở tỉnh Ba Vân phải gửi báo cáo năm trước ngày nào?").short.text


@pytest.mark.parametrize(
    ("question", "worked"),
    [
        ("Thôn ở tỉnh Ba Vân đầu năm có 40 hộ nghèo thì phải giảm mấy hộ?", "40 × 15 : 100 = 6 hộ."),
        ("Thôn ở tỉnh Ba Vân đầu năm có 33 hộ nghèo thì phải giảm mấy hộ?", "= 4,95 hộ, tức ít nhất 5 hộ"),
        ("Thôn tôi ở tỉnh Ba Vân đầu năm 40 hộ nghèo, cuối năm còn 35 hộ, đủ chưa?", "= 12,5%: chưa đạt mức 15%"),
        ("Thôn tôi ở tỉnh Ba Vân đầu năm 40 hộ nghèo, cuối năm còn 30 hộ, đủ chưa?", "= 25%: đạt mức 15%"),
    ],
)
def test_a_share_is_worked_out_with_the_askers_own_households(ba_van, question, worked):
    assert worked in ba_van.ask(question).short.text


def test_who_is_not_praised_is_told_so(ba_van):
    answer = ba_van.ask("Hộ nghèo ở tỉnh Ba Vân chịu khó làm ăn có được tặng giấy khen không?")
    assert "không xét khen thưởng cấp tỉnh" in answer.short.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Trong 9 xã của huyện Bác Ái, xã nào đăng ký nhiều hộ thoát nghèo năm 2023 nhất và xã nào ít nhất?",
         ["Phước Bình (61)", "Phước Chính (29)"]),
        ("những xã nào của Sơn Hòa có hạn xóa xong nhà tạm là 31/10/2024, mỗi xã mấy căn?",
         ["Xã Suối Trai (35)", "Xã Ea Chà Rang (52)"]),
        ("xa nao o son hoa co ty le ho ngheo cuoi 2021 cao nhat", ["cao nhất là Xã Phước Tân (41,3)"]),
        ("số nhà tạm phải xóa của xã Cà Lúi so với xã Krông Pa ở Sơn Hòa hơn kém mấy căn", ["71 - 66 = 5"]),
    ],
)  # fmt: skip
def test_a_table_is_told_as_a_whole(recent, question, said):
    answer = recent.ask(question)
    assert answer.outcome is Outcome.ANSWER
    assert [words for words in said if words not in answer.short.text] == []


def test_a_table_has_no_extreme_of_what_none_of_its_columns_is(recent):
    assert "Theo bảng" not in plain_text(recent.ask("xã nào ở Sơn Hòa có nhiều trạm y tế nhất?"))


@pytest.mark.parametrize(
    ("text", "levied"),
    [
        ("trưởng buôn bảo mỗi nhà nghèo góp 50 nghìn, có đúng kế hoạch không?", True),
        ("hộ nghèo phải đóng góp tiền không", True),
        ("doanh nghiệp phải góp 500 triệu mỗi năm mới được khen phải không", False),
        ("kế hoạch vận động quỹ được bao nhiêu tiền", False),
    ],
)
def test_whether_somebody_may_be_made_to_pay_is_asked(text, levied):
    assert asks_levy(understand(text)) is levied


def test_what_forbids_collecting_from_the_poor_is_told(recent):
    answer = recent.ask("Ở xã Cư Pui thôn bắt mỗi hộ nghèo góp 50 nghìn vào Quỹ Vì người nghèo, có đúng không?")
    assert "không giao chỉ tiêu đóng góp cho hộ nghèo" in answer.short.text


FIELD = RECENT.with_name("plans.field")


@pytest.fixture(scope="module")
def field(over):
    return over(sorted(FIELD.glob("*.txt")))


@pytest.mark.parametrize(
    ("question", "outcome", "said"),
    [
        # the likeliest sentence by far stands beside what the rules found
        (
            "Tiêu chuẩn nợ quá hạn vốn uỷ thác của xã biên giới với các xã còn lại ở kế hoạch Hội Phụ nữ An Giang khác nhau sao?",  # noqa: E501
            Outcome.ANSWER,
            ["0,5%", "0,8%"],
        ),
        # a sentence of the same clause for the very unit asked
        ("Hợp tác xã ở Quan Hóa ủng hộ bao nhiêu tiền thì được xét khen?", Outcome.ANSWER, ["một nửa"]),
        # a criterion for units of none of the sorts that are told apart
        (
            "hoi phu nu an giang, phuong thuong khong phai bien gioi thi moi nam giup may ho thoat ngheo moi duoc khen",
            Outcome.ANSWER,
            ["06 hộ"],
        ),
        # two offices named, of which one is abbreviated
        (
            "Tóm tắt nhiệm vụ của công chức Tài chính - Kế toán và Ủy ban MTTQ trong kế hoạch xã Chiềng Khoong.",
            Outcome.ANSWER,
            ["14 triệu đồng", "giám sát"],
        ),
        # papers that came too late, with the day they were due by
        ("hồ sơ sơ kết ở Lâm Đồng mà gửi trễ ngày 2/10/2023 thì có được xem xét không", Outcome.ANSWER, ["30/9/2023"]),
        # the terms of a higher giver are left to others, with or without a number
        ("Tiêu chuẩn để Chủ tịch huyện tặng giấy khen cho bản ở xã Chiềng Khoong là gì?", Outcome.DELEGATED, ["215"]),
        ("Ở Lâm Đồng giấy khen của Chủ tịch huyện cần tiêu chí gì?", Outcome.DELEGATED, []),
        (
            "Muốn được Bằng khen của Trung ương Hội thì theo kế hoạch Hội Nông dân Hà Giang cần những tiêu chuẩn gì?",
            Outcome.DELEGATED,
            ["Quy chế thi đua"],
        ),
        (
            "Theo kế hoạch Krông Pa thì trình tự họp bình xét ở buôn làm theo các bước nào?",
            Outcome.DELEGATED,
            ["07/HD"],
        ),
        # a sentence that says how long, though its end leaves something to others
        ("Nhận bò của Hội Nông dân Hà Giang thì bao lâu phải trả lại con bê?", Outcome.ANSWER, ["30 tháng"]),
        # a criterion and a target asked for in one breath
        (
            "Huyện nghèo ở Bắc Kạn giảm 5% mỗi năm thì đủ tiêu chí xét khen chưa, hay chỉ mới đạt chỉ tiêu phấn đấu?",
            Outcome.ANSWER,
            ["5,5%"],
        ),
        # what must be reached in all, told apart by measure
        ("Krông Pa đặt chỉ tiêu tái nghèo hằng năm không quá bao nhiêu phần trăm?", Outcome.ANSWER, ["0,4%"]),
        # "thành phố" is one letter from Thạnh Phú, "họp bình" one from Hòa Bình
        ("Tiêu chuẩn khen đối với Hội Nông dân huyện, thành phố của Hà Giang?", Outcome.ANSWER, ["6,6%", "3,2%"]),
        ("Các mốc sơ kết, tổng kết trong kế hoạch Krông Pa?", Outcome.ANSWER, ["tháng 7/2019", "31/8/2020"]),
    ],
)
def test_realistic_questions_over_plans_as_offices_issue_them(field, question, outcome, said):
    answer = field.ask(question)
    assert answer.outcome is outcome
    assert [words for words in said if words not in plain_text(answer)] == []


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("nhà tôi thoát nghèo được hơn một năm, đủ chưa", [1]),
        ("giữ nghề tròn ba năm thì đủ chưa", [3]),
        ("thoát nghèo được 2 năm rồi", [2]),
    ],
)
def test_years_told_in_words_are_figures(text, years):
    assert [int(quantity.value) for quantity in understand(text).figures] == years


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        (
            "phòng nào nhận và thẩm định hồ sơ, phòng nào là thường trực",
            ["phòng nào nhận và thẩm định hồ sơ", "phòng nào là thường trực"],
        ),
        ("gồm giấy tờ gì và nộp mấy bộ", ["gồm giấy tờ gì", "nộp mấy bộ"]),
    ],
)
def test_a_sentence_parts_where_it_begins_to_ask_again(text, halves):
    assert split_joint(text) == halves


def test_each_sort_of_a_kind_that_is_named_is_answered(over, tmp_path_factory):
    path = tmp_path_factory.mktemp("bai-ngang") / "bai-ngang.txt"
    path.write_text(COASTAL, encoding="utf-8")
    assistant = over([path])
    both = assistant.ask("Xã bãi ngang và xã còn lại của huyện Ba Đồng phải giảm bao nhiêu phần trăm mỗi năm?")
    assert "2,6%" in both.short.text
    assert "1,4%" in both.short.text
    coastal = assistant.ask("Chị kế toán xã bãi ngang ở Ba Đồng hỏi phải giảm bao nhiêu phần trăm thì được khen?")
    assert "2,6%" in coastal.short.text
    assert "1,4%" not in coastal.short.text
    yearly = assistant.ask("Hồ sơ khen hằng năm ở Ba Đồng gửi trước ngày nào?").short.text
    assert "10/12" in yearly
    assert "20/9/2025" not in yearly
    named = assistant.ask("Kế hoạch Ba Đồng có kể tên những xã bãi ngang không, là những xã nào?")
    assert named.outcome is Outcome.NOT_STATED


COASTAL = """ỦY BAN NHÂN DÂN
HUYỆN BA ĐỒNG
Số: 77/KH-UBND

KẾ HOẠCH
Thực hiện phong trào thi đua vì người nghèo giai đoạn 2021-2025

I. TIÊU CHUẨN
1. Xã đặc biệt khó khăn vùng bãi ngang ven biển
a) Tỷ lệ hộ nghèo giảm từ 2,6%/năm trở lên trong 04 năm liên tục.
2. Xã còn lại
a) Tỷ lệ hộ nghèo giảm bình quân từ 1,4%/năm trở lên.
II. HỒ SƠ
1. Thời gian: khen thưởng hằng năm gửi trước ngày 10/12; khen thưởng tổng kết gửi trước ngày 20/9/2025.
"""
