import errno
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from pathlib import Path

import pytest

from documents.errors import DocumentError
from documents.extract import Extract, Format
from documents.intake import parse, read_file, rename
from documents.library import Library, Outcome
from documents.names.identifiers import identify, slug
from documents.plan import Citation, Level
from documents.reading import Span
from documents.records import dump_plan, load_plan
from documents.storage import StorageError, Store, write_atomic

SHIPPED = {
    "tuan-giao-4669-kh-ubnd",
    "tuyen-quang-112-kh-ubnd",
    "le-thuy-kh-2017-2020",
    "so-xay-dung-kh-2021-2025",
    "lang-son-165-kh-ubnd",
}
ROOT = Path(__file__).parents[2]


def plan_text(number: int, year: int = 2022, rate: str = "5") -> str:
    return textwrap.dedent(f"""\
        ỦY BAN NHÂN DÂN
        TỈNH CAO BẰNG

        Số: {number}/KH-UBND

        Cao Bằng, ngày 05 tháng 3 năm {year}

        KẾ HOẠCH
        Tổ chức phong trào thi đua “Vì người nghèo”

        I. MỤC ĐÍCH

        1. Giảm tỷ lệ hộ nghèo {rate}%/năm trong năm {number}.

        2. Huy động cả hệ thống chính trị tham gia.
        """)


def in_process(path, progress=None):
    return read_file(path, progress)


@pytest.fixture
def write(tmp_path):
    def write(name: str, text: str) -> Path:
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_shipped_plans_are_there_before_anything_is_kept(tmp_path):
    library = Library.open(tmp_path / "none")
    assert set(library.plans) == SHIPPED
    for plan_id, plan in library.plans.items():
        assert plan.id == plan_id
        assert plan.provisions
        assert plan.reading.source == (ROOT / "documents/plans" / f"{plan_id}.txt").read_bytes().decode()


def test_a_parsed_plan_is_the_same_after_the_cache(tmp_path):
    first = dict(Library.open(tmp_path).plans)
    second = dict(Library.open(tmp_path).plans)
    assert first == second
    for plan in first.values():
        assert load_plan(dump_plan(plan), plan.reading.source) == plan


def test_a_spoiled_cache_is_parsed_again(tmp_path):
    before = dict(Library.open(tmp_path).plans)
    for path in (tmp_path / "library" / "parsed").iterdir():
        path.write_bytes(path.read_bytes()[:-40])
    assert dict(Library.open(tmp_path).plans) == before


def test_ingest_keeps_a_plan_for_the_next_opening(tmp_path, write):
    library = Library.open(tmp_path / "data")
    path = write("kế hoạch.txt", plan_text(41))
    (report,) = library.ingest([path], reader=in_process)
    assert report.outcome is Outcome.ADDED
    again = Library.open(tmp_path / "data")
    assert set(again.plans) == SHIPPED | {report.plan}
    assert again.plans[report.plan].reading.source == plan_text(41)
    assert again.plans[report.plan] == library.plans[report.plan]
    assert all(provision.plan == report.plan for provision in again.plans[report.plan].provisions)


def test_the_same_file_twice_is_one_plan(tmp_path, write):
    library = Library.open(tmp_path / "data")
    paths = [write("a.txt", plan_text(41)), write("b.txt", plan_text(41))]
    first, second = library.ingest(paths, reader=in_process)
    (third,) = Library.open(tmp_path / "data").ingest(paths[:1], reader=in_process)
    assert [r.outcome for r in (first, second, third)] == [Outcome.ADDED, Outcome.UNCHANGED, Outcome.UNCHANGED]
    assert first.plan == second.plan == third.plan


def test_a_shipped_plan_taken_in_is_unchanged(tmp_path):
    library = Library.open(tmp_path)
    (report,) = library.ingest([ROOT / "documents/plans/lang-son-165-kh-ubnd.txt"], reader=in_process)
    assert (report.outcome, report.plan) == (Outcome.UNCHANGED, "lang-son-165-kh-ubnd")


