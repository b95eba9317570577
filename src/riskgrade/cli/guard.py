"""The last line before the user: one message and an exit status, never a traceback."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any

from ..report.visible_text import visible
from .fault_text import USAGE, failure_of

TERMINATED = 143


class TerminatedError(BaseException):
    """The process was asked to end; what was begun is cleaned up on the way out."""


class ClosedOutputError(Exception):
    """Nobody reads the output any more."""

    en = "The output was closed before everything was written."
    zh = "输出在写完之前被关闭。"


def guarded(run: Callable[[], object]) -> int:
    """Run a command and turn whatever happens into an exit status.

    Args:
        run: the command; a whole number it returns is the status.

    Returns:
        The exit status.

    Examples:
        >>> guarded(lambda: 1)
        1
    """
    _speak_utf8()
    before = _end_cleanly()
    try:
        status = run()
        sys.stdout.flush()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else USAGE
    except TerminatedError:
        return TERMINATED
    except BaseException as error:  # also panics of Polars, which are no Exception
        return _tell(error)
    finally:
        if before is not None:
            signal.signal(signal.SIGTERM, before)
    return status if isinstance(status, int) and not isinstance(status, bool) else 0


def _tell(error: BaseException) -> int:
    if os.environ.get("RISKGRADE_DEBUG") == "1":
        traceback.print_exception(error)
    error = ClosedOutputError() if isinstance(error, BrokenPipeError) else error
    failure = failure_of(error)
    _abandon_stdout()
    with suppress(OSError, ValueError):
        if failure is None:
            kind = type(error).__name__
            print(
                f"error: This is a fault of riskgrade ({kind}), not of your data; nothing was written. Run it again with "
                "RISKGRADE_DEBUG=1 to see where, and please report it.",
                f"错误：这是 riskgrade 自身的故障（{kind}），与您的数据无关；没有写出任何内容。"
                "请设置 RISKGRADE_DEBUG=1 后重新运行以查看位置，并反馈给我们。",
                sep="\n",
                file=sys.stderr,
            )
            return USAGE
        print(f"error: {visible(failure.en)}", f"错误：{visible(failure.zh)}", sep="\n", file=sys.stderr)
    return USAGE if failure is None else failure.status


def _abandon_stdout() -> None:
    """What could not be written is not tried again when the interpreter ends."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak_utf8() -> None:
    """A terminal that cannot show a character gets it written out, rather than the command failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _end_cleanly() -> Any:
    """Let SIGTERM unwind the stack, so that a draft is removed."""

    def end(number: int, frame: FrameType | None) -> None:
        raise TerminatedError

    try:
        return signal.signal(signal.SIGTERM, end)
    except ValueError:  # not in the main thread
        return None
