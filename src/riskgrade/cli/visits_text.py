"""How often subjects are inspected, in words."""

from __future__ import annotations

from typing import Any


def often(visits: dict[str, Any]) -> tuple[str, str]:
    """How often, in English and Chinese.

    Args:
        visits: `least` and `most` (None is open), and in how many `months`.

    Examples:
        >>> often({"least": 1, "most": 2, "months": 12})
        ('1-2 a year', '每年1-2次')
        >>> often({"least": 1, "most": None, "months": 24})
        ('at least 1 in 2 years', '每2年至少1次')
        >>> often({"least": None, "most": 3, "months": 6})
        ('at most 3 in 6 months', '每6个月至多3次')
    """
    least, most = visits["least"], visits["most"]
    if most is None:
        en, zh = f"at least {least}", f"至少{least}次"
    elif least is None:
        en, zh = f"at most {most}", f"至多{most}次"
    else:
        number = str(least) if least == most else f"{least}-{most}"
        en, zh = number, f"{number}次"
    within_en, within_zh = within(visits["months"])
    return f"{en} {within_en}", within_zh + zh


def within(months: int) -> tuple[str, str]:
    """A stretch of time.

    Examples:
        >>> within(12), within(24), within(1)
        (('a year', '每年'), ('in 2 years', '每2年'), ('a month', '每月'))
    """
    if months % 12:
        return ("a month", "每月") if months == 1 else (f"in {months} months", f"每{months}个月")
    return ("a year", "每年") if months == 12 else (f"in {months // 12} years", f"每{months // 12}年")
