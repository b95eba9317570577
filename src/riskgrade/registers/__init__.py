"""Records coming in: read, check, set aside, normalise. Nothing here knows a rule or a grade."""

from __future__ import annotations

from .errors import RegisterError
from .finding import Finding, FindingCode, Severity
from .load import load_registers
from .orphans import orphans
from .records import rows_of
from .register import Coverage, Input, Register, Registers

__all__ = [
    "Coverage",
    "Finding",
    "FindingCode",
    "Input",
    "Register",
    "RegisterError",
    "Registers",
    "Severity",
    "load_registers",
    "orphans",
    "rows_of",
]
