"""`riskgrade calibrate`: make, validate, approve, show and check a calibration."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .lazy_group import LazyGroup
from .options import coverage_option, engine_option, output_options, pack_option, registers_argument

if TYPE_CHECKING:
    from ..calibration.artefact_model import Artefact

Command = TypeVar("Command", bound=Callable[..., Any])
_WHERE = {
    "validate": ("riskgrade.cli.calibrate:validate", "Another person has looked through a draft / 他人复核草稿"),
    "approve": ("riskgrade.cli.calibrate:approve", "A third person lets it take effect / 第三人批准生效"),
    "show": ("riskgrade.cli.calibrate:show", "Its model card / 查看模型卡"),
    "check": ("riskgrade.cli.calibrate:check", "Whether it may be used / 检查能否使用"),
}
_FILE = click.argument("file", type=click.Path(path_type=Path), metavar="FILE")


class _Calibrate(LazyGroup):
    """`calibrate REGISTERS …` makes one; `calibrate validate FILE …` and the like go on with it."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The first word, if it is a command; else everything is for making a calibration."""
        if args and args[0] in self.where:
            return super().resolve_command(ctx, args)
        return "", make, args

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options of making one, which has no name of its own to ask for help by; then the commands that go on with it."""
        with (
            click.Context(make, info_name=ctx.info_name, parent=ctx.parent) as making,
            formatter.section("Making one (REGISTERS …) / 编制（REGISTERS 为名册）"),
        ):
            formatter.write_dl(
                [one for one in (held.get_help_record(making) for held in make.get_params(making)) if one]
            )
        self.format_commands(ctx, formatter)


@click.group(cls=_Calibrate, where=_WHERE, context_settings={"ignore_unknown_options": True})
def calibrate() -> None:
    """Move the points that a pack lets move, by what happened after its grades; or go on with a calibration.

    依据评级之后的实际结果，在规则包声明的区间内调整分值；或对校准进行复核、批准、查看、检查。

    \b
    riskgrade calibrate REGISTERS --pack ID --outcome samplings:final_failure --horizon 6m --from 2021-12-31
        --to 2023-06-30 --step 3m --by NAME --out cal.json     (make one / 编制)
    riskgrade calibrate validate cal.json --by NAME --reason TEXT
    riskgrade calibrate approve cal.json --by NAME --reason TEXT --from 2024-02-01
    riskgrade calibrate validate --help     (and the others: their own options / 各子命令的选项)

    \b
    Exit status of making one: 0 a draft with moved values; 1 a draft was written, but a gate failed and the declared
    values stand; 2 wrong usage, or nothing was written.
    编制的退出码：0 已写出有调整的草稿；1 已写出草稿，但有关卡未通过，维持原值；2 用法有误或未写出文件。
    """  # noqa: D301 - click keeps the lines of a paragraph that begins with \b


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


@click.command("calibrate")
@registers_argument
@pack_option
@click.option("--grade", metavar="NAME", help="Which grade, if several may be calibrated. / 等级。")
@click.option(
    "--outcome", required=True, metavar="REGISTER[:WHERE]",
    help="What the grade should tell, such as samplings:final_failure. / 应预示的结果。",
)  # fmt: skip
@click.option("--horizon", default="12m", show_default=True, metavar="SPAN", help="Within what time. / 观察期。")
@click.option("--lag", default="0d", show_default=True, metavar="SPAN", help="How late records come. / 登记滞后。")
@click.option("--from", "start", required=True, metavar="DATE", help="The first grading day. / 首个评级日。")
@click.option(
    "--to",
    "end",
    required=True,
    metavar="DATE",
    help="No grading day is later; the last is kept for the end. / 末个评级日。",
)
@click.option("--step", default="6m", show_default=True, metavar="SPAN", help="Between grading days. / 评级日间隔。")
@click.option("--embargo", default="0d", show_default=True, metavar="SPAN", help="Before outcomes count. / 隔离期。")
@click.option(
    "--strata", default="", metavar="LIST",
    help="Fields or facts within which firms are compared too; never learnt from. / 分层项，不参与学习。",
)  # fmt: skip
@click.option("--period", type=click.Choice(["previous"]), help="Grade the year before each day. / 评上一年度。")
@click.option("--until", metavar="DATE", help="The last day that the registers tell of. / 名册截止日。")
@click.option(
    "--supersedes",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The calibration it replaces. / 所取代的校准。",
)
@click.option("--by", required=True, metavar="PERSON", help="Who makes it. / 编制人姓名或工号。")
@click.option("--at", metavar="TIME", help="When, with the offset; now if left out. / 时间，默认为现在。")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="Where the draft goes (.json). / 草稿文件。"
)
@engine_option
@coverage_option
@click.option(
    "--dry-run",
    is_flag=True,
    help="Say what would be looked at; fit and write nothing. / 只列出评级日，不拟合、不写文件。",
)
@output_options
def make(
    registers: str, pack: str, grade: str | None, outcome: str, horizon: str, lag: str, start: str, end: str, step: str,
    embargo: str, strata: str, period: str | None, until: str | None, supersedes: Path | None, by: str, at: str | None,
    out: Path | None, engine: str, coverage: dict[str, object] | None, dry_run: bool, language: str, as_json: bool,
) -> int:  # fmt: skip
    """Fit on the past of REGISTERS, hold against every gate, and write a draft; the declared values stand where a gate fails.

    依据 REGISTERS 的历史拟合并逐一过关，写出草稿；任一关卡未通过则维持原值。
    """
    from ..calibration.artefact import read_artefact
    from ..report.calibrate import calibrate as calibrated
    from ..report.calibrate import check_artefact_out, write_artefact
    from ..tuning.outcome import Outcome
    from ..tuning.split import RollingOrigin
    from .calibrate_text import made_json, show_folds, show_made
    from .screen import Screen, progress
    from .usage_text import ToldUsageError

    screen = Screen(language)
    event = Outcome(outcome, horizon=horizon, lag=lag)
    split = RollingOrigin(start, end, step, embargo)
    if dry_run:
        show_folds(screen, split.folds(event.horizon), as_json)
        return 0
    if out is None:
        raise ToldUsageError(
            "Missing option '--out': name the file for the draft, such as --out cal.json, or give --dry-run",
            "缺少选项 --out：请给出草稿文件，如 --out cal.json；或用 --dry-run",
        )
    check_artefact_out(out)
    former = None if supersedes is None else read_artefact(supersedes)
    named = tuple(one.strip() for one in strata.split(",") if one.strip())
    with progress() as say:
        found = calibrated(
            pack, registers, event, split, by, at or _now(), named, grade, period, until, former, engine, coverage, say
        )
    write_artefact(out, found.artefact)
    if as_json:
        screen.json(made_json(found, out))
    else:
        show_made(screen, found, out)
    return 1 if found.identity else 0


def _signing(command: Command) -> Command:
    for one in (
        click.option("--dry-run", is_flag=True, help="Check everything and write nothing. / 只检查，不写入。"),
        click.option(
            "--out",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Another file; FILE itself if left out. / 另存为。",
        ),
        click.option("--at", metavar="TIME", help="When, with the offset; now if left out. / 时间，默认为现在。"),
        click.option("--reason", required=True, metavar="TEXT", help="What was looked at, and why. / 理由。"),
        click.option("--by", required=True, metavar="PERSON", help="Who signs. / 签署人姓名或工号。"),
        click.option("--pack", metavar="ID", help="The pack, if it is not a shipped one. / 规则包，默认为内置规则包。"),
    ):
        command = one(command)
    return command


@click.command()
@_FILE
@_signing
@output_options
def validate(
    file: Path, pack: str | None, by: str, reason: str, at: str | None, out: Path | None, dry_run: bool, language: str,
    as_json: bool,
) -> int:  # fmt: skip
    """Sign the draft FILE as one who looked through it; its author cannot.

    复核草稿 FILE；编制人本人不能复核。
    """
    from ..calibration.states import validated
    from ..report.calibrate import opened_artefact

    artefact, known = opened_artefact(file, pack)
    return _signed(validated(artefact, known, by, at or _now(), reason), file, out, dry_run, language, as_json)


@click.command()
@_FILE
@_signing
@click.option("--from", "first", required=True, metavar="DATE", help="The first day it is in effect. / 生效日。")
@click.option(
    "--to", "last", metavar="DATE", help="The last; twelve months later if left out. / 失效日，默认十二个月。"
)
@output_options
def approve(
    file: Path, pack: str | None, by: str, reason: str, at: str | None, out: Path | None, dry_run: bool, first: str,
    last: str | None, language: str, as_json: bool,
) -> int:  # fmt: skip
    """Let the validated calibration FILE take effect; neither its author nor its validator can.

    批准已复核的校准 FILE 生效；编制人、复核人均不能批准。
    """
    from ..calibration.states import approved
    from ..report.calibrate import opened_artefact
    from ..report.dates import day_of

    days: tuple[date, date | None] = (day_of(first, "--from"), None if last is None else day_of(last, "--to"))
    artefact, known = opened_artefact(file, pack)
    return _signed(approved(artefact, known, by, at or _now(), reason, *days), file, out, dry_run, language, as_json)


def _signed(artefact: Artefact, file: Path, other: Path | None, dry_run: bool, language: str, as_json: bool) -> int:
    """Write what was signed: over the file that it came from, of which it holds all, or into another."""
    from ..calibration.artefact import plain
    from ..report.calibrate import check_artefact_out, write_artefact
    from .calibrate_text import show_state
    from .screen import Screen

    screen, out = Screen(language), other or file
    if other is not None:
        check_artefact_out(other)
    if not dry_run:
        write_artefact(out, artefact)
    if as_json:
        screen.json({"written": not dry_run, "file": None if dry_run else str(out), "artefact": plain(artefact)})
    else:
        show_state(screen, artefact, None if dry_run else out)
    return 0


@click.command()
@_FILE
@output_options
def show(file: Path, language: str, as_json: bool) -> int:
    """The model card of FILE.

    查看 FILE 的模型卡。
    """
    from ..calibration.artefact import plain, read_artefact
    from ..calibration.card import card_of
    from .screen import Screen

    screen = Screen(language)
    artefact = read_artefact(file)
    if as_json:
        screen.json(plain(artefact))
    else:
        screen.line(card_of(artefact, "en").rstrip(), card_of(artefact, "zh").rstrip())
    return 0


@click.command()
@_FILE
@click.option("--pack", metavar="ID", help="The pack, if it is not a shipped one. / 规则包，默认为内置规则包。")
@click.option("--as-of", metavar="DATE", help="Whether it is in effect on this day too. / 并检查此日是否生效。")
@output_options
def check(file: Path, pack: str | None, as_of: str | None, language: str, as_json: bool) -> int:
    """Whether FILE is sound and as its pack declares it, and with --as-of, whether it is in effect.

    检查 FILE 是否完好并符合规则包的声明；给出 --as-of 时检查是否生效。
    """
    from ..calibration.held_against_pack import hold_against, target_of
    from ..calibration.in_use import put_in_use
    from ..report.calibrate import opened_artefact
    from ..report.dates import day_of
    from .calibrate_text import show_state
    from .screen import Screen

    screen = Screen(language)
    artefact, known = opened_artefact(file, pack)
    hold_against(artefact, target_of(artefact, known))
    day = None if as_of is None else day_of(as_of, "--as-of")
    if day is not None:
        put_in_use(artefact, known, day)
    if as_json:
        state = str(artefact.state) if day is None else artefact.state_on(day)
        screen.json({"sound": True, "sha256": artefact.sha256, "state": state, "outcome": str(artefact.outcome)})
    else:
        show_state(screen, artefact, None)
    return 0
