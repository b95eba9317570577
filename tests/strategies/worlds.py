"""Random packs and registers: subjects with events, some of it unknown, unreadable, void or not yet recorded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from .texts import Draw, Names, number, truth
from .texts import date as date_text

CODES, KINDS, TAGS = ("a", "b", "c"), ("fine", "warning", "stop", "other"), ("x", "y", "z")
ENDS = ("overturned", "error")

FIRMS: dict[str, Any] = {
    "key": "id",
    "fields": {
        "id": {"type": "code", "required": "true"},
        "kind": {"type": "text", "values": list(CODES)},
        "size": {"type": "int", "domain": ["0", "20"]},
        "given": {"type": "decimal", "domain": ["0", "40"]},
        "opened": {"type": "date"},
        "special": {"type": "bool", "blank": "false"},
        "doubt": {"type": "bool"},
        "tags": {"type": "list", "values": list(TAGS)},
        "district": {"type": "code"},
        "valid_from": {"type": "date"},
        "类别": {"type": "text", "values": list(CODES)},
    },
}
EVENTS: dict[str, Any] = {
    "key": "rid",
    "join": "id",
    "date": "on",
    "recorded": "recorded_on",
    "void": {"on": "voided_on", "reason": "void_reason", "ends": list(ENDS)},
    "fields": {
        "rid": {"type": "code", "required": "true"},
        "id": {"type": "code", "required": "true"},
        "on": {"type": "date", "required": "true"},
        "recorded_on": {"type": "date", "blank": {"field": "on"}},
        "voided_on": {"type": "date"},
        "void_reason": {"type": "text", "values": [*ENDS, "repaired"]},
        "result": {"type": "text", "values": list(CODES)},
        "amount": {"type": "decimal", "domain": ["0", "100"]},
        "change": {"type": "int", "domain": ["-5", "5"]},
        "kinds": {"type": "list", "values": list(KINDS)},
        "batch": {"type": "text", "blank": {"field": "rid"}},
        "loose": {"type": "text"},
        "flagged": {"type": "bool"},
        "due": {"type": "date"},
    },
}
CHECKS: dict[str, Any] = {
    "key": "rid",
    "join": "district",
    "date": "on",
    "fields": {
        "rid": {"type": "code", "required": "true"},
        "district": {"type": "code", "required": "true"},
        "on": {"type": "date", "required": "true"},
        "points": {"type": "decimal", "domain": ["0", "60"]},
        "passed": {"type": "bool"},
    },
}
PARAMETERS: dict[str, Any] = {
    "weights": {"table": {"a": "1", "b": "2.5", "fine": "1", "stop": "3"}, "range": ["0", "10"], "cite": "s-1"},
    "closed": {"table": {"a": "4", "warning": "0.5"}, "otherwise": "1", "cite": "s-2"},
    "steps_of_size": {"bins": [["3", "2"], ["7.5", "1"], ["above", "6"]], "cite": "s-3"},
    "limit": [
        {"value": "2", "to": "2022-12-31", "cite": "s-4"},
        {"value": "3.5", "from": "2023-01-01", "cite": "s-4"},
    ],
}


CLAUSES = {
    clause: {"evidence": evidence}
    for clause, evidence in {
        "1": "secondary", "3": "inferred", "4": "recalled",  # those that parameters cite
        "a": "text", "b": "secondary", "c": "recalled", "d": "inferred", "e": "design",
    }.items()
}  # fmt: skip
"""How the clauses of the one source are known."""


def _cite(draw: Draw) -> str:
    return f"s-{draw(st.sampled_from('abcde'))}"


@dataclass
class World:
    """A pack in a folder, registers as rows of texts, and when to grade."""

    packs: dict[str, dict[str, Any]]
    main: str
    rows: dict[str, list[dict[str, str]]]
    as_of: date
    period: int
    coverage: dict[str, tuple[date | None, date | None]] = field(default_factory=dict)

    def write(self, folder: Path) -> Path:
        """Write the packs as YAML (JSON is YAML) and give the main one's folder."""
        for name, files in self.packs.items():
            (folder / name).mkdir(parents=True, exist_ok=True)
            for file, content in files.items():
                text = json.dumps(content, ensure_ascii=False, indent=1)
                (folder / name / f"{file}.yaml").write_text(text, encoding="utf-8")
        return folder / self.main


