"""Rows that are wrong on purpose, each with the finding that the reader must make of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from .codes import uscc
from .record import CODES, Row, Value
from .sheets import Verbatim

Registers = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Trouble:
    """A mistake as people make it.

    Args:
        register: where it stands.
        rows: the rows that the findings name, as a person counts them.
        field: the field that the findings name; None for the whole row.
        cell: what stands there; of a whole row, its key.
        code: the code of the findings.
        severity: error (the row is set aside), finding (the value is unknown) or warning (both stay).
        zh: what is wrong.
        en: the same in English.
    """

    register: str
    rows: tuple[int, ...]
    field: str | None
    cell: str
    code: str
    severity: str
    zh: str
    en: str


FIRST_ROW = 2
"""The first row under the heading."""


def add_trouble(registers: Registers) -> list[Trouble]:
    """Add the wrong rows to the registers, at their ends.

    Args:
        registers: all registers; rows are added in place.

    Returns:
        What was added, in the order in which it stands in the README.
    """
    return [make(registers) for make in _MAKERS]


def _plant(registers: Registers, register: str, like: Row, **cells: Value) -> tuple[int, ...]:
    """Add a row like another one, under a record number of its own; gives its place in the file."""
    rows = registers[register]
    number = sum(str(row.get("record_id", "")).startswith(f"{CODES.get(register)}9") for row in rows) + 1
    own: Row = {"record_id": f"{CODES[register]}9{number:04}"} if register in CODES else {}
    rows.append({**like, **own, **cells})
    return (len(rows) - 1 + FIRST_ROW,)


def _firm(registers: Registers, serial: int, code: str, **cells: Value) -> tuple[int, ...]:
    """Add a firm that is in no other register."""
    like = registers["enterprises"][0]
    plain: Row = {
        "uscc": Verbatim(code), "name": f"合成错例{serial - 2000:02}食品店", "kind": "seller", "status": None,
        "established_on": date(2019, 5, 6), "licence_no": None, "categories": (), "scale": "micro",
        "premises_area_m2": 60, "diners_per_meal": None, "special_food": None, "vulnerable_consumers": None,
        "static_score": 14, "general_credit_class": "A", "valid_from": None,
    }  # fmt: skip
    return _plant(registers, "enterprises", like, **plain | cells)


def _other_last(code: str) -> str:
    """The code with another last character, so that its check fails."""
    return code[:-1] + ("1" if code[-1] != "1" else "2")


def _wrong_check(registers: Registers) -> Trouble:
    code = _other_last(uscc("91", 2001))
    return Trouble(
        "enterprises", _firm(registers, 2001, code), "uscc", code, "CHECK_FAILED", "error",
        "统一社会信用代码校验位错误", "the check character of the code is wrong",
    )  # fmt: skip


def _doubtful_check(registers: Registers) -> Trouble:
    code = _other_last(uscc("92", 2002))
    return Trouble(
        "enterprises", _firm(registers, 2002, code), "uscc", code, "CHECK_DOUBTFUL", "warning",
        "个体工商户（92开头）代码校验位错误", "the same, of an individual business",
    )  # fmt: skip


def _spaces(registers: Registers) -> Trouble:
    code = uscc("92", 2003)
    spaced = f"{code[:8]} {code[8:17]} {code[17:]}"
    return Trouble(
        "enterprises", _firm(registers, 2003, spaced), "uscc", spaced, "SPACES_IN_CODE", "warning",
        "代码中间有空格", "spaces inside a code",
    )  # fmt: skip


def _full_width(registers: Registers) -> Trouble:
    rows = _firm(registers, 2004, uscc("92", 2004), static_score=Verbatim("１３．５"))
    return Trouble(
        "enterprises", rows, "static_score", "１３．５", "FULL_WIDTH", "warning",
        "全角数字（读作 13.5）", "full-width digits (read as 13.5)",
    )  # fmt: skip


def _out_of_scale(registers: Registers) -> Trouble:
    rows = _firm(registers, 2005, uscc("92", 2005), static_score=45)
    return Trouble(
        "enterprises", rows, "static_score", "45", "OUT_OF_DOMAIN", "finding",
        "静态分值超出0至40", "static points beyond 0 to 40",
    )  # fmt: skip


def _month_13(registers: Registers) -> Trouble:
    rows = _plant(registers, "penalties", registers["penalties"][40], decided_on=Verbatim("2023-13-05"),
                  decision_no="合成市监处罚〔2023〕90001号")  # fmt: skip
    return Trouble(
        "penalties", rows, "decided_on", "2023-13-05", "UNREADABLE", "error",
        "日期不存在（13月）", "a date that does not exist",
    )  # fmt: skip


def _words_in_amount(registers: Registers) -> Trouble:
    rows = _plant(registers, "penalties", registers["penalties"][41], fine_yuan=Verbatim("2万元"),
                  decision_no="合成市监处罚〔2023〕90002号")  # fmt: skip
    return Trouble(
        "penalties", rows, "fine_yuan", "2万元", "UNREADABLE", "error",
        "金额带文字单位", "an amount with its unit in words",
    )  # fmt: skip


def _three_decimals(registers: Registers) -> Trouble:
    full = next(row for row in reversed(registers["inspections"]) if row["full_checklist"])
    rows = _plant(registers, "inspections", full, risk_points=Verbatim("12.345"))
    return Trouble(
        "inspections", rows, "risk_points", "12.345", "TOO_MANY_DECIMALS", "finding",
        "分值有三位小数", "points with three decimals",
    )  # fmt: skip


def _no_date(registers: Registers) -> Trouble:
    rows = _plant(registers, "inspections", registers["inspections"][100], inspected_on=None)
    return Trouble(
        "inspections", rows, "inspected_on", "", "REQUIRED_BLANK", "error",
        "必填的检查日期为空", "a required date is blank",
    )  # fmt: skip


def _same_twice(registers: Registers) -> Trouble:
    twin = registers["inspections"][200]
    registers["inspections"].append(dict(twin))
    place = (len(registers["inspections"]) - 1 + FIRST_ROW,)
    return Trouble(
        "inspections", place, None, str(twin["record_id"]), "DUPLICATE_ROW", "warning",
        "完全相同的重复行", "the same row twice",
    )  # fmt: skip


def _contradiction(registers: Registers) -> Trouble:
    rows = registers["samplings"]
    at = next(at for at, row in enumerate(rows) if at > 300 and row["result"] == "pass")
    rows.append({**rows[at], "result": "fail"})
    return Trouble(
        "samplings", (at + FIRST_ROW, len(rows) - 1 + FIRST_ROW), None, str(rows[at]["record_id"]), "CONFLICT", "error",
        "记录编号相同而结论不同的两行", "two rows with one number and different results",
    )  # fmt: skip


def _unknown_code(registers: Registers) -> Trouble:
    rows = _plant(registers, "samplings", registers["samplings"][500], programme=Verbatim("飞行抽检"), sample_no=None)
    return Trouble(
        "samplings", rows, "programme", "飞行抽检", "NOT_IN_VALUES", "finding",
        "取值不在代码表内", "a value that is not in the list",
    )  # fmt: skip


def _stranger(registers: Registers) -> Trouble:
    code = uscc("91", 99999)
    rows = _plant(registers, "complaints", registers["complaints"][50], uscc=code)
    return Trouble(
        "complaints", rows, "uscc", code, "SUBJECT_ABSENT", "warning",
        "主体名册中没有的企业", "a firm that is not in the register",
    )  # fmt: skip


def _no_end(registers: Registers) -> Trouble:
    rows = _plant(registers, "certificates", registers["certificates"][10], valid_to=Verbatim("9999-12-31"))
    return Trouble(
        "certificates", rows, "valid_to", "9999-12-31", "DATE_OUT_OF_RANGE", "finding",
        "以9999年表示长期有效", "the year 9999 for an open end",
    )  # fmt: skip


_MAKERS: tuple[Callable[[Registers], Trouble], ...] = (
    _wrong_check, _doubtful_check, _spaces, _full_width, _out_of_scale, _month_13, _words_in_amount, _three_decimals,
    _no_date, _same_twice, _contradiction, _unknown_code, _stranger, _no_end,
)  # fmt: skip
