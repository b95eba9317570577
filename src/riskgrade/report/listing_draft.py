"""`rg.list_draft`: drafts of entries in the dishonesty list, from penalties or from one stored decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from ..dishonesty.content import ListingDraft, document_of
from ..dishonesty.draft import LEVELS, Drafter
from ..dishonesty.error import IncompleteDraftError, ListingError
from ..dishonesty.listing_texts import read_texts
from ..dossier.subject_key import subject_key
from ..explain.missing import excluded_words
from ..explain.shown import same
from ..grading.decision import Decision
from ..grading.record import DecisionRecord
from ..grading.record_replay import same_pack
from ..grading.reference import Grader
from ..pack.dating import DatingError
from ..pack.diagnostics import hint
from ..pack.model import Pack
from .findings_table import needs_attention
from .grading_run import Run, run_grade
from .listing_words import list_pack
from .refusal import RefusalError
from .replay import stored_decision
from .source import Progress, like_input, open_pack


@dataclass(frozen=True, slots=True)
class NotDrafted:
    """A penalty at a level that is drafted, or one that was asked for, of which there is no draft.

    Args:
        record_id: the penalty.
        level: its level; None where it has none.
        missing: what it lacks.
        en, zh: why, and what to do.
    """

    record_id: str
    level: str | None
    missing: tuple[str, ...]
    en: str
    zh: str


@dataclass(frozen=True)
class ListDrafts:
    """Drafts of entries.

    Args:
        drafts: in the order of the penalties' keys.
        records: the decision behind each draft.
        refused: penalties of which there is no draft though there should be one.
        run: what went in, and the levels of all penalties.
        show_persons: whether names and codes of persons come out.
    """

    drafts: tuple[ListingDraft, ...]
    records: tuple[DecisionRecord, ...]
    refused: tuple[NotDrafted, ...]
    run: Run
    show_persons: bool = False

    @cached_property
    def documents(self) -> list[dict[str, Any]]:
        """Each draft as plain data, in the form `riskgrade.listing/1`."""
        return [document_of(one) for one in self.drafts]

    @property
    def frame(self) -> pl.DataFrame:
        """`table` as a Polars frame."""
        rows = [_row(one) for one in self.drafts]
        dates = ("decided_on", "term_end", "early_removal_from", "publish_by", "push_by")
        texts = ("record_id", "entry_id", "level", "party", "uscc", "decision_no", "authority", "consent_needed", "flags",
                 "unknown", "decision_id")  # fmt: skip
        order = (*texts[:6], dates[0], *texts[6:8], *dates[1:], *texts[8:])
        schema: dict[str, Any] = {name: pl.Date if name in dates else pl.String for name in order}
        return pl.DataFrame(rows, schema=schema)

    @property
    def table(self) -> Any:
        """A row a draft, pandas if the registers came as pandas frames, else Polars.

        `record_id`, `entry_id`, `level`, `party`, `uscc` (masked where they name a person), `decision_no`, `decided_on`,
        `authority`, `consent_needed` (yes, no or unknown), `term_end`, `early_removal_from`, `publish_by`, `push_by` (days as if the entry
        were decided with the penalty), `flags`, `unknown` (joined by ``;``), `decision_id`.
        """
        return like_input(self.frame, self.run.registers)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many penalties there are at each level, and under `excluded` those without."""
        grade = next(iter(self.run.batch.pack.grades.values()))
        counted = dict(self.run.batch.decisions.group_by(grade.name).len().iter_rows())
        return {level: counted.get(level, 0) for level in grade.levels} | {"excluded": counted.get(None, 0)}

    @property
    def needs_attention(self) -> bool:
        """Whether a draft was refused, or rows of the registers were set aside or doubtful."""
        return bool(self.refused) or needs_attention(self.run.registers)


