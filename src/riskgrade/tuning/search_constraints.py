"""Constraints as people write them: `recall_D >= 0.80`, `share_D <= 5%`."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from .error import TuningError
from .search_measures import UNBOUNDED, Counts, Measure, Number, named

_TEXT = re.compile(r"\s*(?P<name>[^\s<>=!]+)\s*(?P<op><=|>=|<|>|==|=<|=>|=|!=)\s*(?P<number>\S+)\s*")
_NUMBER = re.compile(r"(?P<digits>-?[0-9]{1,6}(\.[0-9]{1,9})?)(?P<percent>%?)")

OPERATORS: dict[str, Callable[[Number, Number], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}


@dataclass(frozen=True, slots=True)
class Constraint:
    """What a configuration must keep.

    Args:
        text: as it was written, with single spaces.
        name: the measure.
        operator: `<=`, `>=`, `<` or `>`.
        limit: the number, exactly.
        measure: how it is worked out.
    """

    text: str
    name: str
    operator: str
    limit: Fraction
    measure: Measure

    def holds(self, counts: Counts) -> bool:
        """Whether a configuration keeps it; shares are compared exactly."""
        return OPERATORS[self.operator](self.measure(counts), self.limit)

    def excess(self, counts: Counts) -> float:
        """By how much it is broken; 0 where it is kept."""
        return 0.0 if self.holds(counts) else max(abs(float(self.measure(counts)) - float(self.limit)), 1e-12)


def constraints(texts: Iterable[str], known: dict[str, Measure]) -> tuple[Constraint, ...]:
    """Read constraints.

    Args:
        texts: such as ``"recall_D >= 0.80"`` or ``"share_D <= 5%"``.
        known: the measures by name.

    Raises:
        TuningError: one cannot be read, or names no measure; with the nearest name.

    Examples:
        >>> from .search_measures import measures
        >>> [(one.name, one.operator, str(one.limit)) for one in constraints(["share_B<=5%"], measures(["A", "B"]))]
        [('share_B', '<=', '1/20')]
    """
    given = [texts] if isinstance(texts, str) else list(texts)
    return tuple(_read(text, known) for text in given)


def _read(text: str, known: dict[str, Measure]) -> Constraint:
    found = _TEXT.fullmatch(str(text))
    if found is None:
        raise TuningError(
            f"constraint '{text}' cannot be read; write a measure, one of <= >= < >, and a number, such as recall_D >= 0.80",
            f"约束“{text}”无法读取；请写“指标 比较符 数字”，如 recall_D >= 0.80",
        )
    sign = found["op"]
    if sign not in OPERATORS:
        meant = {"=<": "<=", "=>": ">="}.get(sign, "<= or >=")
        raise TuningError(
            f"constraint '{text}': '{sign}' is none of <= >= < >; did you mean {meant}?",
            f"约束“{text}”：{sign} 不是 <=、>=、<、> 之一；是否应为 {meant}？",
        )
    number = _NUMBER.fullmatch(found["number"])
    if number is None:
        raise TuningError(
            f"constraint '{text}': '{found['number']}' is no number; write one such as 0.80 or 5%",
            f"约束“{text}”：{found['number']} 不是数字；请写 0.80 或 5% 这样的数",
        )
    limit = Fraction(number["digits"]) / (100 if number["percent"] else 1)
    measure = named(found["name"], known, f"constraint '{text}'", f"约束“{text}”")
    highest = None if found["name"] in UNBOUNDED else 1
    if limit < 0 or (highest is not None and limit > highest):
        range_en, range_zh = (
            ("0 or more", "不小于 0") if highest is None else ("from 0 to 1 (0% to 100%)", "0 至 1（0% 至 100%）")
        )
        raise TuningError(
            f"constraint '{text}': {found['name']} is {range_en}; {found['number']} is not",
            f"约束“{text}”：{found['name']} 的范围为 {range_zh}，{found['number']} 不在其内",
        )
    shown = f"{found['name']} {sign} {found['number']}"
    return Constraint(shown, found["name"], sign, limit, measure)
