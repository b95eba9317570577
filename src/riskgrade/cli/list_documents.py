"""`riskgrade list documents`: Word documents of drafts and of entries."""

from __future__ import annotations

from pathlib import Path

import click

from .list_case_options import log_option
from .options import output_options
from .usage_text import ToldUsageError


def _kinds(context: click.Context, parameter: click.Parameter, given: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.strip() for one in given.split(",") if one.strip()))


@click.command()
@click.argument("source", type=click.Path(path_type=Path), metavar="DRAFT.json|FOLDER|REGISTER")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where they go. / 文书文件夹。")
@click.option(
    "--kind", "kinds", default="", callback=_kinds, metavar="LIST",
    help="Any of notice, approval, decision, removal, repair, refusal; those an entry has as it stands if left out. / 文书种类。",
)  # fmt: skip
@click.option("--entry", metavar="ENTRY", help="Only this entry: its record, or six characters of its id. / 仅此条目。")
@click.option("--pack", metavar="ID", help="A pack with templates; that of the draft if left out. / 含模板的规则包。")
@log_option
@click.option("--dry-run", is_flag=True, help="Make and check them, but write nothing. / 只制作并检查，不写文件。")
@output_options
def documents(
    source: Path, out: Path | None, kinds: tuple[str, ...], entry: str | None, pack: str | None, log: Path | None,
    dry_run: bool, language: str, as_json: bool,
) -> int:  # fmt: skip
    """Word documents of drafts, or of the entries of a case register, for Word and WPS.

    由草稿或案件登记簿制作 Word 文书：事先告知书、审批表、列入决定书；移出、信用修复决定书由登记簿中的条目制作。

    Every page is marked as a draft until the register says that the entry was decided. Number, seal and day are left empty; a
    document that would lack what the law wants in it is refused and named, and the others are written. Status 1 where one was refused.

    \b
    riskgrade list documents build/list/entries --out build/documents
    riskgrade list documents cases.db --kind repair --entry CF00001 --out build/repair
    """  # noqa: D301 - click keeps the lines of a paragraph that begins with \b
    from ..report.listing_documents import list_documents
    from ..report.out_folder import check_out
    from .screen import Screen, progress

    if out is None and not dry_run:
        raise ToldUsageError(
            "Missing option '--out': name the folder for the documents, such as --out build/documents, or give --dry-run",
            "缺少选项 --out：请给出文书文件夹，如 --out build/documents；或用 --dry-run 只制作并检查",
        )
    if out is not None and not dry_run:
        check_out(out, source)
    screen = Screen(language)
    with progress() as say:
        found = list_documents(source, kinds, entry, pack, log, say)
        files = found.write(out) if out is not None and not dry_run and found.files else {}
    if as_json:
        screen.json({
            "documents": list(found.rows),
            "refused": [
                {"record_id": one.record_id, "kind": one.kind, "missing": list(one.missing), "message": {"zh": one.zh, "en": one.en}}
                for one in found.refused
            ],
            "files": files,
        })  # fmt: skip
    else:
        for one in found.refused:
            screen.line(f"Not made: {one.en}.", f"未制作：{one.zh}。")
        where = f" in {out}" if files else ""
        screen.line(
            f"Word documents: {len(found.files)}{where}.",
            f"文书：{len(found.files)} 份" + (f"，见 {out}" if files else "") + "。",
        )
        screen.line(
            "They are drafts: people check, complete, sign and seal them.",
            "文书均为草稿：须由有权人员核对、补全、签署并盖章。",
        )
    return 1 if found.refused or not found.files else 0
