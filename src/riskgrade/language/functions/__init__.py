"""The fixed list of functions of the language; nothing else can be called."""

from __future__ import annotations

from ..build import largest, smallest
from ..civil import days_between, months_between
from ..civil_columns import months_between_column
from .base import Function
from .between import Between
from .choices import Coalesce, IfElse, Known
from .lists import HasAny, HasOnly
from .numbers import Absolute, Extreme, Ratio
from .spans import SpanOf
from .tables import Highest, Lookup

FUNCTIONS: dict[str, Function] = {
    function.name: function
    for function in (
        Extreme("min", min, smallest),
        Extreme("max", max, largest),
        Absolute(),
        Known(),
        Coalesce(),
        IfElse(),
        Between("days_between", days_between, lambda first, second, keep: second.expr - first.expr),
        Between("months_between", months_between, months_between_column),
        SpanOf("years", months=12),
        SpanOf("months", months=1),
        SpanOf("days", days=1),
        HasAny(),
        HasOnly(),
        Ratio(),
        Lookup(),
        Highest(),
    )
}
"""Every function by its name."""
