"""Which records stand in a credit file, and what it says where there are none."""

from datetime import date

import pytest

from riskgrade.dossier import UnknownSubjectError
from tests.dossier import sample


def keys(section):
    return [one.key for one in section.records]


def without(*names):
    return {name: rows for name, rows in sample.REGISTERS.items() if name not in names}


class TestRecords:
    def test_every_record_of_the_firm_and_none_of_another(self, read):
        held = {one.register: keys(one) for one in read(as_of=None)}
        assert held == {
            "firms": ["A-001"] * 3,
            "penalties": ["p4", "p3", "p2", "p1"],
            "people": ["q1", "q2"],
            "samplings": ["s1", "s2"],
            "visits": [],
        }

    @pytest.mark.parametrize(
        ("as_of", "penalties", "people", "samplings"),
        [
            ("2021-04-30", [], [], []),
            ("2021-05-01", ["p1"], ["q1"], []),
            # s2 is not said to be recorded on any day; it may have been known at once.
            ("2023-03-19", ["p2", "p1"], ["q1"], ["s2"]),
            ("2023-12-31", ["p4", "p2", "p1"], ["q1"], ["s1", "s2"]),
            ("2024-01-14", ["p4", "p2", "p1"], ["q1"], ["s1", "s2"]),
            ("2024-01-15", ["p4", "p3", "p2", "p1"], ["q1", "q2"], ["s1", "s2"]),
        ],
    )
    def test_what_was_known_on_a_day(self, read, as_of, penalties, people, samplings):
        """What hangs on a penalty is known from when the penalty is."""
        held = {one.register: keys(one) for one in read(as_of=as_of)}
        assert (held["penalties"], held["people"], held["samplings"]) == (penalties, people, samplings)

    def test_dates_and_where_a_record_comes_from(self, section):
        record = section("penalties", as_of="2024-01-15").records[1]
        assert (record.key, record.event_on, record.recorded_on) == ("p3", date(2023, 5, 1), date(2024, 1, 15))
        assert record.provenance == (None, None, None)
        assert section("penalties").records[-1].provenance == ("执法一队", "法规科", "信用科")

    def test_a_value_that_came_later_is_blank(self, section):
        first, second = section("samplings").records
        assert (first.values["retest"], first.values["retest_on"]) == (None, None)
        assert (second.values["retest"], second.values["retest_on"]) == ("upheld", date(2023, 4, 1))
        first, _ = section("samplings", as_of="2024-01-09").records
        assert (first.values["retest"], first.values["retest_on"]) == ("overturned", date(2024, 1, 9))
        assert section("penalties").records[1].values["paid_on"] is None


class TestVersions:
    @pytest.mark.parametrize(
        ("as_of", "names", "in_force"),
        [
            ("2018-12-31", [], None),
            ("2019-01-01", ["合成一厂（旧）"], "合成一厂（旧）"),
            ("2023-12-31", ["合成一厂", "合成一厂（旧）"], "合成一厂"),
            (None, ["合成一厂（新）", "合成一厂", "合成一厂（旧）"], "合成一厂（新）"),
        ],
    )
    def test_newest_first_with_the_one_in_force(self, read, as_of, names, in_force):
        own = read(as_of=as_of).own
        assert [one.values["name"] for one in own.records] == names
        assert [one.values["name"] for one in own.records if one.in_force] == ([in_force] if in_force else [])

    def test_a_version_that_cannot_be_read_leaves_it_in_doubt(self, read):
        rows = [*sample.FIRMS, {"code": sample.SUBJECT, "name": "", "since": "2023-01-01"}]
        found = read({**sample.REGISTERS, "firms": rows})
        assert found.version_in_doubt
        assert not read().version_in_doubt
        undated = [*sample.FIRMS, {"code": sample.SUBJECT, "name": "合成一厂", "since": "once"}]
        assert read({**sample.REGISTERS, "firms": undated}).version_in_doubt


class TestNothing:
    def test_a_register_that_was_not_supplied_is_no_register_without_records(self, read):
        held = {one.register: one for one in read({**without("samplings"), "visits": []})}
        assert (held["visits"].supplied, held["visits"].records) == (True, ())
        assert (held["samplings"].supplied, held["samplings"].records) == (False, ())

    def test_what_hangs_on_a_register_that_was_not_supplied_cannot_be_told_apart(self, section):
        people = section("people", without("penalties"))
        assert (people.supplied, people.reachable, people.records) == (True, False, ())
        assert not section("penalties", without("penalties")).supplied

    def test_registers_about_something_else_are_no_part_of_it(self, read):
        assert "markets" not in [
            one.register for one in read({**sample.REGISTERS, "markets": [{"market": sample.SUBJECT}]})
        ]


