"""The project's own figures: gold questions asked, judged and set beside two baselines, as a text to read."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from documents.library import Library
from documents.plan import Plan
from documents.syllables import fold
from evaluation.baselines import Baseline, Bm25, Tutorial, reply
from evaluation.errors import EvaluationError
from evaluation.gold import GOLD, PLANS, Question, questions
from evaluation.metrics import Judgement, Tally, figures, judge_all
from evaluation.replies import Reply, ask_all, misplaced_quotes, unfounded_numbers
from retrieval.assistant import Assistant


@dataclass(frozen=True, slots=True)
class GoldSet:
    """A gold file. `plans` is a folder of plans it is also about, `kept` where nobody tunes on it."""

    name: str
    words: str
    plans: Path | None = None
    kept: bool = False
    folder: Path = GOLD

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / f"{self.name}.jsonl"


def _more(name: str) -> Path:
    return PLANS.with_name(f"{PLANS.name}.{name}")


SETS = (
    GoldSet("shared", "năm kế hoạch, bộ chung"),
    GoldSet("dev", "năm kế hoạch, bộ phát triển"),
    GoldSet("further", "các kế hoạch khác", plans=PLANS),
    GoldSet("newer", "các kế hoạch khác nữa", plans=_more("newer")),
    GoldSet("latest", "sáu kế hoạch mới hơn", plans=_more("latest")),
    GoldSet("later", "sáu kế hoạch mới nữa", plans=_more("later")),
    GoldSet("last", "sáu kế hoạch mới nhất", plans=_more("last")),
    GoldSet("other", "sáu kế hoạch kiểu khác", plans=_more("other")),
    GoldSet("more", "bốn kế hoạch kiểu khác", plans=_more("more")),
    GoldSet("real", "tám kế hoạch như thật", plans=_more("real")),
    GoldSet("recent", "tám kế hoạch như thật nữa", plans=_more("recent")),
    GoldSet("field", "mười kế hoạch như thật sau cùng", plans=_more("field")),
    GoldSet("fresh", "tám kế hoạch như thật mới", plans=_more("fresh")),
    GoldSet("alike", "mười kế hoạch như năm kế hoạch", plans=_more("alike")),
    GoldSet("kindred", "mười kế hoạch như năm kế hoạch nữa", plans=_more("kindred")),
    GoldSet("akin", "tám kế hoạch như năm kế hoạch nữa", plans=_more("akin")),
    GoldSet("sibling", "mười kế hoạch như năm kế hoạch sau đó", plans=_more("sibling")),
    GoldSet("cousin", "mười kế hoạch như năm kế hoạch sau nữa", plans=_more("cousin")),
    GoldSet("cognate", "mười tám kế hoạch như năm kế hoạch, sau cùng", plans=_more("cognate")),
    GoldSet("silence", "năm kế hoạch, điều không nêu"),
    GoldSet("silence.further", "các kế hoạch khác, điều không nêu", plans=PLANS),
    GoldSet("kept", "năm kế hoạch, bộ để riêng", kept=True),
    GoldSet("kept.further", "hai kế hoạch khác, bộ để riêng", plans=_more("kept"), kept=True),
    GoldSet("kept.field", "năm kế hoạch và hai kế hoạch như thật, bộ để riêng", plans=_more("kept.field"), kept=True),
    GoldSet("kept.alike", "năm kế hoạch và bốn kế hoạch như chúng, bộ để riêng", plans=_more("kept.alike"), kept=True),
)
COLUMNS = (
    ("questions", "câu"),
    ("passed_%", "đạt %"),
    ("citation_recall_%", "dẫn đủ %"),
    ("citation_precision_%", "dẫn đúng %"),
    ("refused_when_it_should_%", "từ chối đúng %"),
    ("refused_when_it_should_not_%", "từ chối nhầm %"),
    ("says_what_it_must_not", "nói điều cấm"),
    ("ms_p50", "p50 ms"),
    ("ms_p95", "p95 ms"),
)


@dataclass(frozen=True)
class Outcome:
    """What the assistant made of one gold set, with accents and without."""

    gold: GoldSet
    replies: tuple[Reply, ...]
    judged: tuple[Judgement, ...]
    unaccented: tuple[Judgement, ...]
    baselines: Mapping[str, tuple[Judgement, ...]]
    plans: Mapping[str, Plan]

    @property
    def misplaced(self) -> Tally:
        """How many citations quote what stands at their span."""
        citations = sum(len(reply.answer.citations) for reply in self.replies)
        return Tally(citations - sum(len(misplaced_quotes(reply, self.plans)) for reply in self.replies), citations)

    @property
    def unfounded(self) -> list[tuple[str, set[str]]]:
        """The questions whose answers say a number that stands nowhere, with those numbers."""
        found = ((reply.question.id, unfounded_numbers(reply, self.plans)) for reply in self.replies)
        return [(name, numbers) for name, numbers in found if numbers]


def run(
    *,
    kept: bool = False,
    show: bool = False,
    baselines: bool = True,
    sets: Sequence[str] = (),
    plans: Path | None = None,
) -> str:
    """Ask the gold questions and say how the answers are.

    `kept` asks the sets nobody tunes on and prints only totals; `show` also lists what is wrong with each answer;
    `baselines` sets the two baselines beside; `sets` picks gold sets by name, or gold files, which may also be about
    the plans of the folder `plans`. Raises EvaluationError.
    """
    picked = [gold_set(name, plans) for name in sets] or [gold for gold in SETS if gold.kept is kept]
    parts = []
    for outcome in (measure(gold, baselines=baselines) for gold in picked):
        parts.append(_table(outcome))
        if not outcome.gold.kept:
            parts.append(_groups(outcome))
            if show:
                parts.append(_faults(outcome))
        else:
            parts.append(_totals(outcome))
    if not sets:
        from evaluation.checking import check_text

        parts.append(check_text(kept=kept, show=show))
    return "\n\n".join(part for part in parts if part)


def gold_set(name: str, plans: Path | None = None) -> GoldSet:
    """The gold set of a name, or one's own file of questions. Raises EvaluationError for neither."""
    for gold in SETS:
        if gold.name == name:
            return gold
    path = Path(name)
    if path.suffix == ".jsonl" and path.is_file():
        return GoldSet(path.stem, str(path), plans, folder=path.parent)
    names = ", ".join(gold.name for gold in SETS)
    raise EvaluationError(f"Không có bộ câu hỏi {name}: chọn trong {names}, hoặc một tệp .jsonl.")


