"""Levels under other numbers, worked out in whole numbers, are those that the engine gives for the patched pack."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, assume, event, given, settings
from hypothesis import strategies as st

from riskgrade.grading.batch import grade_batch
from riskgrade.grading.compose_columns import NO_SCORE
from riskgrade.pack.dating import Moment
from riskgrade.pack.diagnostics import PackError
from riskgrade.pack.load import load_pack
from riskgrade.registers import load_registers
from riskgrade.tuning.contribution_values import EXCLUDED
from riskgrade.tuning.contributions import contributions
from riskgrade.tuning.error import TuningError
from riskgrade.tuning.patch import patch
from riskgrade.tuning.tunable import TunableKind
from tests.strategies.worlds import worlds

SHOP = Path(__file__).parent / "shop"
"""A pack that has every form that points can take; its numbers are used for nothing else."""

VISITED = ("2023-03-03", "2023-10-10", "2024-02-02")
FEWER = max(10, settings().max_examples // 4)
"""Each example loads a pack twice and grades it on several days."""
DAYS = (date(2023, 6, 30), date(2023, 12, 31), date(2024, 6, 30))


def by_engine(pack, registers, moment, grade):
    """Level (-2 excluded), best, worst and both ends of the score of each subject."""
    batch = grade_batch(pack, registers, moment, keep_facts=False)
    tag = f"__g{list(pack.grades).index(grade)}"

    def column(name, otherwise):
        there = f"{tag}_{name}" in batch.columns.columns
        return batch.columns[f"{tag}_{name}"].to_numpy() if there else np.full(batch.columns.height, otherwise)

    excluded = column("excluded", 0) > 0
    found = [np.where(excluded, EXCLUDED, column(name, 0)) for name in ("level", "best", "worst")]
    return np.stack([*found, *(np.where(excluded, 0, column(f"score_{end}", NO_SCORE)) for end in ("low", "high"))])


def by_numbers(found, part, scored):
    excluded = found.level[part] == EXCLUDED
    ends = [np.where(excluded, EXCLUDED, one[part]) for one in (found.level, found.best, found.worst)]
    nothing = np.zeros(excluded.sum() + (~excluded).sum(), dtype=np.int64)
    score = [np.where(excluded, 0, one[part]) if scored else nothing for one in (found.score_low, found.score_high)]
    return np.stack([*ends, *score])


@st.composite
def changes_to(draw, pack, tunables, most=4):
    """A patch of some open numbers: near what they are, or anything that may stand there."""
    chosen = draw(st.lists(st.sampled_from(tunables), min_size=1, max_size=most, unique_by=lambda one: one.path))
    found = {}
    for one in chosen:
        if one.kind is TunableKind.MATRIX:
            found[one.path] = draw(st.sampled_from(pack.grades[one.part].levels))
        else:
            tenths = draw(st.integers(-40, 40))
            found[one.path] = f"{float(one.value) + tenths / 10:.1f}"
    return found


class TestDrawnPacks:
    @settings(
        phases=[Phase.explicit, Phase.reuse, Phase.generate]
    )  # what differs is told at once; a world shrinks slowly
    @given(world=worlds(), data=st.data())
    def test_any_patch_of_any_pack(self, world, data):
        """The packs, registers and days that hold the evaluators against each other."""
        with tempfile.TemporaryDirectory() as folder:
            try:
                pack = load_pack(world.write(Path(folder)))
            except PackError:
                assume(False)
            registers = load_registers(world.rows, pack.registers, coverage=world.coverage or None)
            moment = Moment.of(world.as_of, world.period)
            grade = data.draw(st.sampled_from(list(pack.grades)))
            found = contributions(pack, registers, [world.as_of], grade, moment=lambda _: moment)
            event(f"numbers open: {min(len(found.tunables), 5)}")
            changes = data.draw(changes_to(pack, found.tunables)) if found.tunables else {}
            try:
                patched: Any = patch(pack, changes)
            except PackError:
                event("refused by the pack's own checks")
                changes, patched = {}, pack
            scored = pack.grades[grade].matrix is None
            levels = by_numbers(found.levels(changes), slice(None), scored)
            expected = by_engine(patched, registers, moment, grade)
            if not scored:
                expected[3:] = 0
            assert levels.tolist() == expected.tolist()


@pytest.fixture(scope="module")
def shop():
    return load_pack(SHOP)


class TestEveryForm:
    """One pack whose points are sums, products, choices and look-ups, with unknown codes, blanks and versions."""

    @settings(max_examples=FEWER)
    @given(data=st.data())
    def test_any_patch_of_it(self, shop, data):
        registers = load_registers(data.draw(shop_rows()), shop.registers)
        found = contributions(shop, registers, DAYS, "risk")
        changes = data.draw(changes_to(shop, found.tunables, most=6))
        try:
            patched = patch(shop, changes)
        except PackError:
            assume(False)
        levels = found.levels(changes)
        for day in DAYS:
            part = (found.rows["date"] == day).to_numpy()
            assert (
                by_numbers(levels, part, True).tolist()
                == by_engine(patched, registers, Moment.of(day), "risk").tolist()
            )

    def test_nothing_in_it_is_left_to_the_engine(self, shop):
        found = contributions(shop, load_registers({"shops": [], "visits": []}, shop.registers), DAYS[:1], "risk")
        assert {path for path in found.constant if not path.endswith(("step.0", "step.1"))} == {
            "parameters.many.value", "parameters.grave_from.value", "parameters.inside.table.a", "parameters.inside.table.b",
            "parameters.inside.range.0", "parameters.inside.range.1",
        }  # fmt: skip
        assert "decides which rules hold" in found.constant["parameters.many.value"][0]
        assert "inside highest" in found.constant["parameters.inside.table.a"][0]


@st.composite
def shop_rows(draw):
    maybe = st.one_of(st.just(""), st.integers(0, 9).map(str))
    shops = [
        {
            "id": str(number),
            "kind": draw(st.sampled_from(["", "a", "b", "other"])),
            "area": draw(st.one_of(st.just(""), st.integers(0, 1200).map(str))),
            "old": draw(st.sampled_from(["", "true", "false"])),
            "marks": draw(st.sampled_from(["", "a", "b;c"])),
        }
        for number in range(draw(st.integers(1, 6)))
    ]
    visits = [
        {
            "visit": str(number), "id": draw(st.sampled_from(shops))["id"], "on": draw(st.sampled_from(VISITED)),
            "faults": draw(maybe), "grave": draw(maybe),
        }
        for number in range(draw(st.integers(0, 8)))
    ]  # fmt: skip
    return {"shops": shops, "visits": visits}


class TestAnswers:
    @pytest.fixture(scope="class")
    @classmethod
    def found(cls):
        pack = load_pack(SHOP)
        rows = {
            "shops": [{"id": "1", "kind": "a", "area": "100", "old": "false", "marks": "a"}],
            "visits": [{"visit": "1", "id": "1", "on": "2023-03-03", "faults": "3", "grave": "1"}],
        }
        return contributions(pack, load_registers(rows, pack.registers), DAYS, "risk")

    def test_counts_are_how_often_a_number_is_given(self, found):
        low, high = found.counts("parameters.fault_weight.2000-01-01.value")
        # Three faults, until the version of 2024 takes over.
        assert low.tolist() == high.tolist() == [300, 300, 0]
        assert found.counts("parameters.fault_weight.2024-01-01.value")[0].tolist() == [0, 0, 300]

    def test_a_path_that_is_not_open_is_told_why(self, found):
        with pytest.raises(TuningError, match="cannot be tried without grading anew: it decides"):
            found.levels({"parameters.many.value": 2})
        with pytest.raises(TuningError, match="did you mean 'grades"):
            found.levels({"grades.risk.bands.A.upto": 2})

    @pytest.mark.parametrize(
        ("value", "said"),
        [
            ("much", "plain number"),
            (1.234, "more than two decimals"),
            (object(), "cannot stand"),
            (20, "follow one another"),
        ],
    )
    def test_a_value_that_cannot_stand_there_is_refused(self, found, value, said):
        with pytest.raises(TuningError, match=said):
            found.levels({"grades.risk.bands.A.up_to": value})

    def test_bins_that_do_not_rise_are_refused(self, found):
        with pytest.raises(TuningError, match="bounds of bins must rise"):
            found.levels({"parameters.sizes.bins.150.up_to": 500})

    def test_no_day_and_no_grade_are_refused(self, shop):
        registers = load_registers({"shops": [], "visits": []}, shop.registers)
        with pytest.raises(TuningError, match="at least one day"):
            contributions(shop, registers, [])
        with pytest.raises(TuningError, match="did you mean 'risk'"):
            contributions(shop, registers, DAYS, "rsk")
