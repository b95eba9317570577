"""`rg.score` and `rg.what_if`: one subject's decision with its explanation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from ..calibration.artefact_model import Artefact
from ..calibration.in_use import InUse
from ..calibration.one_firm import calibrated_levels
from ..calibration.record import CalibratedRecord, calibrated_record
from ..cases.outcome_columns import of_batch
from ..cases.outcome_reference import of_decision
from ..dossier.errors import UnknownSubjectError
from ..dossier.row_aside import row_aside
from ..dossier.subject_key import aside_words, subject_key
from ..explain.build import Explainer
from ..explain.change_all import prospects
from ..explain.change_content import prospects_shown
from ..explain.change_text import change_lines
from ..explain.content import CalibratedGrade, CalibrationShown, Explanation
from ..explain.sentences import sentences
from ..grading.batch import grade_batch
from ..grading.decision import Decision
from ..grading.record import DecisionRecord, Recorder
from ..grading.reference import Grader
from ..grading.session import Session
from ..grading.session_host import SessionUnavailableError
from ..grading.truths import Truths, evaluated
from ..pack.dating import Moment
from ..pack.model import Pack
from ..registers import Registers
from ..tuning.patch import patch as patched
from .calibrated import calibration_in_use
from .dates import moment_of
from .refusal import RefusalError
from .score_html import html_of
from .score_page import Page
from .source import Progress, like_input, load_registers, need_subjects, open_pack
from .trace_document import document_of
from .unread_cells import unread_cells
from .what_if import given_facts

ENGINES = ("session", "reference", "polars")
"""Who says which rules are true; all give the same."""


@dataclass(frozen=True)
class Score:
    """The decision about one subject, explained.

    Args:
        explanation: why, as data.
        record: the record of the decision; None where facts were replaced, for that is no decision.
        engine: who judged; the reference where a session was asked for and cannot be had.
        note: one line in English and Chinese where that is so.
        grader: what decided.
        calibrated: the record of the calibrated levels; None where no calibration was used.
        before: where the numbers of the pack are only supposed, the score by the pack as it is declared.
    """

    explanation: Explanation
    record: DecisionRecord | None
    engine: str
    note: tuple[str, str] | None
    grader: Grader
    calibrated: CalibratedRecord | None = None
    before: Score | None = None

    @property
    def decision_id(self) -> str | None:
        """The id of the decision; None where facts were replaced."""
        return self.explanation.decision_id

    @property
    def levels(self) -> dict[str, str | None]:
        """The level of each grade, the calibrated one where a calibration was used; None where there is none."""
        shown = self.explanation.calibration
        calibrated = {} if shown is None else {name: one.after for name, one in shown.grades.items()}
        return {one.name: one.level for one in self.explanation.grades} | calibrated

    @cached_property
    def document(self) -> dict[str, Any]:
        """All of it as plain data, in the form `riskgrade.trace/1`."""
        return document_of(self.explanation)

    def text(self, language: str = "zh") -> str:
        """The decision in plain sentences.

        Args:
            language: ``zh`` or ``en``.
        """
        page = Page(self.explanation, language)
        lines = [page.headline, *(f"{name} {value}" for name, value in page.facts_of_the_case), *page.replaced]
        for title, said in sentences(self.explanation):
            lines.append(getattr(title, language))
            lines.extend(f"  {getattr(one, language)}" for one in said)
        for grade in page.grades:
            if grade.changes:
                lines += [f"{grade.title} {page.change_title}", *(f"  {one}" for one in grade.changes)]
        return "\n".join(lines) + "\n"

    def html(self, language: str = "zh") -> str:
        """One self-contained page that prints on A4.

        Args:
            language: ``zh`` or ``en``.
        """
        return html_of(self.explanation, language)

    @cached_property
    def rules(self) -> Any:
        """Every rule: `rule`, `holds`, `title`, `effect`, `cites`, `lacks`, one row each."""
        rows = [
            {
                "rule": one.id, "holds": one.holds, "title": one.title.zh, "effect": one.effect.text.zh,
                "cites": ";".join(cite.cite for cite in one.cites),
                "lacks": " / ".join("；".join(lack.text.zh for lack in way) for way in one.lacking),
            }
            for one in self.explanation.rules
        ]  # fmt: skip
        names = ("rule", "holds", "title", "effect", "cites", "lacks")
        return like_input(pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String)), self.grader.registers)

    @cached_property
    def unread(self) -> tuple[tuple[str, str], ...]:
        """Cells of its records that count as unknown because they cannot be used, in English and Chinese."""
        return unread_cells(self.explanation, self.grader.registers.findings)

    @property
    def needs_attention(self) -> bool:
        """Whether something of the subject could not be read, or was found wrong."""
        if self.explanation.findings or self.unread or self.record is None:
            return bool(self.explanation.findings or self.unread)
        return any(one["set_aside"] for one in self.record.body["inputs"]["registers"].values())


def score(
    subject: str,
    registers: object,
    pack: Pack | str | Path,
    as_of: date | str,
    period: int | str | None = None,
    engine: str = "session",
    show_persons: bool = False,
    coverage: Mapping[str, object] | None = None,
    progress: Progress | None = None,
    changes: bool = False,
    calibration: Artefact | str | Path | None = None,
    trial: bool = False,
) -> Score:
    """Decide about one subject and explain it.

    Args:
        subject: its key.
        registers: as `load_registers` takes them.
        pack: the pack, its id or its path.
        as_of: what is known by this day counts.
        period: the rating year; that of `as_of` if not given.
        engine: ``session``, ``reference`` or ``polars``: the same decision and the same id.
        show_persons: whether names of persons come out; what the pack masks always never does.
        coverage: register -> the days for which it is complete.
        progress: told what is being done.
        changes: whether to find what would change the levels too; it costs far more than the decision.
        calibration: a calibration, or its file; it must be approved and in effect on the day.
        trial: try the calibration whatever its state; everything that is said is marked.

    Returns:
        The score: `levels`, `decision_id`, `explanation`, `record`, `document`, `text(language)`, `html(language)`, `rules`.

    Raises:
        PackError, RegisterError, DatingError, RefusalError, UnknownSubjectError: with what is wrong and what to do.

    Examples:
        >>> rows = {"inspections": [{"inspection_id": "1", "inspected_on": "2014-03-03", "score": "13"}]}
        >>> found = score("1", rows, "us-nyc", as_of="2014-12-31", engine="reference")
        >>> found.levels, len(found.decision_id)
        ({'grade': 'A'}, 64)
    """
    opened = _opened(subject, registers, pack, as_of, period, coverage, progress)
    if calibration is not None and changes:
        raise RefusalError(
            "what would change a level is told of the declared decision; ask for it without the calibration",
            "“如何改变等级”针对原定决定；请在不使用校准时查询",
        )
    use = None if calibration is None else calibration_in_use(calibration, opened.pack, opened.moment.as_of, trial)
    found = _scored(opened, engine, show_persons, {})
    if use is not None:
        return with_calibration(found, use)
    return _with_changes(found, opened, period is not None) if changes else found


def what_if(
    subject: str,
    registers: object,
    pack: Pack | str | Path,
    as_of: date | str,
    facts: Mapping[str, object] | None = None,
    period: int | str | None = None,
    engine: str = "reference",
    show_persons: bool = False,
    coverage: Mapping[str, object] | None = None,
    progress: Progress | None = None,
    patch: Mapping[str, object] | None = None,
) -> Score:
    """What the decision would be if facts or the pack's numbers were otherwise, all else as it is. It is no decision and has no id.

    Args:
        subject: its key.
        registers: as `load_registers` takes them.
        pack: the pack, its id or its path.
        as_of: what is known by this day counts.
        facts: fact -> value, read by the fact's type; None is unknown.
        period: the rating year; that of `as_of` if not given.
        engine: ``session`` or ``reference``.
        show_persons: whether names of persons come out.
        coverage: register -> the days for which it is complete.
        progress: told what is being done.
        patch: path -> value of the pack, as `riskgrade.patch` takes it; the version then ends in `+patch.`.

    Returns:
        The score; `explanation.replaced` says which facts were replaced, what they were and what was given; with a patch `before`
        is the score as it is, by the pack as it is declared.

    Raises:
        RefusalError: there is no such fact, or it cannot have that value; else as `score`, and as `riskgrade.patch`.

    Examples:
        >>> rows = {"inspections": [{"inspection_id": "1", "inspected_on": "2014-03-03", "score": "13"}]}
        >>> what_if("1", rows, "us-nyc", "2014-12-31", {"no_such": 1})
        Traceback (most recent call last):
        ...
        riskgrade.report.refusal.RefusalError: what-if: there is no fact 'no_such'; `riskgrade pack show` lists the facts
    """
    if engine == "polars":
        raise RefusalError("what-if is answered by the session or the reference", "假设推演请使用 session 或 reference")
    opened = _opened(subject, registers, pack, as_of, period, coverage, progress)
    if not facts and not patch:
        raise RefusalError("name at least one fact to replace", "请至少给出一个要替换的事实")
    if not patch:
        return _scored(opened, engine, show_persons, facts or {})
    other = replace(opened, pack=patched(opened.pack, patch))
    found = _scored(other, engine, show_persons, facts or {}, supposed=True)
    return replace(found, before=_scored(opened, engine, show_persons, {}))


@dataclass(frozen=True)
class _Opened:
    subject: str
    pack: Pack
    registers: Registers
    moment: Moment


def _opened(
    subject: str, source: object, asked: Pack | str | Path, as_of: date | str, period: int | str | None,
    coverage: Mapping[str, object] | None, progress: Progress | None,
) -> _Opened:  # fmt: skip
    moment, pack = moment_of(as_of, period), open_pack(asked)
    registers = load_registers(source, pack, coverage, progress)
    need_subjects(registers, pack)
    name = pack.subject or ""
    key = subject_key(str(subject), name, registers.registers[name], (), registers.findings)
    return _Opened(key, pack, registers, moment)


def _scored(
    opened: _Opened, engine: str, show_persons: bool, facts: Mapping[str, object], supposed: bool = False
) -> Score:
    """Decide and explain; what is only supposed has no record."""
    if engine not in ENGINES:
        raise RefusalError(f"there is no engine '{engine}'; there is: {', '.join(ENGINES)}", f"没有引擎 {engine}")
    with _truths(engine) as (truths, used, note):
        grader = Grader(opened.pack, opened.registers, opened.moment, truths)
        key, found = opened.subject, grader.data([opened.subject])
        if key not in found:
            name = opened.pack.subject or ""
            aside = row_aside(key, name, opened.pack.registers[name].key, opened.registers.findings)
            if aside is not None:
                raise UnknownSubjectError(*aside_words(key, aside))
            raise RefusalError(
                f"the row of '{key}' in {name} was set aside, so it cannot be graded; see `riskgrade registers check`",
                f"{name} 中 {key} 的行已被剔除，无法评级；请用 `riskgrade registers check` 查看原因",
            )
        data, in_doubt = found[key], key in grader.in_doubt
        recorder = Recorder(grader)
        explainer = Explainer(recorder, show_persons)
        decision = grader.decide_on(key, data, in_doubt)
        if facts:
            given = given_facts(grader, facts)
            other = grader.decide_on(key, data, in_doubt, given)
            return Score(explainer.of(other, data, None, decision, frozenset(given)), None, used, note, _plain(grader))
        if supposed:
            return Score(explainer.of(decision, data, None), None, used, note, _plain(grader))
    if engine == "polars":
        _same_by_columns(opened, decision)
    record = recorder.record(decision, data)
    return Score(explainer.of(decision, data, record), record, used, note, _plain(grader))


def with_calibration(found: Score, use: InUse) -> Score:
    """A decision with the levels that a calibration makes of it; what explains it stays that of the declared decision.

    Args:
        found: the declared decision.
        use: the calibration.
    """
    assert found.record is not None
    key, registers, moment = found.explanation.subject.key, found.grader.registers, found.grader.moment
    (declared,) = Grader(use.pack, registers, moment).decide([key])
    (moved,) = Grader(use.candidate, registers, moment).decide([key])
    record = calibrated_record(use, found.record.decision_id, calibrated_levels(use, declared, moved))
    grades = {name: CalibratedGrade(**one) for name, one in record.body["grades"].items()}
    artefact = use.artefact
    shown = CalibrationShown(record.calibrated_id, artefact.sha256, use.trial, str(artefact.state), grades)
    return replace(found, explanation=replace(found.explanation, calibration=shown), calibrated=record)


def _with_changes(found: Score, opened: _Opened, period_stays: bool) -> Score:
    every = prospects(found.grader, opened.subject, period_stays=period_stays)
    told = {one.grade: change_lines(one, opened.pack) for one in every}
    held = {one.grade: prospects_shown(one, opened.pack) for one in every if one.outcome.excluded is None}
    return replace(found, explanation=replace(found.explanation, changes=told, prospects=held))


@contextmanager
def _truths(engine: str) -> Iterator[tuple[Truths, str, tuple[str, str] | None]]:
    """Who says which rules are true; where a session cannot be had, the reference, and why."""
    if engine != "session":
        yield evaluated, engine, None
        return
    try:
        session = Session()
    except SessionUnavailableError as error:
        yield evaluated, "reference", (error.en, error.zh)
        return
    with session:
        yield session.truths, engine, None


def _plain(grader: Grader) -> Grader:
    """The grader without a session that is closed by now."""
    return Grader(grader.pack, grader.registers, grader.moment)


def _same_by_columns(opened: _Opened, decision: Decision) -> None:
    """Hold a decision against the row that the batch makes; the explanation is then that of the batch too."""
    batch = grade_batch(opened.pack, opened.registers, opened.moment, "polars")
    by_columns = of_batch(batch).get(opened.subject)
    if by_columns != of_decision(decision, opened.pack):
        raise RefusalError(
            "the batch and the reference disagree about this subject; please report it, with the pack and the record",
            "批量引擎与参考求值器对该主体的结果不一致，请连同规则包与记录一并报告",
        )
