"""Where packs are found: a path, a neighbour of the pack that asks, or the packs that are shipped."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from .diagnostics import Diagnostic, DiagnosticCode, PackError, hint


def shipped() -> Path:
    """The folder of the shipped packs (top-level `rules/` in the repository)."""
    return Path(str(files("riskgrade.rules")))


def shipped_ids() -> list[str]:
    """The ids of the shipped packs, sorted.

    Examples:
        >>> "uk-fhrs" in shipped_ids()
        True
    """
    return sorted(path.parent.name for path in shipped().glob("*/pack.yaml"))


def find_pack(name: str, beside: Path | None = None) -> Path:
    """The folder of a pack.

    Args:
        name: a shipped pack's id, or a path.
        beside: the folder of the pack that asks; its neighbours go first.

    Raises:
        PackError: there is no such pack.
    """
    if beside is not None and (beside.parent / name / "pack.yaml").is_file():
        return beside.parent / name
    if name in shipped_ids():
        return shipped() / name
    path = Path(name)
    if path.name == "pack.yaml":
        path = path.parent
    if (path / "pack.yaml").is_file():
        return path
    near_en, near_zh = hint(name, shipped_ids())
    ids = ", ".join(shipped_ids())
    if path.is_dir():
        en, zh = (
            f"the folder {name} has no pack.yaml, so it is not a pack",
            f"文件夹 {name} 中没有 pack.yaml，不是规则包",
        )
    else:
        en = f"there is no pack '{name}'{near_en}. Give a folder, or one of: {ids}"
        zh = f"没有名为 {name} 的规则包{near_zh}。请给出文件夹，或下列之一：{ids}"
    raise PackError([Diagnostic(DiagnosticCode.UNKNOWN_PACK, name, 1, en, zh)])
