"""The subject that was asked for: its key as registers hold it, or what is nearest to it."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from ..language.types import Kind
from ..pack.diagnostics import hint
from ..pack.register_model import FieldModel
from ..registers import Register
from ..registers.cells import read_cells
from ..registers.checks import CHECKS
from ..registers.faults import FAULTS
from ..registers.finding import Finding, FindingCode
from .errors import UnknownSubjectError
from .row_aside import row_aside

MOST_NEAR = 2_000
"""Keys that are compared with one that is not there: more would take longer than looking it up."""


def subject_key(
    asked: str, name: str, register: Register, named_by: Iterable[str], findings: Iterable[Finding] = ()
) -> str:
    """The key of a subject as the register holds it.

    Args:
        asked: what was asked for; blanks and width do not matter.
        name: the register of subjects.
        register: the same, as it was read.
        named_by: registers to look into for records that name a subject without a row of its own.
        findings: what was found in the registers, to tell a row that could not be read from one that is not there.

    Raises:
        UnknownSubjectError: no row has it, not even one that was set aside.
    """
    key = register.model.key
    field = register.model.fields[key]
    read = read_cells(pl.Series([asked], dtype=pl.String), field)
    held = read["value"].item()
    value = "" if held is None else str(held)
    if value and (value in register.set_aside or _has(register, key, value)):
        return value
    fault = FAULTS[read["fault"].item() - 1] if read["fault"].item() else None
    aside = row_aside(asked, name, key, findings)
    if aside is not None:
        raise UnknownSubjectError(*aside_words(asked.strip(), aside))
    raise _unknown(asked.strip(), name, register, fault, tuple(named_by))


def aside_words(asked: str, aside: Finding) -> tuple[str, str]:
    """What to say of a subject whose own row was set aside, in English and Chinese."""
    return (
        f"the row of '{asked}' is there but could not be read: {aside.en} Correct it and ask again.",
        f"{asked} 的行存在但无法读取：{aside.zh}请更正后重试。",
    )


def _has(register: Register, field: str, value: str) -> bool:
    found = register.frame.filter(pl.col(field).cast(pl.String) == value).select(pl.len()).collect()
    return bool(found.item())


def _unknown(
    asked: str, name: str, register: Register, fault: FindingCode | None, named_by: tuple[str, ...]
) -> UnknownSubjectError:
    model = register.model
    field = model.fields[model.key]
    title_en, title_zh = model.title.en or name, model.title.zh or name
    near_en, near_zh = _near(asked, register)
    en, zh = (
        f"no row of {name} ({title_en}) has the {_called(field, model.key)} '{asked}'",
        (f"名册 {name}（{title_zh}）中没有{field.label.zh or model.key}为 {asked} 的行"),
    )
    if fault is FindingCode.CHECK_FAILED and field.check is not None:
        check = CHECKS[field.check]
        en, zh = f"{en}; it {check.en}", f"{zh}；该代码{check.zh}"
    if named_by:
        en = f"{en}; records in {', '.join(named_by)} name it, so its own row is missing: add the row to {name}"
        zh = f"{zh}；{'、'.join(named_by)} 中有其记录，说明缺少主体自身的行，请补充到 {name}"
    return UnknownSubjectError(f"{en}{near_en or '. Please check it.'}", f"{zh}{near_zh or '。请核对。'}")


def _near(asked: str, register: Register) -> tuple[str, str]:
    """The nearest key; where a text of the subject was given in its place, such as its name, the key that has it."""
    model = register.model
    texts = [name for name, field in model.fields.items() if field.kind is Kind.TEXT and name != model.key]
    key = pl.col(model.key).cast(pl.String).alias("key")
    if texts and asked:
        same = register.frame.filter(pl.any_horizontal(pl.col(name) == asked for name in texts)).select(key).unique()
        named = same.sort("key").head(2).collect().to_series().to_list()
        if len(named) == 1:
            return f"; did you mean '{named[0]}'?", f"；是否应为 {named[0]}？"
    # A slip of the pen leaves one half of a code as it is.
    half = max(len(asked) // 2, 1)
    like = key.str.starts_with(asked[:half]) | key.str.ends_with(asked[-half:])
    keys = register.frame.filter(like).select(key).unique().sort("key").head(MOST_NEAR).collect()
    return hint(asked, [*keys.to_series(), *register.set_aside])


def _called(field: FieldModel, key: str) -> str:
    return field.label.en or key