class TestSetAside:
    def test_rows_of_the_firm_with_row_and_finding(self, section):
        (row,) = section("penalties", sample.with_bad()).aside
        assert (row.file, row.row, row.values["id"], row.values["decided_on"]) == ("penalties", 6, "x1", None)
        (finding,) = row.findings
        assert finding.en == (
            "penalties, row 6: 'decided_on' (决定日期): '2023-02-31' cannot be read as a date such as 2023-06-30. "
            "The row is set aside."
        )
        assert finding.zh.startswith("penalties 第6行：字段 decided_on（决定日期）：“2023-02-31”")

    def test_a_row_recorded_later_is_not_there_either(self, section):
        assert [one.row for one in section("penalties", sample.with_bad(), as_of=None).aside] == [6, 7]

    def test_what_hangs_on_a_row_set_aside_is_there(self, section):
        people = section("people", sample.with_bad())
        assert keys(people) == ["q1", "y2"]
        assert [one.row for one in people.aside] == [4]

    def test_rows_whose_firm_cannot_be_read_are_counted_and_are_nobodys(self, section):
        penalties = section(
            "penalties", {**sample.REGISTERS, "penalties": [*sample.PENALTIES, sample.BAD["penalties"][2]]}
        )
        assert (penalties.unattributed, penalties.aside, penalties.needs_attention) == (1, (), False)
        assert section("penalties", sample.with_bad(), as_of="2023-01-31").unattributed == 0

    def test_rows_that_contradict_each_other(self, section):
        rows = [*sample.SAMPLINGS, {**sample.SAMPLINGS[0], "result": "pass"}]
        samplings = section("samplings", {**sample.REGISTERS, "samplings": rows})
        assert keys(samplings) == ["s2"]
        assert [(one.row, str(one.findings[0].code)) for one in samplings.aside] == [(1, "CONFLICT"), (3, "CONFLICT")]

    def test_a_cell_that_could_not_be_taken_is_no_blank(self, section):
        rows = [{**sample.SAMPLINGS[0], "result": "perhaps"}, sample.SAMPLINGS[1]]
        first, second = section("samplings", {**sample.REGISTERS, "samplings": rows}).records
        assert (first.values["result"], first.refused, second.refused) == (None, ("result",), ())
        assert [one.en[:21] for one in first.findings] == ["samplings, row 1: 're"]

    def test_a_firm_whose_only_row_was_set_aside_has_a_file(self, read):
        rows = [{"code": sample.SUBJECT, "name": ""}, sample.FIRMS[-1]]
        found = read({**sample.REGISTERS, "firms": rows})
        assert (found.own.records, len(found.own.aside), found.needs_attention) == ((), 1, True)
        assert keys(found.sections[0]) == ["p4", "p2", "p1"]


class TestSubject:
    @pytest.mark.parametrize("asked", ["A-001", " A-001 ", "Ａ－００１"])
    def test_blanks_and_width_do_not_matter(self, read, asked):
        assert read(subject=asked).subject == sample.SUBJECT

    @pytest.mark.parametrize(
        ("asked", "en", "zh"),
        [
            ("A-010", "no row of firms (Firms) has the Code 'A-010'; did you mean 'A-001'?", "是否应为 A-001？"),
            ("合成二店", "no row of firms (Firms) has the Code '合成二店'; did you mean 'B-002'?", "是否应为 B-002？"),
            ("zzz", "no row of firms (Firms) has the Code 'zzz'. Please check it.", "请核对。"),
            ("", "no row of firms (Firms) has the Code ''. Please check it.", "请核对。"),
        ],
    )
    def test_a_firm_that_is_not_there(self, read, asked, en, zh):
        with pytest.raises(UnknownSubjectError) as caught:
            read(subject=asked)
        assert caught.value.en == en
        assert caught.value.zh.endswith(zh)

    def test_records_without_a_row_of_the_firm(self, read):
        rows = [*sample.PENALTIES, {"id": "p9", "code": "C-003", "decided_on": "2023-06-01"}]
        registers = {**sample.REGISTERS, "penalties": rows}
        with pytest.raises(UnknownSubjectError, match="records in penalties name it, so its own row is missing"):
            read(registers, subject="C-003")
        with pytest.raises(UnknownSubjectError) as caught:
            read(registers, subject="C-003", as_of="2023-05-31")
        assert "penalties" not in caught.value.en
