"""`rg.read_feed`: a feed of penalties, of either generation, as rows of the register."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from ..publicity import DEFAULT_PACK, Layouts, load_layouts
from ..publicity.read_feed import FeedRows, read_feed_rows
from ..registers import Finding, RegisterError, Registers, Severity
from ..registers import load_registers as read_registers
from ..registers.as_text import as_text
from ..registers.messages import make_finding
from ..registers.table import ROW, Table
from ..registers.text_file import read_csv
from ..registers.workbook import read_workbook


@dataclass(frozen=True)
class FeedRead:
    """A feed that was read.

    Args:
        rows: its rows, and how they were read.
        layouts: the layouts.
        file: what the file is called.
    """

    rows: FeedRows
    layouts: Layouts
    file: str

    @cached_property
    def frame(self) -> pl.DataFrame:
        """Its rows under the names of the register's fields; every cell is text."""
        fields = self.layouts.pack.registers[self.rows.register].fields
        held = [name for name in fields if any(row.get(name) for row in self.rows.rows)]
        return pl.DataFrame(
            {name: [row.get(name, "") for row in self.rows.rows] for name in held},
            schema=dict.fromkeys(held, pl.String),
        )

    @cached_property
    def faults(self) -> tuple[Finding, ...]:
        """What the register cannot take, with the rows of the file."""
        model = self.layouts.pack.registers[self.rows.register]
        return tuple(
            make_finding(
                one.code, one.severity, one.register, model, self.file, one.field or model.key,
                row=None if one.row is None else self.rows.numbers[one.row - 1], value=one.value, key=one.key,
            )
            for one in self.registers.findings
            if one.severity is not Severity.WARNING
        )  # fmt: skip

    @cached_property
    def registers(self) -> Registers:
        """The same as a register that was read and checked."""
        models = self.layouts.pack.registers
        return read_registers({self.rows.register: list(self.rows.rows)}, models)


def read_feed(path: str | Path, layouts: Layouts | str | Path = DEFAULT_PACK) -> FeedRead:
    """Read a feed of penalties: a csv file or the first sheet of a workbook, with headings of either generation.

    Args:
        path: the file.
        layouts: a pack with a `publicity.yaml`, its id or its path.

    Raises:
        RegisterError: the file cannot be read.
        PublicityError: its headings are of no generation that is known.
    """
    known = layouts if isinstance(layouts, Layouts) else load_layouts(layouts)
    table = _table(Path(path))
    cells = as_text(table)
    rows = ((int(row[0]), [str(cell) for cell in row[1:]]) for row in cells.select(ROW, *table.columns).iter_rows())
    return FeedRead(read_feed_rows(table.headings, rows, known, table.file), known, table.file)


def _table(path: Path) -> Table:
    if not path.is_file():
        raise RegisterError(f"{path} is not there. Please check the path.", f"找不到 {path}，请检查路径。")
    if path.suffix.lower() != ".xlsx":
        return read_csv(path, "penalties", path.name)
    book = read_workbook(path, path.name, (), first=True)
    sheet = book.sheets[0]
    columns = tuple(column for column in sheet.cells.columns if column != ROW)
    cells = sheet.cells.with_columns(pl.col(ROW).cast(pl.Int64)).lazy()
    return Table("penalties", f"{path.name} [{sheet.name}]", book.sha256, sheet.headings, columns, cells)
