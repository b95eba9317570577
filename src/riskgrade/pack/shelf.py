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
        name: a shipped pack's id, or a path; where a pack asks, the name of its neighbour or a shipped pack's id.
        beside: the folder of the pack that asks; its neighbours go first, and the working folder plays no part.

    Raises:
        PackError: there is no such pack.
    """
    if beside is not None:
        neighbours = beside.resolve().parent
        if Path(name).name == name and name != ".." and _is_pack(neighbours / name):
            return neighbours / name
        known = [path.parent.name for path in neighbours.glob("*/pack.yaml") if path.parent != beside.resolve()]
    else:
        path = Path(name)
        if path.name == "pack.yaml":
            path = path.parent
        if name not in shipped_ids() and _is_pack(path):
            return path
        known = []
    if name in shipped_ids():
        return shipped() / name
    raise PackError([_unknown(name, sorted({*known, *shipped_ids()}), asked=beside is not None)])


def _is_pack(folder: Path) -> bool:
    try:
        return (folder / "pack.yaml").is_file()
    except (OSError, ValueError):
        return False


def _unknown(name: str, known: list[str], *, asked: bool) -> Diagnostic:
    near_en, near_zh = hint(name, known)
    ids = ", ".join(known)
    if not asked and _is_folder(name):
        en = f"the folder {name} has no pack.yaml, so it is not a pack"
        zh = f"文件夹 {name} 中没有 pack.yaml，不是规则包"
    elif asked:
        en = f"there is no pack '{name}'{near_en or '.'} Write the name of a folder beside this pack, or one of: {ids}"
        zh = f"没有名为 {name} 的规则包{near_zh or '。'}请写与本包并列的文件夹名，或下列之一：{ids}"
    else:
        en = f"there is no pack '{name}'{near_en or '.'} Give a folder, or one of: {ids}"
        zh = f"没有名为 {name} 的规则包{near_zh or '。'}请给出文件夹，或下列之一：{ids}"
    return Diagnostic(DiagnosticCode.UNKNOWN_PACK, name, 1, en, zh)


def _is_folder(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):
        return False
