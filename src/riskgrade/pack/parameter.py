"""Parameters: dated numbers, dates, codes, lists and tables, as the evaluators use them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from ..language.environment import Table, TableType
from ..language.errors import Words
from ..language.operands import KINDS
from ..language.types import Kind, Type, day_number
from .diagnostics import Diagnostic, DiagnosticCode
from .part_models import ParameterModel
from .parts import Part
from .scalars import BadValueError, number
from .source_model import Citation

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Payload = int | bool | str | tuple[str, ...] | Table


@dataclass(frozen=True, slots=True)
class Version:
    """What a parameter is for a time: both days included, None for ever."""

    first: date | None
    last: date | None
    payload: Payload
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter with all its versions, oldest first.

    Args:
        name: its name.
        type: the type of a scalar; None for a list or a table.
        table: the type of a table; None otherwise.
        versions: one after another, without hole or overlap.
    """

    name: str
    type: Type | None
    table: TableType | None
    versions: tuple[Version, ...]

    def on(self, day: date) -> Version | None:
        """The version in force on a day; None outside its dates."""
        for version in self.versions:
            if (version.first is None or version.first <= day) and (version.last is None or day <= version.last):
                return version
        return None


def digits(number: Decimal) -> int:
    """How many decimals a number needs.

    Examples:
        >>> digits(Decimal("13.50")), digits(Decimal(7))
        (1, 0)
    """
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def scaled(number: Decimal, scale: int) -> int:
    """The number in integers of that scale; it must not need more decimals.

    Examples:
        >>> scaled(Decimal("13.5"), 2)
        1350
    """
    return int(number.scaleb(scale).to_integral_exact())


def hundredths(number: Decimal) -> int:
    """Points in hundredths.

    Raises:
        ValueError: the number needs more than two decimals.

    Examples:
        >>> hundredths(Decimal("13.5"))
        1350
    """
    if digits(number) > 2:
        raise ValueError(number)
    return scaled(number, 2)


def build_parameter(
    name: str, part: Part, cites: dict[int, tuple[Citation, ...]], wrong: list[Diagnostic]
) -> Parameter | None:
    """Type a parameter and check that its versions follow one another.

    Args:
        name: its name.
        part: its versions as written.
        cites: the resolved citations of each version.
        wrong: mistakes are added here.
    """
    models: tuple[ParameterModel, ...] = part.model
    if not models:
        en, zh = "there is no version; write at least one with `value`, `table` or `bins`", "没有任何版本；请至少写一个"
        wrong.append(part.diagnostic(DiagnosticCode.MISSING_KEY, en, zh))
        return None
    if not _alike(models, part, wrong):
        return None
    numbered = sorted(enumerate(models), key=lambda pair: pair[1].from_ or date.min)
    if not _in_time(numbered, part, wrong):
        return None
    if models[0].value is None:
        return _table(name, part, numbered, cites, wrong)
    kind = _kind(models[0].value)
    texts = [model.value for model in models]
    unit = models[0].unit
    scale = (
        max((digits(Decimal(text)) for text in texts if isinstance(text, str)), default=0) if kind is Kind.NUMBER else 0
    )
    versions = tuple(
        Version(model.from_, model.to, _payload(model.value, kind, scale), cites.get(number, ()))
        for number, model in numbered
    )
    if kind is Kind.LIST:
        return Parameter(name, None, None, versions)
    ends = [version.payload for version in versions if isinstance(version.payload, int)]
    if kind in (Kind.NUMBER, Kind.DATE):
        return Parameter(name, Type(kind, scale, unit, min(ends), max(ends), maybe=False), None, versions)
    return Parameter(name, Type(kind or Kind.TEXT, maybe=False), None, versions)


def _alike(models: tuple[ParameterModel, ...], part: Part, wrong: list[Diagnostic]) -> bool:
    """Whether all versions are of the kind and unit of the first, and hold what a parameter can hold."""
    before = len(wrong)
    for place, model in enumerate(models):
        kind, first = _form(model), _form(models[0])
        if kind != first:
            en = f"this version is {kind.en}, the first {first.en}; every version must be of one kind"
            zh = f"该版本为{kind.zh}，首个版本为{first.zh}；各版本的类型须一致"
            wrong.append(part.diagnostic(DiagnosticCode.BAD_VALUE, en, zh, (place,)))
        elif model.unit != models[0].unit:
            units = model.unit or "none", models[0].unit or "none"
            en = f"this version has the unit {units[0]}, the first {units[1]}; every version must have one unit"
            zh = f"该版本的单位为 {units[0]}，首个版本为 {units[1]}；各版本的单位须一致"
            wrong.append(part.diagnostic(DiagnosticCode.BAD_VALUE, en, zh, (place, "unit")))
        for text in (model.value,) if kind == KINDS[Kind.NUMBER] and isinstance(model.value, str) else ():
            try:
                number(text)
            except BadValueError as mistake:
                wrong.append(part.diagnostic(DiagnosticCode.BAD_VALUE, mistake.en, mistake.zh, (place, "value")))
        for code in model.value if isinstance(model.value, tuple) else model.table or ():
            if not code.strip() or ";" in code:
                en, zh = f"{code!r} cannot be a code: it is empty or holds `;`", f"{code!r} 不能作为代码：为空或含有 ;"
                wrong.append(part.diagnostic(DiagnosticCode.BAD_VALUE, en, zh, (place,)))
    return len(wrong) == before


