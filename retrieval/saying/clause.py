"""A cited clause in full, where it stands and between its neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from documents.plan import Citation, Plan
from documents.reading import Span


@dataclass(frozen=True, slots=True)
class Clause:
    """The whole provision that a citation stands in, with what stands around it in the plan.

    `span` is its place in the source, `under` the provisions directly under it (for "cụ thể:" and the like), in order.
    """

    plan: Plan
    path: str
    span: Span
    heading: str
    before: str
    text: str
    under: tuple[str, ...]
    after: str

    def as_text(self) -> str:
        """The clause as plain text."""
        issued = f", ngày {self.plan.issued:%d/%m/%Y}" if self.plan.issued else ""
        lines = [f"{self.plan.name}, {self.plan.issuer}{issued}", f"Mục {self.path}"]
        if self.heading:
            lines.append(self.heading)
        lines += ["", *(f"  … {self.before}" for _ in [0] if self.before), f"▶ {self.text}"]
        lines += [f"   {text}" for text in self.under]
        if self.after:
            lines.append(f"  … {self.after}")
        return "\n".join(lines)


def clause(plans: Mapping[str, Plan], citation: Citation) -> Clause:
    """The provision that a citation stands in. Raises KeyError for a plan or place that is not there."""
    plan = plans[citation.plan]
    provisions = plan.provisions
    position = max(
        range(len(provisions)),
        key=lambda i: (
            min(provisions[i].span.end, citation.span.end) - max(provisions[i].span.start, citation.span.start)
        ),
        default=None,
    )
    if position is None or provisions[position].span.start >= citation.span.end:
        raise KeyError(citation.span)
    found = provisions[position]
    siblings = plan.children(found.parent) if found.parent is not None else ()
    order = siblings.index(position) if position in siblings else -1
    return Clause(
        plan=plan,
        path=found.path,
        span=found.span,
        heading=found.heading,
        before=provisions[siblings[order - 1]].text if order > 0 else "",
        text=found.text,
        under=tuple(provisions[i].text for i in plan.children(position)),
        after=provisions[siblings[order + 1]].text if 0 <= order < len(siblings) - 1 else "",
    )
