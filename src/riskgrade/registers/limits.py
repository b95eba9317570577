"""How much a file may ask of the machine; beyond it the file is refused with a message, not with a crash."""

from __future__ import annotations

MOST_UNPACKED_BYTES = 4 * 2**30
"""A packed file may not grow beyond this."""

FREE_UNPACKED_BYTES = 64 * 2**20
"""Up to this size nobody asks how tightly a file is packed."""

MOST_RATIO = 300
"""Registers pack 5 to 50 times; a zip bomb about 1,030 times."""

MOST_ZIP_MEMBERS = 10_000

WORKBOOK_MEMORY_BYTES = 4 * 2**30
"""Address space of the child that reads a workbook. A sheet of 1 M rows by 10 columns takes about 1 GiB."""

WORKBOOK_SECONDS = 600

MOST_FINDINGS = 1000
"""Findings that are kept one by one, for each register, field and code; the rest is counted."""

SHOWN_CHARACTERS = 80
"""A cell is shown in a message up to this length."""
