"""Origins and lengths of time."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import riskgrade as rg
from riskgrade.tuning.error import TuningError
from riskgrade.tuning.outcome import Outcome
from riskgrade.tuning.split import rolling
from riskgrade.tuning.split_span import Span

SPANS = {
    "12m": (12, "months"),
    "180d": (180, "days"),
    "1y": (1, "years"),
    "26w": (182, "days"),
    " 6 months ": (6, "months"),
    "6M": (6, "months"),
    "1 day": (1, "days"),
}


@pytest.mark.parametrize("text", SPANS)
def test_a_length_is_read(text):
    found = Span.of(text)
    assert (found.number, found.unit) == SPANS[text]


@pytest.mark.parametrize("text", ["", "m", "12", "-3m", "1.5y", "12q", "3 m 2 d", None])
def test_what_is_no_length_is_told(text):
    with pytest.raises(TuningError, match=r"horizon .* is no length of time"):
        Outcome("samplings", horizon=text)


@given(st.dates(date(2003, 1, 1), date(2020, 1, 1)), st.integers(1, 12), st.integers(0, 40), st.integers(1, 24))
def test_windows_begin_after_the_embargo_and_follow_the_calendar(start, step, embargo, horizon):
    split = rg.RollingOrigin(start, date(2022, 1, 1), step=f"{step}m", embargo=f"{embargo}d")
    folds = split.folds(f"{horizon}m")
    assert folds[0].origin == start
    for number, fold in enumerate(folds):
        months = (fold.origin.year - start.year) * 12 + fold.origin.month - start.month
        assert months == number * step
        assert fold.origin.day == start.day or (
            fold.origin.day < start.day and Span(1, "days").after(fold.origin).day == 1
        )
        assert (fold.first - fold.origin).days == embargo + 1
        assert fold.origin < fold.first <= fold.last
        days = (fold.last - fold.first).days + 1
        assert 28 * horizon <= days <= 31 * horizon


def test_ends_of_months_stay_ends_of_months():
    split = rg.RollingOrigin("2022-08-31", "2023-03-31", step="1m")
    assert [day.day for day in split.origins()] == [31, 30, 31, 30, 31, 31, 28, 31]


@pytest.mark.parametrize(
    ("call", "en"),
    [
        (lambda: rg.RollingOrigin("2023-01-01", "2022-01-01"), "lies before the first"),
        (lambda: rg.RollingOrigin("2023-01", "2024-01-01"), "start '2023-01' is no day"),
        (lambda: rg.RollingOrigin("2023-02-30", "2024-01-01"), "start '2023-02-30' is no day"),
        (lambda: rg.RollingOrigin("20230101", "2024-01-01"), "start '20230101' is no day"),
        (lambda: rg.RollingOrigin("2023-01-01", "2024-01-01", step="0m"), "step must be longer than nothing"),
        (lambda: rg.RollingOrigin("2000-01-01", "2024-01-01", step="1d").origins(), "more than 240 folds"),
        (lambda: rg.RollingOrigin("2023-01-01", "2023-01-01").folds("0d"), "horizon must be longer than nothing"),
        (lambda: rg.RollingOrigin("2023-01-01", "2023-01-01").folds("9999y"), "beyond the calendar"),
        (lambda: Outcome("samplings:a", where="b"), "has a condition, and `where` gives another"),
    ],
)
def test_what_cannot_be_split_is_told(call, en):
    with pytest.raises(TuningError) as told:
        call()
    assert en in told.value.en
    assert not told.value.zh.isascii()


def test_a_class_derived_from_the_split_is_refused():
    """It could give folds whose outcomes lie before their origin."""

    class Shuffled(rg.RollingOrigin):
        pass

    with pytest.raises(TuningError, match="by 'Shuffled' is refused"):
        rolling(Shuffled("2023-01-01", "2023-06-30"))
