"""A made-up pack with everything a credit file needs, and one firm with a record of every kind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.registers.samples import csv_text, grid, write_sheets
from tests.report.sample import write_pack

Rows = list[dict[str, str]]

PACK = {
    "pack.yaml": """
id: sample-file
version: 1.0.0
title: {zh: 样例, en: A sample}
subject: firms
""",
    "registers.yaml": """
firms:
  title: {zh: 企业, en: Firms}
  key: code
  valid_from: since
  provenance: {originated_by: maker, provided_by: giver, responsible: answers}
  fields:
    code: {type: code, required: true, label: {zh: 代码, en: Code}}
    name: {type: text, required: true, label: {zh: 名称, en: Name}}
    scale: {type: code, values: {large: {zh: 大型, en: Large}, small: {zh: 小型, en: Small}}, label: {zh: 规模, en: Scale}}
    since: {type: date, label: {zh: 起始日期, en: Since}}
    maker: {type: text, label: {zh: 谁产生, en: Originated by}}
    giver: {type: text, label: {zh: 谁提供, en: Provided by}}
    answers: {type: text, label: {zh: 谁负责, en: Responsible}}
penalties:
  title: {zh: 行政处罚, en: Penalties}
  key: id
  join: code
  date: decided_on
  recorded: recorded_on
  void: {on: ended_on, reason: ended_why, ends: [revoked, error]}
  provenance: {originated_by: maker, provided_by: giver, responsible: answers}
  fields:
    id: {type: code, required: true, label: {zh: 编号, en: Number}}
    code: {type: code, required: true, label: {zh: 代码, en: Code}}
    case_no: {type: code, blank: {field: id}, label: {zh: 文号, en: Case}}
    decided_on: {type: date, required: true, label: {zh: 决定日期, en: Decided on}}
    recorded_on: {type: date, blank: {field: decided_on}, label: {zh: 录入日期, en: Recorded on}}
    kinds: {type: list, values: {fine: {zh: 罚款, en: Fine}, warning: {zh: 警告, en: Warning}}, label: {zh: 种类, en: Kinds}}
    fine: {type: decimal, unit: yuan, label: {zh: 罚款金额, en: Fine}}
    cases: {type: int, blank: "0", label: {zh: 人数, en: Cases}}
    food: {type: bool, blank: "true", label: {zh: 食品领域, en: Food}}
    party_type: {type: code, values: [firm, person], blank: firm, label: {zh: 当事人类别, en: Kind of party}}
    party: {type: text, personal: {mask: unless_shown, when: {party_type: person}}, label: {zh: 当事人, en: Party}}
    head: {type: text, personal: unless_shown, label: {zh: 法定代表人, en: Head}}
    paid_on: {type: date, known_from: paid_on, label: {zh: 缴清日期, en: Paid on}}
    facts: {type: text, label: {zh: 事实, en: Facts}}
    ended_on: {type: date, label: {zh: 失效日期, en: Ended on}}
    ended_why:
      type: code
      values:
        revoked: {zh: 复议撤销, en: Revoked}
        error: {zh: 录入错误, en: Entered in error}
        repaired: {zh: 信用修复, en: Repaired}
      label: {zh: 失效原因, en: Why}
    maker: {type: text, label: {zh: 谁产生, en: Originated by}}
    giver: {type: text, label: {zh: 谁提供, en: Provided by}}
    answers: {type: text, label: {zh: 谁负责, en: Responsible}}
people:
  title: {zh: 受处罚人员, en: People}
  key: id
  join: case_no
  through: penalties
  fields:
    id: {type: code, required: true, label: {zh: 编号, en: Number}}
    case_no: {type: code, required: true, label: {zh: 文号, en: Case}}
    name: {type: text, required: true, personal: unless_shown, label: {zh: 姓名, en: Name}}
    id_no: {type: code, personal: always, label: {zh: 证件号码, en: Identity number}}
    age: {type: int, domain: [0, 150], label: {zh: 年龄, en: Age}}
samplings:
  title: {zh: 抽检, en: Samplings}
  key: id
  join: code
  date: sampled_on
  recorded: told_on
  fields:
    id: {type: code, required: true, label: {zh: 编号, en: Number}}
    code: {type: code, required: true, label: {zh: 代码, en: Code}}
    sampled_on: {type: date, required: true, label: {zh: 抽样日期, en: Sampled on}}
    told_on: {type: date, label: {zh: 通知日期, en: Told on}}
    result: {type: code, values: {pass: {zh: 合格, en: Passed}, fail: {zh: 不合格, en: Failed}}, label: {zh: 结论, en: Result}}
    retest: {type: code, values: [upheld, overturned], known_from: retest_on, label: {zh: 复检, en: Retest}}
    retest_on: {type: date, known_from: retest_on, label: {zh: 复检日期, en: Retest on}}
visits:
  title: {zh: 检查, en: Visits}
  key: id
  join: code
  date: on
  fields:
    id: {type: code, required: true}
    code: {type: code, required: true}
    on: {type: date, required: true}
markets:
  title: {zh: 市场, en: Markets}
  key: market
  fields:
    market: {type: code, required: true}
