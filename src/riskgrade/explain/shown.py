"""Values in words, for people in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from ..grading.record_values import decimal_text, value_json
from ..language.types import EPOCH, INFINITY, Kind, Type
from ..language.values import Code, Codes, Interval, Truth, Value
from ..pack.register_model import Label
from .rule_content import Shown

Labels = Mapping[str, Label]
NO_LABELS: Labels = {}
YES, NO, UNKNOWN = Label(zh="是", en="yes"), Label(zh="否", en="no"), Label(zh="未知", en="not known")


def same(text: str) -> Label:
    """A text that reads alike in both languages."""
    return Label(zh=text, en=text)


def either(label: Label, otherwise: str) -> Label:
    """A label in both languages, as far as there is one.

    Examples:
        >>> either(Label(zh="罚款"), "fine")
        Label(zh='罚款', en='罚款')
    """
    return Label(zh=label.zh or label.en or otherwise, en=label.en or label.zh or otherwise)


def joined(labels: list[Label]) -> Label:
    """Labels one after the other."""
    return Label(zh="、".join(one.zh for one in labels), en=", ".join(one.en for one in labels))


def number_words(value: int, scale: int) -> str:
    """A number as people write it, without needless zeros.

    Examples:
        >>> number_words(1350, 2), number_words(1300, 2), number_words(-5, 2)
        ('13.5', '13', '-0.05')
    """
    text = decimal_text(value, scale)
    return text.rstrip("0").rstrip(".") if "." in text else text


def end_words(value: int, kind_of: Type) -> str:
    """One end of a number or a date."""
    if kind_of.kind is Kind.DATE:
        return (EPOCH + timedelta(days=value)).isoformat()
    return number_words(value, kind_of.scale)


def value_words(value: Value, kind_of: Type, labels: Labels = NO_LABELS) -> Label:
    """A value in words.

    Args:
        value: what is known of it.
        kind_of: its type.
        labels: what its codes are called.

    Examples:
        >>> value_words(Interval(1350, 1350), Type(Kind.NUMBER, scale=2)).zh
        '13.5'
        >>> value_words(Interval(0, 40), Type(Kind.NUMBER)).en
        'not known (0 to 40)'
        >>> value_words(Codes(frozenset({"fine"})), Type(Kind.LIST), {"fine": Label(zh="罚款", en="fine")}).zh
        '罚款'
    """
    match value:
        case Interval() if value.known:
            return same(end_words(value.low, kind_of))
        case Interval():
            return _between(value, kind_of)
        case Truth() if value.known:
            return YES if value.must else NO
        case Code(str(text)):
            return either(labels.get(text, Label()), text)
        case Codes(frozenset() as codes):
            if not codes:
                return Label(zh="无", en="none")
            return joined([either(labels.get(code, Label()), code) for code in sorted(codes)])
        case _:
            return UNKNOWN


def _between(value: Interval, kind_of: Type) -> Label:
    open_low = value.low <= -INFINITY or (kind_of.kind is Kind.DATE and value.low <= kind_of.low)
    open_high = value.high >= INFINITY or (kind_of.kind is Kind.DATE and value.high >= kind_of.high)
    low, high = (
        "" if shut else end_words(end, kind_of) for shut, end in ((open_low, value.low), (open_high, value.high))
    )
    if low and high:
        return Label(zh=f"未知（{low} 至 {high}）", en=f"not known ({low} to {high})")
    if low:
        return Label(zh=f"未知（不少于 {low}）", en=f"not known (at least {low})")
    if high:
        return Label(zh=f"未知（不超过 {high}）", en=f"not known (at most {high})")
    return UNKNOWN


def shown(value: Value, kind_of: Type, labels: Labels = NO_LABELS) -> Shown:
    """A value as it stands in an explanation: exact, and in words."""
    held = value_json(value, kind_of)
    return Shown(held["type"], held["low"], held["high"], value.known, value_words(value, kind_of, labels))
