"""Every way a command can fail, as one message in English and Chinese and an exit status."""

from __future__ import annotations

import errno
from dataclasses import dataclass

import click

from .usage_text import usage_zh

USAGE, INTERRUPTED = 2, 130


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure as it is told.

    Args:
        en: the message in English.
        zh: the message in Chinese.
        status: the exit status.
    """

    en: str
    zh: str
    status: int = USAGE


def failure_of(error: BaseException) -> Failure | None:
    """How a failure is told; None if it is a fault of riskgrade itself.

    Examples:
        >>> failure_of(MemoryError()).zh
        '内存不足；请减少一次评级的记录，或换用内存更大的计算机。'
    """
    match error:
        case click.ClickException():
            return Failure(_usage_en(error), usage_zh(error))
        case KeyboardInterrupt() | EOFError() | click.Abort():
            return Failure("Interrupted; nothing was written.", "已中断；没有写出任何内容。", INTERRUPTED)
        case OSError():
            return _system(error)
        case MemoryError():
            return Failure(
                "There is not enough memory; grade fewer records at a time, or use a larger machine.",
                "内存不足；请减少一次评级的记录，或换用内存更大的计算机。",
            )
        case _:
            return _told(error)


def _told(error: BaseException) -> Failure | None:
    """An error of riskgrade that carries its own messages; the rooms that raise them are known by then."""
    diagnostics = getattr(error, "diagnostics", None)
    if diagnostics:
        return Failure(
            "\n".join(one.text("en") for one in diagnostics), "\n".join(one.text("zh") for one in diagnostics)
        )
    en, zh = getattr(error, "en", None), getattr(error, "zh", None)
    return Failure(en, zh) if isinstance(en, str) and isinstance(zh, str) else None


def _usage_en(error: click.ClickException) -> str:
    message = error.format_message()
    message = message if message.endswith(("?", ".")) else f"{message}."
    context = getattr(error, "ctx", None)
    return f"{message} See `{context.command_path} --help`." if context is not None else message


def _system(error: OSError) -> Failure:
    name = f" ({error.filename})" if error.filename else ""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return Failure(
                f"The disk is full{name}; nothing was left half-written.", f"磁盘已满{name}；没有留下写了一半的内容。"
            )
        case errno.EACCES | errno.EPERM:
            return Failure(f"There is no permission{name}.", f"没有访问权限{name}。")
        case errno.EROFS:
            return Failure(f"The disk cannot be written{name}.", f"磁盘为只读{name}。")
        case errno.ENOENT:
            return Failure(f"It is not there{name}.", f"不存在{name}。")
        case _:
            # Only here: the room brings much with it, and help has to come at once.
            from ..language.system_words import system_zh

            said = error.strerror or str(error)
            return Failure(f"The system refused: {said}{name}.", f"系统拒绝操作：{system_zh(error)}{name}。")
