"""Holding a log against itself: every line that was changed, dropped, put elsewhere or added by one who may not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from .entry import START, Entry, read_line
from .error import LogError
from .event import Ledger, Room
from .file import locked


class Code(StrEnum):
    """What can be wrong with a log."""

    UNREADABLE = "UNREADABLE"
    CHANGED = "CHANGED"
    MISPLACED = "MISPLACED"
    MISSING = "MISSING"
    NOT_FOLLOWING = "NOT_FOLLOWING"
    TORN = "TORN"
    CUT = "CUT"
    UNLAWFUL = "UNLAWFUL"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a log.

    Args:
        line: the line it was found at, from 1; for what is missing at the end, the line after the last.
        code: what it is.
        en, zh: the same for people.
    """

    line: int
    code: Code
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of a log.

    Args:
        entries: how many lines it has.
        head: the hash of the last readable one; keep it elsewhere to find out later whether the end was cut.
        faults: what is wrong, line by line.
        head_at: the line that has the head asked for; None if none was asked for, or none has it.
        unknown: kinds of event that nobody here knows; their lines are held against the chain all the same.
    """

    entries: int
    head: str
    faults: tuple[Fault, ...]
    head_at: int | None
    unknown: tuple[str, ...]


def lines_of(path: Path) -> Iterator[tuple[int, bytes, bool]]:
    """The lines of a log: number, bytes without the line feed, whether it has one.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            yield number, line.removesuffix(b"\n"), line.endswith(b"\n")


def verify(path: Path, rooms: Sequence[Room], head: str | None = None) -> Verdict:
    """Hold a log against itself, and against a head that was kept elsewhere.

    Args:
        path: the log.
        rooms: who writes into it; each checks what is lawful of its own events.
        head: the hash of what was the last line at some time.

    Raises:
        OSError: it cannot be read.
    """
    verdict = _Verifier(rooms, head).run(path)
    if any(one.code is Code.TORN for one in verdict.faults) and path.with_name(f"{path.name}.lock").exists():
        # Perhaps a line was being written at that moment.
        with locked(path):
            return _Verifier(rooms, head).run(path)
    return verdict


class _Verifier:
    def __init__(self, rooms: Sequence[Room], head: str | None) -> None:
        self.rooms: list[tuple[Room, Ledger]] = [(room, room.ledger()) for room in rooms]
        self.asked, self.head_at = head, None if head != START else 0
        self.faults: list[Fault] = []
        self.expected, self.previous, self.head = 1, START, START
        self.sure = True  # whether the line before could be read, so that its hash is known
        self.seen: set[int] = set()
        self.unknown: dict[str, None] = {}

    def run(self, path: Path) -> Verdict:
        count = 0
        for count, line, ended in lines_of(path):
            self._line(count, line, ended)
        for first, last in _holes(self.seen):
            en, zh = (f"entry {first} is missing", f"缺少第 {first} 条")
            if last > first:
                en, zh = f"entries {first} to {last} are missing", f"缺少第 {first} 至 {last} 条"
            self._fault(count + 1, Code.MISSING, en, zh)
        if self.asked is not None and self.head_at is None:
            en = "no line has the head that was asked for: the end was cut off, or the log was written anew"
            self._fault(count + 1, Code.CUT, en, "没有任何一行与给定的末行校验值一致：末尾被截去，或日志被重写")
        return Verdict(count, self.head, tuple(self.faults), self.head_at, tuple(self.unknown))

    def _fault(self, line: int, code: Code, en: str, zh: str) -> None:
        self.faults.append(Fault(line, code, en, zh))

    def _line(self, place: int, line: bytes, ended: bool) -> None:
        if not ended:
            self._fault(
                place,
                Code.TORN,
                "the last line has no end: writing was interrupted, or it was cut",
                "最后一行不完整：写入中断或被截断",
            )
        try:
            entry, found = read_line(line)
        except ValueError as error:
            if str(error) == "changed":
                self._fault(
                    place,
                    Code.CHANGED,
                    "the line was changed: it does not have its own hash",
                    "该行已被改动：与自身校验值不符",
                )
            elif ended or line:
                self._fault(
                    place, Code.UNREADABLE, "this is no line of a log, or was changed", "不是日志行，或已被改动"
                )
            # What an unreadable line held cannot be told; it is not missing besides.
            self.seen.add(self.expected)
            self.expected, self.sure = self.expected + 1, False
            return
        self._place(place, entry)
        self.seen.add(entry.number)
        self.expected, self.previous, self.head, self.sure = entry.number + 1, found, found, True
        if found == self.asked:
            self.head_at = place
        self._event(place, entry)

    def _place(self, place: int, entry: Entry) -> None:
        if entry.number != self.expected:
            en = f"entry {entry.number} stands here, where entry {self.expected} belongs"
            self._fault(place, Code.MISPLACED, en, f"此处应为第 {self.expected} 条，实为第 {entry.number} 条")
        elif self.sure and entry.previous != self.previous:
            en = "the entry does not follow the one before it: one of the two was put in the place of another"
            self._fault(place, Code.NOT_FOLLOWING, en, "与前一条不衔接：其中一条被替换")

    def _event(self, place: int, entry: Entry) -> None:
        known = False
        for room, ledger in self.rooms:
            try:
                event = room.event(entry)
                if event is not None:
                    known = True
                    ledger.take(entry, event)
            except LogError as error:
                known = True
                self._fault(place, Code.UNLAWFUL, error.en, error.zh)
        if not known:
            self.unknown[entry.kind] = None


def _holes(seen: set[int]) -> Iterator[tuple[int, int]]:
    """The numbers from 1 that are not there, as first and last of each stretch."""
    before = 0
    for number in sorted(one for one in seen if one > 0):
        if number > before + 1:
            yield before + 1, number - 1
        before = number
