"""How far a comparison is from holding: what it is, what it needs, and the difference."""

from __future__ import annotations

from ..language.tree import Comparison
from ..language.types import Kind, Type
from ..language.values import Interval, Value
from ..pack.register_model import Label
from .shown import number_words

OTHERWISE: dict[Comparison, Comparison] = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
"""What holds where a comparison does not."""

TURNED: dict[Comparison, Comparison] = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
"""The same comparison with its sides exchanged."""

_NEEDS: dict[Comparison, tuple[str, str]] = {
    "==": ("needs to be {}", "须为 {}"),
    "!=": ("needs to be other than {}", "须不为 {}"),
    "<": ("needs to be less than {}", "须低于 {}"),
    "<=": ("needs to be at most {}", "须不高于 {}"),
    ">": ("needs to be more than {}", "须高于 {}"),
    ">=": ("needs to be at least {}", "须不低于 {}"),
}
_NEEDS_DAY: dict[Comparison, tuple[str, str]] = _NEEDS | {
    "<": ("needs to be before {}", "须早于 {}"),
    "<=": ("needs to be on or before {}", "须不晚于 {}"),
    ">": ("needs to be after {}", "须晚于 {}"),
    ">=": ("needs to be on or after {}", "须不早于 {}"),
}


def needs(op: Comparison, right: Label, kind: Kind) -> Label:
    """What a comparison needs, in words.

    Examples:
        >>> from .shown import same
        >>> needs(">=", same("3"), Kind.NUMBER).en
        'needs to be at least 3'
    """
    en, zh = (_NEEDS_DAY if kind is Kind.DATE else _NEEDS)[op]
    return Label(en=en.format(right.en), zh=zh.format(right.zh))


def distance(op: Comparison, left: Value, right: Value) -> int | None:
    """How far the left side is from where the comparison holds, in its smallest unit; None where that is no number.

    Args:
        op: the comparison that does not hold.
        left: what is known of the left side.
        right: of the right side.

    Examples:
        >>> distance(">=", Interval(1, 1), Interval(3, 3)), distance(">", Interval(3, 3), Interval(3, 3))
        (2, 1)
        >>> distance("<=", Interval(5, 5), Interval(3, 3)), distance(">=", Interval(0, 9), Interval(3, 3))
        (2, None)
    """
    if not (isinstance(left, Interval) and isinstance(right, Interval) and left.known and right.known):
        return None
    match op:
        case ">=":
            return right.low - left.low
        case ">":
            return right.low - left.low + 1
        case "<=":
            return left.low - right.low
        case "<":
            return left.low - right.low + 1
        case "==":
            return abs(left.low - right.low)
        case _:
            return 1


def distance_words(op: Comparison, far: int, kind_of: Type) -> Label:
    """A distance in words.

    Examples:
        >>> distance_words(">=", 2, Type(Kind.NUMBER)).zh, distance_words("<", 30, Type(Kind.DATE)).en
        ('还差 2', '30 days too late')
    """
    if kind_of.kind is Kind.DATE:
        days_en = f"{far} day{'' if far == 1 else 's'}"
        if op in (">=", ">"):
            return Label(en=f"{days_en} too early", zh=f"早了 {far} 天")
        if op in ("<=", "<"):
            return Label(en=f"{days_en} too late", zh=f"晚了 {far} 天")
        return Label(en=f"{days_en} away", zh=f"相差 {far} 天")
    amount = number_words(far, kind_of.scale)
    if op in (">=", ">"):
        return Label(en=f"{amount} short", zh=f"还差 {amount}")
    if op in ("<=", "<"):
        return Label(en=f"{amount} too many", zh=f"超出 {amount}")
    return Label(en=f"{amount} away", zh=f"相差 {amount}")
