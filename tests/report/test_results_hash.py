"""The results hash: the same on every engine and from every kind of file, and another for every other result."""

import polars as pl
import pytest
import xlsxwriter

from riskgrade.report.grading_run import run_grade
from riskgrade.report.results_hash import SLICE, results_sha256
from tests.report import sample


def workbook(path, **sheets):
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for column, heading in enumerate(rows[0]):
                page.write_string(0, column, heading)
                for number, row in enumerate(rows, 1):
                    page.write_string(number, column, row[heading])
    return path


def test_every_engine_and_every_kind_of_file_give_the_same_hash(pack, registers, tmp_path):
    book = workbook(tmp_path / "book.xlsx", firms=sample.FIRMS, samplings=sample.SAMPLINGS)
    shuffled = {"firms": sample.FIRMS[::-1], "samplings": sample.SAMPLINGS[::-1]}
    frames = {"firms": pl.DataFrame(sample.FIRMS), "samplings": pl.DataFrame(sample.SAMPLINGS)}
    hashes = {
        run_grade(source, pack, sample.AS_OF, engine=engine).results_sha256
        for source in (registers, book, shuffled, frames)
        for engine in ("polars", "duckdb")
    }
    assert len(hashes) == 1


FRAME = pl.DataFrame({"subject": ["1", "2"], "risk": ["A", None], "score": [1, None], "flag": [True, None]})


@pytest.mark.parametrize(
    "other",
    [
        FRAME.with_columns(pl.col("risk").fill_null("")),
        FRAME.with_columns(pl.col("score").fill_null(0)),
        FRAME.with_columns(pl.col("flag").fill_null(value=False)),
        FRAME.rename({"risk": "ris"}),
        FRAME.reverse(),
        FRAME.head(1),
        FRAME.select("risk", "subject", "score", "flag"),
        FRAME.with_columns(pl.lit("").alias("more")),
        FRAME.with_columns(subject=pl.Series(["", "12"])),
        FRAME.with_columns(pl.col("score").cast(pl.String)),
    ],
    ids=["text", "number", "truth", "name", "order", "rows", "columns", "column", "lengths", "kind"],
)
def test_what_differs_has_another_hash(other):
    assert results_sha256(other) != results_sha256(FRAME)


def test_how_the_values_are_held_does_not_matter():
    held = pl.concat([FRAME.head(1), FRAME.tail(1)], rechunk=False).with_columns(pl.col("score").cast(pl.Int16))
    assert results_sha256(held) == results_sha256(FRAME)


def test_more_rows_than_a_slice():
    frame = pl.DataFrame({"subject": pl.int_range(SLICE + 3, eager=True).cast(pl.String)})
    changed = frame.with_columns(
        pl.when(pl.int_range(pl.len()) == SLICE).then(pl.lit("x")).otherwise("subject").alias("subject")
    )
    assert results_sha256(frame) != results_sha256(changed)


def test_a_column_that_no_decision_has_is_refused():
    with pytest.raises(TypeError, match="score is Float64"):
        results_sha256(pl.DataFrame({"score": [1.5]}))
