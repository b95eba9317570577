"""Whatever came after a day, the registers as they read on it are the same: each way the future may come in is tried."""

from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

import riskgrade as rg
from riskgrade.pack.load import load_pack
from riskgrade.tuning.as_of import known_on
from tests.tuning import careless

SUINING = Path(__file__).parents[2] / "datasets" / "suining-demo"
DAY = date(2022, 12, 31)
LATER = "2023-02-01"

# What came later: (rows of firms, rows of samplings) -> the same with it.
ROUTES = {
    "recorded later": lambda firms, samplings: (
        firms,
        [*samplings, {"id": "n", "code": "f1", "sampled_on": "2022-10-01", "told_on": LATER, "result": "fail"}],
    ),
    "happened later": lambda firms, samplings: (
        firms,
        [*samplings, {"id": "n", "code": "f1", "sampled_on": LATER, "told_on": "2022-10-01", "result": "fail"}],
    ),
    "voided later": lambda firms, samplings: (
        firms,
        [samplings[0] | {"ended_on": LATER, "ended_why": "error"}, *samplings[1:]],
    ),
    "retest decided later": lambda firms, samplings: (
        firms,
        [samplings[0] | {"retest": "overturned", "retested_on": LATER}, *samplings[1:]],
    ),
    "put right later": lambda firms, samplings: (firms, [samplings[0] | {"fixed_on": LATER}, *samplings[1:]]),
    "list filled later": lambda firms, samplings: (
        firms,
        [samplings[0] | {"fixed_on": LATER, "marks": "x;y"}, *samplings[1:]],
    ),
    "newer item later": lambda firms, samplings: (
        firms,
        [*samplings, {"id": "n", "code": "f3", "sampled_on": LATER, "result": "pass", "item": "lead"}],
    ),
    "version valid later": lambda firms, samplings: (
        [*firms, firms[0] | {"size": "90", "since": LATER}],
        samplings,
    ),
    "closed later": lambda firms, samplings: ([*firms, firms[0] | {"status": "closed", "since": LATER}], samplings),
    "version that cannot be read, valid later": lambda firms, samplings: (
        [*firms, {"code": "f1", "kind": "", "size": "1", "since": LATER}],
        samplings,
    ),
    "field of the firm known later": lambda firms, samplings: (
        [firms[0] | {"class_": "bad", "classed_on": LATER}, *firms[1:]],
        samplings,
    ),
    "firm that came later": lambda firms, samplings: (
        [*firms, {"code": "f9", "kind": "maker", "size": "1", "since": LATER}],
        [*samplings, {"id": "n", "code": "f9", "sampled_on": LATER, "result": "fail"}],
    ),
    "row that cannot be read, later": lambda firms, samplings: (
        firms,
        [*samplings, {"id": "n", "code": "f1", "sampled_on": LATER, "result": ""}],
    ),
    "row without a readable firm, later": lambda firms, samplings: (
        firms,
        [*samplings, {"id": "n", "code": "", "sampled_on": LATER, "result": "fail", "item": "f1"}],
    ),
    "row with the same number and another content, later": lambda firms, samplings: (
        firms,
        [*samplings, samplings[0] | {"told_on": LATER, "result": "pass"}],
    ),
}

# Ways that the conditions of this pack themselves keep out, as those of any pack do.
GUARDED = {
    "recorded later", "happened later", "voided later", "newer item later", "version valid later", "closed later",
}  # fmt: skip


@pytest.mark.parametrize("route", ROUTES)
def test_the_future_does_not_come_in(pack, route):
    then = careless.read(pack)
    now = careless.read(pack, *ROUTES[route](careless.FIRMS, careless.SAMPLINGS))
    expected = careless.graded(pack, then, DAY)
    assert_frame_equal(careless.graded(pack, known_on(now, DAY, "firms"), DAY), expected)
    # Were it not for the view, it would have come in; and on the later day it is there.
    assert careless.graded(pack, now, DAY).equals(expected) is (route in GUARDED)
    late = date.fromisoformat(LATER)
    assert_frame_equal(careless.graded(pack, known_on(now, late, "firms"), late), careless.graded(pack, now, late))


PAST = st.dates(date(2021, 1, 1), DAY).map(str)
FUTURE = st.dates(DAY + timedelta(1), date(2024, 1, 1)).map(str)
FIRM = st.sampled_from(["f1", "f2", "f3"])
NUMBERS = st.lists(st.integers(0, 9), max_size=5, unique=True)


