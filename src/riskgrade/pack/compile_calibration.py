"""`calibration.yaml` compiled: a band only where the law leaves one, and nothing that could turn a rule around."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import pairwise

from .calibration_bounds import Bounds, Movable
from .calibration_features import refuse_forbidden
from .calibration_model import Band, CalibrationModel
from .calibration_trends import refuse_turning
from .calibration_values import Values
from .compiled import Compiled
from .diagnostics import Diagnostic, DiagnosticCode, hint
from .evidence import weakest
from .expressions import Cite
from .model import Grade, Rule
from .parameter import digits, scaled
from .parts import CALIBRATION, GRADES, Part
from .source_model import Evidence

CHOSEN = (Evidence.INFERRED, Evidence.DESIGN)
"""Evidence of what an office worked out or chose itself; everything stronger is the law's."""


def compile_calibration(pack: Compiled, cite: Cite, wrong: list[Diagnostic]) -> dict[str, Bounds]:
    """What of each grade may move.

    Args:
        pack: the pack so far.
        cite: resolves citations.
        wrong: mistakes are added here.

    Returns:
        Grade -> its bounds; a grade for which something is wrong is left out.
    """
    found = {}
    for name, part in pack.parts.items[CALIBRATION].items():
        before = len(wrong)
        bounds = _OfGrade(name, part, pack, cite, wrong).compile()
        if bounds is not None and len(wrong) == before:
            found[name] = bounds
    return found