def _record_names(register: Mapping[str, Any], speak: bool) -> Names:
    fields = register["fields"]

    def named(*types: str) -> list[str]:
        return [name for name, one in fields.items() if one["type"] in types]

    closed = {name: one["values"] for name, one in fields.items() if one["type"] == "text" and "values" in one}
    return Names(
        truths=named("bool"),
        bounded=[name for name in named("int", "decimal") if "domain" in fields[name]] + ["limit"],
        dates=[name for name in named("date") if name not in ("voided_on",)],
        codes=closed,
        lists={name: fields[name]["values"] for name in named("list")},
        tables=["weights", "closed"],
        bins=["steps_of_size"],
        speak_of_record=speak,
    )


WINDOWS = ["period", "previous_period", "12 months", "24 months", "1 month", "90 days", "2 years", "all"]
WINDOWS += ["5 working days", "30 working days"]
VERIFIED = ["2022-12-31", "2024-01-31", "2026-12-31"]
"""Ends of a calendar; some days that are graded lie beyond."""


def _fact(draw: Draw, subject: str, speak: bool) -> tuple[dict[str, Any], str]:
    """A fact from records, and what it is."""
    choices = ["events", "events", "checks"] if subject == "firms" else ["events"]
    source = draw(st.sampled_from(choices))
    register = EVENTS if source == "events" else CHECKS
    names = _record_names(register, speak)
    if source == "events" and draw(st.integers(0, 3)) == 0:
        names.codes["subject.kind" if subject == "firms" else "subject.result"] = CODES
    fact: dict[str, Any] = {"from": source}
    if source == "checks":
        fact["join"] = "district"
    elif subject == "events":
        fact["join"] = "id"
    if draw(st.booleans()):
        fact["where"] = truth(draw, names, draw(st.integers(0, 2)))
    if draw(st.integers(0, 4)):
        fact["within"] = draw(st.sampled_from(WINDOWS))
        own = "opened" if subject == "firms" else "on"
        if source == "events" and draw(st.integers(0, 4)) == 0:
            fact["within"] = f"{draw(st.sampled_from(['12 months', '1 month', '30 days']))} before {own}"
        elif source == "events" and draw(st.integers(0, 5)) == 0:
            fact["by"] = "due"
    if "by" not in fact and draw(st.integers(0, 4)) == 0:
        return _by_stretch(draw, fact, names)
    aggregate = draw(
        st.sampled_from(["count", "count", "any", "any", "distinct", "sum", "max", "min", "latest", "mean"])
    )
    match aggregate:
        case "count" | "any":
            fact["value"] = aggregate
            kind = "unbounded" if aggregate == "count" else "truths"
        case "distinct":
            options = ["batch", "loose", "due"] if source == "events" else ["points"]
            fact["value"] = f"distinct({draw(st.sampled_from(options))})"
            kind = "unbounded"
        case "sum":
            fact["value"] = f"sum({number(draw, names, 1)})"
            kind = "unbounded"
        case "mean":
            inner = draw(st.sampled_from(["amount", "max(0, change)"])) if source == "events" else "points"
            fact["value"] = f"mean({inner})"
            kind = "bounded"
        case _:
            what = draw(
                st.sampled_from(["number", "date", "truth", "code"] if aggregate == "latest" else ["number", "date"])
            )
            kind = {"number": "bounded", "date": "dates", "truth": "truths", "code": "codes"}[what]
            inner = {
                "number": lambda: number(draw, names, 1), "date": lambda: date_text(draw, names, 0),
                "truth": lambda: truth(draw, names, 0), "code": lambda: "result" if source == "events" else "rid",
            }[what]()  # fmt: skip
            fact["value"] = f"{aggregate}({inner})"
            if draw(st.booleans()):
                fact["absent"] = {"number": "4", "date": "1999-01-31", "truth": "false", "code": "a"}[what]
    if kind in ("unbounded", "bounded") and draw(st.booleans()):
        low = draw(st.sampled_from(["-3", "0", "0"]))
        highs = ["6", "60", "1000"] if "absent" in fact else ["2", "6", "60", "1000"]
        fact["domain"] = [low, draw(st.sampled_from(highs))]
        kind = "bounded"
    return fact, kind


