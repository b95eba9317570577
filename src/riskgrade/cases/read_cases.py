"""Reading case files: every mistake with its line, before anything runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..pack.diagnostics import Diagnostic, DiagnosticCode, PackError, hint
from ..pack.document import Document, read_document
from ..pack.model import Pack
from ..registers.names import heading_names, plain, register_names
from .case_model import Case, CaseModel
from .expectation import hold_keys


def case_files(folder: Path) -> list[Path]:
    """The case files of a pack's folder, sorted."""
    return sorted((folder / "cases").glob("*.yaml"))


def read_cases(files: Iterable[Path], pack: Pack) -> list[Case]:
    """Read case files.

    Args:
        files: the files.
        pack: the pack they are about.

    Raises:
        PackError: with every mistake found in them.
    """
    wrong: list[Diagnostic] = []
    found: list[Case] = []
    for path in files:
        try:
            document = read_document(path, _shown(path))
        except PackError as error:
            wrong.extend(error.diagnostics)
            continue
        found.extend(_cases(document, wrong))
    for case in found:
        hold_keys(case, pack, wrong)
    if wrong:
        raise PackError(wrong)
    return found


def _shown(path: Path) -> str:
    """The file for messages: with the pack's name where it stands in a pack, else as it was given."""
    parent = path.parent
    return f"{parent.parent.name}/cases/{path.name}" if parent.name == "cases" and parent.parent.name else str(path)


def _cases(document: Document, wrong: list[Diagnostic]) -> Iterable[Case]:
    data = document.data if document.data is not None else []
    if not isinstance(data, list):
        wrong.append(
            document.diagnostic(
                DiagnosticCode.CASE,
                (),
                "write a list of cases, each beginning with `- name:`",
                "应为用例列表，每项以 - name: 开头",
            )
        )
        return
    for number, one in enumerate(data):
        try:
            yield Case(CaseModel.model_validate(one), document, number)
        except ValidationError as error:
            wrong.extend(_explain(document, number, problem) for problem in error.errors(include_url=False))


_SHAPES = {
    "registers": (
        "write registers as {name: [{field: value}, …]}; one that is empty as []",
        "registers 应写成 {名册: [{字段: 值}, …]}；空名册写 []",
    ),
    "expect": ("write expect as {rating: A, …}", "expect 应写成 {rating: A, …}"),
    "as_of": ("as_of is not a day of the calendar such as 2023-12-31", "as_of 不是 2023-12-31 这样的有效日期"),
    "period": ("period is not a year such as 2023", "period 不是 2023 这样的年份"),
}


def _explain(document: Document, number: int, error: Any) -> Diagnostic:
    """Pydantic's error in our words, at the line of the nearest part that was written."""
    where: tuple[str | int, ...] = (number,)
    for step in error["loc"]:
        if (*where, step) in document.lines:
            where = (*where, step)
    first = str(error["loc"][0]) if error["loc"] else ""
    if error["type"] == "extra_forbidden":
        near_en, near_zh = hint(first, CaseModel.model_fields)
        code, en, zh = (
            DiagnosticCode.UNKNOWN_KEY,
            f"'{first}' is not a key of a case{near_en}",
            f"用例中没有名为 {first} 的键{near_zh}",
        )
    elif error["type"] == "missing":
        code, en, zh = DiagnosticCode.MISSING_KEY, f"'{first}' is missing", f"缺少 {first}"
    elif first in _SHAPES:
        code, (en, zh) = DiagnosticCode.BAD_VALUE, _SHAPES[first]
    else:
        code, en, zh = DiagnosticCode.BAD_VALUE, f"'{first}': {error['msg']}", f"{first} 的取值无效"
    return document.diagnostic(code, where, en, zh)


def unused_names(cases: Sequence[Case], pack: Pack) -> list[tuple[str, str]]:
    """Registers and fields in cases that the pack does not know; they are left out, as columns of a file would be."""
    registers = register_names(pack.registers)
    fields = {name: heading_names(model) for name, model in pack.registers.items()}
    told: dict[str, tuple[str, str]] = {}
    for case in cases:
        for called, rows in case.model.registers.items():
            name = registers.get(plain(called))
            if name is None:
                near_en, near_zh = hint(called, pack.registers)
                told.setdefault(called, (f"{case.where}: the pack has no register '{called}'{near_en}; it is left out",
                                         f"{case.where}：规则包没有名册 {called}{near_zh}；已忽略"))  # fmt: skip
                continue
            for field in {field for row in rows for field in row if plain(field) not in fields[name]}:
                near_en, near_zh = hint(field, pack.registers[name].fields)
                told.setdefault(f"{name}.{field}", (f"{case.where}: {name} has no field '{field}'{near_en}; it is left out",
                                                    f"{case.where}：{name} 没有字段 {field}{near_zh}；已忽略"))  # fmt: skip
    return list(told.values())
