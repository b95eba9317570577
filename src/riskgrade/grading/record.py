"""The frozen record of one decision: everything it rests on and everything that came out, under one hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import rfc8785

from ..facts.fact_value import Row, cell
from ..facts.reference import SubjectData
from ..pack.model import Grade, Pack
from .decision import Decision
from .outcome import Outcome
from .record_account import account_json, graders
from .record_inputs import inputs_json
from .record_reads import Reads, reads
from .record_values import decimal_text, value_json
from .reference import Grader
from .rule_set import rule_set

KIND: Literal["riskgrade.decision/1"] = "riskgrade.decision/1"
"""What the document says it is; the number changes with its form."""

ID = "decision_id"


@dataclass(frozen=True)
class DecisionRecord:
    """The record of a decision.

    Args:
        body: everything but its id: texts, whole numbers, truths, null, lists and mappings; no float.
    """

    body: Mapping[str, Any]

    @cached_property
    def decision_id(self) -> str:
        """The sha256 of the body's canonical JSON (RFC 8785), in hexadecimal."""
        return hashlib.sha256(rfc8785.dumps(dict(self.body))).hexdigest()

    @property
    def document(self) -> dict[str, Any]:
        """The record with its id, in the form `riskgrade.decision/1`."""
        return {"kind": KIND, ID: self.decision_id} | {key: one for key, one in self.body.items() if key != "kind"}


class Recorder:
    """Makes the records of decisions; what does not depend on the subject is prepared once.

    Args:
        grader: what decides.

    Examples:
        >>> from datetime import date
        >>> from riskgrade.pack.dating import Moment
        >>> from riskgrade.pack.load import load_pack
        >>> from riskgrade.registers import load_registers
        >>> pack = load_pack("us-nyc")
        >>> rows = [{"inspection_id": "1", "inspected_on": "2014-03-03", "score": "13"}]
        >>> registers = load_registers({"inspections": rows}, pack.registers)
        >>> recorder = Recorder(Grader(pack, registers, Moment.of(date(2014, 12, 31))))
        >>> (_, record), = recorder.decide(["1"])
        >>> record.body["grades"]["grade"]["level"], len(record.decision_id)
        ('A', 64)
    """

    def __init__(self, grader: Grader) -> None:
        self.grader, self.pack = grader, grader.pack
        self.packs = (self.pack, *self.pack.composed)
        self.reads = tuple(reads(one, self._prefix(one)) for one in self.packs)
        self.rules = rule_set(self.pack).ids

    def _prefix(self, pack: Pack) -> str:
        return "" if pack is self.pack else f"{pack.id}/"

    def decide(self, subjects: Sequence[str]) -> Iterator[tuple[Decision, DecisionRecord]]:
        """The decisions about subjects with their records, in the order asked; one without a row is left out.

        Args:
            subjects: keys of the subject register.
        """
        found = self.grader.data(subjects)
        for key in subjects:
            if key in found:
                decision = self.grader.decide_on(key, found[key], key in self.grader.in_doubt)
                yield decision, self.record(decision, found[key])

    def record(self, decision: Decision, data: SubjectData) -> DecisionRecord:
        """The record of a decision that the grader made.

        Args:
            decision: the decision.
            data: what it was made from (`Grader.data`).
        """
        inputs = inputs_json(self.packs, self.grader.registers, self.grader.moment, data)
        return self.record_from(decision, data.row, inputs, decision.subject in self.grader.in_doubt)

    def record_from(self, decision: Decision, row: Row, inputs: Mapping[str, Any], in_doubt: bool) -> DecisionRecord:
        """The record of a decision whose inputs are known already.

        Args:
            decision: the decision.
            row: the subject's row, at least the fields that are read.
            inputs: the `inputs` of the record.
            in_doubt: whether it could not be told which version of the subject is valid.
        """
        pack, moment = self.pack, self.grader.moment
        found = [self._with_outside(one, decision) for one in self.reads]
        truths = decision.truths
        return DecisionRecord(
            {
                "kind": KIND,
                "pack": {"id": pack.id, "version": pack.version, "sha256": pack.sha256, "uses": dict(pack.used)},
                "as_of": moment.as_of.isoformat(),
                "period": moment.period,
                "subject": {"register": pack.subject, "key": decision.subject, "version_in_doubt": in_doubt},
                "inputs": dict(inputs),
                "fields": self._fields(found, row),
                "facts": {
                    one.prefix + fact.name: _fact(decision, one.prefix + fact.name, fact.type)
                    for one in found
                    for fact in one.facts
                },
                "rules": {
                    "true": [name for name in self.rules if truths[name].must],
                    "unknown": [name for name in self.rules if not truths[name].known],
                },
                "grades": {name: self._grade(grade, decision) for name, grade in pack.grades.items()},
                "flags": list(decision.flags),
                "findings": list(decision.findings),
            }
        )

    def _with_outside(self, one: Reads, decision: Decision) -> Reads:
        """A fact outside its domain is a finding even where no grade reads it."""
        names = {fact.name for fact in one.pack.facts if decision.facts[one.prefix + fact.name].outside}
        if names <= {fact.name for fact in one.facts}:
            return one
        return reads(one.pack, one.prefix, frozenset(names))

    def _fields(self, found: Sequence[Reads], row: Row) -> dict[str, Any]:
        fields = self.pack.registers[self.pack.subject or ""].fields
        names = sorted({name for one in found for name in one.fields})
        return {name: value_json(cell(fields[name], row, name), fields[name].language_type) for name in names}

    def _grade(self, grade: Grade, decision: Decision) -> dict[str, Any]:
        outcome = decision.outcomes[grade.name]

        def level(index: int) -> str:
            return grade.levels[index]

        def two(ends: tuple[int, int] | None) -> dict[str, str] | None:
            return None if ends is None else {"best": level(ends[0]), "worst": level(ends[1])}

        matrix, spoke = grade.matrix, decision.evidence[grade.name]
        return {
            "levels": list(grade.levels),
            "level": None if outcome.level is None else level(outcome.level),
            "permitted": [level(one) for one in outcome.permitted],
            "possible": two(outcome.possible),
            "provisional": outcome.provisional,
            "doubtful": outcome.doubtful,
            "excluded": outcome.excluded,
            "missing": list(decision.missing[grade.name]),
            "score": _score(outcome),
            "base": two(outcome.base),
            "finding": outcome.finding or None,
            "evidence": {"can_rest_on": str(grade.rests_on), "spoke": None if spoke is None else str(spoke)},
            "graded_by": [account_json(*one, decision) for one in graders(self.pack, grade, decision)],
            "matrix": None
            if matrix is None
            else {
                "rows": matrix.rows,
                "columns": matrix.columns,
                "cells": [[level(cell) for cell in row] for row in matrix.cells],
            },
        }


def _score(outcome: Outcome) -> dict[str, str] | None:
    if outcome.score is None:
        return None
    low, high = outcome.score
    return {"low": decimal_text(low, 2), "high": decimal_text(high, 2)}


def _fact(decision: Decision, name: str, kind_of: Any) -> dict[str, Any]:
    fact = decision.facts[name]
    return value_json(fact.value, kind_of) | {"outside": fact.outside, "records": list(fact.records)}
