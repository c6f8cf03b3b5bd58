"""The rulebooks on disk: shipped ones in the package, a user's own (drafts, reviews) in the data folder."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from io import StringIO
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from criteria.errors import CriteriaError
from criteria.model import Criterion, Review, Rulebook, State

Sources = Callable[[str], str | None]
"""Gives the source text of a plan by its id, or None where there is none."""


def parse_rulebook(text: str, name: str) -> Rulebook:
    """A rulebook from YAML text; CriteriaError names every place that is wrong, `name` says in which file."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        data = YAML(typ="safe").load(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" ở dòng {mark.line + 1}" if mark else ""
        raise CriteriaError(f"Tệp tiêu chí {name} không đọc được{where}; sửa cú pháp YAML rồi thử lại.") from error
    if not isinstance(data, dict):
        raise CriteriaError(f"Tệp tiêu chí {name} phải bắt đầu bằng các mục như “plan:” và “criteria:”.")
    try:
        return Rulebook.model_validate_json(json.dumps(data, default=str))
    except ValidationError as error:
        raise CriteriaError(f"Tệp tiêu chí {name} có chỗ sai: {_faults(error, data)}.") from error


def _faults(error: ValidationError, data: Mapping[str, Any]) -> str:
    found = []
    for fault in error.errors():
        place = [str(step) for step in fault["loc"]]
        if len(place) > 1 and place[0] == "criteria" and place[1].isdigit():
            rule = data["criteria"][int(place[1])]
            named = rule.get("id") if isinstance(rule, dict) else None
            place[:2] = [str(named or f"tiêu chí thứ {int(place[1]) + 1}")]
        words = {
            "missing": "thiếu",
            "extra_forbidden": "không có mục này trong mẫu",
            "enum": f"giá trị không hợp lệ, chỉ nhận {fault.get('ctx', {}).get('expected', '')}",
            "union_tag_invalid": f"dạng test không có, chỉ nhận {fault.get('ctx', {}).get('expected_tags', '')}",
        }
        said = words.get(fault["type"], fault["msg"].removeprefix("Value error, "))
        found.append(f"{'.'.join(place) or 'cả tệp'}: {said}")
    return "; ".join(dict.fromkeys(found))


@cache
def shipped_rulebook(plan: str) -> Rulebook | None:
    """The reviewed rulebook that comes with the project, or None."""
    path = files("criteria").joinpath("plans", f"{plan}.yaml")
    return parse_rulebook(path.read_text("utf-8"), path.name) if path.is_file() else None


def shipped_plans() -> tuple[str, ...]:
    """The ids of the plans whose rulebooks come with the project."""
    folder = files("criteria").joinpath("plans")
    return tuple(sorted(path.name.removesuffix(".yaml") for path in folder.iterdir() if path.name.endswith(".yaml")))


def shipped_source(plan: str) -> str | None:
    """The source text of a shipped plan, or None."""
    path = files("documents").joinpath("plans", f"{plan}.txt")
    return path.read_bytes().decode("utf-8") if path.is_file() else None


def hold_to_source(rulebook: Rulebook, source: str | None) -> Rulebook:
    """The rulebook with every approved rule whose words have changed in the source fallen back to draft."""
    if source is None:
        return rulebook
    rules = tuple(_held(rule, source) for rule in rulebook.criteria)
    return rulebook if rules == rulebook.criteria else rulebook.model_copy(update={"criteria": rules})


def _held(rule: Criterion, source: str) -> Criterion:
    if not rule.judges or rule.source.stands_in(source):
        return rule
    return rule.model_copy(update={"review": Review(state=State.DRAFT, reason="câu gốc trong văn bản đã đổi")})


