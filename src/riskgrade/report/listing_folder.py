"""Drafts as a folder: an entry a file, the decisions behind them, an index, what could not be drafted."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from ..dishonesty.content import document_of
from .findings_table import record_findings
from .json_text import json_text
from .listing_draft import ListDrafts
from .manifest import manifest
from .out_folder import MANIFEST, whole
from .tables import write_csv
from .visible_text import visible_json
from .write_run import file_name, write_rejected


@dataclass(frozen=True, slots=True)
class Done:
    """What was written beside drafts.

    Args:
        en, zh: what to tell of it.
        document: the same for programs.
        needs_attention: whether a person has to look.
    """

    en: str
    zh: str
    document: Mapping[str, Any]
    needs_attention: bool


LONGEST_NAME = 60
"""Characters of a key that go into the name of a file: disks take 255 bytes, and a Chinese character is three."""

Part = Callable[[ListDrafts, Path], Done]
"""Writes what belongs to drafts into a folder of its own beside them: feeds, Word documents."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written.

    Args:
        files: each file, with its sha256; the manifest does not name itself.
        parts: what was written beside the drafts, by the name of its folder.
    """

    files: Mapping[str, str]
    parts: Mapping[str, Done]


def write_drafts(
    found: ListDrafts, out: Path, parts: Mapping[str, Part] | None = None, progress: Callable[[str], None] | None = None
) -> Written:
    """Write drafts; `out` is there afterwards with all files, or as it was before.

    Args:
        found: the drafts.
        out: a folder that is new, empty, or holds an earlier run, which is replaced.
        parts: what is written beside them; each gets a folder of its name.
        progress: told what is being done.

    Returns:
        The files, and what each part has to say.

    Raises:
        RefusalError: `out` must not be replaced.
        OSError: the disk is full, or the folder cannot be written.
    """
    say = progress or (lambda _: None)
    with whole(out) as folder:
        say("writing")
        (folder / "entries").mkdir()
        (folder / "decisions").mkdir()
        names = file_names(found)
        for draft, record in zip(found.drafts, found.records, strict=True):
            _write(folder / "entries" / f"{names[draft.entry_id]}.json", document_of(draft))
            _write(folder / "decisions" / f"{names[draft.entry_id]}.json", record.document)
        index = found.frame.with_columns(
            pl.Series("file", [f"entries/{names[one.entry_id]}.json" for one in found.drafts], dtype=pl.String)
        )
        write_csv(index, folder / "index.csv")
        write_csv(refused_frame(found), folder / "refused.csv")
        write_csv(record_findings(found.run.registers.findings), folder / "findings.csv")
        write_rejected(found.run.registers, folder)
        done = {}
        for name, write in (parts or {}).items():
            say(name)
            done[name] = write(found, folder / name)
        files = {
            path.relative_to(folder).as_posix(): _sha256(path) for path in sorted(folder.rglob("*")) if path.is_file()
        }
        counts = {"counts": found.counts, "drafts": len(found.drafts), "refused": len(found.refused)}
        _write(folder / MANIFEST, manifest(found.run, files) | counts)
    return Written(files, done)


def file_names(found: ListDrafts) -> dict[str, str]:
    """The name of each draft's files without their ending, by its id: the penalty's key.

    One that is long, or reads like another, carries the draft's id too.
    """
    plain = {one.entry_id: file_name(one.penalty.record_id) for one in found.drafts}
    alike = Counter(name.casefold() for name in plain.values())
    return {
        key: name if alike[name.casefold()] == 1 and len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}-{key[:12]}"
        for key, name in plain.items()
    }


def refused_frame(found: ListDrafts) -> pl.DataFrame:
    """A row for each penalty that could not be drafted: `record_id`, `level`, `missing`, `message`, `message_zh`."""
    rows = [
        {
            "record_id": one.record_id,
            "level": one.level,
            "missing": ";".join(one.missing),
            "message": one.en,
            "message_zh": one.zh,
        }
        for one in found.refused
    ]
    names = ("record_id", "level", "missing", "message", "message_zh")
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String))


def _write(path: Path, document: Any) -> None:
    # The same document, with nothing that an editor would hide or turn.
    path.write_text(visible_json(json_text(document)), encoding="utf-8", newline="\n")


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
