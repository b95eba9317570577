"""A made-up pack that uses every effect, an overlay of it, and registers for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

PACK = {
    "pack.yaml": """
id: sample
version: 1.2.0
title: {zh: 样例, en: A sample}
subject: firms
where: kind != 'farm'
from: 2020-01-01
sources:
  - {id: act, title: An act, evidence: text, verified_until: 2023-06-30}
  - {id: guide, title: A guide, evidence: recalled}
""",
    "registers.yaml": """
firms:
  title: {zh: 企业, en: Firms}
  key: code
  fields:
    code: {type: code, required: true, label: {zh: 代码}}
    name: {type: text, label: {zh: 名称}}
    kind: {type: code, values: [maker, seller, farm]}
    area: {type: decimal, domain: [0, 1000], label: {zh: 面积}}
    published: {type: code}
samplings:
  key: record_id
  join: code
  date: sampled_on
  recorded: recorded_on
  fields:
    record_id: {type: code, required: true}
    code: {type: code, required: true}
    sampled_on: {type: date, required: true}
    recorded_on: {type: date, blank: {field: sampled_on}}
    result: {type: code, values: [pass, fail]}
""",
    "facts.yaml": """
failed:
  {from: samplings, where: result == 'fail', within: period, value: count, domain: [0, 100],
   label: {zh: 年内不合格批次, en: failed batches of the year}}
""",
    "parameters.yaml": """
limit: {value: 3, cite: act-2}
""",
    "rules.yaml": """
- {id: out.name, title: {zh: 试点, en: a pilot}, when: name == 'pilot', then: {exclude: pilot}, cite: guide}
- {id: size, title: {zh: 面积计分, en: points for area}, then: {points: area, group: size}, grade: risk, cite: act-1}
- {id: up.failed, title: {zh: 上调, en: up}, when: failed >= 1, then: {step: [1, 2]}, grade: risk, cite: act-2}
- {id: three, title: {zh: 三批, en: three}, when: failed >= limit, then: {no_better_than: D}, grade: risk, cite: act-2}
- {id: often, title: {zh: 多次, en: often}, when: failed >= 2, then: {conclude: repeated}, cite: act-3}
- {id: tell, title: {zh: 标记, en: tell}, when: repeated and kind == 'seller', then: {flag: repeated_failure}, cite: act-3}
""",
    "grades.yaml": """
risk:
  title: {zh: 风险等级, en: Risk}
  levels: [A, B, C, D]
  labels: {A: 好}
  score: {groups: {size: {max: 500}}}
  bands: [{up_to: 30, level: A}, {up_to: 60.5, level: B}, {up_to: 100, level: C}, {level: D}]
  cite: act-4
conduct:
  levels: [good, poor]
  table:
    hit: unique
    rows: [{when: failed == 0, level: good}, {when: failed >= 2, level: poor}]
  cite: act-5
""",
}

OVERLAY = {
    "pack.yaml": """
id: sample-city
version: 1.0.0
title: {zh: 样例市, en: A city}
use: [sample]
replace: [three]
remove: [out.name]
sources: [{id: city, title: City rules, evidence: design}]
""",
    "rules.yaml": """
- {id: three, title: {zh: 五批, en: five}, when: failed >= 5, then: {no_better_than: C}, grade: risk, cite: city-1}
- {id: extra, title: {zh: 加, en: extra}, when: failed >= 9, then: {flag: extra}, cite: city-2}
""",
}

FIRMS: list[dict[str, Any]] = [
    {"code": "001", "name": "=1+1", "kind": "maker", "area": "13.5", "published": "A"},
    {"code": "002", "name": "合成样本", "kind": "seller", "area": "61", "published": "D"},
    {"code": "003", "name": "pilot", "kind": "maker", "area": "5", "published": "B"},
    {"code": "004", "name": "x", "kind": "farm", "area": "5", "published": ""},
    {"code": "005", "name": "y", "kind": "maker", "area": "", "published": "A"},
    {"code": "006", "name": "z", "kind": "maker", "area": "20", "published": "A"},
]
SAMPLINGS: list[dict[str, Any]] = [
    {"record_id": "s1", "code": "002", "sampled_on": "2023-02-01", "result": "fail"},
    {"record_id": "s2", "code": "002", "sampled_on": "2023-03-01", "result": "fail"},
    {"record_id": "s3", "code": "006", "sampled_on": "2023-03-01", "result": "fail"},
    {"record_id": "s4", "code": "006", "sampled_on": "2022-03-01", "result": "fail"},
]
AS_OF = "2023-12-31"


def write_pack(folder: Path, files: dict[str, str] | None = None, name: str = "sample") -> Path:
    """Write a pack and give its folder."""
    place = folder / name
    (place / "cases").mkdir(parents=True)
    for file, text in (files or PACK).items():
        (place / file).write_text(text, encoding="utf-8")
    return place


def write_csv(path: Path, rows: list[dict[str, Any]], encoding: str = "utf-8") -> Path:
    """Write rows as a csv file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [",".join(rows[0]), *(",".join(str(cell) for cell in row.values()) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def write_registers(folder: Path) -> Path:
    """Write the registers as csv files and give their folder."""
    place = folder / "registers"
    write_csv(place / "firms.csv", FIRMS)
    write_csv(place / "samplings.csv", SAMPLINGS)
    return place