def _form(model: ParameterModel) -> Words:
    """What a version is."""
    kind = _kind(model.value)
    if kind is None:
        return Words("a table", "表") if model.bins is None else Words("a table of bins", "分档表")
    return KINDS[kind]


def _in_time(numbered: list[tuple[int, ParameterModel]], part: Part, wrong: list[Diagnostic]) -> bool:
    before = len(wrong)
    for place, model in numbered:
        if model.from_ and model.to and model.to < model.from_:
            wrong.append(part.document.reversed_dates((*part.path, place)))
    for (_, one), (place, after) in pairwise(numbered):
        if one.to is None or after.from_ is None or after.from_ <= one.to:
            en = "this version and the one before it are in force at once; end the earlier with `to`, the day before"
            zh = "该版本与前一版本的时间重叠；请把较早者的 to 写为本版本开始的前一日"
            wrong.append(part.diagnostic(DiagnosticCode.DATES_OVERLAP, en, zh, (place,)))
        elif after.from_ != one.to + timedelta(days=1):
            first, last = one.to + timedelta(days=1), after.from_ - timedelta(days=1)
            en = f"no version is in force from {first} to {last}; add one, or begin this one earlier"
            zh = f"{first} 至 {last} 没有有效版本；请补充一个版本，或提前本版本的 from"
            wrong.append(part.diagnostic(DiagnosticCode.DATES_HOLE, en, zh, (place,)))
    return len(wrong) == before


def _kind(value: str | tuple[str, ...] | None) -> Kind | None:
    if isinstance(value, tuple):
        return Kind.LIST
    if value is None:
        return None
    if value in ("true", "false"):
        return Kind.BOOL
    if _NUMBER.fullmatch(value):
        return Kind.NUMBER
    return Kind.DATE if _DATE.fullmatch(value) and _is_date(value) else Kind.TEXT


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _payload(value: str | tuple[str, ...] | None, kind: Kind | None, scale: int) -> Payload:
    if isinstance(value, tuple) or value is None:
        return value or ()
    match kind:
        case Kind.BOOL:
            return value == "true"
        case Kind.NUMBER:
            return scaled(Decimal(value), scale)
        case Kind.DATE:
            return day_number(date.fromisoformat(value))
        case _:
            return value


def _table(
    name: str,
    part: Part,
    numbered: list[tuple[int, ParameterModel]],
    cites: dict[int, tuple[Citation, ...]],
    wrong: list[Diagnostic],
) -> Parameter | None:
    models = [model for _, model in numbered]
    numbers = [number for model in models for number in _numbers(model)]
    bounds = [upper for model in models for upper, _ in model.bins or () if isinstance(upper, Decimal)]
    scale, bin_scale = max(map(digits, numbers), default=0), max(map(digits, bounds), default=0)
    versions = []
    for place, model in numbered:
        table = Table(
            name,
            {code: scaled(number, scale) for code, number in (model.table or {}).items()},
            tuple(
                (scaled(upper, bin_scale) if isinstance(upper, Decimal) else None, scaled(number, scale))
                for upper, number in model.bins or ()
            ),
            bin_scale,
            scale,
            models[0].unit,
            None if model.otherwise is None else scaled(model.otherwise, scale),
            None if model.range is None else (scaled(model.range[0], scale), scaled(model.range[1], scale)),
        )
        versions.append(Version(model.from_, model.to, table, cites.get(place, ())))
    ends = [version.payload.ends for version in versions if isinstance(version.payload, Table)]
    closed = [pair for pair in ends if pair is not None]
    bounded = len(closed) == len(ends)
    result = Type(Kind.NUMBER, scale, models[0].unit)
    if bounded:
        result = Type(
            Kind.NUMBER, scale, models[0].unit, min(low for low, _ in closed), max(high for _, high in closed)
        )
    return Parameter(name, None, TableType(models[0].bins is not None, result, bin_scale), tuple(versions))


def _numbers(model: ParameterModel) -> list[Decimal]:
    numbers = [*(model.table or {}).values(), *(number for _, number in model.bins or ()), *(model.range or ())]
    return [*numbers, model.otherwise] if model.otherwise is not None else numbers
