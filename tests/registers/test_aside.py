"""Rows set aside: whose they are, what could be read of them, and what is wrong with each."""

import pytest

from riskgrade.registers import load_registers
from riskgrade.registers.aside import aside_rows

from .samples import MODELS, A, B

GOOD = {"record_id": "1", "uscc": A, "sampled_on": "2023-01-01", "result": "pass"}


def aside(rows, *joins):
    register = load_registers({"samplings": rows}, MODELS).registers["samplings"]
    return aside_rows(register.aside, register.model, joins)


def test_nothing_was_set_aside():
    assert aside([GOOD], A, "") == []


@pytest.mark.parametrize(
    ("changed", "faults"),
    [
        ({"sampled_on": "soon"}, [("UNREADABLE", "sampled_on", "soon")]),
        ({"sampled_on": "", "result": "x"}, [("REQUIRED_BLANK", "sampled_on", ""), ("NOT_IN_VALUES", "result", "x")]),
        (
            {"sampled_on": "soon", "count": "1.5.2"},
            [("UNREADABLE", "sampled_on", "soon"), ("UNREADABLE", "count", "1.5.2")],
        ),
    ],
)
def test_every_fault_of_a_row(changed, faults):
    (row,) = aside([GOOD, {**GOOD, **changed, "record_id": "2"}, {**GOOD, "uscc": B, "sampled_on": "x"}], A)
    assert row.row == 2
    assert row.values["record_id"] == "2"
    assert row.values["sampled_on"] is None
    assert [(str(one.code), one.field, one.value) for one in row.faults] == faults


def test_rows_that_contradict_each_other():
    rows = aside([GOOD, {**GOOD, "result": "fail"}], A)
    assert [[(str(one.code), one.field, one.value) for one in row.faults] for row in rows] == [
        [("CONFLICT", "record_id", "1")]
    ] * 2


def test_rows_of_which_the_join_value_cannot_be_read():
    rows = [GOOD, {**GOOD, "record_id": "2", "uscc": A[:-1] + "I"}, {**GOOD, "record_id": "3", "uscc": ""}]
    assert aside(rows, A) == []
    assert [one.row for one in aside(rows, "")] == [2, 3]
