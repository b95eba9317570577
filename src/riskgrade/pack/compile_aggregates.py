"""The aggregations a fact may ask for: how they are written, what they are of, and their types."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from ..language.operands import KINDS
from ..language.typed import Typed
from ..language.types import INFINITY, Kind, Type, day_number
from .diagnostics import Diagnostic, DiagnosticCode
from .model import Fact
from .parts import Part
from .register_model import RegisterModel

MOST_RECORDS = 100_000
"""How many records of one subject a sum is exact for."""

LARGEST_SUM = 2**60

AGGREGATES = ("count", "any", "distinct", "sum", "min", "max", "latest", "mean")
_CALL = re.compile(r"\s*(?P<name>[a-z]+)\s*(\((?P<inner>.*)\))?\s*", re.DOTALL)


def aggregate_of(part: Part, wrong: list[Diagnostic]) -> tuple[str | None, str | None]:
    """The aggregation a fact asks for and what it is of; (None, None) after noting what is wrong."""
    found = _CALL.fullmatch(part.model.value)
    name, inner = (found["name"], found["inner"]) if found else ("", None)
    if name not in AGGREGATES or (inner is None or not inner.strip()) != (name in ("count", "any")):
        en = "write one of " + ", ".join(one if one in ("count", "any") else f"{one}(…)" for one in AGGREGATES)
        wrong.append(
            part.diagnostic(
                DiagnosticCode.BAD_VALUE,
                f"{en} (got {part.model.value!r})",
                f"{en.replace('write one of ', '应为其中之一：')}（现为 {part.model.value!r}）",
                ("value",),
            )
        )
        return None, None
    return name, inner if inner and inner.strip() else None


def aggregate_type(
    aggregate: str, value: Typed | None, register: RegisterModel, part: Part, wrong: list[Diagnostic]
) -> Type | None:
    """The type of an aggregation; None after noting what is wrong.

    Args:
        aggregate: its name.
        value: what it is of, if anything.
        register: the register of the records.
        part: the fact as written.
        wrong: mistakes are added here.
    """
    if aggregate == "latest" and not (register.date or register.valid_from or register.recorded):
        en, zh = "the register has no date, so no record is the latest", "该登记册没有日期，无法确定最近一条记录"
        wrong.append(part.diagnostic(DiagnosticCode.BAD_VALUE, en, zh, ("value",)))
        return None
    if value is None or aggregate == "distinct":
        return Type(Kind.BOOL) if aggregate == "any" else Type(Kind.NUMBER, low=0)
    of = value.type
    allowed = {
        "sum": (Kind.NUMBER,), "mean": (Kind.NUMBER,), "min": (Kind.NUMBER, Kind.DATE), "max": (Kind.NUMBER, Kind.DATE),
        "latest": (Kind.NUMBER, Kind.DATE, Kind.BOOL, Kind.TEXT),
    }[aggregate]  # fmt: skip
    if of.kind not in allowed:
        words = KINDS[of.kind]
        en, zh = f"{aggregate} cannot take {words.en}", f"{aggregate} 不能用于{words.zh}"
        wrong.append(part.diagnostic(DiagnosticCode.BAD_VALUE, en, zh, ("value",)))
        return None
    if aggregate in ("sum", "mean") and of.maybe and not of.bounded:
        en = f"{aggregate} of what may be unknown needs ends: give the field a `domain`, or a table a `range`"
        zh = f"{aggregate} 的对象可能未知，须有取值范围：请为字段写 domain 或为表写 range"
        wrong.append(part.diagnostic(DiagnosticCode.DOMAIN_NEEDED, en, zh, ("value",)))
        return None
    if aggregate == "mean" and of.low < 0:
        en, zh = "mean is for numbers that cannot be negative", "mean 只用于非负数"
        wrong.append(part.diagnostic(DiagnosticCode.BAD_VALUE, en, zh, ("value",)))
        return None
    if aggregate == "sum":
        if value.reach * MOST_RECORDS > LARGEST_SUM:
            en = "the sum could be too large to be exact; give what is summed a narrower domain"
            zh = "合计可能过大而无法精确计算；请缩小被加数的取值范围"
            wrong.append(part.diagnostic(DiagnosticCode.DOMAIN_NEEDED, en, zh, ("value",)))
            return None
        return replace(
            of,
            low=min(0, of.low) if of.low >= 0 else -INFINITY,
            high=INFINITY if of.high > 0 else 0,
            values=None,
            maybe=True,
        )
    return replace(of, maybe=True)


def with_absent(fact: Fact, part: Part, wrong: list[Diagnostic]) -> Fact:
    """A fact with the value it has where there is no record, which then belongs to what it can be."""
    text = part.model.absent
    if text is None:
        return fact
    kind_of = fact.type
    if fact.aggregate not in ("max", "min", "latest", "mean"):
        en = f"`{fact.aggregate}` of no record needs no `absent`: it is none"
        wrong.append(
            part.diagnostic(
                DiagnosticCode.BAD_VALUE, en, f"{fact.aggregate} 无记录时即为零，不需要 absent", ("absent",)
            )
        )
        return fact
    try:
        absent = _absent(kind_of, text)
    except (ValueError, KeyError, InvalidOperation):
        words = KINDS[kind_of.kind]
        en, zh = f"this fact is {words.en}, '{text}' is not", f"该事实的类型是{words.zh}，{text} 不是"
        wrong.append(part.diagnostic(DiagnosticCode.BAD_VALUE, en, zh, ("absent",)))
        return fact
    if isinstance(absent, str):
        values = None if kind_of.values is None else kind_of.values | {absent}
        return replace(fact, absent=absent, type=replace(kind_of, values=values))
    if isinstance(absent, bool):
        return replace(fact, absent=absent)
    # What is unknown may also turn out to be no record at all.
    ends = min(kind_of.low, absent), max(kind_of.high, absent)
    return replace(fact, absent=absent, type=replace(kind_of, low=ends[0], high=ends[1]))


def _absent(kind_of: Type, text: str) -> int | bool | str:
    match kind_of.kind:
        case Kind.BOOL:
            return {"true": True, "false": False}[text]
        case Kind.DATE:
            return day_number(date.fromisoformat(text))
        case Kind.NUMBER:
            return exact(Decimal(text), kind_of.scale)
        case _:
            return text


def exact(number: Decimal, scale: int) -> int:
    """A number in integers of that scale.

    Raises:
        ValueError: it needs more decimals.

    Examples:
        >>> exact(Decimal("0.5"), 2)
        50
    """
    scaled = number.scaleb(scale)
    if scaled != scaled.to_integral_value():
        raise ValueError(number)
    return int(scaled)
