"""The summary counts what the decisions hold."""

import json

from riskgrade.report.grading_run import run_grade
from riskgrade.report.json_text import json_text
from riskgrade.report.summary import summary
from tests.report import sample


def told(pack, source, **more):
    return json.loads(json_text(summary(run_grade(source, pack, sample.AS_OF, **more))))


def test_levels_add_up_to_the_subjects(pack, registers):
    found = told(pack, registers)
    assert found["subjects"] == 6
    assert found["grades"]["risk"] == {
        "levels": {"A": 1, "B": 1, "C": 0, "D": 1},
        "withheld": 1,
        "excluded": {"out_of_scope": 1, "pilot": 1},
        "provisional": 1,
        "rests_on": "recalled",
        "evidence": {"text": 4, "recalled": 1},
    }
    for grade in found["grades"].values():
        assert sum(grade["levels"].values()) + grade["withheld"] + sum(grade["excluded"].values()) == 6


def test_rules_flags_and_findings_are_counted_by_name(pack, registers):
    found = told(pack, registers)
    assert found["flags"] == {"repeated_failure": 1}
    assert found["findings_of_decisions"] == {"gap:conduct": 1}
    assert found["rules"]["up.failed"] == {"true": 2, "unknown": 0}
    assert found["rules"]["size"] == {"true": 5, "unknown": 0}


def test_a_register_that_is_not_supplied_makes_rules_unknown_and_is_told(pack):
    found = told(pack, {"firms": sample.FIRMS})
    assert found["rules"]["up.failed"] == {"true": 0, "unknown": 5}
    assert "Not supplied, so that what hangs on them is unknown: samplings." in [one["en"] for one in found["notices"]]


def test_the_quality_of_the_data_is_told_register_by_register(pack):
    rows = [*sample.SAMPLINGS, {**sample.SAMPLINGS[0], "record_id": "s9", "sampled_on": "soon"}]
    found = told(pack, {"firms": sample.FIRMS, "samplings": rows}, coverage={"samplings": "2020-01-01.."})
    assert found["data"]["set_aside"] == 1
    assert found["data"]["registers"]["samplings"] == {
        "file": "samplings", "rows": 5, "accepted": 4, "set_aside": 1, "findings": {"UNREADABLE": 1},
        "coverage": {"from": "2020-01-01", "to": None},
    }  # fmt: skip
    assert found["data"]["registers"]["firms"]["coverage"] is None


def test_a_day_outside_the_dates_is_told_once_and_flagged(pack, registers):
    found = json.loads(json_text(summary(run_grade(registers, pack, "2019-12-31"))))
    assert found["flags"]["outside_force"] == 6
    assert sum("outside the dates of pack sample" in one["en"] for one in found["notices"]) == 1


def test_a_day_after_the_last_check_of_a_source_is_told_once(pack, registers):
    said = [one["en"] for one in told(pack, registers)["notices"]]
    assert sum("act (2023-06-30)" in one for one in said) == 1
    assert not run_grade(registers, pack, "2023-06-30").notices


def test_no_float_gets_into_a_document():
    import pytest

    with pytest.raises(TypeError, match="is a float"):
        json_text({"rows": [1, {"n": 0.5}]})
