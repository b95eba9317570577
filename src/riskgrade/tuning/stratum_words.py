"""Strata in the words of their pack, for a picture: tables keep the codes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import polars as pl

from ..pack.model import Pack
from ..pack.register_model import Label
from . import backtest_plots as plots
from .backtest_grades import NEW
from .drawing import Draw

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NEW = Label(zh="新主体", en="new")
_TRUTHS = {"true": Label(zh="是", en="yes"), "false": Label(zh="否", en="no")}
_UNKNOWN = Label(zh="不详", en="not known")


def in_words(pack: Pack) -> Draw:
    """Draws strata with what the pack calls its grades, its fields and facts, and their values; codes where it has no words.

    Args:
        pack: the pack that was tested.
    """
    return partial(_drawn, pack)


def _drawn(pack: Pack, data: pl.DataFrame, ax: Axes, language: str) -> None:
    rows = [
        (
            _said(pack.grades[grade].title, language, grade),
            _said(_named(pack, stratum), language, stratum),
            _said(_valued(pack, stratum, value), language, value or ""),
        )
        for grade, stratum, value in data.select("grade", "stratum", "value").iter_rows()
    ]
    words = pl.DataFrame(rows, schema=dict.fromkeys(("grade", "stratum", "value"), pl.String), orient="row")
    plots.strata(data.with_columns(words.get_columns()), ax, language)


def _named(pack: Pack, stratum: str) -> Label:
    field = pack.registers[pack.subject or ""].fields.get(stratum)
    if field is not None:
        return field.label
    if stratum == NEW:
        return _NEW
    return next((fact.label for fact in pack.facts if fact.name == stratum), Label())


def _valued(pack: Pack, stratum: str, value: str | None) -> Label:
    if value is None:
        return _UNKNOWN
    field = pack.registers[pack.subject or ""].fields.get(stratum)
    if field is not None and field.values is not None:
        return field.values.get(value, Label())
    return _TRUTHS.get(value, Label())


def _said(label: Label, language: str, otherwise: str) -> str:
    """The label in the language; a picture never falls back from English to characters that its font may lack."""
    return (label.zh if language == "zh" else label.en) or otherwise
