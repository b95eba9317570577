"""Rows are left in the file only where no fact can count them; what the sieve lets through is decided as before."""

from datetime import date, timedelta
from pathlib import Path

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from riskgrade.facts.sieve import sifted
from riskgrade.pack.dating import Moment, in_force
from riskgrade.pack.load import load_pack
from riskgrade.registers import load_registers

AS_OF = date(2023, 11, 30)
PACK = load_pack(Path(__file__).resolve().parents[2] / "benchmarks" / "pack")
FACTS = [fact.condition for fact in PACK.facts if fact.register == "inspections"]


def inspections(days, kinds):
    rows = len(days)
    return pl.DataFrame(
        {
            "record_id": [f"r{row}" for row in range(rows)],
            "uscc": ["91990000MA90000114"] * rows,
            "inspected_on": days,
            "recorded_on": pl.Series([None] * rows, dtype=pl.Date),
            "kind": kinds,
            "risk_points": pl.Series([None] * rows, dtype=pl.Float64),
        },
        schema_overrides={"inspected_on": pl.Date, "kind": pl.String},
    )


def sieved(frame, conditions):
    register = load_registers({"inspections": frame}, PACK.registers).registers["inspections"]
    constants = in_force(PACK, Moment.of(AS_OF, None))
    return register, sifted(register, [(one, constants) for one in conditions]).collect()


def test_what_happened_before_every_window_stays_in_the_file():
    days = [date(2021, 11, 30), date(2021, 12, 1), AS_OF, date(2023, 12, 1)]
    register, found = sieved(inspections(days, ["routine"] * 4), FACTS)
    assert register.in_place is not None
    assert found["record_id"].to_list() == ["r1", "r2"]
    assert_frame_equal(found, register.frame.collect()[1:3])


def test_one_fact_is_sieved_by_all_that_its_cells_tell():
    flying = next(fact.condition for fact in PACK.facts if fact.name == "flying_inspections_12m")
    frame = inspections([AS_OF, AS_OF, date(2022, 11, 30)], ["flying", "routine", "flying"])
    assert sieved(frame, [flying])[1]["record_id"].to_list() == ["r0"]


def test_cells_that_need_reading_are_not_asked():
    days = [date(2000, 1, 1), AS_OF]
    frame = inspections(days, ["routine"] * 2).with_columns(pl.col("inspected_on").cast(pl.Datetime))
    register, found = sieved(frame, FACTS)
    assert "inspected_on" not in register.in_place.columns
    assert found.height == 2


def test_rows_that_were_copied_are_all_given():
    rows = [{"record_id": "r0", "uscc": "91990000MA90000114", "inspected_on": "2000-01-01", "kind": "routine"}]
    register, found = sieved(rows, FACTS)
    assert register.in_place is None
    assert found.height == 1


@settings(deadline=None)
@given(data=st.data())
def test_no_record_is_lost_that_a_window_holds(data):
    edges = [date(2021, 11, 30), date(2022, 11, 30), date(2022, 12, 31), AS_OF]
    around = st.builds(lambda day, more: day + timedelta(more), st.sampled_from(edges), st.integers(-2, 2))
    days = data.draw(st.lists(around, min_size=1, max_size=8))
    _, found = sieved(inspections(days, ["flying"] * len(days)), FACTS)
    inside = [f"r{row}" for row, day in enumerate(days) if date(2021, 11, 30) < day <= AS_OF]
    assert found["record_id"].to_list() == inside