class _OfGrade:
    """Compiles the bounds of one grade."""

    def __init__(self, name: str, part: Part, pack: Compiled, cite: Cite, wrong: list[Diagnostic]) -> None:
        self.name, self.part, self.pack, self.cite, self.wrong = name, part, pack, cite, wrong
        self.model: CalibrationModel = part.model
        self.values = Values(pack.parts, pack.parameters, cite)

    def compile(self) -> Bounds | None:
        """The bounds, or None after noting what is wrong."""
        grade = self.pack.grades.get(self.name)
        if grade is None and self.name in self.pack.parts.items[GRADES]:
            return None  # what is wrong with it was told
        if grade is None or grade.bands is None or grade.score is None:
            near = hint(self.name, self.pack.grades) if grade is None else ("", "")
            self._refuse(
                f"calibration is for a grade with a score and bands of this pack; '{self.name}' is none{near[0]}",
                f"校准只适用于本包中有分值与分档的等级；{self.name} 不是{near[1]}",
            )
            return None
        cites = self.cite(self.part, self.model.cite, ("cite",))
        rules = {rule.id: rule for rule in self.pack.rules if rule.grade == self.name}
        for key in ("frozen_rules", "floors"):
            for one in getattr(self.model, key):
                if one not in rules:
                    self._unknown(one, rules, (key,), "rule", "规则")
        weights = [*self._points(rules), *self._tables(rules)]
        cutpoints, limits, gap = self._cutpoints(grade)
        if not self.model.points and not self.model.tables and self.model.cutpoints is None:
            self._refuse(
                "nothing may move: write `points`, `tables` or `cutpoints`",
                "没有可变动的内容；请写 points、tables 或 cutpoints",
            )
        steps = self._steps(rules)
        features = refuse_forbidden(self.model, self.part, self.pack, weights, self.wrong)
        refuse_turning(self.model, self.part, self.pack, grade, self.wrong)
        return Bounds(
            grade=self.name,
            weights=tuple(movable for _, movable in weights),
            cutpoints=tuple(cutpoints),
            orders=tuple(self.values.orders),
            limits=limits,
            rising=grade.bands.rising,
            min_gap=gap,
            prior_strength=int(self.model.prior_strength * 100),
            max_notch=self.model.max_notch,
            direction=self.model.direction,
            frozen=self.model.frozen_rules,
            vetoes=tuple(rule.id for rule in rules.values() if rule.floor is not None),
            steps=steps,
            monotone=dict(self.model.monotone),
            features=features,
            cites=cites,
        )

    def _points(self, rules: Mapping[str, Rule]) -> Iterable[tuple[tuple[Rule, ...], Movable]]:
        for name, band in self.model.points.items():
            at = ("points", name)
            rule = rules.get(name)
            if rule is None:
                self._unknown(name, rules, at, "rule", "规则")
                continue
            if self._is_frozen(rule, at):
                continue
            declared = self.values.points_of(rule)
            if declared is None:
                self._refuse(
                    f"the points of '{name}' are no plain number; give a band to the table that they are looked up in",
                    f"规则 {name} 的分值不是固定数字；请对其所查的表设定区间",
                    at,
                )
                continue
            evidence = weakest(rule.cites) or Evidence.DESIGN
            path = f"rules.{name}.then.points"
            movable = self._movable(path, name, declared, band, evidence, rule.cites, at)
            if movable is not None:
                yield (rule,), movable

    def _tables(self, rules: Mapping[str, Rule]) -> Iterable[tuple[tuple[Rule, ...], Movable]]:
        for name, bands in self.model.tables.items():
            at = ("tables", name)
            users = self._users(name, rules, at)
            if users is None:
                continue
            cells = self.values.cells_of(name)
            if cells is None:
                self._refuse(
                    f"'{name}' has several versions in time; a calibration is for one scheme at a time",
                    f"参数 {name} 有多个时间版本；一次只能校准一个版本",
                    at,
                )
                continue
            moving = {}
            for key, band in bands.items():
                cell = cells.get(key)
                if cell is None:
                    self._unknown(key, cells, (*at, key), f"cell of {name}", f"格（{name}）")
                    continue
                evidence = weakest(cell.cites) or Evidence.DESIGN
                movable = self._movable(
                    cell.path, f"{name}: {key}", cell.value, band, evidence, cell.cites, (*at, key), cell.range
                )
                if movable is not None:
                    moving[key] = movable
                    yield users, movable
            for one, other in self.values.hold_order(cells, moving):
                self._refuse(
                    f"within these bands '{one}' could come to lie above '{other}' of {name}; what is worse stays worse",
                    f"按此区间，{name} 的 {one} 可能高于 {other}；轻重次序须保持不变",
                    at,
                )

    def _users(self, name: str, rules: Mapping[str, Rule], at: tuple[str, ...]) -> tuple[Rule, ...] | None:
        """The rules that look points up in a table; None after noting that something else does too."""
        if name not in self.pack.parameters or self.pack.parameters[name].table is None:
            tables = [one for one, parameter in self.pack.parameters.items() if parameter.table is not None]
            self._unknown(name, tables, at, "table", "表")
            return None
        users = []
        for rule in self.pack.rules:
            reads = self.values.reads(rule, self.pack.facts, self.pack.makers)
            if name in reads.decides or (name in reads.gives and rule.id not in rules):
                self._refuse(
                    f"the table {name} also decides rule '{rule.id}', which is more than points of {self.name}",
                    f"表 {name} 还影响规则 {rule.id}，不只是 {self.name} 的分值",
                    at,
                )
                return None
            if name in reads.gives:
                if self._is_frozen(rule, at):
                    return None
                users.append(rule)
        for grade in self.pack.grades.values():
            if grade.table is not None and name in self.values.closure(
                grade.table.uses, self.pack.facts, self.pack.makers
            ):
                self._refuse(
                    f"the table {name} also decides grade {grade.name}", f"表 {name} 还影响等级 {grade.name}", at
                )
                return None
        if not users:
            self._refuse(
                f"no rule of {self.name} looks points up in {name}", f"{self.name} 没有规则从 {name} 查分值", at
            )
            return None
        return tuple(users)

    def _is_frozen(self, rule: Rule, at: tuple[str, ...]) -> bool:
        if rule.id in self.model.frozen_rules:
            self._refuse(
                f"rule '{rule.id}' is frozen, so it has no band; take it out of one of the two",
                f"规则 {rule.id} 已冻结，不能设区间；请从其中一处删去",
                at,
            )
        return rule.id in self.model.frozen_rules

    def _movable(
        self, path: str, shown: str, declared: int, band: Band, evidence: Evidence, cites: tuple[object, ...],
        at: tuple[str, ...], within: tuple[int, int] | None = None,
    ) -> Movable | None:  # fmt: skip
        if evidence not in CHOSEN:
            self._statute(shown, cites, evidence, at)
            return None
        finest = max(map(digits, (*band, Decimal(declared).scaleb(-2))))
        if finest > 2:
            self._refuse("points have at most two decimals", "分值最多两位小数", at)
            return None
        low, high = scaled(band[0], 2), scaled(band[1], 2)
        if declared == 0 or low * declared <= 0 or high * declared <= 0:
            self._refuse(
                f"the band of '{shown}' reaches 0 or beyond; points keep their sign, and what gives none gets no band",
                f"{shown} 的区间触及或越过 0；分值须保持正负，0 分不设区间",
                at,
            )
            return None
        if not low <= declared <= high:
            value = Decimal(declared).scaleb(-2).normalize()
            self._refuse(
                f"the declared {value:f} of '{shown}' lies outside its band", f"{shown} 的现值 {value:f} 不在区间内", at
            )
            return None
        if within is not None and (low < within[0] or high > within[1]):
            self._refuse(
                f"the band of '{shown}' leaves the `range` of the table", f"{shown} 的区间超出该表的 range", at
            )
            return None
        return Movable(path, declared, low, high, 10 ** (2 - finest), evidence, tuple(cites))  # type: ignore[arg-type]

    def _cutpoints(self, grade: Grade) -> tuple[list[Movable], tuple[str | int, ...], int]:
        model, bands = self.model.cutpoints, grade.bands
        assert bands is not None
        if model is None:
            return [], bands.limits, 0
        at: tuple[str, ...] = ("cutpoints",)
        part = self.pack.parts.items[GRADES][self.name]
        named = [grade.levels[level] for level in bands.levels[:-1]]
        for level in model.levels:
            if level not in named:
                self._unknown(level, named, (*at, "levels"), "band with a limit", "有界限的档")
        shift, gap = scaled(model.max_shift, 2), scaled(model.min_gap, 2)
        for one, after in pairwise(bands.limits):
            if abs(after - one) < gap:
                self._refuse(
                    "the declared limits stand closer than `min_gap`",
                    "现有分档界限的间距小于 min_gap",
                    (*at, "min_gap"),
                )
        found: list[Movable] = []
        limits: list[str | int] = []
        for number, (limit, level) in enumerate(zip(bands.limits, named, strict=True)):
            if model.levels and level not in model.levels:
                limits.append(limit)
                continue
            cites = self.values.cites_of_band(part, number)
            evidence = weakest(cites) or Evidence.DESIGN
            if evidence not in CHOSEN:
                self._statute(f"{self.name}: {level}", cites, evidence, at)
                continue
            finest = max(map(digits, (model.max_shift, Decimal(limit).scaleb(-2))))
            path = self.values.path_of_band(part, self.name, number, "up_to" if bands.rising else "at_least")
            unit = 10 ** (2 - finest)
            found.append(Movable(path, limit, limit - shift, limit + shift, unit, evidence, cites))
            limits.append(path)
        return found, tuple(limits), gap

    def _steps(self, rules: Mapping[str, Rule]) -> tuple[str, ...]:
        raising = {name: rule for name, rule in rules.items() if rule.step is not None and max(rule.step) > 0}
        for name in self.model.floors:
            if name in rules and name not in raising and rules[name].floor is None:
                self._refuse(
                    f"rule '{name}' neither raises a level nor holds one down, so it is no floor",
                    f"规则 {name} 既不上调级别也不限定级别，不能作为底线",
                    ("floors",),
                )
        law = [name for name, rule in raising.items() if (weakest(rule.cites) or Evidence.DESIGN) not in CHOSEN]
        return tuple(name for name in raising if name in law or name in self.model.floors)

    def _statute(self, shown: str, cites: tuple[object, ...], evidence: Evidence, at: tuple[str, ...]) -> None:
        texts = ", ".join(str(getattr(one, "text", one)) for one in cites)
        self._refuse(
            f"'{shown}' is the law's ({texts}: {evidence}); a band may stand only on design or inferred values",
            f"{shown} 出自法规（{texts}：{evidence}）；只有 design 或 inferred 的取值可设区间",
            at,
        )

    def _unknown(self, name: str, known: Iterable[str], at: tuple[str, ...], en: str, zh: str) -> None:
        known = list(known)
        near, nearer = hint(name, known)
        message = f"there is no {en} '{name}' for {self.name}{near}", f"{self.name} 没有名为 {name} 的{zh}{nearer}"
        self.wrong.append(self.part.diagnostic(DiagnosticCode.UNKNOWN_NAME, *message, at))

    def _refuse(self, en: str, zh: str, at: tuple[str, ...] = ()) -> None:
        self.wrong.append(self.part.diagnostic(DiagnosticCode.CALIBRATION, en, zh, at))