def measure(gold: GoldSet, *, baselines: bool = True) -> Outcome:
    """Ask one gold set."""
    asked = questions(gold.path)
    with opened(gold.plans) as (assistant, plans):
        replies = tuple(ask_all(assistant, asked))
        bare = tuple(ask_all(assistant, asked, accents=False))
        beside = {}
        if baselines:
            for tool in _tools(plans):
                beside[tool.name] = tuple(ask_baseline(tool, asked))
                unaccented = [replace(question, text=fold(question.text)) for question in asked]
                beside[f"{tool.name}, không dấu"] = tuple(ask_baseline(tool, unaccented))
    return Outcome(gold, replies, _judged(asked, replies), _judged(asked, bare), beside, plans)


@contextmanager
def opened(further: Path | None = None) -> Iterator[tuple[Assistant, Mapping[str, Plan]]]:
    """An assistant over the shipped plans, in a folder of its own; plans in the folder `further` are taken in too."""
    with tempfile.TemporaryDirectory(prefix="planbot-eval-") as folder:
        data = Path(folder)
        if further:
            for report in Library.open(data).ingest(sorted(further.glob("*.txt"))):
                if report.plan is None:
                    raise EvaluationError(f"Không đọc được {report.path.name}: {report.message}")
        assistant = Assistant.open(data)
        assistant.suggests = False
        plans = Library.open(data).plans
        yield assistant, {name: plans[name] for name in plans}


def _tools(plans: Mapping[str, Plan]) -> list[Baseline]:
    """The baselines that can run here: the tutorial's needs a package of the `dev` extra."""
    from index.encoder import load_encoder

    tools: list[Baseline] = [Bm25(plans)]
    if find_spec("langchain_text_splitters"):
        tools.append(Tutorial(plans, load_encoder()))
    return tools


def ask_baseline(tool: Baseline, asked: Sequence[Question]) -> list[Judgement]:
    """What a baseline's passages are worth as answers."""
    return judge_all(asked, {question.id: reply(tool.find(question.text)) for question in asked})


def _judged(asked: Sequence[Question], replies: Sequence[Reply]) -> tuple[Judgement, ...]:
    return tuple(judge_all(asked, {reply.question.id: reply.as_json() for reply in replies}))


