"""What producers make: categories of the licence catalogue, and invented static points for them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Category:
    """A category of the food production licence catalogue.

    Args:
        code: its four digits.
        ending: how a firm that makes it is called.
        points: static points; None where the scheme's own table gives them. The values are invented for the demo.
        weight: how often it occurs.
    """

    code: str
    ending: str
    points: Decimal | None
    weight: int


def _category(code: str, ending: str, points: str, weight: int) -> Category:
    return Category(code, ending, Decimal(points) if points else None, weight)


CATEGORIES = (
    _category("0101", "面粉有限公司", "", 6),
    _category("0102", "米业有限公司", "", 8),
    _category("0103", "面业有限公司", "", 14),
    _category("0104", "粮食制品有限公司", "", 7),
    _category("0201", "粮油有限公司", "18.5", 9),
    _category("0305", "调味品有限公司", "20", 8),
    _category("0401", "熟食有限公司", "33", 6),
    _category("0404", "腊味有限公司", "32.5", 9),
    _category("0501", "乳业有限公司", "36", 2),
    _category("0601", "饮用水有限公司", "22.5", 8),
    _category("0606", "固体饮料有限公司", "24.5", 3),
    _category("0702", "方便食品有限公司", "23", 5),
    _category("1101", "速冻食品有限公司", "26", 3),
    _category("1301", "糖果有限公司", "18", 2),
    _category("1401", "茶业有限公司", "16", 6),
    _category("1501", "酒业有限公司", "25.5", 12),
    _category("1601", "酱菜有限公司", "24", 9),
    _category("1801", "坚果有限公司", "19.5", 4),
    _category("2301", "淀粉制品有限公司", "22", 9),
    _category("2401", "糕点有限公司", "28", 10),
    _category("2501", "豆制品有限公司", "29.5", 7),
    _category("2701", "保健食品有限公司", "35.5", 2),
)

ADDITIVE = _category("3201", "食品添加剂有限公司", "21", 1)

SPECIAL = {"2701"}
"""Special food: health food, formulas for special medical purposes and for infants."""