def _by_stretch(draw: Draw, fact: dict[str, Any], names: Names) -> tuple[dict[str, Any], str]:
    """A fact over months, quarters or years, one of them perhaps within another."""
    amount = "amount" if fact["from"] == "events" else "points"
    inner = draw(
        st.sampled_from(
            [f"sum({number(draw, names, 1)})", f"max({amount})", f"mean({amount})", "distinct(rid)", "count"]
        )
    )
    each = draw(st.sampled_from(["max(0, 30 - {0})", "max({0}, count)", "max(0, {0}) + count", "if_else(any, 3, 2)"]))
    kinds = draw(
        st.sampled_from([["month"], ["quarter"], ["year"], ["month", "quarter"], ["month", "quarter", "year"]])
    )
    overs = [draw(st.sampled_from(["mean", "sum", "max", "min", "count"])) for _ in kinds]
    nested: Any = each.format(inner)
    for kind, over in zip(kinds[:-1], overs[:-1], strict=True):
        nested = {"per": kind, "each": nested, "value": over}
    fact |= {"per": kinds[-1], "each": nested, "value": overs[-1], "domain": ["0", draw(st.sampled_from(["6", "90"]))]}
    if overs[-1] != "count" and draw(st.booleans()):
        fact["absent"] = "4"
    if overs[-1] == "sum":
        fact.pop("absent", None)
    return fact, "bounded"


def _subject_names(subject: str, speak: bool) -> Names:
    return _record_names(FIRMS if subject == "firms" else EVENTS, speak)


def _add(names: Names, kind: str, name: str, fact: Mapping[str, Any]) -> None:
    if kind == "codes":
        names.codes[name] = CODES
    else:
        getattr(names, kind).append(name)
    if fact.get("value", "").startswith(("count", "distinct")) and fact.get("domain", ["0"])[0] == "0":
        names.counted.append(name)


