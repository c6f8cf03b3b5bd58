"""What a follow-up means after what was said before."""

import pytest

from documents.facts.subjects import UnitKind
from documents.syllables import fold
from retrieval.understanding.asks import Ask, Topic
from retrieval.understanding.conversation import chosen_option, resolve, user_turns

TUYEN_QUANG, TUAN_GIAO = "tuyen-quang-112-kh-ubnd", "tuan-giao-4669-kh-ubnd"
LANG_SON, LE_THUY = "lang-son-165-kh-ubnd", "le-thuy-kh-2017-2020"
RATE = "Xã ở Tuyên Quang phải giảm bao nhiêu % hộ nghèo?"
CRITERIA = "Xã ở Tuyên Quang cần tiêu chuẩn gì?"
REPORT = "Lệ Thủy báo cáo trước ngày nào?"
ZONE = "Xã khu vực III ở Tuần Giáo dưới bao nhiêu % hộ nghèo?"
HOUSE = "Hộ nghèo ở Lạng Sơn cần gì để được khen?"


@pytest.fixture(params=["typed", "bare"])
def follow(plans, request):
    """Resolves a follow-up, as typed and without accents."""
    plain = fold if request.param == "bare" else str

    def resolved(message, *before):
        return resolve(plain(message), [{"role": "user", "text": plain(turn)} for turn in before], plans)

    return resolved


@pytest.mark.parametrize(
    ("before", "message", "plan"),
    [
        (RATE, "thế ở Tuần Giáo?", TUAN_GIAO),
        (RATE, "còn Lạng Sơn thì sao?", LANG_SON),
        (RATE, "vậy bên huyện Lệ Thủy", LE_THUY),
        (RATE, "ở tuần giáo thì mấy", TUAN_GIAO),
        (REPORT, "Tuyên Quang thì sao?", TUYEN_QUANG),
        (ZONE, "ok, còn tỉnh Lạng Sơn?", LANG_SON),
        (RATE, "kế hoạch 4669 thì sao", TUAN_GIAO),
        (RATE, "xã Quài Tở thì sao", TUAN_GIAO),
    ],
)
def test_another_place_keeps_what_is_asked(follow, before, message, plan):
    asked, whole = follow(message, before), follow(before)
    assert asked.scope.plans == (plan,)
    assert asked.question.asks == whole.question.asks


@pytest.mark.parametrize(
    ("before", "message", "kind"),
    [
        (RATE, "còn huyện nghèo thì sao?", UnitKind.POOR_DISTRICT),
        (RATE, "thế thôn?", UnitKind.VILLAGE),
        (CRITERIA, "vậy còn doanh nghiệp", UnitKind.BUSINESS),
        (CRITERIA, "còn hộ nghèo?", UnitKind.POOR_HOUSEHOLD),
        (ZONE, "còn huyện thì sao ạ", UnitKind.DISTRICT),
        (HOUSE, "còn xã?", UnitKind.COMMUNE),
        (HOUSE, "thế doanh nghiệp thì sao", UnitKind.BUSINESS),
        (CRITERIA, "thế còn thôn bản thì sao nhỉ", UnitKind.VILLAGE),
    ],
)
def test_another_unit_keeps_place_and_what_is_asked(follow, before, message, kind):
    asked, whole = follow(message, before), follow(before)
    assert asked.scope.plans == whole.scope.plans
    assert kind in {subject.kind for subject in asked.question.subjects}
    assert asked.question.asks == whole.question.asks


@pytest.mark.parametrize(
    ("before", "message"),
    [
        (CRITERIA, "đọc nguyên văn"),
        (CRITERIA, "cụ thể hơn"),
        (CRITERIA, "nói rõ hơn đi"),
        (RATE, "nó nằm ở mục nào?"),
        (RATE, "ở mục nào vậy"),
        (RATE, "trích nguyên văn đoạn đó"),
        (HOUSE, "chi tiết hơn được không"),
        (REPORT, "cho xem nguyên văn"),
    ],
)
def test_once_more_asks_the_same_again(follow, before, message):
    asked, whole = follow(message, before), follow(before)
    assert asked.scope.plans == whole.scope.plans
    assert (asked.question.asks, asked.question.masked) == (whole.question.asks, whole.question.masked)


@pytest.mark.parametrize(
    ("before", "message", "zone"),
    [
        (ZONE, "nhầm, ý em là xã khu vực II", "II"),
        (ZONE, "à nhầm, khu vực I", "I"),
        (ZONE, "ý em là xã khu vực II", "II"),
        (ZONE, "xin lỗi, em hỏi xã khu vực II", "II"),
        (ZONE, "thế khu vực 2?", "II"),
    ],
)
def test_a_correction_puts_the_unit_in_place_of_the_other(follow, before, message, zone):
    asked = follow(message, before)
    assert asked.scope.plans == (TUAN_GIAO,)
    assert {subject.zone for subject in asked.question.subjects} == {zone}
    assert asked.question.wants(Ask.FIGURE)


