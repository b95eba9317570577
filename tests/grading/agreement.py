"""Holding the evaluators against each other: what a decision and a row of the batch must share."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import reject

from riskgrade.grading.batch import Batch, grade_batch
from riskgrade.grading.decision import Decision
from riskgrade.grading.reference import Grader
from riskgrade.grading.rule_set import BITS
from riskgrade.language.codes import LanguageErrorCode
from riskgrade.language.tree import Name
from riskgrade.language.types import INFINITY
from riskgrade.language.values import Code, Interval, Truth
from riskgrade.pack.dating import Moment
from riskgrade.pack.diagnostics import PackError
from riskgrade.pack.load import load_pack
from riskgrade.pack.model import Pack
from riskgrade.registers import Registers, load_registers
from tests.strategies.worlds import World


def loaded(world: World) -> tuple[Pack, Registers, Moment]:
    """The pack, the registers and the moment of a world."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            pack = load_pack(world.write(Path(folder)))
        except PackError as error:
            # Drawn products can be too large to be exact; any other refusal is a fault of the loader or of the draw.
            if any(one.detail == LanguageErrorCode.ARITHMETIC_TOO_LARGE for one in error.diagnostics):
                reject()
            raise
    registers = load_registers(world.rows, pack.registers, coverage=world.coverage or None)
    return pack, registers, Moment.of(world.as_of, world.period)


def graded(world: World, *engines: str) -> tuple[Pack, list[Decision], list[Batch]]:
    """A world by the reference and by each engine."""
    pack, registers, moment = loaded(world)
    batches = [grade_batch(pack, registers, moment, name) for name in engines]
    decisions = Grader(pack, registers, moment).decide(batches[0].decisions["subject"].to_list())
    return pack, decisions, batches


def expected_row(pack: Pack, decision: Decision, rule_ids: tuple[str, ...]) -> dict[str, Any]:
    """The row of the batch that a decision of the reference calls for."""
    row: dict[str, Any] = {"subject": decision.subject}
    for name, grade in pack.grades.items():
        outcome = decision.outcomes[name]

        def level(index: int | None, levels: tuple[str, ...] = grade.levels) -> str | None:
            return None if index is None else levels[index]

        base, possible, score = outcome.base, outcome.possible, outcome.score
        row[name] = level(outcome.level)
        row[f"{name}_base"] = level(base[0]) if base and base[0] == base[1] else None
        row[f"{name}_best"] = level(possible[0]) if possible else None
        row[f"{name}_worst"] = level(possible[1]) if possible else None
        row[f"{name}_score_low"], row[f"{name}_score_high"] = score or (None, None)
        row[f"{name}_permitted"] = ";".join(grade.levels[one] for one in outcome.permitted) or None
        row[f"{name}_provisional"] = outcome.provisional
        row[f"{name}_excluded"] = outcome.excluded
        row[f"{name}_evidence"] = decision.evidence[name]
        if name in decision.inspections:
            visits = decision.inspections[name]
            for column, of in (("min", "least"), ("max", "most"), ("months", "months")):
                row[f"{name}_inspections_{column}"] = None if visits is None else getattr(visits, of)
    row["flags"] = ";".join(decision.flags)
    row["findings"] = ";".join(decision.findings)
    for plane, of in (("true", "must"), ("may", "may")):
        for mask in range(-(-len(rule_ids) // BITS) or 1):
            held = rule_ids[mask * BITS : (mask + 1) * BITS]
            bits = [2**bit for bit, name in enumerate(held) if getattr(decision.truths[name], of)]
            row[f"rules_{plane}_{mask}"] = sum(bits)
    return row


def expected_ranks(pack: Pack, decisions: list[Decision]) -> dict[str, list[int | None]]:
    """The places that the reference's facts call for: one more than there are better numbers among all that are ranked."""
    if not pack.ranks:
        return {}
    own = next(name for name, grade in pack.grades.items() if not grade.composed)
    found: dict[str, list[int | None]] = {}
    for rank in pack.ranks:
        assert isinstance(rank.of.node, Name)
        numbers: list[int | None] = []
        for decision in decisions:
            value, outcome = decision.facts[rank.of.node.name].value, decision.outcomes[own]
            assert isinstance(value, Interval)
            counts = value.known and outcome.excluded is None and not outcome.doubtful
            numbers.append((-value.low if rank.high else value.low) if counts else None)
        known = [one for one in numbers if one is not None]
        found[rank.name] = [None if one is None else 1 + sum(other < one for other in known) for one in numbers]
    return found


def fact_ends(decision: Decision) -> dict[str, tuple[Any, Any]]:
    """The two ends of each fact, in physical form; None is not bounded."""
    found: dict[str, tuple[Any, Any]] = {}
    for name, fact in decision.facts.items():
        match fact.value:
            case Interval(low, high):
                found[name] = (None if abs(low) >= INFINITY else low, None if abs(high) >= INFINITY else high)
            case Truth(must, may):
                found[name] = (must, may)
            case Code(text):
                found[name] = (text or "", text or "")
    return found


def assert_agree(pack: Pack, decisions: list[Decision], batch: Batch) -> None:
    """Every column of the batch is what the reference calls for, and every fact has the same ends."""
    rows = batch.decisions.to_dicts()
    assert [row["subject"] for row in rows] == [one.subject for one in decisions]
    for name, places in expected_ranks(pack, decisions).items():
        assert batch.decisions[name].to_list() == places, name
    facts = batch.facts.to_dicts()
    for row, decision, known in zip(rows, decisions, facts, strict=True):
        for name, evidence in decision.evidence.items():
            assert evidence is None or evidence.rank <= pack.grades[name].rests_on.rank, name
        wanted = expected_row(pack, decision, batch.rule_ids)
        assert {name: row.get(name) for name in wanted} == wanted
        for name, (low, high) in fact_ends(decision).items():
            if name in known:
                assert (known[name], known[name]) == (low, high), name
            else:
                text = f"{name}_low"
                assert (known[text], known.get(f"{name}_high", known[text])) == (low, high), name
