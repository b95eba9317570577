"""A pack as plain data that a person or a program can read: rules as text, with what they cite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..calibration.artefact_model import points_text
from ..explain.shown import number_words
from ..language.text import render, source
from ..pack.calibration_bounds import Bounds
from ..pack.merge import merge
from ..pack.model import Bands, Grade, Inspections, Matrix, Pack, Rank, Rule
from ..pack.parts import FACTS, PARAMETERS, read_parts
from ..pack.register_model import Label, RegisterModel
from ..pack.source_model import Citation
from .overlay import overlay


def pack_line(pack: Pack) -> dict[str, Any]:
    """A pack in a list.

    Examples:
        >>> from ..pack.load import load_pack
        >>> pack_line(load_pack("us-nyc"))["grades"]
        {'grade': ['A', 'B', 'C']}
    """
    return {
        "id": pack.id,
        "version": pack.version,
        "title": pack.title.model_dump(),
        "subject": pack.subject,
        "grades": {name: list(grade.levels) for name, grade in pack.grades.items()},
        "from": pack.first and pack.first.isoformat(),
        "to": pack.last and pack.last.isoformat(),
        "sha256": pack.sha256,
    }


def pack_text(pack: Pack, folder: Path) -> dict[str, Any]:
    """Everything a pack says.

    Args:
        pack: the pack.
        folder: its folder.

    Returns:
        `pack_line` and `where`, `uses`, `calendar`, `sources`, `registers`, `facts`, `parameters`, `rules`, `grades_of`, `ranks`,
        `calibration` (what data may move), `evidence` (how many citations of each kind), `changes` (against the packs it uses).
    """
    whole = merge(read_parts(folder))
    parts, calendar = whole.items, whole.pack.calendar
    labels = _labels(pack)
    return pack_line(pack) | {
        "where": source(pack.where.node) if pack.where else None,
        "uses": dict(sorted(pack.used.items())),
        "calendar": None if calendar is None else calendar.model_dump(mode="json", by_alias=True, exclude_none=True),
        "sources": [one.model_dump(mode="json", by_alias=True, exclude_none=True) for one in pack.sources.values()],
        "registers": {name: _register(model) for name, model in pack.registers.items()},
        "facts": {
            name: part.model.model_dump(mode="json", by_alias=True, exclude_defaults=True) | {"from_pack": part.origin}
            for name, part in parts[FACTS].items()
        },
        "parameters": {
            name: [one.model_dump(mode="json", by_alias=True, exclude_defaults=True) for one in part.model]
            for name, part in parts[PARAMETERS].items()
        },
        "rules": [_rule(rule, pack, labels) for rule in pack.rules],
        "grades_of": {name: _grade(grade) for name, grade in pack.grades.items()},
        "ranks": {one.name: _rank(one) for one in pack.ranks},
        "calibration": {name: _bounds(one) for name, one in pack.calibration.items()},
        "evidence": evidence_counts(pack),
        "changes": [
            {"kind": one.kind, "name": one.name, "what": one.what, "origin": one.origin or None,
             "lines": [{"key": key, "before": before, "after": after} for key, before, after in one.lines]}
            for one in overlay(folder)
        ],
    }  # fmt: skip


def evidence_counts(pack: Pack) -> dict[str, int]:
    """How many citations of rules, parameters, grades and the calendar rest on each kind of evidence."""
    cites: list[Citation] = [cite for rule in pack.rules for cite in rule.cites]
    cites += [cite for one in pack.parameters.values() for version in one.versions for cite in version.cites]
    cites += [cite for grade in pack.grades.values() for cite in grade.cites]
    cites += [cite for grade in pack.grades.values() if grade.inspections for cite in grade.inspections.cites]
    cites += pack.calendar.cites if pack.calendar is not None else ()
    cites += [cite for rank in pack.ranks for cite in rank.cites]
    return dict(sorted(Counter(str(cite.evidence) for cite in cites).items()))


def _labels(pack: Pack) -> dict[str, Label]:
    found = {fact.name: fact.label for fact in pack.facts}
    if pack.subject is not None:
        found = {name: field.label for name, field in pack.registers[pack.subject].fields.items()} | found
    return found


def _register(model: RegisterModel) -> dict[str, Any]:
    fields = {
        name: field.model_dump(mode="json", exclude_defaults=True) | {"type": str(field.type)}
        for name, field in model.fields.items()
    }
    own = model.model_dump(mode="json", exclude_defaults=True, exclude={"fields"})
    return own | {"fields": fields}


def _rule(rule: Rule, pack: Pack, labels: dict[str, Label]) -> dict[str, Any]:
    def named(language: str) -> Any:
        return lambda name: getattr(labels.get(name, Label()), language) or name

    when = rule.when
    return {
        "id": rule.id,
        "title": rule.title.model_dump(),
        "when": None if when is None else source(when.node),
        "text": None
        if when is None
        else {"en": render(when, "en", named("en")), "zh": render(when, "zh", named("zh"))},
        "then": then_text(rule, pack),
        "from": rule.first and rule.first.isoformat(),
        "to": rule.last and rule.last.isoformat(),
        "cite": _cites(rule.cites),
    }


def then_text(rule: Rule, pack: Pack) -> dict[str, str]:
    """What a rule does, in English and Chinese."""
    grade = pack.grades.get(rule.grade or "")
    levels = grade.levels if grade is not None else ()
    en, zh = [], []
    if rule.points is not None:
        points = source(rule.points.node)
        group = f" ({rule.group})" if rule.group else ""
        en.append(f"points {points}{group}")
        zh.append(f"计分 {points}{group}")
    if rule.conclude:
        en.append(f"conclude {rule.conclude}")
        zh.append(f"得出 {rule.conclude}")
    if rule.step is not None:
        steps = " or ".join(f"{step:+d}" for step in rule.step)
        en.append(f"{steps} levels (+ is worse)")
        zh.append(f"调整 {steps.replace(' or ', ' 或 ')} 级（+ 为更差）")
    if rule.floor is not None:
        level = levels[rule.floor] if rule.floor < len(levels) else str(rule.floor)
        en.append(f"no better than {level}")
        zh.append(f"不得优于 {level}")
    for word, (to_en, to_zh) in {
        "flag": ("flag", "标记"),
        "draft": ("draft", "起草"),
        "exclude": ("do not grade:", "不评级："),
    }.items():
        value = getattr(rule, word)
        if value:
            en.append(f"{to_en} {value}")
            zh.append(f"{to_zh} {value}")
    return {"en": "; ".join(en), "zh": "；".join(zh)}


def _grade(grade: Grade) -> dict[str, Any]:
    return {
        "title": grade.title.model_dump(),
        "levels": {level: grade.labels.get(level, Label()).model_dump() for level in grade.levels},
        "rests_on": str(grade.rests_on),
        "packs": [pack.id for pack in grade.packs],
        "bands": [] if grade.bands is None else _bands(grade, grade.bands),
        "matrix": None if grade.matrix is None else _matrix(grade, grade.matrix),
        "cite": _cites(grade.cites),
        "inspections": None if grade.inspections is None else _inspections(grade, grade.inspections),
    }


def _bands(grade: Grade, bands: Bands) -> list[dict[str, Any]]:
    """Each band with the limit of the score that is still in it; the last one holds the rest."""
    key = "up_to" if bands.rising else "at_least"
    limits = [*(number_words(limit, 2) for limit in bands.limits), None]
    cites = bands.cites or ((),) * len(limits)
    return [
        {key: limit, "level": grade.levels[level], "cite": _cites(cite)}
        for limit, level, cite in zip(limits, bands.levels, cites, strict=True)
    ]


def _matrix(grade: Grade, matrix: Matrix) -> dict[str, Any]:
    cells = [[grade.levels[level] for level in row] for row in matrix.cells]
    return {"rows": matrix.rows, "columns": matrix.columns, "cells": cells}


def _rank(rank: Rank) -> dict[str, Any]:
    return {
        "of": source(rank.of.node),
        "best": "high" if rank.high else "low",
        "label": rank.label.model_dump(),
        "rests_on": str(rank.rests_on),
        "cite": _cites(rank.cites),
    }


def _bounds(bounds: Bounds) -> dict[str, Any]:
    return {
        "movable": [
            {name: points_text(getattr(one, name)) for name in ("declared", "low", "high")}
            | {"path": one.path, "cite": _cites(one.cites)}
            for one in bounds.movable.values()
        ],
        "direction": str(bounds.direction),
        "max_notch": bounds.max_notch,
        "floors": [*bounds.vetoes, *bounds.steps],
        "frozen": list(bounds.frozen),
        "monotone": {name: str(trend) for name, trend in bounds.monotone.items()},
        "cite": _cites(bounds.cites),
    }


def _inspections(grade: Grade, said: Inspections) -> dict[str, Any]:
    levels = zip(grade.levels, said.levels, strict=True)
    return {
        "levels": {level: {"least": one.least, "most": one.most, "months": one.months} for level, one in levels},
        "cite": _cites(said.cites),
    }


def _cites(cites: Iterable[Citation]) -> list[dict[str, str]]:
    return [{"text": one.text, "evidence": str(one.evidence)} for one in cites]
