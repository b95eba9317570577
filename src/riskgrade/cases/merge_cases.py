"""Many small cases as one batch: each gets its own keys, so that the records of one never meet another's.

Building a query takes far longer than running it on a few rows; cases on the same day with the same registers share one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from ..language.tree import Compare, Name, Subject
from ..language.typed import Typed, uses
from ..language.types import Kind
from ..pack.model import Fact, Pack
from ..registers import Register, Registers

Tied = Mapping[str, frozenset[str]]
"""Register -> its fields that name or tie rows."""


def tied_fields(pack: Pack) -> Tied | None:
    """The fields that get a prefix; None if the pack reads one of them otherwise, so that cases cannot share a batch.

    Examples:
        >>> from riskgrade.pack.load import load_pack
        >>> tied_fields(load_pack("us-nyc"))
        {'inspections': frozenset({'inspection_id'})}
    """
    packs = (pack, *pack.composed)
    subject = pack.subject or ""
    found = {name: {model.key, model.join_field} for name, model in pack.registers.items()}
    for one in packs:
        for fact in one.facts:
            if fact.register is not None:
                found[fact.register].add(fact.join[0])
                found[subject].add(fact.join[1])
    tied = {name: frozenset(fields) for name, fields in found.items()}
    texts = all(
        pack.registers[name].fields[field].kind is Kind.TEXT for name, fields in tied.items() for field in fields
    )
    return tied if texts and not any(_reads(one, tied) for one in packs) else None


def _reads(pack: Pack, tied: Tied) -> bool:
    """Whether a condition reads a field that would get a prefix."""
    subject = pack.subject or ""
    conditions: list[Typed | None] = [pack.where, *(condition for condition, _ in pack.visible)]
    for rule in pack.rules:
        conditions += [rule.when, rule.points]
    for grade in pack.grades.values():
        conditions += [when for when, _ in grade.table.rows] if grade.table else []
    conditions += [fact.value for fact in pack.facts if fact.register is None]
    own = any(uses(one).names & tied[subject] for one in conditions if one is not None)
    return own or any(_fact_reads(fact, tied, subject) for fact in pack.facts if fact.register is not None)


def _fact_reads(fact: Fact, tied: Tied, subject: str) -> bool:
    # Counting distinct keys is the same with a prefix.
    parts = [fact.condition, None if fact.aggregate == "distinct" else fact.value]
    theirs, own = tied[fact.register or ""], tied[subject]
    return any(_reads_in(one, theirs, own) for one in parts if one is not None)


def _reads_in(typed: Typed, theirs: frozenset[str], own: frozenset[str]) -> bool:
    """Whether a condition on records reads a field with a prefix, other than to hold a record's against its subject's."""
    match typed.node:
        case Compare(op="==" | "!=", left=Name(name=name), right=Subject(field=field)):
            # Both have the same prefix, so they are alike with it where they are without.
            return (name in theirs) != (field in own)
        case Name(name=name):
            return name in theirs
        case Subject(field=field):
            return field in own
    return any(_reads_in(one, theirs, own) for one in typed.args)


def clean(registers: Registers) -> bool:
    """Whether no row was set aside and no cell refused; a case with one is graded alone, for it can make facts of others uncertain."""
    return not registers.rejected and not any(
        one.set_aside or one.unattributed or one.refused for one in registers.registers.values()
    )


def merged(parts: Sequence[tuple[str, Registers]], tied: Tied) -> Registers:
    """The registers of several cases as one.

    Args:
        parts: the prefix of each case and its registers; all supply the same ones.
        tied: the fields that get the prefix.
    """
    names = list(parts[0][1].registers)
    return Registers(
        {name: _register([(prefix, one.registers[name]) for prefix, one in parts], tied[name]) for name in names}
    )


def _register(parts: Sequence[tuple[str, Register]], fields: frozenset[str]) -> Register:
    frames = [_prefixed(one.frame, prefix, fields) for prefix, one in parts]
    return Register(
        parts[0][1].model,
        pl.concat(frames, how="vertical"),
        sum(one.rows for _, one in parts),
        frozenset[str]().union(*(one.nullable for _, one in parts)),
        void_in_doubt=any(one.void_in_doubt for _, one in parts),
    )


def _prefixed(frame: pl.LazyFrame, prefix: str, fields: frozenset[str]) -> pl.LazyFrame:
    def named(field: str) -> Any:
        # An unknown text is '' and stays so.
        return pl.when(pl.col(field) == "").then(pl.lit("")).otherwise(pl.lit(prefix) + pl.col(field)).alias(field)

    return frame.with_columns(named(field) for field in sorted(fields))
