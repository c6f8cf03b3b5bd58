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
        ("hạn ngày nào vậy, nộp trễ có được xét không", ["hạn ngày nào vậy", "nộp trễ có được xét không"]),
        ("cho em danh mục giấy tờ, và làm mấy bộ", ["cho em danh mục giấy tờ", "làm mấy bộ"]),
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


FRESH = RECENT.with_name("plans.fresh")


@pytest.fixture(scope="module")
def fresh(over):
    return over(sorted(FRESH.glob("*.txt")))


@pytest.mark.parametrize(
    ("question", "outcome", "said"),
    [
        # a day that is counted from another one
        (
            "Báo cáo năm của xã ở Đắk Nông phải gửi huyện trước ngày nào?",
            Outcome.ANSWER,
            ["trước các mốc trên 10 ngày", "06/12"],
        ),
        # one's own household, though others are named; a time told as two days
        (
            "Tôi ở Trà Vinh, có quyết định công nhận thoát nghèo hồi tháng 3/2023, ấp họp bình xét tháng 10/2024 thì đủ thời gian chưa?",  # noqa: E501
            Outcome.ANSWER,
            ["Chưa đủ", "24 tháng"],
        ),
        # a commune of no zone, and how far its number of households fell
        (
            "xa toi o tra vinh khong thuoc khu vuc nao, dau ky 220 ho ngheo, cuoi ky con 80 ho, vay du tieu chi chua",
            Outcome.ANSWER,
            ["chưa đạt mức 65%"],
        ),
        # a table whose cells are lines
        ("Năm 2024 Trà Vinh tặng Bằng khen cho nhiều nhất bao nhiêu hộ gia đình?", Outcome.ANSWER, ["14 hộ gia đình"]),
        # the awards of every occasion named, by whatever the movement calls its members
        (
            "Đảng ủy Khối Bắc Kạn hằng năm, sơ kết, tổng kết mỗi lần tặng Giấy khen cho bao nhiêu tổ chức đảng?",
            Outcome.ANSWER,
            ["12 tổ chức", "15 tổ chức", "18 tổ chức"],
        ),
        # papers told in a sentence of their own, in a clause that opens with the occasion
        ("Hồ sơ khen hằng năm của Đắk Nông gồm những giấy tờ gì?", Outcome.ANSWER, ["biên bản họp xét", "tờ trình"]),
        # two questions in one, of which the second is yes or no
        (
            "Hồ sơ khen tổng kết của Trà Vinh hạn ngày nào vậy, nộp trễ vài hôm có dc xét ko?",
            Outcome.ANSWER,
            ["15/8/2025", "không được xem xét"],
        ),
        # terms and numbers left to another plan in one breath, and those of a higher giver to guidance
        (
            "Xã trong Khối Bắc Kạn muốn được Chủ tịch UBND tỉnh tặng Bằng khen thì phải đạt tiêu chuẩn nào, có bao nhiêu suất?",  # noqa: E501
            Outcome.DELEGATED,
            ["612/KH-UBND"],
        ),
        ("Thôn ở Bản Cái muốn được Bằng khen của tỉnh thì cần tiêu chuẩn gì?", Outcome.DELEGATED, ["Bắc Hà"]),
        # what stands under a heading, not the heading
        ("Những trường hợp nào ở xã Bản Cái không được xét khen thưởng?", Outcome.ANSWER, ["di cư tự do"]),
        # money for another award is no answer, "thấy văn bản" no "thay văn bản"; what may be left, reckoned
        ("Kèm theo Giấy khen của xã ở Phú Thọ được thưởng bao nhiêu tiền?", Outcome.DELEGATED, ["91/2017/NĐ-CP"]),
        (
            "Báo cáo năm của xã ở Phú Thọ gửi huyện trước ngày nào? Tôi thấy văn bản không ghi ngày cho xã.",
            Outcome.ANSWER,
            ["28/11"],
        ),
        (
            "Xã đảo Tam Hải của Núi Thành đầu kỳ có 120 hộ nghèo, cuối năm 2025 chỉ được còn nhiều nhất bao nhiêu hộ?",
            Outcome.ANSWER,
            ["120 - 66 = 54 hộ"],
        ),
        ("Kế hoạch số 58 năm 2017 của Trà Vinh giờ còn áp dụng không?", Outcome.ANSWER, ["thay thế Kế hoạch số 58"]),
        (
            "Kế hoạch 402/KH-UBND năm 2016 của Quế Phong giờ còn dùng nữa không?",
            Outcome.ANSWER,
            ["thay thế Kế hoạch số 402"],
        ),
        # awards whoever gets them, in a table that has the occasions as columns, and where none are given
        (
            "Lập bảng so sánh số lượng Giấy khen hằng năm và khi tổng kết của huyện Quế Phong theo đối tượng.",
            Outcome.ANSWER,
            ["20 hộ gia đình", "15 bản", "30 hộ gia đình"],
        ),
        ("sơ kết 2023 mttq tỉnh kon tum tặng bằng khen cho bn hộ gđ vậy ad", Outcome.ANSWER, ["không xét"]),
        # two offices asked for in one sentence
        (
            "Ở huyện Quế Phong phòng nào là thường trực phong trào còn phòng nào nhận và thẩm định hồ sơ khen?",
            Outcome.ANSWER,
            ["Lao động - Thương binh", "Phòng Nội vụ"],
        ),
        # the tasks under a heading that is an office
        ("Văn phòng Sở Xây dựng được giao việc gì?", Outcome.ANSWER, ["sơ kết"]),
        # a zone that is not told apart there, and a number that nobody set
        (
            "Thôn khu vực I ở xã Bản Cái tỷ lệ hộ nghèo phải dưới bao nhiêu?",
            Outcome.NOT_STATED,
            ["thôn, bản khu vực I"],
        ),
        ("Xã Bản Cái có tất cả bao nhiêu thôn?", Outcome.NOT_STATED, []),
        # a year is no number of a document, and a copy no village
        (
            "so xay dung (ke hoach 2021-2025) van dong tap the ca nhan giup do nhung dia ban nao",
            Outcome.ANSWER,
            ["huyện nghèo"],
        ),
        ("Bản photo kế hoạch Tuyên Quang có dấu số 5705, vậy kế hoạch này số mấy?", Outcome.ANSWER, ["112/KH-UBND"]),
        # a target that is met is no criterion that is met
        (
            "Huyện nghèo bên Tuyên Quang năm nào cũng giảm 4,5%, vượt mục tiêu rồi nên chắc chắn được khen chứ?",
            Outcome.ANSWER,
            ["Chưa đủ", "7%"],
        ),
    ],
)
def test_questions_over_plans_of_a_party_committee_a_flattened_table_and_a_scan(fresh, question, outcome, said):
    answer = fresh.ask(question)
    assert answer.outcome is outcome
    assert [words for words in said if words not in plain_text(answer)] == []
