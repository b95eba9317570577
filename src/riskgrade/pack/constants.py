"""The names that mean the same in every row: the days of the period, and the pack's parameters."""

from __future__ import annotations

from collections.abc import Mapping

from ..language.environment import Environment, TableType
from ..language.types import date_type
from .compile_facts import CONSTANTS
from .parameter import Parameter


def constants_of(parameters: Mapping[str, Parameter]) -> Environment:
    """What conditions may name of a pack besides fields and facts.

    Args:
        parameters: the pack's.

    Examples:
        >>> sorted(constants_of({}).names)[:2]
        ['as_of', 'period_end']
    """
    scalars = {name: one.type for name, one in parameters.items() if one.type is not None}
    tables: dict[str, TableType] = {name: one.table for name, one in parameters.items() if one.table is not None}
    lists = frozenset(name for name, one in parameters.items() if one.type is None and one.table is None)
    dates = {name: date_type(maybe=False) for name in CONSTANTS}
    return Environment(names={**scalars, **dates}, tables=tables, lists=lists)
