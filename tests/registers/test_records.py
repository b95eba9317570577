import pytest

from riskgrade.registers import load_registers, rows_of

from .samples import MODELS, A, B


def test_rows_of_a_subject():
    row = {
        "record_id": "1",
        "uscc": A,
        "sampled_on": "1970-01-02",
        "result": "fail",
        "fine_yuan": "1.5",
        "kinds": "fine",
    }
    read = load_registers({"samplings": [row, {**row, "record_id": "2", "uscc": B}, {**row, "record_id": "3"}]}, MODELS)
    got = rows_of(read, "samplings", [A, "none"], "uscc")
    assert [r["record_id"] for r in got[A]] == ["1", "3"]
    assert got["none"] == []
    assert got[A][0] == {
        "record_id": "1", "uscc": A, "sampled_on": 1, "notified_on": None, "recorded_on": 1, "sample_no": "1",
        "result": "fail", "kinds": ";fine;", "kinds#n": 1, "fine_yuan": 150, "count": None,
    }  # fmt: skip
    assert rows_of(read, "samplings", [], "uscc") == {}
    with pytest.raises(KeyError):
        rows_of(read, "penalties", [A], "uscc")
