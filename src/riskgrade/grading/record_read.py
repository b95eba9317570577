"""A record of a decision, read back from plain data."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from .record import ID, KIND, DecisionRecord
from .record_error import RecordError
from .record_model import DecisionDocument


def read_record(document: Any) -> tuple[DecisionRecord, str]:
    """The record behind a document, and the id that the document claims.

    Args:
        document: what a JSON reader gave.

    Returns:
        The record, whose own id follows from its content, and `decision_id` as it was stored: they differ where the
        record was changed after it was made.

    Raises:
        RecordError: it is no decision of the form `riskgrade.decision/1`.

    Examples:
        >>> try:
        ...     read_record({"kind": "riskgrade.trace/1"})
        ... except RecordError as error:
        ...     print(error.en)
        this is 'riskgrade.trace/1', not a decision (riskgrade.decision/1)
    """
    kind = document.get("kind") if isinstance(document, dict) else None
    if kind != KIND:
        en, zh = (
            (f"this is '{kind}'", f"这是 {kind}") if isinstance(kind, str) else ("this is something else", "内容有别")
        )
        raise RecordError(f"{en}, not a decision ({KIND})", f"{zh}，不是评级决定（{KIND}）")
    try:
        DecisionDocument.model_validate(document)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "/"
        more = f" ({error.error_count() - 1} more)" if error.error_count() > 1 else ""
        raise RecordError(
            f"the decision is not in the form {KIND}: {place}: {first['msg']}{more}",
            f"评级决定不符合 {KIND} 的格式：{place} 有误",
        ) from None
    record = DecisionRecord({key: one for key, one in document.items() if key != ID})
    try:
        _ = record.decision_id
    except ValueError:
        raise RecordError(
            "the decision holds text that is no UTF-8, or a number that is not exact everywhere",
            "评级决定中有非 UTF-8 文字或超出精确范围的数字",
        ) from None
    return record, str(document[ID])
