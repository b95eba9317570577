"""What must hold inside a register and between registers and parameters before anything is compiled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..language.operands import KINDS
from ..language.types import Kind
from .check_through import check_through
from .compile_facts import CONSTANTS
from .diagnostics import Diagnostic, DiagnosticCode, hint
from .document import Document, Path_
from .parts import PARAMETERS, REGISTERS, Part, Parts
from .register_model import Blank, RegisterModel
from .window import is_constant

_Reference = tuple[Path_, str, Kind | None]
"""Where a field is named, the field, and the kind it must be of (None for any)."""


def check_registers(parts: Parts, wrong: list[Diagnostic]) -> None:
    """Every field that a register names must be one of its fields, and of the right kind.

    Args:
        parts: the merged parts of a pack.
        wrong: mistakes are added here.
    """
    for name, part in parts.items[REGISTERS].items():
        model: RegisterModel = part.model
        for path, field, kind in _references(model):
            found = model.fields.get(field)
            if found is None or (kind is not None and found.kind is not kind):
                wrong.append(_no_field(name, part, path, field, kind))
            elif path[2:4] == ("personal", "when"):
                wrong.extend(_no_codes(part, path, field))
    check_through(parts, wrong)


def _references(model: RegisterModel) -> Iterator[_Reference]:
    """Every place where a register names one of its own fields."""
    anywhere = {"key": model.key, "join": model.join}
    dates = {"date": model.date, "recorded": model.recorded, "valid_from": model.valid_from}
    for names, kind in ((anywhere, None), (dates, Kind.DATE)):
        yield from (((key,), field, kind) for key, field in names.items() if field is not None)
    if model.void is not None:
        yield ("void", "on"), model.void.on, Kind.DATE
        yield ("void", "reason"), model.void.reason, Kind.TEXT
    for place, source in model.provenance:
        if source is not None:
            yield ("provenance", place), source, Kind.TEXT
    for name, field in model.fields.items():
        if field.known_from is not None:
            yield ("fields", name, "known_from"), field.known_from, Kind.DATE
        if field.personal is not None:
            yield from ((("fields", name, "personal", "when", one), one, Kind.TEXT) for one in field.personal.when)
        if isinstance(field.blank, Blank):
            at = ("fields", name, "blank")
            yield from (((*at, "field"), other, field.kind) for other in field.blank.field)
            if field.blank.month_end is not None:
                yield (*at, "month_end"), field.blank.month_end, Kind.DATE


def _no_codes(part: Part, path: Path_, field: str) -> Iterator[Diagnostic]:
    """Codes of a `when` that the field cannot hold: what they were meant to mask would come out."""
    values = part.model.fields[field].values
    for code in part.model.fields[str(path[1])].personal.when[field] if values is not None else ():
        if code not in values:
            en, zh = hint(code, values)
            message = f"'{code}' is no code of {field}{en}", f"{code} 不是 {field} 的代码{zh}"
            yield part.diagnostic(DiagnosticCode.BAD_VALUE, *message, path)


def _no_field(name: str, part: Part, path: Path_, field: str, kind: Kind | None) -> Diagnostic:
    fields = part.model.fields
    en, zh = hint(field, [other for other, one in fields.items() if kind is None or one.kind is kind])
    words = None if kind is None else KINDS[kind]
    if field in fields and words is not None:
        found = KINDS[fields[field].kind]
        message = f"'{field}' holds {found.en}, not {words.en}{en}", f"{field} 的类型是{found.zh}，不是{words.zh}{zh}"
    else:
        message = f"{name} has no field '{field}'{en}", f"{name} 没有字段 {field}{zh}"
    return part.diagnostic(DiagnosticCode.UNKNOWN_NAME, *message, path)


def check_names(parts: Parts, wrong: list[Diagnostic]) -> None:
    """A name may mean one thing: no field or parameter is called like a day of the period, no parameter like a field.

    Args:
        parts: the merged parts of a pack.
        wrong: mistakes are added here.
    """
    fields: dict[str, str] = {}
    for register, part in parts.items[REGISTERS].items():
        for field in part.model.fields:
            fields.setdefault(field, register)
            if field in CONSTANTS or is_constant(field):
                wrong.append(
                    _clash(field, part, ("fields", field), "a day that every condition knows", "条件中固有的日期")
                )
    for name, part in parts.items[PARAMETERS].items():
        if name in CONSTANTS or is_constant(name):
            wrong.append(_clash(name, part, (), "a day that every condition knows", "条件中固有的日期"))
        elif name in fields:
            wrong.append(_clash(name, part, (), f"a field of {fields[name]}", f"登记册 {fields[name]} 的字段"))


def _clash(name: str, part: Part, at: Path_, en: str, zh: str) -> Diagnostic:
    return part.diagnostic(
        DiagnosticCode.NAME_CLASH, f"'{name}' is already {en}; take another name", f"{name} 已是{zh}；请改名", at
    )


def check_dates(parts: Parts, wrong: list[Diagnostic]) -> None:
    """`to` may not lie before `from`: of the pack and of each source."""
    places: Iterable[tuple[Document, Path_, Mapping[str, object]]] = [(parts.document, (), vars(parts.pack))]
    sources = [(one.document, one.path, vars(one.model)) for one in parts.items["sources"].values()]
    for document, path, model in (*places, *sources):
        first, last = model["from_"], model["to"]
        if first is not None and last is not None and last < first:
            wrong.append(document.reversed_dates(path))
