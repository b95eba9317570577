"""A pack on a day: the period, the parameters in force, and a clear refusal where there are none."""

from datetime import date

import pytest

from riskgrade.language.environment import Table
from riskgrade.language.types import day_number
from riskgrade.pack.dating import DatingError, Moment, in_force
from riskgrade.pack.load import load_pack


def test_the_period_is_the_year_of_as_of_unless_it_is_given():
    assert Moment.of(date(2024, 3, 31)).period == 2024
    assert Moment.of(date(2024, 3, 31), 2023).period == 2023


@pytest.mark.parametrize(
    ("as_of", "period"), [(date(2024, 3, 31), 2025), (date(2024, 3, 31), 1900), (date(2300, 1, 1), 2200)]
)
def test_a_period_that_cannot_be_rated(as_of, period):
    with pytest.raises(DatingError) as caught:
        Moment.of(as_of, period)
    assert str(period) in caught.value.en
    assert str(period) in caught.value.zh


def test_the_days_of_a_moment():
    days = Moment.of(date(2024, 3, 31), 2023).days
    assert days == {
        "as_of": day_number(date(2024, 3, 31)),
        "period_start": day_number(date(2023, 1, 1)),
        "period_end": day_number(date(2023, 12, 31)),
        "previous_period_start": day_number(date(2022, 1, 1)),
        "previous_period_end": day_number(date(2022, 12, 31)),
    }


def test_the_parameters_in_force(write, base):
    pack = load_pack(write(parameters=base("parameters") + "listed: {value: [a, b], cite: act}\n"))
    before, after = (in_force(pack, Moment.of(day)) for day in (date(2022, 12, 31), date(2023, 1, 1)))
    assert (before.scalars["limit"], after.scalars["limit"]) == (3, 2)
    assert before.lists == {"listed": ("a", "b")}
    assert sorted(before.tables) == ["by_area", "weights"]
    assert isinstance(before.tables["weights"], Table)


def test_outside_its_dates_a_parameter_is_refused_with_its_dates(write):
    text = "limit: {value: 2, from: 2023-01-01, to: 2023-12-31, cite: act}"
    pack = load_pack(write(parameters=text))
    assert in_force(pack, Moment.of(date(2023, 12, 31))).scalars["limit"] == 2
    for day in (date(2022, 12, 31), date(2024, 1, 1)):
        with pytest.raises(DatingError) as caught:
            in_force(pack, Moment.of(day))
        for message in (caught.value.en, caught.value.zh):
            assert all(word in message for word in ("limit", "shop", str(day), "2023-01-01", "2023-12-31"))


CALENDAR = "calendar: {country: CN, from: 2021-01-01, to: 2026-12-31, cite: act}\n"


@pytest.mark.parametrize(
    ("as_of", "first"),
    [
        (date(2023, 10, 12), date(2023, 9, 27)),
        (date(2027, 1, 1), date(2026, 12, 23)),  # all days before it are verified
        (date(2027, 1, 2), date(2026, 12, 26)),  # seven days of the calendar
        (date(2021, 1, 7), date(2020, 12, 31)),
    ],
)
def test_the_first_day_of_a_window_of_working_days(write, base, as_of, first):
    facts = base("facts").replace("within: period", "within: 7 working days")
    pack = load_pack(write(pack=base("pack") + CALENDAR, facts=facts))
    assert in_force(pack, Moment.of(as_of)).scalars["as_of_less_7_working_days"] == day_number(first)


def test_a_pack_outside_its_dates_is_told(write, base):
    pack = load_pack(write(pack=base("pack").replace("subject:", "from: 2020-01-01\nto: 2024-12-31\nsubject:")))
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2024, 12, 31), date(2025, 1, 1)]
    assert [pack.in_force(day) for day in days] == [False, True, True, False]


def test_a_rule_is_in_force_by_as_of(write, base):
    rules = base("rules").replace("cite: act-8", "cite: act-8, from: 2020-01-01, to: 2020-12-31")
    rule = load_pack(write(rules=rules)).rules[2]
    assert [rule.in_force(day) for day in (date(2019, 12, 31), date(2020, 6, 1), date(2021, 1, 1))] == [
        False,
        True,
        False,
    ]
