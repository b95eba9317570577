"""`rg.list_documents`: the Word documents of drafts and of entries of a case register."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..dishonesty.case_file import MAGIC
from ..dishonesty.case_find import find_case
from ..dishonesty.content import ListingDraft, entry_id_of
from ..dishonesty.documents import DocumentMaker, checked_kinds
from ..dishonesty.documents_case import CaseStanding, standing
from ..dishonesty.documents_plan import DocumentsPlan, read_plan
from ..dishonesty.error import IncompleteDraftError, ListingError
from ..language.told import ToldError
from ..pack.load import load_pack
from .case_drafts import read_drafts
from .case_reading import reading
from .json_text import json_text
from .listing_folder import LONGEST_NAME
from .manifest import KIND
from .out_folder import MANIFEST, whole
from .refusal import RefusalError
from .versions import versions
from .write_run import file_name

WHAT = "documents of the dishonesty list"
"""What a folder's manifest says was done."""


@dataclass(frozen=True, slots=True)
class NotMade:
    """A document that was not made.

    Args:
        record_id: of which entry, or the file where it could not be read.
        kind: which; None where none of the entry was.
        missing: what it lacks.
        en, zh: why, and what to do.
    """

    record_id: str
    kind: str | None
    missing: tuple[str, ...]
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class ListDocuments:
    """Documents.

    Args:
        files: name -> the Word file, by entry and kind.
        rows: for each, its `record_id`, `entry_id`, `kind` and `state` (None of a draft by itself).
        refused: what was not made.
        plan: the documents of the pack.
    """

    files: Mapping[str, bytes]
    rows: tuple[Mapping[str, Any], ...]
    refused: tuple[NotMade, ...]
    plan: DocumentsPlan

    def write(self, out: Path) -> dict[str, str]:
        """Write them; `out` is there afterwards with all of them, or as it was before.

        Args:
            out: a folder that is new, empty, or holds an earlier run, which is replaced.

        Returns:
            Each file with its sha256; the manifest does not name itself.

        Raises:
            RefusalError: `out` must not be replaced.
            OSError: the disk is full, or the folder cannot be written.
        """
        sha256 = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(self.files.items())}
        with whole(out) as folder:
            self.put(folder)
            text = json_text({
                "kind": KIND, "what": WHAT, "format": 1, "pack": {"id": self.plan.pack.id, "version": self.plan.pack.version},
                "templates": _templates(self.plan), "versions": versions("polars"), "documents": list(self.rows),
                "files": sha256,
            })  # fmt: skip
            (folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
        return sha256

    def put(self, folder: Path) -> None:
        """Write them into a folder that somebody else answers for."""
        for name, content in self.files.items():
            (folder / name).write_bytes(content)


def list_documents(
    source: str | Path | Mapping[str, Any] | Sequence[Mapping[str, Any]], kinds: Sequence[str] = (), entry: str | None = None,
    pack: str | Path | None = None, log: str | Path | None = None, progress: Callable[[str], None] | None = None,
) -> ListDocuments:  # fmt: skip
    """Make Word documents of drafts, or of the entries of a case register. They are drafts and decide nothing.

    Args:
        source: a draft as a file or as plain data, several of them, a folder of drafts, or a case register.
        kinds: which documents: `notice`, `approval`, `decision`, `removal`, `repair`, `refusal`; where none is named, those that an
            entry has as it stands.
        entry: only this entry: the record of its penalty, or six characters of its id.
        pack: the pack whose templates are used; that of the first draft if left out.
        log: the log of the case register; the one that it knows.
        progress: told what is being done.

    Returns:
        The documents, and those that were not made, each with what it lacks.

    Raises:
        RefusalError, CaseError, LogError: the source cannot be used.
        ListingError, PackError: the pack has no such documents, or a mistake in them.

    Examples:
        >>> row = {"record_id": "1", "uscc": "91990000MA90000114", "decided_on": "2023-09-20", "kinds": "fine", "fine_yuan": "5000",
        ...        "discretion": "heavier", "act": "FSL-124.1.1", "party_name": "合成", "authority": "合成局", "facts": "合成",
        ...        "decision_no": "合成罚〔2023〕1号"}
        >>> from riskgrade.report.listing_draft import list_draft
        >>> list(list_documents(list_draft({"penalties": [row]}, "2023-12-31").documents).files)
        ['1.notice.docx', '1.approval.docx', '1.decision.docx']
    """
    found = list(_found(source, entry, log))
    drafts = [one for one in found if not isinstance(one, NotMade)]
    refused = [one for one in found if isinstance(one, NotMade)]
    wanted = pack if pack is not None else drafts[0][0].pack.id if drafts else "cn-dishonesty-list"
    plan = read_plan(load_pack(wanted))
    return documents_of(drafts, plan, kinds, refused, progress)


def documents_of(
    drafts: Sequence[tuple[ListingDraft, CaseStanding | None]], plan: DocumentsPlan, kinds: Sequence[str] = (),
    refused: Sequence[NotMade] = (), progress: Callable[[str], None] | None = None,
) -> ListDocuments:  # fmt: skip
    """Make the documents of drafts, each with how it stands; `list_documents` says the rest."""
    asked, maker = checked_kinds(plan, kinds), DocumentMaker(plan)
    files: dict[str, bytes] = {}
    rows, not_made = [], list(refused)
    names: dict[str, str] = {}
    for place, (draft, case) in enumerate(drafts, 1):
        if progress is not None:
            progress(f"documents {place:,} of {len(drafts):,}")
        record = draft.case.record_id
        name = _name(draft, names)
        for kind in asked or maker.kinds(case):
            try:
                content = maker.make(draft, kind, case)
            except ListingError as error:
                missing = error.missing if isinstance(error, IncompleteDraftError) else ()
                not_made.append(NotMade(record, kind, missing, error.en, error.zh))
                continue
            files[f"{name}.{kind}.docx"] = content
            state = None if case is None else case.state
            rows.append(
                {
                    "record_id": record,
                    "entry_id": draft.entry_id,
                    "kind": kind,
                    "state": state,
                    "file": f"{name}.{kind}.docx",
                }
            )
    return ListDocuments(files, tuple(rows), tuple(not_made), plan)


def _name(draft: ListingDraft, taken: dict[str, str]) -> str:
    """The beginning of the names of an entry's files: its record, and its id where that is long or reads like another."""
    plain = file_name(draft.case.record_id)
    if len(plain) > LONGEST_NAME or taken.get(plain.casefold(), draft.entry_id) != draft.entry_id:
        return f"{plain[:LONGEST_NAME]}-{draft.entry_id[:12]}"
    taken[plain.casefold()] = draft.entry_id
    return plain


def _found(
    source: Any, entry: str | None, log: str | Path | None
) -> Iterator[tuple[ListingDraft, CaseStanding | None] | NotMade]:
    if isinstance(source, str | Path) and _is_register(Path(source)):
        yield from _entries(Path(source), entry, None if log is None else Path(log))
        return
    if log is not None:
        raise RefusalError("--log belongs to a case register; leave it out", "--log 只用于案件登记簿，请勿给出")
    given = [source] if isinstance(source, str | Path | Mapping) else list(source)
    read: list[tuple[ListingDraft, CaseStanding | None] | NotMade] = []
    for name, document in read_drafts(given):
        try:
            read.append((_draft(name, document), None))
        except ToldError as error:
            read.append(NotMade(name, None, (), error.en, error.zh))
    if entry is None:
        yield from read
        return
    drafts = [one for one in read if not isinstance(one, NotMade)]
    case = find_case(((one.case.record_id, one.entry_id) for one, _ in drafts), entry)
    yield from (one for one in drafts if one[0].case.record_id == case)


def _is_register(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(len(MAGIC)) == MAGIC


def _entries(path: Path, entry: str | None, log: Path | None) -> Iterator[tuple[ListingDraft, CaseStanding | None]]:

    with reading(path, log) as cases:
        wanted = None if entry is None else find_case(cases.ids(), entry)
        for row in cases.rows():
            if wanted is None or row["record_id"] == wanted:
                draft = _draft(f"{path}: {row['record_id']}", json.loads(row["draft"]))
                yield draft, standing(row, cases.events(row["record_id"]))


def _draft(name: str, document: Any) -> ListingDraft:
    """A draft that says what it is.

    Raises:
        RefusalError: it is not of the form, or was changed since it was made.
    """
    if isinstance(document, ToldError):
        raise document
    try:
        draft = ListingDraft.model_validate(document)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(one) for one in first["loc"])
        raise RefusalError(
            f"{name}: `{where}` is not of the form of a draft ({first['msg']}); draft anew with `riskgrade list draft`",
            f"{name}：{where} 不符合草稿格式（{first['msg']}）；请用 `riskgrade list draft` 重新起草",
        ) from None
    if entry_id_of(document) != draft.entry_id:
        raise RefusalError(
            f"{name} was changed after it was made: its content is not that of entry {draft.entry_id[:12]}…; draft anew",
            f"{name} 在起草后被改动：内容与条目 {draft.entry_id[:12]}… 不符；请重新起草",
        )
    return draft


def _templates(plan: DocumentsPlan) -> dict[str, str]:
    return {
        one.template: hashlib.sha256((plan.folder / one.template).read_bytes()).hexdigest()
        for one in plan.model.kinds.values()
    }
