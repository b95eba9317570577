"""`riskgrade list removal`: whether an entry must go, may be asked to go early, or stays."""

from __future__ import annotations

import click

from .list_days import list_pack_option
from .options import coverage_option, output_options


@click.command()
@click.argument("subject", required=False, metavar="[SUBJECT]")
@click.option("--registers", metavar="REGISTERS", help="Where SUBJECT is looked up. / 查找 SUBJECT 的名册。")
@click.option("--as-of", required=True, metavar="DATE", help="The day. / 判断所在日期。")
@click.option("--listed-on", metavar="DATE", help="The decision to list. / 列入决定日期。")
@click.option("--ban-until", metavar="DATE", help="The last day of a restriction. / 限制经营或从业的截止日期。")
@click.option("--no-ban", is_flag=True, help="There is no restriction. / 没有限制期。")
@click.option("--performed-on", metavar="DATE", help="The penalty was performed. / 处罚履行完毕日期。")
@click.option("--harm-removed-on", metavar="DATE", help="The harm was removed. / 危害后果消除日期。")
@click.option("--heavier-penalty-on", metavar="DATE", help="A later heavier penalty. / 列入后再受较重行政处罚的日期。")
@click.option("--no-heavier-penalty", is_flag=True, help="There was none. / 列入后没有再受较重行政处罚。")
@click.option("--removed-on", metavar="DATE", help="Removed already. / 已移出的日期。")
@click.option("--void-reason", metavar="REASON", help="How the penalty ended, as altered. / 处罚失效原因，如“变更”。")
@click.option("--voided-on", metavar="DATE", help="Since when. / 失效日期。")
@list_pack_option
@coverage_option
@output_options
def removal(
    subject: str | None, registers: str | None, as_of: str, listed_on: str | None, ban_until: str | None, no_ban: bool,
    performed_on: str | None, harm_removed_on: str | None, heavier_penalty_on: str | None, no_heavier_penalty: bool,
    removed_on: str | None, void_reason: str | None, voided_on: str | None, pack: str | None,
    coverage: dict[str, object] | None, language: str, as_json: bool,
) -> int:  # fmt: skip
    """Whether an entry must go, may be asked to go early, or stays: each condition met, not met or not known.

    判断条目应当移出、可以申请提前移出还是继续列入，逐项说明条件是否符合。

    SUBJECT is the code of a party, or the record of an entry, in REGISTERS. Without it the days are given; what is not given is
    not known. Status 1 where the authority has to act, or a person to look, as where a condition is not known.

    \b
    riskgrade list removal 92990000MA9005410Q --registers datasets/suining-demo --as-of 2023-12-31
    riskgrade list removal --listed-on 2023-06-01 --as-of 2024-06-01 --no-ban --performed-on 2023-07-01
    """  # noqa: D301 - click keeps the lines of a paragraph that begins with \b
    from ..report.listing_removal import list_removal
    from .list_text import show_removal
    from .screen import Screen, progress

    with progress() as say:
        found = list_removal(
            subject, registers, as_of, listed_on, ban_until, no_ban, performed_on, harm_removed_on, heavier_penalty_on,
            no_heavier_penalty, removed_on, void_reason, voided_on, pack, coverage, say,
        )  # fmt: skip
    screen = Screen(language)
    if as_json:
        screen.json(found.document)
    else:
        show_removal(screen, found)
    return 1 if found.needs_attention else 0