@st.composite
def pack_files(draw: Draw, name: str, subject: str, speak: bool, grade: str = "level") -> dict[str, Any]:
    """The files of a random pack."""
    names = _subject_names(subject, speak)
    facts: dict[str, Any] = {}
    numbers: list[str] = []
    for place in range(draw(st.integers(0, 4))):
        fact, kind = _fact(draw, subject, speak)
        facts[f"f{place}"] = fact
        if kind in ("bounded", "unbounded"):
            numbers.append(f"f{place}")
        _add(names, kind, f"f{place}", fact)
    for place in range(draw(st.integers(0, 2))):
        if draw(st.booleans()):
            facts[f"事实{place}"] = {"value": number(draw, names, 2)}
            if draw(st.booleans()):
                facts[f"事实{place}"]["domain"] = ["-5", "20"]
            names.bounded.append(f"事实{place}")
        else:
            facts[f"事实{place}"] = {"value": truth(draw, names, 2)}
            names.truths.append(f"事实{place}")
    # A scope knows no conclusion, so it is drawn before there are any.
    where = truth(draw, names, 1) if draw(st.booleans()) else None
    banded = draw(st.booleans())
    rules: list[dict[str, Any]] = []
    for place in range(draw(st.integers(1, 7))):
        rule: dict[str, Any] = {"id": f"r{place}", "cite": _cite(draw)}
        kinds = ["conclude", "step", "step", "floor", "flag", "exclude"] + (["points"] * 4 if banded else [])
        what = draw(st.sampled_from(kinds))
        if what not in ("points", "flag") or draw(st.booleans()):
            rule["when"] = truth(draw, names, draw(st.integers(0, 3)))
        if draw(st.integers(0, 6)) == 0:
            rule["from"] = "2022-06-01"
        if subject == "events" and "from" in rule and draw(st.booleans()):
            rule["dated_by"] = "on"
        match what:
            case "points":
                rule["then"] = {"points": number(draw, names, 2), "group": draw(st.sampled_from(["one", "two"]))}
            case "conclude":
                rule["then"] = {"conclude": f"c{place}"}
                names.truths.append(f"c{place}")
            case "step":
                choices = [["1"], ["1", "2"], ["2", "1"], ["0", "1"], ["-1"], ["0", "-1"], ["-1", "0", "-2"]]
                rule["then"] = {"step": draw(st.sampled_from(choices))}
            case "floor":
                rule["then"] = {"no_better_than": draw(st.sampled_from("BCD"))}
            case "flag":
                rule["then"] = {"flag": draw(st.sampled_from(["look", "call"]))}
            case _:
                rule["then"] = {"exclude": draw(st.sampled_from(["closed", "moved"]))}
        rules.append(rule)
    body: dict[str, Any] = {"levels": list("ABCD"), "steps": draw(st.sampled_from(["max", "sum"])), "cite": _cite(draw)}
    if draw(st.integers(0, 4)) == 0:
        body["on_unknown"] = draw(st.sampled_from(["worst", "B"]))
    if banded:
        limits = {"one": {"max": "40"}, "two": draw(st.sampled_from([{}, {"min": "0", "max": "7.5"}, {"min": "-10"}]))}
        body["score"] = {"groups": limits, "initial": draw(st.sampled_from(["0", "10"]))}
        if draw(st.booleans()):
            body["score"]["min"] = "0"
        rising = draw(st.booleans())
        edges = ["3", "10", "30"] if rising else ["30", "10", "3"]
        key = "up_to" if rising else "at_least"
        body["bands"] = [{key: edge, "level": level} for edge, level in zip(edges, "ABC", strict=True)] + [
            {"level": "D"}
        ]
        if draw(st.booleans()):
            body["bands"][draw(st.integers(0, 3))]["cite"] = _cite(draw)
    else:
        rows: list[dict[str, Any]] = [
            {"when": truth(draw, names, draw(st.integers(0, 2))), "level": draw(st.sampled_from("ABCD"))}
            for _ in range(draw(st.integers(0, 4)))
        ]
        hit = draw(st.sampled_from(["first", "first", "unique"]))
        if hit == "first" and draw(st.booleans()):
            rows.append({"level": draw(st.sampled_from("ABCD"))})
        body["table"] = {"hit": hit, "rows": rows}
        for row in rows:
            if draw(st.booleans()):
                row["cite"] = _cite(draw)
        if draw(st.booleans()):
            body["table"]["default"] = draw(st.sampled_from("ABCD"))
        elif rows and all("cite" in row for row in rows) and draw(st.booleans()):
            del body["cite"]
    if draw(st.integers(0, 3)) == 0:
        body["inspections"] = _inspections(draw)
    pack: dict[str, Any] = {
        "id": name, "version": "1", "title": name, "subject": subject, "from": "2020-01-01",
        "sources": [{"id": "s", "title": "made up", "evidence": "text", "clauses": CLAUSES}],
    }  # fmt: skip
    if where is not None:
        pack["where"] = where
    if draw(st.booleans()) and numbers:
        pack["ranks"] = {
            f"place{place}": {"of": draw(st.sampled_from(numbers)), "best": best, "cite": _cite(draw)}
            for place, best in enumerate(["high", "low"])
        }
    if any(fact.get("within", "").endswith("working days") for fact in facts.values()):
        pack["calendar"] = {"country": "CN", "from": "2021-01-01", "to": draw(st.sampled_from(VERIFIED)), "cite": "s-8"}
    registers = {"firms": dict(FIRMS), "events": EVENTS, "checks": CHECKS}
    return {
        "pack": pack,
        "registers": registers,
        "facts": facts,
        "parameters": PARAMETERS,
        "rules": rules,
        "grades": {grade: body},
    }


