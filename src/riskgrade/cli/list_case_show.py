"""`riskgrade list open`, `show`, `history`, `rebuild` and `export`: the case register as a whole."""

from __future__ import annotations

from pathlib import Path

import click

from .list_case_options import log_option, now, pack_option, register_argument, who_options
from .options import output_options


@click.command("open")
@register_argument
@click.argument("drafts", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DRAFT.json...")
@click.option(
    "--replace",
    is_flag=True,
    help="A draft on which officers have concluded gives way too. / 已有认定的草稿也予替换，须重新认定。",
)
@who_options
@log_option
@output_options
def open_(
    register: Path, drafts: tuple[Path, ...], replace: bool, by: str, at: str | None, on: str | None, dry_run: bool,
    log: Path | None, language: str, as_json: bool,
) -> int:  # fmt: skip
    """Enter drafts into REGISTER, which is begun if it is not there; a folder stands for the drafts in it.

    将草稿录入案件登记簿；登记簿不存在时新建。可给出文件夹。
    """
    from ..report.case_register import list_open
    from .list_case_text import show_openings
    from .screen import Screen

    found = list_open(register, drafts, at or now(), by, on, log, dry_run, replace)
    return show_openings(Screen(language), found, dry_run, as_json)


@click.command()
@register_argument
@click.argument("entry", required=False, metavar="[ENTRY]")
@click.option("--state", metavar="STATE", help="Only those in this state. / 仅列出该状态的条目。")
@click.option(
    "--due-by", metavar="DATE", help="Only those with something due by then. / 仅列出该日前有事项到期的条目。"
)
@pack_option
@log_option
@output_options
def show(
    register: Path, entry: str | None, state: str | None, due_by: str | None, pack: str | None, log: Path | None,
    language: str, as_json: bool,
) -> int:  # fmt: skip
    """The entries of REGISTER and what is next, or one ENTRY (its record, or six characters of its id) with its history.

    查看案件登记簿中的条目及下一步，或某一条目的全部情况。
    """
    from ..report.case_reading import reading
    from ..report.case_register import chosen
    from .list_case_table import show_cases, show_one
    from .screen import Screen

    screen = Screen(language)
    with reading(register, log, pack) as cases:
        if entry is not None:
            show_one(screen, cases, entry, as_json)
        else:
            show_cases(screen, cases, chosen(cases, state, due_by), as_json)
    return 0


@click.command()
@register_argument
@click.argument("entry", required=False, metavar="[ENTRY]")
@log_option
@output_options
def history(register: Path, entry: str | None, log: Path | None, language: str, as_json: bool) -> int:
    """Everything that was written, in order; about one ENTRY if it is given.

    按顺序查看全部办理记录，或某一条目的办理记录。
    """
    from ..report.case_reading import reading
    from .list_case_table import show_history
    from .screen import Screen

    with reading(register, log) as cases:
        show_history(Screen(language), cases, entry, as_json)
    return 0


@click.command()
@register_argument
@click.option("--dry-run", is_flag=True, help="Only say whether it is the same. / 只说明是否一致。")
@log_option
@output_options
def rebuild(register: Path, dry_run: bool, log: Path | None, language: str, as_json: bool) -> int:
    """Make REGISTER anew from its log, and say whether it was the same; an old file that was not is kept beside it.

    依日志重建案件登记簿，并说明原文件是否一致；不一致的原文件另行保留。
    """
    from ..report.case_rebuild import list_rebuild
    from .list_case_text import show_rebuilt
    from .screen import Screen

    return show_rebuilt(Screen(language), list_rebuild(register, log, dry_run), as_json)


@click.command()
@register_argument
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="FILE.csv", help="Where. / 输出文件。")
@click.option("--state", metavar="STATE", help="Only those in this state. / 仅导出该状态的条目。")
@click.option("--dry-run", is_flag=True, help="Say what would be written. / 只说明，不写出。")
@pack_option
@log_option
@output_options
def export(
    register: Path, out: Path, state: str | None, dry_run: bool, pack: str | None, log: Path | None, language: str,
    as_json: bool,
) -> int:  # fmt: skip
    """The entries of REGISTER as a csv file, a row each, with what is next.

    将案件登记簿导出为 csv 文件，每条一行，含下一步事项。
    """
    from ..report.case_export import list_export
    from .screen import Screen

    screen = Screen(language)
    rows = list_export(register, out, state, pack, log, dry_run)
    if as_json:
        screen.json({"rows": rows, "file": str(out), "written": not dry_run})
    elif dry_run:
        screen.line(f"{rows} entries; nothing was written.", f"共 {rows} 条；未写出任何内容。")
    else:
        screen.line(f"{rows} entries in {out}", f"已将 {rows} 条写入 {out}")
    return 0
