"""What draws a frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Draw = Callable[[pl.DataFrame, "Axes", str], None]
"""Draws a frame on one axes, in `zh` or `en`."""