""",
    "facts.yaml": """
penalties_known: {from: penalties, value: count, domain: [0, 100]}
""",
}

SUBJECT, OTHER = "A-001", "B-002"
SECRETS = ("甲乙丙", "丁戊己", "51000019900101001X")
"""Names and numbers of persons that stand in the registers below."""

WHO = {"maker": "执法一队", "giver": "法规科", "answers": "信用科"}
FIRMS: Rows = [
    {"code": SUBJECT, "name": "合成一厂（旧）", "scale": "小型", "since": "2019-01-01", **WHO},
    {"code": SUBJECT, "name": "合成一厂", "scale": "large", "since": "2022-06-01", **WHO},
    {"code": SUBJECT, "name": "合成一厂（新）", "scale": "large", "since": "2024-03-01"},
    {"code": OTHER, "name": "合成二店", "since": "2019-01-01"},
]
PENALTIES: Rows = [
    {"id": "p1", "code": SUBJECT, "case_no": "合罚〔2021〕1号", "decided_on": "2021-05-01", "kinds": "罚款;warning",
     "fine": "5000.5", "party_type": "person", "party": "甲乙丙", "head": "丁戊己", "facts": "=HYPERLINK(1)",
     "ended_on": "2022-01-10", "ended_why": "revoked", **WHO},
    {"id": "p2", "code": SUBJECT, "case_no": "合罚〔2022〕2号", "decided_on": "2022-05-01", "kinds": "warning",
     "party": "合成一厂", "paid_on": "2024-02-01", "ended_on": "2023-04-01", "ended_why": "信用修复"},
    {"id": "p3", "code": SUBJECT, "case_no": "合罚〔2023〕3号", "decided_on": "2023-05-01", "recorded_on": "2024-01-15",
     "kinds": "fine", "fine": "10"},
    {"id": "p4", "code": SUBJECT, "decided_on": "2023-06-01", "cases": "2", "ended_on": "2024-02-02", "ended_why": "error"},
    {"id": "p5", "code": OTHER, "case_no": "合罚〔2023〕5号", "decided_on": "2023-06-01"},
]  # fmt: skip
PEOPLE: Rows = [
    {"id": "q1", "case_no": "合罚〔2021〕1号", "name": "甲乙丙", "id_no": "51000019900101001X", "age": "40"},
    {"id": "q2", "case_no": "合罚〔2023〕3号", "name": "丁戊己"},
    {"id": "q3", "case_no": "合罚〔2023〕5号", "name": "丁戊己"},
]
SAMPLINGS: Rows = [
    {"id": "s1", "code": SUBJECT, "sampled_on": "2023-03-01", "told_on": "2023-03-20", "result": "不合格",
     "retest": "overturned", "retest_on": "2024-01-09"},
    {"id": "s2", "code": SUBJECT, "sampled_on": "2023-03-01", "result": "pass", "retest": "upheld", "retest_on": "2023-04-01"},
]  # fmt: skip
REGISTERS: dict[str, Rows] = {"firms": FIRMS, "penalties": PENALTIES, "people": PEOPLE, "samplings": SAMPLINGS}
AS_OF = "2023-12-31"

BAD: dict[str, Rows] = {
    "penalties": [
        {"id": "x1", "code": SUBJECT, "case_no": "合罚〔2023〕8号", "decided_on": "2023-02-31", "party_type": "person",
         "party": "甲乙丙", "head": "丁戊己"},
        {"id": "x2", "code": SUBJECT, "case_no": "合罚〔2023〕9号", "decided_on": "2023-02-01", "recorded_on": "2024-05-05",
         "fine": "ten"},
        {"id": "x3", "decided_on": "2023-02-01"},
        {"id": "x4", "code": OTHER, "decided_on": "soon"},
    ],
    "people": [
        {"id": "y1", "case_no": "合罚〔2021〕1号", "name": "甲乙丙", "id_no": "51000019900101001X", "age": "forty"},
        {"id": "y2", "case_no": "合罚〔2023〕8号", "name": "丁戊己"},
    ],
}  # fmt: skip
"""Rows that are set aside, beside the good ones."""


def with_bad() -> dict[str, Rows]:
    """The registers with the bad rows among them."""
    return {name: [*rows, *BAD.get(name, [])] for name, rows in REGISTERS.items()}


def pack_in(folder: Path) -> Path:
    """Write the pack and give its folder."""
    return write_pack(folder, PACK, "sample-file")


def csv_in(folder: Path, registers: dict[str, Rows] | None = None) -> Path:
    """Write a csv file a register and give their folder."""
    place = folder / "registers"
    place.mkdir(parents=True)
    for name, rows in (registers or REGISTERS).items():
        (place / f"{name}.csv").write_text(csv_text(rows), encoding="utf-8-sig")
    return place


def xlsx_in(folder: Path, registers: dict[str, Rows] | None = None) -> Path:
    """Write a workbook with a sheet a register and give its path."""
    sheets: dict[str, Any] = {name: grid(rows) for name, rows in (registers or REGISTERS).items()}
    return write_sheets(folder / "registers.xlsx", sheets)
