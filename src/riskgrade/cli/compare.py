"""`riskgrade compare`: two packs, or a pack and a patch to it, over the same registers."""

from __future__ import annotations

from pathlib import Path

import click

from .options import coverage_option, engine_option, output_options
from .usage_text import ToldUsageError

SHOWN = 20
"""Subjects that are shown; --json and --out have them all."""


@click.command()
@click.argument("given", nargs=-1, required=True, metavar="PACK_A [PACK_B] REGISTERS")
@click.option("--on", required=True, metavar="DATE", help="What is known by this day counts. / 以此日已知的记录为准。")
@click.option(
    "--period", metavar="YEAR", help="The rating year; that of --on if left out. / 评定年度，默认为 --on 所在年。"
)
@click.option(
    "--patch",
    "patch_file",
    metavar="FILE",
    help="Instead of PACK_B: a patch to PACK_A, `path: value` lines. / 代替 PACK_B 的补丁文件。",
)
@click.option(
    "--grade",
    metavar="NAME",
    help="The grade; all that both packs have if left out. / 指定等级，默认为共有的全部等级。",
)
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="DIR", help="Tables and drawings go here. / 表格与图的文件夹。"
)
@click.option("--dry-run", is_flag=True, help="Compare, but write nothing. / 只对照，不写文件。")
@engine_option
@coverage_option
@output_options
def compare(
    given: tuple[str, ...],
    on: str,
    period: str | None,
    patch_file: str | None,
    grade: str | None,
    out: Path | None,
    dry_run: bool,
    engine: str,
    coverage: dict[str, object] | None,
    language: str,
    as_json: bool,
) -> int:
    """Who would move if PACK_B took the place of PACK_A, why, and what it asks of inspectors.

    如以 PACK_B 取代 PACK_A，哪些主体的级别会变动、原因为何、检查工作量如何变化。

    The folder --out appears whole or not at all: summary, migration, changed and workload as csv and as drawings, the patch as a
    diff, and manifest.json. Drawings show one grade: name it with --grade.

    \b
    riskgrade compare cn-suining-2023 datasets/suining-demo --patch candidate.yaml --on 2023-12-31 --grade food_risk
    """  # noqa: D301 - click keeps the lines of a paragraph that begins with \b
    from ..report.compare import opened_comparison
    from ..report.findings_table import needs_attention
    from ..report.out_folder import check_out
    from ..report.patch_file import read_patch
    from .compare_text import compare_json, show_comparison, written
    from .screen import Screen, progress

    if len(given) != (2 if patch_file else 3):
        raise ToldUsageError(
            "Name PACK_A, PACK_B and REGISTERS, or PACK_A and REGISTERS with --patch FILE",
            "请依次给出 PACK_A、PACK_B 和 REGISTERS，或给出 PACK_A、REGISTERS 并用 --patch 指定补丁文件",
        )
    pack_a, registers = given[0], given[-1]
    if out is not None and not dry_run:
        check_out(out, registers)
    pack_b = read_patch(patch_file) if patch_file else given[1]
    screen = Screen(language)
    with progress() as say:
        found, read = opened_comparison(pack_a, pack_b, registers, on, period, grade, engine, coverage, say)
        files = written(found, out, language) if out is not None and not dry_run else {}
    if as_json:
        screen.json(compare_json(found, files))
    else:
        show_comparison(screen, found, None if dry_run else out, SHOWN)
    return 1 if needs_attention(read) else 0
