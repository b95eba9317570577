"""A backtest on a few firms, of which every figure is worked out by hand; and on the made-up district, held against plain grading."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest
from polars.testing import assert_frame_equal
from sklearn.model_selection import KFold, ShuffleSplit

import riskgrade as rg
from riskgrade.tuning.backtest import run_backtest
from riskgrade.tuning.error import TuningError
from tests.tuning import careless
from tests.tuning.test_as_of import DAY, ROUTES

SUINING = Path(__file__).parents[2] / "datasets" / "suining-demo"
UNTIL = "2023-12-31"

# One origin on 2022-12-31 with 10 days of embargo and a month's horizon: events count from 2023-01-11 to 2023-02-10.
FIRMS = [
    *({"code": f"w{number}", "kind": "maker", "size": str(10 * number), "since": "2021-01-01"} for number in range(10)),
    {"code": "gone", "kind": "seller", "size": "1", "since": "2021-01-01"},
    {"code": "gone", "kind": "seller", "size": "1", "status": "closed", "since": "2023-01-20"},
    {"code": "event-then-gone", "kind": "seller", "size": "1", "since": "2021-01-01"},
    {"code": "event-then-gone", "kind": "seller", "size": "1", "status": "closed", "since": "2023-02-01"},
    {"code": "closed", "kind": "seller", "size": "1", "status": "closed", "since": "2021-01-01"},
    {"code": "later", "kind": "seller", "size": "1", "since": "2023-01-05"},
    {"code": "no-size", "kind": "seller", "size": "", "since": "2021-01-01"},
]


def event(number, code, day, **more):
    return {"id": f"e{number}", "code": code, "sampled_on": day, "result": "fail", "item": "lead", "marks": ";", **more}


SAMPLINGS = [
    event(0, "w0", "2023-01-10"),  # in the embargo
    event(1, "w1", "2023-01-11"),  # the first day
    event(2, "w2", "2023-02-10"),  # the last day
    event(3, "w3", "2023-02-11"),  # a day late
    event(4, "w4", "2023-01-20", item="salt"),  # not serious
    event(5, "w5", "2023-01-20", ended_on="2023-06-01", ended_why="error"),  # void by now
    event(6, "w6", "2023-01-20", retest="overturned", retested_on="2023-05-01"),  # overturned by now
    event(7, "w7", "2023-01-20", item=""),  # serious or not: it cannot be told
    event(8, "w8", "2023-01-20", told_on="2023-11-01"),  # known much later, but known
    event(9, "w9", "2023-01-20", told_on="2024-03-01"),  # not known by the end
    event(10, "event-then-gone", "2023-01-15"),
    event(11, "closed", "2023-01-15"),  # nobody graded it
    event(12, "later", "2023-01-15"),
    event(13, "no-size", "2023-01-15"),
    event(14, "w0", "2022-12-01", told_on="2023-03-01"),  # before the origin, known after it
]
SPLIT = rg.RollingOrigin("2022-12-31", "2022-12-31", embargo="10d")
SERIOUS = rg.Outcome("samplings:serious", horizon="1m")


@pytest.fixture
def one(pack):
    return run_backtest(pack, careless.read(pack, FIRMS, SAMPLINGS), SERIOUS, SPLIT, strata=["kind"], until=UNTIL)


def told(frame, *names):
    return {row[0]: row[1] if len(names) == 2 else row[1:] for row in frame.select(names).iter_rows()}


def test_what_came_of_each_firm(one):
    held = one.observations().frame
    assert told(held, "subject", "outcome") == {
        "w0": False, "w1": True, "w2": True, "w3": False, "w4": False, "w5": False, "w6": False, "w7": None, "w8": True,
        "w9": False, "gone": None, "event-then-gone": True, "no-size": True,
    }  # fmt: skip
    assert told(held.filter(pl.col("why").is_not_null()), "subject", "why") == {"w7": "unclear", "gone": "gone"}
    assert told(held.filter("outcome"), "subject", "event_on")["w2"] == date(2023, 2, 10)


def test_levels_are_those_of_the_origin(one):
    held = told(one.observations().frame, "subject", "level", "score")
    assert held["w0"] == ("A", 0)
    assert held["w3"] == ("B", 30)
    assert held["w7"] == ("D", 70)
    assert held["no-size"] == (None, None)


def test_the_fold_counts_everybody(one):
    (fold,) = one.folds().frame.to_dicts()
    assert fold == {
        "grade": "risk", "date": DAY, "first": date(2023, 1, 11), "last": date(2023, 2, 10), "closed": True, "graded": 12,
        "withheld": 1, "excluded": 1, "new": 0, "outcomes": 11, "events": 5, "rate": 5 / 11, "unclear": 1, "gone": 1, "unseen": 0,
        "events_outside": 2, "came_late": 1, "auc_level": fold["auc_level"], "auc_score": fold["auc_score"],
    }  # fmt: skip
    # Scores with an event: 10, 20, 80 and 1 (event-then-gone); without: 0, 30, 40, 50, 60 and 90.
    assert fold["auc_score"] == pytest.approx((1 + 1 + 5 + 1) / 24)


def test_measures_by_hand(one):
    found = told(one.metrics().frame, "measure", "value", "rows", "events")
    assert found["rate"] == (5 / 11, 11, 5)
    assert found["share_graded"] == (10 / 11, 11, 5)
    assert found["recall_graded"] == (4 / 5, 11, 5)
    # D is above 60: w8 with its event and w9 without.
    assert found["recall_worst"] == (1 / 4, 10, 4)
    assert found["precision_worst"] == (1 / 2, 10, 4)
    assert found["share_worst"] == (2 / 10, 10, 4)
    # Of makers 10, 20 and 80 stand against 0, 30, 40, 50, 60, 90; of sellers there is only the event.
    assert found["auc_score_within_kind"][0] == pytest.approx((1 + 1 + 5) / 18)
    assert "brier" not in found


def test_rates_by_level_by_hand(one):
    held = told(one.by_grade().frame, "level", "rows", "events", "inverted", "predicted")
    assert held == {
        "A": (4, 3, False, None),  # w0, w1, w2, event-then-gone
        "B": (2, 0, True, None),  # w3, w4
        "C": (2, 0, True, None),  # w5, w6
        "D": (2, 1, True, None),  # w8, w9
        "withheld": (1, 1, None, None),
    }


def test_strata_by_hand(one):
    held = told(one.strata().frame, "value", "rows", "events", "pairs_score", "auc_score")
    assert held["maker"] == (9, 3, 18, pytest.approx(7 / 18))
    assert held["seller"] == (2, 2, 0, None)


@pytest.mark.parametrize(("told", "chance"), [("2022-12-31", 1.5 / 5), ("2023-01-01", 0.5 / 5)])
def test_what_is_expected_rests_on_what_was_recorded_by_the_origin(pack, told, chance):
    """Of four firms at level A one had an event in the fold before; recorded a day after the origin it had not come yet."""
    rows = [event(1, "w0", "2022-08-01", told_on=told), event(2, "w1", "2023-02-01")]
    split = rg.RollingOrigin("2022-06-30", DAY, step="184d")
    held = run_backtest(
        pack,
        careless.read(pack, FIRMS[:3] + FIRMS[12:13], rows),
        rg.Outcome("samplings:serious", horizon="3m"),
        split,
        until=UNTIL,
    )
    seen = held.observations().frame
    assert seen.filter("outcome").select("date", "subject", "told_on").rows() == [
        (date(2022, 6, 30), "w0", date.fromisoformat(told)), (DAY, "w1", date(2023, 2, 1)),
    ]  # fmt: skip
    assert set(seen.filter(pl.col("date") == DAY)["chance"].to_list()) == {chance}


@pytest.mark.parametrize("route", ROUTES)
def test_no_origin_sees_what_came_after_it(pack, route):
    """All ways that the future may come in, through the backtest itself: levels and scores stay as they were."""
    split = rg.RollingOrigin("2022-06-30", DAY, step="6m")
    columns = ["date", "subject", "level", "level_number", "score", "new", "kind"]
    found = [
        run_backtest(pack, careless.read(pack, *rows), SERIOUS, split, strata=["kind"], until=UNTIL)
        for rows in ((careless.FIRMS, careless.SAMPLINGS), ROUTES[route](careless.FIRMS, careless.SAMPLINGS))
    ]
    one, other = (held.observations().frame.select(columns) for held in found)
    assert_frame_equal(one, other)


def test_a_record_is_a_fact_on_one_origin_and_an_outcome_on_another(pack):
    rows = [event(1, "w1", "2022-03-01"), event(2, "w1", "2022-09-01")]
    split = rg.RollingOrigin("2022-01-31", "2022-07-31", step="6m")
    held = run_backtest(
        pack, careless.read(pack, FIRMS[:3], rows), rg.Outcome("samplings", "bad", "6m"), split, until=UNTIL
    )
    seen = held.observations().frame.filter(pl.col("subject") == "w1")
    assert seen.select("date", "score", "outcome", "event_on").rows() == [
        (date(2022, 1, 31), 10, True, date(2022, 3, 1)),
        (date(2022, 7, 31), 20, True, date(2022, 9, 1)),
    ]


def test_rates_are_predicted_from_folds_that_had_ended(pack):
    split = rg.RollingOrigin("2022-01-31", "2022-07-31", step="3m")
    rows = [event(n, f"w{n}", "2022-03-01") for n in range(2)] + [event(9, "w0", "2022-08-01")]
    read = careless.read(pack, FIRMS[:3], rows)
    held = run_backtest(pack, read, rg.Outcome("samplings:bad", horizon="4m"), split, until=UNTIL)
    seen = held.observations().frame.filter(pl.col("date") != date(2022, 4, 30))
    # The window of January ended on 31 May, before July but not before the end of April.
    assert held.observations().frame.filter(pl.col("date") == date(2022, 4, 30))["chance"].null_count() == 3
    # On both days all three are A (up to 20 points): two of three failed, (2 + 1/2) / (3 + 1).
    assert seen.filter(pl.col("date") == date(2022, 7, 31)).select("subject", "level", "chance").rows() == [
        ("w0", "A", 2.5 / 4), ("w1", "A", 2.5 / 4), ("w2", "A", 2.5 / 4),
    ]  # fmt: skip
    late = run_backtest(pack, read, rg.Outcome("samplings:bad", horizon="4m", lag="3m"), split, until=UNTIL)
    assert late.observations().frame["chance"].null_count() == late.observations().frame.height
    assert any("no rate could be predicted" in en for en, _ in late.notes)


def test_a_window_that_has_not_ended_is_in_no_measure(pack):
    split = rg.RollingOrigin("2022-12-31", "2023-11-30", step="11m")
    read = careless.read(pack, FIRMS, SAMPLINGS)
    held = run_backtest(pack, read, SERIOUS, split, until=UNTIL)
    closed = held.folds().frame["closed"].to_list()
    assert closed == [True, True]
    held = run_backtest(pack, read, rg.Outcome("samplings:serious", horizon="1m", lag="2d"), split, until=UNTIL)
    assert held.folds().frame["closed"].to_list() == [True, False]
    assert set(held.observations().frame.filter(pl.col("date") == date(2023, 11, 30))["why"]) == {"open"}
    assert held.metrics().frame["rows"].max() == 11
    assert any("2023-11-30" in en and "2023-11-30" in zh for en, zh in held.notes)


def test_the_end_of_the_data_is_the_newest_record_if_nobody_says_it(pack):
    read = careless.read(pack, FIRMS, SAMPLINGS)
    held = run_backtest(pack, read, SERIOUS, SPLIT)
    assert held.until == date(2024, 3, 1)
    assert told(held.observations().frame, "subject", "outcome")["w9"] is True
    assert "2024-03-01" in held.notes[0][0]
    declared = careless.read(pack, FIRMS, SAMPLINGS, coverage={"samplings": (date(2021, 1, 1), date(2023, 3, 1))})
    held = run_backtest(pack, declared, SERIOUS, SPLIT)
    assert held.until == date(2023, 3, 1)
    assert told(held.observations().frame, "subject", "outcome")["w8"] is False


@pytest.mark.parametrize(
    ("days", "proposed"),
    [([0] * 10, None), ([0] * 9 + [30], None), ([0] * 8 + [5, 30], "5d"), ([*range(1, 11)], "9d"), ([7], "7d")],
)
def test_where_results_come_late_a_lag_is_proposed_from_the_data(pack, days, proposed):
    late = [
        event(n, f"w{n}", "2023-01-20", told_on=str(date(2023, 1, 20) + timedelta(wait))) for n, wait in enumerate(days)
    ]
    held = run_backtest(pack, careless.read(pack, FIRMS, late), SERIOUS, SPLIT, until=UNTIL)
    notes = [both for both in held.notes if "a proposal is lag=" in both[0]]
    assert [f"lag='{proposed}'" in one for both in notes for one in both] == ([True, True] if proposed else [])
    given = run_backtest(
        pack,
        careless.read(pack, FIRMS, late),
        rg.Outcome("samplings:serious", horizon="1m", lag="1m"),
        SPLIT,
        until=UNTIL,
    )
    assert not any("a proposal is lag=" in en for en, _ in given.notes)


def test_nothing_is_known_before_the_coverage(pack):
    late = careless.read(pack, FIRMS, SAMPLINGS, coverage={"samplings": (date(2023, 1, 15), None)})
    with pytest.raises(TuningError, match="complete from 2023-01-15 only"):
        run_backtest(pack, late, SERIOUS, SPLIT, until=UNTIL)


def test_firms_begin_when_their_own_date_says(pack):
    firms = [FIRMS[0] | {"opened_on": "2023-05-01"}, FIRMS[1] | {"opened_on": "2020-05-01"}]
    read = careless.read(pack, firms, SAMPLINGS)
    held = run_backtest(pack, read, SERIOUS, SPLIT, since="opened_on", until=UNTIL)
    assert held.observations().frame["subject"].to_list() == ["w1"]


def test_new_firms_are_a_stratum(pack):
    split = rg.RollingOrigin("2022-12-31", "2023-01-31", step="1m")
    held = run_backtest(pack, careless.read(pack, FIRMS, SAMPLINGS), SERIOUS, split, strata=["new"], until=UNTIL)
    assert held.observations().frame.filter("new").select("date", "subject").rows() == [(date(2023, 1, 31), "later")]
    assert told(held.strata().frame, "value", "rows")["True"] == 1


def test_nothing_is_known_of_firms_that_nobody_looked_at(pack):
    outcome = rg.Outcome("samplings:serious", horizon="1m", among="item != 'salt'")
    rows = [*SAMPLINGS, event(21, "w0", "2023-01-20", result="pass")]
    held = run_backtest(pack, careless.read(pack, FIRMS, rows), outcome, SPLIT, until=UNTIL)
    seen = told(held.observations().frame, "subject", "outcome", "why")
    # w3 was looked at a day late, w4 for salt, w5 by a record that is void, w9 by one that is not known by the end.
    assert {name for name, (_, why) in seen.items() if why == "unseen"} == {"w3", "w4", "w5", "w9"}
    assert (seen["w0"], seen["w1"], seen["w6"]) == ((False, None), (True, None), (False, None))
    assert held.folds().frame["unseen"].to_list() == [4]
    with pytest.raises(TuningError, match="there is no name 'itm' here"):
        run_backtest(pack, careless.read(pack), rg.Outcome("samplings", among="itm == 'x'"), SPLIT, until=UNTIL)


def test_facts_are_strata_as_of_the_origin(pack):
    held = run_backtest(
        pack, careless.read(pack, FIRMS, [*SAMPLINGS, event(20, "w3", "2022-11-01", item="salt")]), SERIOUS, SPLIT,
        strata=["latest_item"], until=UNTIL,
    )  # fmt: skip
    assert told(held.observations().frame, "subject", "latest_item")["w3"] == "salt"


@pytest.mark.parametrize("split", ["random", KFold(5, shuffle=True), ShuffleSplit(3), object, None, 0.3])
def test_other_splits_are_refused_with_the_reason(pack, split):
    with pytest.raises(TuningError) as refused:
        rg.backtest(pack, {"firms": FIRMS, "samplings": SAMPLINGS}, SERIOUS, split)
    assert "the future is known in the past" in refused.value.en
    assert "预知未来" in refused.value.zh
    name = split if isinstance(split, str) else getattr(split, "__name__", type(split).__name__)
    assert f"'{name}'" in refused.value.en


AMISS: dict[str, tuple[dict[str, Any], str]] = {
    "register": ({"outcome": "sampling:bad"}, "did you mean samplings?"),
    "no date": ({"outcome": "notes"}, "have no date"),
    "subject": ({"outcome": "firms"}, "have no date"),
    "condition": ({"outcome": "samplings:seriuos"}, "did you mean 'serious'?"),
    "kind": ({"outcome": "samplings:item"}, "samplings:item"),
    "stratum": ({"strata": "knid"}, "did you mean kind?"),
    "grade": ({"grade": "rsik"}, "did you mean risk?"),
    "since": ({"since": "opened"}, "did you mean opened_on?"),
    "period": ({"period": "2023"}, "cannot be the same year for every origin"),
    "until": ({"until": "2022-12-31"}, "no origin has its outcome yet"),
    "until no day": ({"until": "soon"}, "until 'soon' is no day"),
}


@pytest.mark.parametrize("what", AMISS)
def test_what_is_asked_amiss_is_told(pack, what):
    asked, words = AMISS[what]
    given: dict[str, Any] = {"outcome": SERIOUS, "until": UNTIL} | asked
    outcome = given.pop("outcome")
    event = outcome if isinstance(outcome, rg.Outcome) else rg.Outcome(outcome, horizon="1m")
    with pytest.raises(TuningError) as told_:
        run_backtest(pack, careless.read(pack, FIRMS, SAMPLINGS), event, SPLIT, **given)
    assert words in told_.value.en
    assert not told_.value.zh.isascii()


def test_pandas_in_pandas_out_and_the_same_call_gives_the_same(pack):
    frames = {"firms": pd.DataFrame(FIRMS).fillna(""), "samplings": pd.DataFrame(SAMPLINGS).fillna("")}
    first, again = (rg.backtest(pack, frames, SERIOUS, SPLIT, strata=["kind"], until=UNTIL) for _ in range(2))
    assert isinstance(first.metrics().frame, pd.DataFrame)
    for name in ("observations", "folds", "by_grade", "strata", "bunching"):
        assert_frame_equal(getattr(first, name)().data, getattr(again, name)().data)
    measured = [one.metrics(ci=True, draws=50, seed=3).data for one in (first, again)]
    assert measured[0].write_csv() == measured[1].write_csv()
    assert measured[0].write_csv() != first.metrics(ci=True, draws=50, seed=4).data.write_csv()
    assert measured[0]["low"].null_count() < measured[0].height


@pytest.fixture(scope="module")
def district():
    pack = rg.load_pack("cn-suining-2023")
    registers = rg.load_registers(SUINING, pack)
    split = rg.RollingOrigin("2023-03-31", "2023-09-30", step="6m")
    outcome = rg.Outcome("samplings:final_failure", horizon="4m")
    return registers, rg.backtest(pack, registers, outcome, split, strata=["kind"], grade=["credit", "food_risk"])


def test_the_district_is_graded_as_by_an_ordinary_run(district):
    registers, held = district
    day = held.folds().frame["date"].max()
    graded = rg.grade(registers, held.pack, as_of=day).filter(pl.col("food_risk_excluded").is_null())
    seen = held.observations().frame.filter((pl.col("date") == day) & (pl.col("grade") == "food_risk"))
    assert_frame_equal(
        seen.select("subject", pl.col("level").alias("food_risk")).sort("subject"),
        graded.select("subject", "food_risk").sort("subject"),
    )


def test_the_outcomes_of_the_district_are_counted_from_the_file(district):
    """An oracle in plain Python over the cells of the file, which knows nothing of packs."""
    registers, held = district
    rows = registers.registers["samplings"].held.to_dicts()
    fold = held.folds().frame.filter(pl.col("grade") == "food_risk").to_dicts()[-1]
    first, last = ((fold[name] - date(1970, 1, 1)).days for name in ("first", "last"))
    failed = set()
    for row in rows:
        final = row["programme"] == "supervision" and row["result"] == "fail" and row["hazard"] != "label_flaw"
        kept = row["retest"] != "overturned" and (
            row["retest"] != "pending" or row["hazard"] in ("pathogen", "indicator_organism")
        )
        void = row["voided_on"] is not None and row["void_reason"] not in ("altered", "repaired")
        if final and kept and not void and first <= row["sampled_on"] <= last:
            failed.add(row["uscc"])
    seen = held.observations().frame.filter((pl.col("date") == fold["date"]) & (pl.col("grade") == "food_risk"))
    assert len(failed) == fold["events"] + fold["events_outside"]
    assert set(seen.filter("outcome")["subject"]) <= failed


@pytest.mark.parametrize(
    ("language", "expected", "codes"),
    [("zh", "餐饮服务", ("caterer", "kind", "food_risk")), ("en", "Caterer", ("caterer", "food_risk"))],
)
def test_strata_are_drawn_in_the_words_of_the_pack(district, language, expected, codes):
    _, held = district
    table = held.strata()
    assert "caterer" in table.frame["value"].to_list()
    shown = [label.get_text() for label in table.plot(language=language).ax.get_yticklabels()]
    assert any(expected in one for one in shown)
    assert not any(code in one.split() for one in shown for code in codes)


def test_every_table_of_the_district_is_drawn(district):
    _, held = district
    for name in ("folds", "metrics", "by_grade", "psi", "strata", "bunching"):
        table = getattr(held, name)()
        assert len(table)
        one, again = (table.plot(language="en").png() for _ in range(2))
        assert one == again
        assert one.startswith(b"\x89PNG")


def test_scores_of_two_packs_are_not_compared(district):
    """Risk points of producers and of the others are of two scales: pairs are of one pack, and there is no KS over both."""
    _, held = district
    sample = held.sample("food_risk")
    assert set(sample.frame["graded_by"].unique()) >= {"cn-sichuan-producer-2023", "cn-food-risk-2016"}
    measured = told(held.metrics().frame.filter(pl.col("grade") == "food_risk"), "measure", "value")
    assert "ks_score" not in measured
    assert "ks_level" in measured
    won, pairs = 0.0, 0
    scored = sample.frame.filter(pl.col("score").is_not_null())
    for _, rows in scored.group_by("date", "graded_by"):
        yes, no = rows.filter("outcome")["score"], rows.filter(~pl.col("outcome"))["score"]
        for score in yes:
            won += int((no < score).sum()) + int((no == score).sum()) / 2
            pairs += len(no)
    assert measured["auc_score"] == pytest.approx(won / pairs, abs=1e-12)
