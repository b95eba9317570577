"""A draft made by hand, for tests of what reads drafts."""

from __future__ import annotations

from typing import Any

from riskgrade.dishonesty.content import ListingDraft, with_id

WORDS = {"zh": "文", "en": "text"}
CITE = {
    "cite": "o44-12", "title": WORDS, "number": None, "clause": "12", "clause_title": WORDS, "evidence": "recalled",
    "mark": {"zh": "凭记忆", "en": "recalled"}, "why": WORDS,
}  # fmt: skip
BY = [{"text": "measures.licensing"}]


def value(field: str, plain: object, cell: str | None = None, **more: Any) -> dict[str, Any]:
    """A value from a field of the penalty."""
    text = "未知" if plain is None else str(plain)
    origin = {"register": "penalties", "record_id": "CF1", "field": cell or field}
    return {"label": WORDS, "value": plain, "text": {"zh": text, "en": text}, "from": [origin], **more}


def body(**other: Any) -> dict[str, Any]:
    """Everything of a draft but its id."""
    statement = {"id": "one", "text": WORDS, "cites": [CITE], "from": BY}
    provenance = {"originated_by": "甲", "provided_by": None, "responsible": None}
    return {
        "kind": "riskgrade.listing/1",
        "case": {"register": "penalties", "record_id": "CF1"},
        "as_of": "2023-12-31",
        "level": "candidate",
        "pack": {"id": "cn-dishonesty-list", "version": "1.0.0", "title": WORDS, "sha256": "a" * 64},
        "texts": {"file": "cn-dishonesty-list/listing.yaml", "sha256": "b" * 64},
        "decision_id": "c" * 64,
        "party": {name: value(name, "x") for name in ("name", "uscc", "party_type", "legal_representative")},
        "penalty": {
            "record_id": "CF1", "file": "penalties.csv", "row": 2, "provenance": provenance,
            "fields": {"decided_on": value("decided_on", "2023-09-20"), "kinds": value("kinds", ["fine"])},
        },
        "reason": {"facts": [value("facts", "案情")], "statements": [statement]},
        "basis": [CITE],
        "measures": [statement],
        "removal": {"conditions": [statement], "procedure": [statement]},
        "remedies": [statement],
        "factors": [{"id": f"f{n}", "label": WORDS, "cites": [CITE], "facts": [], "hints": []} for n in range(9)],
        "flags": [],
        "consent_needed": {"needed": None, "text": WORDS, "cites": [CITE], "from": BY},
        "term": {
            "listed_on": value("listed_on", "2023-09-20", "decided_on"), "ban_until": value("ban_until", None),
            "term_end": value("term_end", "2026-09-20", "decided_on"),
            "early_removal_from": value("early_removal_from", "2024-09-20", "decided_on"),
        },
        "calendar": {
            "decided_on": value("decided_on", "2023-09-20"), "publish_by": value("publish_by", "2023-10-24", "decided_on"),
            "push_by": value("push_by", None, "decided_on"),
        },
        "unknown": [],
        "records": [{
            "register": "penalties", "title": WORDS, "record_id": "CF1", "file": "penalties.csv", "row": 2,
            "event_on": "2023-09-20", "recorded_on": None, "provenance": provenance, "void": None,
        }],
        **other,
    }  # fmt: skip


def draft(**other: Any) -> ListingDraft:
    """A draft, with other parts than usual where they are given."""
    return with_id(body(**other))
