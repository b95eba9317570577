"""`riskgrade.trace/1`: an explanation as one JSON document; its form is that of `explain.content`."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from ..explain.content import Explanation

TRACE: TypeAdapter[Explanation] = TypeAdapter(Explanation)
"""Writes explanations, and gives the schema."""


def document_of(explanation: Explanation) -> dict[str, Any]:
    """An explanation as plain data.

    Args:
        explanation: the explanation.
    """
    found: dict[str, Any] = TRACE.dump_python(explanation, mode="json")
    return found
