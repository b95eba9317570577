"""`through`: the register between a row and its subject must be there, hold the field, and not lead round in a circle."""

from __future__ import annotations

from .circle import circle_in
from .diagnostics import Diagnostic, DiagnosticCode, hint
from .parts import REGISTERS, Part, Parts
from .register_model import RegisterModel


def check_through(parts: Parts, wrong: list[Diagnostic]) -> None:
    """Every register that hangs on another can be followed to it.

    Args:
        parts: the merged parts of a pack.
        wrong: mistakes are added here.
    """
    registers = parts.items[REGISTERS]
    for part in registers.values():
        if part.model.through is not None:
            wrong.extend(_problems(part, registers))
    left = {name: {part.model.through} for name, part in registers.items() if part.model.through in registers}
    while ended := [name for name, needs in left.items() if not needs & left.keys()]:
        for name in ended:
            del left[name]
    if left:
        circle = circle_in(left)
        shown = " -> ".join(circle)
        en, zh = f"registers hang on each other in a circle: {shown}", f"登记册之间循环关联：{shown}"
        wrong.append(registers[circle[0]].diagnostic(DiagnosticCode.DEPENDENCY_CYCLE, en, zh, ("through",)))


def _problems(part: Part, registers: dict[str, Part]) -> list[Diagnostic]:
    model: RegisterModel = part.model
    name, field = model.through or "", model.join_field
    if name not in registers:
        en, zh = hint(name, registers)
        message = f"there is no register '{name}'{en}", f"没有名为 {name} 的登记册{zh}"
        return [part.diagnostic(DiagnosticCode.UNKNOWN_NAME, *message, ("through",))]
    other: RegisterModel = registers[name].model
    if field not in other.fields:
        en, zh = hint(field, other.fields)
        message = f"{name} has no field '{field}' to hang on{en}", f"{name} 没有可供关联的字段 {field}{zh}"
        return [part.diagnostic(DiagnosticCode.UNKNOWN_NAME, *message, ("through",))]
    if field in model.fields and other.fields[field].type is not model.fields[field].type:
        en = f"'{field}' is a {model.fields[field].type} here and a {other.fields[field].type} in {name}"
        zh = f"{field} 在此处与在 {name} 中的类型不同"
        return [part.diagnostic(DiagnosticCode.BAD_VALUE, en, zh, ("through",))]
    return []
