"""The ledger of decisions: what may be written about one after what was written before."""

from __future__ import annotations

from dataclasses import replace

from ..grading.record import KIND
from ..grading.record_error import RecordError
from ..grading.record_read import read_record
from .decision_events import Approved, Calibrated, Chosen, Decided, Overridden, Refused
from .decision_state import Basis, DecisionState, GradeState, followed, made
from .entry import Entry
from .error import LogError
from .event import Event, Room, check_person, instant, same_person_key

SHORT = 12
"""How much of an id is shown."""


class Decisions:
    """Every decision of a log, and how it stands."""

    def __init__(self) -> None:
        self.found: dict[str, DecisionState] = {}

    def take(self, entry: Entry, event: Event, trusted: bool = False) -> None:
        """Add an event.

        Args:
            entry: who and when.
            event: what happened.
            trusted: whether a record of a decision need not be held against its id again, which takes most of the time.

        Raises:
            LogError: it is not lawful after what came before.
        """
        match event:
            case Decided():
                self._made(entry, event, trusted)
            case Calibrated():
                self._calibrated(entry, event)
            case Chosen():
                self._chosen(entry, event)
            case Overridden():
                self._overridden(entry, event)
            case Approved() | Refused():
                self._answered(entry, event)

    def find(self, asked: str) -> DecisionState:
        """A decision by its id, or by the beginning of it.

        Args:
            asked: at least six characters.

        Raises:
            LogError: there is none, or more than one.
        """
        wanted = asked.strip().lower()
        near = [one for name, one in self.found.items() if name.startswith(wanted)] if len(wanted) >= 6 else []
        if len(near) == 1:
            return near[0]
        if len(near) > 1:
            raise LogError(
                f"{len(near)} decisions of the log begin with '{asked}'; give more of the id",
                f"日志中有 {len(near)} 个决定以 {asked} 开头，请给出更长的编号",
            )
        raise LogError(
            f"the log has no decision '{asked}'; `riskgrade log show` lists those there are (six characters of an id do)",
            f"日志中没有决定 {asked}；可用 `riskgrade log show` 查看全部（编号前六位即可）",
        )

    def _made(self, entry: Entry, event: Decided, trusted: bool) -> None:
        if not trusted:
            _check(event)
        try:
            state = made(event.decision, entry)
            before = self.found.get(state.decision_id)
        except (KeyError, TypeError, AttributeError):
            raise LogError(
                f"entry {entry.number} holds no decision of the form {KIND}",
                f"第 {entry.number} 条不是 {KIND} 格式的决定",
            ) from None
        # The same decision made once more says nothing new; what officers did about it stands.
        self.found[state.decision_id] = state if before is None else _with(before, entry)

    def _grade(self, entry: Entry, event: Chosen | Overridden) -> tuple[DecisionState, GradeState]:
        state = self.find(event.decision_id)
        _in_time(state, entry)
        check_person(entry.by, *(("chose", "作出选择") if isinstance(event, Chosen) else ("overrides", "提出改定")))
        grade = state.grades.get(event.grade)
        if grade is None:
            there = ", ".join(sorted(state.grades))
            raise LogError(
                f"the decision has no grade '{event.grade}'; it has: {there}",
                f"该决定没有评级项 {event.grade}，现有：{there}",
            )
        if event.level not in grade.levels:
            levels = ", ".join(grade.levels)
            raise LogError(
                f"'{event.level}' is no level of {event.grade}; its levels are: {levels}",
                f"{event.level} 不是 {event.grade} 的级别；可用级别：{levels}",
            )
        return state, grade

    def _calibrated(self, entry: Entry, event: Calibrated) -> None:
        state = self.find(event.decision_id)
        grades = dict(state.grades)
        for name, one in event.levels.items():
            grade = grades.get(name)
            levels = () if grade is None else grade.levels
            near = grade is not None and one.before == grade.computed and one.after in levels
            if grade is None or not near or abs(levels.index(one.after) - levels.index(one.before)) > 1:
                raise LogError(
                    f"{name}: from {one.before} to {one.after} is no calibration of this decision",
                    f"{name}：由 {one.before} 至 {one.after} 不是对该决定的校准",
                )
            permitted = tuple(level for level in levels if level in (*grade.permitted, one.after))
            changed = replace(grade, calibrated=one.after, permitted=permitted)
            # What an officer chose, or a person approved, goes on standing.
            acted = grade.basis in (Basis.CHOICE, Basis.OVERRIDE)
            grades[name] = changed if acted else changed.untouched
        self.found[state.decision_id] = replace(_with(state, entry), grades=followed(state.document, grades))

    def _chosen(self, entry: Entry, event: Chosen) -> None:
        state, grade = self._grade(entry, event)
        matrix = state.document["grades"][event.grade]["matrix"]
        if matrix is not None:
            axes = (matrix["rows"], matrix["columns"])
            raise LogError(
                f"{event.grade} is made of {' and '.join(axes)} and follows them; choose there",
                f"{event.grade} 由 {' 与 '.join(axes)} 合成并随之变动，请在其中选择",
            )
        if event.level not in grade.permitted:
            may = ", ".join(grade.permitted) or "none, for the level is withheld or there is none"
            may_zh = "、".join(grade.permitted) or "无（级别暂缓或不评级）"
            raise LogError(
                f"{event.grade}: level {event.level} is not among those the law leaves to an officer ({may}); "
                "an override needs another person's approval (`riskgrade log override`)",
                f"{event.grade}：级别 {event.level} 不在依法可选范围内（{may_zh}）；如需改定请用 `riskgrade log override`，须经他人批准",
            )
        if grade.basis is Basis.OVERRIDE:
            raise LogError(
                f"{event.grade}: level {grade.level} stands by an approved override; only another override can change it",
                f"{event.grade}：级别 {grade.level} 系经批准改定，只能再次改定",
            )
        self._keep(state, entry, replace(grade, level=event.level, basis=Basis.CHOICE))

    def _overridden(self, entry: Entry, event: Overridden) -> None:
        state, grade = self._grade(entry, event)
        if grade.pending is not None:
            number, by = grade.pending.number, grade.pending.by
            raise LogError(
                f"{event.grade}: the override of entry {number} by {by} waits for approval; approve or refuse it first",
                f"{event.grade}：第 {number} 条（{by}）的改定尚待批准，请先批准或驳回",
            )
        self._keep(state, entry, replace(grade, pending=entry))

    def _answered(self, entry: Entry, event: Approved | Refused) -> None:
        state = self.find(event.decision_id)
        _in_time(state, entry)
        words = ("approves", "批准") if isinstance(event, Approved) else ("refuses", "驳回")
        by = check_person(entry.by, *words)
        grade = next(
            (one for one in state.grades.values() if one.pending and one.pending.number == event.override), None
        )
        if grade is None or grade.pending is None:
            raise LogError(
                f"entry {event.override} is no override of this decision that waits for approval",
                f"第 {event.override} 条不是该决定待批准的改定",
            )
        maker = grade.pending.by or ""
        if same_person_key(maker) == same_person_key(by):
            raise LogError(
                f"{by} asked for the override and cannot be the one who {words[0]} it; another person has to",
                f"{by} 是改定的提出人，不能自行{words[1]}，须由他人办理",
            )
        if isinstance(event, Approved):
            grade = replace(grade, level=str(grade.pending.data["level"]), basis=Basis.OVERRIDE)
        self._keep(state, entry, replace(grade, pending=None))

    def _keep(self, state: DecisionState, entry: Entry, grade: GradeState) -> None:
        grades = followed(state.document, {**state.grades, grade.grade: grade})
        self.found[state.decision_id] = replace(_with(state, entry), grades=grades)


def _check(event: Decided) -> None:
    try:
        record, claimed = read_record(event.decision)
    except RecordError as error:
        raise LogError(error.en, error.zh) from None
    if record.decision_id != claimed:
        raise LogError(
            f"decision {claimed[:SHORT]}… was changed after it was made: its content has another id",
            f"决定 {claimed[:SHORT]}… 在作出之后被改动：内容与编号不符",
        )


def _in_time(state: DecisionState, entry: Entry) -> None:
    before = state.entries[-1]
    if instant(entry.at) < instant(before.at):
        raise LogError(
            f"at: {entry.at} is earlier than {before.at}, the time of entry {before.number} about the same decision; "
            "give the time at which it happened, or leave --at out",
            f"时间 {entry.at} 早于同一决定第 {before.number} 条的时间 {before.at}；请给出实际时间，或省略 --at",
        )


def _with(state: DecisionState, entry: Entry) -> DecisionState:
    return replace(state, entries=(*state.entries, entry))


DECISIONS = Room((Decided, Calibrated, Chosen, Overridden, Approved, Refused), Decisions)
"""What is written about decisions."""