def _row(draft: ListingDraft) -> dict[str, Any]:
    def day(text: Any) -> date | None:
        return date.fromisoformat(text) if isinstance(text, str) else None

    fields = draft.penalty.fields
    needed = {True: "yes", False: "no", None: "unknown"}[draft.consent_needed.needed]
    return {
        "record_id": draft.penalty.record_id, "entry_id": draft.entry_id, "level": draft.level,
        "party": draft.party.name.text.zh, "uscc": draft.party.uscc.text.zh,
        "decision_no": fields["decision_no"].text.zh if "decision_no" in fields else None,
        "decided_on": day(draft.term.listed_on.value),
        "authority": fields["authority"].text.zh if "authority" in fields else None, "consent_needed": needed,
        "term_end": day(draft.term.term_end.value), "early_removal_from": day(draft.term.early_removal_from.value),
        "publish_by": day(draft.calendar.publish_by.value), "push_by": day(draft.calendar.push_by.value),
        "flags": ";".join(one.flag for one in draft.flags if one.certain),
        "unknown": ";".join(one.name for one in draft.unknown), "decision_id": draft.decision_id,
    }  # fmt: skip


def list_draft(
    registers: object,
    as_of: date | str | None = None,
    pack: Pack | str | Path | None = None,
    levels: Sequence[str] = LEVELS,
    subject: str | None = None,
    decision: object = None,
    coverage: Mapping[str, object] | None = None,
    show_persons: bool = False,
    progress: Progress | None = None,
) -> ListDrafts:
    """Draft entries for the penalties that may lead to the list. A draft is no listing; people decide.

    Args:
        registers: a folder, a workbook, a mapping register -> pandas or Polars frame, or what `load_registers` gave.
        as_of: what is known by this day counts; that of the decision where one is given.
        pack: the pack of the list; the shipped one if not given.
        levels: which levels are drafted: `candidate`, `manual` or both.
        subject: only this penalty, by its key.
        decision: only this stored decision: its record as plain data, or a JSON file. The registers must still give the very same.
        coverage: register -> the days for which it is complete.
        show_persons: whether names and codes of persons come out; what the pack masks always never does.
        progress: told what is being done.

    Returns:
        The drafts: `table` (a frame), `documents` (plain data), `refused` (those that lack what the law wants), `counts`.

    Raises:
        PackError, RegisterError, DatingError, ListingError, RecordError, RefusalError: with what is wrong and what to do.

    Examples:
        >>> row = {"record_id": "1", "uscc": "91990000MA90000114", "decided_on": "2023-09-20", "kinds": "fine", "fine_yuan": "5000",
        ...        "discretion": "heavier", "act": "FSL-124.1.1", "party_name": "合成", "authority": "合成局", "facts": "合成"}
        >>> found = list_draft({"penalties": [row]}, "2023-12-31")
        >>> found.table.select("record_id", "level", "term_end").rows()
        [('1', 'candidate', datetime.date(2026, 9, 20))]
    """
    stored = None if decision is None else stored_decision(decision)
    known, as_of, subject = _asked(stored, pack, as_of, subject)
    texts = read_texts(known)
    asked = _levels(levels)
    run = run_grade(registers, open_pack(known), as_of, None if stored is None else stored[0].body["period"], coverage,
                    progress=progress)  # fmt: skip
    drafter = Drafter(Grader(known, run.registers, run.batch.moment), texts, show_persons)
    level = run.batch.decisions.select("subject", drafter.grade.name)
    if subject is None:
        keys = [key for key, one in level.iter_rows() if one in asked]
    else:
        keys = [subject_key(subject, drafter.register, run.registers.registers[drafter.register], ())]
    by_columns = dict(level.iter_rows())
    drafts, records, refused = [], [], []
    for place, (made, data) in enumerate(drafter.decided(keys), 1):
        if progress is not None:
            progress(f"drafting {place:,} of {len(keys):,}")
        here = drafter.level_of(made)
        if here != by_columns.get(made.subject):
            raise RefusalError(
                "the batch and the reference disagree about this penalty; please report it, with the pack and the record",
                "批量引擎与参考求值器对该处罚的结果不一致，请连同规则包与记录一并报告",
            )
        if here not in asked:
            refused.append(_no_draft(drafter, made, here))
            continue
        record = drafter.record(made, data)
        if stored is not None:
            _same(record, *stored)
        try:
            drafts.append(drafter.draft(made, data, record))
            records.append(record)
        except IncompleteDraftError as error:
            refused.append(NotDrafted(made.subject, here, error.missing, error.en, error.zh))
        except (ListingError, DatingError) as error:
            refused.append(
                NotDrafted(made.subject, here, (), f"{made.subject}: {error.en}", f"{made.subject}：{error.zh}")
            )
    if subject is not None and not drafts and not refused:
        raise RefusalError(
            f"the row of '{keys[0]}' in {drafter.register} was set aside; see `riskgrade registers check`",
            f"{drafter.register} 中 {keys[0]} 的行已被剔除；请用 `riskgrade registers check` 查看原因",
        )
    return ListDrafts(tuple(drafts), tuple(records), tuple(refused), run, show_persons)


