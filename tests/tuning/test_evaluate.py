"""A table of one's own: the published figures of Chicago, levels with rates, and what is given amiss."""

import pandas as pd
import polars as pl
import pytest

import riskgrade as rg
from riskgrade.tuning.error import TuningError
from riskgrade.tuning.intervals import jeffreys_interval
from riskgrade.tuning.metrics_input import MetricError

ROWS = pl.DataFrame(
    {
        "level": ["A", "A", "A", "A", "B", "B", "B", "C", "C", None],
        "points": [1.0, 2.0, 3.0, 4.0, 11.0, 12.0, 13.0, 21.0, 22.0, None],
        "chance": [0.1] * 4 + [0.3] * 3 + [0.6] * 2 + [None],
        "found": [0, 0, 1, 0, 0, 1, None, 1, 1, 0],
        "by": ["x", "y"] * 5,
        "firm": list("aabbccddee"),
    }
)


@pytest.fixture
def held():
    return rg.evaluate(
        ROWS, "found", score="points", level="level", levels=["A", "B", "C"], probability="chance", stratum="by",
        cluster="firm", cuts=[10, 20],
    )  # fmt: skip


def told(table):
    return {row[0]: row[1:] for row in table.frame.iter_rows()}


def test_rates_by_level(held):
    rates = held.by_grade().frame
    assert rates.select("level", "rows", "events", "inverted", "tested", "predicted").rows() == [
        ("A", 4, 1, False, 4, pytest.approx(0.1)),
        ("B", 2, 1, False, 2, pytest.approx(0.3)),
        ("C", 2, 2, False, 2, pytest.approx(0.6)),
        ("withheld", 1, 0, None, 0, None),
    ]
    assert rates["p_holm"].null_count() == 1


def test_rows_without_an_outcome_are_left_out(held):
    found = told(held.metrics())
    assert found["rate"][0] == pytest.approx(4 / 9)
    assert found["auc_score"] == (pytest.approx(14 / 16), None, None, 8, 4)
    assert found["share_graded"][0] == pytest.approx(8 / 9)
    assert "grade" not in held.metrics().frame.columns
    assert len(held.observations()) == 10


def test_intervals_by_firm(held):
    found = told(held.metrics(ci=True, draws=200, seed=2))
    low, high = found["rate"][1:3]
    assert 0 <= low < 4 / 9 < high <= 1


def test_shifts_between_strata(held):
    (row,) = held.psi(by="by").frame.to_dicts()
    assert (row["from"], row["to"], row["rows_from"], row["rows_to"]) == ("x", "y", 5, 5)
    with pytest.raises(TuningError, match="neither `date` nor a stratum"):
        held.psi(by="firm")


def test_every_table_is_drawn(held):
    for table in (held.metrics(), held.by_grade(), held.strata(), held.psi(by="by"), held.bunching()):
        assert table.plot(language="en").png().startswith(b"\x89PNG")


def test_pandas_in_pandas_out():
    held = rg.evaluate(ROWS.to_pandas(), "found", score="points")
    assert isinstance(held.metrics().frame, pd.DataFrame)
    assert isinstance(held.observations().frame, pd.DataFrame)


def test_chicago_as_the_city_published_it(shared_data):
    rows = pl.read_csv(shared_data("chicago") / "canvass.csv.gz").filter("Test")
    held = rg.evaluate(
        rows, "criticalFound", score="score", probability="score", stratum="Inspector_Assigned", cluster="License",
        date="Inspection_Date",
    )  # fmt: skip
    found = {name: round(row[0], 7) for name, row in told(held.metrics()).items()}
    assert found["auc_score"] == 0.6790282
    assert found["found_first_half"] == 0.5465116
    assert found["found_first_half_by_score"] == 0.6821705
    assert round(found["auc_score_within_Inspector_Assigned"], 3) == 0.573
    assert round(found["brier"], 4) == 0.1270
    assert round(found["calibration_slope"], 2) == 0.68
    # The mean of the strata weighted by their pairs is the measure within.
    strata = held.strata().frame
    within = (strata["auc_score"] * strata["pairs_score"]).sum() / strata["pairs_score"].sum()
    assert within == pytest.approx(told(held.metrics())["auc_score_within_Inspector_Assigned"][0], abs=1e-12)


