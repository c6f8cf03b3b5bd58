"""The checks' face on the command line: one line, a file, a workbook, a guided form, and the review of criteria."""

# ruff: noqa: T201
from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import BotError, UsageError

if TYPE_CHECKING:
    from argparse import Namespace

    from criteria.check import CheckResult
    from criteria.form import Form
    from criteria.model import Criterion, Rulebook
    from criteria.store import Store


def open_store(data: Path) -> Store:
    """The rulebooks of a data folder, held to the sources of its library."""
    from criteria.store import Store
    from documents.library import Library

    plans = Library.open(data).plans
    return Store(data / "criteria", lambda plan: plans[plan].reading.source if plan in plans else None)


def run(options: Namespace) -> int:
    """Judge figures in the way the options ask for."""
    store = open_store(options.data)
    if options.batch:
        return _batch(options.batch, store)
    if options.template:
        return _template(options, store)
    if options.workbook:
        return _workbook(options, store)
    return _lead(" ".join(options.line), options, store.rulebooks())


def _batch(path: Path, store: Store) -> int:
    from criteria.batch import run_batch

    try:
        lines = path.read_text("utf-8-sig", errors="replace").splitlines()
    except OSError as error:
        raise BotError(f"Không mở được tệp {path}: kiểm tra lại tên tệp và quyền đọc.") from error
    for line in run_batch(lines, store.rulebooks()):
        print(line, flush=True)
    return 0


def _template(options: Namespace, store: Store) -> int:
    from criteria.locality import find_rulebooks
    from criteria.units import parse_kind
    from criteria.workbook import write_template

    kind = parse_kind(options.kind)
    books = find_rulebooks(options.place or "", store.rulebooks()) if options.place else ()
    if kind is None or not books:
        known = ", ".join(dict.fromkeys(book.place or book.issuer for book in store.rulebooks()))
        raise UsageError(f"Mẫu cần --kind (xa, thon, huyen …) và --place (một trong: {known}).")
    print(f"Đã tạo mẫu {write_template(options.template, books[0], kind)}: điền rồi chạy planbot check --workbook.")
    return 0


def _workbook(options: Namespace, store: Store) -> int:
    from criteria.units import parse_kind
    from criteria.workbook import check_table

    out = options.out or options.workbook.with_name(f"{options.workbook.stem}-ket-qua.xlsx")
    sheet = check_table(options.workbook, out, store.rulebooks(), parse_kind(options.kind), options.place)
    for problem in sheet.all_problems:
        print(f"{problem.address}: {problem.text}", file=sys.stderr)
    print(f"Đã đối chiếu {len(sheet.lines)} dòng, kết quả ở {out}")
    return 0


def _lead(line: str, options: Namespace, books: Sequence[Rulebook]) -> int:
    """One check: what the line says, and what is missing asked one question at a time where a person is there."""
    from criteria.form import Form

    form = Form.start(books, line)
    if sys.stdin.isatty() and not options.json:
        form = _ask(form)
    if "kind" not in form.unit:
        raise UsageError("Hãy gõ loại đơn vị, địa bàn và số liệu: planbot check xã kv3 Tuyên Quang 2015 50 2016 43 …")
    result = _what_if(form, options.set, books)
    print(_shown(result, books, as_json=options.json))
    return 0


def _what_if(form: Form, settings: Sequence[str], books: Sequence[Rulebook]) -> CheckResult:
    from criteria.check import check
    from criteria.conversation import apply_settings

    return check(dict(form.unit), apply_settings(form.given, settings), books) if settings else form.check()


def _shown(result: CheckResult, books: Sequence[Rulebook], *, as_json: bool) -> str:
    from criteria.batch import as_json as json_form
    from criteria.batch import places
    from criteria.explanation import explain

    if as_json:
        return json.dumps({"id": None, **json_form(result, books)}, ensure_ascii=False)
    return explain(result, places(books), long=True)


def _ask(form: Form) -> Form:
    """Lead a person through what is missing; every answer can be taken back, skipped, or given many in a line."""
    from criteria.errors import FigureError

    print("Trả lời từng câu; «bỏ qua» nếu chưa có số liệu, «quay lại» để sửa, «xong» để xem kết quả ngay.\n")
    while (question := form.question) is not None:
        choices = "".join(f"\n  {number}. {choice.label}" for number, choice in enumerate(question.choices, 1))
        hint = f" ({question.hint})" if question.hint else ""
        print(f"{question.text}{hint}{choices}")
        try:
            typed = input("> ").strip()
        except EOFError:
            break
        if typed.casefold() in {"xong", "hết", "het"}:
            break
        if typed.isdigit() and 1 <= int(typed) <= len(question.choices):
            typed = question.choices[int(typed) - 1].value
        try:
            form = form.reply(typed or "bỏ qua")
        except FigureError as error:
            print(f"⚠ {error}")
    print()
    return form


