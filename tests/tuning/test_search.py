"""A search finds what was hidden, says how many it tried, gives the same twice, and moves nothing that a text says."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pandas as pd
import polars as pl
import pytest

import riskgrade as rg
from riskgrade.grading.batch import grade_batch
from riskgrade.pack.dating import Moment
from riskgrade.pack.load import load_pack
from riskgrade.registers import load_registers
from riskgrade.tuning.error import TuningError
from riskgrade.tuning.search_constraints import constraints
from riskgrade.tuning.search_data import learned
from riskgrade.tuning.search_measures import Counts, counted, measures
from tests.tuning.test_compare import SUINING
from tests.tuning.test_contributions import SHOP

DAYS = (date(2023, 6, 30), date(2023, 12, 31))
PRE = "grades.risk.bands"
A_B_C = [f"{PRE}.{level}.up_to" for level in "ABC"]


@pytest.fixture(scope="module")
def shop():
    return load_pack(SHOP)


@pytest.fixture(scope="module")
def registers(shop):
    """Shops of every area from 0 to 1,190 square metres, with two faults each where the number is odd."""
    shops = [
        {"id": f"{number:03}", "kind": "ab"[number % 2], "area": str(number * 10), "old": "false", "marks": "a"}
        for number in range(120)
    ]
    visits = [
        {"visit": one["id"], "id": one["id"], "on": "2023-03-03", "faults": str(2 + number % 5), "grave": "0"}
        for number, one in enumerate(shops)
        if number % 2
    ]
    return load_registers({"shops": shops, "visits": visits}, shop.registers)


def scores(shop, registers, day):
    batch = grade_batch(shop, registers, Moment.of(day), keep_facts=False)
    return dict(zip(batch.columns["subject"], batch.columns["__g0_score_low"], strict=True))


@pytest.fixture(scope="module")
def limit(shop, registers):
    """The score above which outcomes come: in the middle of what there is, and no limit of the pack."""
    every = sorted({score for day in DAYS for score in scores(shop, registers, day).values()} - {1000, 2000, 3000})
    return every[len(every) // 2]


@pytest.fixture(scope="module")
def hidden(shop, registers, limit):
    """Outcomes that come exactly where the score is above the limit."""
    rows = [
        {"subject": subject, "date": day, "outcome": score > limit}
        for day in DAYS
        for subject, score in scores(shop, registers, day).items()
    ]
    return registers, pl.DataFrame(rows)


class TestThresholds:
    def test_the_hidden_limit_is_found(self, shop, hidden, limit):
        pool = rg.search.thresholds(shop, hidden, objective="auc", values=A_B_C, keep=3)
        best = pool.frame.row(1, named=True)
        assert (best["auc"], best["auc_test"]) == (1.0, 1.0)
        assert pool.frame.row(0, named=True)["auc"] < 1
        best_pack: Any = pool.pack(1)
        assert limit in best_pack.grades["risk"].bands.limits

    def test_each_row_is_what_its_pack_gives_when_it_grades(self, shop, hidden):
        pool = rg.search.thresholds(
            shop, hidden, subject_to=["recall_C >= 0.2", "share_D <= 60%"], values=A_B_C, keep=4
        )
        outcome = dict(hidden[1].filter(pl.col("date") == DAYS[0]).select("subject", "outcome").iter_rows())
        for row in pool.frame.iter_rows(named=True):
            batch = grade_batch(pool.pack(row["row"]), hidden[0], Moment.of(DAYS[0]), keep_facts=False)
            graded = batch.decisions.filter(pl.col("risk_excluded").is_null()).select("subject", "risk")
            levels = dict(graded.iter_rows())
            events = [levels[subject] for subject, happened in outcome.items() if happened]
            assert row["recall_C >= 0.2"] == pytest.approx(sum(one in ("C", "D") for one in events) / len(events))
            assert row["share_D <= 60%"] == pytest.approx(sum(one == "D" for one in levels.values()) / len(levels))
            assert row["keeps"] == (row["recall_C >= 0.2"] >= 0.2 and row["share_D <= 60%"] <= 0.6)

    def test_every_configuration_is_counted_once(self, shop, hidden):
        one = [f"{PRE}.C.up_to"]
        pool = rg.search.thresholds(shop, hidden, objective="auc", values=one, keep=500, most=10_000)
        every = {score for day in DAYS for score in scores(shop, hidden[0], day).values()}
        # Above the limit of B (20), which stands still, each score once, and the declared limit.
        assert pool.tried == len({score for score in every if score > 2000} | {3000})
        assert set(pool.frame["tried"]) == {pool.tried}

    def test_constraints_rule(self, shop, hidden):
        free = rg.search.thresholds(shop, hidden, objective="auc", values=A_B_C, keep=1)
        held = rg.search.thresholds(shop, hidden, objective="auc", subject_to=["moved <= 10%"], values=A_B_C, keep=1)
        assert free.frame.row(1, named=True)["moved"] > 0.1
        assert held.frame.row(1, named=True)["moved"] <= 0.1
        none = rg.search.thresholds(shop, hidden, subject_to=["recall_A < 0.5"], values=A_B_C, keep=2)
        assert not any(none.frame["keeps"])
        assert any("no configuration keeps" in en for en, _ in none.notes)

    def test_the_same_call_gives_the_same_table(self, shop, hidden):
        asked: Any = {"objective": "log_loss", "subject_to": ["share_D <= 0.4"], "keep": 8}
        one, other = (rg.search.thresholds(shop, hidden, **asked) for _ in range(2))
        assert one.frame.equals(other.frame)
        assert one.plot().png() == other.plot().png()


class TestWeights:
    def test_a_weight_that_tells_is_found_within_its_band(self, shop, registers):
        # What happens goes with the kind alone; its points are declared too small to show.
        kinds = {f"{number:03}": "ab"[number % 2] for number in range(120)}
        rows = [{"subject": key, "date": day, "outcome": kind == "b"} for day in DAYS for key, kind in kinds.items()]
        paths = ["parameters.kinds.table.a", "parameters.kinds.table.b", "parameters.sizes.bins.500.points"]
        pool = rg.search.weights(shop, (registers, pl.DataFrame(rows)), objective="auc", values=paths, keep=5)
        best = pool.frame.row(1, named=True)
        assert best["auc"] > pool.frame["auc"][0]
        for path, value in pool.changes(1).items():
            declared = {
                "parameters.kinds.table.a": 3,
                "parameters.kinds.table.b": 7.5,
                "parameters.sizes.bins.500.points": 4,
            }[path]
            assert declared * 0.5 <= float(value) <= declared * 2
        found = {"parameters.kinds.table.a": 3.0, "parameters.kinds.table.b": 7.5}
        found |= {path: float(value) for path, value in pool.changes(1).items()}
        assert found["parameters.kinds.table.a"] <= found["parameters.kinds.table.b"]

    def test_the_order_of_bins_stays(self, shop, hidden):
        pool = rg.search.weights(shop, hidden, objective="auc", keep=30, most=300)
        for row in range(len(pool)):
            pack: Any = pool.pack(row)
            points = [number for _, number in pack.parameters["sizes"].versions[0].payload.bins]
            assert points == sorted(points)
        assert pool.tried <= 301


class TestRefused:
    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ({"objective": "acu"}, "did you mean 'auc'"),
            ({"subject_to": ["recal_D >= 0.8"]}, "did you mean 'recall_D'"),
            ({"subject_to": ["recall_D => 0.8"]}, "did you mean >="),
            ({"subject_to": ["recall_D == 0.8"]}, "none of <= >= < >"),
            ({"subject_to": ["recall_D >= much"]}, "is no number"),
            ({"subject_to": ["share_D <= 500%"]}, "from 0 to 1 (0% to 100%); 500% is not"),
            ({"subject_to": ["share_D >= -0.1"]}, "from 0 to 1 (0% to 100%); -0.1 is not"),
            ({"subject_to": ["log_loss <= -1"]}, "0 or more; -1 is not"),
            ({"subject_to": ["__import__('os')"]}, "cannot be read"),
            ({"subject_to": ["recall_E >= 0.8"]}, "there is no measure 'recall_E'"),
            ({"grade": "rsk"}, "did you mean 'risk'"),
            ({"values": [f"{PRE}.A.upto"]}, "did you mean"),
            ({"values": ["parameters.relief.value"]}, "is none of: band limit"),
            ({"values": ["parameters.many.value"]}, "cannot be tried without grading anew"),
        ],
    )
    def test_names_that_are_wrong(self, shop, hidden, asked, said):
        with pytest.raises(TuningError) as refused:
            rg.search.thresholds(shop, hidden, **asked)
        assert said in refused.value.en
        assert refused.value.zh not in ("", refused.value.en)

    @pytest.mark.parametrize("band", ["x", (1,), 0.5, ("0.5", "2"), (0.5, float("nan")), None])
    def test_a_band_of_another_form(self, shop, hidden, band):
        with pytest.raises(TuningError, match="write \\(least, most\\)"):
            rg.search.weights(shop, hidden, band=band)

    @pytest.mark.parametrize(
        ("pack", "grade", "counts"),
        [
            # The points of the credit grade stand in tables that decide which rules hold; all else belongs to the other grade.
            (
                "cn-suining-2023",
                "credit",
                {"only grading anew": 12, "does not bear on this grade": 52, "evidence is text": 1},
            ),
            ("cn-food-risk-2016", "food_risk", {"only grading anew": 6, "evidence is secondary": 15}),
        ],
    )
    def test_why_nothing_is_open_is_told_by_kind_and_count(self, pack, grade, counts):
        opened = load_pack(pack)
        firms = opened.subject or ""
        key = opened.registers[firms].key
        registers = load_registers(SUINING, opened.registers)
        subject = registers.registers[firms].held[key][0]
        seen = pl.DataFrame([{"subject": subject, "date": date(2023, 12, 31), "outcome": True}])
        with pytest.raises(TuningError) as refused:
            rg.search.weights(opened, (registers, seen), grade=grade)
        lines = refused.value.en.splitlines()
        table = rg.tunable(opened).frame
        kinds = table.filter(pl.col("kind").is_in(["points", "table cell", "bin", "parameter"]))
        told = {said: int(line.split()[0]) for said in counts for line in lines if said in line}
        assert told == counts
        assert sum(counts.values()) == kinds.height
        assert f"none of the {kinds.height} values" in lines[0]
        assert f"rg.tunable('{pack}').frame" in lines[-1]
        assert f"rg.tunable('{pack}').frame" in refused.value.zh
        assert "对照表分值" in refused.value.zh

    def test_what_a_text_says_is_not_searched(self):
        rows = [{"inspection_id": str(n), "inspected_on": "2014-03-03", "score": str(n)} for n in range(40)]
        pack = load_pack("us-nyc")
        registers = load_registers({"inspections": rows}, pack.registers)
        seen = pl.DataFrame([{"subject": str(n), "date": date(2014, 12, 31), "outcome": n > 20} for n in range(40)])
        for path in (None, ["grades.grade.bands.A.up_to"]):
            with pytest.raises(TuningError, match=r"rests on nyc-grades-bands \(secondary\)"):
                rg.search.thresholds(pack, (registers, seen), values=path)
        # Nor is it by way of a patch: the evidence that counts is the declared one.
        patched = rg.patch(pack, {"grades.grade.bands.A.up_to": 12})
        with pytest.raises(TuningError, match=r"rests on nyc-grades-bands \(secondary\)"):
            rg.search.thresholds(patched, (registers, seen))

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (lambda frame: frame.drop("outcome"), "lack the columns: outcome"),
            (lambda frame: frame.with_columns(outcome=pl.lit(False)), "no row has the outcome"),
            (lambda frame: pl.concat([frame, frame.head(1)]), "more than once"),
            (lambda frame: frame.with_columns(subject=pl.lit("x") + pl.col("subject")), "registers do not have"),
        ],
    )
    def test_rows_that_are_wrong(self, shop, hidden, change, said):
        with pytest.raises(TuningError, match=said):
            rg.search.thresholds(shop, (hidden[0], change(hidden[1])))

    def test_data_that_is_none_and_a_band_that_is_none(self, shop, hidden):
        with pytest.raises(TuningError, match="give a backtest"):
            rg.search.thresholds(shop, hidden[1])
        with pytest.raises(TuningError, match="least <= 1 <= most"):
            rg.search.weights(shop, hidden, band=(2.0, 0.5))


class TestDays:
    def test_the_last_day_chooses_nothing(self, shop, hidden):
        registers, rows = hidden
        reversed_ = rows.with_columns(
            outcome=pl.when(pl.col("date") == DAYS[1]).then(~pl.col("outcome")).otherwise(pl.col("outcome"))
        )
        one = rg.search.thresholds(shop, (registers, rows), objective="auc", values=A_B_C, keep=3)
        other = rg.search.thresholds(shop, (registers, reversed_), objective="auc", values=A_B_C, keep=3)
        assert one.frame["patch"].to_list() == other.frame["patch"].to_list()
        assert other.frame["auc_test"][1] == 0.0

    def test_one_day_leaves_none_for_a_test_and_says_so(self, shop, hidden):
        registers, rows = hidden
        pool = rg.search.thresholds(shop, (registers, rows.filter(pl.col("date") == DAYS[0])), values=A_B_C)
        assert pool.frame["log_loss_test"].null_count() == len(pool)
        assert any("no day was left for a test" in en for en, _ in pool.notes)

    def test_a_backtest_leaves_out_folds_whose_outcomes_came_after_the_test(self):
        pack = load_pack("cn-suining-2023")
        registers = rg.load_registers(SUINING, pack)
        split = rg.RollingOrigin("2022-07-01", "2023-01-01", "3m")
        outcome = rg.Outcome("samplings:final_failure", horizon="6m")
        found = rg.backtest(pack, registers, outcome, split, grade="credit")
        pool = rg.search.thresholds(pack, found, subject_to=["moved <= 0.2"], keep=3, most=200)
        assert any("left out" in en and "2022-10-01" in en and "2022-07-01" not in en for en, _ in pool.notes)
        assert pool.tried > 20
        assert all(path.startswith("grades.credit.bands.") for path in pool.pack(1).paths)
        # Nor is anything learnt that was recorded only after the day of the test.
        first, day = found.data["date"].min(), pl.col("told_on")
        for later, events in ((0, None), (3000, 0)):
            data = found.data.with_columns(day + pl.duration(days=later))
            held = learned(pack, replace(found, data=data), "credit")
            told = data.filter((pl.col("date") == first) & (day <= pl.date(2023, 1, 1)) & pl.col("outcome")).height
            assert held.fit.happened.sum() == (told if events is None else events)
            assert held.test is not None
            assert held.test.happened.sum() > 0
            assert told > 0 or later

    def test_a_horizon_longer_than_the_step_leaves_no_test_and_the_note_says_why(self):
        pack = load_pack("cn-suining-2023")
        registers = rg.load_registers(SUINING, pack)
        split = rg.RollingOrigin("2022-10-01", "2023-01-01", "3m")
        outcome = rg.Outcome("samplings:final_failure", horizon="6m")
        tested = rg.backtest(pack, registers, outcome, split, grade="credit")
        pool = rg.search.thresholds(pack, tested, keep=1, most=20)
        assert pool.frame["log_loss_test"].null_count() == len(pool)
        (note,) = [both for both in pool.notes if "`test` columns are empty" in both[0]]
        assert "2023-01-01" in note[0]
        assert "longer than the days are apart" in note[0]
        assert "2023-01-01" in note[1]
        assert not any("no day was left" in en for en, _ in pool.notes)

    def test_pandas_in_pandas_out(self, shop, hidden):
        registers, rows = hidden
        pool = rg.search.thresholds(shop, (registers, rows.to_pandas()), values=A_B_C, keep=2)
        assert isinstance(pool.frame, pd.DataFrame)


class TestMeasures:
    COUNTS = Counts((50, 30, 15, 5, 10), (1, 3, 6, 4, 2), 4, 1)
    """Levels A to D and withheld, made up."""

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("recall_D", Fraction(4, 16)), ("recall_C", Fraction(10, 16)), ("recall_A", Fraction(14, 16)),
            ("precision_C", Fraction(10, 20)), ("rate_C", Fraction(6, 15)), ("share_D", Fraction(5, 110)),
            ("withheld", Fraction(10, 110)), ("moved", Fraction(4, 110)), ("moved_far", Fraction(1, 110)),
        ],
    )  # fmt: skip
    def test_by_hand(self, name, value):
        assert measures("ABCD")[name](self.COUNTS) == value

    def test_auc_and_log_loss_are_those_of_the_metrics(self):
        from riskgrade.tuning.metrics import auc
        from riskgrade.tuning.metrics_chance import log_loss

        level, happened, chance = [], [], []
        for number, (given, events) in enumerate(zip(self.COUNTS.given[:-1], self.COUNTS.events[:-1], strict=True)):
            level += [number] * given
            happened += [True] * events + [False] * (given - events)
            chance += [(events + 0.5) / (given + 1)] * given
        known = measures("ABCD")
        assert float(known["auc"](self.COUNTS)) == pytest.approx(auc(happened, level), abs=1e-12)
        assert known["log_loss"](self.COUNTS) == pytest.approx(log_loss(happened, chance), abs=1e-9)

    def test_counting(self):
        import numpy as np

        level, before = np.array([0, 1, 3, -1]), np.array([0, 3, 1, 2])
        found = counted(level, np.array([False, True, True, True]), before, 4)
        assert found == Counts((1, 1, 0, 1, 1), (0, 1, 0, 1, 1), 3, 2)

    def test_a_limit_is_compared_exactly(self):
        (one,) = constraints(["share_D <= 5%"], measures("ABCD"))
        assert one.holds(Counts((95, 0, 0, 5, 0), (0, 0, 0, 0, 0), 0, 0))
        assert not one.holds(Counts((94_999, 0, 0, 5001, 0), (0, 0, 0, 0, 0), 0, 0))