def described(library, path, issued, number="41/KH-UBND"):
    """Take a file in as a reader that knows its metadata would."""

    def read(path, progress=None):
        extract, plan = read_file(path, progress)
        return extract, replace(
            plan, number=number, place="Cao Bằng", issuer="UBND tỉnh Cao Bằng", level=Level.PROVINCE, issued=issued
        )

    (report,) = library.ingest([path], reader=read)
    return report


def test_citations_of_an_earlier_version_still_find_their_words(tmp_path, write):
    from datetime import date

    library = Library.open(tmp_path / "data")
    first = described(library, write("a.txt", plan_text(41, rate="5")), date(2022, 3, 5))
    provision = next(p for p in library.plans[first.plan].provisions if "5%" in p.text)
    cited = library.plans[first.plan].cite(provision)
    second = described(library, write("b.txt", "Bản sửa\n" + plan_text(41, rate="6,5")), date(2022, 3, 5))
    assert (first.plan, second.plan, second.outcome) == ("cao-bang-41-kh-ubnd",) * 2 + (Outcome.REPLACED,)
    again = Library.open(tmp_path / "data")
    assert "6,5%" in again.plans[first.plan].reading.source
    assert len(again.versions(first.plan)) == 2
    found = again.locate(cited)
    assert found is not None
    assert found.reading.source == plan_text(41, rate="5")
    newest = again.plans[first.plan]
    now = newest.cite(next(p for p in newest.provisions if "6,5%" in p.text))
    assert again.locate(now) == newest
    assert again.locate(Citation(first.plan, None, "", "", "không có", Span(0, 5))) is None


def test_the_same_number_of_another_year_is_another_plan(tmp_path, write):
    from datetime import date

    library = Library.open(tmp_path / "data")
    first = described(library, write("a.txt", plan_text(41, 2022)), date(2022, 3, 5))
    second = described(library, write("b.txt", plan_text(41, 2023)), date(2023, 3, 5))
    again = described(library, write("c.txt", plan_text(41, 2023) + "\n"), date(2023, 3, 5))
    assert first.plan == "cao-bang-41-kh-ubnd"
    assert (second.plan, second.outcome) == ("cao-bang-41-kh-ubnd-2023", Outcome.ADDED)
    assert (again.plan, again.outcome) == (second.plan, Outcome.REPLACED)


def test_plans_without_a_number_are_told_apart_by_their_titles(tmp_path, write):
    library = Library.open(tmp_path / "data")
    titles = ["KẾ HOẠCH Giảm nghèo bền vững", "KẾ HOẠCH Phòng chống thiên tai", "KÉ HOẠCH Giảm nghèo bền vững"]

    def take_in(title):
        def read(path, progress=None):
            extract, plan = read_file(path, progress)
            return extract, replace(
                plan,
                title=title,
                number=None,
                issuer="UBND huyện Lệ Thủy",
                place="Lệ Thủy",
                level=Level.DISTRICT,
                issued=None,
                period=(2021, 2025),
            )

        return library.ingest([write("a.txt", f"{title}\n\nI. Mục đích")], reader=read)[0]

    first, other, again = map(take_in, titles)
    assert first.plan.startswith("le-thuy-")
    assert again == replace(again, outcome=Outcome.REPLACED, plan=first.plan)
    assert (other.outcome, other.plan != first.plan) == (Outcome.ADDED, True)


def test_remove_and_bring_back(tmp_path, write):
    library = Library.open(tmp_path / "data")
    (report,) = library.ingest([write("a.txt", plan_text(41))], reader=in_process)
    library.remove(report.plan)
    library.remove("lang-son-165-kh-ubnd")
    assert set(library.plans) == set(Library.open(tmp_path / "data").plans) == SHIPPED - {"lang-son-165-kh-ubnd"}
    assert not list((tmp_path / "data/library/objects").iterdir())
    with pytest.raises(KeyError):
        library.plans[report.plan]
    with pytest.raises(DocumentError, match="planbot plans"):
        library.remove("khong-co")
    (back,) = library.ingest([ROOT / "documents/plans/lang-son-165-kh-ubnd.txt"], reader=in_process)
    assert (back.outcome, back.plan) == (Outcome.ADDED, "lang-son-165-kh-ubnd")
    assert set(Library.open(tmp_path / "data").plans) == SHIPPED


