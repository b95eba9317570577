"""A made-up pack that never asks when something became known, so that nothing but the view of a day keeps the future out."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from riskgrade.grading.batch import grade_batch
from riskgrade.pack.dating import Moment
from riskgrade.pack.load import load_pack
from riskgrade.registers import load_registers
from tests.report.sample import write_pack

PACK = {
    "pack.yaml": """
id: careless
version: 1.0.0
title: {zh: 粗心, en: Careless}
subject: firms
where: status == 'open'
sources: [{id: act, title: An act, evidence: design}]
""",
    "registers.yaml": """
firms:
  key: code
  valid_from: since
  fields:
    code: {type: code, required: true}
    kind: {type: code, values: [maker, seller], required: true}
    status: {type: code, values: [open, closed], blank: open}
    size: {type: int, domain: [0, 100]}
    opened_on: {type: date}
    class_: {type: code, values: [good, bad], known_from: classed_on}
    classed_on: {type: date, known_from: classed_on}
    since: {type: date}
samplings:
  key: id
  join: code
  date: sampled_on
  recorded: told_on
  void: {on: ended_on, reason: ended_why, ends: [error]}
  fields:
    id: {type: code, required: true}
    code: {type: code, required: true}
    sampled_on: {type: date, required: true}
    told_on: {type: date, blank: {field: sampled_on}}
    result: {type: code, values: [pass, fail], required: true}
    item: {type: code}
    retest: {type: code, values: [none, pending, upheld, overturned], blank: none, known_from: retested_on}
    retested_on: {type: date, known_from: retested_on}
    marks: {type: list, values: [x, y], known_from: fixed_on}
    fixed_on: {type: date, known_from: fixed_on}
    ended_on: {type: date}
    ended_why: {type: code, values: [error, repaired]}
  conditions:
    bad: result == 'fail' and retest != 'overturned'
    serious: bad and item in serious_items
notes:
  key: id
  fields: {id: {type: code, required: true}}
""",
    "parameters.yaml": """
serious_items: {value: [lead], cite: act-1}
""",
    "facts.yaml": """
bad: {from: samplings, where: bad, value: count, domain: [0, 50]}
unfixed: {from: samplings, where: "result == 'fail' and not known(fixed_on)", value: count, domain: [0, 50]}
marked: {from: samplings, where: "has_any(marks, 'x')", value: count, domain: [0, 50]}
latest_item: {from: samplings, value: latest(item)}
""",
    "rules.yaml": """
- {id: size, then: {points: size, group: all}, grade: risk, cite: act-1}
- {id: bad, then: {points: bad * 10, group: all}, grade: risk, cite: act-1}
- {id: open, when: unfixed >= 1, then: {flag: unfixed}, cite: act-1}
- {id: marked, when: marked >= 1, then: {step: 1}, grade: risk, cite: act-1}
- {id: rated, when: known(class_) and class_ == 'bad', then: {no_better_than: C}, grade: risk, cite: act-1}
- {id: lead, when: latest_item == 'lead', then: {flag: lead}, cite: act-1}
""",
    "grades.yaml": """
risk:
  levels: [A, B, C, D]
  score: {groups: {all: {}}}
  bands: [{up_to: 20, level: A}, {up_to: 40, level: B}, {up_to: 60, level: C}, {level: D}]
  cite: act-2
""",
}

FIRMS: list[dict[str, Any]] = [
    {"code": "f1", "kind": "maker", "size": "10", "since": "2020-01-01"},
    {"code": "f2", "kind": "seller", "size": "5", "since": ""},
    {"code": "f3", "kind": "maker", "size": "30", "since": "2022-06-01"},
]
SAMPLINGS: list[dict[str, Any]] = [
    {"id": "s1", "code": "f1", "sampled_on": "2022-03-01", "result": "fail", "item": "lead"},
    {"id": "s2", "code": "f2", "sampled_on": "2022-04-01", "result": "pass", "item": "salt"},
    {"id": "s3", "code": "f3", "sampled_on": "2022-05-01", "result": "fail", "item": "salt"},
]


@cache
def loaded():
    """The pack, read once."""
    with TemporaryDirectory() as folder:
        return load_pack(write_pack(Path(folder), PACK, "careless"))


def read(pack, firms=FIRMS, samplings=SAMPLINGS, **more):
    """Registers from rows, which need not all have the same cells."""

    def whole(rows):
        names = dict.fromkeys(name for row in rows for name in row)
        return [{name: row.get(name, "") for name in names} for row in rows]

    rows = {"firms": whole(firms), "samplings": whole(samplings)}
    return load_registers(rows, pack.registers, subject=pack.subject, **more)


def graded(pack, registers, day):
    """Decisions and facts as of a day, each fact by its two ends."""
    batch = grade_batch(pack, registers, Moment.of(day))
    facts = batch.facts
    ends = {
        f"{fact.name}_{side}": facts[fact.name if fact.name in facts.columns else f"{fact.name}_{side}"]
        for fact in pack.facts
        for side in ("low", "high")
    }
    return batch.decisions.hstack(pl.DataFrame(ends))
