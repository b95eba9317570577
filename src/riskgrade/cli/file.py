"""`riskgrade file`: one firm's credit file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import coverage_option, output_options, persons_option
from .usage_text import ToldUsageError

if TYPE_CHECKING:
    from .screen import Screen

DEFAULT_PACK = "cn-suining-2023"
"""The pack whose registers are read if none is named; only where it is shipped."""


@click.command()
@click.argument("subject", metavar="SUBJECT")
@click.option(
    "--registers", required=True, metavar="REGISTERS",
    help="A folder with one file a register, or a workbook. / 名册文件夹或工作簿。",
)  # fmt: skip
@click.option(
    "--pack", metavar="ID", help=f"A shipped pack's id, or a folder; {DEFAULT_PACK} if left out. / 规则包名称或文件夹。"
)
@click.option(
    "--as-of", metavar="DATE",
    help="What was known by this day; everything if left out. / 以此日已知的记录为准，省略则为全部。",
)  # fmt: skip
@click.option(
    "--xlsx", type=click.Path(path_type=Path), metavar="FILE", help="Write a workbook too. / 同时写出工作簿。"
)
@persons_option
@coverage_option
@click.option(
    "--accept-rejected",
    is_flag=True,
    help="Exit with 0 even if something of it could not be read. / 有无法读取的内容也以 0 退出。",
)
@output_options
def file(
    subject: str,
    registers: str,
    pack: str | None,
    as_of: str | None,
    xlsx: Path | None,
    show_persons: bool,
    coverage: dict[str, object] | None,
    accept_rejected: bool,
    language: str,
    as_json: bool,
) -> int:
    """The credit file of SUBJECT: everything the registers hold of one firm.

    查看主体 SUBJECT 的信用档案：名册中该主体的全部记录。

    Every record with its dates, who originated it, who provided it and who answers for it, what is void and why, rows set aside,
    and the registers that were not supplied. Names of persons are masked.

    \b
    riskgrade file 99990001 --registers datasets/uk-made-up --pack uk-fhrs
    """  # noqa: D301 - click keeps the lines of a paragraph that begins with \b
    from ..report.credit_file import credit_file
    from ..report.credit_file_document import KIND
    from ..report.out_file import check_out_file
    from .file_text import show_file
    from .screen import Screen, progress

    if xlsx is not None:
        check_out_file(xlsx, registers, KIND, "--xlsx")
    screen = Screen(language)
    with progress() as say:
        found = credit_file(subject, registers, pack or _default(), as_of, show_persons, coverage, say)
    if xlsx is not None:
        found.write_xlsx(xlsx)
    if as_json:
        screen.json(found.document)
    else:
        show_file(screen, found.dossier)
        _tell_of_reading(screen, len(found.registers.notices))
        if xlsx is not None:
            screen.line(f"Workbook: {xlsx}", f"工作簿：{xlsx}")
    return 1 if found.needs_attention and not accept_rejected else 0


def _tell_of_reading(screen: Screen, notices: int) -> None:
    """Columns and files that were not used are no part of a firm's file; where they are listed is enough."""
    if notices:
        en, zh = f"{notices:,} remarks on the registers themselves", f"名册本身有 {notices:,} 条提示"
        screen.warn([(f"{en}; see `riskgrade registers check`.", f"{zh}，见 `riskgrade registers check`。")])


def _default() -> str:
    from ..pack.shelf import shipped_ids

    if DEFAULT_PACK in shipped_ids():
        return DEFAULT_PACK
    raise ToldUsageError(
        "Missing option '--pack'; `riskgrade pack list` names those that are shipped",
        "缺少选项 --pack；可用 `riskgrade pack list` 查看随附的规则包",
    )
