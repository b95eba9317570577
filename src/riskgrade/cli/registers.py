"""`riskgrade registers check`: what is wrong with registers, row by row."""

from __future__ import annotations

import click

from .lazy_group import LazyGroup
from .options import coverage_option, output_options, pack_option, registers_argument


@click.group(
    cls=LazyGroup,
    where={
        "check": ("riskgrade.cli.registers:check", "What is wrong, row by row / 逐行列出问题"),
        "from-feed": (
            "riskgrade.cli.publish_read:from_feed",
            "A feed of penalties as a register / 将双公示信息读为名册",
        ),
    },
)
def registers() -> None:
    """Look at registers.

    检查名册。
    """


@click.command()
@registers_argument
@pack_option
@coverage_option
@output_options
def check(registers: str, pack: str, coverage: dict[str, object] | None, language: str, as_json: bool) -> int:
    """What is wrong with REGISTERS, row by row.

    逐行列出 REGISTERS 中的问题。

    Exit status 0: nothing, or warnings alone, which leave rows and values as they are; 1: rows were set aside, or values count
    as unknown.
    """
    from ..pack.load import load_pack
    from ..report.findings_table import needs_attention, record_findings
    from ..report.source import load_registers
    from ..report.summary import data_quality, pack_data
    from .screen import Screen, progress

    screen = Screen(language)
    with progress() as say:
        known = load_pack(pack)
        read = load_registers(registers, known, coverage, say)
    status = 1 if needs_attention(read) else 0
    told = data_quality(read)
    if as_json:
        findings = record_findings(read.findings).to_dicts()
        notices = [{"en": en, "zh": zh} for en, zh in read.notices]
        screen.json({"pack": pack_data(known), **told, "findings": findings, "notices": notices})
        return status
    words = (("register", "名册"), ("file", "文件"), ("rows", "行数"), ("set aside", "搁置"), ("findings", "问题"))
    rows = [
        (name, one["file"], f"{one['rows']:,}", f"{one['set_aside']:,}", f"{sum(one['findings'].values()):,}")
        for name, one in told["registers"].items()
    ]
    screen.table(screen.pick("Registers", "名册"), [screen.pick(*word) for word in words], rows, numbers=(2, 3, 4))
    for one in read.findings:
        screen.line(f"{one.severity}: {one.en}", f"{_SEVERITY[one.severity]}：{one.zh}")
    screen.warn(read.notices)
    return status


_SEVERITY = {"error": "错误", "finding": "问题", "warning": "提醒"}