def criteria(options: Namespace) -> int:
    """Show, draft, review or export criteria."""
    if options.action == "schema":
        from criteria.model import Rulebook

        print(json.dumps(Rulebook.model_json_schema(), ensure_ascii=False, indent=2))
        return 0
    if options.action == "standards":
        return _standards(options.plan)
    store = open_store(options.data)
    if options.plan is None:
        raise UsageError(f"Hãy nêu mã kế hoạch: planbot criteria {options.action} MÃ (xem planbot plans).")
    if options.action == "draft":
        book = draft(options.data, options.plan)
        print(f"Đã đọc {len(book.criteria)} tiêu chí; duyệt bằng planbot criteria review {options.plan}")
        return 0
    from criteria.review import describe

    book = store.rulebook(options.plan)
    if options.action == "list":
        print("\n\n".join(describe(rule) for rule in book.criteria))
        return 0
    return _review(store, book, approve_all=options.approve_all)


def _standards(year: str | None) -> int:
    """The poverty standards of households, with their laws: a source of their own, no part of any plan."""
    from criteria.standards import household_standards

    if year is not None and not year.isdigit():
        raise UsageError("Hãy ghi năm bằng số, ví dụ: planbot criteria standards 2024.")
    found = [s for s in household_standards() if year is None or s.years[0] <= int(year) <= s.years[1]]
    if not found:
        raise BotError(f"Chưa có chuẩn nghèo của năm {year}: hỏi Phòng Kinh tế hoặc Sở Nông nghiệp và Môi trường.")
    print("Chuẩn nghèo theo quy định chung, không thuộc kế hoạch nào trong thư viện:\n")
    print("\n\n".join(standard.describe() for standard in found))
    return 0


def draft(data: Path, plan_id: str) -> Rulebook:
    """Extract the criteria of a plan, keeping what was reviewed before. Returns the rulebook as it was saved."""
    from criteria.errors import CriteriaError
    from criteria.extraction import extract_criteria
    from criteria.review import merge_drafts
    from documents.library import Library

    plans = Library.open(data).plans
    if plan_id not in plans:
        raise UsageError(f"Không có kế hoạch {plan_id} trong thư viện. Đang có: {', '.join(plans)}.")
    store, book = open_store(data), extract_criteria(plans[plan_id])
    with suppress(CriteriaError):
        book = merge_drafts(store.rulebook(plan_id), book)
    store.save(book)
    return book


def _review(store: Store, book: Rulebook, *, approve_all: bool) -> int:
    """Show each draft, quote beside reading, and take the reviewer's decision; each is saved at once."""
    from criteria.review import describe, drafts

    waiting = list(drafts(book))
    if not waiting:
        print(f"Không còn tiêu chí nào của {book.plan} chờ duyệt.")
        return 0
    if not (approve_all or sys.stdin.isatty()):
        raise UsageError("Duyệt cần người ngồi trước máy; hoặc thêm --all nếu đã xem hết bằng planbot criteria list.")
    for number, rule in enumerate(waiting, 1):
        print(f"\n({number}/{len(waiting)}) {describe(rule)}")
        decided = _decide(book, rule, "d" if approve_all else None)
        if decided is None:
            break
        book = decided
        store.save(book)
    left = len(list(drafts(book)))
    print(f"\nĐã lưu. Còn {left} tiêu chí chờ duyệt.")
    return 0


def _decide(book: Rulebook, rule: Criterion, given: str | None) -> Rulebook | None:
    """The rulebook after one decision; None to stop."""
    from criteria.errors import CriteriaError
    from criteria.review import approve, edit, reject

    who, today = getpass.getuser(), date.today()
    while True:
        try:
            word = given or input("[d]uyệt, [b]ác, [s]ửa, [q]ua, [t]hôi > ").strip().casefold()[:1]
            match word:
                case "d":
                    return approve(book, rule.id, who, today)
                case "b":
                    return reject(book, rule.id, who, today, input("Vì sao? > ").strip() or None)
                case "s":
                    book = edit(book, rule.id, json.loads(input('Sửa (JSON, ví dụ {"title": "…"}) > ')))
                    print("Đã sửa; duyệt để dùng.")
                case "q":
                    return book
                case "t":
                    return None
        except EOFError:
            return None
        except (CriteriaError, ValueError) as error:
            print(f"⚠ {error}")
            given = None
