"""A group of commands that are imported when they are used, so that help comes at once."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click

Where = Mapping[str, tuple[str, str]]
"""Command -> (``module:name``, its line in the help)."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are used.

    Args:
        where: where each command is, in the order of the help.
    """

    def __init__(self, *args: object, where: Where | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.where = where or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        return list(self.where)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command, imported now."""
        if cmd_name not in self.where:
            return None
        module, _, name = self.where[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in self.where.items()])
