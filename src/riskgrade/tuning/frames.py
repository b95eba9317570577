"""`Table`: the one form of what tuning gives: a data frame that can be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from .drawing import Draw
from .error import TuningError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .picture import Picture


@dataclass(frozen=True, eq=False, slots=True)
class Table:
    """A data frame that can be drawn.

    Args:
        data: the frame, in Polars.
        draw: draws it; None where there is nothing to draw.
        as_pandas: whether the caller works with pandas.

    Examples:
        >>> table = Table(pl.DataFrame({"level": ["A", "B"], "subjects": [3, 1]}))
        >>> table.frame.rows(), len(table)
        ([('A', 3), ('B', 1)], 2)
        >>> type(Table(table.data, as_pandas=True).frame).__module__.partition(".")[0]
        'pandas'
    """

    data: pl.DataFrame
    draw: Draw | None = None
    as_pandas: bool = False

    @property
    def frame(self) -> Any:
        """The frame in the kind that the caller works with: pandas where the registers came as such, else Polars."""
        return self.data.to_pandas() if self.as_pandas else self.data

    def plot(self, ax: Axes | None = None, language: str = "zh") -> Picture:
        """Draw it on one axes.

        Args:
            ax: where; a new figure if not given. Nothing is shown or kept open by itself.
            language: ``zh`` or ``en``; English where no installed font has Chinese characters, with one warning.

        Returns:
            The picture: `ax`, `figure`, `save(path)`; a notebook shows it.

        Raises:
            TuningError: it is a table to be read, not drawn.
        """
        if self.draw is None:
            raise TuningError("this table is not drawn; read it by its `frame`", "该表不作图；请查看其 frame")
        from .picture import drawn

        return drawn(self.data, self.draw, ax, language)

    def __len__(self) -> int:
        return self.data.height

    def __repr__(self) -> str:
        return repr(self.data)

    def _repr_html_(self) -> str:
        return str(self.data._repr_html_())
