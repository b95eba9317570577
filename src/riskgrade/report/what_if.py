"""Facts that are given in place of what the registers say: `fact=value`, read by the fact's type and held against its domain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from ..facts.fact_value import FactValue
from ..grading.record_values import decimal_text
from ..grading.reference import Grader
from ..language.types import INFINITY, LARGEST, Kind, Type, day_number
from ..language.values import Code, Codes, Interval, Truth, Value, unknown
from ..pack.diagnostics import hint
from ..pack.model import Fact
from .refusal import RefusalError

YES, NO = ("true", "yes", "是", "真"), ("false", "no", "否", "假")
UNKNOWN = ("unknown", "未知")


def pairs_of(texts: Iterable[str]) -> dict[str, str]:
    """`fact=value` as a mapping.

    Raises:
        RefusalError: one is written otherwise, or stands twice.

    Examples:
        >>> pairs_of(["static_points=18", "insured_now = yes"])
        {'static_points': '18', 'insured_now': 'yes'}
    """
    found: dict[str, str] = {}
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not equals or not name or name in found:
            raise RefusalError(
                f"what-if '{text}': write each fact once, as fact=value, such as static_points=18",
                f"假设 {text}：每个事实写一次，形如“事实=值”，如 static_points=18",
            )
        found[name] = value
    return found


def given_facts(grader: Grader, asked: Mapping[str, object]) -> dict[str, FactValue]:
    """The facts as `Grader.decide_on` takes them.

    Args:
        grader: the grader.
        asked: fact -> value, as a text or as Python has it; a fact of a composed pack is `pack/fact`, and a plain name
            means the fact of that name wherever there is one, if it is the same everywhere. What a fact is called on a page,
            in either language, stands for its name: the pages say no other.

    Raises:
        RefusalError: there is no such fact, more than one, it is a field of the subject's row, or it cannot have that value.
    """
    facts: dict[str, list[tuple[str, Fact]]] = {}
    names: set[str] = set()
    for one in (grader.own, *grader.inner):
        for fact in one.pack.facts:
            full = fact.name if one is grader.own else f"{one.pack.id}/{fact.name}"
            names |= {fact.name, full}
            for name in {fact.name, full, fact.label.zh, fact.label.en} - {""}:
                facts.setdefault(name, []).append((full, fact))
    given: dict[str, FactValue] = {}
    for name, value in asked.items():
        if name not in facts:
            _refuse_field(grader, name)
            en, zh = hint(name, sorted(names))
            raise RefusalError(
                f"what-if: there is no fact '{name}'{en or '; `riskgrade pack show` lists the facts'}",
                f"假设：没有事实 {name}{zh or '；可用 `riskgrade pack show` 查看全部事实'}",
            )
        for full, fact in _meant(name, facts[name]):
            given[full] = FactValue(_value(name, value, fact))
    return given


def _refuse_field(grader: Grader, name: str) -> None:
    """Say of a field of the subject's row, by its name or title, that it is no fact."""
    subject = grader.pack.subject or ""
    for field, model in grader.pack.registers[subject].fields.items():
        if name in {field, model.label.zh, model.label.en}:
            raise RefusalError(
                f"what-if: '{name}' is a field of the subject's row ({subject}.{field}), not a fact; only facts can be "
                "replaced. Try another value in a copy of the register",
                f"假设：{name} 是主体自身登记行的字段（{subject}.{field}），不是事实；只能替换事实。可在名册副本中改动后再试",
            )


def _meant(name: str, found: list[tuple[str, Fact]]) -> list[tuple[str, Fact]]:
    """The facts that a name stands for: those of its full name and their twins; a plain name of several facts is refused."""
    own = [fact for full, fact in found if full == name]
    alike = [(full, fact) for full, fact in found if fact == (own or [found[0][1]])[0]]
    if not own and len(alike) < len(found):
        names = ", ".join(full for full, _ in found)
        raise RefusalError(
            f"what-if: '{name}' is not one fact but several; write which: {names}",
            f"假设：{name} 对应多个不同的事实，请写明是哪一个：{names}",
        )
    return alike


def _value(name: str, given: object, fact: Fact) -> Value:
    text = unicodedata.normalize("NFKC", _text(given))
    if text in UNKNOWN:
        return unknown(fact.type)
    if not text:
        raise RefusalError(
            f"what-if: give {name} a value, or write {name}=unknown",
            f"假设：请为 {name} 给出值，或写 {name}=未知",
        )
    try:
        return value_of(text, fact.type)
    except ValueError as error:
        raise RefusalError(
            f"what-if: {name} cannot be '{text}': {error.args[0]}", f"假设：{name} 不能为“{text}”：{error.args[1]}"
        ) from None


def _text(given: object) -> str:
    match given:
        case None:
            return UNKNOWN[0]
        case bool():
            return YES[0] if given else NO[0]
        case list() | tuple() | set() | frozenset():
            return ";".join(sorted(str(one) for one in given))
        case _:
            return str(given).strip()


def value_of(text: str, kind_of: Type) -> Value:
    """A text as a value of a type.

    Raises:
        ValueError: it is none; with what is wrong in English and in Chinese.

    Examples:
        >>> value_of("13.5", Type(Kind.NUMBER, scale=2)), value_of("否", Type(Kind.BOOL))
        (Interval(low=1350, high=1350, gap=False), Truth(must=False, may=False, gap=False))
    """
    match kind_of.kind:
        case Kind.BOOL:
            if text.lower() in (*YES, *NO):
                said = text.lower() in YES
                return Truth(said, said)
            raise ValueError("it is yes or no", "只能为“是”或“否”")
        case Kind.DATE:
            return _day(text)
        case Kind.TEXT:
            _listed([text], kind_of)
            return Code(text)
        case Kind.LIST:
            codes = [code for code in re.split("[;；]", text) if code]
            _listed(codes, kind_of)
            return Codes(frozenset(codes))
        case _:
            return _number(text, kind_of)


def _day(text: str) -> Value:
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            number = day_number(date.fromisoformat(text))
            return Interval(number, number)
    except ValueError:
        pass
    raise ValueError("it is a day such as 2023-12-31", "应为 2023-12-31 形式的日期")


def _number(text: str, kind_of: Type) -> Value:
    try:
        if not re.fullmatch(r"[+-]?[0-9]{1,15}(\.[0-9]{1,6})?", text):
            raise InvalidOperation
        scaled = Decimal(text).scaleb(kind_of.scale)
    except InvalidOperation:
        raise ValueError("it is a number such as 13.5, of at most 15 digits", "应为数值，如 13.5，至多 15 位") from None
    if scaled != scaled.to_integral_value():
        raise ValueError(f"it has at most {kind_of.scale} decimals", f"至多 {kind_of.scale} 位小数")
    if not kind_of.low <= scaled <= kind_of.high:
        low, high = (_end(end, kind_of) for end in kind_of.ends)
        raise ValueError(f"it lies from {low} to {high}", f"取值范围为 {low} 至 {high}")
    if abs(scaled) > LARGEST:
        raise ValueError("it is too large", "数值过大")
    return Interval(int(scaled), int(scaled))


def _end(value: int, kind_of: Type) -> str:
    return "…" if abs(value) >= INFINITY else decimal_text(value, kind_of.scale)


def _listed(codes: list[str], kind_of: Type) -> None:
    if kind_of.values is not None:
        wrong = next((code for code in codes if code not in kind_of.values), None)
        if wrong is not None or not codes:
            there = ", ".join(sorted(kind_of.values))
            raise ValueError(f"it is one of {there}", f"应为其一：{there}")
