"""`rg.test_pack`: the cases of a pack, as a data frame; and the suite behind it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from ..cases.coverage import Part
from ..cases.read_cases import case_files, read_cases
from ..cases.result import CaseResult, Suite
from ..cases.run_cases import ALL, run_cases
from ..facts.engines import EngineError
from ..pack.model import Pack
from ..pack.shelf import find_pack
from .refusal import RefusalError
from .source import Progress, open_pack
from .summary import pack_data


def engines_of(name: str) -> tuple[str, ...]:
    """The engines that a name stands for.

    Raises:
        EngineError: there is none of that name.

    Examples:
        >>> engines_of("all")
        ('polars', 'duckdb')
    """
    if name == "all":
        return ALL
    if name not in ALL:
        raise EngineError(f"there is no engine '{name}'; use one of: {', '.join(ALL)}, all",
                          f"没有名为 {name} 的引擎；可用：{'、'.join(ALL)}、all")  # fmt: skip
    return (name,)


def run_suite(
    pack: Pack,
    folder: Path,
    cases: Sequence[str | Path] | None = None,
    engine: str = "polars",
    progress: Progress | None = None,
) -> Suite:
    """Run the cases of a pack, or others in their place.

    Args:
        pack: the pack.
        folder: its folder.
        cases: files, or folders of files, to run instead.
        engine: ``polars``, ``duckdb`` or ``all``; the reference always runs.
        progress: told what is being done.

    Raises:
        PackError: a case file is wrong.
        EngineError: the engine cannot be had.
        RefusalError: there are no cases.
    """
    files = case_files(folder) if cases is None else [file for one in cases for file in _files(Path(one))]
    found = read_cases(files, pack)
    if not found:
        where = f"{folder.name}/cases" if cases is None else ", ".join(map(str, cases))
        raise RefusalError(f"there are no cases in {where}; write one, or name files with --cases",
                           f"{where} 中没有用例；请编写用例，或用 --cases 指定文件")  # fmt: skip
    return run_cases(pack, found, engines_of(engine), progress)


def _files(path: Path) -> list[Path]:
    return sorted(path.glob("*.yaml")) if path.is_dir() else [path]


def test_pack(pack: str | Path, cases: str | Path | Sequence[str | Path] | None = None, engine: str = "polars") -> Any:
    """Run the cases of a pack.

    Args:
        pack: its id or path.
        cases: case files, or folders of them, to run in place of the pack's own; one or several.
        engine: ``polars``, ``duckdb`` or ``all``: where the columns are computed; the reference always runs.

    Returns:
        A Polars frame with a row a case: `case`, `file`, `line`, `subject`, `passed`, `problems` (a line each).

    Raises:
        PackError, EngineError, RefusalError: with what is wrong and what to do.

    Examples:
        >>> test_pack("us-nyc")["passed"].all()
        True
    """
    files = [cases] if isinstance(cases, str | Path) else cases
    suite = run_suite(open_pack(pack), find_pack(str(pack)), files, engine)
    rows = [
        (
            one.case.model.name, one.case.document.file, one.case.line, one.case.model.subject, one.passed,
            "\n".join(problem.text() for problem in one.problems),
        )
        for one in suite.results
    ]  # fmt: skip
    schema = {
        "case": pl.String, "file": pl.String, "line": pl.Int64, "subject": pl.String, "passed": pl.Boolean,
        "problems": pl.String,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


test_pack.__test__ = False  # type: ignore[attr-defined]  # a verb, not a test of pytest


def suite_data(pack: Pack, suite: Suite) -> dict[str, Any]:
    """What came of all cases, as plain data."""
    return {
        "pack": pack_data(pack),
        "cases": len(suite.results),
        "passed": len(suite.results) - len(suite.failed),
        "failed": [_failed(one) for one in suite.failed],
        "coverage": {
            "rules": _part(suite.coverage.rules),
            "clauses": _part(suite.coverage.clauses),
            "levels": _part(suite.coverage.levels),
            "percent": suite.coverage.percent,
        },
        "warnings": [{"en": en, "zh": zh} for en, zh in suite.warnings],
    }


def _failed(one: CaseResult) -> dict[str, Any]:
    return {
        "name": one.case.model.name,
        "file": one.case.document.file,
        "line": one.case.line,
        "problems": [
            {"what": problem.what, "expected": problem.expected, "got": problem.got, "evaluator": problem.source}
            for problem in one.problems
        ],
        "notes": [{"en": en, "zh": zh} for en, zh in one.notes],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "total": part.total,
        "covered": part.covered,
        "percent": part.percent,
        "missing": [{"name": name, "not_seen": lacking} for name, lacking in part.missing],
    }
