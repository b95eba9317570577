"""How a record stands: before and after its end, with a reason that ends it and one that does not."""

from datetime import date

import pytest

from tests.dossier import sample

DAY = {"2023-05-01": date(2023, 5, 1), None: None}


@pytest.fixture
def stands(section):
    def ran(on="", why="", as_of=sample.AS_OF):
        row = {"id": "p", "code": sample.SUBJECT, "decided_on": "2022-01-01", "ended_on": on, "ended_why": why}
        (record,) = section("penalties", {**sample.REGISTERS, "penalties": [row]}, as_of=as_of).records
        return str(record.standing), record.since, record.reason

    return ran


@pytest.mark.parametrize(
    ("on", "why", "standing", "since", "reason"),
    [
        ("", "", "stands", None, ""),
        ("2023-05-01", "revoked", "void", "2023-05-01", "revoked"),
        ("2023-05-01", "repaired", "noted", "2023-05-01", "repaired"),
        ("2023-05-01", "", "may_be_void", "2023-05-01", ""),
        ("", "revoked", "may_be_void", None, "revoked"),
        ("", "repaired", "noted", None, "repaired"),
        ("2023-05-01", "on a whim", "may_be_void", "2023-05-01", ""),
        ("2024-01-01", "revoked", "stands", None, ""),
        ("2024-01-01", "repaired", "stands", None, ""),
        ("2024-01-01", "", "stands", None, ""),
    ],
)
def test_on_a_day(stands, on, why, standing, since, reason):
    assert stands(on, why) == (standing, DAY[since], reason)


def test_from_its_day_on(stands):
    assert stands("2023-05-01", "revoked", as_of="2023-04-30") == ("stands", None, "")
    assert stands("2023-05-01", "revoked", as_of="2023-05-01")[0] == "void"
    assert stands("2023-05-01", "repaired", as_of="2023-04-30") == ("stands", None, "")
    assert stands("2023-05-01", "repaired", as_of="2023-05-01")[0] == "noted"
    assert stands("2024-01-01", "revoked", as_of=None)[0] == "void"
