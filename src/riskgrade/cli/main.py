"""`riskgrade`: the group of all commands."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click

from .guard import ClosedOutputError, guarded
from .lazy_group import LazyGroup

COMMANDS = {
    "grade": ("riskgrade.cli.grade:grade", "Grade every subject of the registers / 为名册中的全部主体评级"),
    "score": ("riskgrade.cli.score:score", "Grade one firm and say why / 为一个主体评级并说明理由"),
    "file": ("riskgrade.cli.file:file", "One firm's credit file / 查看一个主体的信用档案"),
    "replay": ("riskgrade.cli.replay:replay", "Derive a stored decision again / 重新推导已存档的决定"),
    "log": ("riskgrade.cli.log:log", "Keep and check a log of decisions / 记录并校验决定日志"),
    "list": ("riskgrade.cli.list:list_", "The dishonesty list: drafts to removal / 失信名单：起草至移出"),
    "compare": ("riskgrade.cli.compare:compare", "Who would move under another pack / 对照两个规则包的评级结果"),
    "backtest": ("riskgrade.cli.backtest:backtest", "How grades did in the past / 用历史数据检验评级"),
    "publish": ("riskgrade.cli.publish:publish", "Feeds for the national platforms / 生成公示信息"),
    "conform": ("riskgrade.cli.conform:conform", "Hold computed levels against published ones / 与已公布的级别对照"),
    "test": ("riskgrade.cli.cases:test", "Run the cases of a pack / 运行规则包的用例"),
    "calibrate": (
        "riskgrade.cli.calibrate:calibrate",
        "Move points by what happened, within bounds / 依据结果在区间内校准分值",
    ),
    "registers": ("riskgrade.cli.registers:registers", "Look at registers / 检查名册"),
    "pack": ("riskgrade.cli.pack:pack", "Look at rule packs / 查看规则包"),
}


class Guarded(LazyGroup):
    """The outermost group: whatever happens below becomes one message and an exit status."""

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> Any:
        """Run a command line and end the process with its status."""
        if extra.get("standalone_mode") is False:
            return super().main(args, prog_name, **extra)
        extra["standalone_mode"] = False
        sys.exit(guarded(lambda: super(Guarded, self).main(args, prog_name, **extra)))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; click would end without a word where the output was closed."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise ClosedOutputError from error


@click.group(
    cls=Guarded,
    where=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(package_name="riskgrade", message="%(prog)s %(version)s")
def main() -> None:
    """Grades food firms by the law written as data.

    依据以数据形式编写的法规，为食品经营主体评定风险等级。

    \b
    Exit status: 0 done, 1 done with something to look at, 2 wrong usage or input that cannot be read.
    退出状态：0 完成，1 完成但有需要查看的问题，2 用法有误或输入无法读取。
    """  # noqa: D301 - click keeps the lines of a paragraph that begins with \b
