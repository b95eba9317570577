"""Levels that are withheld as a table: between which levels each is, and what is missing to be certain of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from ..explain.missing import missing_of
from ..explain.vocabulary import Vocabulary
from ..grading.batch import Batch
from ..grading.reference import Grader
from .grading_run import Run
from .notices import Notice
from .source import Progress

MOST = 10_000
"""Subjects whose missing names are told: they come from the reference, subject by subject, and each takes its time."""

CHUNK = 1_000
"""Subjects that are looked at together; more would hold more records in memory, fewer would read the registers oftener."""

_NAMED = dict.fromkeys(("subject", "grade", "missing", "missing_en", "missing_zh"), pl.String)


def withheld(run: Run, progress: Progress | None = None) -> pl.DataFrame:
    """The withheld levels of a run, one row a subject and grade, by subject and then as the pack has its grades.

    Args:
        run: the run.
        progress: told how many subjects were looked at.

    Returns:
        `subject`, `grade`; `best` and `worst`, the levels between which it is; `missing`, the names of what is not known as
        `Decision.missing` has them, joined by `;` (blank where nothing is: a decision table does not decide, and a finding
        says so); `missing_en` and `missing_zh`, what people call them. After `MOST` subjects these two say that names are
        no longer told.
    """
    batch = run.batch
    kept = ["subject", "grade", "best", "worst"]
    parts = [
        batch.decisions.filter(_is_withheld(name)).select(
            "subject",
            pl.lit(name).alias("grade"),
            pl.col(f"{name}_best").alias("best"),
            pl.col(f"{name}_worst").alias("worst"),
            pl.lit(place).alias("place"),
        )
        for place, name in enumerate(batch.pack.grades)
    ]
    table = pl.concat(parts).sort("subject", "place").select(kept)
    subjects = table["subject"].unique(maintain_order=True).to_list()
    rows = list(_named(run, subjects[:MOST], progress or (lambda _: None)))
    named = pl.DataFrame(rows, schema=_NAMED, orient="row")
    joined = table.join(named, on=["subject", "grade"], how="left", maintain_order="left")
    en, zh = _sentence(len(subjects))
    return joined.with_columns(
        pl.col("missing").fill_null(""), pl.col("missing_en").fill_null(en), pl.col("missing_zh").fill_null(zh)
    )


def withheld_notices(batch: Batch) -> tuple[Notice, ...]:
    """What to know of the table: that it does not name everything, where it does not.

    Args:
        batch: the decisions.
    """
    anywhere = pl.any_horizontal(_is_withheld(name) for name in batch.pack.grades)
    count = int(batch.decisions.select(anywhere.sum()).item())
    return () if count <= MOST else ((f"withheld.csv: {_sentence(count)[0]}", f"withheld.csv：{_sentence(count)[1]}"),)


def _is_withheld(grade: str) -> pl.Expr:
    return pl.col(grade).is_null() & pl.col(f"{grade}_excluded").is_null()


def _sentence(count: int) -> Notice:
    return (
        f"Levels of {count:,} subjects are withheld; what is missing is named for the first {MOST:,}. "
        "For another, ask `riskgrade score`.",
        f"共 {count:,} 个主体暂不评定，仅列出前 {MOST:,} 个主体的缺失项；其余可用 riskgrade score 查询。",
    )


def _named(run: Run, subjects: Sequence[str], say: Progress) -> Iterator[tuple[str, str, str, str, str]]:
    """What is missing for each subject and grade, also for those whose level is not withheld."""
    if not subjects:
        return
    grader = Grader(run.batch.pack, run.registers, run.batch.moment)
    words = (Vocabulary(grader.own, ""), *(Vocabulary(one, f"{one.pack.id}/") for one in grader.inner))
    for start in range(0, len(subjects), CHUNK):
        say(f"naming what is missing: {start:,} of {len(subjects):,}")
        for decision in grader.decide(subjects[start : start + CHUNK]):
            for grade, names in decision.missing.items():
                labels = [one.label for one in missing_of(names, words, decision, run.registers)]
                en, zh = ";".join(one.en for one in labels), ";".join(one.zh for one in labels)
                yield decision.subject, grade, ";".join(names), en, zh
