"""`grades.yaml` compiled: bands and tables typed, compositions resolved, the weakest evidence of each grade."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import chain, pairwise

from ..language.environment import Environment
from ..language.types import Kind
from .compile_inspections import compile_inspections
from .diagnostics import Diagnostic, DiagnosticCode, hint
from .expressions import Cite, Compiler, names_in
from .model import Bands, DecisionTable, Grade, Matrix, Pack, Score
from .parameter import hundredths
from .part_models import Band, GradeModel, Limits, Row
from .parts import Part
from .source_model import Citation

MOST_LEVELS = 12
"""More would make the sets of permitted levels too many to name."""


class GradeCompiler:
    """Compiles the grades of one pack."""

    def __init__(
        self, environment: Environment, cite: Cite, load: Callable[[str, Part], Pack | None], wrong: list[Diagnostic]
    ) -> None:
        self.environment, self.cite, self.load, self.wrong = environment, cite, load, wrong
        self.compiler = Compiler(wrong)
        self.written: set[str] = set()

    def compile(self, parts: Mapping[str, Part]) -> dict[str, Grade]:
        """All grades; a matrix after the grades it reads."""
        found: dict[str, Grade] = {}
        self.written = {name for name, part in parts.items() if part.model.matrix is None}
        for late in (False, True):
            for name, part in parts.items():
                if (part.model.matrix is not None) is late:
                    grade = self._grade(name, part, found)
                    if grade is not None:
                        found[name] = grade
        return {name: found[name] for name in parts if name in found}

    def _grade(self, name: str, part: Part, found: Mapping[str, Grade]) -> Grade | None:
        model: GradeModel = part.model
        before = len(self.wrong)
        grade: Grade | None
        if model.first_in_scope:
            grade = self._from_packs(name, part)
        elif model.matrix is not None:
            grade = self._matrix(name, part, found)
        else:
            grade = self._own(name, part)
        if grade is not None and model.inspections is not None:
            found_here = compile_inspections(model.inspections, grade.levels, part, self.cite, self.wrong)
            grade = replace(grade, inspections=found_here)
        return grade if len(self.wrong) == before else None

    def _own(self, name: str, part: Part) -> Grade:
        model: GradeModel = part.model
        if not model.levels:
            self.wrong.append(part.diagnostic(DiagnosticCode.MISSING_KEY, "`levels` is missing", "缺少 levels"))
        if len(model.levels) > MOST_LEVELS:
            en, zh = f"a grade has at most {MOST_LEVELS} levels", f"等级最多 {MOST_LEVELS} 级"
            self.wrong.append(part.diagnostic(DiagnosticCode.BAD_VALUE, en, zh, ("levels",)))
        if model.bands is not None and model.score is None:
            en, zh = "bands need a `score`", "bands 需要 score"
            self.wrong.append(part.diagnostic(DiagnosticCode.MISSING_KEY, en, zh))
        inherited = self.cite(part, model.cite, ("cite",)) if model.cite else ()
        rows: tuple[Band | Row, ...] = model.bands or (model.table.rows if model.table else ())
        each: list[tuple[Citation, ...]] = []
        for number, row in enumerate(rows):
            at = ("bands", number) if model.bands else ("table", "rows", number)
            own = self.cite(part, row.cite, at) if row.cite or not inherited else ()
            each.append(tuple(dict.fromkeys((*inherited, *own))))
        every = tuple(dict.fromkeys(chain(inherited, *each)))
        if model.table is not None and not inherited and (model.table.default is not None or not rows):
            # What holds where no row does is cited too: by the grade.
            every = self.cite(part, (), ("table",))
        return Grade(
            name, model.levels, model.labels, model.title,
            score=self._score(model, part),
            bands=self._bands(model, part, tuple(each)),
            table=self._table(model, part, (*each, inherited)),
            steps=model.steps,
            on_unknown=self._on_unknown(model.levels, part),
            cites=every,
        )  # fmt: skip

    def _level(self, level: str, levels: tuple[str, ...], part: Part, at: tuple[str | int, ...]) -> int:
        if level in levels:
            return levels.index(level)
        en, zh = hint(level, levels)
        shown = ", ".join(levels)
        message = f"'{level}' is not one of the levels {shown}{en}", f"{level} 不在级别 {shown} 之中{zh}"
        self.wrong.append(part.diagnostic(DiagnosticCode.LEVEL_UNKNOWN, *message, at))
        return 0

    def _on_unknown(self, levels: tuple[str, ...], part: Part) -> int | str | None:
        answer: str | None = part.model.on_unknown
        if answer is None or answer == "worst":
            return answer
        level = self._level(answer, levels, part, ("on_unknown",))
        if level == 0 and answer in levels:
            en, zh = "what is not known cannot be given the best level", "未知情形不能给予最好的级别"
            self.wrong.append(part.diagnostic(DiagnosticCode.BAD_VALUE, en, zh, ("on_unknown",)))
        return level

    def _score(self, model: GradeModel, part: Part) -> Score | None:
        if model.score is None:
            return None

        def limits(one: Limits, at: tuple[str, ...]) -> tuple[int | None, int | None]:
            low, high = self._points(one.min, part, at), self._points(one.max, part, at)
            if low is not None and high is not None and high < low:
                en, zh = f"`max` ({one.max}) is less than `min` ({one.min})", f"max（{one.max}）小于 min（{one.min}）"
                self.wrong.append(part.diagnostic(DiagnosticCode.BAD_VALUE, en, zh, at))
            return low, high

        low, high = limits(model.score, ("score",))
        groups = {name: limits(one, ("score", "groups", name)) for name, one in model.score.groups.items()}
        return Score(self._points(model.score.initial, part, ("score",)) or 0, low, high, groups or {"": (None, None)})

    def _points(self, number: Decimal | None, part: Part, at: tuple[str | int, ...]) -> int | None:
        if number is None:
            return None
        try:
            return hundredths(number)
        except ValueError:
            en, zh = f"{number} has more than two decimals", f"{number} 超过两位小数"
            self.wrong.append(part.diagnostic(DiagnosticCode.POINTS_TOO_FINE, en, zh, at))
            return 0

    def _bands(self, model: GradeModel, part: Part, cites: tuple[tuple[Citation, ...], ...]) -> Bands | None:
        if model.bands is None:
            return None
        before = len(self.wrong)
        *closed, last = model.bands
        rising = bool(closed) and closed[0].up_to is not None
        limits = [self._limit(band, rising, part, number) for number, band in enumerate(closed)]
        levels = [
            self._level(band.level, model.levels, part, ("bands", number)) for number, band in enumerate(model.bands)
        ]
        if last.up_to is not None or last.at_least is not None:
            en, zh = "the last band takes all other scores; leave its limit out", "最后一档容纳其余分数；请勿写界限"
            self.wrong.append(part.diagnostic(DiagnosticCode.BANDS_UNORDERED, en, zh, ("bands", len(closed))))
        if len(self.wrong) == before:
            self._in_order(model.bands, rising, limits, levels, part)
        return Bands(rising, tuple(limits), tuple(levels), cites)

    def _in_order(
        self, bands: tuple[Band, ...], rising: bool, limits: list[int], levels: list[int], part: Part
    ) -> None:
        key = "up_to" if rising else "at_least"
        for number, (one, after) in enumerate(pairwise(limits), 1):
            if (after <= one) is rising or after == one:
                shown = getattr(bands[number], key), getattr(bands[number - 1], key)
                en = f"`{key}: {shown[0]}` follows `{key}: {shown[1]}`; from band to band `{key}` must "
                zh = f"{key}: {shown[0]} 排在 {key}: {shown[1]} 之后；{key} 须逐档{'递增' if rising else '递减'}"
                en += "rise" if rising else "fall"
                self.wrong.append(part.diagnostic(DiagnosticCode.BANDS_UNORDERED, en, zh, ("bands", number)))
        for number, (best, worse) in enumerate(pairwise(levels), 1):
            if worse < best:
                names = bands[number].level, bands[number - 1].level
                en = f"{names[0]} is better than {names[1]} but stands after it; bands go from the best level to the worst"
                zh = f"{names[0]} 优于 {names[1]} 却排在其后；各档须由好到差排列"
                self.wrong.append(part.diagnostic(DiagnosticCode.BANDS_UNORDERED, en, zh, ("bands", number)))

    def _limit(self, band: Band, rising: bool, part: Part, number: int) -> int:
        limit = band.up_to if rising else band.at_least
        if limit is None or (band.up_to is not None and band.at_least is not None):
            key = "up_to" if rising else "at_least"
            en = f"write `{key}`, as in the first band; only the last band has no limit"
            zh = f"请与第一档一样写 {key}；只有最后一档不写界限"
            self.wrong.append(part.diagnostic(DiagnosticCode.BANDS_UNORDERED, en, zh, ("bands", number)))
            return 0
        return self._points(limit, part, ("bands", number)) or 0

    def _table(self, model: GradeModel, part: Part, cites: tuple[tuple[Citation, ...], ...]) -> DecisionTable | None:
        if model.table is None:
            return None
        rows, uses = [], set[str]()
        for number, row in enumerate(model.table.rows):
            at = ("table", "rows", number)
            when = None
            if row.when is not None:
                when = self.compiler.compile(row.when, self.environment, Kind.BOOL, part, (*at, "when"))
                uses |= set(names_in(when.node)) if when else set()
            rows.append((when, self._level(row.level, model.levels, part, at)))
        default = model.table.default
        index = None if default is None else self._level(default, model.levels, part, ("table", "default"))
        return DecisionTable(model.table.hit, tuple(rows), index, frozenset(uses), cites)

    def _from_packs(self, name: str, part: Part) -> Grade | None:
        model: GradeModel = part.model
        source = model.grade or name
        packs = [pack for one in model.first_in_scope if (pack := self.load(one, part)) is not None]
        levels = model.levels
        for pack in packs:
            inner = pack.grades.get(source)
            if inner is None:
                en, zh = hint(source, pack.grades)
                message = f"pack {pack.id} has no grade '{source}'{en}", f"规则包 {pack.id} 没有等级 {source}{zh}"
                self.wrong.append(part.diagnostic(DiagnosticCode.COMPOSITION, *message, ("first_in_scope",)))
                continue
            levels = levels or inner.levels
            if inner.levels != levels:
                en = f"pack {pack.id} has the levels {', '.join(inner.levels)}, not {', '.join(levels)}"
                zh = f"规则包 {pack.id} 的级别为 {'、'.join(inner.levels)}，与 {'、'.join(levels)} 不一致"
                self.wrong.append(part.diagnostic(DiagnosticCode.COMPOSITION, en, zh, ("first_in_scope",)))
        on_unknown = self._on_unknown(levels, part)
        cites = self.cite(part, model.cite, ("cite",)) if model.cite else ()
        return Grade(
            name,
            levels,
            model.labels,
            model.title,
            packs=tuple(packs),
            source=source,
            on_unknown=on_unknown,
            cites=cites,
        )

    def _matrix(self, name: str, part: Part, found: Mapping[str, Grade]) -> Grade | None:
        model: GradeModel = part.model
        axes = list((model.matrix or {}).items())
        cells = model.cells or ()
        right = len(axes) == 2 and len(cells) == len(axes[0][1]) and all(len(row) == len(axes[1][1]) for row in cells)
        for axis, levels in axes:
            if axis not in found and axis in self.written:
                return None  # what is wrong with it was told
            if axis not in found:
                en, zh = hint(axis, found)
                message = f"there is no grade '{axis}' before this one{en}", f"没有可用的等级 {axis}{zh}"
                self.wrong.append(part.diagnostic(DiagnosticCode.COMPOSITION, *message, ("matrix",)))
            elif found[axis].levels != levels:
                shown = ", ".join(found[axis].levels)
                en, zh = f"list the levels of {axis} as they are: {shown}", f"请按 {axis} 的级别顺序列出：{shown}"
                self.wrong.append(part.diagnostic(DiagnosticCode.COMPOSITION, en, zh, ("matrix",)))
        if not right:
            en = "a matrix has two grades, and a cell for every pair of their levels"
            zh = "matrix 须有两个等级，且每对级别都有一格"
            if len(axes) == 2:
                high, wide = len(axes[0][1]), len(axes[1][1])
                en = f"write {high} rows (a level of {axes[0][0]} each) of {wide} cells (a level of {axes[1][0]} each)"
                zh = f"请写 {high} 行（{axes[0][0]} 每个级别一行），每行 {wide} 格（{axes[1][0]} 每个级别一格）"
            self.wrong.append(part.diagnostic(DiagnosticCode.COMPOSITION, en, zh, ("cells",)))
            return None
        levels = model.levels or axes[0][1]
        at = ("cells",)
        grid = tuple(tuple(self._level(cell, levels, part, at) for cell in row) for row in cells)
        return Grade(
            name, levels, model.labels, model.title, matrix=Matrix(axes[0][0], axes[1][0], grid),
            on_unknown=self._on_unknown(levels, part), cites=self.cite(part, model.cite, ("cite",)),
        )  # fmt: skip
