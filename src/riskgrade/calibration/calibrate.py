"""Making a calibration: fitted on the past, looked at on days after it, and given only if every gate holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import version

from ..grading.batch import Progress
from ..log.error import LogError
from ..log.event import check_instant, check_person
from ..pack.calibration_bounds import Bounds, Movable
from ..pack.model import Pack
from ..registers import Registers
from ..tuning.backtest import Backtest, run_backtest
from ..tuning.outcome import Outcome as Event
from ..tuning.outcome_events import events_of
from ..tuning.patch import PatchedPack
from ..tuning.split import Fold, RollingOrigin, rolling
from ..tuning.split_span import Span
from .artefact import sealed
from .artefact_model import KIND, FoldPart, GatePart, Outcome, TablePart, points_text
from .cases import Cases, cases_of
from .error import CalibrationError
from .fitting import Fitted, fit
from .folds import Looked, look, steps_of
from .logistic import Whole
from .made import Calibration
from .measured_gates import measured_gates
from .probability_table import blocks_of, levels_of


def calibrated(
    pack: Pack,
    registers: Registers,
    outcome: Event,
    split: object,
    by: str,
    at: str,
    strata: Sequence[str] = (),
    grade: str | None = None,
    period: str | None = None,
    until: date | str | None = None,
    supersedes: str | None = None,
    engine: str = "polars",
    progress: Progress | None = None,
    as_pandas: bool = False,
) -> Calibration:
    """Calibrate a grade.

    Args:
        pack: the pack that declares what may move.
        registers: all that is known by now.
        outcome: what the grade should tell.
        split: a `RollingOrigin`; anything else is refused.
        by: who makes it.
        at: when, as ISO 8601 with the offset; nothing here reads a clock.
        strata: fields or facts, such as the inspector, within which firms are compared too; they are never learnt from.
        grade: which grade; may be left out where only one may be calibrated.
        period: the rating year of each day: that of the day, or ``previous``.
        until: the last day that the registers tell of.
        supersedes: the sha256 of the calibration whose place it takes.
        engine: ``polars`` or ``duckdb``.
        progress: told what is being done.
        as_pandas: whether tables come as pandas frames.

    Raises:
        CalibrationError: nothing may move, or nobody is named.
        TuningError: the split is refused, or nothing has happened yet.
    """
    bounds = _bounds(pack, grade)
    _signed(by, at)
    say = progress or (lambda _: None)
    backtest = run_backtest(
        pack, registers, outcome, split, strata, period, bounds.grade, None, until, engine, progress
    )
    origins = rolling(split)
    folds = origins.folds(outcome.horizon)
    events, lag = events_of(outcome, pack, registers, until), Span.of(outcome.lag)

    def closed(fold: Fold, day: date) -> bool:
        return lag.after(fold.last) <= day and (events.from_ is None or events.from_ <= fold.first)

    cases = cases_of(pack, registers, bounds, backtest, period, engine, progress)
    say("fitting")
    steps = steps_of(cases, folds, closed)
    last = steps[-1] if steps and steps[-1].day == len(cases.days) - 1 else None
    declared = Fitted(cases.points, cases.cuts)
    fitted = declared if last is None else fit(last.then, last.train)
    looked = [look(cases, one, None, signed_off=False) for one in steps if one is not last]
    if last is not None:
        looked.append(look(cases, last, fitted, signed_off=True))
    shown = cases.day == len(cases.days) - 1
    gates = measured_gates(cases, fitted, looked, last, shown)
    passed = all(one.passed for one in gates)
    given = fitted if passed else declared
    artefact = sealed(
        _document(pack, bounds, cases, given, passed, looked, gates)
        | {
            "data": _data(cases, backtest, outcome, origins, strata),
            "author": by,
            "made_at": at,
            "supersedes": supersedes,
        }
    )
    return Calibration(artefact, _tried(bounds, fitted), as_pandas)


def _bounds(pack: Pack, grade: str | None) -> Bounds:
    if isinstance(pack, PatchedPack):
        raise CalibrationError(
            "a patched pack is not calibrated; give the pack as it is declared",
            "不能校准打过补丁的规则包；请给出原规则包",
        )
    if grade is None and len(pack.calibration) == 1:
        return next(iter(pack.calibration.values()))
    if grade is not None and grade in pack.calibration:
        return pack.calibration[grade]
    there = ", ".join(pack.calibration)
    inner = ", ".join(one.id for one in pack.composed if one.calibration)
    if not there:
        also = f"; calibrate {inner}, which it is composed of, and use that here" if inner else ""
        also_zh = f"；请校准其所组合的 {inner}，再用于本包" if inner else ""
        raise CalibrationError(
            f"pack {pack.id} declares nothing that may move (calibration.yaml){also}",
            f"规则包 {pack.id} 未声明可变动的内容（calibration.yaml）{also_zh}",
        )
    asked = f"'{grade}' is none of the grades" if grade is not None else "say which of the grades"
    raise CalibrationError(
        f"{asked} of {pack.id} that may be calibrated: {there}", f"请指明可校准的等级（{pack.id}）：{there}"
    )


def _signed(by: str, at: str) -> None:
    try:
        check_person(by, "makes it", "编制")
        check_instant(at)
    except LogError as error:
        raise CalibrationError(error.en, error.zh) from None


def _tried(bounds: Bounds, fitted: Fitted) -> Mapping[str, int]:
    """What was fitted, whether or not it was given: path -> hundredths."""
    movable = (*bounds.weights, *bounds.cutpoints)
    return {one.path: int(value) for one, value in zip(movable, (*fitted.points, *fitted.cuts), strict=True)}


def _moved(movable: Sequence[Movable], values: Whole) -> list[dict[str, str]]:
    return [
        {
            "path": one.path,
            **{name: points_text(getattr(one, name)) for name in ("declared", "low", "high", "unit")},
            "value": points_text(int(value)),
        }
        for one, value in zip(movable, values, strict=True)
    ]


def _document(
    pack: Pack, bounds: Bounds, cases: Cases, given: Fitted, passed: bool, looked: Sequence[Looked],
    gates: Sequence[GatePart],
) -> dict[str, object]:  # fmt: skip
    used = cases.used
    parts: Sequence[FoldPart] = [one.part for one in looked]
    table = TablePart(
        blocks=blocks_of(cases.score(given.points)[used], cases.happened[used], bounds.rising) if used.any() else [],
        levels=levels_of(cases.level(given.points, given.cuts)[used], cases.happened[used], cases.names),
    )
    return {
        "kind": KIND,
        "state": "draft",
        "outcome": str(Outcome.CALIBRATED if passed else Outcome.DECLARED),
        "pack": {"id": pack.id, "version": pack.version, "sha256": pack.sha256},
        "grade": bounds.grade,
        "max_notch": bounds.max_notch,
        "direction": str(bounds.direction),
        "weights": _moved(bounds.weights, given.points),
        "cutpoints": _moved(bounds.cutpoints, given.cuts),
        "frozen": list(bounds.frozen),
        "vetoes": list(bounds.vetoes),
        "steps": list(bounds.steps),
        "prior_strength": points_text(bounds.prior_strength),
        "table": table.model_dump(mode="json"),
        "folds": [one.model_dump(mode="json") for one in parts],
        "gates": [one.model_dump(mode="json") for one in gates],
        "made_with": {name: version(name) for name in ("riskgrade", "numpy", "scipy", "polars")},
        "effective": None,
        "history": [],
    }


def _data(
    cases: Cases, backtest: Backtest, outcome: Event, split: RollingOrigin, strata: Sequence[str]
) -> dict[str, object]:
    return {
        "sha256": cases.fingerprint,
        "observations": int(cases.used.sum()),
        "subjects": int(cases.subject.filter(cases.used.tolist()).n_unique()),
        "events": int(cases.happened[cases.used].sum()),
        "outcome": str(outcome),
        "horizon": str(outcome.horizon),
        "embargo": str(split.embargo),
        "first": cases.days[0].isoformat(),
        "last": cases.days[-1].isoformat(),
        "known_to": backtest.until.isoformat(),
        "strata": list(strata),
    }