def _inspections(draw: Draw) -> dict[str, Any]:
    """How often subjects of each level are to be inspected."""
    ends = [["1", "2"], ["0", None], [None, "3"], {"least": "1", "per": {"years": "2"}}]
    return {"per": draw(st.sampled_from(["year", {"months": "6"}])), "cite": _cite(draw),
            "levels": {level: draw(st.sampled_from(ends)) for level in "ABCD"}}  # fmt: skip


def _composed(draw: Draw, subject: str, speak: bool) -> dict[str, dict[str, Any]]:
    """Two packs, and one that takes its grades from them and crosses two."""
    one = draw(pack_files("pack-one", subject, speak))
    two = draw(pack_files("pack-two", subject, speak))
    three = draw(pack_files("pack-three", subject, speak, "other"))
    main = draw(pack_files("pack-main", subject, speak, "own"))
    main["grades"]["level"] = {"first_in_scope": ["pack-one", "pack-two"], "cite": "s"}
    main["grades"]["other"] = {"first_in_scope": ["pack-three"]}
    cells = [[draw(st.sampled_from("ABCD")) for _ in range(4)] for _ in range(4)]
    main["grades"]["whole"] = {"matrix": {"level": list("ABCD"), "own": list("ABCD")}, "cells": cells, "cite": "s"}
    for name in ("level", "whole"):
        if draw(st.integers(0, 3)) == 0:
            main["grades"][name]["inspections"] = _inspections(draw)
    if draw(st.booleans()):
        main["grades"]["level"]["on_unknown"] = draw(st.sampled_from(["worst", "C"]))
    return {"pack-one": one, "pack-two": two, "pack-three": three, "pack-main": main}


DAYS = [date(2024, 2, 29), date(2023, 12, 31), date(2023, 3, 31), date(2022, 6, 1), date(2024, 1, 1)]


def day_near(draw: Draw, as_of: date) -> date:
    """A day that often lies on an edge of a window."""
    edges = [0, 1, -1, -5, -6, -7, -30, -31, -43, -44, -365, -366, -730, -731, -90, 5, -400]
    if draw(st.booleans()):
        return as_of + timedelta(days=draw(st.sampled_from(edges)))
    return date(draw(st.integers(2021, 2024)), draw(st.sampled_from([1, 2, 3, 12])), draw(st.sampled_from([1, 27, 28])))


def _cell(draw: Draw, one: Mapping[str, Any], as_of: date) -> str:
    """A value of a field that lies in its domain."""
    match one["type"]:
        case "bool":
            return draw(st.sampled_from(["true", "false"]))
        case "date":
            return day_near(draw, as_of).isoformat()
        case "int":
            low, high = map(int, one["domain"])
            return str(draw(st.integers(low, high)))
        case "decimal":
            low, high = map(int, one["domain"])
            return f"{draw(st.integers(low, high - 1))}.{draw(st.sampled_from(['', '5', '25', '0']))}".rstrip(".")
        case "list":
            some = draw(st.lists(st.sampled_from(one["values"]), max_size=3, unique=True))
            return ";".join(some) or ";"
        case _:
            text: str = draw(st.sampled_from(one.get("values") or ["k1", "k2"]))
            return text


def _rows(
    draw: Draw, register: Mapping[str, Any], count: int, keys: list[str], as_of: date, blanks: int
) -> list[dict[str, str]]:
    rows = []
    for place in range(count):
        row = {name: _cell(draw, one, as_of) for name, one in register["fields"].items()}
        row[register["key"]] = f"n{place}" if register is not FIRMS else keys[place]
        if "id" in row and register is EVENTS:
            row["id"] = draw(st.sampled_from(keys))
        if "district" in row:
            row["district"] = draw(st.sampled_from(["d1", "d2"]))
        if register is EVENTS and draw(st.integers(0, 3)):
            row["voided_on"] = row["void_reason"] = ""
        rows.append(row)
    for row in rows:
        for name, one in register["fields"].items():
            if blanks and not one.get("required") and draw(st.integers(0, 9)) < blanks:
                row[name] = ""
    return rows


