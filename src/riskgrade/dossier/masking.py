"""Values that name a natural person, masked as the pack says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..pack.register_model import FieldModel, FieldType, Mask, RegisterModel

HIDDEN = "******"


def masks(model: RegisterModel, row: Mapping[str, Any], show_persons: bool) -> frozenset[str]:
    """The fields of a record whose values must not come out.

    Args:
        model: its register.
        row: the record, in physical form.
        show_persons: whether whoever looks asked for persons.

    Examples:
        >>> model = RegisterModel(key="a", fields={"a": {"type": "code"}, "kind": {"type": "code"}, "name": {
        ...     "type": "text", "personal": {"mask": "unless_shown", "when": {"kind": ["person"]}}}})
        >>> [sorted(masks(model, {"a": "1", "kind": kind, "name": "x"}, False)) for kind in ("person", "firm", "")]
        [['name'], [], ['name']]
    """
    return frozenset(name for name, field in model.fields.items() if _masked(field, row, show_persons))


def _masked(field: FieldModel, row: Mapping[str, Any], show_persons: bool) -> bool:
    personal = field.personal
    if personal is None or (personal.mask is Mask.UNLESS_SHOWN and show_persons):
        return False
    # What a row does not say it is may be a person.
    return all(row[name] in codes or not row[name] for name, codes in personal.when.items())


def masked(field: FieldModel, text: str) -> str:
    """A text of which no person can be told: of a name its first character, of a code nothing; its length never.

    Args:
        field: the field that holds it.
        text: the text; an empty one stays.

    Examples:
        >>> name, code = FieldModel(type="text"), FieldModel(type="code")
        >>> masked(name, "甲乙丙"), masked(code, "510000190001010000"), masked(name, "")
        ('甲**', '******', '')
    """
    if not text:
        return ""
    return f"{text[0]}**" if field.type is FieldType.TEXT else HIDDEN
