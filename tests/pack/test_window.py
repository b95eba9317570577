"""Windows: their ends by the calendar, and the condition that says the same."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskgrade.language.check import check
from riskgrade.language.environment import Environment
from riskgrade.language.evaluate import evaluate
from riskgrade.language.parse import parse
from riskgrade.language.types import Kind, date_type, day_number
from riskgrade.language.values import Interval, Truth, Value
from riskgrade.pack.dating import Moment
from riskgrade.pack.holiday_library import working_numbers
from riskgrade.pack.window import Window, earlier, is_constant, parse_window
from riskgrade.pack.working_days import WorkingDays

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
FIRST, LAST = date(2021, 1, 1), date(2026, 12, 31)
CHINA = WorkingDays("CN", FIRST, LAST, working_numbers("CN", FIRST, LAST))


def window_of(text: str) -> Window:
    found = parse_window(text)
    assert found is not None
    return found


class Days:
    """Names that are days, for `evaluate`."""

    def __init__(self, days: Mapping[str, int]) -> None:
        self.days = days

    def value(self, name: str) -> Value:
        return Interval(self.days[name], self.days[name])


WINDOWS = st.one_of(
    st.sampled_from(["period", "previous_period", "all"]),
    st.builds("{} {}".format, st.integers(1, 40), st.sampled_from(["day", "days", "month", "months", "year", "years"])),
)


@pytest.mark.parametrize(
    ("day", "number", "unit", "expected"),
    [
        (date(2024, 3, 31), 1, "months", date(2024, 2, 29)),
        (date(2023, 3, 31), 1, "months", date(2023, 2, 28)),
        (date(2024, 2, 29), 1, "years", date(2023, 2, 28)),
        (date(2024, 2, 29), 4, "years", date(2020, 2, 29)),
        (date(2024, 1, 31), 2, "months", date(2023, 11, 30)),
        (date(2024, 1, 15), 1, "months", date(2023, 12, 15)),
        (date(2024, 3, 1), 1, "days", date(2024, 2, 29)),
    ],
)
def test_earlier_goes_to_the_same_day_or_the_end_of_the_month(day, number, unit, expected):
    assert earlier(day, number, unit) == expected


def test_a_span_leaves_out_its_first_day():
    assert window_of("12 months").days(date(2024, 2, 29), 2024) == (date(2023, 3, 1), date(2024, 2, 29))


def test_a_period_ends_at_as_of():
    assert window_of("period").days(date(2024, 3, 31), 2024) == (date(2024, 1, 1), date(2024, 3, 31))
    assert window_of("previous_period").days(date(2024, 3, 31), 2024) == (date(2023, 1, 1), date(2023, 12, 31))
    assert window_of("all").days(date(2024, 3, 31), 2024) == (None, date(2024, 3, 31))


@pytest.mark.parametrize(
    "text", ["", "12", "0 months", "01 months", "12 weeks", "12months", "12 months after x", "-1 day"]
)
def test_what_is_no_window(text):
    assert parse_window(text) is None


@pytest.mark.parametrize(
    ("notified", "runs_until"),
    [
        (date(2023, 9, 20), date(2023, 10, 7)),  # the seventh working day after it is the Saturday that is worked
        (date(2023, 9, 27), date(2023, 10, 12)),
        (date(2023, 10, 1), date(2023, 10, 13)),  # notified in the holiday
        (date(2024, 2, 5), date(2024, 2, 20)),
        (date(2024, 2, 12), date(2024, 2, 26)),
        (date(2026, 2, 13), date(2026, 3, 2)),
    ],
)
def test_a_window_of_working_days_holds_a_day_until_its_time_limit_is_over(notified, runs_until):
    window = window_of("7 working days")
    name = window.constant or ""

    def holds(as_of):
        first, known = window.working_start(as_of, CHINA)
        days = {name: day_number(first), "as_of": day_number(as_of), "day": day_number(notified)}
        assert known
        assert window.days(as_of, as_of.year, CHINA) == (first, as_of)
        return truth(window.condition("day") or "", days)

    days = [notified + timedelta(days=number) for number in range(-5, 40)]
    assert [day for day in days if holds(day)] == [day for day in days if notified <= day <= runs_until]


@given(st.dates(date(2021, 7, 1), date(2026, 12, 31)), st.integers(1, 60), st.integers(0, 120))
def test_a_window_of_working_days_is_the_time_limit_looked_at_from_its_end(as_of, number, back):
    first, known = window_of(f"{number} working days").working_start(as_of, CHINA)
    assert known
    day = as_of - timedelta(days=back)
    passed = sum(CHINA.is_working(day + timedelta(days=one)) for one in range(1, back))
    assert (first <= day) == (passed < number)


EDGES = st.sampled_from([FIRST, LAST]).flatmap(
    lambda edge: st.dates(edge - timedelta(days=60), edge + timedelta(days=60))
)


@given(EDGES, st.integers(1, 40), st.integers(0, 60))
def test_where_the_calendar_ends_only_what_is_certain_is_inside(as_of, number, back):
    first, known = window_of(f"{number} working days").working_start(as_of, CHINA)
    day = timedelta(days=1)
    verified = FIRST <= as_of <= LAST + day
    assert known == (verified and CHINA.between(FIRST - day, as_of - day) >= number)
    if not known:
        # Were every day worked, the time limit of these days, and of no others, would still run.
        assert (first <= as_of - back * day) == (back <= number)


def test_without_a_calendar_no_working_day_is_known():
    assert window_of("7 working days").working_start(date(2023, 10, 12), None) == (date(2023, 10, 5), False)


def test_only_windows_of_working_days_have_a_constant():
    assert is_constant(window_of("1 working day").constant or "")
    assert [window_of(text).constant for text in ("7 days", "12 months", "period", "all")] == [None] * 4


def test_spaces_do_not_matter():
    assert window_of(" 12   months  before  decided_on ") == window_of("12 months before decided_on")


@given(text=WINDOWS, as_of=DAYS, back=st.integers(0, 2), on=st.data())
def test_the_condition_means_the_days(text, as_of, back, on):
    window = window_of(text)
    moment = Moment(as_of, as_of.year - back)
    first, last = window.days(as_of, moment.period)
    ends = [day for day in (first, last, as_of) if day is not None]
    near = st.sampled_from(ends).flatmap(lambda end: st.integers(-2, 2).map(lambda days: end + timedelta(days=days)))
    day = on.draw(near | st.dates(as_of - timedelta(days=1500), as_of))
    condition = window.condition("day")
    seen = day <= as_of  # a record after as_of is invisible, whatever the window
    assert (seen and (condition is None or truth(condition, {**moment.days, "day": day_number(day)}))) == (
        (first is None or first <= day) and day <= last
    )


def truth(condition: str, days: Mapping[str, int]) -> bool:
    """Whether a condition on known days holds."""
    typed = check(parse(condition), Environment(names={name: date_type(maybe=False) for name in days}), Kind.BOOL)
    found = evaluate(typed, cast(Any, Days(days)))
    assert isinstance(found, Truth)
    assert found.known
    return found.must


@given(
    start=st.dates(date(2000, 1, 1), date(2020, 12, 31)),
    length=st.integers(0, 900),
    decided=st.dates(date(2000, 1, 1), date(2022, 12, 31)),
)
def test_a_window_of_the_subject_is_outside_when_it_leaves_the_coverage(start, length, decided):
    window = window_of("12 months before decided_on")
    end = start + timedelta(days=length)
    first = earlier(decided, 12, "months") + timedelta(days=1)
    text = window.outside(start, end)
    assert text is not None
    assert truth(text, {"decided_on": day_number(decided)}) == (first < start or decided > end)


def test_without_a_coverage_nothing_is_outside():
    assert window_of("12 months before decided_on").outside(None, None) is None
