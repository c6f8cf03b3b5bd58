"""Units as people name them, whole lists for them, and both sides of what is compared."""

from pathlib import Path

import pytest

from documents.facts.subjects import UnitKind
from documents.reading import Span
from retrieval.answer import Outcome
from retrieval.saying.rendering import plain_text
from retrieval.understanding.asks import Ask
from retrieval.understanding.everyday import find_units, own_household
from retrieval.understanding.question import split_joint, split_questions, understand, without

NEWER = Path(__file__).parents[2] / "evaluation/plans.newer"


@pytest.fixture(scope="module")
def newer(over):
    return over(sorted(NEWER.glob("*.txt")))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("nhà em mới hết nghèo", [UnitKind.ESCAPED_HOUSEHOLD]),
        ("nha toi vua ra khoi danh sach ho ngheo", [UnitKind.ESCAPED_HOUSEHOLD]),
        ("gia đình không còn là hộ nghèo", [UnitKind.ESCAPED_HOUSEHOLD]),
        ("hộ còn nghèo và hộ đã thoát nghèo", [UnitKind.POOR_HOUSEHOLD, UnitKind.ESCAPED_HOUSEHOLD]),
        ("làng tôi", [UnitKind.VILLAGE]),
        ("già làng", []),
        ("nhà tôi giúp hai nhà hết nghèo", []),
    ],
)
def test_everyday_names_of_units_are_understood(text, kinds):
    assert [subject.kind for subject in find_units(text)] == kinds


def test_ones_own_household_is_of_any_kind():
    assert own_household("nhà mình cần gì") is not None
    assert own_household("nhà em mới hết nghèo thì cần gì") is None
    assert own_household("đạt danh hiệu gia đình văn hóa") is None


def test_what_leads_to_a_question_and_how_to_answer_it_is_not_asked():
    asked = understand("Em mới ở xã, chưa làm mảng này bao giờ, cho em hỏi xã phải làm gì, mỗi việc một dòng ạ?")
    assert not asked.wants(Ask.DATE)
    assert asked.wants(Ask.TASKS)
    assert "dòng" not in asked.masked


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        (
            "Nhà mình ở Tuyên Quang muốn được khen thì phải đạt những gì?",
            ["3 năm", "Gia đình văn hóa", "tự nguyện"],
            [],
        ),
        (
            "gia dinh toi o tuan giao lam gi thi duoc khen",
            ["tự nguyện đăng ký thoát nghèo", "sử dụng vốn vay"],
            ["03 tập thể"],
        ),
        ("Bản ở Tuần Giáo được khen khi nào, ghi gạch đầu dòng giúp", ["quy chế", "7%/năm"], ["25%"]),
        ("Tóm gọn mấy ý một thôn ở Lạng Sơn phải làm được", ["năm tiêu chuẩn", "quy chế"], ["11%"]),
        ("Em mới về xã, cho em hỏi hằng năm xã ở Lệ Thủy phải làm những gì ạ?", ["đăng ký danh hiệu"], []),
        ("Nhà tôi ở Lạng Sơn, không thuộc diện nghèo, phải làm gì mới được khen?", ["việc làm thiết thực"], ["03 năm"]),
        (
            "Tuyên Quang với Tuần Giáo, bên nào bắt xã giảm nhiều hộ nghèo hơn mới khen?",
            ["7%/năm", "5%"],
            ["không nêu"],
        ),
    ],
)
def test_all_that_a_unit_must_do_is_found(five, question, says, never):
    answer = five.ask(question)
    text = plain_text(answer)
    assert answer.outcome is Outcome.ANSWER
    assert all(said in text for said in says)
    assert not any(said in text for said in never)


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        ("gia dinh toi o yen bai lam sao de duoc khen", ["30 tháng", "hai phần ba", "12 tháng"], ["93%"]),
        ("Việc của các hội, đoàn bên Trà Bồng, mỗi hội một dòng", ["45 hộ", "60.000", "12 nhà"], ["95 triệu"]),
        ("xã ở Trà Bồng phải làm những việc gì mỗi năm", ["10/10/2022", "10/11"], ["công trình thanh niên"]),
        ("Khen hằng năm với khen tổng kết ở Trà Bồng chênh nhau mấy hộ?", ["14 hộ", "30 hộ"], ["18 hộ"]),
        ("Ngày hết hộ nghèo người có công ở Yên Bái: huyện với xã cách nhau bao lâu?", ["30/6/2025", "30/6/2024"], []),
    ],
)
def test_each_of_several_is_told(newer, question, says, never):
    answer = newer.ask(question)
    text = plain_text(answer)
    assert answer.outcome is Outcome.ANSWER
    assert all(said in text for said in says)
    assert not any(said in text for said in never)


