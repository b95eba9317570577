"""A record with a mistyped code belongs to nobody; the firm it may be of counts as having lost one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskgrade.pack.register_model import FieldModel, FieldType, RegisterModel
from riskgrade.registers import load_registers
from riskgrade.registers.checks import USCC_ALPHABET
from riskgrade.registers.near_codes import slips

CODE = FieldModel(type=FieldType.CODE, required=True, check="uscc")
NUMBER = FieldModel(type=FieldType.CODE, required=True)
MODELS = {
    "firms": RegisterModel(key="uscc", fields={"uscc": CODE}),
    "visits": RegisterModel(key="id", join="uscc", fields={"id": NUMBER, "uscc": CODE}),
}
FIRM, OTHER = "91990000MA90000114", "91990000MA9000038U"


def set_aside(code):
    rows = {"firms": [{"uscc": FIRM}, {"uscc": OTHER}], "visits": [{"id": "1", "uscc": code}]}
    return load_registers(rows, MODELS, subject="firms")


@pytest.mark.parametrize(
    "code",
    [
        "91990000MA90000115",
        "9199OOOOMA90000114"[:4] + "O" + FIRM[5:],
        FIRM[:17],
        FIRM + "4",
        "91990000AM90000114",
        "９1990000MA9000 0115",
    ],
)
def test_one_slip_away_is_that_firms(code):
    read = set_aside(code)
    assert read.registers["visits"].set_aside == {FIRM}
    assert any(FIRM in en and FIRM in zh for en, zh in read.notices)


@pytest.mark.parametrize("code", [FIRM, OTHER, "91990000MA9999996W", "91990000MA90009999", "", "?"])
def test_right_far_or_blank_is_nobodys(code):
    assert set_aside(code).registers["visits"].set_aside == frozenset()


@given(st.text(USCC_ALPHABET, min_size=18, max_size=18), st.integers(0, 17), st.sampled_from(USCC_ALPHABET))
def test_every_slip_is_undone(code, place, letter):
    wrong = code[:place] + letter + code[place + 1 :]
    swapped = code[:place] + code[place : place + 2][::-1] + code[place + 2 :]
    for slip in (wrong, swapped, code[:place] + code[place + 1 :], code[:place] + letter + code[place:]):
        assert code in set(slips(slip)) or slip == code
