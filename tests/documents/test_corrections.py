from datetime import date
from pathlib import Path

import pytest

from documents.corrections import check, correct
from documents.errors import DocumentError
from documents.library import Library, Outcome

TEXT = Path(__file__).parents[2] / "evaluation/plans/dak-lak-58-kh-ubnd.txt"


def test_a_corrected_plan_is_kept_as_corrected(tmp_path):
    scan = tmp_path / "quet.txt"
    scan.write_bytes(TEXT.read_bytes())
    [report] = Library.open(tmp_path).ingest([scan], corrections={"number": "59/KH-UBND", "issued": "21/3/2026"})
    assert report.outcome is Outcome.ADDED
    assert report.plan == "dak-lak-59-kh-ubnd"
    for library in (Library.open(tmp_path), Library.open(tmp_path)):
        plan = library[report.plan]
        assert (plan.number, plan.issued, plan.place) == ("59/KH-UBND", date(2026, 3, 21), "Đắk Lắk")


def test_correcting_what_is_there_changes_what_is_read_of_it(tmp_path):
    library = Library.open(tmp_path)
    [first] = library.ingest([TEXT])
    key = library.key(first.plan)
    [again] = library.ingest([TEXT], corrections={"period": "2026-2031"})
    assert again.plan == first.plan
    assert library[first.plan].period == (2026, 2031)
    assert library.key(first.plan) != key


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("number", "58"),
        ("issued", "31/2/2026"),
        ("issued", "hôm qua"),
        ("period", "2030-2026"),
        ("place", ""),
        ("issuer", "x" * 200),
    ],
)
def test_what_cannot_be_says_how_to_write_it(field, text):
    with pytest.raises(DocumentError, match=r"ghi như|Hãy gõ"):
        check(field, text)


def test_fields_are_read_as_people_write_them(tmp_path):
    plan = Library.open(tmp_path)["tuyen-quang-112-kh-ubnd"]
    given = {"issued": "01-02-2018", "period": "2019", "place": " Hà  Giang ", "issuer": "UBND tỉnh Hà Giang"}
    new = correct(plan, given)
    assert (new.issued, new.period, new.place) == (date(2018, 2, 1), (2019, 2019), "Hà Giang")
    assert correct(plan, {}) == plan