def test_a_correction_puts_the_criterion_in_place_of_the_target(follow):
    asked = follow("ý là tiêu chí cơ", "Mục tiêu giảm nghèo của Tuyên Quang là bao nhiêu?")
    assert asked.question.about(Topic.CRITERION)
    assert not asked.question.about(Topic.TARGET)
    assert "giam" in asked.question.folded


@pytest.mark.parametrize(
    ("message", "ask"),
    [
        ("ai ký", Ask.SIGNER),
        ("ai ký văn bản đó", Ask.SIGNER),
        ("văn bản nào quy định?", Ask.DOCUMENT),
        ("báo cáo trước ngày nào?", Ask.DATE),
        ("mấy năm liên tục?", Ask.DURATION),
        ("gửi cho ai?", Ask.OFFICE),
        ("so với Lạng Sơn thì khác gì?", Ask.DIFFERENCE),
    ],
)
def test_what_is_asked_now_is_asked_of_the_place_before(follow, message, ask):
    asked = follow(message, RATE)
    assert asked.question.wants(ask)
    assert asked.carried == ("Lạng Sơn" not in message)


def test_a_return_takes_up_the_place_that_the_matter_was_asked_of(follow):
    asked = follow("quay lại chuyện báo cáo, gửi cho ai?", REPORT, RATE)
    assert asked.scope.plans == (LE_THUY,)


def test_without_a_return_the_last_place_counts(follow):
    assert follow("báo cáo gửi cho ai?", REPORT, RATE).scope.plans == (TUYEN_QUANG,)


def test_over_three_turns_each_says_what_it_changes(follow):
    asked = follow("thế ở Lạng Sơn?", RATE, "còn huyện nghèo thì sao?", "thế Tuần Giáo?")
    assert asked.scope.plans == (LANG_SON,)
    assert {subject.kind for subject in asked.question.subjects} == {UnitKind.POOR_DISTRICT}
    assert asked.question.wants(Ask.FIGURE)


def test_a_new_matter_is_not_mixed_with_the_one_before(follow):
    asked = follow("Doanh nghiệp ở Tuyên Quang báo cáo trước ngày nào, gửi cơ quan nào?", ZONE)
    assert asked.scope.plans == (TUYEN_QUANG,)
    assert "khu vuc" not in asked.question.folded


def test_thanks_between_two_questions_change_nothing(follow):
    assert follow("còn huyện nghèo thì sao?", RATE, "cảm ơn nhé").scope.plans == (TUYEN_QUANG,)


@pytest.mark.parametrize(
    ("message", "number"),
    [("1", 0), ("2.", 1), ("cái thứ hai", 1), ("chọn số 3", 2), ("câu đầu tiên", 0), ("thứ nhất ạ", 0),
     ("cái cuối", -1),     ("cau thu ba", 2)],
)  # fmt: skip
def test_an_option_is_chosen_by_its_place(message, number):
    assert chosen_option(message) == number


@pytest.mark.parametrize("message", ["15/11", "112", "xã thứ hai là xã nào", "năm nay", "Tuyên Quang", "1 năm"])
def test_other_short_messages_choose_nothing(message):
    assert chosen_option(message) is None


def test_only_what_the_user_said_counts():
    history = [{"role": "user", "text": "a"}, {"role": "assistant", "text": "b"}, {"role": "user", "content": "c"}]
    assert user_turns(history) == ["a", "c"]
    assert user_turns(["a", "b", "c"]) == ["a", "c"]


def test_a_long_answer_before_does_not_lead_away(plans):
    answer = {"role": "assistant", "text": "Kế hoạch của huyện Tuần Giáo và của Lạng Sơn có nêu. " * 50}
    asked = resolve("còn huyện nghèo?", [{"role": "user", "text": RATE}, answer], plans)
    assert asked.scope.plans == (TUYEN_QUANG,)


@pytest.mark.parametrize(
    ("message", "unit"),
    [("thế hộ gia đình thì mấy suất?", "hộ"), ("còn cá nhân thì được bao nhiêu", "cá nhân")],
)
def test_a_number_of_awards_is_asked_again_for_others(follow, message, unit):
    asked = follow(message, "Mỗi năm Tuần Giáo tặng giấy khen cho bao nhiêu tập thể?").question
    assert asked.unit == unit
    assert asked.topics == {Topic.AWARD}


def test_another_occasion_takes_the_place_of_the_one_before(follow):
    asked = follow("thế đợt cuối giai đoạn thì mấy hộ", "Mỗi năm Tuần Giáo tặng giấy khen cho bao nhiêu hộ?")
    assert "mỗi năm" not in asked.question.text.lower()
    assert asked.question.topics == {Topic.AWARD}


def test_the_first_place_is_the_first_that_was_asked_about(follow):
    asked = follow("Quay lại huyện đầu tiên, xã phải gửi báo cáo ngày nào?", REPORT, RATE)
    assert asked.scope.plans == (LE_THUY,)


def test_ones_own_years_are_held_against_the_criteria_asked_about_before(follow):
    asked = follow("em mới làm được 2 năm, đã đủ chưa?", "Cán bộ làm công tác giảm nghèo ở Tuyên Quang cần gì?")
    assert UnitKind.POVERTY_OFFICER in {subject.kind for subject in asked.question.subjects}
