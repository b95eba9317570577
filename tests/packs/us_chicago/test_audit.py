"""Chicago's canvass visits: the city's published score and our declared pack side by side, on the rows the city marks Test.

The points of the pack rest on the Train rows alone, where 1,849 configurations were tried by folds that roll in time. The pack was fixed in
the repository before the Test rows were looked at, once, on 2026-11-24 at 02:47 UTC; what came out stands below and in
docs/design/tuning.md, and nothing was changed after it. The aim had been 0.61 within inspector.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import polars as pl
import pytest

from riskgrade.grading.batch import Batch, grade_batch
from riskgrade.grading.reference import Grader
from riskgrade.pack.dating import Moment
from riskgrade.pack.load import load_pack
from riskgrade.registers import Registers
from riskgrade.report.source import load_registers
from riskgrade.tuning.bootstrap import bootstrap
from riskgrade.tuning.metrics import auc, auc_within
from riskgrade.tuning.metrics_order import days_sooner, found_before
from tests.conftest import shared_data

from .city_data import city_registers, city_rows

MOMENT = Moment.of(date(2014, 10, 31))
CITY, OURS = "score", "risk_score_low"

pytestmark = pytest.mark.xdist_group("chicago")


@cache
def pack():
    return load_pack("us-chicago-canvass")


@cache
def rows() -> pl.DataFrame:
    return city_registers(shared_data("chicago"))["inspections"]


def registers(frame: pl.DataFrame | None = None, **coverage: str) -> Registers:
    return load_registers({"inspections": rows() if frame is None else frame}, pack(), coverage=coverage or None)


@cache
def graded() -> Batch:
    return grade_batch(pack(), registers(), MOMENT, "polars")


@cache
def held() -> pl.DataFrame:
    """The Test rows as the city published them, each with our decision."""
    city = city_rows(shared_data("chicago"))
    return city.join(graded().decisions, left_on="Inspection_ID", right_on="subject", validate="1:1").filter("Test")


def measures(frame: pl.DataFrame, score: str) -> dict[str, float]:
    found, day, points, inspector = (
        frame[name] for name in ("criticalFound", "Inspection_Date", score, "Inspector_Assigned")
    )
    return {
        "auc": round(auc(found, points), 7),
        "auc_within_inspector": round(auc_within(found, points, inspector), 7),
        "first_half_as_it_was": round(found_before(found, day), 7),
        "first_half_by_score": round(found_before(found, day, score=points), 7),
        "days_sooner": round(days_sooner(found, day, points), 4),
    }


def test_the_table_of_the_audit():
    assert held().height == 1637
    assert (held()["risk_score_low"] == held()["risk_score_high"]).all()
    assert measures(held(), CITY) == {
        "auc": 0.6790282,
        "auc_within_inspector": 0.5727275,
        "first_half_as_it_was": 0.5465116,
        "first_half_by_score": 0.6821705,
        "days_sooner": 7.7868,
    }
    assert measures(held(), OURS) == {
        "auc": 0.5895591,
        "auc_within_inspector": 0.6007868,
        "first_half_as_it_was": 0.5465116,
        "first_half_by_score": 0.6011213,
        "days_sooner": 3.1738,
    }


def test_what_was_found_rises_with_the_level():
    by_level = held().group_by("risk").agg(pl.len(), pl.col("criticalFound").sum().cast(int)).sort("risk")
    assert by_level.rows() == [("A", 506, 51), ("B", 508, 82), ("C", 330, 61), ("D", 293, 64)]
    rates = [found / visits for _, visits, found in by_level.iter_rows()]
    assert rates == sorted(rates)


def test_how_sure_the_difference_is():
    """The lead within inspector is smaller than what other licences might have given: its interval reaches below zero."""
    frame = held()
    found, ours, city, inspector = (
        frame[name].to_numpy() for name in ("criticalFound", OURS, CITY, "Inspector_Assigned")
    )

    def lead(these):
        here = (found[these], inspector[these])
        ahead = auc_within(here[0], ours[these], here[1])
        return {"ours": ahead, "lead": ahead - auc_within(here[0], city[these], here[1])}

    ends = bootstrap(lead, frame["License"].to_list(), draws=300, seed=1)
    assert 0.55 < ends["ours"][0] < 0.6007868 < ends["ours"][1] < 0.65
    assert ends["lead"][0] < 0.6007868 - 0.5727275 < ends["lead"][1]


def test_nothing_in_the_pack_reads_inspector_weather_or_place():
    words = ("Inspector", "precip", "temperatureMax", "wind", "humidity", "heat_", "Business_ID", "Found", "score")
    forbidden = [name for name in rows().columns if name.startswith(words) or name in words]
    assert len(forbidden) >= 10
    bare = grade_batch(pack(), registers(rows().drop(forbidden)), MOMENT, "polars")
    assert bare.decisions.equals(graded().decisions)


def test_a_level_never_knows_what_its_own_visit_found():
    """The outcomes of a day and of all later ones are turned over; what was said by that day stays as it was."""
    day = pl.lit("2013-06-30").str.to_date()
    later = pl.col("Inspection_Date") >= day
    other = rows().with_columns(
        *(
            pl.when(later).then(pl.lit(top) - pl.col(name)).otherwise(pl.col(name)).alias(name)
            for name, top in (("criticalCount", 14), ("seriousCount", 15), ("minorCount", 16), ("pass_flag", 1))
        ),
        codes=pl.when(later).then(pl.lit(";3;33;34;35;38;")).otherwise(pl.col("codes")),
    )
    changed = grade_batch(pack(), registers(other), MOMENT, "polars").decisions
    until = rows().filter(pl.col("Inspection_Date") <= day)["Inspection_ID"].to_list()
    assert len(until) > 10_000
    same = pl.col("subject").is_in(until)
    assert changed.filter(same).equals(graded().decisions.filter(same))
    assert not changed.equals(graded().decisions)


def test_facts_are_those_of_a_join_by_hand():
    """Each visit beside the earlier ones to the same licence, in plain Polars."""
    few = rows().select("Inspection_ID", "License", "Inspection_Date")
    past = rows().select(
        "License", "codes", before="Inspection_Date", key="Inspection_ID", passed=pl.col("pass_flag") == 1,
        weight=pl.col("criticalCount") * 3 + pl.col("seriousCount") * 2 + pl.col("minorCount"),
    )  # fmt: skip
    pairs = few.join(past, on="License").filter(
        pl.col("before") < pl.col("Inspection_Date"),
        pl.col("before") > pl.col("Inspection_Date").dt.offset_by("-36mo"),
    )
    unclean = pl.sum_horizontal(
        *(pl.col("codes").str.contains(f";{code};").cast(pl.Int64) for code in (33, 34, 35, 38))
    )
    by_hand = (
        pairs.with_columns(unclean=unclean)
        .sort("before", "key")
        .group_by("Inspection_ID")
        .agg(
            visits_3y=pl.len().cast(pl.Int64),
            passed_3y=pl.col("passed").sum().cast(pl.Int64),
            burden_low=(pl.col("weight").sum() + pl.col("weight").last()).cast(pl.Int64),
            unclean_last_low=pl.col("unclean").last(),
            temperature_last_low=pl.col("codes").last().str.contains(";3;").cast(pl.Int64),
        )
    )
    names = by_hand.columns[1:]
    expected = few.select(subject="Inspection_ID").join(
        by_hand, left_on="subject", right_on="Inspection_ID", how="left"
    )
    expected = expected.with_columns(pl.col(names).fill_null(0)).sort("subject")
    assert graded().facts.select("subject", *names).sort("subject").equals(expected)


def test_the_reference_gives_the_same_of_some_visits():
    some = graded().decisions[::400]
    decisions = Grader(pack(), registers(), MOMENT).decide(some["subject"].to_list())
    assert [one.outcomes["risk"].score for one in decisions] == list(
        zip(some["risk_score_low"], some["risk_score_high"], strict=True)
    )


def test_test_rows_stay_certain_where_the_years_that_are_covered_are_declared():
    """The data begin on 2011-09-02, three years before the first Test row: of a visit in 2012 the past is not known, and said so."""
    batch = grade_batch(pack(), registers(inspections="2011-09-02..2014-10-31"), MOMENT, "polars").decisions
    one = batch.join(graded().decisions, on="subject", suffix="_open")
    late = one.filter(pl.col("subject").is_in(held()["Inspection_ID"].to_list()))
    assert (late["risk"] == late["risk_open"]).all()
    early = rows().filter(pl.col("Inspection_Date") < pl.lit("2013-01-01").str.to_date())["Inspection_ID"].to_list()
    assert one.filter(pl.col("subject").is_in(early))["risk"].null_count() > len(early) // 2
