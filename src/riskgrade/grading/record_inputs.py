"""What a decision was made from: a hash of the subject's own records as they were known, register by register."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import rfc8785

from ..facts.fact_value import Row
from ..facts.known import as_known, known_by
from ..facts.reference import SubjectData
from ..language.types import day_number
from ..pack.dating import Moment
from ..pack.model import Pack
from ..pack.register_model import RegisterModel
from ..registers.register import REFUSED, Registers


def inputs_json(packs: Sequence[Pack], registers: Registers, moment: Moment, data: SubjectData) -> dict[str, Any]:
    """The inputs of a decision.

    Args:
        packs: the packs whose facts were computed.
        registers: what was read.
        moment: as of when; what was recorded later is left out, so a hash stays the same as registers grow.
        data: what the registers hold of the subject.

    Returns:
        `sha256` of all, and of each register whether it was supplied, the days it is complete for, how many records are
        the subject's, their sha256, and whether rows set aside may be the subject's too. A hash is of the records in
        canonical form, sorted: it does not depend on the kind of file or the order in it.
    """
    subject = packs[0].subject or ""
    ties: dict[str, set[tuple[str, str]]] = {subject: set()}
    models: dict[str, RegisterModel] = {}
    for pack in packs:
        models |= pack.registers
        for fact in pack.facts:
            if fact.register is not None:
                ties.setdefault(fact.register, set()).add(fact.join)
    held = {
        name: _register(models[name], registers, name, moment, data, ties[name], name == subject)
        for name in sorted(ties)
    }
    return {"sha256": hashlib.sha256(rfc8785.dumps(held)).hexdigest(), "registers": held}


def _register(
    model: RegisterModel,
    registers: Registers,
    name: str,
    moment: Moment,
    data: SubjectData,
    ties: Iterable[tuple[str, str]],
    own: bool,
) -> dict[str, Any]:
    register = registers.registers.get(name)
    if register is None:
        return {"supplied": False, "coverage": None, "records": 0, "set_aside": False, "sha256": None}
    day = day_number(moment.as_of)
    rows: dict[str, Row] = {str(data.row[model.key]): data.row} if own else {}
    aside = own and str(data.row[model.key]) in register.set_aside
    for field, subject_field in sorted(ties):
        rows |= {str(row[model.key]): row for row in data.records.get((name, field), ()) if known_by(model, row, day)}
        tie = data.row[subject_field]
        elsewhere = field != model.join_field and bool(register.set_aside or register.unattributed)
        aside = aside or elsewhere or tie in register.set_aside
    first, last = register.coverage or (None, None)
    lines = [rfc8785.dumps(_plain(model, as_known(model, rows[key], day))) for key in sorted(rows)]
    return {
        "supplied": True,
        "coverage": None
        if register.coverage is None
        else {"from": first.isoformat() if first else None, "to": last.isoformat() if last else None},
        "records": len(rows),
        "set_aside": aside,
        "sha256": hashlib.sha256(b"\n".join(lines)).hexdigest(),
    }


def _plain(model: RegisterModel, row: Row) -> Mapping[str, Any]:
    """A record without what a register carries only because another row needs it."""
    refused = sorted(name for name in model.fields if row.get(f"{name}{REFUSED}"))
    return {"values": {name: row[name] for name in model.fields}, "refused": refused}
