"""A table drawn: matplotlib without a window, the same bytes for the same data."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from .drawing import Draw
from .fonts import chinese_font

WIDTH, HEIGHT, DOTS = 6.4, 4.0, 120


@dataclass(frozen=True, eq=False)
class Picture:
    """What was drawn.

    Args:
        ax: the axes, to add to.
        settings: how its texts are set.
    """

    ax: Axes
    settings: dict[Any, Any]

    @property
    def figure(self) -> Figure:
        """The figure that the axes stands in."""
        found = self.ax.get_figure(root=True)
        assert isinstance(found, Figure)
        return found

    def png(self) -> bytes:
        """The picture as a PNG."""
        return self._bytes("png", {"Software": None})

    def svg(self) -> bytes:
        """The picture as an SVG."""
        return self._bytes("svg", {"Date": None, "Creator": None})

    def save(self, path: str | Path) -> None:
        """Write it, as SVG where the name ends so, else as PNG.

        Args:
            path: the file; one that stands there is replaced.
        """
        path = Path(path)
        path.write_bytes(self.svg() if path.suffix.lower() == ".svg" else self.png())

    def _bytes(self, kind: str, metadata: dict[str, str | None]) -> bytes:
        held = BytesIO()
        with rc_context(self.settings):
            self.figure.savefig(held, format=kind, metadata=metadata)
        return held.getvalue()

    def _repr_png_(self) -> bytes:
        return self.png()


def drawn(data: pl.DataFrame, draw: Draw, ax: Axes | None, language: str) -> Picture:
    """Draw a frame.

    Args:
        data: the frame.
        draw: draws it on an axes.
        ax: where; a new figure if None.
        language: ``zh`` or ``en``.
    """
    font = chinese_font() if language == "zh" else None
    settings: dict[Any, Any] = {"svg.hashsalt": "riskgrade"}
    if font is not None:
        # Latin letters and the minus sign in the font that comes with matplotlib, the rest in the one found.
        settings |= {"font.family": [font, "DejaVu Sans"], "axes.unicode_minus": False}
    with rc_context(settings):
        if ax is None:
            figure = Figure(figsize=(WIDTH, HEIGHT), dpi=DOTS, layout="constrained")
            FigureCanvasAgg(figure)
            ax = figure.add_subplot()
        draw(data, ax, "en" if font is None else language)
    return Picture(ax, settings)