def test_one_damaged_file_stops_nothing(tmp_path, write):
    library = Library.open(tmp_path / "data")
    good = [write(f"{n}.txt", plan_text(n)) for n in (41, 42)]
    bad = tmp_path / "in" / "bad.txt"
    bad.write_bytes(b"")
    missing = tmp_path / "in" / "missing.txt"

    def read(path, progress=None):
        if path == bad:
            raise DocumentError("Tệp rỗng.")
        return read_file(path, progress)

    reports = library.ingest([good[0], bad, missing, Path("/dev/null"), good[1]], reader=read)
    assert [r.outcome for r in reports] == [Outcome.ADDED, *[Outcome.FAILED] * 3, Outcome.ADDED]
    assert all(r.message for r in reports if r.outcome is Outcome.FAILED)
    assert len(library.plans) == len(SHIPPED) + 2


def test_breaking_off_keeps_what_was_whole(tmp_path, write):
    library = Library.open(tmp_path / "data")

    def read(path, progress=None):
        if path.name == "2.txt":
            raise KeyboardInterrupt
        return read_file(path, progress)

    with pytest.raises(KeyboardInterrupt):
        library.ingest([write(f"{n}.txt", plan_text(n)) for n in (1, 2, 3)], reader=read)
    assert len(library.plans) == len(Library.open(tmp_path / "data").plans) == len(SHIPPED) + 1


INGEST = """
import sys
from pathlib import Path
from documents.intake import read_file
from documents.library import Library
def read(path, progress=None):
    found = read_file(path)
    print("read", flush=True)
    return found
Library.open(Path(sys.argv[1])).ingest([Path(p) for p in sys.argv[2:]], reader=read)
"""


def test_kill_at_any_moment_leaves_the_last_good_library(tmp_path, write):
    """Real kills of a process that takes files in; each plan is there whole or not at all."""
    paths = [write(f"{n}.txt", plan_text(n)) for n in range(1, 41)]
    texts = {path.read_text(encoding="utf-8") for path in paths}
    data = tmp_path / "data"
    chance = random.Random(7)
    counts = []
    for _ in range(12):
        process = subprocess.Popen(
            [sys.executable, "-c", INGEST, str(data), *map(str, paths)], cwd=ROOT, stdout=subprocess.PIPE
        )
        for _ in range(chance.randint(1, 5)):
            process.stdout.readline()
        time.sleep(chance.uniform(0, 0.03))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        library = Library.open(data)
        taken_in = [plan for plan_id, plan in library.plans.items() if plan_id not in SHIPPED]
        assert {plan.reading.source for plan in taken_in} <= texts
        counts.append(len(taken_in))
    assert counts == sorted(counts)
    assert counts[-1] > 0
    library = Library.open(data)
    library.ingest(paths, reader=in_process)
    assert len(library.plans) == len(SHIPPED) + len(paths)
    left = {path.name for path in (data / "library/objects").iterdir()}
    assert not [name for name in left if name.endswith(".tmp")]


FULL = """
import resource, signal, sys
from pathlib import Path
from documents.intake import read_file
from documents.library import Library
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
for report in Library.open(Path(sys.argv[2])).ingest([Path(sys.argv[3])], reader=read_file):
    print(report.outcome, report.message)
"""


def test_a_disk_that_takes_no_more_leaves_the_library_as_it_was(tmp_path, write):
    data = tmp_path / "data"
    Library.open(data).ingest([write("a.txt", plan_text(41))], reader=in_process)
    before = {path: path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file()}
    path = write("b.txt", plan_text(42) + "Nội dung dài. " * 200)
    for limit in ("100", "1500"):
        done = subprocess.run(
            [sys.executable, "-c", FULL, limit, str(data), str(path)], cwd=ROOT, capture_output=True, text=True
        )
        assert "failed Ổ đĩa đã đầy" in done.stdout, done.stderr
        assert all(p.read_bytes() == kept for p, kept in before.items())
        assert len(Library.open(data).plans) == len(SHIPPED) + 1


