"""A patch as a unified diff of the pack's YAML files: only the values differ, comments and layout stay."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from difflib import unified_diff
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from ..pack.document import Path_
from ..pack.edits import Edit

_PLAIN = re.compile(r"[\w.+/-]+( [\w.+/-]+)*")


def diff_of(edits: Iterable[Edit]) -> str:
    """The values replaced, as a unified diff; a file follows the other in the order of their names.

    Args:
        edits: the values replaced.
    """
    by_file: dict[str, list[Edit]] = {}
    for edit in edits:
        by_file.setdefault(edit.document.file, []).append(edit)
    return "".join(
        "".join(
            unified_diff(
                _lines(text := by_file[file][0].document.text), _lines(_changed(text, by_file[file])), file, file
            )
        )
        for file in sorted(by_file)
    )


def _lines(text: str) -> list[str]:
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    return lines


def _changed(text: str, edits: list[Edit]) -> str:
    root = YAML(typ="rt").compose(text)
    places = [(*_ends(_at(root, one.at), text), one.new) for one in edits]
    for first, last, new in sorted(places, key=lambda one: one[0], reverse=True):
        text = text[:first] + flow(new) + text[last:]
    return text


def _at(node: Node, path: Path_) -> Node:
    for step in path:
        if isinstance(node, MappingNode):
            node = next(value for key, value in node.value if key.value == step)
        elif isinstance(node, SequenceNode):
            node = node.value[step]
    return node


def _ends(node: Node, text: str) -> tuple[int, int]:
    """Where a value stands; what follows a block (blank lines, comments) is not of it."""
    first, last = node.start_mark.index, node.end_mark.index
    kept = text[first:last].rstrip()
    while "\n" in kept and kept.rpartition("\n")[2].lstrip().startswith("#"):
        kept = kept.rpartition("\n")[0].rstrip()
    return first, first + len(kept)


def flow(value: Any) -> str:
    r"""A written value on one line of YAML.

    Examples:
        >>> flow([["150", "2"], ["above", None]]), flow({"a": "x: y"})
        ('[[150, 2], [above, null]]', '{a: "x: y"}')
    """
    match value:
        case None:
            return "null"
        case dict():
            return "{" + ", ".join(f"{flow(key)}: {flow(one)}" for key, one in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(flow, value)) + "]"
        case _:
            plain = _PLAIN.fullmatch(value) and value not in ("null", "~") and not value.startswith(("- ", "-/"))
            return value if plain else json.dumps(value, ensure_ascii=False)
