"""Made-up penalties and parties, as few fields as will do."""

from __future__ import annotations

from typing import Any

FIRM = "91990000MA90000114"
OTHER = "91990000MA9003386H"


def penalty(record_id: str = "1", **other: Any) -> dict[str, Any]:
    """A heavier fine for residues above the limit: a candidate."""
    row = {
        "record_id": record_id, "uscc": FIRM, "decision_no": f"合成罚〔2023〕{record_id}号", "decided_on": "2023-09-20",
        "authority": "合成区市场监管局", "authority_level": "county", "authority_province": "99", "party_name": "合成食品厂",
        "kinds": "fine", "act": "FSL-124.1.1", "discretion": "heavier", "fine_yuan": "90000", "facts": "合成案情",
    }  # fmt: skip
    return {key: value for key, value in (row | other).items() if value is not None}


def firm(**other: Any) -> dict[str, Any]:
    """The party's own row."""
    return {"uscc": FIRM, "name": "合成食品厂有限公司", "kind": "producer", "region_code": "990000", **other}


def listing(record_id: str = "L1", **other: Any) -> dict[str, Any]:
    """An entry in the register."""
    row = {"record_id": record_id, "uscc": FIRM, "listed_on": "2023-09-20"}
    return {key: value for key, value in (row | other).items() if value is not None}
