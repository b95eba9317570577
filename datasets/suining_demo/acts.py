"""What firms are penalised for: articles of the food safety law (2021 text) with their bands of fines."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Act:
    """An act that the law penalises.

    Args:
        article: where the law says so, as the field `act` writes it.
        detail: the act in detail.
        nature: what makes two acts alike.
        says: what was done, in a few words.
        least: the band of the fine in yuan, for goods worth less than 10,000.
        most: its upper end.
        times: the band in multiples of the goods' value from 10,000 on; 0 where the law has none.
        warned: a first offence is only warned.
        grave: it is among the gravest; such a penalty may suspend or revoke.
    """

    article: str
    detail: str
    nature: str
    says: str
    least: int
    most: int
    times: tuple[int, int] = (0, 0)
    warned: bool = False
    grave: bool = False


EXPIRED = Act("FSL-124.1.5", "expired_food", "销售超过保质期食品", "销售超过保质期的食品", 50_000, 100_000, (10, 20))
CONTAMINATED = Act(
    "FSL-124.1.1", "contaminated", "污染物质超限量", "经营污染物质超过限量的食品", 50_000, 100_000, (10, 20)
)
ADDITIVE = Act(
    "FSL-124.1.3", "additive_excess", "超范围超限量使用添加剂", "超限量使用食品添加剂", 50_000, 100_000, (10, 20)
)
OTHER_STANDARD = Act(
    "FSL-124.2", "below_standard", "不符合食品安全标准", "经营不符合食品安全标准的食品", 50_000, 100_000, (10, 20)
)
LABEL = Act("FSL-125.1.2", "label", "标签不符合规定", "经营标签不符合规定的预包装食品", 5_000, 50_000, (5, 10))
LABEL_FLAW = Act("FSL-125.2", "label_flaw", "标签瑕疵", "标签有瑕疵，责令改正后拒不改正", 0, 2_000)
NO_RECORDS = Act(
    "FSL-126.1.3", "no_purchase_records", "未履行进货查验", "未按规定查验进货并留存记录", 5_000, 50_000, warned=True
)
NO_CLEANING = Act("FSL-126.1.5", "utensils", "餐具消毒不合格", "餐具使用前未经洗净、消毒", 5_000, 50_000, warned=True)
NO_HEALTH_CARD = Act(
    "FSL-126.1.6",
    "health_certificate",
    "从业人员无健康证明",
    "安排未取得健康证明的人员上岗",
    5_000,
    50_000,
    warned=True,
)
UNLICENSED = Act(
    "FSL-122.1", "unlicensed", "无证生产经营", "超出许可范围从事食品经营", 50_000, 100_000, (10, 20), grave=True
)
NON_FOOD = Act(
    "FSL-123.1.1", "non_food_material", "使用非食品原料", "用非食品原料生产食品", 100_000, 150_000, (15, 30), grave=True
)
ILLEGAL_ADDITIVE = Act(
    "FSL-123.1.1", "illegal_additive", "非法添加", "添加可能危害健康的物质", 100_000, 150_000, (15, 30), grave=True
)
SICK_MEAT = Act(
    "FSL-123.1.4", "uninspected_meat", "未经检疫肉类", "经营未按规定检疫的肉类", 100_000, 150_000, (15, 30), grave=True
)
NUTRIENTS = Act(
    "FSL-123.1.2",
    "special_nutrition",
    "营养成分不符合标准",
    "经营营养不达标的特殊膳食食品",
    100_000,
    150_000,
    (15, 30),
    grave=True,
)
REFUSED = Act("FSL-133.1", "refused_inspection", "拒绝监督检查", "拒绝、阻挠监督检查", 2_000, 50_000, grave=True)
SCALES = Act("other-measures", "measures", "计量违法", "使用不合格的计量器具", 0, 2_000)

COMMON = {
    EXPIRED: 30, NO_RECORDS: 24, NO_HEALTH_CARD: 14, LABEL: 12, NO_CLEANING: 8, LABEL_FLAW: 3, OTHER_STANDARD: 4, SCALES: 5,
}  # fmt: skip
"""What inspectors find, by weight."""

GRAVE = {UNLICENSED: 40, NON_FOOD: 12, ILLEGAL_ADDITIVE: 14, SICK_MEAT: 18, REFUSED: 16}
"""What few firms do, by weight."""

AFTER_A_FAILURE = {
    "pesticide": CONTAMINATED,
    "veterinary_drug": CONTAMINATED,
    "heavy_metal": CONTAMINATED,
    "biotoxin": CONTAMINATED,
    "pathogen": CONTAMINATED,
    "food_additive": ADDITIVE,
    "illegal_additive": ILLEGAL_ADDITIVE,
    "special_nutrition": NUTRIENTS,
    "label": LABEL,
}
"""Hazard of a failed sample -> the act; `OTHER_STANDARD` for the rest."""
