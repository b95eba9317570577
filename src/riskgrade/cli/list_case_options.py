"""What the commands about an entry's life share: their arguments, options, and how an act is done and told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from .options import output_options

Command = TypeVar("Command", bound=Callable[..., Any])


def register_argument(command: Command) -> Command:
    """REGISTER: the case register."""
    return click.argument("register", type=click.Path(path_type=Path), metavar="REGISTER")(command)


def log_option(command: Command) -> Command:
    """--log."""
    text = "The log; the one the register knows if left out. / 日志，默认为登记簿所记的日志。"
    return click.option("--log", type=click.Path(path_type=Path), metavar="FILE", help=text)(command)


def pack_option(command: Command) -> Command:
    """--pack, which may be left out."""
    text = "The pack whose law holds; that of the draft if left out. / 规则包，默认为草稿所用的规则包。"
    return click.option("--pack", metavar="ID", help=text)(command)


def who_options(command: Command) -> Command:
    """--by, --at, --on, --dry-run."""
    for one in (
        click.option("--dry-run", is_flag=True, help="Check everything and write nothing. / 只检查，不写入。"),
        click.option(
            "--on",
            "on",
            metavar="DATE",
            help="The day of the act; that of --at if left out. / 办理日期，默认与 --at 同日。",
        ),
        click.option(
            "--at",
            metavar="TIME",
            help="When it is written down, such as 2024-01-05T09:30:00+08:00; now if left out. / 记录时间，默认为现在。",
        ),
        click.option("--by", required=True, metavar="PERSON", help="Who: a name or a staff number. / 姓名或工号。"),
    ):
        command = one(command)
    return command


def act_command(why: bool = True) -> Callable[[Command], Command]:
    """REGISTER ENTRY and everything that all acts take.

    Args:
        why: whether a reason must be given.
    """

    def decorate(command: Command) -> Command:
        for one in (
            output_options,
            log_option,
            who_options,
            click.option(
                "--expect",
                metavar="STATE|VERSION",
                help="Refuse if it stands otherwise than you saw it. / 与所见状态或版本不符时不予办理。",
            ),
            click.option("--reason", required=why, metavar="TEXT", help="Why, or what came of it. / 理由或结果。"),
            click.argument("entry", metavar="ENTRY"),
            register_argument,
        ):
            command = one(command)
        return command

    return decorate


def now() -> str:
    """The time as a log holds it."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def done(act: str, register: Path, entry: str, at: str | None, language: str, as_json: bool, **given: Any) -> int:
    """Do an act and tell what came of it.

    Args:
        act: its name.
        register: the case register.
        entry: which entry.
        at: when; now if None.
        language: of what is told.
        as_json: whether it is told as JSON.
        given: everything else that `list_act` takes.
    """
    from ..report.case_register import list_act
    from .list_case_text import show_act
    from .screen import Screen

    acted = list_act(register, act, entry, at or now(), **given)
    return show_act(Screen(language), acted, as_json)
