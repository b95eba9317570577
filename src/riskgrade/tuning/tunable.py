"""What a patch could change: every number of a pack that moves a score or a level, with what it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

import polars as pl

from ..pack.document import Path_
from ..pack.edit_paths import Place, walk
from ..pack.evidence import reachable, weakest
from ..pack.load import load_pack
from ..pack.merge import merge
from ..pack.model import Pack
from ..pack.parts import GRADES, PARAMETERS, RULES, Parts, read_parts
from ..pack.source_model import Citation, Evidence
from .error import TuningError
from .frames import Table
from .patch import PatchedPack

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")


class TunableKind(StrEnum):
    """What a value is in its pack."""

    POINTS = "points"
    CELL = "table cell"
    BIN = "bin"
    BIN_LIMIT = "bin limit"
    BAND_LIMIT = "band limit"
    LIMIT = "score limit"
    PARAMETER = "parameter"
    STEP = "step"
    MATRIX = "matrix cell"


@dataclass(frozen=True, slots=True)
class Tunable:
    """A value that a patch could change.

    Args:
        path: its path.
        value: what is written.
        kind: what it is.
        cites: what it rests on.
        evidence: the weakest among these, as the pack declares it: the value rests on all of them.
        file: its file.
        line: its line.
        pack: the ids of the packs around it, each with `/` behind; empty for the pack itself.
        section: rules, parameters or grades.
        part: the name of the part.
        at: its place in the part; of a parameter that is written as a list first the number of the version.
        first: the first day of that version, if it has one.
    """

    path: str
    value: str
    kind: TunableKind
    cites: tuple[Citation, ...]
    evidence: Evidence
    file: str
    line: int
    pack: str
    section: str
    part: str
    at: Path_
    first: date | None


def tunables(pack: Pack) -> tuple[Tunable, ...]:
    """What could be changed, in the order of the files; then that of each pack this one is composed of.

    Args:
        pack: the pack; of a patched one the values are the new ones, the evidence that of the declared pack.

    Raises:
        TuningError: the pack was not read from a folder.
    """
    declared = (pack.declared or pack) if isinstance(pack, PatchedPack) else pack
    if declared.folder is None:
        raise TuningError(
            "this pack was not read from a folder; load it with load_pack",
            "该规则包不是从文件夹读取的；请用 load_pack 读取",
        )
    changed = pack.changes if isinstance(pack, PatchedPack) else {}
    return tuple(_values(declared, declared.folder, "", changed))


def tunable(pack: Pack | str | Path) -> Table:
    """What could be changed by a patch.

    Args:
        pack: a pack, its id or its path.

    Returns:
        A table: `path`, `value` (as it is written), `kind` (points, table cell, bin, bin limit, band limit, score limit,
        parameter, step, matrix cell), `cite` (joined by ``;``), `evidence` (the weakest among these), `file`, `line`.

    Raises:
        PackError, TuningError: the pack cannot be used.

    Examples:
        >>> tunable("us-nyc").frame.select("path", "value", "evidence").rows()[0]
        ('grades.grade.bands.A.up_to', '13', 'secondary')
    """
    found = tunables(pack if isinstance(pack, Pack) else load_pack(pack))
    columns: dict[str, list[object]] = {
        "path": [one.path for one in found],
        "value": [one.value for one in found],
        "kind": [str(one.kind) for one in found],
        "cite": [";".join(cite.text for cite in one.cites) for one in found],
        "evidence": [str(one.evidence) for one in found],
        "file": [one.file for one in found],
        "line": [one.line for one in found],
    }
    types = {name: pl.Int64 if name == "line" else pl.String for name in columns}
    return Table(pl.DataFrame(columns, schema=types))


def _values(pack: Pack, folder: Path, prefix: str, changed: Mapping[str, object]) -> Iterator[Tunable]:
    parts = merge(read_parts(folder))
    read = _read(pack)
    for place, kind in _places(parts):
        if place.kind == PARAMETERS and place.name not in read:
            continue
        path = f"{prefix}{place.text}"
        cites = tuple(_cites(pack, place))
        evidence = weakest(cites) or Evidence.DESIGN
        value = changed.get(path, place.value)
        line = place.part.document.line((*place.part.path, *place.at))
        file = place.part.document.file
        yield Tunable(
            path, str(value), kind, cites, evidence, file, line, prefix, place.kind, place.name, place.at, _first(place)
        )  # fmt: skip
    for inner in pack.composed:
        if inner.folder is not None:
            yield from _values(inner, inner.folder, f"{prefix}{inner.id}/", changed)


def _read(pack: Pack) -> set[str]:
    """Every name that a rule, a table or the scope of the pack rests on."""
    names = set(pack.where_uses).union(*(rule.uses for rule in pack.rules))
    names |= {name for grade in pack.grades.values() if grade.table for name in grade.table.uses}
    found, _ = reachable(names, {fact.name: fact for fact in pack.facts}, pack.rules, pack.parameters)
    return found


def _places(parts: Parts) -> Iterable[tuple[Place, TunableKind]]:
    for section in (PARAMETERS, RULES, GRADES):
        for name, part in parts.items[section].items():
            for place in walk(section, name, part):
                kind = _kind(section, place)
                if kind is not None:
                    yield place, kind


def _kind(section: str, place: Place) -> TunableKind | None:
    match (
        section,
        *(step for step in place.at if not (section == PARAMETERS and step is place.at[0] and isinstance(step, int))),
    ):
        case "grades", "cells", _, _:
            return TunableKind.MATRIX
        case "rules", "then", "step", *_:
            return TunableKind.STEP
    if not isinstance(place.value, str) or not _NUMBER.fullmatch(place.value):
        bounded = section == PARAMETERS and place.value in ("true", "false")
        return TunableKind.PARAMETER if bounded and place.at[-1] == "value" else None
    match section, place.at[-3:]:
        case "rules", (*_, "then", "points"):
            return TunableKind.POINTS
        case "grades", ("bands", _, "up_to" | "at_least"):
            return TunableKind.BAND_LIMIT
        case "grades", (*_, "min" | "max" | "initial"):
            return TunableKind.LIMIT
        case "parameters", ("bins", _, 0):
            return TunableKind.BIN_LIMIT
        case "parameters", ("bins", _, _):
            return TunableKind.BIN
        case "parameters", (*_, "table", _) | (*_, "range", _) | (*_, "otherwise"):
            return TunableKind.CELL
        case "parameters", (*_, "value"):
            return TunableKind.PARAMETER
    return None


def _first(place: Place) -> date | None:
    """The first day of the version of a parameter."""
    if place.kind != PARAMETERS or not isinstance(place.at[0], int):
        return None
    first: date | None = place.part.model[place.at[0]].from_
    return first


def _cites(pack: Pack, place: Place) -> Iterable[Citation]:
    if place.kind == RULES:
        return next((one.cites for one in pack.rules if one.id == place.part.model.id), ())
    if place.kind == PARAMETERS:
        number = place.at[0] if place.at and isinstance(place.at[0], int) else 0
        model = place.part.model[number]
        parameter = pack.parameters[place.name]
        return next(one.cites for one in parameter.versions if (one.first, one.last) == (model.from_, model.to))
    grade = pack.grades[place.name]
    if place.at[:1] == ("bands",) and grade.bands is not None and len(grade.bands.cites) > int(place.at[1]):
        return grade.bands.cites[int(place.at[1])]
    return grade.cites
