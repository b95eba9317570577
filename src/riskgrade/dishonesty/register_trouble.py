"""What can be wrong with the file of a case register, and what to do about it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.exc import DatabaseError, OperationalError

from .case_error import CaseError
from .register_engine import BUSY


class InterruptedWriteError(CaseError):
    """A process was ended in its transaction; who may write rolls it back, who only reads reads a copy."""


_WORDS = {
    "SQLITE_NOTADB": "不是数据库文件",
    "SQLITE_CORRUPT": "内容已损坏",
    "SQLITE_CANTOPEN": "无法打开文件",
    "SQLITE_READONLY": "文件为只读",
    "SQLITE_IOERR": "读写出错",
    "SQLITE_PERM": "没有访问权限",
    "SQLITE_TOOBIG": "内容过大",
}
"""What SQLite says, by the beginning of the name of its error."""


def _zh(code: str, said: str) -> str:
    return next((words for name, words in _WORDS.items() if code.startswith(name)), said)


def trouble(path: Path, error: DatabaseError) -> CaseError:
    """What is wrong with a file, for people."""
    said = str(error.orig)
    code = getattr(error.orig, "sqlite_errorname", "")
    if "NOTADB" in code or "CORRUPT" in code or "no such table" in said or "no such column" in said:
        return damaged(path, said, _zh(code, said))
    if isinstance(error, OperationalError) and ("BUSY" in code or "LOCKED" in code):
        return CaseError(
            f"{path}: another program has held it for {BUSY:g} seconds; try again when it is done",
            f"{path}：其他程序正在占用（已等待 {BUSY:g} 秒），请稍后重试",
        )
    if "FULL" in code:
        return CaseError(f"{path}: the disk is full; it is as it was", f"{path}：磁盘已满；文件保持原样")
    if code == "SQLITE_READONLY_ROLLBACK":
        return InterruptedWriteError(
            f"{path}: writing was interrupted ({said})", f"{path}：写入曾中断（{_zh(code, said)}）"
        )
    if "READONLY" in code or "CANTOPEN" in code:
        return CaseError(f"{path} cannot be opened or written ({said})", f"{path} 无法打开或写入（{_zh(code, said)}）")
    return CaseError(
        f"{path} cannot be used ({said}); it is as it was", f"{path} 无法使用（{_zh(code, said)}）；文件保持原样"
    )


def ahead(path: Path, log: Path, number: int, last: int) -> CaseError:
    """What to say of a register that knows more than its log."""
    return CaseError(
        f"{path} is built up to entry {number}, but {log} ends at entry {last}: the end of the log was cut off, or this is an "
        "older copy of it. Nothing was changed. Bring back the whole log; only if it is lost for good, "
        f"`riskgrade list rebuild {path} --log {log}` goes back to what the log says",
        f"{path} 已建至第 {number} 条，而 {log} 仅有 {last} 条：日志末尾被截去，或为较早的副本。未作任何改动。请恢复完整日志；"
        f"确已丢失时才用 `riskgrade list rebuild {path} --log {log}` 退回日志所载",
    )


def another(path: Path, log: Path, number: int) -> CaseError:
    """What to say of a register that was built from another log."""
    return CaseError(
        f"{path} was built from another log: entry {number} of {log} is not the one it knows. Nothing was changed; name its own "
        "log with --log",
        f"{path} 依据的是另一份日志：{log} 的第 {number} 条与其所知不符。未作任何改动；请用 --log 指明其日志",
    )


def damaged(path: Path, said: str, said_zh: str) -> CaseError:
    """What to do about a file that is no register, or is one no more."""
    return CaseError(
        f"{path} is no case register, or is damaged ({said}); `riskgrade list rebuild {path} --log …` makes it anew from "
        "its log and keeps this file beside it",
        f"{path} 不是案件登记簿，或已损坏（{said_zh}）；可用 `riskgrade list rebuild {path} --log …` 依日志重建，原文件另行保留",
    )
