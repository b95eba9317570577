"""`riskgrade list conclude`, `notice`, `hear`, `approve`, `refuse`, `consent`, `decide` and what follows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .list_case_options import act_command, done, pack_option


@click.command()
@act_command()
@click.argument("point", type=click.Choice(["seriousness", "uncertain"]))
@click.argument("finding", type=click.Choice(["yes", "no"]))
def conclude(register: Path, entry: str, point: str, finding: str, **given: Any) -> int:
    """Write down what an officer concludes on a point that no rule may conclude.

    记录执法人员的认定：seriousness 是否性质恶劣、情节严重、社会危害较大；uncertain 规则未能确定之处是否成立。

    \b
    riskgrade list conclude cases.db CF1 seriousness yes --by 王丽 --reason 持续四个月，货值八万元
    """  # noqa: D301 - click keeps the lines of a paragraph that begins with \b
    return done("conclude", register, entry, point=point, finding=finding == "yes", **given)


@click.command()
@act_command(why=False)
@pack_option
def notice(register: Path, entry: str, **given: Any) -> int:
    """Write down that the party was told what is intended, why, and its rights (--on: the day).

    记录已告知当事人拟列入的事由、依据和权利（--on 为告知日期）。
    """
    return done("notice", register, entry, **given)


@click.command()
@act_command()
def hear(register: Path, entry: str, **given: Any) -> int:
    """Write down that a hearing was held (--on), and what came of it (--reason).

    记录听证（--on 为听证日期，--reason 为结果）。
    """
    return done("hear", register, entry, **given)


@click.command()
@act_command()
@click.option(
    "--no-hearing",
    type=click.Choice(["not_asked", "waived"]),
    help="Why none was held: not asked for in time, or the party wants none. / 未听证的原因：逾期未申请，或当事人放弃。",
)
def approve(register: Path, entry: str, no_hearing: str | None, **given: Any) -> int:
    """Approve an entry that another person made.

    批准他人拟定的列入；录入人、认定人不能批准。

    \b
    riskgrade list approve cases.db CF1 --expect noticed --no-hearing not_asked --by 李强 --reason 同意
    """  # noqa: D301 - click keeps the lines of a paragraph that begins with \b
    return done("approve", register, entry, hearing=no_hearing or "held", **given)


@click.command()
@act_command()
def refuse(register: Path, entry: str, **given: Any) -> int:
    """Do not approve; it is a draft again, to be concluded and told anew.

    不予批准；退回草稿，须重新认定和告知。
    """
    return done("refuse", register, entry, **given)


@click.command()
@act_command(why=False)
@click.option("--authority", required=True, metavar="NAME", help="The superior authority. / 上一级机关名称。")
@click.option("--number", metavar="NUMBER", help="Of its letter, if it has one. / 批复文号。")
def consent(register: Path, entry: str, **given: Any) -> int:
    """Write down that the superior authority consented; neither the maker nor the approver can.

    记录上一级机关同意；拟定人与批准人均不能办理。
    """
    return done("consent", register, entry, **given)


@click.command()
@act_command()
@click.option("--authority", required=True, metavar="NAME", help="The superior authority. / 上一级机关名称。")
@click.option("--number", metavar="NUMBER", help="Of its letter, if it has one. / 批复文号。")
def decline(register: Path, entry: str, **given: Any) -> int:
    """Write down that the superior authority did not consent; it is a draft again.

    记录上一级机关不予同意；退回草稿，须重新认定和告知。
    """
    return done("decline", register, entry, **given)


@click.command()
@act_command(why=False)
@click.option("--number", required=True, metavar="NUMBER", help="The number of the decision. / 列入决定书文号。")
@pack_option
def decide(register: Path, entry: str, **given: Any) -> int:
    """Write down the decision to list, with its number.

    记录列入决定及其文号；文号由人给出，不会自动生成。
    """
    return done("decide", register, entry, **given)


@click.command()
@act_command(why=False)
def publish(register: Path, entry: str, **given: Any) -> int:
    """Write down that it was made public (--on: the day).

    记录已公示（--on 为公示日期）。
    """
    return done("publish", register, entry, **given)


@click.command()
@act_command()
@click.option(
    "--ground",
    required=True,
    type=click.Choice(["term", "early"]),
    help="The term ended, or early upon application. / 期限届满，或经申请提前移出。",
)
def remove(register: Path, entry: str, **given: Any) -> int:
    """Write down that it was taken off the list (--on: the day of the decision).

    记录移出名单（--on 为移出决定日期）。
    """
    return done("remove", register, entry, **given)


@click.command()
@act_command()
def restore(register: Path, entry: str, **given: Any) -> int:
    """Revoke a removal that was obtained by deceit: it is public again and the term counts anew.

    撤销骗取的移出决定，恢复列入，期限重新计算。
    """
    return done("restore", register, entry, **given)


@click.command()
@act_command()
def revoke(register: Path, entry: str, **given: Any) -> int:
    """Revoke the decision to list, as when its penalty was annulled.

    撤销列入决定，如所依据的处罚被撤销。
    """
    return done("revoke", register, entry, **given)


@click.command()
@act_command()
def withdraw(register: Path, entry: str, **given: Any) -> int:
    """Give up an entry that is not decided yet; a new draft of the same penalty may be opened.

    撤回尚未决定的条目；同一处罚可以重新录入草稿。
    """
    return done("withdraw", register, entry, **given)


@click.command()
@act_command()
def undo(register: Path, entry: str, **given: Any) -> int:
    """Take back the last act, which was a slip; both stay in the log.

    更正：退回上一步；两者都留在日志中。
    """
    return done("undo", register, entry, **given)