def rows(ids, day, told):
    return ids.flatmap(
        lambda numbers: st.tuples(
            *(
                st.fixed_dictionaries(
                    {
                        "id": st.just(f"r{number}"), "code": FIRM | st.just(""), "sampled_on": day, "told_on": told,
                        "result": st.sampled_from(["pass", "fail", "fail", "?", ""]),
                        "item": st.sampled_from(["lead", "salt", "", "f2"]),
                        "retest": st.sampled_from(["", "none", "pending", "overturned"]),
                        "retested_on": st.just("") | PAST, "fixed_on": st.just("") | PAST,
                        "marks": st.sampled_from(["", "x", "x;y", ";"]),
                        "ended_on": st.just("") | PAST, "ended_why": st.sampled_from(["", "error", "repaired"]),
                    }
                )
                for number in numbers
            )
        )
    )  # fmt: skip


def versions(since):
    return st.lists(
        st.fixed_dictionaries(
            {
                "code": FIRM, "since": since, "kind": st.sampled_from(["maker", "seller", "?", ""]),
                "status": st.sampled_from(["open", "closed", ""]), "size": st.integers(0, 120).map(str),
                "class_": st.sampled_from(["good", "bad", ""]), "classed_on": st.just("") | PAST,
            }
        ),
        max_size=2,
    )  # fmt: skip


def changed(draw, row):
    """A row as it reads later: what was blank of it has come."""
    out = dict(row)
    if not row["retested_on"] and row["retest"] in ("", "none") and draw(st.booleans()):
        out |= {"retested_on": draw(FUTURE), "retest": draw(st.sampled_from(["upheld", "overturned", "pending"]))}
    if not row["fixed_on"] and not row["marks"] and draw(st.booleans()):
        out |= {"fixed_on": draw(FUTURE), "marks": draw(st.sampled_from(["", "x", "y"]))}
    if not row["ended_on"] and not row["ended_why"] and draw(st.booleans()):
        out |= {"ended_on": draw(FUTURE), "ended_why": draw(st.sampled_from(["error", "repaired"]))}
    return out


@given(
    rows(NUMBERS, PAST, PAST | st.just("")),
    rows(NUMBERS, PAST, FUTURE) | rows(NUMBERS, FUTURE, PAST | FUTURE | st.just("")),
    versions(st.just("") | PAST),
    versions(FUTURE),
    st.data(),
)
def test_no_drawn_future_comes_in(known, future, before, after, data):
    """Rows of the future may have the number of a known one, be unreadable, or be somebody's who is not named."""
    pack = careless.loaded()
    later = [changed(data.draw, row) for row in known]
    then = careless.read(pack, [*careless.FIRMS, *before], known)
    now = careless.read(pack, [*careless.FIRMS, *before, *after], [*later, *future])
    assert_frame_equal(careless.graded(pack, known_on(now, DAY, "firms"), DAY), careless.graded(pack, then, DAY))


def test_a_code_one_slip_away_counts_from_the_day_of_its_record():
    pack = load_pack("cn-food-risk-2016")
    firm = {"uscc": "91990000MA90000114", "name": "合成样本", "kind": "caterer", "static_score": "12"}
    slip = {"record_id": "1", "uscc": "91990000MA90000104", "decided_on": LATER, "kinds": "warning"}
    now = rg.load_registers({"enterprises": [firm], "penalties": [slip]}, pack)
    assert now.registers["penalties"].set_aside == {firm["uscc"]}
    assert known_on(now, DAY, "enterprises").registers["penalties"].set_aside == frozenset()
    assert known_on(now, date.fromisoformat(LATER), "enterprises").registers["penalties"].set_aside == {firm["uscc"]}


def test_on_the_made_up_district_levels_are_those_of_an_ordinary_run():
    """The packs that are shipped look away from what came later by themselves: in what makes a level, the view changes nothing."""
    pack = load_pack("cn-suining-2023")
    registers = rg.load_registers(SUINING, pack)
    day = date(2023, 6, 30)
    ordinary = rg.grade(registers, pack, as_of=day).filter(
        pl.col("credit_excluded").fill_null("") != "not_yet_recorded"
    )
    seen = rg.grade(known_on(registers, day, "enterprises"), pack, as_of=day)
    columns = ["subject", *(c for c in ordinary.columns if c.startswith(("credit", "food_risk", "composite", "flags")))]
    assert_frame_equal(seen.select(columns), ordinary.select(columns))
