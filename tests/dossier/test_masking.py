"""No name and no number of a person comes out of a file unless it may."""

from typing import Any

import pytest

from riskgrade.dossier import read_dossier
from riskgrade.registers import load_registers
from tests.dossier import sample
from tests.registers.samples import grid, write_sheets

NAMES, NUMBER = sample.SECRETS[:2], sample.SECRETS[2]


def test_names_are_masked_and_numbers_too(read):
    said = repr(read(sample.with_bad(), as_of=None))
    assert [secret for secret in sample.SECRETS if secret in said] == []


def test_asked_for_names_come_out_and_numbers_do_not(read):
    said = repr(read(sample.with_bad(), as_of=None, show_persons=True))
    assert all(name in said for name in NAMES)
    assert NUMBER not in said


def test_what_is_seen_of_a_name_and_of_a_number(section):
    (person, *_) = section("people").records
    assert (person.values["name"], person.values["id_no"]) == ("甲**", "******")


@pytest.mark.parametrize(
    ("party_type", "party"), [("person", "甲**"), ("firm", "甲乙丙"), ("", "甲乙丙"), ("somebody", "甲**")]
)
def test_a_party_is_masked_where_it_is_a_person_or_that_is_not_known(section, party_type, party):
    row = {"id": "p", "code": sample.SUBJECT, "decided_on": "2022-01-01", "party": "甲乙丙", "party_type": party_type}
    (record,) = section("penalties", {**sample.REGISTERS, "penalties": [row]}).records
    assert record.values["party"] == party


def test_the_finding_about_a_masked_cell_does_not_tell_it(pack, tmp_path):
    """A number with 16 digits or more has lost its last ones in a workbook; what is left of it is no one's concern."""
    sheets: dict[str, Any] = {name: grid(rows) for name, rows in sample.REGISTERS.items()}
    sheets["people"] = [["id", "case_no", "name", "id_no"], ["q9", "合罚〔2021〕1号", "甲乙丙", 510000199001010011]]
    book = write_sheets(tmp_path / "book.xlsx", sheets)
    found = read_dossier(sample.SUBJECT, load_registers(book, pack.registers), pack)
    (row,) = next(one.aside for one in found if one.register == "people")
    (finding,) = row.findings
    assert finding.en.startswith("book.xlsx [people], row 2: 'id_no' (证件号码): '******' is stored as a number")
    assert "5100001990" not in repr(found)
