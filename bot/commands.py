"""What each command of the command line does: parse, hand on, print."""

# Rooms are imported inside the commands that use them, so that each starts as fast as it can.
# ruff: noqa: T201
from __future__ import annotations

import json
import logging
import secrets
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.errors import BotError, UsageError
from bot.settings import settings
from documents.errors import PlanbotError

if TYPE_CHECKING:
    from argparse import Namespace

    from documents.library import Ingestion
    from documents.plan import Plan
    from retrieval.assistant import Assistant

log = logging.getLogger(__name__)


def run(options: Namespace) -> int:
    """Run the command that was parsed. Returns the exit status."""
    options.data = options.data or settings().data
    try:
        return COMMANDS[options.command](options)
    except UsageError as error:
        print(error, file=sys.stderr)
        return 2
    except PlanbotError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        raise
    except Exception:
        number = secrets.token_hex(3)
        log.exception("error %s", number)
        print(
            f"Có lỗi ngoài dự kiến (mã {number}). Xin thử lại; nếu vẫn lỗi, gửi mã này cho người quản trị.",
            file=sys.stderr,
        )
        return 1


def objects(path: Path) -> Iterator[tuple[dict[str, Any] | None, str]]:
    """Each line of a JSON Lines file that is not blank: the object, or None and what is wrong with it."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise BotError(f"Không mở được tệp {path}: kiểm tra lại tên tệp và quyền đọc.") from error
    for line in lines:
        if not line.strip():
            continue
        try:
            value = json.loads(line.decode("utf-8-sig"))
        except ValueError:
            yield None, "dòng không phải JSON"
            continue
        yield (value, "") if isinstance(value, dict) else (None, "dòng không phải một đối tượng JSON")


def batch(path: Path, work: Callable[[dict[str, Any]], dict[str, Any]]) -> int:
    """Print one line for each line read, in order; a line that cannot be worked says why and stops nothing."""
    for item, wrong in objects(path):
        result: dict[str, Any]
        if item is None:
            result = {"id": None, "error": wrong}
        else:
            try:
                result = work(item)
            except (PlanbotError, ValueError, TypeError, KeyError) as error:
                log.info("line %s failed", item.get("id"), exc_info=True)
                result = {"id": item.get("id"), "error": str(error) or "dòng không đọc được"}
        print(json.dumps(result, ensure_ascii=False), flush=True)
    return 0


def open_assistant(data: Path, base: Mapping[str, Plan] | None = None) -> Assistant:
    """The assistant over the library of a data folder, with a language model where one is set.

    With `base`, over those plans and what was taken into the folder besides.
    """
    from retrieval.assistant import Assistant

    assistant = Assistant.open(data, encoder=settings().encoder) if base is None else _beside(base, data)
    if not settings().llm:
        return assistant
    from bot.checking import open_store
    from retrieval.worded import WordedAssistant
    from retrieval.wording import Wording, load_model

    seconds = settings().llm_seconds
    wording = Wording(load_model(settings().llm or "", seconds), seconds)
    return WordedAssistant(assistant, wording, lambda: open_store(data).rulebooks())


def _beside(base: Mapping[str, Plan], data: Path) -> Assistant:
    from documents.library import Library
    from retrieval.assistant import Assistant
    from retrieval.corpus import Corpus
    from retrieval.similarity import IndexSimilarity

    library, encoder = Library.open(data), settings().encoder
    plans = {**base, **{name: library[name] for name in library if library.original(name)}}
    return Assistant(
        plans, Corpus.build(plans, lambda passages: IndexSimilarity.open(passages, data / "index", encoder))
    )


def ask(options: Namespace) -> int:
    """Answer one question, or a file of them."""
    from retrieval.rendering import plain_text

    if bool(options.batch) == bool(options.question):
        raise UsageError('Hãy gõ câu hỏi: planbot ask "câu hỏi", hoặc cho tệp câu hỏi: planbot ask --batch TỆP.')
    assistant = open_assistant(options.data)
    place = options.place or settings().place

    def answer(item: dict[str, Any]) -> dict[str, Any]:
        question = item.get("question")
        if not isinstance(question, str):
            raise UsageError("thiếu «question» hoặc «question» không phải chuỗi ký tự")
        start = time.perf_counter()
        said = assistant.ask(question, item.get("history") or (), place=item.get("place") or place)
        milliseconds = (time.perf_counter() - start) * 1000
        return {
            "id": item.get("id"),
            "outcome": said.outcome,
            "text": plain_text(said),
            "citations": [citation.as_json() for citation in said.citations],
            "options": [{"label": option.label, "question": option.question} for option in said.options],
            "ms": round(milliseconds, 1),
        }

    if options.batch:
        return batch(options.batch, answer)
    question = " ".join(options.question)
    if options.json:
        print(json.dumps(answer({"id": None, "question": question}), ensure_ascii=False))
    else:
        print(plain_text(assistant.ask(question, (), place=place)))
    return 0


def check(options: Namespace) -> int:
    """Judge a unit's figures by the criteria: one line, a file, a workbook, or a guided form."""
    from bot import checking

    return checking.run(options)


