"""Cells of one subject's records that could not be used: where each stands, never what it held, for it may name a person."""

from __future__ import annotations

from collections.abc import Iterable

from ..explain.content import Explanation
from ..registers.finding import Finding, Severity


def unread_cells(explanation: Explanation, findings: Iterable[Finding]) -> tuple[tuple[str, str], ...]:
    """The cells of a subject's own row and of the records behind its facts that count as unknown, in English and Chinese.

    Args:
        explanation: the explanation of its decision.
        findings: what was found in the registers.

    Examples:
        >>> from riskgrade.report.score import score
        >>> row = {"inspection_id": "1", "inspected_on": "2014-03-03", "score": "-4"}
        >>> found = score("1", {"inspections": [row]}, "us-nyc", as_of="2014-12-31", engine="reference")
        >>> unread_cells(found.explanation, found.grader.registers.findings)[0][0]
        "inspections, row 1: 'score' cannot be used and counts as unknown; `riskgrade registers check` says why"
    """
    subject = explanation.subject
    own = {(one.register, one.key) for one in explanation.records.values()} | {(subject.register, subject.key)}
    return tuple(
        (
            f"{one.file}, row {one.row}: '{one.field}' cannot be used and counts as unknown; "
            "`riskgrade registers check` says why",
            f"{one.file} 第{one.row}行：字段 {one.field} 无法采用，按未知处理；原因见 `riskgrade registers check`",
        )
        for one in findings
        if one.severity is Severity.FINDING and one.field and one.row and (one.register, one.key) in own
    )