@pytest.mark.parametrize(
    ("question", "halves"),
    [
        ("Hồ sơ gồm giấy tờ gì và nộp mấy bộ?", ["Hồ sơ gồm giấy tờ gì", "nộp mấy bộ?"]),
        ("Phòng nào nhận hồ sơ, ai thẩm định?", ["Phòng nào nhận hồ sơ", "ai thẩm định?"]),
        ("Cơ quan em nhận đỡ đầu một thôn, thôn ấy phải giảm bao nhiêu?", []),
        ("Xã và huyện phải giảm bao nhiêu?", []),
    ],
)
def test_two_questions_that_one_sentence_joins(question, halves):
    assert split_joint(question) == halves


def test_what_one_sentence_joins_is_answered_part_by_part(newer):
    answer = newer.ask("o tra bong phong nao tham dinh bang diem, phong nao nhan ho so khen")
    text = plain_text(answer)
    assert answer.outcome is Outcome.ANSWER
    assert answer.short.text.count("•") == 2
    assert "Phòng Lao động" in text
    assert "Phòng Nội vụ" in text


def test_the_date_of_a_document_is_no_day_asked_for(over):
    """A clause that names a decision by its date is not when papers are due."""
    latest = over([NEWER.with_name("plans.last") / "ea-kiet-58-kh-ubnd.txt"])
    text = plain_text(latest.ask("Hồ sơ xin khen ở Ea Kiết nộp muộn nhất ngày nào?"))
    assert "05/11" in text
    assert "20/10/2022" not in text


@pytest.mark.parametrize(
    ("plan", "question", "says"),
    [
        ("go-quao-41-kh-ubnd", "Hồ sơ tổng kết ở Gò Quao nộp trễ vài bữa thì huyện vẫn xét chứ?", "không được xem xét"),
        ("phuoc-loc-41-kh-ubnd", "Thôn ở Phước Lộc nộp báo cáo muộn một tuần có mất điểm không?", "trễ quá 05 ngày"),
        ("khe-lon-58-kh-ubnd", "ho so khen o khe lon nop tre vai hom co sao khong", "năm sau"),
    ],
)
def test_what_comes_of_being_late(over, plan, question, says):
    answer = over([NEWER.with_name("plans.last") / f"{plan}.txt"]).ask(question)
    assert answer.outcome is Outcome.ANSWER
    assert says in plain_text(answer)


def test_all_criteria_for_units_left_to_another_document_are_delegated(over):
    later = over([NEWER.with_name("plans.later") / "na-khoang-38-kh-ubnd.txt"])
    answer = later.ask("Doanh nghiệp đóng ở xã Nà Khoang muốn được khen thì phải góp tối thiểu bao nhiêu?")
    assert answer.outcome is Outcome.DELEGATED
    assert "27/HD-UBND" in plain_text(answer)


def test_the_groups_a_plan_has_criteria_for_are_all_named(five):
    """The last names its group before a colon, the others in headings."""
    answer = five.ask("Tuần Giáo đặt tiêu chuẩn cho những nhóm nào?")
    assert "bảy nhóm" in answer.short.text
    assert "các bản, khối phố" in answer.short.text
    assert "ngân hàng" in answer.short.text


def test_who_acts_is_named_where_the_quote_is_cut(five):
    answer = five.ask("Ở Tuần Giáo đơn vị nào phải tăng giờ phát sóng về phong trào?")
    assert "Phòng Văn hóa - Thông tin huyện" in answer.short.text
    assert "Phòng Văn hóa - Thông tin huyện" in answer.blocks[0].statements[0].text


def test_words_before_places_are_read_as_what_they_can_only_be(five):
    answer = five.ask("bao cao nam cua xa o le thuy voi tuan giao gui qua phong nao, co giong nhau khong")
    assert answer.outcome is Outcome.ANSWER
    assert "Phòng Nội vụ" in plain_text(answer)


def test_figures_in_brackets_of_a_heading_are_not_told_without_their_place(over):
    last = over([NEWER.with_name("plans.last") / "ea-kiet-58-kh-ubnd.txt"])
    answer = last.ask("cach tinh giam ngheo cua thon thuong va buon dac biet kho khan o ea kiet khac nhau cho nao")
    assert answer.outcome is Outcome.ANSWER
    assert "100" not in plain_text(answer)


