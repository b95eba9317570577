"""The files of one pack folder, read and validated, each part with the place it was written."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from . import part_models, register_model, source_model
from .diagnostics import Diagnostic, DiagnosticCode, PackError, hint
from .document import Document, Path_, read_document

REGISTERS, FACTS, PARAMETERS, RULES, GRADES, SOURCES = "registers", "facts", "parameters", "rules", "grades", "sources"
KINDS = (REGISTERS, FACTS, PARAMETERS, RULES, GRADES, SOURCES)

_MODELS: Mapping[str, TypeAdapter[Any]] = {
    REGISTERS: TypeAdapter(register_model.RegisterModel),
    FACTS: TypeAdapter(part_models.FactModel),
    PARAMETERS: TypeAdapter(part_models.Parameters),
    RULES: TypeAdapter(part_models.RuleModel),
    GRADES: TypeAdapter(part_models.GradeModel),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One register, fact, parameter, rule, grade or source, and where it stands.

    Args:
        model: its model (for a parameter, the versions in the order written).
        document: the file.
        path: its path in the file.
        origin: the id of the pack that wrote it.
    """

    model: Any
    document: Document
    path: Path_
    origin: str

    def diagnostic(self, code: DiagnosticCode, en: str, zh: str, at: Path_ = (), detail: str = "") -> Diagnostic:
        """A diagnostic at this part, or at a path inside it."""
        return self.document.diagnostic(code, (*self.path, *at), en, zh, detail)


@dataclass(slots=True)
class Parts:
    """What the files of a pack say, before packs it uses are merged in."""

    pack: part_models.PackModel
    folder: Path
    document: Document
    items: dict[str, dict[str, Part]] = field(default_factory=lambda: {kind: {} for kind in KINDS})

    def diagnostic(self, code: DiagnosticCode, en: str, zh: str, at: Path_ = (), detail: str = "") -> Diagnostic:
        """A diagnostic in pack.yaml."""
        return self.document.diagnostic(code, at, en, zh, detail)


def normal(name: str) -> str:
    """A name as conditions see it (NFKC, as Python itself reads identifiers).

    Examples:
        >>> normal("ｎａｍｅ")
        'name'
    """
    return unicodedata.normalize("NFKC", name)


def read_parts(folder: Path) -> Parts:
    """Read every file of a pack folder.

    Raises:
        PackError: with every mistake in the files.
    """
    wrong: list[Diagnostic] = []
    document = read_document(folder / "pack.yaml", _shown(folder, "pack.yaml"))
    pack = _validate(TypeAdapter(part_models.PackModel), document, (), document.data, wrong)
    if pack is None:
        raise PackError(wrong)
    parts = Parts(pack, folder, document)
    for number, source in enumerate(pack.sources):
        _add(parts, SOURCES, source.id, Part(source, document, ("sources", number), pack.id), wrong)
    for kind, model in _MODELS.items():
        if not (folder / f"{kind}.yaml").exists():
            continue
        try:
            file = read_document(folder / f"{kind}.yaml", _shown(folder, f"{kind}.yaml"))
        except PackError as error:
            wrong.extend(error.diagnostics)
            continue
        for name, path, data in _entries(kind, file, wrong):
            read = _validate(model, file, path, data, wrong)
            if read is not None:
                _add(parts, kind, normal(read.id if kind == RULES else name), Part(read, file, path, pack.id), wrong)
    if wrong:
        raise PackError(wrong)
    return parts


def _shown(folder: Path, name: str) -> str:
    return f"{folder.name}/{name}"


def _entries(kind: str, file: Document, wrong: list[Diagnostic]) -> Iterable[tuple[str, Path_, Any]]:
    if file.data is None:
        return []
    if kind == RULES:
        if isinstance(file.data, list):
            return [("", (number,), data) for number, data in enumerate(file.data)]
        wrong.append(file.diagnostic(DiagnosticCode.BAD_VALUE, (), "write a list of rules", "应为规则列表"))
        return []
    if isinstance(file.data, dict):
        return [(name, (name,), data) for name, data in file.data.items()]
    wrong.append(file.diagnostic(DiagnosticCode.BAD_VALUE, (), "write `name: …` entries", "应为“名称: 内容”的映射"))
    return []


def _add(parts: Parts, kind: str, name: str, part: Part, wrong: list[Diagnostic]) -> None:
    if name in parts.items[kind]:
        first = parts.items[kind][name]
        en = f"'{name}' stands already at line {first.document.line(first.path)}; give one of them another name"
        zh = f"{name} 已在第 {first.document.line(first.path)} 行定义；请改名"
        wrong.append(part.diagnostic(DiagnosticCode.NAME_CLASH, en, zh))
    parts.items[kind][name] = part


def _validate(model: TypeAdapter[Any], file: Document, path: Path_, data: Any, wrong: list[Diagnostic]) -> Any:
    try:
        return model.validate_python(data)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            wrong.append(_explain(file, path, one))
        return None


_KNOWN_KEYS = sorted(
    {
        info.alias or name
        for module in (part_models, register_model, source_model)
        for model in vars(module).values()
        if isinstance(model, type) and issubclass(model, BaseModel)
        for name, info in model.model_fields.items()
    }
)


def _explain(file: Document, path: Path_, error: Any) -> Diagnostic:
    """Pydantic's error in our words, at the line of the nearest part that was written."""
    where: Path_ = path
    for step in error["loc"]:
        if (*where, step) in file.lines:
            where = (*where, step)
    last = str(error["loc"][-1]) if error["loc"] else ""
    if error["type"] == "extra_forbidden":
        near_en, near_zh = hint(last, _KNOWN_KEYS)
        return file.diagnostic(
            DiagnosticCode.UNKNOWN_KEY,
            where,
            f"'{last}' is not a key here{near_en}",
            f"此处没有名为 {last} 的键{near_zh}",
        )
    if error["type"] == "missing":
        return file.diagnostic(DiagnosticCode.MISSING_KEY, where, f"'{last}' is missing", f"缺少 {last}")
    message = error["msg"].removeprefix("Value error, ")
    shown = repr(error["input"])
    got = f" (got {shown})" if len(shown) <= 60 and not isinstance(error["input"], dict) else ""
    named = f"'{where[-1]}': " if where else ""
    return file.diagnostic(
        DiagnosticCode.BAD_VALUE, where, f"{named}{message}{got}", f"{named}取值无效：{message}{got}"
    )
