"""`rules.yaml` compiled: each rule typed, its effect bound to its grade, all put into layers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..language import tree
from ..language.environment import Environment
from ..language.typed import Typed
from ..language.types import Kind, Type
from .circle import circle_in
from .diagnostics import Diagnostic, DiagnosticCode, hint
from .expressions import Compiler, names_in
from .model import Rule
from .part_models import GradeModel, RuleModel
from .parts import Part
from .source_model import Citation

POINT_DECIMALS = 2

LARGEST_POINTS = 2**52
"""The most points of one rule, in hundredths: so that no sum of a pack's rules leaves 64 bits."""
MOST_STEPS = 100


class RuleCompiler:
    """Compiles the rules of one pack."""

    def __init__(
        self,
        environment: Environment,
        fields: Mapping[str, Type],
        grades: Mapping[str, Part],
        wrong: list[Diagnostic],
        dated_by: str | None,
    ) -> None:
        self.environment, self.fields, self.wrong, self.dated_by = environment, fields, wrong, dated_by
        self.grades: dict[str, GradeModel] = {
            name: part.model for name, part in grades.items() if part.model.bands or part.model.table
        }
        self.every = tuple(grades)
        self.compiler = Compiler(wrong)

    def compile(self, parts: Mapping[str, Part], cites: Mapping[str, tuple[Citation, ...]]) -> tuple[Rule, ...]:
        """All rules in document order, with their layers."""
        concluded = sorted({part.model.then.conclude for part in parts.values()} - {None})
        for name in concluded:
            if name in self.environment.names:
                part = next(part for part in parts.values() if part.model.then.conclude == name)
                en = f"'{name}' is already a fact, a field or a parameter; conclude another name"
                zh = f"{name} 已是事实、字段或参数；请改用其他结论名"
                self.wrong.append(part.diagnostic(DiagnosticCode.NAME_CLASH, en, zh, ("then", "conclude")))
        if not self.environment.names.keys().isdisjoint(concluded):
            return ()
        environment = replace(
            self.environment, names={**{name: Type(Kind.BOOL) for name in concluded}, **self.environment.names}
        )
        rules = []
        for number, (name, part) in enumerate(parts.items()):
            rule = self._rule(number, part, environment, cites.get(name, ()))
            if rule is not None:
                rules.append(rule)
        return self._layers(rules, parts)

    def _rule(self, number: int, part: Part, environment: Environment, cites: tuple[Citation, ...]) -> Rule | None:
        model: RuleModel = part.model
        if model.from_ and model.to and model.to < model.from_:
            self.wrong.append(part.document.reversed_dates(part.path))
        before = len(self.wrong)
        when = self._when(part, environment)
        points = self._points(part, environment)
        grade = self._grade(part)
        step = self._step(part)
        floor = self._floor(part, grade)
        if len(self.wrong) > before:
            return None
        dated = model.dated_by or self.dated_by
        then = model.then
        uses = frozenset(names_in(when.node) if when else ()) | frozenset(names_in(points.node) if points else ())
        return Rule(
            model.id, number, model.title, when, 0, cites, points, then.group or ("" if points else None),
            then.conclude, step, floor, then.flag, then.draft, then.exclude, grade,
            None if dated else model.from_, None if dated else model.to, uses, then.called,
        )  # fmt: skip

    def _when(self, part: Part, environment: Environment) -> Typed | None:
        model: RuleModel = part.model
        nodes: list[Any] = []
        if model.when is not None:
            nodes.append(self.compiler.parse(model.when, part, ("when",)))
            if self.compiler.check(nodes[0], environment, Kind.BOOL, model.when, part, ("when",)) is None:
                return None
        dated = model.dated_by or self.dated_by
        if dated is not None and (model.dated_by or model.from_ or model.to):
            if self.fields.get(dated, Type(Kind.BOOL)).kind is not Kind.DATE:
                en, zh = hint(dated, [name for name, one in self.fields.items() if one.kind is Kind.DATE])
                message = f"'{dated}' is no date of the subject{en}", f"{dated} 不是主体的日期字段{zh}"
                self.wrong.append(part.diagnostic(DiagnosticCode.UNKNOWN_NAME, *message, ("dated_by",)))
                return None
            for operator, day in ((">=", model.from_), ("<=", model.to)):
                if day is not None:
                    nodes.append(self.compiler.parse(f"{dated} {operator} '{day.isoformat()}'", part, ("from",)))
        if not nodes or None in nodes:
            return None
        whole = nodes[0] if len(nodes) == 1 else tree.And(tuple(nodes))
        return self.compiler.check(whole, environment, Kind.BOOL, model.when or "", part, ("when",))

    def _points(self, part: Part, environment: Environment) -> Typed | None:
        text = part.model.then.points
        if text is None:
            return None
        at = ("then", "points")
        typed = self.compiler.compile(text, environment, Kind.NUMBER, part, at)
        if typed is None:
            return None
        if typed.type.unit not in (None, "points"):
            en, zh = f"points cannot be measured in {typed.type.unit}", f"分值的单位不能是 {typed.type.unit}"
            self.wrong.append(part.diagnostic(DiagnosticCode.BAD_VALUE, en, zh, at))
        if typed.type.scale > POINT_DECIMALS:
            en = f"points have at most {POINT_DECIMALS} decimals; this has {typed.type.scale}"
            zh = f"分值最多 {POINT_DECIMALS} 位小数，此处有 {typed.type.scale} 位"
            self.wrong.append(part.diagnostic(DiagnosticCode.POINTS_TOO_FINE, en, zh, at))
        if typed.reach * 10 ** max(0, POINT_DECIMALS - typed.type.scale) > LARGEST_POINTS:
            en, zh = (
                "the points could be too large to be exact; give what they rest on a narrower domain",
                "分值可能过大；请缩小取值范围",
            )
            self.wrong.append(part.diagnostic(DiagnosticCode.DOMAIN_NEEDED, en, zh, at))
        if typed.type.maybe and not typed.type.bounded:
            en = "the points can be unknown and have no ends; give the fact or field a `domain`, or the table a `range`"
            zh = "分值可能未知且没有上下限；请为事实或字段写 domain，或为表写 range"
            self.wrong.append(part.diagnostic(DiagnosticCode.DOMAIN_NEEDED, en, zh, at))
        return typed

    def _grade(self, part: Part) -> str | None:
        model: RuleModel = part.model
        then = model.then
        if then.points is None and then.step is None and then.no_better_than is None:
            if model.grade is not None and model.grade not in self.every:
                en, zh = hint(model.grade, self.every)
                message = f"there is no grade '{model.grade}'{en}", f"没有名为 {model.grade} 的等级{zh}"
                self.wrong.append(part.diagnostic(DiagnosticCode.UNKNOWN_NAME, *message, ("grade",)))
            return model.grade
        if model.grade is not None:
            if model.grade not in self.grades:
                en, zh = hint(model.grade, self.grades)
                message = (
                    f"there is no grade '{model.grade}' with points or steps{en}",
                    f"没有可加分的等级 {model.grade}{zh}",
                )
                self.wrong.append(part.diagnostic(DiagnosticCode.UNKNOWN_NAME, *message, ("grade",)))
                return None
            name = model.grade
        elif len(self.grades) == 1:
            name = next(iter(self.grades))
        else:
            names = ", ".join(self.grades)
            en, zh = f"say which grade this is for: `grade:` ({names})", f"请用 grade: 指明针对哪个等级（{names}）"
            if not names:
                en = "there is no grade for points or steps; write one with `bands` or a `table` in grades.yaml"
                zh = "没有可加分或调级的等级；请在 grades.yaml 中写一个带 bands 或 table 的等级"
            self.wrong.append(part.diagnostic(DiagnosticCode.GRADE_AMBIGUOUS, en, zh))
            return None
        score = self.grades[name].score
        if then.points is not None and (score is None or (then.group or "") not in (score.groups or [""])):
            groups = list(score.groups) if score else []
            en, zh = hint(then.group or "", groups)
            shown = ", ".join(groups) or "none"
            message = (
                f"grade {name} has no group '{then.group or ''}' for points (it has: {shown}){en}",
                f"等级 {name} 没有分值组 {then.group or ''}（现有：{shown}）{zh}",
            )
            self.wrong.append(part.diagnostic(DiagnosticCode.UNKNOWN_NAME, *message, ("then", "group")))
        return name

    def _step(self, part: Part) -> tuple[int, ...] | None:
        step: tuple[int, ...] | None = part.model.then.step
        if step is None:
            return None
        whole = bool(step) and len(set(step)) == len(step) == max(step) - min(step) + 1
        one_sign = all(one >= 0 for one in step) or all(one <= 0 for one in step)
        if not whole or not one_sign or set(step) == {0} or max(map(abs, step)) > MOST_STEPS:
            shown = ", ".join(map(str, step))
            en = "steps follow one another, are of one sign and not all 0, such as 1, [1, 2] or [0, -1]"
            en = f"{en}, and at most {MOST_STEPS} (got {shown})"
            zh = f"步数须连续、同号且不全为 0，如 1、[1, 2] 或 [0, -1]，且不超过 {MOST_STEPS}（现为 {shown}）"
            self.wrong.append(part.diagnostic(DiagnosticCode.STEP_CHOICES, en, zh, ("then", "step")))
        return tuple(step)

    def _floor(self, part: Part, grade: str | None) -> int | None:
        level: str | None = part.model.then.no_better_than
        if level is None or grade not in self.grades:
            return None
        levels = self.grades[grade].levels
        if level not in levels:
            en, zh = hint(level, levels)
            message = f"grade {grade} has no level '{level}'{en}", f"等级 {grade} 没有级别 {level}{zh}"
            self.wrong.append(part.diagnostic(DiagnosticCode.LEVEL_UNKNOWN, *message, ("then", "no_better_than")))
            return None
        return levels.index(level)

    def _layers(self, rules: list[Rule], parts: Mapping[str, Part]) -> tuple[Rule, ...]:
        """Put each rule after the rules that conclude what it uses."""
        makers: dict[str, list[Rule]] = {}
        for rule in rules:
            if rule.conclude:
                makers.setdefault(rule.conclude, []).append(rule)
        layer: dict[str, int] = {}
        left = {rule.id: rule for rule in rules}
        places = {part.model.id: part for part in parts.values()}
        while left:
            ready = [
                rule
                for rule in left.values()
                if not any(maker.id in left for name in rule.uses for maker in makers.get(name, ()))
            ]
            if not ready:
                circle = circle_in(
                    {one.id: {maker.id for name in one.uses for maker in makers.get(name, ())} for one in left.values()}
                )
                shown = " -> ".join(circle)
                en = f"rules rest on each other's conclusions in a circle: {shown}"
                self.wrong.append(
                    places[circle[0]].diagnostic(
                        DiagnosticCode.DEPENDENCY_CYCLE, en, f"规则之间循环推导：{shown}", ("when",)
                    )
                )
                break
            for rule in ready:
                used = [layer[maker.id] for name in rule.uses for maker in makers.get(name, ())]
                layer[rule.id] = 1 + max(used, default=-1)
            for rule in ready:
                del left[rule.id]
        return tuple(replace(rule, layer=layer.get(rule.id, 0)) for rule in rules)
