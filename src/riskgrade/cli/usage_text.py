"""Errors of usage in two languages; those of click in Chinese, for click says them in English."""

from __future__ import annotations

import click


class ToldUsageError(click.UsageError):
    """Options that do not go together, told in both languages.

    Args:
        en: the message in English.
        zh: the message in Chinese.
    """

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.zh = zh


def usage_zh(error: click.ClickException) -> str:
    """What is wrong with the usage, in Chinese.

    Examples:
        >>> usage_zh(click.NoSuchOption("--as-off", possibilities=["--as-of"]))
        '没有选项 --as-off；是否应为 --as-of？'
    """
    match error:
        case ToldUsageError():
            return error.zh
        case click.NoSuchOption():
            near = "、".join(error.possibilities or ())
            return f"没有选项 {error.option_name}" + (f"；是否应为 {near}？" if near else "")
        case click.MissingParameter():
            return f"缺少参数 {_name(error)}"
        case click.BadParameter():
            return f"参数 {_name(error)} 的取值无效"
        case click.FileError():
            return f"无法打开文件 {error.ui_filename}"
        case click.UsageError() if "No such command" in error.message:
            return f"没有命令 {error.message.split(chr(39))[1]}" if "'" in error.message else "没有该命令"
        case _:
            return "用法有误"


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "")
    if isinstance(error.param, click.Argument):
        return error.param.make_metavar(click.Context(click.Command("riskgrade")))
    return " / ".join(error.param.opts)
