"""Whoever asks whether, or by what, he comes to be praised gets the criteria for such as he is."""

import pytest

from documents.facts.subjects import UnitKind
from documents.syllables import fold
from retrieval.answer import Outcome
from retrieval.finding.praise import asks_praise
from retrieval.saying.rendering import plain_text
from retrieval.understanding.addressed import asked_subjects
from retrieval.understanding.question import understand


@pytest.mark.parametrize("plain", [str, fold], ids=["typed", "bare"])
@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("Nhà tôi ở Lạng Sơn không nghèo, cho hàng xóm mượn trâu cày thì có được biểu dương không?", "tạo việc làm"),
        ("Nhà em ở Lạng Sơn đủ ăn rồi, muốn được khen thì giúp người ta kiểu gì?", "hỗ trợ vốn"),
        ("Tôi phụ trách giảm nghèo ở Tuyên Quang mới được 2 năm, thế đã đủ để được khen chưa?", "Chưa đủ"),
        ("Kế toán xã ở Tuần Giáo không làm mảng giảm nghèo thì có được xét khen không?", "lao động khác"),
        ("Thôn ở Tuyên Quang muốn được tuyên dương thì phải có danh hiệu gì?", "Khu dân cư văn hóa"),
    ],
)
def test_a_deed_is_answered_by_the_criteria_for_who_did_it(five, plain, asked, says):
    answer = five.ask(plain(asked))
    assert answer.outcome is Outcome.ANSWER
    assert fold(says) in fold(plain_text(answer))


@pytest.mark.parametrize(
    ("text", "praise"),
    [
        ("đã giúp hai hộ thì có được khen không", True),
        ("muốn được biểu dương thì phải làm gì", True),
        ("thoát nghèo hơn một năm đã xét khen được chưa", True),
        ("mỗi năm khen bao nhiêu hộ", False),
        ("hồ sơ khen nộp ngày nào", False),
        ("ai xét khen", False),
    ],
)
def test_asking_for_praise_is_told_from_asking_of_it(text, praise):
    assert asks_praise(understand(text)) is praise


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("em phụ trách giảm nghèo được hai năm, em đã đủ thâm niên chưa", UnitKind.POVERTY_OFFICER),
        ("cán bộ không làm công tác giảm nghèo cần làm gì để được khen", UnitKind.OFFICER),
        ("giáo viên muốn được khen thì cần gì", UnitKind.OFFICER),
        ("nhà tôi cũng gọi là khá, không nghèo, làm gì thì được khen", UnitKind.OTHER_HOUSEHOLD),
    ],
)
def test_who_asks_of_himself_is_understood(text, kind):
    assert [subject.kind for subject in asked_subjects(understand(text))] == [kind]
