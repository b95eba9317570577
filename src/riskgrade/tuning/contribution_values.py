"""The numbers of a pack as whole numbers: in ten-thousandths, so that every one that a pack can hold is exact."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..pack.model import Pack
from ..pack.parameter import digits
from ..pack.scalars import BadValueError, number
from .error import TuningError
from .formula import FINE
from .tunable import Tunable, TunableKind

EXCLUDED = -2
"""What stands in the place of a level where the subject is not graded."""

POINT_KINDS = (TunableKind.POINTS, TunableKind.BAND_LIMIT, TunableKind.LIMIT)
"""Kinds that are points themselves and have at most two decimals."""

FINER = 10 ** (FINE - 2)
"""How many ten-thousandths a hundredth has."""


def value_of(tunable: Tunable, text: Any, pack: Pack) -> int | str:
    """A value as it is worked with.

    Args:
        tunable: whose.
        text: as it would be written in the pack.
        pack: the pack, for the levels of a matrix.

    Raises:
        TuningError: it cannot stand there.
    """
    if tunable.kind is TunableKind.MATRIX:
        levels = pack.grades[tunable.part].levels
        if text not in levels:
            shown = ", ".join(levels)
            raise TuningError(
                f"{tunable.path}: '{text}' is not one of {shown}", f"{tunable.path}：{text} 不在 {shown} 之中"
            )
        return str(text)
    try:
        found = number(str(text))
    except BadValueError as error:
        raise TuningError(f"{tunable.path}: {error.en}", f"{tunable.path}：{error.zh}") from None
    if tunable.kind in POINT_KINDS and digits(found) > 2:
        raise TuningError(
            f"{tunable.path}: {found} has more than two decimals", f"{tunable.path}：{found} 超过两位小数"
        )
    return fine(found)


def fine(value: Decimal) -> int:
    """A number in ten-thousandths.

    Examples:
        >>> fine(Decimal("1.5"))
        15000
    """
    return int(value.scaleb(FINE).to_integral_exact())


def shown(value: int | str) -> str:
    """A value as it would be written in the pack.

    Examples:
        >>> shown(15000), shown(-200000), shown("B")
        ('1.5', '-20', 'B')
    """
    if isinstance(value, str):
        return value
    return format(Decimal(value).scaleb(-FINE).normalize(), "f") if value else "0"