@st.composite
def worlds(draw: Draw, blanks: int = 2, speak: bool = True, faults: bool = True, fewest: int = 1) -> World:
    """A random world.

    Args:
        blanks: of ten optional cells, how many are empty.
        speak: whether conditions may use `known` and `coalesce`.
        faults: whether rows may be unreadable, registers missing, coverage declared.
        fewest: how many firms there are at least; more make a drawn pack tell more.
    """
    subject = draw(st.sampled_from(["firms", "firms", "firms", "events"]))
    if draw(st.integers(0, 3)) == 0:
        packs, main = _composed(draw, subject, speak), "pack-main"
    else:
        packs, main = {"pack-main": draw(pack_files("pack-main", subject, speak))}, "pack-main"
    as_of = draw(st.sampled_from(DAYS))
    period = as_of.year - draw(st.sampled_from([0, 0, 1]))
    keys = [f"firm{place}" for place in range(draw(st.integers(fewest, 6)))]
    rows = {
        "firms": _rows(draw, FIRMS, len(keys), keys, as_of, blanks),
        "events": _rows(draw, EVENTS, draw(st.integers(1, 14)), keys, as_of, blanks),
        "checks": _rows(draw, CHECKS, draw(st.integers(0, 5)), keys, as_of, blanks),
    }
    if draw(st.booleans()):
        for files in packs.values():
            files["registers"]["firms"] = {**FIRMS, "valid_from": "valid_from"}
        rows["firms"] += _rows(draw, FIRMS, len(keys), keys, as_of, blanks)
    world = World(packs, main, rows, as_of, period)
    if faults:
        spoil(draw, world, subject)
    return world


def spoil(draw: Draw, world: World, subject: str) -> None:
    """Make some of it unreadable, leave a register away, declare a coverage."""
    for row in world.rows["firms"]:
        if draw(st.integers(0, 7)) == 0:
            row[draw(st.sampled_from(["size", "given", "kind"]))] = "77.125"
        if draw(st.integers(0, 7)) == 0:
            row["valid_from"] = "01.06.2023"
    for name in ("events", "checks"):
        for row in world.rows[name]:
            if draw(st.integers(0, 11)) == 0:
                row["on"] = "2023-02-30"
            if draw(st.integers(0, 11)) == 0:
                cell = draw(
                    st.sampled_from(["amount", "void_reason", "voided_on", "due"] if name == "events" else ["points"])
                )
                row[cell] = "1023-01-01" if cell in ("voided_on", "due") else "0.12345"
        if name != subject and draw(st.integers(0, 9)) == 0:
            del world.rows[name]
        elif draw(st.integers(0, 5)) == 0:
            ends = draw(
                st.sampled_from(
                    [(date(2022, 1, 1), None), (None, date(2023, 6, 30)), (date(2023, 1, 1), date(2023, 12, 31))]
                )
            )
            world.coverage[name] = ends


HIDDEN = ("kind", "size", "given", "opened", "doubt", "tags", "district", "类别", "result", "amount", "change", "kinds")
HIDDEN_TOO = ("loose", "flagged", "due", "points", "passed", "void_reason")


@st.composite
def hidden_worlds(draw: Draw) -> tuple[World, World]:
    """A world of which everything is known, and the same world with some of it hidden."""
    full = draw(worlds(blanks=0, speak=False, faults=False))
    rows = {name: [dict(row) for row in table] for name, table in full.rows.items()}
    hidden = World(full.packs, full.main, rows, full.as_of, full.period)
    for name, table in rows.items():
        for row in table:
            for cell in row:
                # A void with neither date nor reason is none; only one of the two may be hidden. A check without its
                # district is nobody's: a finding of the run.
                if name == "checks" and cell == "district":
                    continue
                if cell in (*HIDDEN, *HIDDEN_TOO) and draw(st.integers(0, 5)) == 0:
                    row[cell] = ""
            if name != "firms" and draw(st.integers(0, 9)) == 0:
                row["on"] = "some day"
    subject = full.packs[full.main]["pack"]["subject"]
    for name in ("events", "checks"):
        if name != subject and draw(st.integers(0, 9)) == 0:
            del rows[name]
    return full, hidden
