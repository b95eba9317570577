"""`registers.yaml`: what a register is called, how its rows are tied to others, and what each field may hold."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from ..language.types import FIRST_DAY, INFINITY, LARGEST, LAST_DAY, Kind, Type
from .scalars import BadValueError, Number, Truth, Whole, Word, normal, number, rising


class Model(BaseModel):
    """A part of a pack: unknown keys are errors, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_as_list)]
"""One name or a list of names."""


class Label(Model):
    """A text in the two languages."""

    zh: str = ""
    en: str = ""


class FieldType(StrEnum):
    """How the cells of a field are read."""

    TEXT = "text"
    CODE = "code"
    INT = "int"
    DECIMAL = "decimal"
    BOOL = "bool"
    DATE = "date"
    LIST = "list"


_KINDS = {
    FieldType.TEXT: Kind.TEXT,
    FieldType.CODE: Kind.TEXT,
    FieldType.INT: Kind.NUMBER,
    FieldType.DECIMAL: Kind.NUMBER,
    FieldType.BOOL: Kind.BOOL,
    FieldType.DATE: Kind.DATE,
    FieldType.LIST: Kind.LIST,
}


class Blank(Model):
    """How an empty cell reads: as another field of the row (the first that is not empty), or a month's last day."""

    field: Names = ()
    month_end: str | None = None

    @model_validator(mode="after")
    def _one(self) -> Blank:
        if bool(self.field) == bool(self.month_end):
            raise BadValueError("give either `field` or `month_end`", "请写 field 或 month_end 之一")
        return self


def _as_labels(value: object) -> object:
    if isinstance(value, list):
        return {str(code): Label() for code in value}
    if isinstance(value, dict):
        return {code: {"zh": label} if isinstance(label, str) else label for code, label in value.items()}
    return value


class Mask(StrEnum):
    """When a value that names a natural person is masked in what is shown."""

    ALWAYS = "always"
    UNLESS_SHOWN = "unless_shown"


class Personal(Model):
    """That a field names a natural person.

    Args:
        mask: ``always``, or ``unless_shown``: unless whoever looks asked for it.
        when: field -> codes: only in rows where each of these fields holds one of its codes, or is not known; every row
            if not given.
    """

    mask: Mask
    when: dict[Word, Names] = {}


def _as_personal(value: object) -> object:
    return {"mask": value} if isinstance(value, str) else value


