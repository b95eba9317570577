"""A made-up pack with values that may move, one composed of it, registers for both, and artefacts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from riskgrade.calibration.artefact import sealed
from riskgrade.calibration.artefact_model import Artefact, points_text
from riskgrade.calibration.gate import GATES, held
from riskgrade.pack.calibration_bounds import Bounds
from riskgrade.pack.model import Pack

SOURCES = """
sources:
  - {id: act, title: {zh: 虚构法规, en: A made-up act}, evidence: text}
  - {id: office, title: {zh: 本所设定, en: Chosen by the office}, evidence: design}
"""
REGISTERS = """
firms:
  key: code
  fields:
    code: {type: code, required: true}
    kind: {type: text, values: [shop, maker]}
    sort: {type: text, values: [a, b, c, d], label: {zh: 类别, en: class}}
    credit: {type: text, values: [good, poor]}
    inspections: {type: int, domain: [0, 40]}
    failures: {type: int, domain: [0, 9]}
    late: {type: bool}
    certified: {type: bool}
    closed: {type: bool, blank: false}
    office_no: {type: code}
visits:
  key: record_id
  join: code
  date: visited_on
  recorded: recorded_on
  fields:
    record_id: {type: code, required: true}
    code: {type: code, required: true}
    visited_on: {type: date, required: true}
    recorded_on: {type: date, blank: {field: visited_on}}
    result: {type: text, values: [pass, fail]}
"""
RULES = """
- {id: out, when: closed, then: {exclude: closed}, cite: act-1}
- {id: base, then: {points: inspections, group: law}, cite: act-2}
- {id: once, when: failures >= 1, then: {points: 10, group: own}, cite: office}
- {id: often, when: failures >= 3, then: {points: 15, group: own}, cite: office}
- {id: late, when: late, then: {points: 8, group: own}, cite: office}
- {id: frozen.late, when: late and failures >= 2, then: {points: 2, group: own}, cite: office}
- {id: by.class, then: {points: "lookup(class_points, sort)", group: own}, cite: act-3}
- {id: up.two, when: failures >= 2 and late, then: {step: 1}, cite: act-4}
- {id: down.certified, when: certified, then: {step: [0, -1]}, cite: act-5}
- {id: veto, when: failures >= 6, then: {no_better_than: D}, cite: act-6}
- {id: veto.mild, when: failures >= 5, then: {no_better_than: C}, cite: act-6}
"""
FILES: dict[str, str] = {
    "pack": "id: sample\nversion: 1.0.0\ntitle: {zh: 样例, en: A sample}\nsubject: firms\nwhere: kind == 'maker'\n" + SOURCES,
    "registers": REGISTERS,
    "parameters": "class_points: {table: {a: 0, b: 4, c: 8, d: 12}, range: [0, 20], cite: office}\n",
    "rules": RULES,
    "grades": """
risk:
  title: {zh: 风险等级, en: Risk}
  levels: [A, B, C, D]
  score: {groups: {law: {max: 40}, own: {min: 0, max: 60}}}
  bands: [{up_to: 15, level: A}, {up_to: 30, level: B}, {up_to: 45, level: C}, {level: D}]
  inspections: {per: year, levels: {A: [1, 1], B: [1, 2], C: [2, 3], D: [4, null]}, cite: act-7}
  cite: office
""",
    "calibration": """
risk:
  points: {once: [5, 20], often: [8, 30], late: [4, 16]}
  tables: {class_points: {b: [2, 8], c: [5, 16], d: [8, 20]}}
  cutpoints: {max_shift: 5, min_gap: 8}
  prior_strength: 5
  frozen_rules: [frozen.late]
  monotone: {failures: increasing, inspections: increasing, late: increasing, certified: decreasing}
  cite: office
""",
}  # fmt: skip
OTHER: dict[str, str] = {
    "pack": "id: other\nversion: 1.0.0\ntitle: Other\nsubject: firms\n" + SOURCES,
    "registers": REGISTERS,
    "rules": "- {id: base, then: {points: inspections, group: law}, cite: act-2}\n",
    "grades": """
risk:
  levels: [A, B, C, D]
  score: {groups: {law: {max: 40}}}
  bands: [{up_to: 10, level: A}, {up_to: 20, level: B}, {up_to: 30, level: C}, {level: D}]
  cite: act-7
