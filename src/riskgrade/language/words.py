"""How operators and functions read in English and Chinese."""

from __future__ import annotations

from typing import Literal

from .errors import Words

Language = Literal["zh", "en"]

COMPARISONS = {
    "==": Words("is", "为"),
    "!=": Words("is not", "不为"),
    "<": Words("is less than", "低于"),
    "<=": Words("is at most", "不高于"),
    ">": Words("is more than", "高于"),
    ">=": Words("is at least", "不低于"),
}

DATES = {
    "==": Words("is", "为"),
    "!=": Words("is not", "不为"),
    "<": Words("is before", "早于"),
    "<=": Words("is on or before", "不晚于"),
    ">": Words("is after", "晚于"),
    ">=": Words("is on or after", "不早于"),
}

AND = Words(" and ", " 且 ")
OR = Words(" or ", " 或 ")
NOT = Words("not {0}", "非 {0}")
IN = Words("{0} is one of {1}", "{0} 属于 {1}")
NOT_IN = Words("{0} is none of {1}", "{0} 不属于 {1}")
SUBJECT = Words("{0} of the subject", "主体的 {0}")
TRUE = Words("true", "真")
FALSE = Words("false", "假")
COMMA = Words(", ", "、")
BRACKETS = Words("({0})", "（{0}）")
QUOTES = Words("'{0}'", "“{0}”")

FUNCTIONS = {
    "min": Words("the smallest of {all}", "{all} 中的最小值"),
    "max": Words("the largest of {all}", "{all} 中的最大值"),
    "abs": Words("the magnitude of {0}", "{0} 的绝对值"),
    "known": Words("{0} is known", "{0} 已知"),
    "coalesce": Words("the first known of {all}", "{all} 中首个已知的"),
    "if_else": Words("{1} if {0}, else {2}", "如 {0} 则 {1}，否则 {2}"),
    "days_between": Words("the days from {0} to {1}", "{0} 至 {1} 的天数"),
    "months_between": Words("the completed months from {0} to {1}", "{0} 至 {1} 的整月数"),
    "years": Words("{0} year{s}", "{0} 年"),
    "months": Words("{0} month{s}", "{0} 个月"),
    "days": Words("{0} day{s}", "{0} 天"),
    "has_any": Words("{0} includes any of {rest}", "{0} 含有 {rest} 中任何一个"),
    "has_only": Words("{0} includes nothing but {rest}", "{0} 仅含 {rest}"),
    "ratio": Words("{0} as a share of {1} (in 0.01 %)", "{0} 占 {1} 的比例（单位 0.01%）"),
    "lookup": Words("{0} for {1}", "{1} 在 {0} 中的值"),
    "highest": Words("the highest {0} of {1}", "{1} 在 {0} 中的最高值"),
}
"""The arguments stand as {0}, {1} …; {all} is all of them, {rest} all but the first, {s} the ending of a plural."""
