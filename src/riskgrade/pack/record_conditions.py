"""Conditions on records that a register names, so that facts mean the same by the same word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..language import tree
from ..language.environment import Environment
from ..language.types import Kind
from .diagnostics import Diagnostic, DiagnosticCode
from .expressions import Compiler
from .parts import REGISTERS, Part, Parts
from .register_model import RegisterModel

Conditions = Mapping[str, tree.Node]
"""The conditions of one register, by name."""


def compile_conditions(parts: Parts, constants: Environment, wrong: list[Diagnostic]) -> dict[str, Conditions]:
    """The named conditions of every register, each checked where it stands.

    Args:
        parts: the merged parts of a pack.
        constants: the names that are the same in every row.
        wrong: mistakes are added here.

    Returns:
        Register -> name -> tree; a condition may use those written before it.
    """
    return {name: _of_register(part, constants, wrong) for name, part in parts.items[REGISTERS].items()}


def _of_register(part: Part, constants: Environment, wrong: list[Diagnostic]) -> Conditions:
    model: RegisterModel = part.model
    compiler = Compiler(wrong)
    environment = replace(constants, names={**constants.names, **model.types})
    found: dict[str, tree.Node] = {}
    for name, text in model.conditions.items():
        at = ("conditions", name)
        if name in environment.names or name in constants.tables or name in constants.lists:
            en = f"'{name}' is already a field, a parameter or a day; give the condition another name"
            zh = f"{name} 已是字段、参数或固有日期；请为该条件改名"
            wrong.append(part.diagnostic(DiagnosticCode.NAME_CLASH, en, zh, at))
            continue
        node = compiler.parse(text, part, at)
        if node is not None and compiler.check(written_out(node, found), environment, Kind.BOOL, text, part, at):
            found[name] = written_out(node, found)
    return found


def written_out(node: tree.Node, conditions: Conditions) -> tree.Node:
    """A condition with the named ones in it written out.

    Examples:
        >>> written_out(tree.Not(tree.Name("final")), {"final": tree.Name("failed")})
        Not(item=Name(name='failed'))
    """
    return tree.rebuilt(node, lambda part: conditions.get(part.name) if isinstance(part, tree.Name) else None)
