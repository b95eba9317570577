"""Packs and firms made up for the tests of the session, and a way to run what might crash in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from riskgrade.grading.decision import Decision
from riskgrade.grading.reference import Grader
from riskgrade.grading.session import Session
from riskgrade.pack.dating import Moment
from riskgrade.pack.load import load_pack
from riskgrade.pack.model import Pack
from riskgrade.registers import Registers, load_registers

ROOT = Path(__file__).resolve().parents[2]
MOMENT = Moment.of(date(2023, 12, 31))
FIRMS: dict[str, Any] = {
    "key": "id",
    "fields": {
        "id": {"type": "code", "required": "true"},
        "n": {"type": "int"},
        "m": {"type": "int", "domain": ["0", "2000"]},
        "kind": {"type": "text"},
        "类别": {"type": "text"},
        "open": {"type": "bool"},
        "on": {"type": "date"},
        "tags": {"type": "list"},
    },
}
EVENTS: dict[str, Any] = {
    "key": "rid",
    "join": "id",
    "date": "on",
    "fields": {
        "rid": {"type": "code", "required": "true"},
        "id": {"type": "code", "required": "true"},
        "on": {"type": "date", "required": "true"},
    },
}


def pack_of(folder: Path, rules: Sequence[Mapping[str, Any]], facts: Mapping[str, Any] | None = None) -> Pack:
    """A pack with these rules; a rule is its `when`, and by default gives a point."""
    whole = [
        {"id": f"r{place}", "cite": "s-1", "then": {"points": "1", "group": "all"}, **rule}
        for place, rule in enumerate(rules)
    ]
    body = {
        "levels": ["A", "B"], "cite": "s-1", "score": {"groups": {"all": {}}},
        "bands": [{"up_to": "3", "level": "A"}, {"level": "B"}],
    }  # fmt: skip
    files: dict[str, Any] = {
        "pack": {
            "id": "made-up", "version": "1", "title": "made up", "subject": "firms",
            "sources": [{"id": "s", "title": "made up", "evidence": "design"}],
        },
        "registers": {"firms": FIRMS, "events": EVENTS},
        "facts": dict(facts or {"events_ever": {"from": "events", "within": "all", "value": "count"}}),
        "rules": whole,
        "grades": {"level": body},
    }  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return load_pack(folder)


def registers_of(pack: Pack, firms: Sequence[Mapping[str, str]], events: Sequence[Mapping[str, str]] = ()) -> Registers:
    """The registers of some firms; what a firm does not say is blank."""
    whole = [dict.fromkeys(FIRMS["fields"], "") | dict(one) for one in firms]
    return load_registers({"firms": whole, "events": list(events)}, pack.registers)


def by_both(pack: Pack, registers: Registers, keys: Sequence[str]) -> list[Decision]:
    """The decisions of a session, which are those of the reference; what fired is what is true."""
    expected = Grader(pack, registers, MOMENT).decide(keys)
    with Session() as session:
        found = Grader(pack, registers, MOMENT, session.truths).decide(keys)
    assert_same(found, expected)
    return found


def assert_same(found: Sequence[Decision], expected: Sequence[Decision]) -> None:
    """Two evaluators decided the same, in every part; and the rules that fired are those that are true."""
    assert list(found) == list(expected)
    for decision in found:
        true = [name for name, one in decision.truths.items() if one.must and not name.endswith("/in_scope")]
        assert sorted(decision.fired) == sorted(true)


def in_child(code: str, *arguments: str, seconds: float = 120) -> str:
    """What a program prints, run in a process of its own, so that a crash or a hang is a failed test."""
    paths = [str(ROOT), str(ROOT / "src")]
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", code, *arguments],
        capture_output=True, text=True, timeout=seconds, check=False, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 0, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout
