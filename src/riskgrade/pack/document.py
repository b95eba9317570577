"""A YAML file as texts, lists and mappings, with the line of every part.

Every scalar is read as text and typed later by the model: codes keep their zeros and decimals stay exact.
Anchors, aliases, merge keys, tags, duplicate keys and characters that cannot be seen are refused.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from ..language.system_words import system_zh
from .diagnostics import Diagnostic, DiagnosticCode, PackError
from .yaml_events import Builder
from .yaml_events import Path_ as Path_
from .yaml_problems import problem_words

LARGEST_FILE = 1_000_000


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file that was read.

    Args:
        file: its name for messages.
        data: texts, None, lists and mappings.
        lines: line (from 1) of each part, by its path.
        text: what was read.
    """

    file: str
    data: Any
    lines: dict[Path_, int]
    text: str = ""

    def line(self, path: Path_) -> int:
        r"""The line of a part, or of the nearest part around it that was written.

        Examples:
            >>> document = parse_document("limit:\n  cite: act", "x.yaml")
            >>> document.line(("limit", "cite")), document.line(("limit", 0, "cite")), document.line(("limit", "to"))
            (2, 2, 1)
        """
        where: Path_ = ()
        for step in path:
            if (*where, step) in self.lines:
                where = (*where, step)
        return self.lines.get(where, 1)

    def diagnostic(self, code: DiagnosticCode, path: Path_, en: str, zh: str, detail: str = "") -> Diagnostic:
        """A diagnostic at a part of this file."""
        return Diagnostic(code, self.file, self.line(path), en, zh, detail)

    def reversed_dates(self, path: Path_) -> Diagnostic:
        """The diagnostic of a part whose `to` lies before its `from`."""
        en, zh = "`to` lies before `from`; is one of the years wrong?", "to 早于 from；年份是否有误？"
        return self.diagnostic(DiagnosticCode.DATES_REVERSED, (*path, "to"), en, zh)


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
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            en, zh = "this is a folder or a device, not a file", "这是文件夹或设备，不是文件"
            raise refuse(DiagnosticCode.FILE_MISSING, 1, en, zh)
        size = about.st_size
        content = path.read_bytes() if size <= LARGEST_FILE else b""
    except OSError as error:
        why = error.strerror or type(error).__name__
        en, zh = f"the file cannot be read ({why})", f"无法读取该文件（{system_zh(error)}）"
        raise refuse(DiagnosticCode.FILE_MISSING, 1, en, zh) from None
    if size > LARGEST_FILE:
        en = f"the file has {size:,} bytes; a pack file may have {LARGEST_FILE:,}. Split it or check what it is"
        zh = f"文件有 {size:,} 字节，规则文件最多 {LARGEST_FILE:,} 字节；请拆分或检查内容"
        raise refuse(DiagnosticCode.FILE_TOO_LARGE, 1, en, zh)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        en = f"this is not UTF-8 text (byte {error.start + 1} of the file); save it as UTF-8"
        zh = f"不是 UTF-8 文本（文件第 {error.start + 1} 字节）；请另存为 UTF-8"
        raise refuse(DiagnosticCode.FILE_NOT_TEXT, line, en, zh) from None
    return parse_document(text, shown)


@lru_cache(maxsize=512)
def parse_document(text: str, shown: str) -> Document:
    """Read YAML text; the same text again is the same document, for packs share bases and reading is slow. Nobody changes it.

    Raises:
        PackError: the text is not YAML, or uses what a pack may not.

    Examples:
        >>> parse_document("codes: [0101, 010]", "x.yaml").data
        {'codes': ['0101', '010']}
    """
    builder = Builder(shown)
    try:
        builder.read(YAML(typ="base", pure=True).parse(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        en, zh = problem_words(error.problem or str(error))
        builder.refuse(DiagnosticCode.YAML_SYNTAX, mark.line + 1 if mark else 1, en, zh)
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        builder.unseen(error.character if isinstance(error.character, int) else ord(error.character), line)
    except (YAMLError, ValueError, AssertionError, RecursionError) as error:
        en, zh = problem_words(str(error))
        builder.refuse(DiagnosticCode.YAML_SYNTAX, 1, en, zh)
    if builder.wrong:
        raise PackError(builder.wrong)
    return Document(shown, builder.data, builder.lines, text)
