"""`riskgrade test`: the cases of a pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .options import output_options
from .usage_text import ToldUsageError

if TYPE_CHECKING:
    from ..cases.result import Suite
    from ..pack.model import Pack
    from .screen import Screen

SHOWN = 20
"""Things not covered that are shown; --json has them all."""


@click.command()
@click.argument("pack", metavar="PACK")
@click.argument("more", nargs=-1, metavar="", required=False)
@click.option(
    "--cases", multiple=True, metavar="FILE...", help="Run these in place of the pack's own. / 改为运行这些用例文件。"
)
@click.option(
    "--min-coverage", type=click.IntRange(0, 100), metavar="N",
    help="Exit with 1 if rules, clauses or levels are covered less, in percent. / 覆盖率低于 N% 时以 1 退出。",
)  # fmt: skip
@click.option(
    "--engine", type=click.Choice(["polars", "duckdb", "all"]), default="polars", show_default=True,
    help="Held against the reference. / 与参考实现对照的引擎。",
)  # fmt: skip
@output_options
def test(
    pack: str,
    more: tuple[str, ...],
    cases: tuple[str, ...],
    min_coverage: int | None,
    engine: str,
    language: str,
    as_json: bool,
) -> int:
    """Run the cases of PACK on the reference and in columns.

    运行规则包 PACK 的用例，并对照参考实现与列式引擎。

    Exit status 0: every case passes and the coverage is reached; 1: not so.

    \b
    riskgrade test uk-fhrs
    riskgrade test uk-fhrs --cases mine.yaml --min-coverage 80
    """  # noqa: D301 - click keeps the lines of a paragraph that begins with \b
    from ..pack.load import load_pack
    from ..pack.shelf import find_pack
    from ..report.case_suite import run_suite, suite_data
    from ..report.source import open_pack
    from .screen import Screen, progress

    if more and not cases:
        raise ToldUsageError(
            f"Got unexpected argument '{more[0]}'; case files are given with --cases",
            f"多余的参数 {more[0]}；用例文件请用 --cases 给出",
        )
    screen = Screen(language)
    known = load_pack(pack)
    if not known.grades and not cases:
        return _nothing_to_test(screen, known, as_json)
    with progress() as say:
        suite = run_suite(open_pack(known), find_pack(pack), [*cases, *more] or None, engine, say)
    if as_json:
        screen.json(suite_data(known, suite))
    else:
        _show(screen, known.id, suite, min_coverage)
    reached = min_coverage is None or suite.coverage.percent >= min_coverage
    return 0 if reached and not suite.failed else 1


def _nothing_to_test(screen: Screen, pack: Pack, as_json: bool) -> int:
    """A pack that only serves others has no cases; whoever tests every pack of a folder goes on to the next."""
    from ..report.summary import pack_data

    if as_json:
        screen.json({"pack": pack_data(pack), "cases": 0, "passed": 0, "failed": []})
    else:
        screen.line(
            f"{pack.id} grades nobody, so there is nothing to test: it holds registers and facts for other packs.",
            f"{pack.id} 不评级，没有可测试的内容：它仅为其他规则包提供名册和事实。",
        )
    return 0


def _show(screen: Screen, pack: str, suite: Suite, min_coverage: int | None) -> None:
    screen.warn(suite.warnings)
    for one in suite.failed:
        screen.line(
            f"FAILED {one.case.where}: {one.case.model.name}", f"未通过 {one.case.where}：{one.case.model.name}"
        )
        for problem in one.problems:
            screen.line(f"    {problem.text()}", f"    {problem.text('zh')}")
        for en, zh in one.notes[:3]:
            screen.line(f"    note: {en}", f"    提示：{zh}")
    covered = suite.coverage
    parts = {("rules", "规则"): covered.rules, ("clauses", "条件"): covered.clauses, ("levels", "级别"): covered.levels}
    screen.line(
        f"{pack}: {len(suite.results):,} cases, {len(suite.results) - len(suite.failed):,} passed, {len(suite.failed):,} failed. Coverage: "
        + ", ".join(f"{en} {part.percent}% ({part.covered}/{part.total})" for (en, _), part in parts.items()),
        f"{pack}：{len(suite.results):,} 个用例，通过 {len(suite.results) - len(suite.failed):,}，未通过 {len(suite.failed):,}。覆盖率："
        + "，".join(f"{zh} {part.percent}%（{part.covered}/{part.total}）" for (_, zh), part in parts.items()),
    )
    missing = [(en, zh, *one) for (en, zh), part in parts.items() for one in part.missing]
    for en, zh, name, lacking in missing[:SHOWN]:
        screen.line(f"    not seen, {en}: {name}: {lacking}", f"    未覆盖的{zh}：{name}：{lacking}")
    if len(missing) > SHOWN:
        screen.line(
            f"    … and {len(missing) - SHOWN:,} more with --json", f"    ……另有 {len(missing) - SHOWN:,} 项，见 --json"
        )
    if min_coverage is not None and covered.percent < min_coverage:
        screen.line(
            f"The coverage is {covered.percent}%, below the {min_coverage}% asked for.",
            f"覆盖率为 {covered.percent}%，低于要求的 {min_coverage}%。",
        )