_Stored = tuple[DecisionRecord, str]


def _asked(
    stored: _Stored | None, pack: Pack | str | Path | None, as_of: date | str | None, subject: str | None
) -> tuple[Pack, date | str, str | None]:
    """The pack, the day and the penalty, from what was given and from the stored decision."""
    if stored is None:
        if as_of is None:
            raise RefusalError("give the day: as_of, such as 2023-12-31", "请给出日期 as_of，如 2023-12-31")
        return list_pack(pack), as_of, subject
    body, claimed = stored[0].body, stored[1]
    if as_of is not None or subject is not None:
        raise RefusalError(
            "a stored decision has its own day and penalty; leave as_of and subject out",
            "已存档的决定自带日期与处罚记录；请不要再给 as_of 和 subject",
        )
    if claimed != stored[0].decision_id:
        raise RefusalError(
            "the decision was changed after it was made: its id does not fit its content, so nothing is drafted from it",
            "该决定在作出后被改动：编号与内容不符，不能据以起草",
        )
    known = list_pack(body["pack"]["id"] if pack is None else pack)
    read_texts(known)
    same_pack(stored[0], known)
    return known, body["as_of"], body["subject"]["key"]


def _same(record: DecisionRecord, stored: DecisionRecord, claimed: str) -> None:
    if record.decision_id != claimed:
        raise RefusalError(
            f"these registers no longer give the decision {claimed[:12]}…: the record of the penalty, or what it rests on, has "
            "changed. Use the registers as they were, or draft anew with --as-of",
            f"用这些名册已推导不出该决定（{claimed[:12]}…）：处罚记录或其依据已变化。请使用当时的名册，或用 --as-of 重新起草",
        )


def _levels(levels: Sequence[str]) -> frozenset[str]:
    for one in levels:
        if one not in LEVELS:
            en, zh = hint(one, LEVELS)
            raise RefusalError(
                f"level '{one}' is not drafted; write {' or '.join(LEVELS)}{en}",
                f"级别 {one} 不起草；请写 {' 或 '.join(LEVELS)}{zh}",
            )
    if not levels:
        raise RefusalError(f"name at least one level: {', '.join(LEVELS)}", f"请至少给出一个级别：{'、'.join(LEVELS)}")
    return frozenset(levels)


def _no_draft(drafter: Drafter, decision: Decision, level: str | None) -> NotDrafted:
    """Why a penalty that was asked for is not drafted."""
    if level in LEVELS:
        return NotDrafted(
            decision.subject, level, (),
            f"{decision.subject} is at level {level}, which was not asked for",
            f"{decision.subject} 的级别为 {level}，不在所要求的级别之内",
        )  # fmt: skip
    reason = decision.outcomes[drafter.grade.name].excluded
    why = (
        excluded_words(reason, drafter.pack, drafter.grade)
        or drafter.grade.labels.get(level or "")
        or same(level or "?")
    )
    return NotDrafted(
        decision.subject, level, (),
        f"{decision.subject}: {why.en or why.zh}; there is nothing to draft",
        f"{decision.subject}：{why.zh or why.en}，不起草列入",
    )  # fmt: skip
