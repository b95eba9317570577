"""The files of one pack folder, read and validated, each part with the place it was written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from . import calibration_model, part_models, register_model
from .diagnostics import Diagnostic, DiagnosticCode, PackError
from .document import Document, read_document
from .problems import explain
from .scalars import Word, normal
from .yaml_events import Path_

REGISTERS, FACTS, PARAMETERS, RULES, GRADES, SOURCES = "registers", "facts", "parameters", "rules", "grades", "sources"
RANKS, CALIBRATION = "ranks", "calibration"
KINDS = (REGISTERS, FACTS, PARAMETERS, RULES, GRADES, SOURCES, RANKS, CALIBRATION)

MODELS: Mapping[str, Any] = {
    REGISTERS: register_model.RegisterModel,
    FACTS: part_models.FactModel,
    PARAMETERS: part_models.Parameters,
    RULES: part_models.RuleModel,
    GRADES: part_models.GradeModel,
    CALIBRATION: calibration_model.CalibrationModel,
}
_MODELS: Mapping[str, TypeAdapter[Any]] = {kind: TypeAdapter(model) for kind, model in MODELS.items()}
_PACK: TypeAdapter[Any] = TypeAdapter(part_models.PackModel)
_NAME: TypeAdapter[Any] = TypeAdapter(Word)


@dataclass(frozen=True, slots=True)
class Part:
    """One register, fact, parameter, rule, grade, source or rank, and where it stands.

    Args:
        model: its model (for a parameter, the versions in the order written).
        document: the file.
        path: its path in the file.
        origin: the id of the pack that wrote it.
        edited: whether a patch changed it, so that what it cites no longer says it.
    """

    model: Any
    document: Document
    path: Path_
    origin: str
    edited: bool = False

    def diagnostic(self, code: DiagnosticCode, en: str, zh: str, at: Path_ = (), detail: str = "") -> Diagnostic:
        """A diagnostic at this part, or at a path inside it."""
        return self.document.diagnostic(code, (*self.path, *at), en, zh, detail)

    def at_home(self, error: PackError, at: Path_) -> list[Diagnostic]:
        """The diagnostics of another pack; that it cannot be found is told where this part names it."""
        return _at_home(self, error, at)


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

    def at_home(self, error: PackError, at: Path_) -> list[Diagnostic]:
        """The diagnostics of another pack; that it cannot be found is told where this one names it."""
        return _at_home(self, error, at)


def _at_home(asking: Part | Parts, error: PackError, at: Path_) -> list[Diagnostic]:
    here = DiagnosticCode.UNKNOWN_PACK
    return [asking.diagnostic(here, one.en, one.zh, at) if one.code is here else one for one in error.diagnostics]


def read_parts(folder: Path) -> Parts:
    """Read every file of a pack folder.

    Raises:
        PackError: with every mistake in the files.
    """
    wrong: list[Diagnostic] = []
    document = read_document(folder / "pack.yaml", _shown(folder, "pack.yaml"))
    pack = _validate(_PACK, part_models.PackModel, document, (), document.data, wrong)
    if pack is None:
        raise PackError(wrong)
    parts = Parts(pack, folder, document)
    for number, source in enumerate(pack.sources):
        _add(parts, SOURCES, source.id, Part(source, document, ("sources", number), pack.id), wrong)
    for name, rank in pack.ranks.items():
        _validate(_NAME, Word, document, ("ranks", name), name, wrong)
        _add(parts, RANKS, normal(name), Part(rank, document, ("ranks", name), pack.id), wrong)
    for kind, model in MODELS.items():
        if not os.path.lexists(folder / f"{kind}.yaml"):
            continue
        try:
            file = read_document(folder / f"{kind}.yaml", _shown(folder, f"{kind}.yaml"))
        except PackError as error:
            wrong.extend(error.diagnostics)
            continue
        for name, path, data in _entries(kind, file, wrong):
            if kind in (FACTS, PARAMETERS):
                _validate(_NAME, Word, file, path, name, wrong)
            read = _validate(_MODELS[kind], model, file, path, data, wrong)
            if read is not None:
                _add(parts, kind, normal(read.id if kind == RULES else name), Part(read, file, path, pack.id), wrong)
    if wrong:
        raise PackError(wrong)
    return parts


def edited(kind: str, part: Part, data: Any, wrong: list[Diagnostic]) -> Part:
    """A part that says something else, held against its model; its lines stay.

    Args:
        kind: what it is.
        part: as it was written.
        data: the data of its whole file, changed.
        wrong: mistakes are added here.

    Returns:
        The part; as it was where the change is wrong.
    """
    document = replace(part.document, data=data)
    for step in part.path:
        data = data[step]
    model = _validate(_MODELS[kind], MODELS[kind], document, part.path, data, wrong)
    return part if model is None else replace(part, model=model, document=document, edited=True)


def _shown(folder: Path, name: str) -> str:
    return f"{folder.name}/{name}"


def _entries(kind: str, file: Document, wrong: list[Diagnostic]) -> Iterable[tuple[str, Path_, Any]]:
    if file.data is None:
        return []
    if kind == RULES:
        if isinstance(file.data, list):
            return [("", (number,), data) for number, data in enumerate(file.data)]
        wrong.append(
            file.diagnostic(
                DiagnosticCode.BAD_VALUE,
                (),
                "write a list of rules, each beginning with `- id:`",
                "应为规则列表，每条以 - id: 开头",
            )
        )
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


def _validate(
    adapter: TypeAdapter[Any], model: Any, file: Document, path: Path_, data: Any, wrong: list[Diagnostic]
) -> Any:
    try:
        return adapter.validate_python(data)
    except ValidationError as error:
        wrong.extend(explain(error, model, file, path))
        return None
