"""From the events of a YAML text to texts, lists and mappings, without recursion, noting the line of every part."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from .diagnostics import Diagnostic, DiagnosticCode

DEEPEST = 24

Path_ = tuple[str | int, ...]


@dataclass(slots=True)
class _Open:
    """A list or mapping that is not complete yet; `key` is the next index or the key whose value comes next."""

    held: Any
    path: Path_
    key: str | int | None
    keep: bool = True


class Builder:
    """Turns events into plain data; what a pack may not use is collected in `wrong`.

    Args:
        shown: the file's name for messages.
    """

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.data: Any = None
        self.lines: dict[Path_, int] = {}
        self.wrong: list[Diagnostic] = []
        self._open: list[_Open] = []

    def refuse(self, code: DiagnosticCode, line: int, en: str, zh: str) -> None:
        """Note a mistake."""
        self.wrong.append(Diagnostic(code, self.shown, line, en, zh))

    def unseen(self, character: int, line: int) -> None:
        """Note a character that cannot be seen."""
        en = f"the character U+{character:04X} cannot be seen and is not allowed; take it out"
        self.refuse(DiagnosticCode.YAML_SYNTAX, line, en, f"不允许出现不可见字符 U+{character:04X}；请删除")

    def read(self, events: Iterable[Event]) -> None:
        """Read all events; stops at the first part that makes the rest meaningless."""
        documents = 0
        for event in events:
            line = event.start_mark.line + 1
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    en = "a second document starts here with `---`; a file holds one"
                    self.refuse(DiagnosticCode.YAML_SYNTAX, line, en, "此处以 --- 开始了第二个文档；每个文件只能有一个")
                    return
            elif isinstance(event, NodeEvent):
                if not self._allowed(event, line):
                    return
                self._node(event, line)
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                self._open.pop()

    def _allowed(self, event: NodeEvent, line: int) -> bool:
        if isinstance(event, AliasEvent) or event.anchor:
            en, zh = "anchors and aliases are not allowed; write the value out", "不允许锚点和引用；请直接写出内容"
            en, zh = f"{en} (quote a text that begins with & or *)", f"{zh}（以 & 或 * 开头的文本请加引号）"
            self.refuse(DiagnosticCode.YAML_ANCHOR, line, en, zh)
            return False
        tag = getattr(event, "tag", None)
        if tag is not None:
            tag = str(tag).replace("tag:yaml.org,2002:", "!!")
            en = f"the tag {tag} is not allowed; every value is plain text (quote a text that begins with !)"
            zh = f"不允许标签 {tag}；所有取值都按文本读取（以 ! 开头的文本请加引号）"
            self.refuse(DiagnosticCode.YAML_TAG, line, en, zh)
            return False
        if len(self._open) >= DEEPEST:
            en, zh = f"this is nested more than {DEEPEST} deep", f"此处嵌套超过 {DEEPEST} 层"
            en, zh = (
                f"{en}; no part of a pack is: is a bracket not closed?",
                f"{zh}，规则包不需要这么深；是否有括号未闭合？",
            )
            self.refuse(DiagnosticCode.YAML_TOO_DEEP, line, en, zh)
            return False
        return True

    def _node(self, event: NodeEvent, line: int) -> None:
        parent = self._open[-1] if self._open else None
        if parent is not None and isinstance(parent.held, dict) and parent.key is None:
            self._key(parent, event, line)
            return
        path: Path_ = () if parent is None else (*parent.path, parent.key if parent.key is not None else "")
        value = self._value(event, line)
        if parent is None:
            self.data = value
        elif isinstance(parent.held, list):
            parent.held.append(value)
        elif parent.keep:
            parent.held[parent.key] = value
        # The line of a mapping's entry is that of its key.
        if parent is None or not isinstance(parent.held, dict):
            self.lines[path] = line
        if parent is not None:
            parent.key = parent.key + 1 if isinstance(parent.key, int) else None
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            self._open.append(_Open(value, path, None if isinstance(value, dict) else 0))

    def _key(self, parent: _Open, event: NodeEvent, line: int) -> None:
        parent.keep = False
        if not isinstance(event, ScalarEvent):
            en, zh = (
                "a key must be one word (quote a text that begins with [ or {)",
                "键必须是单个词（以 [ 或 { 开头的文本请加引号）",
            )
            self.refuse(DiagnosticCode.YAML_SYNTAX, line, en, zh)
            parent.key = ""
            self._open.append(_Open({} if isinstance(event, MappingStartEvent) else [], parent.path, None))
            if isinstance(event, SequenceStartEvent):
                self._open[-1].key = 0
            return
        key = parent.key = str(self._value(event, line, key=True))
        if key == "<<":
            en, zh = "merge keys (<<) are not allowed; write the entries out", "不允许合并键 <<；请直接写出各项"
            self.refuse(DiagnosticCode.YAML_ANCHOR, line, en, zh)
        elif key in parent.held:
            first = self.lines[*parent.path, key]
            en = f"the key '{key}' stands twice in this mapping, first at line {first}; keep one"
            zh = f"键 {key} 在此处重复（首次在第 {first} 行）；请只保留一个"
            self.refuse(DiagnosticCode.YAML_DUPLICATE_KEY, line, en, zh)
        else:
            parent.keep = True
            self.lines[*parent.path, key] = line

    def _value(self, event: Any, line: int, *, key: bool = False) -> Any:
        if isinstance(event, MappingStartEvent):
            return {}
        if isinstance(event, SequenceStartEvent):
            return []
        text = str(event.value)
        for character in text:
            if unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t":
                self.unseen(ord(character), line)
                return ""
        return None if not key and event.style is None and text in ("", "~", "null") else text
