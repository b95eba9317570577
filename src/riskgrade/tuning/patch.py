"""A candidate: a pack with some of its values replaced, that reads as a YAML diff and has a hash of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import rfc8785

from ..pack.diagnostics import Diagnostic, DiagnosticCode, PackError
from ..pack.edits import Edit, leads_somewhere
from ..pack.load import load_edited, load_pack
from ..pack.model import Pack
from .error import TuningError
from .patch_diff import diff_of


@dataclass(frozen=True, slots=True)
class PatchedPack(Pack):
    """A pack with values replaced; it grades like any other.

    Its `sha256` is that of the declared pack's hash with the patch, its version ends in `+patch.` and eight digits of it,
    and what a changed part cites is evidence `design`: the clause does not say the new value.

    Args:
        declared: the pack as it is written.
        edits: the values replaced, sorted by path.
    """

    declared: Pack | None = None
    edits: tuple[Edit, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of the values replaced, sorted."""
        return tuple(one.path for one in self.edits)

    @property
    def changes(self) -> dict[str, Any]:
        """Path -> new value, as it is written: what `patch` takes."""
        return {one.path: one.new for one in self.edits}

    def diff(self) -> str:
        """The patch as a unified diff of the pack's YAML files; empty where nothing was changed."""
        return diff_of(self.edits)


def patch(pack: Pack | str | Path, changes: Mapping[str, object]) -> PatchedPack:
    """A pack with values replaced, compiled and checked as if they had been written.

    Args:
        pack: a pack, its id or its path. A patched pack is patched further.
        changes: path -> value: `rules.<id>.then.points`, `grades.<grade>.bands.<level>.up_to`,
            `parameters.<name>.table.<code>`, `parameters.<name>.bins.<bound>.points`, `facts.<name>.within` …; for a pack
            that this one is composed of, `<id>/` stands before it. `tunable` lists what there is.

    Returns:
        The new pack; `diff()` says what differs, `paths` where. A value that stands there already changes nothing.

    Raises:
        PackError: a path leads nowhere, or what the pack would say is wrong; each with file, line and the nearest name.
        TuningError: the pack was not read from a folder, or its files have changed since; or `changes` are no paths and values.

    Examples:
        >>> candidate = patch("us-nyc", {"grades.grade.bands.A.up_to": 12})
        >>> [line for line in candidate.diff().splitlines() if line[0] in "-+"]
        ['--- us-nyc/grades.yaml', '+++ us-nyc/grades.yaml',
         '-    - {up_to: 13, level: A}', '+    - {up_to: 12, level: A}']
        >>> candidate.paths
        ('grades.grade.bands.A.up_to',)
    """
    given: Any = changes
    if not isinstance(given, Mapping) or not all(isinstance(path, str) for path in given):
        raise TuningError(
            "changes are given as {path: value}, such as {'grades.risk.bands.A.up_to': 12}",
            "改动应写为 {路径: 值}，例如 {'grades.risk.bands.A.up_to': 12}",
        )
    declared = pack if isinstance(pack, Pack) else load_pack(pack)
    before: dict[str, Any] = {}
    if isinstance(declared, PatchedPack):
        before, declared = declared.changes, declared.declared or declared
    if declared.folder is None:
        raise TuningError(
            "this pack was not read from a folder, so it cannot be patched; load it with load_pack",
            "该规则包不是从文件夹读取的，无法打补丁；请用 load_pack 读取",
        )
    asked = {**before, **changes}
    try:
        found, unsorted, sha256 = load_edited(declared.folder, asked)
    except PackError as error:
        raise PackError(_with_pack(one, declared, asked) for one in error.diagnostics) from None
    if sha256 != declared.sha256:
        # The patch would hold more than it says.
        raise TuningError(
            f"the files of pack {declared.id} have changed since it was loaded; load it anew and patch that",
            f"规则包 {declared.id} 读取之后文件已有改动；请重新读取后再打补丁",
        )
    edits = tuple(sorted(unsorted, key=lambda one: one.path))
    values = {one.name: getattr(found, one.name) for one in fields(Pack)}
    if edits:
        sha256 = patched_sha256(declared.sha256, {one.path: one.new for one in edits})
        values |= {"sha256": sha256, "version": f"{declared.version}+patch.{sha256[:8]}"}
    return PatchedPack(**values, declared=declared, edits=edits)


def _with_pack(one: Diagnostic, declared: Pack, asked: Mapping[str, object]) -> Diagnostic:
    """A path that leads nowhere here may be one of a pack that this one is composed of."""
    if one.code is not DiagnosticCode.UNKNOWN_NAME:
        return one
    for path in asked:
        if one.en.startswith(f"patch '{path}':"):
            for inner in declared.composed:
                if inner.folder is not None and leads_somewhere(inner.folder, path):
                    meant = f"{inner.id}/{path}"
                    en, zh = (
                        f"{one.en}; in pack {inner.id} there is: {meant}",
                        f"{one.zh}；规则包 {inner.id} 中有：{meant}",
                    )
                    return replace(one, en=en, zh=zh)
    return one


def patched_sha256(declared: str, changes: Mapping[str, Any]) -> str:
    """The hash of a patched pack: of the declared pack's hash and the patch in canonical form.

    Args:
        declared: the hash of the pack as it is written.
        changes: path -> value as it is written.

    Examples:
        >>> patched_sha256("00", {"rules.a.then.points": "5"})[:8]
        'e2708494'
    """
    return hashlib.sha256(rfc8785.dumps({"declared": declared, "patch": dict(changes)})).hexdigest()
