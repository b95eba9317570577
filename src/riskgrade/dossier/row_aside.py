"""Why a subject's own row was set aside, for whoever asks for it: it is not absent, it could not be read."""

from __future__ import annotations

from collections.abc import Iterable

from ..registers.finding import Finding, Severity


def row_aside(asked: str, register: str, key: str, findings: Iterable[Finding]) -> Finding | None:
    """The first fault for which the row with that key was set aside; None where there is none.

    Args:
        asked: the key, as it was asked for or as it is held.
        register: the register of subjects.
        key: its key field.
        findings: what was found in the registers.

    Examples:
        >>> from riskgrade.registers.finding import FindingCode
        >>> en = "firms.csv, row 2: 'code': 'X1' is not a valid code. The row is set aside."
        >>> fault = Finding(FindingCode.CHECK_FAILED, Severity.ERROR, "firms", "firms.csv", 2, "code", "X1", "", en, "")
        >>> row_aside("X1", "firms", "code", [fault]).row, row_aside("X2", "firms", "code", [fault])
        (2, None)
    """
    for one in findings:
        held = one.value if one.field == key else one.key
        if one.register == register and one.severity is Severity.ERROR and held.strip() == asked.strip() != "":
            return one
    return None
