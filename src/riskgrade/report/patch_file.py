"""A patch as a file: YAML, a path and its value a line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..pack.document import read_document
from .refusal import RefusalError


def read_patch(file: str | Path) -> dict[str, Any]:
    """A patch that stands in a file.

    Args:
        file: YAML such as ``grades.food_risk.bands.C.up_to: 55``, an entry a value.

    Returns:
        Path -> value, as `patch` takes it.

    Raises:
        PackError: it cannot be read, or is not YAML.
        RefusalError: it holds no patch.
    """
    document = read_document(Path(file), Path(file).name)
    if not isinstance(document.data, dict) or not document.data:
        raise RefusalError(
            f"{file} holds no patch; write `path: value` lines, such as grades.food_risk.bands.C.up_to: 55",
            f"{file} 中没有补丁；请逐行写“路径: 取值”，如 grades.food_risk.bands.C.up_to: 55",
        )
    return document.data