def test_two_processes_at_once_lose_nothing(tmp_path, write):
    halves = [[write(f"{n}.txt", plan_text(n)) for n in range(start, 30, 2)] for start in (1, 2)]
    data = tmp_path / "data"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", INGEST, str(data), *map(str, half)], cwd=ROOT, stdout=subprocess.DEVNULL
        )
        for half in halves
    ]
    assert [process.wait(timeout=60) for process in running] == [0, 0]
    assert len(Library.open(data).plans) == len(SHIPPED) + sum(map(len, halves))


def test_a_spoiled_manifest_gives_way_to_the_one_before(tmp_path):
    store = Store(tmp_path)
    for number in (1, 2):
        with store.transaction() as transaction:
            transaction.manifest = {"number": number}
    newest = max((tmp_path / "manifests").iterdir())
    newest.write_bytes(newest.read_bytes()[:-2])
    assert Store(tmp_path).manifest() == {"number": 1}
    (tmp_path / "CURRENT").unlink()
    assert Store(tmp_path).manifest() == {"number": 1}
    with Store(tmp_path).transaction() as transaction:
        transaction.manifest = {"number": 3}
    assert Store(tmp_path).manifest() == {"number": 3}


def test_an_error_in_a_transaction_changes_nothing(tmp_path):
    store = Store(tmp_path)

    def fail():
        with store.transaction() as transaction:
            transaction.manifest = {"number": 1}
            raise ValueError("broken off")

    with pytest.raises(ValueError, match="broken off"):
        fail()
    assert store.manifest() == {}


def test_an_object_is_verified_when_it_is_read(tmp_path):
    store = Store(tmp_path)
    with store.transaction() as transaction:
        name = transaction.put(b"Ke hoach")
        transaction.manifest = {"object": name}
    (tmp_path / "objects" / name).write_bytes(b"Ke hoaxh")
    with pytest.raises(StorageError, match="bị hỏng"):
        store.get(name)


def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(tmp_path, monkeypatch):
    path = tmp_path / "file"
    write_atomic(path, b"old")

    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="đầy"):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_plan_added_to_many_costs_that_plan(tmp_path, write):
    library = Library.open(tmp_path / "data")
    plan = parse(plan_text(1), "x")

    def read(path, progress=None):
        text = path.read_text(encoding="utf-8")
        return Extract(text, Format.TEXT), replace(rename(plan, ""), number=path.stem, reading=type(plan.reading)(text))

    def seconds(first, last):
        paths = [write(f"{n}-KH.txt", plan_text(n)) for n in range(first, last)]
        started = time.process_time()
        assert all(r.outcome is Outcome.ADDED for r in library.ingest(paths, reader=read))
        return (time.process_time() - started) / (last - first)

    few = seconds(0, 20)
    seconds(20, 200)
    assert seconds(200, 220) < 2 * few + 0.02


def test_ids_are_slugs_of_issuer_and_number():
    plan = parse(plan_text(41), "")
    named = replace(plan, number="112/KH-UBND", issuer="UBND tỉnh Đắk Lắk", place="Đắk Lắk", level=Level.PROVINCE)
    assert identify(named, "0" * 64) == "dak-lak-112-kh-ubnd"
    office = replace(named, issuer="Sở Xây dựng", level=Level.DEPARTMENT, place=None)
    assert identify(office, "0" * 64) == "so-xay-dung-112-kh-ubnd"
    local = replace(office, place="Thái Nguyên")
    assert identify(local, "0" * 64) == "so-xay-dung-thai-nguyen-112-kh-ubnd"
    unnumbered = replace(office, number=None, title="KẾ HOẠCH Triển khai", period=(2021, 2025))
    assert identify(unnumbered, "0" * 64) == "so-xay-dung-kh-2021-2025"
    nothing = replace(unnumbered, issuer="", period=None, title="")
    assert identify(nothing, "abcdef0123" + "0" * 54) == "van-ban-abcdef01"
    assert identify(named, "0" * 64, "mttq-dak-lak-112-kh-mttq") == "mttq-dak-lak-112-kh-mttq"
    for scanned in ("scan-0001", "Ke hoach 112-KH-UBND", "112-kh"):
        assert identify(named, "0" * 64, scanned) == "dak-lak-112-kh-ubnd"
    assert slug("../../x Đường số 5") == "x-duong-so-5"
