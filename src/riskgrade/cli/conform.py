"""`riskgrade conform`: computed levels against published ones."""

from __future__ import annotations

import click

from .options import coverage_option, engine_option, output_options, pack_option, registers_argument, time_options

SHOWN = 20
"""Disagreements that are shown; --json has them all."""


@click.command()
@registers_argument
@pack_option
@time_options
@click.option(
    "--published", required=True, metavar="FIELD", help="The field with the published level. / 已公布级别所在字段。"
)
@click.option("--grade", metavar="NAME", help="The grade, if the pack has several. / 规则包有多个等级时指定其一。")
@engine_option
@coverage_option
@output_options
def conform(
    registers: str,
    pack: str,
    as_of: str,
    period: str | None,
    published: str,
    grade: str | None,
    engine: str,
    coverage: dict[str, object] | None,
    language: str,
    as_json: bool,
) -> int:
    """Hold the levels computed from REGISTERS against those published in them.

    将由 REGISTERS 计算的级别与其中已公布的级别对照。

    A row counts as published if the field holds one of the grade's levels, then as computed if a level came out. Exit status 0:
    all that is computed agrees and no row was set aside.

    \b
    riskgrade conform datasets/uk-made-up --pack uk-fhrs --as-of 2026-06-30 --published rating_value
    """  # noqa: D301 - click keeps the lines of a paragraph that begins with \b
    from ..report.conformity import conformity
    from ..report.grading_run import run_grade
    from .screen import Screen, progress

    screen = Screen(language)
    with progress() as say:
        run = run_grade(registers, pack, as_of, period, coverage, engine, say)
        found = conformity(run, published, grade)
    told = found.data()
    if as_json:
        screen.json(told)
        return 0 if found.holds else 1
    names = {
        "rows": ("rows", "行数"),
        "computed": ("published and computed", "已公布且可计算"),
        "agree": ("  agree", "  一致"),
        "disagree": ("  disagree", "  不一致"),
        "not_computable": ("published, not computable", "已公布但无法计算"),
        "not_published": ("no published level", "没有已公布的级别"),
        "set_aside": ("rows set aside", "搁置的行"),
    }
    rows = [(screen.pick(*shown), f"{told[key]:,}") for key, shown in names.items()]
    title = screen.pick(f"{found.grade} against {published}", f"{found.grade} 与 {published} 对照")
    screen.table(title, ("", screen.pick("count", "数量")), rows, numbers=(1,))
    if told["disagreements"]:
        shown = [(one["subject"], one["published"], one["computed"]) for one in told["disagreements"][:SHOWN]]
        headings = tuple(
            screen.pick(*one) for one in (("subject", "主体"), ("published", "已公布"), ("computed", "计算结果"))
        )
        more = told["disagree"] - len(shown)
        title = screen.pick("Disagreements", "不一致") + (
            screen.pick(f" ({more:,} more with --json)", f"（另有 {more:,} 项，见 --json）") if more else ""
        )
        screen.table(title, headings, shown)
    screen.warn(run.notices)
    return 0 if found.holds else 1
