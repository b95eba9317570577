"""`riskgrade publish`: feeds for the national platforms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from .options import coverage_option, output_options, persons_option, registers_argument
from .usage_text import ToldUsageError

FEEDS = ("penalties", "gsxt", "samplings", "listings")


def _several(known: tuple[str, ...]) -> Callable[[click.Context, click.Parameter, str], tuple[str, ...]]:
    def read(context: click.Context, parameter: click.Parameter, given: str) -> tuple[str, ...]:
        asked = tuple(dict.fromkeys(one.strip() for one in given.split(",") if one.strip()))
        for one in asked:
            if one not in known:
                raise click.BadParameter(f"'{one}' is not one of {', '.join(known)}", context, parameter)
        return asked

    return read


@click.command()
@registers_argument
@click.option(
    "--as-of", required=True, metavar="DATE", help="What is known by this day counts. / 以此日已知的记录为准。"
)
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where the feeds go. / 输出文件夹。")
@click.option(
    "--feed", "feeds", default="", callback=_several(FEEDS), metavar="LIST",
    help=f"Any of {', '.join(FEEDS)}; all whose register is there if left out. / 输出的种类。",
)  # fmt: skip
@click.option(
    "--format", "formats", default="xlsx,csv,json", show_default=True, callback=_several(("xlsx", "csv", "json")),
    metavar="LIST", help="Any of xlsx, csv, json. / 文件格式。",
)  # fmt: skip
@click.option(
    "--previous", type=click.Path(path_type=Path), metavar="DIR",
    help="The folder of the run before: only what was in it is taken back. / 上次输出的文件夹，仅撤回其中的信息。",
)  # fmt: skip
@click.option(
    "--case-register", type=click.Path(path_type=Path), metavar="FILE",
    help="Entries of the list from a case register too; it is only read. / 并入案件登记簿中的名单条目（只读）。",
)  # fmt: skip
@click.option("--pack", metavar="ID", help="A pack with layouts; cn-publicity if left out. / 含版式的规则包。")
@persons_option
@coverage_option
@click.option(
    "--accept-rejected", is_flag=True,
    help="Exit with 0 even if something was left out, held or found. / 有未输出或需查看的内容也以 0 退出。",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Make and check the feeds, but write nothing. / 只生成并检查，不写文件。")
@output_options
def publish(
    registers: str,
    as_of: str,
    out: Path | None,
    feeds: tuple[str, ...],
    formats: tuple[str, ...],
    previous: Path | None,
    case_register: Path | None,
    pack: str | None,
    show_persons: bool,
    coverage: dict[str, object] | None,
    accept_rejected: bool,
    dry_run: bool,
    language: str,
    as_json: bool,
) -> int:
    """Make the feeds for the credit platform and the enterprise publicity system.

    生成报送信用中国（双公示）与国家企业信用信息公示系统的信息。

    Penalties, failed samplings and entries of the dishonesty list, each in the layout of its platform, with what is not to be
    published and by which clause, what lacks a required column, what is overdue and what is to be taken back. No feed holds a
    grade. The folder --out appears whole or not at all.

    \b
    riskgrade publish datasets/suining-demo --as-of 2023-12-31 --out build/publicity
    """  # noqa: D301 - click keeps the lines of a paragraph that begins with \b
    from ..publicity import DEFAULT_PACK
    from ..report.out_folder import check_out
    from ..report.publicity import publish as make
    from .publish_text import show_publication
    from .screen import Screen, progress

    if out is None and not dry_run:
        raise ToldUsageError(
            "Missing option '--out': name the folder for the feeds, such as --out build/publicity, or give --dry-run to write nothing",
            "缺少选项 --out：请给出输出文件夹，如 --out build/publicity；或用 --dry-run 只检查、不写文件",
        )
    if not formats:
        raise ToldUsageError(
            "--format names no format; write any of xlsx, csv, json",
            "--format 未写明格式；请写 xlsx、csv、json 中的一种或几种",
        )
    if out is not None and previous is not None and out.resolve() == previous.resolve():
        raise ToldUsageError(
            f"{out} holds the earlier run and would be replaced; give --out another folder",
            f"{out} 是上次输出的文件夹，将被覆盖；请另选 --out",
        )
    if out is not None and not dry_run:
        for source in (registers, case_register):
            check_out(out, source)
    screen = Screen(language)
    files: dict[str, str] = {}
    with progress() as say:
        made = make(
            registers, as_of, feeds, pack or DEFAULT_PACK, show_persons, previous, None, coverage, say, case_register
        )
        if out is not None and not dry_run:
            say("writing")
            files = made.write(out, formats)
    if as_json:
        screen.json(made.summary | {"files": files})
    else:
        show_publication(screen, made, None if dry_run else out)
    return 1 if made.needs_attention and not accept_rejected else 0
