"""Facts declared monotone: every rule that moves the grade must be seen to go their way, whatever the points become."""

from __future__ import annotations

from ..language import tree
from ..language.environment import Table
from .calibration_model import CalibrationModel, Trend
from .compiled import Compiled
from .diagnostics import Diagnostic, DiagnosticCode, hint
from .model import Grade, Rule
from .parts import Part
from .trend import Trends, Way, together


def refuse_turning(model: CalibrationModel, part: Part, pack: Compiled, grade: Grade, wrong: list[Diagnostic]) -> None:
    """Refuse a monotone fact for which a rule of the grade cannot be seen to go its way.

    Points keep their sign and tables their order within their bands, and limits stay in order; so where every rule goes
    one way under the declared values, the level does under all that may be.

    Args:
        model: what is declared.
        part: where that is written.
        pack: the pack so far.
        grade: the grade.
        wrong: mistakes are added here.
    """
    assert grade.bands is not None
    known = {*pack.facts, *pack.registers[pack.subject].fields}
    for name, wanted in model.monotone.items():
        at = ("monotone", name)
        if name not in known:
            en, zh = hint(name, known)
            message = f"there is no fact '{name}'{en}", f"没有名为 {name} 的事实{zh}"
            wrong.append(part.diagnostic(DiagnosticCode.UNKNOWN_NAME, *message, at))
            continue
        trends = _trends(name, pack)
        for rule in pack.rules:
            way = _badness(rule, trends, grade.bands.rising) if rule.grade == grade.name else Way.STILL
            if way not in (Way.STILL, Way.UP if wanted is Trend.INCREASING else Way.DOWN):
                en = f"'{name}' is declared {wanted}, but rule '{rule.id}' is not seen to go that way with it"
                zh = f"{name} 声明为 {wanted}，但从规则 {rule.id} 看不出如此"
                wrong.append(part.diagnostic(DiagnosticCode.CALIBRATION, en, zh, at))


def _trends(name: str, pack: Compiled) -> Trends:
    makers = pack.makers

    def inside(other: str) -> tree.Node | None:
        fact = pack.facts.get(other)
        if fact is not None and fact.register is None and fact.value is not None:
            return fact.value.node
        ways = [tree.Bool(True) if rule.when is None else rule.when.node for rule in makers.get(other, ())]
        return tree.Or(tuple(ways)) if ways else None

    tables = {
        one: tuple(version.payload for version in parameter.versions if isinstance(version.payload, Table))
        for one, parameter in pack.parameters.items()
    }
    return Trends(name, inside, tables)


def _badness(rule: Rule, trends: Trends, rising: bool) -> Way:
    """How a rule makes the grade worse with the fact."""
    when = Way.STILL if rule.when is None else trends.of(rule.when.node)
    if rule.points is not None:
        points = trends.of(rule.points.node)
        if when is not Way.STILL:
            low, high = rule.points.type.ends
            when = when if low >= 0 else when.turned if high <= 0 else Way.OPEN
        whole = together((when, points))
        return whole if rising else whole.turned
    if rule.step is not None:
        return when if max(rule.step) > 0 else when.turned
    return when if rule.floor is not None else Way.STILL
