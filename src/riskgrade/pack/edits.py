"""Values of a pack that are replaced before it is compiled, each named by its path.

A path is what one would say: `rules.up.sampling.then.points`, `grades.food_risk.bands.C.up_to`,
`parameters.area.bins.150.points`, `grades.composite.cells.B.C`, and of a pack that is composed `cn-food-risk-2016/grades.…`.
Only what is written can be replaced: a new cell comes by replacing its whole table.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .diagnostics import Diagnostic, DiagnosticCode, hint
from .document import Document, Path_
from .edit_paths import KEPT, Place, children, find, named
from .edit_values import UnwritableError, like, same, written
from .merge import merge
from .parts import FACTS, GRADES, PARAMETERS, RULES, Parts, edited, read_parts

SECTIONS = (RULES, PARAMETERS, GRADES, FACTS)
"""What a patch may change; the rest of a pack is not a matter of trying."""

Changes = Mapping[str, Any]
"""Path -> the value that shall stand there."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One value that was replaced.

    Args:
        path: its path, in the form that `tunable` gives.
        document: the file as it was.
        at: the place in the file.
        old: what was written there.
        new: what stands there now.
    """

    path: str
    document: Document
    at: Path_
    old: Any
    new: Any

    def inside(self, pack: str) -> Edit:
        """The same, seen from a pack that composes this one."""
        return replace(self, path=f"{pack}/{self.path}")


def of_this_pack(changes: Changes) -> tuple[Changes, dict[str, Changes]]:
    """The changes of a pack itself, and those of each pack it is composed of.

    Examples:
        >>> of_this_pack({"rules.a.then.points": 1, "cn-x/rules.b.then.points": 2})
        ({'rules.a.then.points': 1}, {'cn-x': {'rules.b.then.points': 2}})
    """
    own: dict[str, Any] = {}
    inner: dict[str, dict[str, Any]] = {}
    for path, value in changes.items():
        pack, slash, rest = path.partition("/")
        if slash and "." not in pack:
            inner.setdefault(pack, {})[rest] = value
        else:
            own[path] = value
    return own, dict(inner)


def refuse_strangers(
    parts: Parts, inner: Mapping[str, Changes], loaded: Mapping[str, object], wrong: list[Diagnostic]
) -> None:
    """Refuse changes of packs that this one is not composed of."""
    for pack, changes in inner.items():
        near, nearer = hint(pack, loaded)
        known = ", ".join(loaded)
        if not near and known:
            near, nearer = f"; it is composed of: {known}", f"；其组成为：{known}"
        en = f"patch '{pack}/{next(iter(changes))}': this pack is not composed of {pack}{near}"
        zh = f"补丁 {pack}/{next(iter(changes))}：本规则包并不组合 {pack}{nearer}"
        wrong.append(parts.diagnostic(DiagnosticCode.UNKNOWN_PACK, en, zh))


def apply_changes(parts: Parts, changes: Changes, wrong: list[Diagnostic]) -> Iterable[Edit]:
    """Replace values in the parts, in place.

    Args:
        parts: merged parts, read for this purpose.
        changes: of this pack itself.
        wrong: mistakes are added here, each at the line of the value.

    Returns:
        What was replaced; a value that stands there already is none.
    """
    places: dict[tuple[str, str, Path_], str] = {}
    edits = []
    touched: dict[tuple[str, str], Any] = {}
    for text, value in changes.items():
        found = _find(parts, text, wrong)
        if found is None or not _alone(found, text, places, wrong):
            continue
        try:
            new = like(found.value, written(value))
        except UnwritableError as error:
            en, zh = f"patch '{text}': {error.en}", f"补丁 {text}：{error.zh}"
            wrong.append(found.part.diagnostic(DiagnosticCode.BAD_VALUE, en, zh, found.at))
            continue
        if same(found.value, new):
            continue
        at = (*found.part.path, *found.at)
        edits.append(Edit(found.text, found.part.document, at, found.value, new))
        whole = touched.setdefault((found.kind, found.name), copy.deepcopy(found.part.document.data))
        for step in at[:-1]:
            whole = whole[step]
        whole[at[-1]] = new
    for (kind, name), data in touched.items():
        parts.items[kind][name] = edited(kind, parts.items[kind][name], data, wrong)
    return edits


def leads_somewhere(folder: Path, path: str) -> bool:
    """Whether a path names a value of the pack in a folder."""
    wrong: list[Diagnostic] = []
    return _find(merge(read_parts(folder)), path, wrong) is not None


def _find(parts: Parts, text: str, wrong: list[Diagnostic]) -> Place | None:
    kind, _, rest = text.partition(".")
    if kind not in SECTIONS or not rest:
        en, zh = hint(kind, SECTIONS)
        shown = ", ".join(SECTIONS)
        en = f"patch '{text}': a path begins with one of {shown}, then a name{en}"
        zh = f"补丁 {text}：路径须以 {shown} 之一开头，后接名称{zh}"
        wrong.append(parts.diagnostic(DiagnosticCode.UNKNOWN_NAME, en, zh))
        return None
    found = find(kind, parts.items[kind], rest)
    if isinstance(found, Place):
        kept = next((step for step in found.at if step in KEPT), None)
        if kept is None and found.at:
            return found
        en, zh = f"patch '{text}': `{kept}` is not for a patch", f"补丁 {text}：{kept} 不能用补丁修改"
        en, zh = (
            f"{en}; write a pack that uses this one and replaces the part",
            f"{zh}；请另写规则包引用本包并替换该部分",
        )
        if kept is None:
            en, zh = f"patch '{text}': name a value inside it", f"补丁 {text}：请写到其中的具体取值"
            en = f"{en}, such as {named(found.kind, found.name, children(found.part, ())[0])}"
        wrong.append(found.part.diagnostic(DiagnosticCode.BAD_VALUE, en, zh, found.at))
        return None
    part, at, asked, known = found
    near, nearer = hint(asked, known)
    if not near and known:
        few = sorted(known)[:8]
        shown, more = ", ".join(few), " …" if len(known) > len(few) else ""
        near, nearer = f"; there is: {shown}{more}", f"；现有：{shown}{more}"
    en, zh = f"patch '{text}': there is no '{asked}'{near}", f"补丁 {text}：没有 {asked}{nearer}"
    wrong.append((part or parts).diagnostic(DiagnosticCode.UNKNOWN_NAME, en, zh, at))
    return None


def _alone(found: Place, text: str, places: dict[tuple[str, str, Path_], str], wrong: list[Diagnostic]) -> bool:
    """Whether no other change of the patch is for the same value, a part of it or what it is a part of."""
    for (kind, name, at), other in places.items():
        shared = min(len(at), len(found.at))
        if (kind, name) == (found.kind, found.name) and at[:shared] == found.at[:shared]:
            en = f"patch '{text}' and '{other}' change the same value; keep one"
            zh = f"补丁 {text} 与 {other} 修改同一取值；请保留一个"
            wrong.append(found.part.diagnostic(DiagnosticCode.NAME_CLASH, en, zh, found.at))
            return False
    places[found.kind, found.name, found.at] = text
    return True