def _table(outcome: Outcome) -> str:
    rows = {"planbot": figures(outcome.judged), "planbot, không dấu": figures(outcome.unaccented)}
    rows |= {name: figures(judged) for name, judged in outcome.baselines.items()}
    lines = [[outcome.gold.words, *(title for _, title in COLUMNS)]]
    lines += [[name, *(_cell(row.get(key)) for key, _ in COLUMNS)] for name, row in rows.items()]
    widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
    text = [
        "  ".join(cell.ljust(width) if place == 0 else cell.rjust(width) for place, (cell, width) in enumerate(pairs))
        for pairs in ([*zip(line, widths, strict=True)] for line in lines)
    ]
    text.insert(1, "-" * len(text[0]))
    citations = outcome.misplaced
    text.append(f"Trích dẫn đúng nguyên văn tại chỗ: {_cell(citations.percent)} % của {citations.of}.")
    answers = len(outcome.replies)
    text.append(
        f"Số liệu trong câu trả lời có trong chỗ được dẫn: "
        f"{_cell(Tally(answers - len(outcome.unfounded), answers).percent)} % của {answers} câu."
    )
    return "\n".join(text)


def _groups(outcome: Outcome) -> str:
    found, bare = figures(outcome.judged), figures(outcome.unaccented)
    lines = []
    for key, title in (("type", "loại câu hỏi"), ("style", "cách viết"), ("user", "người hỏi")):
        groups = found[f"passed_by_{key}"]
        without = bare[f"passed_by_{key}"]
        lines.append(f"Đạt theo {title}: " + "; ".join(f"{n} {v} (không dấu {without[n]})" for n, v in groups.items()))
    return "\n".join(lines)


def _totals(outcome: Outcome) -> str:
    types = figures(outcome.judged)["passed_by_type"]
    return "Đạt theo loại câu hỏi: " + "; ".join(f"{name} {value}" for name, value in types.items())


def _faults(outcome: Outcome) -> str:
    lines = []
    for given, judgement in zip(outcome.replies, outcome.judged, strict=True):
        if judgement.faults:
            lines.append(f"{given.question.id} [{given.question.type}, {given.question.style}] {given.question.text}")
            lines.append(f"    {'; '.join(judgement.faults)}")
            lines.append(f"    → {given.answer.outcome.value}: {' '.join(given.text.split())[:300]}")
    for accented, bare in zip(outcome.judged, outcome.unaccented, strict=True):
        if accented.passed and not bare.passed:
            lines.append(f"{bare.question.id} không dấu: {'; '.join(bare.faults)}")
    lines += [f"{name}: số không có nguồn: {', '.join(sorted(numbers))}" for name, numbers in outcome.unfounded]
    for given in outcome.replies:
        for citation in misplaced_quotes(given, outcome.plans):
            lines.append(f"{given.question.id}: trích dẫn sai chỗ: {citation.plan} {citation.path}")
    return "\n".join(lines)


def _cell(value: object) -> str:
    if value is None or value != value:  # not a number: nothing was counted
        return "–"
    return f"{value:.1f}".replace(".", ",") if isinstance(value, float) else str(value)


def main(argv: Sequence[str] | None = None) -> None:
    """`python -m evaluation.report`: the same with more to choose from, for those who work on the answers."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.report", description=__doc__)
    parser.add_argument("sets", nargs="*", metavar="BỘ", help="tên bộ câu hỏi, hoặc tệp .jsonl")
    parser.add_argument("--plans", type=Path, metavar="THƯ-MỤC", help="các kế hoạch mà tệp câu hỏi cũng hỏi đến")
    parser.add_argument("--show", action="store_true", help="nêu lỗi của từng câu")
    parser.add_argument("--no-baselines", action="store_true", help="không chạy hai cách làm để so sánh")
    parser.add_argument("--replies", type=Path, metavar="TỆP", help="ghi các câu trả lời ra tệp JSON Lines")
    options = parser.parse_args(argv)
    if options.replies:
        with options.replies.open("w", encoding="utf-8") as out:
            for name in options.sets:
                for given in measure(gold_set(name, options.plans), baselines=False).replies:
                    out.write(json.dumps(given.as_json(), ensure_ascii=False) + "\n")
        return
    print(run(show=options.show, baselines=not options.no_baselines, sets=options.sets, plans=options.plans))  # noqa: T201


if __name__ == "__main__":
    main()