class Store:
    """The rulebooks a program works with: a user's own in `folder` go before the shipped ones.

    `sources` gives the text each rulebook is held to.
    """

    def __init__(self, folder: Path | None = None, sources: Sources = shipped_source) -> None:
        self.folder = folder
        self._sources = sources
        self._held: dict[str, tuple[object, Rulebook]] = {}

    def __iter__(self) -> Iterator[str]:
        own = {path.stem for path in self.folder.glob("*.yaml")} if self.folder and self.folder.is_dir() else set()
        return iter(sorted(own | set(shipped_plans())))

    def rulebooks(self) -> tuple[Rulebook, ...]:
        """Every rulebook, by plan id; those without any rule are left out."""
        books = (self.rulebook(plan) for plan in self)
        return tuple(book for book in books if book.criteria)

    def rulebook(self, plan: str) -> Rulebook:
        """The rulebook of a plan, held to its source; CriteriaError when there is none."""
        path, source = self._path(plan), self._sources(plan)
        stamp = (path.stat().st_mtime_ns if path and path.is_file() else 0, hash(source))
        kept = self._held.get(plan)
        if kept and kept[0] == stamp:
            return kept[1]
        book = parse_rulebook(path.read_text("utf-8"), path.name) if path and stamp[0] else shipped_rulebook(plan)
        if book is None:
            raise CriteriaError(f"Chưa có tiêu chí nào cho văn bản “{plan}”; hãy trích tiêu chí rồi duyệt.")
        book = hold_to_source(book, source)
        self._held[plan] = (stamp, book)
        return book

    def save(self, rulebook: Rulebook) -> Path:
        """Write a rulebook into the user's folder, keeping the comments of the file it goes over; atomic."""
        path = self._path(rulebook.plan)
        if path is None:
            raise CriteriaError("Chưa có thư mục dữ liệu để lưu tiêu chí; hãy chỉ thư mục bằng --data.")
        path.parent.mkdir(parents=True, exist_ok=True)
        before = None
        if path.is_file():
            before = path.read_text("utf-8")
        elif rulebook.plan in shipped_plans():
            before = files("criteria").joinpath("plans", path.name).read_text("utf-8")
        write_atomically(path, rulebook_yaml(rulebook, before))
        return path

    def remove(self, plan: str) -> None:
        """Forget the user's own rulebook of a plan; a shipped one stays."""
        path = self._path(plan)
        if path:
            path.unlink(missing_ok=True)
        self._held.pop(plan, None)

    def _path(self, plan: str) -> Path | None:
        if "/" in plan or "\\" in plan or plan.startswith("."):
            raise CriteriaError(f"Mã văn bản “{plan}” không hợp lệ.")
        return self.folder / f"{plan}.yaml" if self.folder else None


def rulebook_yaml(rulebook: Rulebook, before: str | None = None) -> str:
    """A rulebook as YAML; where `before` is the file as it was, its comments and order are kept."""
    from ruamel.yaml import YAML

    writer = YAML()
    writer.width = 120
    writer.allow_unicode = True
    writer.preserve_quotes = True
    data: Any = _pruned(rulebook.model_dump(mode="json", exclude_none=True))
    if before is not None:
        kept = writer.load(before)
        _overlay(kept, data)
        data = kept
    else:
        data = _laid_out(data)
    out = StringIO()
    writer.dump(data, out)
    return out.getvalue()


def _pruned(data: Any) -> Any:  # noqa: ANN401  (plain data of any kind)
    if isinstance(data, dict):
        first = {"form": data["form"]} if "form" in data else {}
        return first | {key: value for key, kept in data.items() if (value := _pruned(kept)) not in ([], {})}
    return [_pruned(item) for item in data] if isinstance(data, list) else data


def _laid_out(data: Any, depth: int = 0) -> Any:  # noqa: ANN401
    """The same data with what fits on a line written on one."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    if not isinstance(data, dict | list):
        return data
    short = depth > 1 and len(json.dumps(data, ensure_ascii=False)) <= 110 - 2 * depth
    if isinstance(data, dict):
        node: Any = CommentedMap((key, _laid_out(value, depth + 1)) for key, value in data.items())
        short = short and "criteria" not in data and not ("id" in data and "kind" in data)
    else:
        node = CommentedSeq(_laid_out(value, depth + 1) for value in data)
    if short:
        node.fa.set_flow_style()
    return node


def _overlay(kept: Any, new: Any) -> None:  # noqa: ANN401  (YAML nodes of any kind)
    """Make a commented mapping say what `new` says, touching only what differs."""
    for key in [key for key in kept if key not in new]:
        del kept[key]
    for key, value in new.items():
        old = kept.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            _overlay(old, value)
        elif key == "criteria" and isinstance(old, list):
            _overlay_rules(old, value)
        elif not _same(old, value):
            kept[key] = value


def _overlay_rules(kept: Any, new: list[dict[str, Any]]) -> None:  # noqa: ANN401
    wanted = {rule["id"]: rule for rule in new}
    for position in reversed(range(len(kept))):
        rule = wanted.pop(str(kept[position].get("id")), None)
        if rule is None:
            del kept[position]
        else:
            _overlay(kept[position], rule)
    kept.extend(wanted.values())


def _same(old: Any, new: Any) -> bool:  # noqa: ANN401
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(_same(a, b) for a, b in zip(old, new, strict=True))
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() == new.keys() and all(_same(old[key], new[key]) for key in old)
    return old is not None and str(old) == str(new)


def write_atomically(path: Path, text: str) -> None:
    """Write a text file beside and rename it, so that a crash leaves the last good one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
