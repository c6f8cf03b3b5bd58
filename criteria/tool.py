"""The check as a tool that a language model can call; figures come from the user, verdicts from the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field

from criteria.batch import as_json, places
from criteria.check import check
from criteria.errors import CriteriaError
from criteria.model import Rulebook

if TYPE_CHECKING:
    from langchain_core.tools import StructuredTool


class CheckInput(BaseModel):
    """What the tool takes: the unit and what the user said of it, nothing else."""

    unit: dict[str, Any] = Field(
        description='Đơn vị: {"kind": "xa|thon|huyen|huyen_ngheo|co_quan|ho_ngheo|ho_can_ngheo|ho_moi_thoat_ngheo|'
        'can_bo_giam_ngheo|doanh_nghiep", "locality": "tỉnh hoặc huyện", "zone": "III|II|I|khong (chỉ với xã)"}'
    )
    given: dict[str, Any] = Field(
        default_factory=dict,
        description='Số liệu người hỏi nêu, không được đoán: {"poverty_rate": {"2015": "50", "2016": "43,5"}, '
        '"near_poor_rate": {…}, "policy_poor_households": {…}, "own_target_per_year": "3", …}',
    )


def check_tool(rulebooks: Callable[[], Iterable[Rulebook]] | Iterable[Rulebook]) -> StructuredTool:
    """A LangChain tool named `check_criteria`; it gives the JSON of `planbot check`, or {"error": …}."""
    from langchain_core.tools import StructuredTool

    def run(unit: dict[str, Any], given: dict[str, Any] | None = None) -> dict[str, object]:
        books = tuple(rulebooks() if callable(rulebooks) else rulebooks)
        try:
            return as_json(check(unit, given, books), books)
        except CriteriaError as error:
            return {"error": str(error)}

    named = "; ".join(places(rulebooks() if callable(rulebooks) else rulebooks))
    return StructuredTool.from_function(
        run,
        name="check_criteria",
        description=(
            "Đối chiếu số liệu của một đơn vị với tiêu chí thi đua, khen thưởng của kế hoạch. Chỉ đưa số liệu người "
            f"hỏi đã nêu; không tự tính, không tự kết luận. Các địa bàn có tiêu chí: {named}."
        ),
        args_schema=CheckInput,
    )
