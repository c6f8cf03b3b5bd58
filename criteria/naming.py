"""What drafted criteria are called: titles of the text's own words, ids that say for whom and what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, count

from criteria import model
from criteria.model import AtDate, Change, Count, Criterion, Elapsed, Judged, Leaf, Run, UnitKind
from documents.facts.clauses import body_start
from documents.syllables import fold

_DOCUMENTS = "Luật|Nghị định|Nghị quyết|Quyết định|Chỉ thị|Thông tư|Kế hoạch|Hướng dẫn|Công văn|Quy chế|Quy định"
_POOR = frozenset({UnitKind.POOR_HOUSEHOLD, UnitKind.NEAR_POOR_HOUSEHOLD})


def plain_words(text: str) -> str:
    """A clause without its mark and final stop, in one line, its first letter a capital."""
    words = " ".join(text[body_start(text) :].split()).rstrip(" .;:,")
    return words[:1].upper() + words[1:]


def title_of(text: str, *, whole: bool = False) -> str:
    """The first words of a clause, or of the cells of a row, as a title."""
    words = re.sub(r"\s*\|\s*", ": ", plain_words(text.strip(" |")).replace("*", "")) or "Tiêu chí"
    room = 140 if whole else 90
    if len(words) <= room:
        return words
    cut = max(words.rfind(mark, 40, room) for mark in (",", ";", "."))
    return words[:cut] if cut > 0 else words[:room].rsplit(" ", 1)[0] + "…"


def document_name(words: str, number: str | None) -> str:
    """The document that a clause hands over to, as the clause names it."""
    if number:
        found = re.search(rf"(?:{_DOCUMENTS})\s+số\s*:?\s*(?={re.escape(number)})", words)
        return f"{found[0] if found else ''}{number}"
    found = re.search(r"\b(?:hướng dẫn|chỉ đạo|quy định)\s+của\b[^.;]*$", words, re.IGNORECASE)
    return (found[0] if found else words)[:120]


def with_ids(criteria: Iterable[Criterion]) -> Iterator[Criterion]:
    """The criteria with ids of their own: for whom and what ("xa-khu-vuc-iii-con-20-10")."""
    used: set[str] = set()
    for criterion in criteria:
        stem = re.sub(r"[^a-z0-9]+", "-", f"{_who(criterion)}-{_what(criterion)}").strip("-")
        numbered = (f"{stem}-{number}" for number in count(1))
        names = (
            numbered if criterion.kind is model.Kind.QUALITATIVE else chain([stem], (f"{stem}-{n}" for n in count(2)))
        )
        name = next(name for name in names if name not in used)
        used.add(name)
        yield criterion.model_copy(update={"id": name})


def _who(criterion: Criterion) -> str:
    units = criterion.subject.units
    name = units[0].value if 0 < len(units) < len(UnitKind) else ""
    if len(units) > 1 and units[0] in _POOR:
        name = "ho"
    zones = "-".join(zone.value.lower() for zone in criterion.subject.zones)
    name = f"{name}-khu-vuc-{zones}" if zones else name
    if criterion.kind in {model.Kind.TARGET, model.Kind.QUOTA, model.Kind.DEADLINE, model.Kind.DELEGATION}:
        return f"{_KINDS[criterion.kind]}-{name}"
    return name or "khac"


_SAID = {
    model.Measure.LOANS_ON_TIME: "von-vay",
    model.Measure.COMMUNITY_AGREES: "cong-dong",
    model.Measure.HELPS_OTHER_POOR: "giup-ho-khac",
    model.Measure.REGISTERED_TO_EXIT: "dang-ky-thoat-ngheo",
}
_KINDS = {
    model.Kind.TARGET: "muc-tieu",
    model.Kind.QUOTA: "so-luong",
    model.Kind.DEADLINE: "thoi-han",
    model.Kind.DELEGATION: "theo-van-ban",
}


def _what(criterion: Criterion) -> str:
    if criterion.due:
        when = criterion.due.before or str(criterion.due.year or "")
        return when or "hang-nam"
    if criterion.handover:
        return fold(criterion.handover.document)[:40]
    if criterion.limits:
        return "-".join(str(limit.at_most or limit.at_least) for limit in criterion.limits)
    found = [_sign(leaf) for leaf in model.leaves(criterion.test)]
    levels = [str(leaf.threshold) for leaf in model.leaves(criterion.test) if isinstance(leaf, AtDate)]
    if len(levels) == len(found) and levels:
        return "con-" + "-".join(levels)
    return "-".join(found)


def _sign(leaf: Leaf) -> str:
    match leaf:
        case Change():
            own = isinstance(leaf.threshold, model.OwnTarget)
            return "giam-theo-muc-tieu" if own else f"giam-{leaf.threshold}"
        case AtDate():
            return f"con-{leaf.threshold}"
        case Count():
            return f"het-ho-chinh-sach-ngheo-{leaf.year}"
        case Elapsed() | Run():
            return f"{leaf.threshold}-nam"
        case Judged():
            return ""
        case _:
            return _SAID.get(leaf.measure, leaf.measure.value)