""",
}
CITY: dict[str, str] = {
    "pack": "id: city\nversion: 1.0.0\ntitle: {zh: 样例市, en: A city}\nsubject: firms\n" + SOURCES,
    "registers": REGISTERS,
    "rules": "- {id: poor, when: credit == 'poor', then: {points: 9}, grade: credit, cite: act-8}\n",
    "grades": """
risk: {levels: [A, B, C, D], first_in_scope: [sample, other], cite: act-9}
credit:
  levels: [good, poor]
  score: {initial: 0}
  bands: [{up_to: 5, level: good}, {level: poor}]
  cite: act-8
whole:
  levels: [A, B, C, D]
  matrix: {risk: [A, B, C, D], credit: [good, poor]}
  cells: [[A, C], [B, D], [C, D], [D, D]]
  cite: office
""",
}


def write_packs(folder: Path, **changed: str) -> Path:
    """Write the three packs side by side and give the folder.

    Args:
        folder: where.
        changed: files of the sample pack that say something else.
    """
    for name, files in (("sample", {**FILES, **changed}), ("other", OTHER), ("city", CITY)):
        place = folder / name
        place.mkdir(parents=True, exist_ok=True)
        for kind, text in files.items():
            (place / f"{kind}.yaml").write_text(text, encoding="utf-8")
    return folder


def document(pack: Pack, values: Mapping[str, str] | None = None, grade: str = "risk") -> dict[str, Any]:
    """A draft for a pack as plain data, all gates passed, without its hash.

    Args:
        pack: the pack.
        values: path -> points, where they are not the declared ones.
        grade: which grade.
    """
    bounds: Bounds = pack.calibration[grade]
    given = dict(values or {})

    def moved(one: Any) -> dict[str, str]:
        numbers = {name: points_text(getattr(one, name)) for name in ("declared", "low", "high", "unit")}
        return {"path": one.path, **numbers, "value": given.get(one.path, numbers["declared"])}

    gates = [held(name, _good(name), 5).model_dump() for name in GATES]
    fold = {
        "day": "2023-06-30", "train_to": "2022-06-30", "train_cases": 900, "train_events": 150, "cases": 300, "events": 60,
        "log_loss_declared": "0.400000000", "log_loss": "0.390000000", "auc_declared": "0.700000000",
        "auc": "0.710000000", "signed_off": False,
    }  # fmt: skip
    return {
        "kind": "riskgrade.calibration/1", "state": "draft", "outcome": "calibrated",
        "pack": {"id": pack.id, "version": pack.version, "sha256": pack.sha256}, "grade": grade,
        "max_notch": bounds.max_notch, "direction": str(bounds.direction),
        "weights": [moved(one) for one in bounds.weights], "cutpoints": [moved(one) for one in bounds.cutpoints],
        "frozen": list(bounds.frozen), "vetoes": list(bounds.vetoes), "steps": list(bounds.steps),
        "prior_strength": points_text(bounds.prior_strength),
        "table": {"blocks": [], "levels": []},
        "data": {
            "sha256": "0" * 64, "observations": 1500, "subjects": 300, "events": 210, "outcome": "visits: result == 'fail'",
            "horizon": "6m", "embargo": "0d", "first": "2021-06-30", "last": "2023-06-30", "known_to": "2023-12-31",
            "strata": [],
        },
        "folds": [fold] * 5, "gates": gates, "made_with": {"riskgrade": "0"}, "author": "王丽",
        "made_at": "2024-01-02T09:00:00+08:00", "supersedes": None, "effective": None, "history": [],
    }  # fmt: skip


def _good(name: str) -> float | None:
    known = {"events_fit": 150, "events_test": 60, "folds": 5, "log_loss_folds": 5, "base_rate": 0.5}
    return None if name == "auc_strata" else known.get(name, 0.0)


def draft(pack: Pack, values: Mapping[str, str] | None = None) -> Artefact:
    """A sound draft."""
    return sealed(document(pack, values))


ONCE, OFTEN, LATE = "rules.once.then.points", "rules.often.then.points", "rules.late.then.points"
CLASS = "parameters.class_points.table."
CUT = "grades.risk.bands."
