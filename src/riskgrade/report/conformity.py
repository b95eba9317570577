"""Computed levels held against published ones, subject by subject."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import polars as pl

from ..grading.reference import Grader
from ..grading.subject_rows import FUTURE, UNDATED
from ..language.types import Kind, day_number
from ..pack.diagnostics import hint
from ..pack.model import Pack
from ..registers import Register
from .findings_table import set_aside
from .grading_run import Run
from .refusal import RefusalError
from .summary import pack_data


class Match(StrEnum):
    """How a subject's computed level stands to the published one; what is published is asked first."""

    AGREE = "agree"
    DISAGREE = "disagree"
    NOT_COMPUTABLE = "not_computable"
    NOT_PUBLISHED = "not_published"


@dataclass(frozen=True)
class Conformity:
    """How far computed levels agree with published ones.

    Args:
        run: the run that computed them.
        grade: the grade.
        field: the field with what was published.
        table: a row a subject, sorted by it: `subject`, `published`, `computed`, `match`, `reason` (why there is no
            level), `possible` (such as ``B..D`` where it is withheld), `missing` (names joined by ``;``).
    """

    run: Run
    grade: str
    field: str
    table: pl.DataFrame

    def count(self, match: Match) -> int:
        """How many subjects there are of a kind."""
        return int(self.table.select((pl.col("match") == str(match)).sum()).item())

    @property
    def set_aside(self) -> int:
        """Rows that could not be read, of all registers."""
        return set_aside(self.run.registers)

    @property
    def holds(self) -> bool:
        """Whether every published level that can be computed was, with no row left out."""
        return self.count(Match.DISAGREE) == 0 and self.set_aside == 0

    def data(self) -> dict[str, Any]:
        """All of it as plain data; the counts are the keys of `conform --json`."""
        agree, disagree = self.count(Match.AGREE), self.count(Match.DISAGREE)
        return {
            "pack": pack_data(self.run.batch.pack),
            "as_of": self.run.batch.moment.as_of.isoformat(),
            "period": self.run.batch.moment.period,
            "grade": self.grade,
            "published_field": self.field,
            "rows": self.table.height,
            "computed": agree + disagree,
            "not_computable": self.count(Match.NOT_COMPUTABLE),
            "not_published": self.count(Match.NOT_PUBLISHED),
            "agree": agree,
            "disagree": disagree,
            "set_aside": self.set_aside,
            "disagreements": self._rows(Match.DISAGREE, ["subject", "published", "computed"]),
            "not_computable_rows": [
                row | {"missing": row["missing"].split(";") if row["missing"] else []}
                for row in self._rows(Match.NOT_COMPUTABLE, ["subject", "published", "reason", "possible", "missing"])
            ],
            "notices": [{"en": en, "zh": zh} for en, zh in self.run.notices],
        }

    def _rows(self, match: Match, columns: list[str]) -> list[dict[str, Any]]:
        return self.table.filter(pl.col("match") == str(match)).select(columns).to_dicts()


