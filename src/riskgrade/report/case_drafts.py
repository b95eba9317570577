"""Drafts of entries as they come from outside: documents, files, and folders of files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..dishonesty.content import KIND
from ..language.system_words import system_zh
from ..language.told import ToldError
from .refusal import RefusalError

Found = tuple[str, Mapping[str, Any] | ToldError]
"""Where it comes from, and the document or what is wrong with it."""


def read_drafts(given: Sequence[str | Path | Mapping[str, Any]]) -> list[Found]:
    """Drafts, each with where it comes from.

    Args:
        given: documents, files that hold one, or folders, of which every file that is a draft is taken.

    Returns:
        In the order given, those of a folder by name. Whether a draft is in order is for the register to say.

    Raises:
        RefusalError: a folder holds no draft.
    """
    found: list[Found] = []
    for place, one in enumerate(given, 1):
        if isinstance(one, Mapping):
            found.append((f"#{place}", one))
            continue
        path = Path(one)
        if not path.is_dir():
            found.append((str(path), _read(path)))
            continue
        here = [(str(file), _read(file)) for file in sorted(path.rglob("*.json"))]
        drafts = [(name, draft) for name, draft in here if not isinstance(draft, ToldError)]
        if not drafts:
            raise RefusalError(
                f"{path} holds no draft; name the folder that `riskgrade list draft` wrote",
                f"{path} 中没有草稿；请给出 `riskgrade list draft` 写出的文件夹",
            )
        found.extend(drafts)
    return found


def _read(path: Path) -> Mapping[str, Any] | ToldError:
    try:
        document = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        said = error.strerror or str(error)
        return RefusalError(f"{path} cannot be read ({said})", f"{path} 无法读取（{system_zh(error)}）")
    except (ValueError, RecursionError):
        return RefusalError(
            f"{path} is no JSON in UTF-8; name a draft that `riskgrade list draft` wrote",
            f"{path} 不是 UTF-8 的 JSON；请给出 `riskgrade list draft` 写出的草稿",
        )
    if not isinstance(document, dict) or document.get("kind") != KIND:
        return RefusalError(f"{path} is no draft of the form {KIND}", f"{path} 不是 {KIND} 格式的草稿")
    return document