def test_the_day_in_a_row_of_a_table_is_told_in_the_short_answer(over, tmp_path):
    path = tmp_path / "ke-hoach.txt"
    path.write_text(
        "ỦY BAN NHÂN DÂN XÃ NÀ SẢN\nSố: 12/KH-UBND\nNà Sản, ngày 02 tháng 3 năm 2024\n\nKẾ HOẠCH\n"
        "Thực hiện phong trào thi đua “Vì người nghèo - Không để ai bị bỏ lại phía sau” giai đoạn 2024-2025\n\n"
        "1. Mục tiêu\n- Tỷ lệ hộ nghèo giảm 3%/năm.\n\n2. Phân công nhiệm vụ\n\n"
        "| Đơn vị | Việc được giao | Thời hạn |\n|---|---|---|\n"
        "| Công chức Văn phòng - Thống kê | Nhận hồ sơ đề nghị khen của các thôn | Trước ngày 15/10 |\n"
        "| Trưởng thôn | Báo cáo kết quả | Trước ngày 05/11 |\n",
        encoding="utf-8",
    )
    answer = over([path]).ask("Xã Nà Sản nhận hồ sơ đề nghị khen trước ngày nào?")
    assert "15/10" in answer.short.text


@pytest.mark.parametrize(
    ("question", "says", "leaves"),
    [
        ("Buôn ở Krông Bông được tặng gì?", "bộ loa", "Biên bản"),
        ("Xã khu vực II ở Krông Bông nộp hồ sơ chậm nhất ngày nào?", "05/12", "4,4"),
        ("Xã khu vực II ở Krông Bông phải giảm bao nhiêu thì được khen?", "4,4 điểm phần trăm", "05/12"),
    ],
)
def test_a_row_of_several_matters_is_told_by_the_column_asked_for(over, question, says, leaves):
    answer = over([NEWER.with_name("plans.roles") / "krong-bong-187.txt"]).ask(question)
    assert says in answer.short.text
    assert leaves not in answer.short.text


def test_who_was_lately_poor_is_no_poor_household(over):
    answer = over([NEWER.with_name("plans.more") / "ba-to-96-kh-ubnd.txt"]).ask(
        "Tôi có quyết định ra khỏi hộ nghèo mới nửa năm nay, ở Ba Tơ vậy đã được xét khen hộ mới thoát nghèo chưa?"
    )
    assert "12 tháng" in plain_text(answer)


@pytest.mark.parametrize(
    ("folder", "plan", "question"),
    [
        ("plans", "yen-tho-64-kh-ubnd", "xa yen tho so ket giua ky vao thang may"),
        ("plans", "cu-pui-31-kh-ubnd", "Xã Cư Pui định tổng kết phong trào vào tháng mấy?"),
        ("plans.latest", "cau-ngang-87-kh-ubnd", "khi tong ket 2025 cau ngang de nghi bao nhieu tap the khen cap tren"),
    ],
)
def test_what_is_set_for_one_occasion_is_not_told_for_another(over, folder, plan, question):
    answer = over([NEWER.with_name(folder) / f"{plan}.txt"]).ask(question)
    assert answer.outcome is Outcome.NOT_STATED


def test_the_plan_above_that_is_pointed_at_is_told(five):
    history = [{"role": "user", "text": "Tiêu chí khen của Sở Xây dựng lấy ở văn bản nào?"}]
    answer = five.ask("Kế hoạch đó của tỉnh ra ngày nào?", history)
    assert "8/7/2022" in answer.short.text


def test_the_plan_that_another_carries_out_is_of_the_kind_asked_for(five):
    answer = five.ask("Lệ Thủy làm theo kế hoạch số mấy của tỉnh?")
    assert "2226/KH-UBND" in answer.short.text


def test_an_older_plan_is_asked_about(over):
    later = over([NEWER.with_name("plans.later") / "hong-dan-84-kh-ubnd.txt"])
    answer = later.ask("Kế hoạch Hồng Dân này ra đời thì bản 2017 còn dùng không")
    assert "139/KH-UBND" in answer.short.text


def test_a_target_of_all_stands_beside_the_criterion_of_some(over):
    later = over([NEWER.with_name("plans.later") / "hong-dan-84-kh-ubnd.txt"])
    text = plain_text(
        later.ask("Chỉ tiêu chung của huyện Hồng Dân và mức xét khen cho xã ở Hồng Dân chênh nhau thế nào?")
    )
    assert "0,8%" in text
    assert "1,2%" in text


