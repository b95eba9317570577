"""`riskgrade.calibrated/1`: the record of the calibrated levels of one decision, under one hash."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import rfc8785

from .in_use import InUse
from .one_firm import CalibratedLevel

KIND: Literal["riskgrade.calibrated/1"] = "riskgrade.calibrated/1"
"""What the document says it is; the number changes with its form."""


@dataclass(frozen=True)
class CalibratedRecord:
    """What a calibration made of a decision.

    Args:
        body: everything but its id: texts, truths, null and mappings.
    """

    body: Mapping[str, Any]

    @cached_property
    def calibrated_id(self) -> str:
        """The sha256 of the body's canonical JSON (RFC 8785), in hexadecimal."""
        return hashlib.sha256(rfc8785.dumps(dict(self.body))).hexdigest()

    @property
    def document(self) -> dict[str, Any]:
        """The record with its id."""
        return {"kind": KIND, "calibrated_id": self.calibrated_id} | {
            key: one for key, one in self.body.items() if key != "kind"
        }


def calibrated_record(use: InUse, decision_id: str, levels: Mapping[str, CalibratedLevel]) -> CalibratedRecord:
    """The record of calibrated levels.

    Args:
        use: the calibration.
        decision_id: of the declared decision, whose record says all else.
        levels: `calibrated_levels`.
    """
    grades = {}
    for name, one in levels.items():
        known = use.pack.grades[name].levels
        grades[name] = {
            "before": None if one.before is None else known[one.before],
            "moved": None if one.moved is None else known[one.moved],
            "floor": known[one.floor],
            "after": None if one.after is None else known[one.after],
        }
    return CalibratedRecord(
        {
            "kind": KIND,
            "decision_id": decision_id,
            "calibration": {"sha256": use.artefact.sha256, "trial": use.trial, "state": str(use.artefact.state)},
            "grades": grades,
        }
    )
