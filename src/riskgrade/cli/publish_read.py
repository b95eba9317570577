"""`riskgrade registers from-feed`: a feed of penalties as a register."""

from __future__ import annotations

from pathlib import Path

import click

from .options import output_options
from .usage_text import ToldUsageError


@click.command("from-feed")
@click.argument("feed", type=click.Path(path_type=Path), metavar="FEED")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE", help="The register to write, a .csv file. / 写出的名册。"
)
@click.option("--dry-run", is_flag=True, help="Read and check, but write nothing. / 只读取并检查，不写文件。")
@output_options
def from_feed(feed: Path, out: Path | None, dry_run: bool, language: str, as_json: bool) -> int:
    """Read FEED, a feed of penalties (双公示) of either generation, as the register of penalties.

    将双公示行政处罚信息（新旧两代表头）读为行政处罚名册。

    FEED is a csv file or a workbook; its headings are Chinese words or codes such as CF_WSH. Amounts become yuan. An existing file
    is not replaced.

    \b
    riskgrade registers from-feed build/publicity/penalties.csv --out registers/penalties.csv
    """  # noqa: D301 - click keeps the lines of a paragraph that begins with \b
    from ..report.out_file import whole_file
    from ..report.publicity_read import read_feed
    from ..report.tables import write_csv
    from .screen import Screen

    if out is None and not dry_run:
        raise ToldUsageError(
            "Missing option '--out': name the file to write, such as --out registers/penalties.csv, or give --dry-run",
            "缺少选项 --out：请给出写出的文件，如 --out registers/penalties.csv；或用 --dry-run",
        )
    if out is not None and (out.exists() or out.suffix.lower() != ".csv"):
        raise ToldUsageError(
            f"{out} is there already or is no .csv file; choose another --out",
            f"{out} 已存在或不是 .csv 文件；请另选 --out",
        )
    screen = Screen(language)
    read = read_feed(feed)
    if out is not None and not dry_run:
        with whole_file(out) as draft:
            write_csv(read.frame, draft)
    faults = [(one.en, one.zh) for one in read.faults]
    if as_json:
        screen.json(
            {
                "generation": read.rows.generation,
                "register": read.rows.register,
                "rows": read.frame.height,
                "unread": list(read.rows.unread),
                "unknown": list(read.rows.unknown),
                "remarks": [{"en": en, "zh": zh} for en, zh in (*read.rows.remarks, *faults)],
                "file": None if out is None or dry_run else str(out),
            }
        )
    else:
        title = read.layouts.model.readings["penalties"].generations[read.rows.generation].title
        screen.line(f"{read.frame.height:,} rows, {title.en}", f"{read.frame.height:,} 行，{title.zh}")
        if read.rows.unread:
            screen.line(f"Not read: {', '.join(read.rows.unread)}", f"未读取的列：{'、'.join(read.rows.unread)}")
        if read.rows.unknown:
            screen.line(f"Not known: {', '.join(read.rows.unknown)}", f"无法识别的列：{'、'.join(read.rows.unknown)}")
        for en, zh in (*read.rows.remarks, *faults):
            screen.line(f"  {en}", f"  {zh}")
    return 1 if read.rows.remarks or faults else 0
