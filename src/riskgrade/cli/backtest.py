"""`riskgrade backtest`: how a pack's grades did in the past."""

from __future__ import annotations

from pathlib import Path

import click

from .options import coverage_option, engine_option, output_options, pack_option, registers_argument


@click.command()
@registers_argument
@pack_option
@click.option(
    "--outcome",
    required=True,
    metavar="REGISTER[:CONDITION]",
    help="The event that a grade should tell, such as samplings:final_failure. / 评级应能预示的事件。",
)
@click.option(
    "--horizon",
    default="12m",
    show_default=True,
    metavar="SPAN",
    help="For how long after an origin an event counts: 12m, 180d. / 起点之后的观察期。",
)
@click.option(
    "--among",
    metavar="CONDITION",
    help="Records that show that somebody looked; others have no outcome. / 表明有人检查过的记录，其余主体无结果。",
)
@click.option("--from", "start", required=True, metavar="DATE", help="The first origin. / 首个起点。")
@click.option("--to", "end", required=True, metavar="DATE", help="No origin is later. / 最晚的起点。")
@click.option("--step", default="6m", show_default=True, metavar="SPAN", help="Between origins. / 起点间隔。")
@click.option(
    "--embargo",
    default="0d",
    show_default=True,
    metavar="SPAN",
    help="How long after an origin an event does not count yet. / 起点之后暂不计入的时间。",
)
@click.option(
    "--lag",
    default="0d",
    show_default=True,
    metavar="SPAN",
    help="How long an event may be missing from its register. / 事件录入可能滞后的时间。",
)
@click.option(
    "--strata",
    metavar="FIELD[,FIELD…]",
    help="Also within these fields or facts of the subject; `new`: not graded before. / 按这些字段或事实分层。",
)
@click.option(
    "--grade", "grades", multiple=True, metavar="NAME", help="Only this grade; may be repeated. / 仅指定等级，可重复。"
)
@click.option(
    "--period",
    type=click.Choice(["previous"]),
    help="Grade the year before that of each origin. / 评定起点的上一年度。",
)
@click.option(
    "--since",
    metavar="FIELD",
    help="A date of the subject, such as established_on, before which it is not there. / 主体自该日期字段起存在。",
)
@click.option(
    "--until",
    metavar="DATE",
    help="The last day that the outcome's register tells of. / 结果所在名册的截止日。",
)
@click.option(
    "--draws",
    type=click.IntRange(0, 100_000),
    default=1000,
    show_default=True,
    help="Of enterprises, for the intervals; 0 for none. / 区间的抽样次数，0 为不计算。",
)
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Which draws. / 抽样种子。")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="DIR", help="Tables and drawings go here. / 表格与图的文件夹。"
)
@click.option("--dry-run", is_flag=True, help="Say the folds; read and write nothing. / 仅列出各折，不读写数据。")
@engine_option
@coverage_option
@output_options
def backtest(
    registers: str,
    pack: str,
    outcome: str,
    horizon: str,
    among: str | None,
    start: str,
    end: str,
    step: str,
    embargo: str,
    lag: str,
    strata: str | None,
    grades: tuple[str, ...],
    period: str | None,
    since: str | None,
    until: str | None,
    draws: int,
    seed: int,
    out: Path | None,
    dry_run: bool,
    engine: str,
    coverage: dict[str, object] | None,
    language: str,
    as_json: bool,
) -> int:
    """Grade REGISTERS as of each origin from what was known on that day, and hold the grades against what came after.

    按每个起点当日已知的记录评级，再与之后发生的事件对照。

    Origins lie --step apart; events count in (origin + embargo, origin + embargo + horizon]. An origin whose events cannot all be
    known yet is listed and not measured. The folder --out appears whole or not at all: a csv and a drawing of each table, and
    manifest.json.

    \b
    riskgrade backtest datasets/suining-demo --pack cn-suining-2023 --grade food_risk \\
        --outcome samplings:final_failure --horizon 6m --from 2022-06-30 --to 2023-06-30 --step 3m --strata kind
    """  # noqa: D301 - click keeps the lines of a paragraph that begins with \b
    from ..report.backtest import opened_backtest, planned_folds
    from ..report.findings_table import needs_attention
    from ..report.out_folder import check_out
    from ..tuning.outcome import Outcome
    from ..tuning.split import RollingOrigin
    from .backtest_text import Shown, show_folds
    from .screen import Screen, progress

    event = Outcome(outcome, horizon=horizon, lag=lag, among=among)
    split = RollingOrigin(start, end, step, embargo)
    screen = Screen(language)
    if dry_run:
        show_folds(screen, planned_folds(pack, event, split), event, split, as_json)
        return 0
    if out is not None:
        check_out(out, registers)
    named = [name.strip() for name in (strata or "").split(",") if name.strip()]
    with progress() as say:
        found, read = opened_backtest(
            pack, registers, event, split, named, period, list(grades) or None, since, until, engine, coverage, say
        )
        say("measuring")
        shown = Shown(found, split, draws, seed)
        files = shown.write(out, language) if out is not None else {}
    if as_json:
        screen.json(shown.document(files))
    else:
        shown.show(screen, out)
    screen.warn(found.notes)
    return 1 if needs_attention(read) else 0
