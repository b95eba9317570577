"""Drawn firms, drawn values within or far outside their bands, and both ways of grading them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from hypothesis import strategies as st

from riskgrade.calibration.artefact_model import points_text
from riskgrade.calibration.every_firm import CalibratedBatch, calibrated_batch
from riskgrade.calibration.in_use import InUse, put_in_use
from riskgrade.calibration.one_firm import CalibratedLevel, calibrated_levels
from riskgrade.grading.batch import grade_batch
from riskgrade.grading.decision import Decision
from riskgrade.grading.reference import Grader
from riskgrade.pack.dating import Moment
from riskgrade.pack.model import Pack
from riskgrade.registers import Registers, load_registers
from tests.calibration import sample

AS_OF = date(2024, 6, 30)
MOMENT = Moment.of(AS_OF)


def known(texts: Sequence[str]) -> st.SearchStrategy[str]:
    """One of some texts, now and then a blank."""
    return st.sampled_from([*texts, *texts, *texts, ""])


FIRM = st.fixed_dictionaries({
    "kind": known(["maker", "maker", "shop"]),
    "sort": known(["a", "b", "c", "d", "z"]),
    "credit": known(["good", "poor"]),
    "inspections": known([str(one) for one in range(0, 41, 3)]),
    "failures": known([str(one) for one in range(8)]),
    "late": known(["true", "false"]),
    "certified": known(["true", "false"]),
    "closed": st.sampled_from(["false", "false", "false", "true"]),
})  # fmt: skip
FIRMS = st.lists(FIRM, min_size=1, max_size=30)


def registers_of(firms: Sequence[dict[str, Any]], pack: Pack) -> Registers:
    """Firms as registers."""
    rows = [{"code": f"n{number:02}", **firm} for number, firm in enumerate(firms)]
    return load_registers({"firms": rows}, pack.registers)


@st.composite
def values(draw: Any, pack: Pack) -> dict[str, str]:
    """Values within their bands, in order as the pack asks for."""
    bounds = pack.calibration["risk"]
    found = {}
    for one in bounds.weights:
        found[one.path] = draw(st.integers(one.low // one.unit, one.high // one.unit)) * one.unit
    for low, high in bounds.orders:
        found[high] = max(found[low], found[high])
    before = None
    for one in bounds.cutpoints:
        least = one.low if before is None else max(one.low, before + bounds.min_gap)
        before = found[one.path] = draw(st.integers(-(-least // one.unit), one.high // one.unit)) * one.unit
    return {path: points_text(value) for path, value in found.items()}


def both(
    use: InUse, registers: Registers, engine: str = "polars"
) -> tuple[CalibratedBatch, dict[str, tuple[Decision, dict[str, CalibratedLevel]]]]:
    """The calibrated levels of a run at once, and firm by firm."""
    batch = calibrated_batch(use, grade_batch(use.pack, registers, MOMENT, engine), registers)
    keys = batch.decisions["subject"].to_list()
    declared = Grader(use.pack, registers, MOMENT).decide(keys)
    moved = Grader(use.candidate, registers, MOMENT).decide(keys)
    each = {one.subject: (one, calibrated_levels(use, one, other)) for one, other in zip(declared, moved, strict=True)}
    return batch, each


def trial(pack: Pack, graded: Pack, given: dict[str, str]) -> InUse:
    """Values of a pack on trial, in a pack that grades."""
    return put_in_use(sample.draft(pack, given), graded, AS_OF, trial=True)
