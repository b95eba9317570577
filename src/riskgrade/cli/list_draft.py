"""`riskgrade list draft`: entries drafted from penalties."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .list_case_options import now
from .options import coverage_option, output_options, persons_option, registers_argument
from .usage_text import ToldUsageError

if TYPE_CHECKING:
    from ..report.case_register import Opening


def _levels(context: click.Context, parameter: click.Parameter, given: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.strip() for one in given.split(",") if one.strip()))


@click.command()
@registers_argument
@click.option("--as-of", metavar="DATE", help="What is known by this day counts. / 以此日已知的记录为准。")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where the drafts go. / 草稿文件夹。")
@click.option(
    "--pack", metavar="ID", help="A pack of the list; cn-dishonesty-list if left out. / 名单规则包，默认随附的规则包。"
)
@click.option(
    "--levels", default="candidate,manual", show_default=True, callback=_levels, metavar="LIST",
    help="Which levels are drafted. / 起草哪些级别。",
)  # fmt: skip
@click.option("--subject", metavar="RECORD_ID", help="Only this penalty. / 仅起草此处罚记录。")
@click.option(
    "--decision", type=click.Path(path_type=Path), metavar="FILE",
    help="Only this stored decision, on its own day. / 仅由此已存档的决定起草。",
)  # fmt: skip
@click.option(
    "--case-register", type=click.Path(path_type=Path), metavar="FILE",
    help="Enter the drafts into this case register too. / 同时录入案件登记簿。",
)  # fmt: skip
@click.option(
    "--log", type=click.Path(path_type=Path), metavar="FILE", help="The log of that register. / 登记簿的日志。"
)
@click.option("--by", metavar="PERSON", help="Who drafts, for the case register. / 拟稿人，记入登记簿。")
@click.option("--at", metavar="TIME", help="When, with its offset; now if left out. / 录入时间，默认为当前。")
@persons_option
@click.option(
    "--bare", is_flag=True, help="Only the drafts, no documents or feeds beside them. / 仅草稿，不写文书与公示数据。"
)
@coverage_option
@click.option(
    "--accept-rejected", is_flag=True,
    help="Exit with 0 even if rows of the registers were set aside. / 名册有被剔除的行也以 0 退出。",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Draft and say, but write nothing. / 只起草并说明，不写文件。")
@output_options
def draft(
    registers: str, as_of: str | None, out: Path | None, pack: str | None, levels: tuple[str, ...], subject: str | None,
    decision: Path | None, case_register: Path | None, log: Path | None, by: str | None, at: str | None,
    show_persons: bool, bare: bool, coverage: dict[str, object] | None, accept_rejected: bool, dry_run: bool,
    language: str, as_json: bool,
) -> int:  # fmt: skip
    """Draft entries in the dishonesty list from the penalties of REGISTERS.

    由 REGISTERS 中的行政处罚起草失信名单条目。

    Each draft says reason, basis, measures, removal and remedies, with the clause and the record behind every value, the nine
    factors of Article 12 as facts, and what is not known. A draft that would lack what the law wants in it is refused and
    named; the others are written, and beside them their Word documents and the feeds of that day. Nothing is listed by this:
    people conclude, approve and decide. Status 1 where a draft or document was refused, a feed holds
    something to look at (left out, to be decided, overdue, a remark), or rows of the registers were set aside.

    \b
    riskgrade list draft datasets/suining-demo --as-of 2023-12-31 --out build/list
    """  # noqa: D301 - click keeps the lines of a paragraph that begins with \b
    from ..report.case_register import list_open
    from ..report.findings_table import needs_attention
    from ..report.listing_draft import list_draft
    from ..report.listing_folder import Written, write_drafts
    from ..report.listing_parts import PARTS
    from ..report.out_folder import check_out
    from .list_draft_text import draft_json, show_drafts
    from .screen import Screen, progress

    if out is None and not dry_run:
        raise ToldUsageError(
            "Missing option '--out': name the folder for the drafts, such as --out build/list, or give --dry-run to write nothing",
            "缺少选项 --out：请给出草稿文件夹，如 --out build/list；或用 --dry-run 只起草、不写文件",
        )
    if as_of is None and decision is None:
        raise ToldUsageError(
            "Missing option '--as-of': give the day, such as --as-of 2023-12-31",
            "缺少选项 --as-of：请给出日期，如 --as-of 2023-12-31",
        )
    if case_register is not None and by is None:
        raise ToldUsageError(
            "--case-register says who made the drafts; give --by with it",
            "录入登记簿须写明拟稿人，请同时给出 --by",
        )
    if case_register is None and (log is not None or by is not None or at is not None):
        raise ToldUsageError(
            "--log, --by and --at belong to --case-register; give it, or leave them out",
            "--log、--by、--at 须与 --case-register 一起使用",
        )
    if out is not None and not dry_run:
        check_out(out, registers)
    screen = Screen(language)
    done = Written({}, {})
    # What belongs to a day as a whole is not written for one penalty.
    one_penalty = subject is not None or decision is not None
    parts = {} if bare else {name: part for name, part in PARTS.items() if name != "feeds" or not one_penalty}
    entered: list[Opening] = []
    when = at or now()
    with progress() as say:
        found = list_draft(registers, as_of, pack, levels, subject, decision, coverage, show_persons, say)
        if case_register is not None and found.drafts:
            # What the case register would refuse as a whole is found out before anything is written.
            entered = list_open(case_register, found.documents, when, by or "", log=log, dry_run=True)
        if out is not None and not dry_run:
            done = write_drafts(found, out, parts, say)
        if case_register is not None and found.drafts and not dry_run:
            entered = list_open(case_register, found.documents, when, by or "", log=log)
    screen.warn(found.run.notices)
    if as_json:
        screen.json(draft_json(found, done, entered, whole=subject is not None or decision is not None))
    else:
        show_drafts(screen, found, None if dry_run else out, done, entered)
    wrong = bool(found.refused) or any(one.outcome == "refused" for one in entered)
    wrong = wrong or any(one.needs_attention for one in done.parts.values())
    return 1 if wrong or (needs_attention(found.run.registers) and not accept_rejected) else 0
