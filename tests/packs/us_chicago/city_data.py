"""The City of Chicago's evaluation data in the terms of the pack: read where they lie, never copied."""

from __future__ import annotations

from pathlib import Path

import polars as pl


def city_rows(folder: Path) -> pl.DataFrame:
    """The canvass inspections as the city published them, with a whole inspection ID."""
    rows = pl.read_csv(folder / "canvass.csv.gz", try_parse_dates=True, schema_overrides={"License": pl.String})
    return rows.with_columns(_whole("Inspection_ID"))


def city_registers(folder: Path) -> dict[str, pl.DataFrame]:
    """The register of the pack. Its headings are the city's; two things are put together first.

    The codes that a visit found stand in a file of their own, a column a code; here they are a list. The city gives the
    age of a licence in years of 365 days; the pack wants the day.
    """
    found = pl.read_csv(folder / "violation_matrix.csv.gz").with_columns(_whole("Inspection_ID"))
    codes = [name for name in found.columns if name != "Inspection_ID"]
    named = [pl.when(pl.col(code) > 0).then(pl.lit(code)) for code in codes]
    lists = found.select("Inspection_ID", codes=";" + pl.concat_str(named, separator=";", ignore_nulls=True) + ";")
    rows = city_rows(folder).join(lists, on="Inspection_ID", how="left", validate="1:1")
    licensed = pl.duration(days=(pl.col("ageAtInspection") * 365).round().cast(pl.Int64))
    return {"inspections": rows.with_columns(licensed_on=pl.col("Inspection_Date") - licensed)}


def _whole(name: str) -> pl.Expr:
    """A number such as 269961.0 as the code that it is."""
    return pl.col(name).cast(pl.Int64).cast(pl.String)
