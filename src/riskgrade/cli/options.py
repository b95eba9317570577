"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from .usage_text import ToldUsageError

Command = TypeVar("Command", bound=Callable[..., Any])


def registers_argument(command: Command) -> Command:
    """REGISTERS: a folder with one file a register, or a workbook with a sheet a register."""
    return click.argument("registers", metavar="REGISTERS")(command)


def pack_option(command: Command) -> Command:
    """--pack."""
    text = "A shipped pack's id, or a folder. / 规则包名称或文件夹。"
    return click.option("--pack", required=True, metavar="ID", help=text)(command)


def time_options(command: Command) -> Command:
    """--as-of and --period."""
    for one in (
        click.option(
            "--period",
            metavar="YEAR",
            help="The rating year; that of --as-of if left out. / 评定年度，默认为 --as-of 所在年。",
        ),
        click.option(
            "--as-of", required=True, metavar="DATE", help="What is known by this day counts. / 以此日已知的记录为准。"
        ),
    ):
        command = one(command)
    return command


def coverage_option(command: Command) -> Command:
    """--coverage, given as often as there are registers."""
    return click.option(
        "--coverage",
        multiple=True,
        metavar="REGISTER=FROM..TO",
        callback=_coverage,
        help="The days for which a register is complete; may be repeated. / 名册的完整期间，可重复给出。",
    )(command)


def _coverage(context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> dict[str, object] | None:
    found: dict[str, object] = {}
    for text in given:
        name, equals, days = text.partition("=")
        if not equals or not name.strip() or name in found:
            problem = (
                "stands twice"
                if name in found
                else "is not of the form REGISTER=FROM..TO, such as samplings=2021-01-01.."
            )
            raise click.BadParameter(f"'{text}' {problem}", context, parameter)
        found[name.strip()] = days
    return found or None


def persons_option(command: Command) -> Command:
    """--show-persons."""
    text = "Show names of persons; identity numbers stay masked. / 显示人员姓名，证件号码仍遮蔽。"
    return click.option("--show-persons", is_flag=True, help=text)(command)


def engine_option(command: Command) -> Command:
    """--engine."""
    return click.option(
        "--engine",
        type=click.Choice(["polars", "duckdb"]),
        default="polars",
        show_default=True,
        help="Where it is computed; both give the same. / 计算引擎，结果相同。",
    )(command)


def calibration_options(command: Command) -> Command:
    """--calibration and --calibration-draft."""
    for one in (
        click.option(
            "--calibration-draft",
            "calibration_draft",
            metavar="FILE",
            help="Try a calibration that is not in effect; every output says so. / 试算未生效的校准，所有输出均有标记。",
        ),
        click.option(
            "--calibration",
            metavar="FILE",
            help="Use an approved calibration in effect on --as-of. / 使用已批准且在 --as-of 当日生效的校准。",
        ),
    ):
        command = one(command)
    return command


def chosen_calibration(effective: str | None, tried: str | None) -> tuple[str | None, bool]:
    """The calibration asked for, and whether it is only tried.

    Raises:
        ToldUsageError: both are given.
    """
    if effective is not None and tried is not None:
        raise ToldUsageError(
            "give either --calibration or --calibration-draft",
            "--calibration 与 --calibration-draft 只能选一个",
        )
    return (effective, False) if tried is None else (tried, True)


def output_options(command: Command) -> Command:
    """--json and --language."""
    for one in (
        click.option(
            "--language",
            type=click.Choice(["en", "zh"]),
            default="en",
            show_default=True,
            help="The language of what is shown. / 显示语言。",
        ),
        click.option(
            "--json", "as_json", is_flag=True, help="Print one JSON document and nothing else. / 仅输出一个 JSON 文档。"
        ),
    ):
        command = one(command)
    return command
