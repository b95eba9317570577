"""Names that nobody can take for real ones: every one begins with 合成 (synthetic)."""

from __future__ import annotations

from collections import Counter

from .dice import Dice

WORDS = (
    "银杏", "青禾", "荷塘", "麦田", "竹溪", "松风", "云桥", "石榴", "桂花", "白鹭", "蓝莓", "橙心", "晨光", "星河", "月湾",
    "春芽", "夏木", "秋实", "冬青", "江畔", "湖心", "山前", "溪口", "田园", "花间", "雨后", "彩虹", "石桥", "梧桐", "杨柳",
    "稻香", "茶山", "红枫", "翠谷", "金穗", "玉兰", "海棠", "百合", "芳草", "清泉", "长亭", "南山", "北坡", "东篱", "西窗",
)  # fmt: skip

COMPANIES = {
    "seller": ("超市有限公司", "商贸有限公司", "生鲜有限公司", "食品经营部"),
    "caterer": ("餐饮管理有限公司", "酒店有限公司", "餐饮有限公司"),
    "canteen": ("小学食堂", "中学食堂", "幼儿园食堂", "医院食堂", "养老院食堂", "机关食堂", "职工食堂"),
    "central_kitchen": ("中央厨房有限公司",),
    "collective_delivery": ("配餐有限公司",),
    "additive_producer": ("食品添加剂有限公司",),
    "small_workshop": ("食品加工坊",),
}
"""Kind -> how the name of a company ends; a producer's end goes by what it makes."""

INDIVIDUALS = {
    "seller": ("便利店", "副食店", "粮油店", "蔬菜摊", "鲜肉摊", "水果店", "水产店", "茶叶店", "酒行", "零食铺"),
    "caterer": ("面馆", "小吃店", "火锅店", "烧烤店", "饮品店", "早餐店", "快餐店", "家常菜馆"),
    "small_workshop": ("豆腐坊", "榨油坊", "酿酒坊", "糕点坊", "腌菜坊", "米粉坊", "腊肉坊"),
}
"""Kind -> how the name of an individual business ends."""

VULNERABLE = ("小学食堂", "中学食堂", "幼儿园食堂", "医院食堂", "养老院食堂")
"""Canteens that feed children, the ill or the old."""


class Namer:
    """Gives each firm a name of its own.

    Examples:
        >>> namer = Namer(Dice(1, "names"))
        >>> names = {namer.name("面馆") for _ in range(200)}
        >>> len(names), all(name.startswith("合成") for name in names)
        (200, True)
    """

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._taken: Counter[str] = Counter()

    def name(self, ending: str) -> str:
        """A new name with this ending."""
        word = self._dice.pick(WORDS)
        self._taken[word + ending] += 1
        times = self._taken[word + ending]
        return f"合成{word}{'' if times == 1 else f'{times}号'}{ending}"


def person(serial: int) -> str:
    """The name of a made-up person.

    Examples:
        >>> person(7)
        '合成人员0007'
    """
    return f"合成人员{serial:04}"