def criteria(options: Namespace) -> int:
    """Show, review or export criteria."""
    from bot import checking

    return checking.criteria(options)


def read(options: Namespace) -> int:
    """Show how a file is read; nothing is changed."""
    from documents.read import as_json
    from documents.sandbox import Sandbox

    with Sandbox() as sandbox:
        _, plan = sandbox.read(options.file, progress)
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
    reports = Library.open(options.data).ingest(options.files, progress)
    for report in reports:
        if report.outcome is Outcome.FAILED:
            print(f"✗ {report.path.name}: {report.message}", file=sys.stderr)
        else:
            print(f"✓ {report.path.name} → {report.plan} ({said[report.outcome]}{drafted(options.data, report)})")
    open_assistant(options.data)
    return 1 if any(report.outcome is Outcome.FAILED for report in reports) else 0


def drafted(data: Path, report: Ingestion) -> str:
    """How many criteria were read out of a plan that is new, for people to review."""
    from bot.checking import draft
    from documents.library import Outcome

    if report.outcome is Outcome.UNCHANGED or report.plan is None:
        return ""
    count = len(draft(data, report.plan).criteria)
    return f"; đọc được {count} tiêu chí, duyệt bằng: planbot criteria review {report.plan}" if count else ""


def progress(path: Path, done: int, total: int) -> None:
    """A bar on standard error while a long file is read, where a person watches."""
    if total > 1 and sys.stderr.isatty():
        filled = 30 * done // total
        end = "\n" if done >= total else ""
        bar = "█" * filled + "·" * (30 - filled)
        print(f"\r{path.name} [{bar}] {done}/{total} trang", end=end, file=sys.stderr, flush=True)


def plans(options: Namespace) -> int:
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


def search(options: Namespace) -> int:
    """Print the passages found for each question of a file."""
    from evaluation.search import run as search_passages

    if options.top < 1:
        raise UsageError("--top phải từ 1 trở lên.")
    search_passages(options.passages, options.questions, options.top, sys.stdout)
    return 0


def brief(options: Namespace) -> int:
    """Write a briefing."""
    from bot import briefing

    return briefing.run(options)


def evaluate(options: Namespace) -> int:
    """Print the project's own figures."""
    from evaluation.report import run as report

    print(report(kept=options.kept))
    return 0


def feedback(options: Namespace) -> int:
    """List what users said of answers, or turn one into a gold question."""
    from bot import feedback as given

    return given.run(options)


def telegram(options: Namespace) -> int:
    """Run the Telegram bot."""
    from bot.telegram import run as run_bot

    token = settings().telegram_token
    if token is None:
        raise UsageError("Chưa có mã bot: đặt TELEGRAM_BOT_TOKEN (lấy từ @BotFather) rồi chạy lại.")
    return run_bot(open_assistant, options.data, token.get_secret_value())


def start(options: Namespace) -> int:
    """Run the bot where a token is set, else chat here, else answer the lines on standard input."""
    if settings().telegram_token:
        return telegram(options)
    from bot.terminal import answer_lines, chat

    assistant = open_assistant(options.data)
    if sys.stdin.isatty():
        return chat(assistant, place=settings().place, data=options.data)
    return answer_lines(assistant, lines(sys.stdin), place=settings().place)


def lines(stream: Iterable[str]) -> Iterator[str]:
    """The lines that hold something."""
    return (line.strip() for line in stream if line.strip())


COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "run": start,
    "ask": ask,
    "check": check,
    "criteria": criteria,
    "read": read,
    "ingest": ingest,
    "plans": plans,
    "remove": remove,
    "search": search,
    "brief": brief,
    "eval": evaluate,
    "feedback": feedback,
    "bot": telegram,
}
