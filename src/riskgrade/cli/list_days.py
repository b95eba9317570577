"""`riskgrade list calendar` and `riskgrade list term`: days worked out from days."""

from __future__ import annotations

import click

from .options import output_options
from .usage_text import ToldUsageError

list_pack_option = click.option(
    "--pack", metavar="ID", help="A pack of the list; cn-dishonesty-list if left out. / 名单规则包，默认随附的规则包。"
)
"""--pack, which may be left out."""


@click.command()
@click.option("--decided-on", metavar="DATE", help="The decision to list. / 列入决定日期。")
@click.option(
    "--across-provinces", is_flag=True, help="The party is registered in another province. / 当事人登记地在外省。"
)
@click.option("--received-on", metavar="DATE", help="When the other province received it. / 外省登记地收到日期。")
@click.option("--applied-on", metavar="DATE", help="When an application for removal came in. / 收到移出申请日期。")
@click.option("--accepted-on", metavar="DATE", help="When it was taken up. / 受理移出申请日期。")
@click.option("--removal-decided-on", metavar="DATE", help="The decision to remove. / 移出决定日期。")
@click.option("--voided-on", metavar="DATE", help="When the penalty fell. / 处罚被撤销等的日期。")
@list_pack_option
@output_options
def calendar(
    decided_on: str | None, across_provinces: bool, received_on: str | None, applied_on: str | None,
    accepted_on: str | None, removal_decided_on: str | None, voided_on: str | None, pack: str | None, language: str,
    as_json: bool,
) -> int:  # fmt: skip
    """By when things are due, in working days; the day counted from does not count.

    各步骤的期限（工作日），起算日不计入。

    \b
    riskgrade list calendar --decided-on 2023-09-20
    """  # noqa: D301 - click keeps the lines of a paragraph that begins with \b
    from ..report.listing_calendar import list_calendar
    from .list_text import show_calendar
    from .screen import Screen

    given = (decided_on, received_on, applied_on, accepted_on, removal_decided_on, voided_on)
    if not any(given):
        raise ToldUsageError(
            "Nothing to count from: give a day, such as --decided-on 2023-09-20",
            "没有起算日期：请给出日期，如 --decided-on 2023-09-20",
        )
    found = list_calendar(*given, across_provinces, pack)
    screen = Screen(language)
    if as_json:
        screen.json(found.document)
    else:
        show_calendar(screen, found)
    return 0


@click.command()
@click.option("--listed-on", required=True, metavar="DATE", help="The decision to list. / 列入决定日期。")
@click.option(
    "--ban-until", metavar="DATE", help="The last day of a restriction that goes with it. / 限制经营或从业的截止日期。"
)
@click.option("--heavier-penalty-on", metavar="DATE", help="A later heavier penalty. / 列入后再受较重行政处罚的日期。")
@list_pack_option
@output_options
def term(
    listed_on: str,
    ban_until: str | None,
    heavier_penalty_on: str | None,
    pack: str | None,
    language: str,
    as_json: bool,
) -> int:
    """How long an entry lasts, and from when early removal may be applied for.

    列入期限，以及自何日起可以申请提前移出。

    \b
    riskgrade list term --listed-on 2023-06-01 --ban-until 2028-06-01
    """  # noqa: D301 - click keeps the lines of a paragraph that begins with \b
    from ..report.listing_term import list_term
    from .list_text import show_term
    from .screen import Screen

    found = list_term(listed_on, ban_until, heavier_penalty_on, pack)
    screen = Screen(language)
    if as_json:
        screen.json(found.document)
    else:
        show_term(screen, found)
    return 0
