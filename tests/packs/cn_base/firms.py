"""Cases of facts as they are written down: what differs from an ordinary firm, and the facts that must come out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from riskgrade.language.types import INFINITY, Kind
from riskgrade.language.values import Interval, Truth, Value
from riskgrade.pack.dating import Moment
from riskgrade.pack.load import load_pack
from riskgrade.pack.model import Pack
from riskgrade.registers.checks import uscc_check_character

HERE = Path(__file__).parent / "facts"

ORDINARY: dict[str, dict[str, str]] = {
    "enterprises": {"name": "合成企业", "kind": "producer", "established_on": "2010-06-01"},
    "samplings": {
        "sampled_on": "2023-05-10",
        "programme": "supervision",
        "organiser_level": "county",
        "result": "fail",
        "hazard": "pesticide",
    },
    "penalties": {"decided_on": "2023-05-10", "kinds": "fine"},
    "inspections": {"inspected_on": "2023-05-10"},
    "recalls": {"ordered_on": "2023-05-10"},
    "accidents": {"occurred_on": "2023-05-10"},
    "complaints": {"received_on": "2023-05-10"},
    "self_checks": {"month": "2023-05-01", "daily_due": "31", "daily_done": "31", "weekly_due": "4", "weekly_done": "4",
                    "monthly_done": "true"},
    "staff_exams": {"held_on": "2023-05-10", "passed": "true"},
    "certificates": {"kind": "HACCP", "valid_from": "2022-01-01"},
    "insurances": {"valid_from": "2022-01-01"},
    "awards": {"granted_on": "2020-01-01", "level": "city"},
    "listings": {"listed_on": "2023-05-10"},
    "hazard_reports": {"reported_on": "2023-05-10"},
}  # fmt: skip
"""What stands in a row unless a case says otherwise; an empty cell is written `''`."""


@dataclass(frozen=True)
class Case:
    """One firm, and what must be known of it.

    Args:
        name: what it shows.
        as_of, period: when.
        missing: registers that were not supplied.
        coverage: register -> its first and last day, either None.
        uscc: the firm's code, different in each case.
        rows: register -> its records.
        facts: fact -> its value as written: `3`, `0..2`, `0..` (no upper end), `true`, `false` or `maybe`.
    """

    name: str
    as_of: date
    period: int | None
    missing: frozenset[str]
    coverage: tuple[tuple[str, tuple[date | None, date | None]], ...]
    uscc: str
    rows: dict[str, list[dict[str, str]]]
    facts: dict[str, str]

    @property
    def moment(self) -> Moment:
        """When the case is asked."""
        return Moment.of(self.as_of, self.period)

    @property
    def world(self) -> tuple[Any, ...]:
        """Cases with the same one can be read and graded together."""
        return self.moment, self.missing, self.coverage


@cache
def base() -> Pack:
    """The pack."""
    return load_pack("cn-base")


def code(number: int) -> str:
    """A made-up social credit code of a region that does not exist, with its check character."""
    first = f"91990000MA{number:07d}"
    return first + uscc_check_character(first)


@cache
def cases() -> tuple[Case, ...]:
    """Every case of the folder."""
    found: list[Case] = []
    for path in sorted(HERE.glob("*.yaml")):
        # Scalars stay text, as in the cases of a pack.
        for told in YAML(typ="base", pure=True).load(path.read_text(encoding="utf-8")):
            found.append(_case(path.stem, told, len(found) + 1))
    return tuple(found)


def _case(file: str, told: dict[str, Any], number: int) -> Case:
    uscc = code(number)
    rows = {"enterprises": [{**ORDINARY["enterprises"], "uscc": uscc, **told.get("firm", {})}]}
    for register, records in told.get("records", {}).items():
        own = ORDINARY[register]
        rows[register] = [
            {"record_id": f"{number}-{place}", "uscc": uscc, **own, **record} for place, record in enumerate(records)
        ]
    period = told.get("period")
    return Case(
        f"{file}: {told['name']}",
        date.fromisoformat(told.get("as_of", "2023-12-31")),
        None if period is None else int(period),
        frozenset(told.get("missing", ())),
        tuple(
            (register, (_day(days.get("from")), _day(days.get("to"))))
            for register, days in told.get("coverage", {}).items()
        ),
        uscc,
        rows,
        told["facts"],
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def written(value: Value, kind: Kind, scale: int) -> str:
    """A value as a case writes it."""
    match value:
        case Truth(must, may):
            return "maybe" if may and not must else "true" if must else "false"
        case Interval(low, high):
            ends = [_end(end, kind, scale) for end in (low, high)]
            return ends[0] if ends[0] == ends[1] else "..".join(ends)
        case _:
            raise TypeError(value)


def _end(end: int, kind: Kind, scale: int) -> str:
    if abs(end) >= INFINITY:
        return ""
    if kind is Kind.DATE:
        return date.fromordinal(date(1970, 1, 1).toordinal() + end).isoformat()
    whole, part = divmod(end, 10**scale)
    return f"{whole}.{part:0{scale}d}".rstrip("0").rstrip(".") if scale else str(whole)
