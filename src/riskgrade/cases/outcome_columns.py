"""What the batch decided, in the form in which it is compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..grading.batch import Batch
from ..grading.rule_set import BITS
from .expectation import LEVEL, Key, Outcome
from .outcome_reference import speaking_rules


def of_batch(batch: Batch) -> dict[str, dict[Key, Outcome]]:
    """Everything a case can expect, of each subject."""
    speaking = speaking_rules(batch.pack)
    return {row["subject"]: _of_row(row, batch, speaking) for row in batch.decisions.iter_rows(named=True)}


def _of_row(row: Mapping[str, Any], batch: Batch, speaking: frozenset[str]) -> dict[Key, Outcome]:
    found: dict[Key, Outcome] = {
        Key("", "rules"): frozenset(
            name
            for number, name in enumerate(batch.rule_ids)
            if name in speaking and row[f"rules_true_{number // BITS}"] >> number % BITS & 1
        ),
        Key("", "flags"): frozenset(_listed(row["flags"])),
    }
    for name in batch.pack.grades:
        best, low = row[f"{name}_best"], row.get(f"{name}_score_low")
        found |= {
            Key(name, LEVEL): row[name],
            Key(name, "base"): row[f"{name}_base"],
            Key(name, "possible"): None if best is None else (best, row[f"{name}_worst"]),
            Key(name, "permitted"): _listed(row[f"{name}_permitted"]),
            Key(name, "evidence"): row[f"{name}_evidence"],
            Key(name, "provisional"): row[f"{name}_provisional"],
            Key(name, "score"): None if low is None else (low, row[f"{name}_score_high"]),
        }
    return found


def _listed(text: str | None) -> tuple[str, ...]:
    return tuple(text.split(";")) if text else ()
