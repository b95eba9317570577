"""The made-up district: what its generator makes, what is wrong in it on purpose, and nothing else wrong."""

import csv
import doctest
import importlib
import os
import pkgutil
import subprocess
import sys
from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from riskgrade.pack.load import load_pack
from riskgrade.report.source import load_registers

DATASETS = Path(__file__).resolve().parents[2] / "datasets"
FOLDER = DATASETS / "suining-demo"
WORKBOOK = DATASETS / "suining-demo.xlsx"
MAKE = DATASETS / "make_suining_demo.py"
STALE = "run `python datasets/make_suining_demo.py`: the generator or the labels of cn-base have changed"
AS_OF = date(2023, 12, 31)

pytestmark = pytest.mark.xdist_group("suining_demo")


@pytest.fixture(scope="module", autouse=True)
def generator():
    sys.path.insert(0, str(DATASETS))
    yield importlib.import_module("suining_demo")
    sys.path.remove(str(DATASETS))


@pytest.fixture(scope="module")
def district():
    return importlib.import_module("suining_demo.district").make_district()


@pytest.fixture(scope="module")
def registers():
    return importlib.import_module("suining_demo.registers").make_registers(20231231)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """What another process writes, with other hashes."""
    folder = tmp_path_factory.mktemp("written")
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "PYTHONUTF8": "1"}
    subprocess.run([sys.executable, str(MAKE), "--out", str(folder)], env=environment, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module", params=[FOLDER, WORKBOOK], ids=["csv", "xlsx"])
def read(request):
    return _load(request.param)


@cache
def _load(source):
    return load_registers(source, "cn-base")


def _rows(file):
    encoding = "gb18030" if file.name == "complaints.csv" else "utf-8-sig"
    with file.open(encoding=encoding, newline="") as stream:
        return list(csv.reader(stream))


# --- the files are what the generator makes ---


def test_the_csv_files_and_the_readme_are_what_the_generator_makes(written):
    made = {file.name: file.read_bytes() for file in (written / "suining-demo").iterdir()}
    kept = {file.name: file.read_bytes() for file in FOLDER.iterdir()}
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == [], STALE


def test_the_workbook_has_the_same_bytes_in_every_process(written, district):
    write = importlib.import_module("suining_demo.write")
    assert (written / WORKBOOK.name).read_bytes() == write.workbook_bytes(district.sheets)


def test_the_workbook_that_is_kept_holds_what_the_generator_makes(district):
    # Cells and not bytes: another release of XlsxWriter or zlib may pack the same cells differently.
    book = CalamineWorkbook.from_path(str(WORKBOOK))
    assert book.sheet_names == [sheet.title for sheet in district.sheets]
    for sheet in district.sheets:
        headings, *rows = book.get_sheet_by_name(sheet.title).to_python()
        assert tuple(headings) == sheet.headings
        assert [tuple(map(_text, row)) for row in rows] == sheet.rows, STALE


def _text(value):
    return f"{value:.15g}" if isinstance(value, float) else value


def test_another_seed_gives_another_district(district):
    other = importlib.import_module("suining_demo.district").make_district(1)
    same = [a.register for a, b in zip(district.sheets, other.sheets, strict=True) if a.rows == b.rows]
    assert same == []


def test_the_examples_in_the_generator_hold(generator):
    names = [module.name for module in pkgutil.iter_modules(generator.__path__)]
    results = [doctest.testmod(importlib.import_module(f"suining_demo.{name}")) for name in names]
    assert sum(result.failed for result in results) == 0
    assert sum(result.attempted for result in results) > 15


# --- nothing in it looks real ---


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.csv")), ids=lambda file: file.stem)
def test_every_row_of_every_file_says_that_it_is_synthetic(file):
    headings, *rows = _rows(file)
    assert headings[-1] == "数据说明"
    assert {row[-1] for row in rows} == {"合成数据"}


def test_every_sheet_says_that_it_is_synthetic(district):
    assert all(sheet.headings[-1] == "数据说明" for sheet in district.sheets)
    assert {row[-1] for sheet in district.sheets for row in sheet.rows} == {"合成数据"}


def test_codes_belong_to_a_division_that_does_not_exist_and_names_begin_with_synthetic(registers):
    firms = registers["enterprises"]
    assert {row["uscc"][:8] for row in firms} == {"91990000", "92990000"}
    people = [row["name"] for row in registers["persons"]]
    named = [row["name"] for row in firms + registers["markets"]] + [
        row["party_name"] for row in registers["penalties"]
    ]
    assert all(name.startswith("合成") for name in named + people)
    assert all(row["id_no"].startswith("9900001900000") for row in registers["persons"])


def test_the_files_are_small_and_written_as_they_say():
    files = [*FOLDER.iterdir(), WORKBOOK]
    assert sum(file.stat().st_size for file in files) < 6_000_000
    marked = {file.name for file in FOLDER.glob("*.csv") if file.read_bytes().startswith(b"\xef\xbb\xbf")}
    assert {file.name for file in FOLDER.glob("*.csv")} - marked == {"complaints.csv"}
    with pytest.raises(UnicodeDecodeError):
        (FOLDER / "complaints.csv").read_text(encoding="utf-8")


# --- what is wrong on purpose, and nothing else ---


def test_the_reader_finds_what_was_made_wrong_and_nothing_else(read, district):
    wanted = [
        (trouble.code, trouble.severity, trouble.register, row, trouble.field, trouble.cell)
        for trouble in district.troubles
        for row in trouble.rows
    ]
    found = [(one.code.value, one.severity.value, one.register, one.row, one.field, one.value) for one in read.findings]
    assert Counter(found) == Counter(wanted)
    assert all(one.count == 1 for one in read.findings)


def test_every_kind_of_mistake_is_there(read):
    assert Counter(one.code.value for one in read.findings) == {
        "CHECK_FAILED": 1,
        "CHECK_DOUBTFUL": 1,
        "SPACES_IN_CODE": 1,
        "FULL_WIDTH": 1,
        "OUT_OF_DOMAIN": 1,
        "UNREADABLE": 2,
        "TOO_MANY_DECIMALS": 1,
        "REQUIRED_BLANK": 1,
        "DUPLICATE_ROW": 1,
        "CONFLICT": 2,
        "NOT_IN_VALUES": 1,
        "SUBJECT_ABSENT": 1,
        "DATE_OUT_OF_RANGE": 1,
    }


def test_the_readme_lists_every_mistake(district):
    lines = (FOLDER / "README.md").read_text(encoding="utf-8").splitlines()
    listed = [line for line in lines if line.startswith("| `") and line.count("|") == 7]
    assert len(listed) == len(district.troubles) == 14
    for trouble, line in zip(district.troubles, listed, strict=True):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        assert cells[0] == f"`{trouble.register}`"
        assert cells[2] == (f"`{trouble.field}`" if trouble.field else "(row)")
        assert trouble.code in cells[5]


def test_full_width_digits_are_read_and_told(read, district):
    (trouble,) = [trouble for trouble in district.troubles if trouble.code == "FULL_WIDTH"]
    code = _rows(FOLDER / "enterprises.csv")[trouble.rows[0] - 1][0]
    frame = read.registers["enterprises"].frame.filter(pl.col("uscc") == code).collect()
    assert frame["static_score"].to_list() == [1350]


def test_csv_and_workbook_hold_the_same_records():
    from_csv, from_book = (_load(source).registers for source in (FOLDER, WORKBOOK))
    assert set(from_csv) == set(from_book) == set(load_pack("cn-base").registers)
    for name, register in from_csv.items():
        assert register.frame.collect().equals(from_book[name].frame.collect()), name


# --- it is shaped like a district ---


def test_there_are_two_thousand_firms_of_every_kind(registers):
    kinds = {row["uscc"]: row["kind"] for row in registers["enterprises"]}
    counted = Counter(kinds.values())
    assert counted.total() == 2000
    assert set(counted) == codes("enterprises", "kind")
    assert counted["producer"] == 240
    individual = sum(code.startswith("92") for code in kinds)
    assert 1000 <= individual <= 1400
    assert len(registers["enterprises"]) == 2018


def codes(register, field):
    """The codes that the pack allows."""
    return set(load_pack("cn-base").registers[register].fields[field].values or {})


COUNTS = {
    "samplings": (4000, 5500), "penalties": (350, 600), "persons": (15, 60), "inspections": (3500, 4500), "recalls": (20, 80),
    "accidents": (5, 5), "interviews": (40, 120), "complaints": (500, 1100), "self_checks": (1500, 2500),
    "staff_exams": (400, 800), "certificates": (60, 120), "insurances": (200, 350), "awards": (26, 26), "listings": (5, 20),
    "abnormal_operations": (40, 100), "hazard_reports": (250, 500), "markets": (10, 10), "market_checks": (540, 560),
}  # fmt: skip


@pytest.mark.parametrize("register", COUNTS)
def test_each_register_has_its_size(registers, register):
    fewest, most = COUNTS[register]
    assert fewest <= len(registers[register]) <= most


def test_samples_have_one_to_three_items_and_every_code_occurs(registers):
    rows = registers["samplings"]
    sizes = Counter(Counter((row["uscc"], row["sample_no"]) for row in rows if row["sample_no"]).values())
    assert set(sizes) == {1, 2, 3}
    for name in ("programme", "organiser_level", "authority_kind", "role", "result"):
        assert {row[name] for row in rows} == codes("samplings", name), name
    failed = [row for row in rows if row["result"] == "fail"]
    assert {row["hazard"] for row in failed} == codes("samplings", "hazard")
    assert {row.get("retest") for row in failed} == {*codes("samplings", "retest"), None}
    assert Counter(row["hazard"] for row in failed).most_common(1)[0][0] == "pesticide"
    both = Counter(sample for _, sample in {(row["uscc"], row["sample_no"]) for row in rows if row["sample_no"]})
    assert any(count > 1 for count in both.values()), "no sample for which two firms answer"


def test_failures_and_penalties_are_many_for_few_and_none_for_most(registers):
    failed = Counter(
        code
        for code, _ in {
            (row["uscc"], row["sample_no"] or row["record_id"])
            for row in registers["samplings"]
            if row["result"] == "fail" and row["programme"] == "supervision" and row["sampled_on"].year == 2023
        }
    )
    penalised = Counter(row["uscc"] for row in registers["penalties"])
    assert len(failed) < 150
    assert len(penalised) < 350
    assert max(failed.values()) >= 3
    assert max(penalised.values()) >= 4
    assert sum(count == 2 for count in failed.values()) >= 5


def test_events_go_from_2022_into_january_2024(registers):
    pack = load_pack("cn-base")
    for name, rows in registers.items():
        if pack.registers[name].date is not None and name != "certificates":
            days = [row[pack.registers[name].date] for row in rows]
            assert date(2022, 1, 1) <= min(days) <= max(days) <= date(2024, 1, 31), name
    for name in ("samplings", "penalties", "inspections", "complaints", "staff_exams", "insurances", "market_checks"):
        late = sum(row[pack.registers[name].date] > AS_OF for row in registers[name])
        assert 0 < late <= len(registers[name]) // 10, name


def test_some_of_what_happened_was_not_yet_known(registers):
    late = [row for row in registers["samplings"] if row["recorded_on"] and row["recorded_on"] > row["sampled_on"]]
    assert len(late) > 500
    for name, event in (("samplings", "notified_on"), ("inspections", "inspected_on"), ("penalties", "decided_on")):
        hidden = [row for row in registers[name] if row["recorded_on"] and row[event] <= AS_OF < row["recorded_on"]]
        assert hidden, name
    told = [row for row in registers["samplings"] if row.get("retest") == "pending" and row["notified_on"] <= AS_OF]
    assert len(told) >= 5
    assert all(row["notified_on"] >= date(2023, 11, 20) for row in told)
    assert any(row["retest_decided_on"] > AS_OF for row in registers["samplings"] if row.get("retest_decided_on"))


def test_no_firm_has_a_record_before_it_was_there(registers):
    since = {row["uscc"]: row["established_on"] for row in registers["enterprises"] if row["established_on"]}
    pack = load_pack("cn-base")
    for name, rows in registers.items():
        event = pack.registers[name].date
        early = [
            row["record_id"] for row in rows if event and row.get("uscc") in since and row[event] < since[row["uscc"]]
        ]
        assert early == [], name


def test_records_end_for_every_reason(registers):
    voided = [
        row for name in ("samplings", "penalties", "inspections") for row in registers[name] if row.get("void_reason")
    ]
    assert {row["void_reason"] for row in voided} == codes("penalties", "void_reason")
    assert all(row["voided_on"] for row in voided)


def test_much_is_missing(registers):
    firms = registers["enterprises"]
    assert 250 <= sum(row["static_score"] is None for row in firms) <= 500
    assert 750 <= sum(row["general_credit_class"] is None for row in firms) <= 1050
    looked_at = {row["uscc"] for row in registers["inspections"] if row["full_checklist"]}
    assert 20 <= len({row["uscc"] for row in firms} - looked_at) <= 100


def test_points_lie_on_their_scales(registers):
    rows = [row for row in registers["inspections"] if row.get("risk_points") is not None]
    highest = {
        scale: max(row["risk_points"] for row in rows if row["checklist"] == scale)
        for scale in ("nat2016", "sichuan2023")
    }
    assert 50 <= highest["nat2016"] <= 60
    assert 30 <= highest["sichuan2023"] <= 40


def test_the_mixture_of_levels_is_plausible(registers):
    """Static points plus the latest dynamic points on the scale of 2016, in its bands; firms without either are left out."""
    static = {row["uscc"]: row["static_score"] for row in registers["enterprises"] if not _later(row["valid_from"])}
    dynamic = {
        row["uscc"]: row["risk_points"]
        for row in registers["inspections"]
        if row["full_checklist"] and row["inspected_on"] <= AS_OF and row["checklist"] != "sichuan2023"
    }
    totals = [
        static[code] + points for code, points in dynamic.items() if points is not None and static[code] is not None
    ]
    levels = Counter("ABCD"[sum(total > end for end in map(Decimal, (30, 45, 60)))] for total in totals)
    percent = {level: 100 * count // len(totals) for level, count in levels.items()}
    assert 35 <= percent["A"] <= 45
    assert 28 <= percent["B"] <= 38
    assert 14 <= percent["C"] <= 20
    assert 5 <= percent["D"] <= 10


def _later(day):
    return day is not None and day > AS_OF


def test_every_person_belongs_to_a_decision(registers):
    decisions = {row["decision_no"]: row["uscc"] for row in registers["penalties"]}
    assert all(decisions[row["decision_no"]] == row["uscc"] for row in registers["persons"])
    parties = Counter(row["decision_no"] for row in registers["penalties"])
    assert set(parties.values()) == {1, 2}


def test_markets_are_checked_every_week_and_one_month_is_missing(registers):
    checked = Counter(
        (row["market_id"], row["checked_on"].month)
        for row in registers["market_checks"]
        if row["checked_on"].year == 2023
    )
    months = {(f"M{market:02}", month) for market in range(1, 11) for month in range(1, 13)}
    assert months - set(checked) == {("M07", 8)}
    weeks = Counter((row["market_id"], row["checked_on"].isocalendar()[:2]) for row in registers["market_checks"])
    assert set(weeks.values()) == {1}
    assert sum(1 for market, (year, _) in weeks if market == "M01" and year == 2023) == 52
