"""The form `riskgrade.listing/1`: what stands in it comes back, and nothing that is missing or added goes through."""

from __future__ import annotations

import json

import jsonschema
import pytest
from pydantic import ValidationError

from riskgrade.dishonesty.content import ListingDraft, document_of, entry_id_of, record_origins
from riskgrade.report.schemas import document_schema

from .made_up import body, draft

MANDATORY = (
    "reason",
    "basis",
    "measures",
    "removal",
    "remedies",
    "factors",
    "party",
    "penalty",
    "consent_needed",
    "records",
)


def test_a_draft_comes_back_from_json_as_it_was():
    one = draft()
    document = json.loads(json.dumps(document_of(one), ensure_ascii=False))
    assert ListingDraft.model_validate(document) == one
    assert document["entry_id"] == entry_id_of(document)


def test_the_shipped_schema_takes_a_draft_and_nothing_beside_it():
    schema = document_schema("listing_draft")
    document = document_of(draft())
    jsonschema.validate(document, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document | {"grade": "D"}, schema)


@pytest.mark.parametrize("name", MANDATORY)
def test_a_mandatory_part_may_not_be_missing(name):
    with pytest.raises(ValidationError, match=name):
        ListingDraft.model_validate({"entry_id": "0" * 64} | {key: one for key, one in body().items() if key != name})


@pytest.mark.parametrize("name", ["basis", "measures", "remedies", "factors", "records"])
def test_a_mandatory_part_may_not_be_empty(name):
    with pytest.raises(ValidationError, match=name):
        draft(**{name: []})


def test_any_change_gives_another_id():
    assert draft().entry_id != draft(as_of="2023-12-30").entry_id


def test_the_records_behind_a_draft_are_found_wherever_they_stand():
    fields = {one.field for one in record_origins(draft())}
    assert {"decided_on", "kinds", "facts", "name", "ban_until"} <= fields
