"""For which days each register is complete, as declared by whoever supplies it."""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from .errors import RegisterError
from .names import nearest, plain
from .register import Coverage

FILE = "coverage.yaml"
_MOST_BYTES = 100_000


def read_coverage(path: Path, names: Mapping[str, str], ignored: Collection[str]) -> dict[str, Coverage]:
    """Read `coverage.yaml`, such as `samplings: {from: 2021-01-01, to: 2023-12-31}`; either end may be left out.

    Args:
        path: the file.
        names: what a register may be called -> the register.
        ignored: plain names of files that stand beside it and are no registers of the pack.

    Raises:
        RegisterError: it says something else.
    """
    try:
        data = path.read_bytes()
        text = data[:_MOST_BYTES].decode("utf-8-sig")
        # Scalars stay text; a register named twice is an error.
        content = YAML(typ="base", pure=True).load(io.StringIO(text))
    except (YAMLError, UnicodeDecodeError, RecursionError, OSError) as error:
        problem = getattr(error, "problem", None) or "it is not UTF-8 YAML"
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark is not None else ""
        raise _wrong(f"{path.name}{where}", f"it cannot be read ({problem})", f"无法读取（{problem}）") from error
    if len(data) > _MOST_BYTES:
        raise _wrong(path.name, "it is too large", "文件过大")
    if content in (None, ""):
        return {}
    if not isinstance(content, Mapping):
        raise _wrong(path.name, "it must map registers to days", "应为“名册: 起止日期”的形式")
    out: dict[str, Coverage] = {}
    for called, ends in content.items():
        if plain(str(called)) in ignored:
            continue
        name = _register(path.name, str(called), names)
        if name in out:
            raise _wrong(path.name, f"the register '{name}' stands there twice", f"名册 {name} 重复出现")
        out[name] = _ends(path.name, name, ends)
    return out


def given_coverage(coverage: Mapping[str, Coverage], names: Mapping[str, str]) -> dict[str, Coverage]:
    """Coverage given as an argument, under the registers' own names.

    Raises:
        RegisterError: a register is not known, or the days are reversed.
    """
    out: dict[str, Coverage] = {}
    for called, (first, last) in coverage.items():
        name = _register("coverage", called, names)
        out[name] = _ordered("coverage", name, first, last)
    return out


def _register(file: str, called: str, names: Mapping[str, str]) -> str:
    name = names.get(plain(called))
    if name is None:
        near = ", ".join(nearest([called], names))
        # Taken silently, a misspelt name would count a register as complete for all time.
        raise _wrong(
            file,
            f"no register is called '{called}'" + (f"; did you mean {near}?" if near else ""),
            f"没有名为“{called}”的名册" + (f"，是否为 {near}？" if near else ""),
        )
    return name


def _ends(file: str, name: str, ends: object) -> Coverage:
    if not isinstance(ends, Mapping) or not ends or set(ends) - {"from", "to"}:
        raise _wrong(
            file,
            f"'{name}' must be given as {{from: 2021-01-01, to: 2023-12-31}}, either end optional",
            f"{name} 应写作 {{from: 2021-01-01, to: 2023-12-31}}，起止可省略其一",
        )
    return _ordered(file, name, _day(file, name, ends.get("from")), _day(file, name, ends.get("to")))


def _day(file: str, name: str, text: object) -> date | None:
    if text in (None, ""):
        return None
    try:
        if len(str(text)) != len("2021-01-01"):
            raise ValueError(text)
        return date.fromisoformat(str(text))
    except ValueError as error:
        raise _wrong(
            file,
            f"'{text}' of '{name}' is not a date such as 2021-01-01",
            f"{name} 的“{text}”不是形如 2021-01-01 的日期",
        ) from error


def _ordered(file: str, name: str, first: date | None, last: date | None) -> Coverage:
    if first is not None and last is not None and first > last:
        raise _wrong(file, f"'{name}' ends before it begins", f"{name} 的起始日期晚于截止日期")
    return first, last


def _wrong(file: str, en: str, zh: str) -> RegisterError:
    return RegisterError(f"{file}: {en}. Please correct it, or remove the entry.", f"{file}：{zh}。请更正或删除该项。")
