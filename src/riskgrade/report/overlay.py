"""What a pack takes from the packs it uses, and what it changes of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..pack.merge import merge
from ..pack.parts import KINDS, Part, Parts, read_parts
from ..pack.shelf import find_pack


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between a pack and those it uses.

    Args:
        kind: registers, facts, parameters, rules, grades, sources or ranks.
        name: the part.
        what: ``added``, ``replaced`` or ``removed``.
        origin: the pack it came from, where it was replaced or removed.
        lines: for a part that was replaced, each key that differs: (key, before, after).
    """

    kind: str
    name: str
    what: str
    origin: str = ""
    lines: tuple[tuple[str, str, str], ...] = ()


def overlay(folder: Path) -> list[Change]:
    """The changes that a pack makes to those it uses; none where it uses none.

    Args:
        folder: the pack's folder.

    Examples:
        >>> from riskgrade.pack.shelf import find_pack
        >>> overlay(find_pack("uk-fhrs"))
        []
    """
    own = read_parts(folder)
    if not own.pack.use:
        return []
    inherited = _inherited(own)
    mine = {kind: dict(own.items[kind]) for kind in KINDS}
    whole = merge(own)
    changes: list[Change] = []
    for kind in KINDS:
        for name, part in mine[kind].items():
            before = inherited[kind].get(name)
            if before is None:
                changes.append(Change(kind, name, "added"))
            else:
                changes.append(Change(kind, name, "replaced", before.origin, _lines(_plain(before), _plain(part))))
        for name, part in inherited[kind].items():
            if name not in whole.items[kind] and name in whole.pack.remove:
                changes.append(Change(kind, name, "removed", part.origin))
    return changes


def _inherited(parts: Parts) -> dict[str, dict[str, Part]]:
    found: dict[str, dict[str, Part]] = {kind: {} for kind in KINDS}
    for name in parts.pack.use:
        other = merge(read_parts(find_pack(name, parts.folder)))
        for kind in KINDS:
            found[kind] |= other.items[kind]
    return found


def _plain(part: Part) -> Any:
    data = part.document.data
    for step in part.path:
        data = data[step]
    return data


def _lines(before: Any, after: Any, path: str = "") -> tuple[tuple[str, str, str], ...]:
    """Each key whose text differs, by its path."""
    if before == after:
        return ()
    if isinstance(before, dict) and isinstance(after, dict):
        keys = dict.fromkeys([*before, *after])
        return tuple(
            line
            for key in keys
            for line in _lines(before.get(key), after.get(key), f"{path}.{key}" if path else str(key))
        )
    return ((path, _text(before), _text(after)),)


def _text(data: Any) -> str:
    """Data on one line, as YAML would have it.

    Examples:
        >>> _text({"up_to": "30", "level": "A"}), _text(["a", "b"]), _text(None)
        ('{up_to: 30, level: A}', '[a, b]', '—')
    """
    match data:
        case None:
            return "—"
        case dict():
            return "{" + ", ".join(f"{key}: {_text(value)}" for key, value in data.items()) + "}"
        case list():
            return f"[{', '.join(map(_text, data))}]"
        case _:
            return str(data)
