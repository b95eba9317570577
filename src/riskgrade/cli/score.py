"""`riskgrade score`: one firm decided and explained."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

import click

from .options import (
    calibration_options,
    chosen_calibration,
    coverage_option,
    output_options,
    pack_option,
    persons_option,
    time_options,
)
from .usage_text import ToldUsageError


@click.command()
@click.argument("subject", metavar="SUBJECT")
@click.option(
    "--registers", required=True, metavar="REGISTERS",
    help="A folder with one file a register, or a workbook. / 名册文件夹或工作簿。",
)  # fmt: skip
@pack_option
@time_options
@click.option(
    "--engine", type=click.Choice(["session", "reference", "polars"]), default="session", show_default=True,
    help="Who judges; all give the same decision. / 由谁判断，结果相同。",
)  # fmt: skip
@click.option(
    "--what-if", "replaced", multiple=True, metavar="FACT=VALUE",
    help="Replace a fact and see what would be; no decision. May be repeated. / 假设某事实为另一值，可重复给出，不构成决定。",
)  # fmt: skip
@click.option(
    "--changes", is_flag=True,
    help="Find what would change the level too: the smallest changes, and waiting. / 同时给出如何改变等级。",
)  # fmt: skip
@click.option(
    "--html",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write one page to print too. / 同时写出可打印的网页。",
)
@click.option(
    "--log",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the decision into this log. / 将决定记入日志。",
)
@click.option("--by", metavar="PERSON", help="Who asked for it, for the log. / 经办人，记入日志。")
@persons_option
@coverage_option
@calibration_options
@click.option(
    "--accept-rejected", is_flag=True,
    help="Exit with 0 even if something of it could not be read. / 有无法读取的内容也以 0 退出。",
)  # fmt: skip
@click.option("--text", "as_text", is_flag=True, help="Plain sentences only. / 仅输出说明文字。")
@output_options
def score(
    subject: str,
    registers: str,
    pack: str,
    as_of: str,
    period: str | None,
    engine: str,
    replaced: tuple[str, ...],
    changes: bool,
    html: Path | None,
    log: Path | None,
    by: str | None,
    show_persons: bool,
    coverage: dict[str, object] | None,
    calibration: str | None,
    calibration_draft: str | None,
    accept_rejected: bool,
    as_text: bool,
    language: str,
    as_json: bool,
) -> int:
    """Decide about SUBJECT and say why: which level, by which rules, records and clauses, what is not known.

    为主体 SUBJECT 评级并说明理由：何等级、依据哪些规则、记录与条款、哪些尚不清楚。

    \b
    riskgrade score 91990000MA9007395C --registers datasets/suining-demo --pack cn-suining-2023 --as-of 2023-12-31
    """  # noqa: D301 - click keeps the lines of a paragraph that begins with \b
    from ..report.decision_log import log_calibrated, log_decision
    from ..report.score import score as scored
    from ..report.score import what_if
    from ..report.score_html import check_html, html_written
    from ..report.score_page import Page
    from ..report.what_if import pairs_of
    from .score_text import show_score
    from .screen import Screen, progress

    if log is not None and replaced:
        raise ToldUsageError(
            "--what-if makes no decision, so it cannot be logged; leave --log out",
            "--what-if 不形成决定，无法记入日志；请去掉 --log",
        )
    if changes and replaced:
        raise ToldUsageError(
            "--changes is about the decision as it is; leave --what-if out, or --changes",
            "--changes 针对现有的决定；请去掉 --what-if 或 --changes",
        )
    if by is not None and log is None:
        raise ToldUsageError(
            "--by says who asked in the log; give --log with it",
            "--by 用于在日志中记下查询人，请同时给出 --log",
        )
    if as_text and as_json:
        raise ToldUsageError(
            "give either --text or --json",
            "--text 与 --json 只能选一个",
        )
    artefact, trial = chosen_calibration(calibration, calibration_draft)
    if artefact is not None and (replaced or changes):
        raise ToldUsageError(
            "--calibration is about the decision as it is; leave --what-if and --changes out",
            "使用校准时针对现有的决定；请去掉 --what-if 和 --changes",
        )
    if trial and log is not None:
        raise ToldUsageError(
            "a trial makes no decision, so it cannot be logged; leave --log out",
            "试算不形成决定，无法记入日志；请去掉 --log",
        )
    if html is not None:
        check_html(html, registers)
    screen = Screen(language)
    with progress() as say:
        if replaced:
            found = what_if(
                subject, registers, pack, as_of, pairs_of(replaced), period, engine, show_persons, coverage, say
            )
        else:
            found = scored(
                subject, registers, pack, as_of, period, engine, show_persons, coverage, say, changes, artefact, trial
            )
    with nullcontext() if html is None else html_written(html, found.html(language)):
        if log is not None and found.record is not None:
            at = datetime.now().astimezone().isoformat(timespec="seconds")
            log_decision(log, found.record, at, by)
            if found.calibrated is not None:
                log_calibrated(log, found.calibrated, at, by)
    if found.note is not None:
        screen.warn([found.note])
    screen.warn(found.unread)
    if as_json:
        screen.json(found.document)
    elif as_text:
        screen.line(found.text("en").rstrip(), found.text("zh").rstrip())
    else:
        show_score(screen, Page(found.explanation, language))
        if html is not None:
            screen.line(f"Page: {html}", f"网页：{html}")
        if log is not None:
            screen.line(f"Logged: {log}", f"已记入日志：{log}")
    return 1 if found.needs_attention and not accept_rejected else 0
