"""`riskgrade grade`: the monthly batch."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from .options import (
    calibration_options,
    chosen_calibration,
    coverage_option,
    engine_option,
    output_options,
    pack_option,
    registers_argument,
    time_options,
)
from .usage_text import ToldUsageError


def _formats(context: click.Context, parameter: click.Parameter, given: str) -> tuple[str, ...]:
    from ..report.write_run import FORMATS

    asked = tuple(dict.fromkeys(one.strip() for one in given.split(",") if one.strip()))
    for one in asked:
        if one not in FORMATS:
            raise click.BadParameter(f"'{one}' is not one of {', '.join(FORMATS)}", context, parameter)
    if not asked:
        raise click.BadParameter(f"name at least one of {', '.join(FORMATS)}", context, parameter)
    return asked


@click.command()
@registers_argument
@pack_option
@time_options
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where the results go. / 结果文件夹。")
@click.option(
    "--format", "formats", default="parquet,csv", show_default=True, callback=_formats, metavar="LIST",
    help="Any of parquet, csv, xlsx. / 决定的文件格式。",
)  # fmt: skip
@click.option("--facts", is_flag=True, help="Write facts.parquet too. / 同时写出事实。")
@engine_option
@coverage_option
@calibration_options
@click.option(
    "--accept-rejected",
    is_flag=True,
    help="Exit with 0 even if rows were set aside or something was found. / 有问题也以 0 退出。",
)
@click.option(
    "--dry-run", is_flag=True, help="Read, check and grade, but write nothing. / 只读取、检查并评级，不写文件。"
)
@output_options
def grade(
    registers: str,
    pack: str,
    as_of: str,
    period: str | None,
    out: Path | None,
    formats: tuple[str, ...],
    facts: bool,
    engine: str,
    coverage: dict[str, object] | None,
    calibration: str | None,
    calibration_draft: str | None,
    accept_rejected: bool,
    dry_run: bool,
    language: str,
    as_json: bool,
) -> int:
    """Grade every subject of REGISTERS.

    为 REGISTERS 中的全部主体评级。

    REGISTERS is a folder with one file a register (csv, csv.gz, parquet, xlsx) or a workbook with a sheet a register. The
    folder --out appears whole or not at all: decisions, findings.csv, withheld.csv (what is missing where a
    level is withheld), rejected/ (rows set aside, with row number and reason), summary.json and manifest.json.

    \b
    riskgrade grade datasets/uk-made-up --pack uk-fhrs --as-of 2026-06-30 --out build/june
    """  # noqa: D301 - click keeps the lines of a paragraph that begins with \b
    from ..report.grading_run import run_grade
    from ..report.out_folder import check_out
    from ..report.withheld_table import withheld_notices
    from ..report.write_run import write_run
    from .grade_text import grade_json, show_run
    from .screen import Screen, progress

    if out is None and not dry_run:
        raise ToldUsageError(
            "Missing option '--out': name the folder for the results, such as --out build/june, or give --dry-run to write nothing",
            "缺少选项 --out：请给出结果文件夹，如 --out build/june；或用 --dry-run 只检查、不写文件",
        )
    if out is not None and not dry_run:
        check_out(out, registers)
    screen = Screen(language)
    files: dict[str, str] = {}
    with progress() as say:
        run = run_grade(
            registers, pack, as_of, period, coverage, engine, say, facts and not dry_run,
            *chosen_calibration(calibration, calibration_draft),
        )  # fmt: skip
        if out is not None and not dry_run:
            run = replace(run, notices=(*run.notices, *withheld_notices(run.batch)))
            files = write_run(run, out, formats, facts, say)
    if as_json:
        screen.json(grade_json(run, files))
    else:
        show_run(screen, run, None if dry_run else out)
    return 1 if run.needs_attention and not accept_rejected else 0
