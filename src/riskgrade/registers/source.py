"""Where registers are found: in a folder, a workbook, one file, or memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from ..pack.register_model import RegisterModel
from . import coverage
from .errors import RegisterError
from .frame_source import from_memory, read_parquet
from .names import plain, register_names
from .table import ROW, Table
from .text_file import read_csv
from .workbook import Sheet, read_workbook

Progress = Callable[[str], None]
_ENDINGS = (".csv", ".csv.gz", ".parquet", ".xlsx")


@dataclass
class Found:
    """What a source holds: tables to read, notices, the `coverage.yaml` beside them, and names that were ignored."""

    tables: list[Callable[[], Table]] = field(default_factory=list)
    notices: list[tuple[str, str]] = field(default_factory=list)
    coverage: Path | None = None
    ignored: set[str] = field(default_factory=set)


def find(source: object, models: Mapping[str, RegisterModel]) -> Found:
    """Find the registers of a source; a file is opened only when its table is asked for.

    Args:
        source: a path, or a mapping name -> frame or rows.
        models: the registers that the pack knows.

    Raises:
        RegisterError: there is nothing there, or no register among it.
    """
    names = register_names(models)
    if isinstance(source, Mapping):
        return _memory(source, names)
    if not isinstance(source, str | Path):
        raise RegisterError(
            f"Registers must be a folder, a file or a mapping of frames, not {type(source).__name__}.",
            f"名册应为文件夹、文件或数据框的映射，而不是 {type(source).__name__}。",
        )
    path = Path(source)
    if path.is_dir():
        found = _folder(path, names)
    elif path.is_file():
        found = _workbook(path, names) if _ending(path) == ".xlsx" else _file(path, names)
    else:
        raise RegisterError(f"{path} is not there. Please check the path.", f"找不到 {path}，请检查路径。")
    beside = (path if path.is_dir() else path.parent) / coverage.FILE
    found.coverage = beside if beside.is_file() else None
    return found


def _memory(source: Mapping[object, object], names: Mapping[str, str]) -> Found:
    found = Found()
    seen: dict[str, str] = {}
    for called, rows in source.items():
        name = names.get(plain(str(called)))
        if name is None:
            found.notices.append(_ignored(str(called)))
            found.ignored.add(plain(str(called)))
            continue
        _once(seen, name, str(called))
        found.tables.append(lambda rows=rows, name=name: from_memory(rows, name))  # type: ignore[misc]
    return found


def _folder(path: Path, names: Mapping[str, str]) -> Found:
    found = Found()
    seen: dict[str, str] = {}
    for file in sorted(path.iterdir()):
        if not file.is_file() or file.name.startswith((".", "~$")) or file.name == coverage.FILE:
            continue
        name = names.get(plain(_stem(file)))
        if name is None or not _ending(file):
            found.notices.append(_ignored(file.name))
            found.ignored.add(plain(_stem(file)))
            continue
        _once(seen, name, file.name)
        found.tables.append(_opener(file, name, names))
    if not found.tables:
        raise _nothing(path.name, names)
    return found


def _file(path: Path, names: Mapping[str, str]) -> Found:
    name = names.get(plain(_stem(path)))
    if name is None or not _ending(path):
        raise _nothing(path.name, names)
    return Found([_opener(path, name, names)])


def _workbook(path: Path, names: Mapping[str, str]) -> Found:
    own = names.get(plain(_stem(path)))
    book = read_workbook(path, path.name, names, first=own is not None)
    found = Found()
    seen: dict[str, str] = {}
    for sheet in book.sheets:
        name = names.get(plain(sheet.name), own)
        if name is None:
            continue
        _once(seen, name, sheet.name)
        table = _sheet_table(sheet, name, path.name, book.sha256)
        found.tables.append(lambda table=table: table)  # type: ignore[misc]
    read = {sheet.name for sheet in book.sheets}
    for title in book.names:
        if title not in read:
            found.notices.append(_ignored(f"{path.name} [{title}]"))
            found.ignored.add(plain(title))
    if not found.tables:
        raise _nothing(path.name, names)
    return found


def _opener(path: Path, name: str, names: Mapping[str, str]) -> Callable[[], Table]:
    match _ending(path):
        case ".parquet":
            return lambda: read_parquet(path, name, path.name)
        case ".xlsx":
            return lambda: _one_sheet(path, name, names)
        case _:
            return lambda: read_csv(path, name, path.name)


def _one_sheet(path: Path, name: str, names: Mapping[str, str]) -> Table:
    """The sheet of a workbook that stands for one register: the one of its name, or the first."""
    wanted = [called for called, register in names.items() if register == name]
    book = read_workbook(path, path.name, wanted, first=True)
    return _sheet_table(book.sheets[0], name, path.name, book.sha256)


def _sheet_table(sheet: Sheet, name: str, file: str, digest: str) -> Table:
    shown = f"{file} [{sheet.name}]"
    if not sheet.headings:
        raise RegisterError(
            f"{shown} is empty: not even a heading row. Please supply the heading row if there are no records.",
            f"{shown} 为空表，连表头也没有。若确无记录，请至少保留表头。",
        )
    columns = tuple(column for column in sheet.cells.columns if column != ROW)
    cells = sheet.cells.with_columns(pl.col(ROW).cast(pl.Int64)).lazy()
    return Table(name, shown, digest, sheet.headings, columns, cells)


def _ending(path: Path) -> str:
    return next((ending for ending in _ENDINGS if path.name.lower().endswith(ending)), "")


def _stem(path: Path) -> str:
    ending = _ending(path)
    return path.name[: -len(ending)] if ending else path.stem


def _once(seen: dict[str, str], name: str, called: str) -> None:
    if name in seen:
        raise RegisterError(
            f"'{seen[name]}' and '{called}' both hold the register '{name}'. Please keep one.",
            f"“{seen[name]}”与“{called}”都是名册 {name}，请只保留一个。",
        )
    seen[name] = called


def _ignored(name: str) -> tuple[str, str]:
    return f"{name} is no register of this pack and was not read.", f"{name} 不是本规则包的名册，未读取。"


def _nothing(name: str, names: Iterable[str]) -> RegisterError:
    known = ", ".join(sorted(names)[:24])
    return RegisterError(
        f"No register was found in {name}. A file (csv, csv.gz, parquet, xlsx) or sheet must be called like one of: "
        f"{known}.",
        f"在 {name} 中没有找到名册。文件（csv、csv.gz、parquet、xlsx）或工作表应以下列名称之一命名：{known}。",
    )