@pytest.mark.parametrize(
    "message",
    [
        "Huyện em không nằm trong danh sách huyện nghèo. Mỗi năm phải giảm mấy phần trăm mới đủ tiêu chuẩn?",
        "Em làm ở một phòng, được phân công đỡ đầu một xã. Xã ấy phải giảm cỡ nào thì bên em mới đủ chuẩn ạ?",
    ],
)
def test_a_statement_before_a_question_sets_it_up(message):
    assert split_questions(message) == [message]


BY_DISTRICT = """ỦY BAN NHÂN DÂN TỈNH KON TUM
Số: 18/KH-UBND
Kon Tum, ngày 15 tháng 6 năm 2022

KẾ HOẠCH
Phong trào thi đua “Vì người nghèo - Không để ai bị bỏ lại phía sau” giai đoạn 2022-2025

I. MỤC TIÊU
- Tỷ lệ hộ nghèo toàn tỉnh giảm bình quân 2,2%/năm.
| TT | Đơn vị | Tỷ lệ hộ nghèo cuối 2021 (%) | Chỉ tiêu cuối 2025 (%) |
| 1 | Huyện Đăk Hà | 11,42 | 4,60 |
| 2 | Huyện Đăk Tô | 13,75 | 5,80 |
| 3 | Huyện Kon Plông (huyện nghèo) | 30,65 | 9,50 |

II. TỔ CHỨC THỰC HIỆN
- Sở Nội vụ theo dõi.
"""


@pytest.mark.parametrize(
    ("question", "says", "leaves"),
    [
        ("Huyện Đăk Hà ở Kon Tum cuối 2025 còn bao nhiêu?", ("Huyện Đăk Hà", "4,60%"), ("11,42", "5,80", "9,50")),
        ("Huyện Ia H'Drai ở Kon Tum cuối 2025 còn mấy phần trăm?", ("không nêu",), ("4,60", "5,80", "9,50")),
    ],
)
def test_a_row_for_another_place_is_no_answer(over, tmp_path, question, says, leaves):
    path = tmp_path / "kon-tum.txt"
    path.write_text(BY_DISTRICT, encoding="utf-8")
    answer = over([path]).ask(question)
    assert all(said in answer.short.text for said in says)
    assert not any(figure in answer.short.text for figure in leaves)


@pytest.mark.parametrize(
    ("spans", "left"),
    [
        ([(0, 3), (0, 3)], "def ghi"),
        ([(0, 7), (4, 7)], "ghi"),
        ([(4, 7), (0, 5)], "ghi"),
        ([], "abc def ghi"),
    ],
)
def test_stretches_that_overlap_are_left_out_once(spans, left):
    assert " ".join(without("abc def ghi", [Span(*span) for span in spans]).split()) == left


def test_what_is_told_before_is_no_question():
    told = "Nhà em có cho mấy nhà trong bản mượn bò cái. Việc ấy có được tính không?"
    assert split_questions(told) == [told]
    assert len(split_questions("Xã giảm mấy phần trăm? Báo cáo nộp ngày nào?")) == 2


@pytest.mark.parametrize(
    ("folder", "plan", "question", "says", "never"),
    [
        (
            "plans",
            "kon-tum-2418-kh-ubnd",
            "Phường khu vực I ở Kon Tum thì tỷ lệ nghèo phải đạt mức nào?",
            "cấp huyện giao hằng năm",
            ("16%", "9%"),
        ),
        ("plans", "kon-tum-2418-kh-ubnd", "Xã khu vực II ở Kon Tum còn hộ nghèo dưới mấy %?", "9%", ("16%",)),
        ("plans.kept", "tra-vinh-87-kh-ubnd", "Ở Trà Vinh bao nhiêu hộ đồng ý thì hộ nghèo được khen?", "80%", ()),
        ("plans.more", "ba-to-96-kh-ubnd", "Ba Tơ: hộ mới thoát nghèo cần mấy phần trăm bà con tán thành?", "75%", ()),
    ],
)
def test_the_line_of_ones_own_zone_and_the_votes_needed_are_told(over, folder, plan, question, says, never):
    text = plain_text(over([NEWER.with_name(folder) / f"{plan}.txt"]).ask(question))
    assert says in text
    assert not [words for words in never if words in text]