def conformity(run: Run, published: str, grade: str | None = None) -> Conformity:
    """Hold a run against what was published.

    Args:
        run: the run.
        published: the field of the subject register with the published level.
        grade: the grade; needed only if the pack has several.

    Raises:
        RefusalError: there is no such field or grade.
    """
    batch, pack = run.batch, run.batch.pack
    grade = _grade(pack, grade)
    subjects = run.registers.registers[pack.subject or ""]
    _hold_field(pack, subjects, published)
    ends = pl.concat_str(f"{grade}_best", pl.lit(".."), f"{grade}_worst")
    computed = batch.decisions.lazy().select(
        "subject",
        pl.col(grade).alias("computed"),
        pl.col(f"{grade}_excluded").alias("reason"),
        pl.when(pl.col(grade).is_null()).then(ends).alias("possible"),
    )
    said = _published(subjects, published, day_number(batch.moment.as_of))
    levels = pl.lit(pl.Series(pack.grades[grade].levels, dtype=pl.String).implode())
    match = (
        pl.when(~pl.col("published").is_in(levels))
        .then(pl.lit(str(Match.NOT_PUBLISHED)))
        .when(pl.col("computed").is_null())
        .then(pl.lit(str(Match.NOT_COMPUTABLE)))
        .when(pl.col("computed") == pl.col("published"))
        .then(pl.lit(str(Match.AGREE)))
        .otherwise(pl.lit(str(Match.DISAGREE)))
    )
    joined = computed.join(said, on="subject", how="left").with_columns(pl.col("published").fill_null(""))
    joined = joined.with_columns(
        match.alias("match"),
        pl.when(pl.col("computed").is_null()).then(pl.col("reason").fill_null("withheld")).alias("reason"),
    )
    table = joined.select("subject", "published", "computed", "match", "reason", "possible").sort("subject").collect()
    return Conformity(run, grade, published, _with_missing(table, run, grade))


def _with_missing(table: pl.DataFrame, run: Run, grade: str) -> pl.DataFrame:
    """Name what is missing where a published level could not be computed."""
    asked = table.filter(pl.col("match") == str(Match.NOT_COMPUTABLE))["subject"].to_list()
    grader = Grader(run.batch.pack, run.registers, run.batch.moment)
    told = {one.subject: ";".join(one.missing[grade]) for one in grader.decide(asked)} if asked else {}
    missing = pl.DataFrame(
        {"subject": list(told), "missing": list(told.values())}, schema=dict.fromkeys(["subject", "missing"], pl.String)
    )
    return table.join(missing, on="subject", how="left", maintain_order="left").with_columns(
        pl.col("missing").fill_null("")
    )


def _grade(pack: Pack, asked: str | None) -> str:
    names = list(pack.grades)
    if asked is None and len(names) == 1:
        return names[0]
    if asked in names:
        return str(asked)
    shown = ", ".join(names)
    if asked is None:
        raise RefusalError(f"pack {pack.id} has several grades; name one with --grade: {shown}",
                           f"规则包 {pack.id} 有多个等级；请用 --grade 指定：{shown}")  # fmt: skip
    near_en, near_zh = hint(asked, names)
    raise RefusalError(f"pack {pack.id} has no grade '{asked}'{near_en} (grades: {shown})",
                       f"规则包 {pack.id} 没有等级 {asked}{near_zh}（现有：{shown}）")  # fmt: skip


def _hold_field(pack: Pack, subjects: Register, published: str) -> None:
    fields = subjects.model.fields
    if published not in fields:
        near_en, near_zh = hint(published, fields)
        shown = ", ".join(fields)
        raise RefusalError(
            f"the register {pack.subject} has no field '{published}'{near_en} (fields: {shown})",
            f"名册 {pack.subject} 没有字段 {published}{near_zh}（现有：{shown}）",
        )
    field = fields[published]
    if field.kind not in (Kind.TEXT, Kind.NUMBER) or field.scale:
        raise RefusalError(
            f"the field '{published}' holds a {field.type}; a published level is a text, a code or a whole number",
            f"字段 {published} 的类型为 {field.type}；已公布的级别应为文本、代码或整数",
        )


def _published(subjects: Register, field: str, as_of: int) -> pl.LazyFrame:
    """The published level of each subject; of several rows, that of the newest valid one."""
    model, frame = subjects.model, subjects.frame
    if model.valid_from is not None:
        start = pl.col(model.valid_from)
        # As the grade itself picks the row.
        order = pl.when(start.is_null()).then(UNDATED).when(start > as_of).then(FUTURE).otherwise(start)
        frame = frame.with_columns(order.alias("#order"), start.fill_null(0).alias("#second"))
        frame = frame.sort("#order", "#second").unique(model.key, keep="last", maintain_order=True)
    return frame.select(pl.col(model.key).alias("subject"), pl.col(field).cast(pl.String).alias("published"))
