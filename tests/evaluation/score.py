# ruff: noqa
"""Score answers and criteria checks against a gold file.

    score.py questions GOLD.jsonl ANSWERS.jsonl [--show] [--json]
    score.py checks    GOLD.jsonl RESULTS.jsonl [--show] [--json]

The forms of both files are in ../CONTRACTS.md. Standard library only. Exit status 0.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
import statistics
import unicodedata
from decimal import Decimal, InvalidOperation

ALLOWED = {
    "answer": {"answer"},
    "clarify_or_per_document": {"clarify", "answer"},
    "say_not_stated": {"not_stated"},
    "say_not_in_corpus": {"not_in_corpus", "not_stated"},
    "say_delegated": {"delegated"},
    "refuse": {"refused"},
}
NO_ANSWER = {"not_stated", "not_in_corpus", "delegated", "refused"}


def load(path: str) -> list[dict]:
    with open(path, encoding="utf-8") as handle:
        return [json.loads(line) for line in handle if line.strip()]


def norm(text: str) -> str:
    text = unicodedata.normalize("NFC", text).casefold()
    text = text.replace("–", "-").replace("“", '"').replace("”", '"')
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"(?<![\d.,/])0+(?=\d)", "", text)
    text = re.sub(r"(\d) %", r"\1%", text)
    return re.sub(r"(?<=\d)\.(?=\d{1,2}(?!\d))", ",", text)


def has(text: str, wanted: str) -> bool:
    return any(norm(option) in text for option in wanted.split("|"))


def overlaps(span: list[int], spans: list[list[int]]) -> bool:
    for start, end in spans:
        common = min(end, span[1]) - max(start, span[0])
        if common > 0 and common >= 0.5 * min(end - start, span[1] - span[0]):
            return True
    return False


def cites(citation: dict, gold: dict) -> bool:
    return citation.get("plan") == gold["plan"] and overlaps(citation["span"], gold["spans"])


def percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 1) if whole else float("nan")


def score_questions(gold: list[dict], got: dict[str, dict], show: bool) -> dict:
    rows = []
    for item in gold:
        answer = got.get(item["id"])
        row = {
            "id": item["id"],
            "type": item["type"],
            "style": item["style"],
            "user": item["user"],
            "expect": item["expect"],
            "why": [],
        }
        rows.append(row)
        if answer is None:
            row.update(passed=False, exact=False, abstained=False, recall=None, precision=None, ms=None)
            row["why"].append("no answer line")
            continue
        text, outcome, found = norm(answer["text"]), answer["outcome"], answer.get("citations", [])
        row["exact"] = outcome in ALLOWED[item["expect"]]
        row["abstained"] = outcome in NO_ANSWER
        row["ms"] = answer.get("ms")
        if not row["exact"]:
            row["why"].append(f"outcome {outcome}, wanted {item['expect']}")
        if outcome != "clarify":
            for wanted in item["answer_contains"]:
                if not has(text, wanted):
                    row["why"].append(f"lacks {wanted!r}")
        for banned in item["answer_must_not_contain"]:
            if has(text, banned):
                row["why"].append(f"says {banned!r}")
        row["recall"] = row["precision"] = None
        if item["gold"] and item["answerable"] and outcome == "answer":
            row["recall"] = sum(any(cites(c, g) for c in found) for g in item["gold"]) / len(item["gold"])
            row["precision"] = sum(any(cites(c, g) for g in item["gold"]) for c in found) / len(found) if found else 0.0
            if not row["recall"]:
                row["why"].append("cites none of the gold passages")
        elif item["gold"] and item["answerable"] and outcome in NO_ANSWER:
            row["recall"] = 0.0
        row["passed"] = not row["why"]
    answerable = [r for r, g in zip(rows, gold) if g["expect"] == "answer"]
    unanswerable = [r for r, g in zip(rows, gold) if ALLOWED[g["expect"]] <= NO_ANSWER]
    recalls = [r["recall"] for r in rows if r["recall"] is not None]
    precisions = [r["precision"] for r in rows if r["precision"] is not None]
    times = sorted(r["ms"] for r in rows if r.get("ms") is not None)
    result = {
        "questions": len(rows),
        "passed_%": percent(sum(r["passed"] for r in rows), len(rows)),
        "outcome_exact_%": percent(sum(r["exact"] for r in rows), len(rows)),
        "refused_when_it_should_%": percent(sum(r["abstained"] for r in unanswerable), len(unanswerable)),
        "refused_when_it_should_not_%": percent(sum(r["abstained"] for r in answerable), len(answerable)),
        "citation_recall_%": percent(sum(recalls), len(recalls)),
        "citation_precision_%": percent(sum(precisions), len(precisions)),
        "says_what_it_must_not": sum(any(w.startswith("says") for w in r["why"]) for r in rows),
    }
    if times:
        result["ms_p50"] = round(statistics.median(times), 1)
        result["ms_p95"] = round(times[min(len(times) - 1, int(0.95 * len(times)))], 1)
    for key in ("type", "style", "user"):
        groups = collections.defaultdict(list)
        for row in rows:
            groups[row[key]].append(row["passed"])
        result[f"passed_by_{key}"] = {name: f"{sum(v)}/{len(v)}" for name, v in sorted(groups.items())}
    if show:
        for row in rows:
            if row["why"]:
                print(f"{row['id']} [{row['type']}, {row['style']}] " + "; ".join(row["why"]))
    return result


def same_number(a: object, b: object) -> bool:
    try:
        return a is None and b is None or Decimal(str(a)) == Decimal(str(b))
    except InvalidOperation:
        return False


def score_checks(gold: list[dict], got: dict[str, dict], show: bool) -> dict:
    verdicts = right = overall = mentions = wanted_mentions = alts = right_alts = values = right_values = 0
    clean = 0
    for case in gold:
        why = []
        result = got.get(case["id"]) or {"results": [], "overall": None, "text": ""}
        text = norm(result.get("text", ""))
        for expected in case["expected"]:
            verdicts += 1
            match = [r for r in result["results"] if cites(r["citation"], expected)]
            accepted = {expected["verdict"], *case.get("acceptable", [])}
            name = f"{expected['plan']} {expected['section']}"
            absent_ok = expected["verdict"] == "khong_ap_dung" and not match
            if absent_ok or any(r["verdict"] in accepted for r in match):
                right += 1
            else:
                why.append(f"{name}: {[r['verdict'] for r in match] or 'absent'}, wanted {expected['verdict']}")
                continue
            if match and isinstance(expected.get("alt"), dict):
                for reading, verdict in expected["alt"].items():
                    if verdict not in {"dat", "khong_dat"}:
                        continue
                    alts += 1
                    if any(r.get("alt", {}).get(reading) == verdict for r in match):
                        right_alts += 1
                    else:
                        why.append(f"{name}: reading {reading} should be {verdict}")
            if match and expected.get("values"):
                values += 1
                if any(
                    len(r.get("values") or []) == len(expected["values"])
                    and all(map(same_number, r["values"], expected["values"]))
                    for r in match
                ):
                    right_values += 1
                else:
                    why.append(f"{name}: values {[r.get('values') for r in match]}, wanted {expected['values']}")
        if result.get("overall") in {case["overall"], *case.get("acceptable", [])}:
            overall += 1
        else:
            why.append(f"overall {result.get('overall')}, wanted {case['overall']}")
        for wanted in case["must_mention"]:
            wanted_mentions += 1
            if has(text, wanted):
                mentions += 1
            else:
                why.append(f"does not mention {wanted!r}")
        clean += not why
        if show and why:
            print(f"{case['id']}: " + "; ".join(why))
    return {
        "cases": len(gold),
        "cases_all_right_%": percent(clean, len(gold)),
        "verdicts_right_%": percent(right, verdicts),
        "overall_right_%": percent(overall, len(gold)),
        "other_reading_right_%": percent(right_alts, alts),
        "computed_values_right_%": percent(right_values, values),
        "mentions_%": percent(mentions, wanted_mentions),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["questions", "checks"])
    parser.add_argument("gold")
    parser.add_argument("got")
    parser.add_argument("--show", action="store_true", help="print each item that fails, and why")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    args = parser.parse_args()
    gold = load(args.gold)
    got = {line["id"]: line for line in load(args.got)}
    score = score_questions if args.kind == "questions" else score_checks
    figures = score(gold, got, args.show)
    if args.json:
        print(json.dumps(figures, ensure_ascii=False))
    else:
        for name, value in figures.items():
            print(f"{name:32s} {value}")


if __name__ == "__main__":
    main()
