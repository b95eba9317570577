"""`inspections:` of a grade compiled: how often subjects of each of its levels are to be inspected."""

from __future__ import annotations

from collections.abc import Sequence

from .diagnostics import Diagnostic, DiagnosticCode, hint
from .expressions import Cite
from .model import Inspections, Visits
from .part_models import InspectionsModel
from .parts import Part


def compile_inspections(
    model: InspectionsModel, levels: Sequence[str], part: Part, cite: Cite, wrong: list[Diagnostic]
) -> Inspections | None:
    """How often subjects are to be inspected, level by level.

    Args:
        model: what grades.yaml says.
        levels: the levels of the grade, best first.
        part: the grade.
        cite: resolves citations.
        wrong: mistakes are added here.

    Returns:
        It; None where a level is missing.
    """
    at = ("inspections", "levels")
    for name in model.levels:
        if name not in levels:
            en, zh = hint(name, levels)
            shown = ", ".join(levels)
            message = f"'{name}' is not one of the levels {shown}{en}", f"{name} 不在级别 {shown} 之中{zh}"
            wrong.append(part.diagnostic(DiagnosticCode.LEVEL_UNKNOWN, *message, (*at, name)))
    missing = [level for level in levels if level not in model.levels]
    if missing:
        shown = ", ".join(missing)
        en, zh = (
            f"say how often for every level; missing: {shown}",
            f"请为每个级别写明次数；缺少：{shown.replace(', ', '、')}",
        )
        wrong.append(part.diagnostic(DiagnosticCode.MISSING_KEY, en, zh, at))
    cites = cite(part, model.cite, ("inspections", "cite"))
    if missing:
        return None
    visits = ((model.levels[level].per or model.per, model.levels[level]) for level in levels)
    return Inspections(tuple(Visits(one.least, one.most, per.length) for per, one in visits), cites)