class FieldModel(Model):
    """One field of a register.

    Args:
        type: how its cells are read; `code` is a text whose digits matter (never a spreadsheet number).
        unit: the unit of a number.
        decimals: digits kept of a `decimal`; a cell with more is a finding, never rounded.
        values: the codes (or whole numbers) it may hold, as a list or as code -> label; a label is accepted in a cell too.
        domain: the smallest and largest number, either end null if open.
        required: an empty cell sets the row aside.
        blank: how an empty cell of an optional field reads; without it, it is unknown.
        check: a check of the code, by name (`uscc`).
        label: what people call it; accepted as a heading.
        headings: other headings that are accepted.
        personal: it names a natural person; a plain word is its `mask`.
        known_from: the date field (this one, or another) from whose day on the value is known; before, a file of the subject
            shows it as blank.
    """

    type: FieldType
    unit: str | None = None
    decimals: Whole = Field(default=2, ge=0, le=4)
    values: Annotated[dict[str, Label] | None, BeforeValidator(_as_labels)] = None
    domain: tuple[Number | None, Number | None] | None = None
    required: Truth = False
    blank: str | Blank | None = None
    check: Literal["uscc"] | None = None
    label: Label = Label()
    headings: Names = ()
    personal: Annotated[Personal | None, BeforeValidator(_as_personal)] = None
    known_from: Word | None = None

    @model_validator(mode="after")
    def _can_hold(self) -> FieldModel:
        if self.personal is not None and self.kind is not Kind.TEXT:
            raise BadValueError("`personal` is for texts and codes", "personal 只用于文本和代码")
        if self.domain is not None and self.kind is not Kind.NUMBER:
            raise BadValueError(
                "`domain` is for numbers; list codes under `values`", "domain 只用于数值；代码请列在 values 中"
            )
        if self.values is not None:
            self._check_values(self.values)
        if self.domain is not None:
            rising("domain", self.domain)
            for end in self.domain:
                if end is not None:
                    self._check_number(end)
        return self

    def _check_values(self, values: dict[str, Label]) -> None:
        if not values:
            raise BadValueError(
                "`values` is empty; list the codes or leave the key out", "values 为空；请列出代码或删去该键"
            )
        if self.kind not in (Kind.TEXT, Kind.LIST, Kind.NUMBER):
            raise BadValueError(f"a {self.type} has no `values`", f"{self.type} 类型不能有 values")
        for code in values:
            if self.kind is Kind.NUMBER:
                try:
                    self._check_number(number(code))
                except BadValueError as error:
                    raise BadValueError(
                        f"`values`: {code!r}: {error.en}", f"values 中的 {code!r}：{error.zh}"
                    ) from None
            elif not code.strip() or (self.kind is Kind.LIST and ";" in code):
                raise BadValueError(
                    f"{code!r} cannot be a code: it is empty or holds `;`", f"{code!r} 不能作为代码：为空或含有 ;"
                )

    def _check_number(self, end: Decimal) -> None:
        scaled = end.scaleb(self.scale)
        if scaled != scaled.to_integral_value():
            keeps = f"{self.scale} decimals" if self.scale else "whole numbers"
            en = f"{end} has more decimals than this field keeps ({keeps})"
            raise BadValueError(en, f"{end} 的小数位多于该字段保留的位数（{self.scale} 位）")
        if abs(scaled) > LARGEST:
            raise BadValueError(f"{end} is too large for a field", f"{end} 过大")

    @property
    def kind(self) -> Kind:
        """The kind of value its cells hold."""
        return _KINDS[self.type]

    @property
    def scale(self) -> int:
        """The decimal digits held in the integer."""
        return self.decimals if self.type is FieldType.DECIMAL else 0

    @cached_property
    def language_type(self) -> Type:
        """The type that conditions see."""
        maybe = not self.required and self.blank is None
        if self.kind is Kind.DATE:
            return Type(Kind.DATE, low=FIRST_DAY, high=LAST_DAY, maybe=maybe)
        if self.kind is not Kind.NUMBER:
            values = None if self.values is None else frozenset(self.values)
            return Type(self.kind, values=values, maybe=maybe or self.values is not None)
        low, high = self.bounds
        outside_is_unknown = self.values is not None or self.domain is not None
        return Type(Kind.NUMBER, self.scale, self.unit, low, high, None, maybe or outside_is_unknown)

    @property
    def bounds(self) -> tuple[int, int]:
        """The ends of a number, in its integers; not bounded where the pack does not say."""
        if self.values is not None and self.kind is Kind.NUMBER:
            numbers = [self.to_integer(Decimal(code)) for code in self.values]
            return min(numbers), max(numbers)
        low, high = self.domain or (None, None)
        return (
            -INFINITY if low is None else self.to_integer(low),
            INFINITY if high is None else self.to_integer(high),
        )

    def to_integer(self, number: Decimal) -> int:
        """A decimal in the integers of this field.

        Raises:
            ValueError: it has more digits than the field keeps.
        """
        scaled = number.scaleb(self.scale)
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{number} has more than {self.scale} decimals")
        return int(scaled)


class Void(Model):
    """Which fields say that a record no longer counts.

    Args:
        on: the date from which it does not.
        reason: the field with the reason.
        ends: the reasons that end a record for facts; any other reason leaves it.
    """

    on: Word
    reason: Word
    ends: tuple[str, ...]


class Provenance(Model):
    """Which fields say where a record comes from.

    Args:
        originated_by: who produced it.
        provided_by: who handed it over.
        responsible: who answers for it.
    """

    originated_by: Word | None = None
    provided_by: Word | None = None
    responsible: Word | None = None


def _no_twins(value: object) -> object:
    seen: dict[str, str] = {}
    for name in value if isinstance(value, dict) else ():
        first = seen.setdefault(normal(str(name)), str(name))
        if first != name:
            en, zh = f"{first!r} and {name!r} are one name to a condition", f"{first!r} 与 {name!r} 在条件中是同一名称"
            raise BadValueError(f"{en}; take another", f"{zh}；请改名")
    return value


class RegisterModel(Model):
    """A register.

    Args:
        title: what people call it; a workbook's sheet or a file may carry it.
        key: the field that names a row.
        join: the field that ties a row to a subject; the key where not given.
        through: the register between a row and its subject: `join` then ties the row to the field of the same name there.
        date: the event date; a register without one holds things, not events.
        recorded: from when a record is known.
        valid_from: a key may have several rows, each valid from this date.
        void: how a record ends.
        provenance: which fields say where a record comes from.
        fields: name -> field.
        conditions: name -> a condition on a record, for `where` of facts: what several facts mean by the same words.
    """

    title: Label = Label()
    key: Word
    join: Word | None = None
    through: Word | None = None
    date: Word | None = None
    recorded: Word | None = None
    valid_from: Word | None = None
    void: Void | None = None
    provenance: Provenance = Provenance()
    fields: Annotated[dict[Word, FieldModel], BeforeValidator(_no_twins)]
    conditions: Annotated[dict[Word, str], BeforeValidator(_no_twins)] = {}

    @property
    def types(self) -> dict[str, Type]:
        """The types of its fields."""
        return {name: field.language_type for name, field in self.fields.items()}

    @property
    def join_field(self) -> str:
        """The field that ties a row to a subject."""
        return self.join or self.key
