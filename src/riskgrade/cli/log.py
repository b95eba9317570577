"""`riskgrade log`: verify, show, choose, override, approve, refuse, mend."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .lazy_group import LazyGroup
from .options import output_options

if TYPE_CHECKING:
    from ..log.decision_state import GradeState
    from ..log.entry import Entry

Command = TypeVar("Command", bound=Callable[..., Any])
_WHERE = {
    "verify": ("riskgrade.cli.log:verify", "Whether a log is whole / 校验日志是否完好"),
    "show": ("riskgrade.cli.log:show", "The decisions of a log and how they stand / 查看日志中的决定"),
    "choose": ("riskgrade.cli.log:choose", "An officer's choice within the law / 在依法可选范围内选择级别"),
    "override": ("riskgrade.cli.log:override", "Ask for another level / 提出改定级别"),
    "approve": ("riskgrade.cli.log:approve", "Agree to another person's override / 批准他人的改定"),
    "refuse": ("riskgrade.cli.log:refuse", "Refuse another person's override / 驳回他人的改定"),
    "mend": ("riskgrade.cli.log:mend", "Take out a line that was not written to its end / 移出未写完的残行"),
}
_FILE = click.argument("file", type=click.Path(path_type=Path), metavar="FILE")


@click.group(cls=LazyGroup, where=_WHERE)
def log() -> None:
    """Keep and check a log of decisions.

    记录并校验评级决定的日志。
    """


def _event_options(command: Command) -> Command:
    for one in (
        click.option("--dry-run", is_flag=True, help="Check everything and write nothing. / 只检查，不写入。"),
        click.option(
            "--at",
            metavar="TIME",
            help="When, such as 2024-01-05T09:30:00+08:00; now if left out. / 时间，默认为现在。",
        ),
        click.option("--grade", metavar="NAME", help="Which grade, if there is more than one. / 评级项。"),
        click.option("--reason", required=True, metavar="TEXT", help="Why. / 理由。"),
        click.option("--by", required=True, metavar="PERSON", help="Who: a name or a staff number. / 姓名或工号。"),
    ):
        command = one(command)
    return command


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


@click.command()
@_FILE
@click.option("--head", metavar="HASH", help="A head kept elsewhere, to find a cut end. / 另行保存的末行校验值。")
@output_options
def verify(file: Path, head: str | None, language: str, as_json: bool) -> int:
    """Whether FILE is whole: no line changed, dropped, moved or added by one who may not.

    校验 FILE 是否完好：无改动、缺失、错位或越权的条目。

    The end of a log can be cut without a trace within it: keep the head that is printed elsewhere and give it with --head.
    """
    from ..report.decision_log import verify_log
    from .screen import Screen

    screen = Screen(language)
    found = verify_log(file, head)
    if as_json:
        faults = [{"line": one.line, "code": str(one.code), "en": one.en, "zh": one.zh} for one in found.faults]
        screen.json({
            "entries": found.entries, "head": found.head, "head_at": found.head_at, "unknown_kinds": list(found.unknown),
            "faults": faults,
        })  # fmt: skip
        return 1 if found.faults else 0
    for one in found.faults:
        screen.line(f"line {one.line}: {one.code}: {one.en}", f"第 {one.line} 行：{one.code}：{one.zh}")
    if found.faults:
        count = len(found.faults)
        screen.line(
            f"{count} {'fault' if count == 1 else 'faults'}; lines: {found.entries}.",
            f"{found.entries} 行中有 {count} 处问题。",
        )
        return 1
    entries = "1 entry" if found.entries == 1 else f"{found.entries} entries"
    screen.line(f"{entries}, whole. Head: {found.head}", f"共 {found.entries} 条，完好。末行校验值：{found.head}")
    if found.head_at is not None and found.head_at < found.entries:
        more = found.entries - found.head_at
        screen.line(
            f"The head given is that of line {found.head_at}; {more} came after it.",
            f"给定的校验值为第 {found.head_at} 行，其后又有 {more} 条。",
        )
    screen.warn((f"no part of this version writes '{kind}'", f"本版本不写入 {kind} 事件") for kind in found.unknown)
    return 0


@click.command()
@_FILE
@click.argument("decision", required=False, metavar="[DECISION]")
@output_options
def show(file: Path, decision: str | None, language: str, as_json: bool) -> int:
    """The decisions of FILE and how they stand, or everything that was written about DECISION (an id or its beginning).

    查看日志 FILE 中的决定及现状，或某个决定 DECISION（编号或其前几位）的全部事件。
    """
    from ..report.decision_log import decision_in, decisions_of
    from .log_text import decision_json, show_decision, show_decisions
    from .screen import Screen

    screen = Screen(language)
    if decision is not None:
        state = decision_in(file, decision)
        if as_json:
            screen.json(decision_json(state, whole=True))
        else:
            show_decision(screen, state)
        return 0
    found = decisions_of(file)
    if as_json:
        screen.json([decision_json(one) for one in found.values()])
    else:
        show_decisions(screen, list(found.values()))
    return 0


@click.command()
@_FILE
@click.argument("decision", metavar="DECISION")
@click.argument("level", metavar="LEVEL")
@_event_options
@output_options
def choose(
    file: Path, decision: str, level: str, by: str, reason: str, grade: str | None, at: str | None, dry_run: bool,
    language: str, as_json: bool,
) -> int:  # fmt: skip
    """Choose LEVEL among those that the law leaves to an officer.

    在依法可选的级别中选择 LEVEL。

    \b
    riskgrade log choose decisions.log 8dcdc02c C --grade food_risk --by 王丽 --reason 现场整改到位
    """  # noqa: D301 - click keeps the lines of a paragraph that begins with \b
    from ..log.decision_events import Chosen
    from ..report.decision_log import move

    done = move(file, Chosen, decision, grade, level, reason, at or _now(), by, dry_run)
    return _tell(*done, dry_run, language, as_json)


@click.command()
@_FILE
@click.argument("decision", metavar="DECISION")
@click.argument("level", metavar="LEVEL")
@_event_options
@output_options
def override(
    file: Path, decision: str, level: str, by: str, reason: str, grade: str | None, at: str | None, dry_run: bool,
    language: str, as_json: bool,
) -> int:  # fmt: skip
    """Ask that LEVEL be given, whatever the rules permit; it stands once another person approves.

    提出将级别改定为 LEVEL，不受可选范围限制；经他人批准后生效。
    """
    from ..log.decision_events import Overridden
    from ..report.decision_log import move

    done = move(file, Overridden, decision, grade, level, reason, at or _now(), by, dry_run)
    return _tell(*done, dry_run, language, as_json)


@click.command()
@_FILE
@click.argument("decision", metavar="DECISION")
@_event_options
@output_options
def approve(
    file: Path, decision: str, by: str, reason: str, grade: str | None, at: str | None, dry_run: bool, language: str,
    as_json: bool,
) -> int:  # fmt: skip
    """Agree to the override of DECISION that waits; the person who asked for it cannot.

    批准决定 DECISION 待批的改定；提出人本人不能批准。
    """
    from ..log.decision_events import Approved
    from ..report.decision_log import answer

    return _tell(
        *answer(file, Approved, decision, grade, reason, at or _now(), by, dry_run), dry_run, language, as_json
    )


@click.command()
@_FILE
@click.argument("decision", metavar="DECISION")
@_event_options
@output_options
def refuse(
    file: Path, decision: str, by: str, reason: str, grade: str | None, at: str | None, dry_run: bool, language: str,
    as_json: bool,
) -> int:  # fmt: skip
    """Refuse the override of DECISION that waits; the person who asked for it cannot.

    驳回决定 DECISION 待批的改定；提出人本人不能办理。
    """
    from ..log.decision_events import Refused
    from ..report.decision_log import answer

    return _tell(*answer(file, Refused, decision, grade, reason, at or _now(), by, dry_run), dry_run, language, as_json)


def _tell(entry: Entry, grade: GradeState, dry_run: bool, language: str, as_json: bool) -> int:
    from .log_text import grade_json, stands
    from .screen import Screen

    screen = Screen(language)
    if as_json:
        told = {"entry": entry.number, "kind": entry.kind, "hash": entry.hash, "written": not dry_run}
        screen.json(told | {"decision_id": entry.data["decision_id"]} | grade_json(grade))
        return 0
    en, zh = stands(grade)
    screen.line(en, zh)
    if dry_run:
        screen.line("Nothing was written.", "未写入任何内容。")
    else:
        screen.line(f"Entry {entry.number}. Head: {entry.hash}", f"第 {entry.number} 条。末行校验值：{entry.hash}")
    return 0


@click.command()
@_FILE
@click.option("--dry-run", is_flag=True, help="Say what would be done and change nothing. / 只说明，不改动。")
@output_options
def mend(file: Path, dry_run: bool, language: str, as_json: bool) -> int:
    """Take out a last line of FILE that was not written to its end, and keep the piece beside it.

    移出日志 FILE 末尾未写完的残行，并另存于旁。
    """
    from ..log.file import mend as mended
    from .screen import Screen

    screen = Screen(language)
    found = mended(file, dry_run)
    piece, aside = found if found is not None else (b"", None)
    if as_json:
        screen.json({
            "torn": found is not None, "bytes": len(piece), "kept_in": str(aside) if piece and not dry_run else None,
            "written": found is not None and not dry_run,
        })  # fmt: skip
    elif found is None:
        screen.line("The last line is whole; there is nothing to mend.", "最后一行完整，无需处理。")
    elif not piece:
        screen.line("The last line lacked only its line feed.", "最后一行仅缺换行符。")
    else:
        screen.line(
            f"{len(piece)} {'byte' if len(piece) == 1 else 'bytes'} of an unfinished line; kept in {aside}",
            f"残行 {len(piece)} 字节，另存于 {aside}",
        )
    if found is not None and dry_run and not as_json:
        screen.line("Nothing was changed.", "未作改动。")
    return 0
