"""`rg.check_registers`: what is wrong with registers, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..pack.model import Pack
from .findings_table import record_findings
from .source import like_input, load_registers


def check_registers(registers: object, pack: Pack | str | Path, coverage: Mapping[str, object] | None = None) -> Any:
    """What is wrong with registers, row by row.

    Args:
        registers: a folder, a workbook, a mapping register -> frame, or what `load_registers` gave.
        pack: a pack, its id or its path.
        coverage: register -> the days for which it is complete.

    Returns:
        A frame with a row a finding: `severity` (``error``: the row was set aside; ``finding``: the value counts as
        unknown; ``warning``: both stay), `code`, `register`, `file`, `row` (as a person counts it), `field`, `value`,
        `key`, `count` (rows it stands for), `message` and `message_zh`.

    Raises:
        PackError, RegisterError, RefusalError: with what is wrong and what to do.

    Examples:
        >>> rows = [{"inspection_id": "1", "inspected_on": "yesterday", "score": "13"}]
        >>> check_registers({"inspections": rows}, "us-nyc").select("severity", "row", "field").rows()
        [('error', 1, 'inspected_on')]
    """
    read = load_registers(registers, pack, coverage)
    return like_input(record_findings(read.findings), read)
