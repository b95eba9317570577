"""The rules of a pack as a decision of zen-engine: the same conditions, points and layers, on facts that are given.

Zen knows no unknown, no window and no register, so it gets a firm's facts as they were found, and the points that come
from a table already looked up. One decision table (hit policy `collect`) a layer; conclusions are folded between.
"""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

from riskgrade.grading.decision import Decision
from riskgrade.grading.truths import PackOnDay
from riskgrade.language.tree import And, Compare, In, Name, Negate, Not, Or
from riskgrade.language.typed import Typed
from riskgrade.language.values import Code, Interval, Truth
from riskgrade.pack.fixed import Fixed
from riskgrade.pack.model import Rule


def decision(on_day: PackOnDay) -> str:
    """The JSON of a decision graph."""
    fixed = Fixed(on_day.constants)
    nodes: list[dict[str, Any]] = [{"id": "in", "name": "in", "type": "inputNode"}]
    for number, rules in enumerate(on_day.layers):
        nodes.append(_table(number, [rule for rule in rules if rule.in_force(on_day.moment.as_of)], fixed))
        concluded = sorted({rule.conclude for rule in rules if rule.conclude})
        if concluded:
            nodes.append(_conclusions(number, concluded))
    nodes.append({"id": "out", "name": "out", "type": "outputNode"})
    edges = [
        {"id": f"e{place}", "sourceId": one["id"], "targetId": other["id"], "type": "edge"}
        for place, (one, other) in enumerate(pairwise(nodes))
    ]
    for node in nodes:
        node["position"] = {"x": 0, "y": 0}
    return json.dumps({"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges})


def facts(found: Decision, on_day: PackOnDay) -> dict[str, Any]:
    """What Zen is given of a firm: facts, fields it asks for, and points."""
    given: dict[str, Any] = {}
    for name, value in found.facts.items():
        given[name] = _plain(value.value)
    for rule in on_day.pack.rules:
        if rule.points is not None:
            given[_points(rule)] = found.points[rule.id][1] if rule.id in found.points else 0
    return given


def fields(row: dict[str, Any], on_day: PackOnDay) -> dict[str, Any]:
    """A firm's own fields that rules ask for."""
    wanted = {name for rule in on_day.pack.rules for name in rule.uses}
    return {name: value for name, value in row.items() if name in wanted}


def hits(result: dict[str, Any], layers: int) -> set[str]:
    """The rules that Zen found to be true."""
    return {one["rule"] for number in range(layers) for one in result["result"].get(f"hits{number}") or ()}


def _table(number: int, rules: list[Rule], fixed: Fixed) -> dict[str, Any]:
    rows = []
    for rule in rules:
        row = {"_id": rule.id, "when": "" if rule.when is None else expression(fixed.folded(rule.when))}
        row["rule"] = json.dumps(rule.id)
        row["conclude"] = json.dumps(rule.conclude or "")
        row["points"] = _points(rule) if rule.points is not None else "0"
        rows.append(row)
    outputs = [{"id": name, "name": name, "field": name} for name in ("rule", "conclude", "points")]
    content = {
        "hitPolicy": "collect", "passThrough": True, "outputPath": f"hits{number}",
        "inputs": [{"id": "when", "name": "when"}], "outputs": outputs, "rules": rows,
    }  # fmt: skip
    return {"id": f"t{number}", "name": f"layer {number}", "type": "decisionTableNode", "content": content}


def _conclusions(number: int, names: list[str]) -> dict[str, Any]:
    lines = [
        {"id": name, "key": name, "value": f"some(hits{number}, #.conclude == '{name}')"} for name in names
    ]  # fmt: skip
    content = {"expressions": lines, "passThrough": True}
    return {"id": f"x{number}", "name": f"conclusions {number}", "type": "expressionNode", "content": content}


def _points(rule: Rule) -> str:
    return f"points_{rule.number}"


def _plain(value: object) -> int | bool | str:
    match value:
        case Interval(low):
            return low
        case Truth(must):
            return must
        case Code(text):
            return text or ""
    raise TypeError(f"{value} is nothing that Zen is given")


def expression(typed: Typed) -> str:
    """A condition in Zen's expression language."""
    args = [expression(arg) for arg in typed.args]
    match typed.node:
        case _ if isinstance(typed.constant, bool):
            text = "true" if typed.constant else "false"
        case _ if isinstance(typed.constant, int):
            text = str(typed.constant * 10**typed.shift)
        case _ if isinstance(typed.constant, str):
            text = json.dumps(typed.constant)
        case Name(name):
            text = name
        case Not():
            text = f"(not {args[0]})"
        case And():
            text = f"({' and '.join(args)})"
        case Or():
            text = f"({' or '.join(args)})"
        case Compare(op):
            text = f"({args[0]} {op} {args[1]})"
        case In():
            text = f"({args[0]} in {json.dumps(list(typed.choices))})"
        case Negate():
            text = f"(-{args[0]})"
        case other:
            raise TypeError(f"{other} is not written for Zen")
    return f"({text} * {10**typed.shift})" if typed.shift and typed.constant is None else text
