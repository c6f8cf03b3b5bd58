"""The library on the command line: how a file is read, plans in, plans out, and the list of them."""

# ruff: noqa: T201
from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.assistant import open_assistant

if TYPE_CHECKING:
    from argparse import Namespace

    from documents.library import Ingestion


def read(options: Namespace) -> int:
    """Show how a file is read; nothing is changed."""
    from documents.read import as_json
    from documents.sandbox import Sandbox

    with Sandbox() as sandbox:
        _, plan = sandbox.read(options.file, _progress)
    if options.json:
        print(json.dumps(as_json(plan), ensure_ascii=False))
        return 0
    unknown = "không nêu"
    print(plan.title)
    print(f"Số: {plan.number or unknown} · Ngày: {plan.issued.strftime('%d/%m/%Y') if plan.issued else unknown}")
    print(f"Cơ quan ban hành: {plan.issuer or unknown} · Địa bàn: {plan.place or unknown}")
    print(f"Giai đoạn: {'-'.join(map(str, plan.period)) if plan.period else unknown}")
    if plan.damaged:
        print("Bản quét bị hỏng chữ: phần dưới là chữ đã khôi phục.")
    for provision in plan.provisions:
        print(f"\n[{provision.path}] {provision.text}")
    return 0


def ingest(options: Namespace) -> int:
    """Add plans to the library; a file that cannot be read is named with the reason, the rest go in."""
    from documents.library import Library, Outcome

    said = {Outcome.ADDED: "đã thêm", Outcome.REPLACED: "đã thay bản cũ", Outcome.UNCHANGED: "đã có sẵn"}
    reports = Library.open(options.data).ingest(options.files, _progress)
    for report in reports:
        if report.outcome is Outcome.FAILED:
            print(f"✗ {report.path.name}: {report.message}", file=sys.stderr)
        else:
            print(f"✓ {report.path.name} → {report.plan} ({said[report.outcome]}{_drafted(options.data, report)})")
    open_assistant(options.data)
    return 1 if any(report.outcome is Outcome.FAILED for report in reports) else 0


def _drafted(data: Path, report: Ingestion) -> str:
    """How many criteria were read out of a plan that is new, for people to review."""
    from bot.checking import draft
    from documents.library import Outcome

    if report.outcome is Outcome.UNCHANGED or report.plan is None:
        return ""
    count = len(draft(data, report.plan).criteria)
    return f"; đọc được {count} tiêu chí, duyệt bằng: planbot criteria review {report.plan}" if count else ""


def _progress(path: Path, done: int, total: int) -> None:
    """A bar on standard error while a long file is read, where a person watches."""
    if total > 1 and sys.stderr.isatty():
        filled = 30 * done // total
        end = "\n" if done >= total else ""
        bar = "█" * filled + "·" * (30 - filled)
        print(f"\r{path.name} [{bar}] {done}/{total} trang", end=end, file=sys.stderr, flush=True)


def show(options: Namespace) -> int:
    """List the library."""
    from documents.library import Library
    from documents.read import as_json

    for plan in Library.open(options.data).plans.values():
        if options.json:
            described = as_json(plan)
            print(
                json.dumps({k: v for k, v in described.items() if k not in ("text", "provisions")}, ensure_ascii=False)
            )
        else:
            period = "-".join(map(str, plan.period)) if plan.period else "không nêu giai đoạn"
            print(f"{plan.id:32} {plan.number or '(không số)':16} {plan.issuer} · {period}")
    return 0


def remove(options: Namespace) -> int:
    """Take a plan out of the library."""
    from documents.library import Library

    Library.open(options.data).remove(options.plan)
    open_assistant(options.data)
    print(f"Đã bỏ {options.plan} khỏi thư viện.")
    return 0
