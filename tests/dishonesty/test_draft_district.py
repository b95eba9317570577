"""Every field of every draft of the made-up district is found again in its csv files, by a reader of its own."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from riskgrade.dishonesty.content import ListingDraft, document_of, entry_id_of, record_origins
from riskgrade.report.listing_draft import list_draft

from .packs import pack

DATASETS = Path(__file__).resolve().parents[2] / "datasets"
REGISTERS = pack().registers

pytestmark = pytest.mark.xdist_group("suining_demo")


class Files:
    """The csv files as a person sees them: rows by number, cells by heading."""

    def __init__(self):
        self.rows = {}

    def of(self, register):
        if register not in self.rows:
            content = (DATASETS / "suining-demo" / f"{register}.csv").read_bytes()
            try:
                text = content.decode("utf-8-sig")
            except UnicodeDecodeError:
                text = content.decode("gb18030")
            heading, *rows = csv.reader(text.splitlines(keepends=True))
            self.rows[register] = [dict(zip(heading, row, strict=True)) for row in rows]
        return self.rows[register]

    def with_key(self, register, key):
        heading = REGISTERS[register].fields[REGISTERS[register].key].label.zh
        return [row for row in self.of(register) if row[heading] == key]

    def cell(self, register, key, field):
        """The cell; None where the file has no such column, so that it reads as blank."""
        (row,) = self.with_key(register, key)
        return row.get(REGISTERS[register].fields[field].label.zh)


@pytest.fixture(scope="module")
def found():
    return list_draft(DATASETS / "suining-demo", "2023-12-31")


@pytest.fixture(scope="module")
def files():
    return Files()


def test_the_district_has_drafts_of_both_levels_and_none_was_refused(found):
    assert found.counts["candidate"] >= 20
    assert found.counts["manual"] >= 50
    assert len(found.drafts) == found.counts["candidate"] + found.counts["manual"]
    assert found.refused == ()


def test_every_origin_is_a_field_of_a_record_in_the_files(found, files):
    seen = 0
    for draft in found.drafts:
        named = {(one.register_, one.record_id) for one in draft.records}
        for origin in record_origins(draft):
            assert origin.field in REGISTERS[origin.register_].fields
            assert files.with_key(origin.register_, origin.record_id), origin
            assert (origin.register_, origin.record_id) in named, origin
            seen += 1
    assert seen > 50 * len(found.drafts)


def test_every_record_stands_in_the_row_that_is_named(found, files):
    for draft in found.drafts:
        for record in draft.records:
            heading = REGISTERS[record.register_].fields[REGISTERS[record.register_].key].label.zh
            # The heading is row 1.
            assert files.of(record.register_)[record.row - 2][heading] == record.record_id
            assert record.file == f"{record.register_}.csv"


def values(draft):
    """Every value of a draft that is one field of one record."""
    whole = [*draft.penalty.fields.values(), *draft.reason.facts, draft.party.name, draft.party.uscc, draft.party.party_type,
             draft.party.legal_representative, *(one for factor in draft.factors for one in factor.facts)]  # fmt: skip
    return [one for one in whole if len(one.from_) == 1 and hasattr(one.from_[0], "record_id")]


def test_every_value_of_a_field_is_the_cell(found, files):
    seen = 0
    for draft in found.drafts:
        for one in values(draft):
            (origin,) = one.from_
            cell = files.cell(origin.register_, origin.record_id, origin.field)
            model = REGISTERS[origin.register_].fields[origin.field]
            if one.masked:
                assert one.value in ("******", f"{cell[0]}**")
            elif not cell:
                # A blank reads as the register says it does, or is not known.
                assert one.value is None or model.blank is not None
            else:
                assert read(one.value, model) == cell_read(cell, model), (origin, one.value, cell)
                seen += 1
    assert seen > 30 * len(found.drafts)


def read(value, model):
    if isinstance(value, list):
        return {words(code, model) for code in value}
    if isinstance(value, bool):
        return value
    return Decimal(value) if model.type.value in ("decimal", "int") else words(value, model)


def cell_read(cell, model):
    if model.type.value == "list":
        return {words(one, model) for one in cell.split(";")}
    if model.type.value == "bool":
        return {"是": True, "否": False}[cell]
    return Decimal(cell) if model.type.value in ("decimal", "int") else words(cell, model)


def words(code, model):
    """A code by its label: a file may hold either."""
    label = (model.values or {}).get(code)
    return label.zh if label is not None and label.zh else code


def test_every_statement_clause_and_value_says_where_it_comes_from(found):
    for draft in found.drafts:
        for part in walked(document_of(draft)):
            if "from" in part:
                assert part["from"], part
            if "evidence" in part:
                assert bool(part["mark"]["zh"]) is (part["evidence"] != "text")
            if "cites" in part and "why" not in part and "statements" not in part:
                assert part["cites"] or "value" in part


def walked(part):
    if isinstance(part, dict):
        yield part
        for one in part.values():
            yield from walked(one)
    elif isinstance(part, list):
        for one in part:
            yield from walked(one)


def test_no_draft_has_a_grade_or_a_credit_class(found):
    for draft in found.drafts:
        for part in walked(document_of(draft)):
            assert not {"grade", "general_credit_class", "food_risk", "credit"} & set(part)


def test_documents_come_back_and_their_ids_fit(found):
    for document in found.documents:
        assert entry_id_of(document) == document["entry_id"]
        assert document_of(ListingDraft.model_validate(document)) == document


def test_the_same_from_the_workbook_and_in_any_order(found):
    other = list_draft(DATASETS / "suining-demo.xlsx", date(2023, 12, 31), subject="CF00001")
    assert other.documents[0]["decision_id"] == found.documents[0]["decision_id"]
    here, there = ({k: v for k, v in one.items() if k in ("party", "reason", "basis", "term", "calendar", "factors")}
                   for one in (found.documents[0], other.documents[0]))  # fmt: skip
    assert here == there


def test_the_table_has_a_row_a_draft(found):
    table = found.table
    assert table["record_id"].to_list() == [one.penalty.record_id for one in found.drafts]
    assert table["term_end"].null_count() < table.height
