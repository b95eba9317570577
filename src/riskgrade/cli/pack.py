"""`riskgrade pack`: list, show, schema."""

from __future__ import annotations

from pathlib import Path

import click

from .lazy_group import LazyGroup
from .options import output_options
from .usage_text import ToldUsageError

_WHERE = {
    "list": ("riskgrade.cli.pack:list_", "The packs that are shipped / 列出自带的规则包"),
    "show": ("riskgrade.cli.pack:show", "What a pack says / 查看规则包内容"),
    "schema": ("riskgrade.cli.pack:schema", "JSON Schemas of a pack's files / 规则包文件的 JSON Schema"),
}


@click.group(cls=LazyGroup, where=_WHERE)
def pack() -> None:
    """Look at rule packs.

    查看规则包。
    """


@click.command("list")
@output_options
def list_(language: str, as_json: bool) -> int:
    """The packs that are shipped.

    列出自带的规则包。
    """
    from ..pack.load import load_pack
    from ..pack.shelf import shipped_ids
    from ..report.pack_text import pack_line
    from .screen import Screen

    screen = Screen(language)
    packs = [pack_line(load_pack(name)) for name in shipped_ids()]
    if as_json:
        screen.json(packs)
        return 0
    for one in packs:
        levels = "; ".join(f"{name} {' '.join(levels)}" for name, levels in one["grades"].items())
        days = f"{one['from'] or '…'} – {one['to'] or '…'}"
        title = screen.pick(one["title"]["en"], one["title"]["zh"])
        screen.line(f"{one['id']} {one['version']}: {title}", f"{one['id']} {one['version']}：{title}")
        screen.line(
            f"    grades {one['subject']}: {levels}; in force {days}",
            f"    评级主体 {one['subject']}：{levels}；有效期 {days}",
        )
    return 0


@click.command()
@click.argument("pack", metavar="ID")
@output_options
def show(pack: str, language: str, as_json: bool) -> int:
    """What the pack ID says: registers, facts, parameters, rules with what they cite, and what it changes of packs it uses.

    查看规则包 ID：名册、事实、参数、规则及其依据，以及对所引用规则包的改动。
    """
    from ..pack.load import load_pack
    from ..pack.shelf import find_pack
    from ..report.pack_text import pack_text
    from .pack_show import show_pack
    from .screen import Screen

    screen = Screen(language)
    told = pack_text(load_pack(pack), find_pack(pack))
    if as_json:
        screen.json(told)
    else:
        show_pack(screen, told)
    return 0


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False, metavar="[FOLDER]")
@click.option(
    "--check", is_flag=True, help="Compare with FOLDER and write nothing; exit with 1 where they differ. / 仅比较。"
)
def schema(folder: Path | None, check: bool) -> int:
    """JSON Schemas of a pack's files: into FOLDER, or all in one document on stdout.

    规则包各文件的 JSON Schema：写入 FOLDER，或合为一个文档输出。
    """
    from ..report.schemas import KINDS, schema, stale, write_schemas
    from .screen import Screen

    screen = Screen("en")
    if folder is None:
        if check:
            raise ToldUsageError(
                "--check needs a FOLDER to compare with",
                "--check 需要同时给出用于比较的文件夹 FOLDER",
            )
        screen.json({kind: schema(kind) for kind in KINDS})
        return 0
    if not check:
        write_schemas(folder)
        return 0
    differing = stale(folder)
    for name in differing:
        both = (f"{name} is not as the models have it", f"{name} 与模型不一致")
        screen.line(*(" / ".join(both),) * 2)
    return 1 if differing else 0
