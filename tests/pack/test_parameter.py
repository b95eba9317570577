"""Parameters: which version holds on a day, and the digits, ends and units of what they hold."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskgrade.language.environment import Table
from riskgrade.language.types import Kind, day_number
from riskgrade.pack.diagnostics import Diagnostic, PackError
from riskgrade.pack.load import load_pack
from riskgrade.pack.parameter import digits, hundredths, scaled

NUMBERS = st.decimals(Decimal("-1000000"), Decimal("1000000"), places=4)


def parameters(write, text):
    return load_pack(write(parameters=text, rules="", grades="", facts="")).parameters


def test_each_day_has_the_version_in_force(write):
    limit = parameters(
        write, "limit:\n- {value: 2, from: 2023-01-01, cite: act}\n- {value: 3, to: 2022-12-31, cite: act}\n"
    )["limit"]
    assert [version.payload for version in limit.versions] == [3, 2]
    assert limit.on(date(2022, 12, 31)).payload == 3
    assert limit.on(date(2023, 1, 1)).payload == 2
    assert limit.on(date(1, 1, 1)).payload == 3


def test_outside_its_dates_it_has_no_version(write):
    limit = parameters(write, "limit: {value: 2, from: 2023-01-01, to: 2023-12-31, cite: act}")["limit"]
    assert limit.on(date(2022, 12, 31)) is None
    assert limit.on(date(2024, 1, 1)) is None


@pytest.mark.parametrize(
    ("value", "kind", "payload"),
    [
        ("3", Kind.NUMBER, 3),
        ("-0.5", Kind.NUMBER, -5),
        ("13.50", Kind.NUMBER, 135),
        ("true", Kind.BOOL, True),
        ("2023-01-31", Kind.DATE, day_number(date(2023, 1, 31))),
        ("2023-02-30", Kind.TEXT, "2023-02-30"),
        ("0101", Kind.TEXT, "0101"),
        ("warning", Kind.TEXT, "warning"),
    ],
)
def test_a_scalar_is_what_it_looks_like(write, value, kind, payload):
    limit = parameters(write, f"limit: {{value: '{value}', cite: act}}")["limit"]
    assert (limit.type.kind, limit.versions[0].payload, limit.type.maybe) == (kind, payload, False)


def test_all_versions_share_digits_and_ends(write):
    text = "limit:\n- {value: 2, to: 2022-12-31, cite: act}\n- {value: 3.25, from: 2023-01-01, cite: act}\n"
    limit = parameters(write, text)["limit"]
    assert [version.payload for version in limit.versions] == [200, 325]
    assert (limit.type.scale, limit.type.ends) == (2, (200, 325))


def test_a_list_of_codes_keeps_its_zeros(write):
    assert parameters(write, "codes: {value: [0101, '010'], cite: act}")["codes"].versions[0].payload == ("0101", "010")


def test_a_table_by_code(write):
    weights = parameters(write, "weights: {table: {a: 1, b: 2.5}, range: [0, 10], unit: points, cite: act}")["weights"]
    assert weights.versions[0].payload == Table("weights", {"a": 10, "b": 25}, scale=1, unit="points", range=(0, 100))
    assert (weights.table.bins, weights.table.result.ends, weights.table.result.unit) == (False, (0, 100), "points")


def test_a_table_with_a_number_for_the_rest(write):
    weights = parameters(write, "weights: {table: {a: 1}, otherwise: -3, cite: act}")["weights"]
    assert weights.table.result.ends == (-3, 1)


def test_a_table_without_range_has_no_ends(write):
    assert not parameters(write, "weights: {table: {a: 1}, cite: act}")["weights"].table.result.bounded


def test_a_table_of_bins(write):
    area = parameters(write, "area_points: {bins: [[150, 2], [500.5, 4], [above, 10]], cite: act}")["area_points"]
    assert area.versions[0].payload.bins == ((1500, 2), (5005, 4), (None, 10))
    assert (area.table.bins, area.table.bin_scale, area.table.result.ends) == (True, 1, (2, 10))


@given(NUMBERS)
def test_scaling_is_exact(number):
    scale = digits(number)
    assert Decimal(scaled(number, scale)).scaleb(-scale) == number
    assert scale == 0 or scaled(number * 10**scale, 0) % 10 != 0


@given(NUMBERS)
def test_points_have_two_decimals_or_are_refused(number):
    if digits(number) > 2:
        with pytest.raises(ValueError, match=r"\d"):
            hundredths(number)
    else:
        assert Decimal(hundredths(number)) == number * 100


@given(st.lists(st.integers(1, 400), min_size=1, max_size=6), st.data())
def test_versions_that_follow_one_another_leave_no_day_without(lengths, data):
    start = date(2020, 1, 1)
    firsts = [start + timedelta(days=sum(lengths[:number])) for number in range(len(lengths) + 1)]
    versions = [
        f"- {{value: {number}, from: {first}, to: {after - timedelta(days=1)}, cite: act}}"
        for number, (first, after) in enumerate(pairwise(firsts))
    ]
    text = "limit:\n" + "\n".join(data.draw(st.permutations(versions)))
    limit = build(text)
    for number, (first, after) in enumerate(pairwise(firsts)):
        assert limit.on(first).payload == limit.on(after - timedelta(days=1)).payload == number
    assert limit.on(start - timedelta(days=1)) is None
    assert limit.on(firsts[-1]) is None


def build(text):
    from pydantic import TypeAdapter

    from riskgrade.pack.document import parse_document
    from riskgrade.pack.parameter import build_parameter
    from riskgrade.pack.part_models import Parameters
    from riskgrade.pack.parts import Part

    document = parse_document(text, "parameters.yaml")
    models = TypeAdapter(Parameters).validate_python(document.data["limit"])
    wrong: list[Diagnostic] = []
    parameter = build_parameter("limit", Part(models, document, ("limit",), "x"), {}, wrong)
    assert not wrong
    return parameter


def test_a_hole_is_refused_with_the_days(write):
    text = "limit:\n- {value: 2, to: 2022-12-30, cite: act}\n- {value: 3, from: 2023-01-01, cite: act}\n"
    with pytest.raises(PackError, match="from 2022-12-31 to 2022-12-31"):
        parameters(write, text)
