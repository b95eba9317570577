"""One line of a log: an event with who and when, its own hash, and the hash of the line before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import rfc8785

FORM: Literal["riskgrade.log/1"] = "riskgrade.log/1"
"""What each line says it is; the number changes with its form."""

START = "0" * 64
"""What the first line has in the place of the hash of a line before."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a log.

    Args:
        number: its place, from 1.
        previous: the hash of the line before.
        at: when it happened, as ISO 8601 with the offset from UTC.
        by: who, by name or number; None for what a program derived by itself.
        kind: the kind of event.
        data: what the event says: texts, whole numbers, truths, null, lists and mappings.
    """

    number: int
    previous: str
    at: str
    by: str | None
    kind: str
    data: Mapping[str, Any]

    @property
    def hash(self) -> str:
        """The sha256 of the line's canonical JSON (RFC 8785) without the hash itself."""
        return self.sealed()[1]

    @property
    def line(self) -> bytes:
        """The line as it is written: canonical JSON and a line feed."""
        return self.sealed()[0]

    def sealed(self) -> tuple[bytes, str]:
        """The line and its hash.

        Raises:
            ValueError: it holds text that is no UTF-8, or a number that is not exact everywhere.
        """
        # Keys are in the order of RFC 8785; the hash has its place between the two halves.
        first = rfc8785.dumps({"at": self.at, "by": self.by, "data": dict(self.data)})[:-1]
        last = rfc8785.dumps({"kind": self.kind, "log": FORM, "number": self.number, "previous": self.previous})[1:]
        found = hashlib.sha256(b"%b,%b" % (first, last)).hexdigest()
        return b'%b,"hash":"%b",%b\n' % (first, found.encode(), last), found


_FIELDS: Mapping[str, type | tuple[type, ...]] = {
    "at": str,
    "by": (str, type(None)),
    "data": dict,
    "hash": str,
    "kind": str,
    "log": str,
    "number": int,
    "previous": str,
}


def read_line(line: bytes) -> tuple[Entry, str]:
    """An entry of its line, and its hash.

    Args:
        line: without the line feed.

    Raises:
        ValueError: it is no line of a log, or was changed; the text says which.

    Examples:
        >>> entry = Entry(1, START, "2024-01-05T09:30:00+08:00", "王", "note", {"text": "好"})
        >>> read_line(entry.line[:-1])[0] == entry
        True
        >>> read_line(entry.line[:-1].replace("好".encode(), "坏".encode()))
        Traceback (most recent call last):
        ValueError: changed
    """
    try:
        held = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        raise ValueError("unreadable") from None
    if (
        not isinstance(held, dict)
        or held.keys() != _FIELDS.keys()
        or held["log"] != FORM
        or not all(isinstance(held[name], kind) for name, kind in _FIELDS.items())
        or isinstance(held["number"], bool)
    ):
        raise ValueError("unreadable")
    # The bytes themselves are held against the hash: making them anew would cost ten times as much.
    mark = f'"hash":"{held["hash"]}",'.encode()
    before, found, after = line.partition(mark)
    if not found or hashlib.sha256(before + after).hexdigest() != held["hash"]:
        raise ValueError("changed")
    entry = Entry(held["number"], held["previous"], held["at"], held["by"], held["kind"], held["data"])
    return entry, held["hash"]
