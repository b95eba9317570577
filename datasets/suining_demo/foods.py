"""What is sampled: foods, and the items that a laboratory tests in each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .firm import Firm

SHARES = {
    "pesticide": 4600,
    "veterinary_drug": 800,
    "heavy_metal": 750,
    "indicator_organism": 1350,
    "pathogen": 350,
    "food_additive": 1150,
    "organic_pollutant": 950,
    "quality_index": 700,
    "biotoxin": 220,
    "label": 180,
    "enterprise_standard": 100,
    "label_flaw": 90,
    "illegal_additive": 110,
    "special_nutrition": 70,
}
"""Hazard -> its share of failures, near the published national shares of 2022 and 2023."""


@dataclass(frozen=True, slots=True)
class Food:
    """A food.

    Args:
        category: the class of the sampling plan.
        name: the food.
        licence: the first two digits of the licence category of who makes it; empty for produce and served food.
        where: who else is sampled for it: s sellers, c those who serve food.
        items: (item, hazard).
    """

    category: str
    name: str
    licence: str
    where: str
    items: tuple[tuple[str, str], ...]


def _food(category: str, name: str, licence: str, where: str, *items: str) -> Food:
    pairs = tuple((item, hazard) for item, _, hazard in (text.partition(":") for text in items))
    return Food(category, name, licence, where, pairs)


FOODS = (
    _food("食用农产品", "韭菜", "", "s", "腐霉利:pesticide", "镉:heavy_metal"),
    _food("食用农产品", "豇豆", "", "sc", "噻虫胺:pesticide", "倍硫磷:pesticide", "灭蝇胺:pesticide"),
    _food("食用农产品", "辣椒", "", "sc", "噻虫胺:pesticide", "镉:heavy_metal"),
    _food("食用农产品", "芹菜", "", "s", "毒死蜱:pesticide", "噻虫胺:pesticide"),
    _food("食用农产品", "香蕉", "", "s", "吡虫啉:pesticide", "腈苯唑:pesticide"),
    _food("食用农产品", "姜", "", "s", "噻虫胺:pesticide", "铅:heavy_metal"),
    _food("食用农产品", "鲫鱼", "", "sc", "恩诺沙星:veterinary_drug", "孔雀石绿:veterinary_drug", "镉:heavy_metal"),
    _food("食用农产品", "鸡蛋", "", "sc", "甲硝唑:veterinary_drug", "恩诺沙星:veterinary_drug"),
    _food("食用农产品", "猪肉", "", "sc", "克伦特罗:veterinary_drug", "挥发性盐基氮:quality_index"),
    _food("粮食加工品", "小麦粉", "01", "sc", "脱氧雪腐镰刀菌烯醇:biotoxin", "镉:heavy_metal"),
    _food("粮食加工品", "大米", "01", "sc", "镉:heavy_metal", "黄曲霉毒素B1:biotoxin"),
    _food("粮食加工品", "湿米粉", "01", "sc", "脱氢乙酸:food_additive", "菌落总数:indicator_organism"),
    _food("粮食加工品", "挂面", "01", "s", "铅:heavy_metal", "标签:label", "字号字高:label_flaw"),
    _food("食用油、油脂及其制品", "菜籽油", "02", "sc", "苯并[a]芘:organic_pollutant", "酸价:quality_index", "乙基麦芽酚:illegal_additive"),
    _food("食用油、油脂及其制品", "花生油", "02", "s", "黄曲霉毒素B1:biotoxin", "邻苯二甲酸二丁酯:organic_pollutant"),
    _food("调味品", "豆瓣酱", "03", "sc", "氨基酸态氮:quality_index", "苯甲酸:food_additive", "标签:label"),
    _food("肉制品", "酱卤肉", "04", "sc", "菌落总数:indicator_organism", "沙门氏菌:pathogen", "亚硝酸盐:food_additive"),
    _food("肉制品", "腊肉", "04", "sc", "过氧化值:quality_index", "亚硝酸盐:food_additive"),
    _food("乳制品", "纯牛奶", "05", "s", "蛋白质:quality_index", "菌落总数:indicator_organism"),
    _food("饮料", "桶装饮用水", "06", "sc", "铜绿假单胞菌:indicator_organism", "溴酸盐:organic_pollutant", "余氯:quality_index"),
    _food("饮料", "固体饮料", "06", "s", "西布曲明:illegal_additive", "标签:label", "蛋白质明示值:enterprise_standard"),
    _food("方便食品", "调味面制品", "07", "s", "霉菌:indicator_organism", "山梨酸:food_additive"),
    _food("速冻食品", "速冻水饺", "11", "s", "过氧化值:quality_index", "菌落总数:indicator_organism"),
    _food("糖果制品", "压片糖果", "13", "s", "他达拉非:illegal_additive", "日落黄:food_additive"),
    _food("茶叶及相关制品", "绿茶", "14", "s", "草甘膦:pesticide", "水胺硫磷:pesticide"),
    _food("酒类", "白酒", "15", "sc", "甜蜜素:food_additive", "酒精度:quality_index", "氰化物:organic_pollutant"),
    _food("蔬菜制品", "泡菜", "16", "sc", "二氧化硫残留量:food_additive", "苯甲酸:food_additive", "字号字高:label_flaw"),
    _food("炒货食品及坚果制品", "炒瓜子", "18", "s", "过氧化值:quality_index", "霉菌:indicator_organism"),
    _food("淀粉及淀粉制品", "红薯粉条", "23", "sc", "铝的残留量:food_additive", "二氧化硫残留量:food_additive"),
    _food("糕点", "蛋糕", "24", "s", "菌落总数:indicator_organism", "防腐剂混合比例:food_additive", "金黄色葡萄球菌:pathogen"),
    _food("豆制品", "豆腐干", "25", "sc", "菌落总数:indicator_organism", "苯甲酸:food_additive", "蛋白质明示值:enterprise_standard"),
    _food("保健食品", "合成胶囊", "27", "s", "西地那非:illegal_additive", "功效成分:quality_index"),
    _food("特殊膳食食品", "婴幼儿米粉", "", "s", "维生素A:special_nutrition", "钠:special_nutrition"),
    _food("食品添加剂", "复配膨松剂", "32", "", "铅:heavy_metal", "标签:label"),
    _food("餐饮食品", "复用餐具", "", "c", "阴离子合成洗涤剂:organic_pollutant", "大肠菌群:indicator_organism"),
    _food("餐饮食品", "油条（自制）", "", "c", "铝的残留量:food_additive",  "酸价:quality_index"),
    _food("餐饮食品", "凉拌菜（自制）", "", "c", "沙门氏菌:pathogen", "菌落总数:indicator_organism"),
    _food("餐饮食品", "馒头（自制）", "", "c", "甜蜜素:food_additive", "脱氢乙酸:food_additive"),
)  # fmt: skip

WORKSHOP_MAKES = {
    "豆腐坊": "25",
    "榨油坊": "02",
    "酿酒坊": "15",
    "糕点坊": "24",
    "腌菜坊": "16",
    "米粉坊": "01",
    "腊肉坊": "04",
}
"""What the name of a workshop says that it makes."""


def sampled_of(firm: Firm) -> list[Food]:
    """The foods for which a firm is sampled."""
    if firm.kind == "seller":
        return [food for food in FOODS if "s" in food.where]
    if firm.kind in ("caterer", "canteen", "central_kitchen", "collective_delivery"):
        return [food for food in FOODS if "c" in food.where]
    made = {code[:2] for code in firm.categories} or set(_workshop(firm.name))
    return [food for food in FOODS if food.licence in made]


def _workshop(name: str) -> Iterable[str]:
    return [made for ending, made in WORKSHOP_MAKES.items() if name.endswith(ending)] or ["24", "25"]


def failures(foods: Iterable[Food]) -> dict[tuple[Food, str, str], int]:
    """What may fail -> its weight, so that over all foods each hazard has its share.

    Args:
        foods: those a firm is sampled for.

    Returns:
        (food, item, hazard) -> weight.
    """
    tested = [(food, item, hazard) for food in foods for item, hazard in food.items]
    often = {hazard: sum(other == hazard for _, _, other in tested) for _, _, hazard in tested}
    return {one: max(1, SHARES[one[2]] // often[one[2]]) for one in tested}