@pytest.mark.parametrize(
    ("given", "error", "en"),
    [
        ({"outcome": "fuond"}, TuningError, "did you mean 'found'?"),
        ({"score": "zzz"}, TuningError, "there is: level, points"),
        ({"level": "level"}, TuningError, "`level=` needs `levels=[…]`"),
        ({"level": "level", "levels": ["A", "B"]}, TuningError, "holds C, which `levels` does not"),
        ({"outcome": "points"}, MetricError, "outcome in row 2 is"),
        ({"probability": "points"}, MetricError, "probability in row 2 is 2"),
        ({"stratum": "level"}, TuningError, "a stratum cannot be called 'level'"),
        ({"stratum": ["by", "by"]}, TuningError, "a stratum cannot be called 'by'"),
        ({"score": "by"}, MetricError, "score in row 1 is 'x'"),
        ({"date": "by"}, MetricError, "day in row 1 is"),
    ],
)
def test_what_is_given_amiss_is_told(given, error, en):
    with pytest.raises(error) as told_:
        rg.evaluate(ROWS, **({"outcome": "found"} | given))
    assert en in told_.value.en
    assert not told_.value.zh.isascii()


@pytest.mark.parametrize("table", ["by_grade", "strata", "psi", "bunching"])
def test_a_table_that_needs_more_says_what(table):
    with pytest.raises(TuningError) as told_:
        getattr(rg.evaluate(ROWS, "found", score="points"), table)()
    assert "give `" in told_.value.en


def legend_of(picture):
    """The texts of a picture's legend."""
    legend = picture.ax.get_legend()
    assert legend is not None
    return [text.get_text() for text in legend.get_texts()]


@pytest.mark.parametrize("columns", [{"level": "level", "levels": ["A", "B"]}, {"score": "score"}, {}])
def test_observations_are_drawn_by_what_came_of_them(columns):
    """Each group is drawn as shares of itself, whatever the table has to spread it over."""
    rows = {"came": [1, 1, 0, 0, 0, None], "level": ["A", "B", "A", "A", None, "B"], "score": [1.0, 3, 1, 2, None, 3]}
    picture = rg.evaluate(rows, outcome="came", **columns).observations().plot(language="en")
    assert picture.png().startswith(b"\x89PNG")
    assert "1 rows of unknown outcome" in picture.ax.get_title()
    assert legend_of(picture) == ["did not happen (3)", "happened (2)"]
    heights = [round(bar.get_height(), 6) for bar in picture.ax.patches if hasattr(bar, "get_height")]
    if "level" in columns:
        assert [label.get_text() for label in picture.ax.get_xticklabels()] == ["A", "B", "withheld"]
        assert heights == [round(2 / 3, 6), 0, round(1 / 3, 6), 0.5, 0.5, 0]
    elif not columns:
        assert heights == [1, 1]


@pytest.mark.parametrize("came", [0, 1])
def test_a_rate_of_one_class_is_not_certain(came):
    """Rows drawn anew from one class are all of it: the interval is Jeffreys', over enterprises, for their rows are alike."""
    rows = {"came": [came] * 10, "level": ["A"] * 6 + ["B"] * 4, "firm": list("aabbccddee")}
    found = rg.evaluate(rows, outcome="came", level="level", levels=["A", "B"], cluster="firm").metrics(
        ci=True, draws=20
    )
    ends = {row[0]: row[1:] for row in found.frame.select("measure", "low", "high").iter_rows()}
    assert ends["rate"] == jeffreys_interval(5 * came, 5)
    assert ends["precision_worst"] == jeffreys_interval(2 * came, 2)


def test_observations_of_one_class_are_drawn():
    for columns in ({"score": "score"}, {"level": "level", "levels": ["A"]}):
        rows = {"came": [0, 0], "score": [1.0, 2], "level": ["A", "A"]}
        picture = rg.evaluate(rows, outcome="came", **columns).observations().plot(language="en")
        assert legend_of(picture)[1] == "happened (0)"
