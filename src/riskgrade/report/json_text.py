"""JSON for people and programs: keys in the order given, the same bytes every time."""

from __future__ import annotations

import json
from typing import Any


def json_text(document: Any, ascii_only: bool = False) -> str:
    r"""A document as indented JSON that ends with a newline.

    Args:
        document: mappings, lists, texts, whole numbers, truths and None; a float is refused, so that no result depends
            on how a machine prints it.
        ascii_only: whether characters outside ASCII are escaped, for a terminal that cannot show them.

    Raises:
        TypeError: something in it is of another kind.

    Examples:
        >>> json_text({"pack": "uk-fhrs", "rows": 60})
        '{\n  "pack": "uk-fhrs",\n  "rows": 60\n}\n'
    """
    _hold(document)
    return json.dumps(document, ensure_ascii=ascii_only, indent=2, allow_nan=False) + "\n"


def _hold(document: Any) -> None:
    if isinstance(document, float):
        raise TypeError(f"{document} is a float; write whole numbers or text")
    if isinstance(document, dict):
        for value in document.values():
            _hold(value)
    elif isinstance(document, list | tuple):
        for value in document:
            _hold(value)
