"""Choosing plans by buttons; what is chosen travels in the buttons themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.telegram.keyboards import Button
from documents.plan import Plan


def plan_rows(plans: Mapping[str, Plan], data: dict[str, object]) -> list[list[Button]]:
    """A button a plan, ticked where `data["plans"]` has it; pressing one does the same with it in or out."""
    chosen = chosen_plans(data)
    rows: list[list[Button]] = []
    for plan in plans.values():
        inside = plan.id in chosen
        toggled = [name for name in chosen if name != plan.id] if inside else [*chosen, plan.id]
        rows.append([(f"{'☑️' if inside else '⬜️'} {name_of(plan)}", {**data, "plans": toggled})])
    return rows


def chosen_plans(data: Mapping[str, object]) -> list[str]:
    """The ids of the plans that are ticked."""
    chosen = data.get("plans")
    return [str(name) for name in chosen] if isinstance(chosen, Sequence) and not isinstance(chosen, str) else []


def name_of(plan: Plan) -> str:
    """A plan in the fewest words that tell it from the others here."""
    return plan.place or plan.issuer
