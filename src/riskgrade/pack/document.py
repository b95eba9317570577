"""A YAML file as texts, lists and mappings, with the line of every part.

Every scalar is read as text and typed later by the model: codes keep their zeros and decimals stay exact.
Anchors, aliases, merge keys, tags and duplicate keys are refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, NodeEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from .diagnostics import Diagnostic, DiagnosticCode, PackError

LARGEST_FILE = 1_000_000
DEEPEST = 24

Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file that was read.

    Args:
        file: its name for messages.
        data: texts, None, lists and mappings.
        lines: line (from 1) of each part, by its path.
    """

    file: str
    data: Any
    lines: dict[Path_, int]

    def line(self, path: Path_) -> int:
        """The line of a part, or of the nearest part around it that has one."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return 1

    def diagnostic(self, code: DiagnosticCode, path: Path_, en: str, zh: str, detail: str = "") -> Diagnostic:
        """A diagnostic at a part of this file."""
        return Diagnostic(code, self.file, self.line(path), en, zh, detail)


def read_document(path: Path, shown: str) -> Document:
    """Read a YAML file.

    Args:
        path: the file.
        shown: its name for messages.

    Raises:
        PackError: the file cannot be used as it is.
    """

    def refuse(code: DiagnosticCode, line: int, en: str, zh: str) -> PackError:
        return PackError([Diagnostic(code, shown, line, en, zh)])

    try:
        size = path.stat().st_size
    except OSError:
        raise refuse(DiagnosticCode.FILE_MISSING, 1, "the file cannot be read", "无法读取该文件") from None
    if size > LARGEST_FILE:
        en = f"the file has {size:,} bytes; a pack file may have {LARGEST_FILE:,}. Split it or check what it is"
        zh = f"文件有 {size:,} 字节，规则文件最多 {LARGEST_FILE:,} 字节；请拆分或检查内容"
        raise refuse(DiagnosticCode.FILE_TOO_LARGE, 1, en, zh)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        en, zh = (
            f"not UTF-8 text at byte {error.start}; save it as UTF-8",
            f"第 {error.start} 字节不是 UTF-8 文本；请另存为 UTF-8",
        )
        raise refuse(DiagnosticCode.FILE_NOT_TEXT, 1, en, zh) from None
    return parse_document(text, shown)


def parse_document(text: str, shown: str) -> Document:
    """Read YAML text.

    Raises:
        PackError: the text is not YAML, or uses what a pack may not.

    Examples:
        >>> parse_document("codes: [0101, 010]", "x.yaml").data
        {'codes': ['0101', '010']}
    """
    yaml = YAML(typ="base", pure=True)
    try:
        for event in yaml.parse(text):
            if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
                line = event.start_mark.line + 1
                en, zh = "anchors and aliases are not allowed; write the value out", "不允许锚点和引用；请直接写出内容"
                raise PackError([Diagnostic(DiagnosticCode.YAML_ANCHOR, shown, line, en, zh)])
            if getattr(event, "tag", None) is not None:
                line = event.start_mark.line + 1
                en, zh = f"the tag {event.tag} is not allowed; every value is plain text", f"不允许标签 {event.tag}"
                raise PackError([Diagnostic(DiagnosticCode.YAML_TAG, shown, line, en, zh)])
        root = YAML(typ="base", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        problem = " ".join((error.problem or str(error)).split())
        en, zh = f"this is not YAML: {problem}", f"不是有效的 YAML：{problem}"
        raise PackError([Diagnostic(DiagnosticCode.YAML_SYNTAX, shown, line, en, zh)]) from None
    except RecursionError:
        raise PackError([Diagnostic(DiagnosticCode.YAML_TOO_DEEP, shown, 1, "nested too deep", "嵌套过深")]) from None
    except (YAMLError, ValueError) as error:
        en, zh = f"this is not YAML: {type(error).__name__}", "不是有效的 YAML"
        raise PackError([Diagnostic(DiagnosticCode.YAML_SYNTAX, shown, 1, en, zh)]) from None
    lines: dict[Path_, int] = {}
    wrong: list[Diagnostic] = []
    data = _Builder(shown, lines, wrong).build(root, ()) if root is not None else None
    if wrong:
        raise PackError(wrong)
    return Document(shown, data, lines)


class _Builder:
    """Turns YAML nodes into plain data, noting lines and collecting mistakes."""

    def __init__(self, shown: str, lines: dict[Path_, int], wrong: list[Diagnostic]) -> None:
        self.shown, self.lines, self.wrong = shown, lines, wrong

    def refuse(self, code: DiagnosticCode, node: Node, en: str, zh: str) -> None:
        self.wrong.append(Diagnostic(code, self.shown, node.start_mark.line + 1, en, zh))

    def build(self, node: Node, path: Path_) -> Any:
        self.lines[path] = node.start_mark.line + 1
        if len(path) > DEEPEST:
            self.refuse(
                DiagnosticCode.YAML_TOO_DEEP, node, f"nested more than {DEEPEST} deep", f"嵌套超过 {DEEPEST} 层"
            )
            return None
        if isinstance(node, ScalarNode):
            return self.scalar(node)
        if isinstance(node, SequenceNode):
            return [self.build(item, (*path, number)) for number, item in enumerate(node.value)]
        assert isinstance(node, MappingNode)
        built: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                self.refuse(DiagnosticCode.YAML_SYNTAX, key_node, "a key must be one word", "键必须是单个词")
                continue
            key = str(key_node.value)
            if key == "<<":
                self.refuse(DiagnosticCode.YAML_ANCHOR, key_node, "merge keys are not allowed", "不允许合并键 <<")
            elif key in built:
                en, zh = f"the key '{key}' stands twice in this mapping; keep one", f"键 {key} 在此处重复；请只保留一个"
                self.refuse(DiagnosticCode.YAML_DUPLICATE_KEY, key_node, en, zh)
            else:
                built[key] = self.build(value_node, (*path, key))
                self.lines[*path, key] = key_node.start_mark.line + 1
        return built

    def scalar(self, node: ScalarNode) -> str | None:
        text = str(node.value)
        return None if not node.style and text in ("", "~", "null") else text
