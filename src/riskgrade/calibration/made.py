"""`Calibration`: what was made, with its gates, its card and its file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from ..tuning.drawing import Draw
from ..tuning.frames import Table
from . import plots
from .artefact import canonical
from .artefact_model import Artefact, Outcome, hundredths_of, points_text
from .card import card_of
from .gate import GATES


@dataclass(frozen=True, eq=False)
class Calibration:
    """A calibration that was made.

    Args:
        artefact: its file.
        tried: what was fitted, whether or not the gates let it pass: path -> hundredths.
        as_pandas: whether tables come as pandas frames.
    """

    artefact: Artefact
    tried: Mapping[str, int]
    as_pandas: bool = False

    @property
    def identity(self) -> bool:
        """Whether the declared values stand, a gate having failed."""
        return self.artefact.outcome is Outcome.DECLARED

    @property
    def failed(self) -> tuple[str, ...]:
        """The gates that failed."""
        return tuple(one.name for one in self.artefact.gates if not one.passed)

    def gates(self) -> Table:
        """Each gate: `gate`, `measures` (in two languages), `figure`, `side` (of the limit it must lie on), `limit`, `passed`."""
        rows = [
            {
                "gate": one.name, "en": GATES[one.name].en, "zh": GATES[one.name].zh, "figure": one.figure,
                "side": ">=" if GATES[one.name].least else "<=", "limit": one.limit, "passed": one.passed,
            }
            for one in self.artefact.gates
        ]  # fmt: skip
        return self._table(rows, plots.gates)

    def values(self) -> Table:
        """Everything that may move: `path`, `declared`, `low`, `high`, `tried` and `given`, in points."""
        rows = [
            {
                "path": one.path, "declared": one.declared, "low": one.low, "high": one.high,
                "tried": points_text(self.tried.get(one.path, hundredths_of(one.value))), "given": one.value,
            }
            for one in (*self.artefact.weights, *self.artefact.cutpoints)
        ]  # fmt: skip
        return self._table(rows, plots.values)

    def folds(self) -> Table:
        """Each day that was looked at, the last one kept for the end (`signed_off`)."""
        return self._table([one.model_dump(mode="json") for one in self.artefact.folds], plots.folds)

    def probabilities(self) -> Table:
        """From score to probability, for people to read."""
        return self._table([one.model_dump(mode="json") for one in self.artefact.table.blocks], plots.probabilities)

    def levels(self) -> Table:
        """What was seen at each level, with Jeffreys intervals."""
        return self._table([one.model_dump(mode="json") for one in self.artefact.table.levels], plots.levels)

    def card(self, language: str = "zh") -> str:
        """The model card, generated from the artefact, as Markdown.

        Args:
            language: ``zh`` or ``en``.
        """
        return card_of(self.artefact, language)

    def save(self, path: str | Path) -> str:
        """Write the artefact; the same artefact gives the same bytes.

        Args:
            path: a file that is not there yet.

        Returns:
            Its sha256.

        Raises:
            OSError: it is there already, or cannot be written.
        """
        with Path(path).open("xb") as file:
            file.write(canonical(self.artefact))
        return self.artefact.sha256

    def _table(self, rows: Sequence[Mapping[str, object]], draw: Draw) -> Table:
        frame = pl.DataFrame(rows, infer_schema_length=None)
        return Table(frame, draw if rows else None, as_pandas=self.as_pandas)
