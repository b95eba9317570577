"""The district: its parts, its authorities, and who originates, provides and answers for a record."""

from __future__ import annotations

from .codes import uscc

PROVINCE = "合成省"
OTHER_PROVINCE = "合成外省"
CITY = "合成市"
DISTRICT = "合成新区"

SUBDISTRICTS = {
    "合成东街道": 22,
    "合成西街道": 20,
    "合成南街道": 18,
    "合成北街道": 15,
    "合成桥镇": 12,
    "合成坪镇": 8,
    "合成湾乡": 5,
}
"""Name -> how many of a hundred firms are there."""

COUNTY_AUTHORITY = f"{DISTRICT}市场监管分局"
CITY_AUTHORITY = f"{CITY}市场监管局"
PROVINCE_AUTHORITY = f"{PROVINCE}市场监管局"
OTHER_AUTHORITY = f"{OTHER_PROVINCE}市场监管局"
AUTHORITY_CODES = {
    COUNTY_AUTHORITY: uscc("11", 90001),
    CITY_AUTHORITY: uscc("11", 90002),
    PROVINCE_AUTHORITY: uscc("11", 90003),
    OTHER_AUTHORITY: uscc("11", 90004),
}

LABORATORIES = ("合成检测一所", "合成检测二所", "合成检测三所")

PROVIDERS = {
    "enterprises": ("审批科", "信用科"),
    "samplings": ("抽检科", "抽检科"),
    "penalties": ("法规科", "执法大队"),
    "persons": ("法规科", "执法大队"),
    "inspections": ("监管科", "监管科"),
    "recalls": ("抽检科", "监管科"),
    "accidents": ("应急科", "应急科"),
    "interviews": ("监管科", "监管科"),
    "complaints": ("投诉中心", "消保科"),
    "self_checks": ("监管科", "监管科"),
    "staff_exams": ("监管科", "监管科"),
    "certificates": ("信用科", "信用科"),
    "insurances": ("信用科", "信用科"),
    "awards": ("质量科", "质量科"),
    "listings": ("信用科", "信用科"),
    "abnormal_operations": ("信用科", "信用科"),
    "hazard_reports": ("应急科", "监管科"),
    "markets": ("市场科", "市场科"),
    "market_checks": ("市场科", "市场科"),
}
"""Register -> the section that provides its records, and the one that answers for them."""


def station(subdistrict: str) -> str:
    """The market supervision station of a part of the district.

    Examples:
        >>> station("合成桥镇")
        '合成桥镇监管所'
    """
    return f"{subdistrict}监管所"
