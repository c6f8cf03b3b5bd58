from index.passage import Passage
from index.windows import HEADING, LENGTH, STEP, split_heading, split_windows


def test_a_short_passage_is_one_window_under_its_context() -> None:
    assert split_windows(Passage("a", "giảm từ 7%/năm", "Huyện nghèo")) == ["Huyện nghèo. giảm từ 7%/năm"]


def test_every_word_of_a_long_passage_is_in_a_window() -> None:
    words = [f"w{number}" for number in range(3 * LENGTH)]
    windows = split_windows(Passage("a", " ".join(words)))
    assert {word for window in windows for word in window.split()} == set(words)
    assert windows[1].split()[0] == f"w{STEP}"
    assert all(len(window.split()) <= LENGTH for window in windows)


def test_no_window_only_repeats_the_one_before() -> None:
    for count in range(1, 3 * LENGTH):
        windows = split_windows(Passage("a", " ".join(f"w{number}" for number in range(count))))
        assert f"w{count - 1}" in windows[-1].split()
        assert all(f"w{count - 1}" not in window.split() for window in windows[:-1])


def test_a_short_first_line_stands_over_every_window() -> None:
    passage = Passage("a", "Điều 5. Hồ sơ\n\n" + "một hai " * LENGTH)
    assert all(window.startswith("Điều 5. Hồ sơ. ") for window in split_windows(passage))


def test_a_long_chain_of_headings_keeps_its_end() -> None:
    heading, body = split_heading(Passage("a", "văn bản", " ".join(map(str, range(100)))))
    assert heading.split()[-1] == "99"
    assert len(heading.split()) == HEADING
    assert body == "văn bản"


def test_an_empty_passage_is_one_empty_window() -> None:
    assert split_windows(Passage("a", "")) == [""]
