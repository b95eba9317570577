"""A Word template of a pack: filled in without its being able to run anything, into the same bytes each time."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.parsers import expat

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError, meta
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from .error import ListingError

FILLED = re.compile(r"word/(document|header[0-9]*|footer[0-9]*)\.xml")
"""The parts of a Word file that hold tags."""

LARGEST = 8 * 1024 * 1024
"""Bytes of a template unpacked: many times what a page of text needs, and far from what would fill a memory."""

EPOCH = (1980, 1, 1, 0, 0, 0)


class _Sandbox(ImmutableSandboxedEnvironment):
    """A sandbox in which nothing can be multiplied either: a text a billion times as long fills the memory."""

    intercepted_binops = frozenset(("*", "**"))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Refuse it."""
        raise SecurityError(f"'{operator}' has no place in a document")


_ENVIRONMENT = _Sandbox(autoescape=True, undefined=StrictUndefined)
_ENVIRONMENT.globals.clear()


@dataclass(frozen=True)
class WordTemplate:
    """A template; read once, filled in many times.

    Args:
        name: of the file, for people.
        content: the file.
    """

    name: str
    content: bytes

    @classmethod
    def read(cls, path: Path, name: str) -> WordTemplate:
        """Read a template.

        Raises:
            ListingError: it is no Word file, holds macros or draws on other files, or a tag of it cannot be used.
            OSError: it cannot be read.
        """
        made = cls(name, path.read_bytes())
        _ = made.fillers
        return made

    def fill(self, context: Mapping[str, Any]) -> tuple[bytes, str]:
        """The document, and the XML of its text: the same context gives the same bytes, on any day.

        Args:
            context: what the tags name; texts are escaped.

        Raises:
            ListingError: the template names what there is not, does what it must not, or is no document once it is filled in.
        """
        stream, filled = BytesIO(), {}
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
            for name, data in self.parts.items():
                filler = self.fillers.get(name)
                made = data
                if filler is not None:
                    made = filled[name] = self._filled(name, filler, context)
                info = zipfile.ZipInfo(name, EPOCH)
                info.external_attr = 0o600 << 16
                out.writestr(info, made, zipfile.ZIP_DEFLATED)
        return stream.getvalue(), filled["word/document.xml"].decode()

    def _filled(self, name: str, filler: Template, context: Mapping[str, Any]) -> bytes:
        try:
            made = filler.render(context).encode()
            expat.ParserCreate().Parse(made, True)
        except expat.ExpatError as error:
            raise self._refused(
                f"{name} is no valid document once filled in ({error})", f"{name} 填写后不是有效文档（{error}）"
            ) from None
        except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
            raise self._refused(f"{error}", f"{error}") from None
        return made

    @cached_property
    def parts(self) -> Mapping[str, bytes]:
        """The parts of the file, in its order."""
        try:
            with zipfile.ZipFile(BytesIO(self.content)) as file:
                if sum(one.file_size for one in file.infolist()) > LARGEST:
                    raise self._refused("it is too large", "文件过大")
                found = {one.filename: file.read(one) for one in file.infolist() if not one.is_dir()}
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
            raise self._refused("it is no Word file (.docx)", "不是 Word 文件（.docx）") from None
        if "word/document.xml" not in found:
            raise self._refused("it is no Word file (.docx)", "不是 Word 文件（.docx）")
        if any("vbaProject" in name or "/embeddings/" in name for name in found):
            raise self._refused("it holds macros or other files within it", "其中含有宏或嵌入的文件")
        if any(b"<!DOCTYPE" in data for name, data in found.items() if name.endswith((".xml", ".rels"))):
            raise self._refused("it holds a DOCTYPE", "其中含有 DOCTYPE")
        if any(name.endswith(".rels") and b'"External"' in data for name, data in found.items()):
            raise self._refused("it draws on files outside it", "其中引用了外部文件")
        return found

    @cached_property
    def fillers(self) -> Mapping[str, Template]:
        """The parts with tags, ready to be filled in; nothing but the names of the context can be reached from them."""
        return {name: self._told(name, _ENVIRONMENT.from_string, text) for name, text in self._texts.items()}

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that the tags ask for."""
        return frozenset(
            one
            for name, text in self._texts.items()
            for one in meta.find_undeclared_variables(self._told(name, _ENVIRONMENT.parse, text))
        )

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        """The parts with tags, as jinja reads them."""
        word = DocxTemplate("")
        found = {name: data for name, data in self.parts.items() if FILLED.fullmatch(name)}
        return {name: self._told(name, lambda one: word.patch_xml(one.decode()), data) for name, data in found.items()}

    def _told(self, name: str, read: Callable[[Any], Any], what: object) -> Any:
        try:
            return read(what)
        except (TemplateError, UnicodeDecodeError) as error:
            raise self._refused(f"a tag in {name}: {error}", f"{name} 中的标记有误：{error}") from None

    def _refused(self, en: str, zh: str) -> ListingError:
        return ListingError(
            f"template {self.name} cannot be used: {en}. Mend it, or take the shipped one",
            f"模板 {self.name} 无法使用：{zh}。请修正，或改用随附的模板",
        )
