"""The condition language: one closed tree; its parser, types, meaning, columns and text.

This room knows no pack, register or grade: names mean what the given `Environment` says.
"""

from __future__ import annotations

from .check import check
from .columns import columns
from .evaluate import evaluate
from .parse import parse
from .text import render, source

__all__ = ["check", "columns", "evaluate", "parse", "render", "source"]
