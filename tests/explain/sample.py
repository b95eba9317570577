"""A made-up pack with a reason of every kind, and firms for it: records of persons, void ones, unknown fields."""

from __future__ import annotations

from datetime import date

from riskgrade.explain.build import Explainer
from riskgrade.explain.content import Explanation
from riskgrade.grading.record import Recorder
from riskgrade.grading.reference import Grader
from riskgrade.pack.dating import Moment
from riskgrade.pack.load import load_pack
from riskgrade.registers import load_registers
from tests.report.sample import write_pack

PACK = {
    "pack.yaml": """
id: reasons
version: 1.0.0
title: {zh: 理由样例, en: Sample of reasons}
subject: firms
where: kind != 'farm'
sources:
  - {id: act, title: {zh: 某法, en: An act}, number: 法1, evidence: text, clauses: {"2": {title: {zh: 抽检, en: Samplings}}}}
  - {id: guide, title: {zh: 某指南, en: A guide}, evidence: recalled}
""",
    "registers.yaml": """
firms:
  title: {zh: 企业, en: Firms}
  key: code
  fields:
    code: {type: code, required: true, label: {zh: 代码}}
    name: {type: text, label: {zh: 名称, en: Name}}
    kind:
      type: code
      values: {maker: {zh: 生产, en: Maker}, seller: {zh: 销售, en: Seller}, farm: {zh: 农场, en: Farm}}
      label: {zh: 业态, en: Kind}
    area: {type: decimal, domain: [0, 40], label: {zh: 面积分, en: Area points}}
    opened: {type: date, label: {zh: 开业日, en: Opened on}}
    head: {type: text, personal: unless_shown, label: {zh: 负责人, en: Head}}
samplings:
  title: {zh: 抽检, en: Samplings}
  key: id
  join: code
  date: on
  recorded: noted
  void: {on: ended, reason: why, ends: [error]}
  provenance: {originated_by: maker, provided_by: giver, responsible: answers}
  fields:
    id: {type: code, required: true}
    code: {type: code, required: true}
    on: {type: date, required: true}
    noted: {type: date, blank: {field: on}}
    result: {type: code, values: {pass: {zh: 合格, en: Passed}, fail: {zh: 不合格, en: Failed}}, label: {zh: 结果, en: Result}}
    inspector: {type: text, personal: unless_shown, label: {zh: 检查人, en: Inspector}}
    ended: {type: date}
    why: {type: code, values: {error: {zh: 录入错误, en: Entered in error}}}
    maker: {type: text}
    giver: {type: text}
    answers: {type: text, personal: unless_shown}
awards:
  key: id
  join: code
  date: on
  fields: {id: {type: code, required: true}, code: {type: code, required: true}, on: {type: date, required: true}}
""",
    "facts.yaml": """
failed:
  {from: samplings, where: "result == 'fail' and inspector != 'nobody'", within: period, value: count, domain: [0, 100],
   label: {zh: 不合格批次, en: Failed batches}}
award: {from: awards, within: all, value: any, label: {zh: 获奖, en: Award}}
clean: {value: failed == 0 and opened <= as_of - years(3), label: {zh: 三年清白, en: Clean for three years}}
""",
    "parameters.yaml": "limit: {value: 3, cite: act-2}\n",
    "rules.yaml": """
- {id: area, title: {zh: 面积, en: Area}, then: {points: area, group: g}, cite: act-1}
- {id: batches, title: {zh: 批次, en: Batches}, then: {points: 20 * failed, group: g}, cite: act-2}
- {id: up, title: {zh: 上调, en: Up}, when: failed >= limit, then: {step: [1, 2]}, cite: act-2}
- {id: up.small, title: {zh: 小上调, en: Small up}, when: failed >= 2, then: {step: 1}, cite: act-2}
- {id: down, title: {zh: 下调, en: Down}, when: award, then: {step: [0, -1]}, cite: guide-7}
- {id: down.clean, title: {zh: 清白下调, en: Clean}, when: clean, then: {step: -1}, cite: guide}
- {id: worst, title: {zh: 直接D, en: Straight to D}, when: failed >= 5 and not kind == 'seller', then: {no_better_than: D}, cite: act-2}
- {id: young, title: {zh: 新开业, en: Young}, when: "opened > '2023-06-01' or kind in ('maker', 'farm')", then: {flag: young}, cite: guide}
""",
    "grades.yaml": """
risk:
  title: {zh: 风险等级, en: Risk}
  levels: [A, B, C, D]
  score: {initial: 5, groups: {g: {max: 60}}}
  bands: [{up_to: 20, level: A}, {up_to: 45, level: B}, {up_to: 60, level: C}, {level: D}]
  steps: max
  cite: act-4
""",
}


def sampling(number: int, **other: str) -> dict[str, str]:
    """A failed sampling of firm 1."""
    row = {"id": f"s{number}", "code": "1", "on": f"2023-02-{number:02d}", "result": "fail", "inspector": "甲乙丙"}
    return row | {"maker": "第一所", "giver": "市局", "answers": "丁戊己"} | other


FIRM = {"code": "1", "name": "合成一厂", "kind": "maker", "area": "13.5", "opened": "2020-01-05", "head": "庚辛壬"}
NO_ROWS: list[dict[str, str]] = []


def explained(
    folder, firm=FIRM, samplings=(), awards=NO_ROWS, show_persons=False, as_of=date(2023, 12, 31)
) -> Explanation:
    """The explanation of one firm."""
    pack = load_pack(write_pack(folder, PACK, f"reasons-{len(list(folder.iterdir()))}"))
    rows = {"firms": [firm], "samplings": list(samplings)}
    if awards is not None:
        rows["awards"] = awards
    registers = load_registers(rows, pack.registers, subject=pack.subject)
    grader = Grader(pack, registers, Moment.of(as_of))
    (found,) = Explainer(Recorder(grader), show_persons).explain(["1"])
    return found


def rule(found: Explanation, name: str):
    """One rule of an explanation."""
    (one,) = (one for one in found.rules if one.id == name)
    return one
