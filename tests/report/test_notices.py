"""What a run tells before anybody relies on it: working days that nobody verified."""

from datetime import date

import pytest

from riskgrade.pack.dating import Moment
from riskgrade.pack.load import load_pack
from riskgrade.report.grading_run import run_grade
from riskgrade.report.notices import pack_notices
from riskgrade.report.pack_text import pack_text
from tests.report import sample

CALENDAR = "calendar: {country: CN, from: 2021-01-01, to: 2022-12-31, cite: guide}\n"
FACTS = """
lately: {from: samplings, within: 7 working days, value: any}
"""


@pytest.fixture
def counting(tmp_path):
    files = sample.PACK | {
        "pack.yaml": sample.PACK["pack.yaml"] + CALENDAR,
        "facts.yaml": sample.PACK["facts.yaml"] + FACTS,
    }
    return sample.write_pack(tmp_path, files)


def told(folder, day):
    return [one for one in pack_notices(load_pack(folder), Moment.of(day)) if "working days" in one[0].lower()]


@pytest.mark.parametrize(
    ("day", "en", "zh"),
    [
        (date(2023, 1, 2), "Working days after 2022-12-31 are not known", "2022-12-31 之后的工作日尚未核实"),
        (date(2021, 1, 6), "Working days before 2021-01-01 are not known", "2021-01-01 之前的工作日尚未核实"),
    ],
)
def test_days_nobody_verified_are_told_with_the_facts_that_count_them(counting, day, en, zh):
    ((said_en, said_zh),) = told(counting, day)
    assert said_en.startswith(en)
    assert said_zh.startswith(zh)
    assert said_en.endswith(": lately.")
    assert said_zh.endswith("：lately。")


@pytest.mark.parametrize("day", [date(2021, 6, 1), date(2022, 12, 31), date(2023, 1, 1)])
def test_where_the_calendar_reaches_nothing_is_told(counting, day):
    assert told(counting, day) == []


def test_a_calendar_that_no_fact_counts_by_is_not_told(tmp_path):
    files = sample.PACK | {"pack.yaml": sample.PACK["pack.yaml"] + CALENDAR}
    assert told(sample.write_pack(tmp_path, files), date(2031, 1, 1)) == []


def test_it_is_a_notice_of_the_run(counting, registers):
    run = run_grade(registers, load_pack(counting), "2031-01-01")
    assert sum(en.startswith("Working days after 2022-12-31") for en, _ in run.notices) == 1


def test_a_pack_tells_its_calendar(counting):
    found = pack_text(load_pack(counting), counting)
    assert found["calendar"] == {"country": "CN", "from": "2021-01-01", "to": "2022-12-31", "cite": ["guide"]}
    assert found["evidence"] == {"recalled": 2, "text": 8}
