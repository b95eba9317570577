"""What the pages of an explanation show, in one language: sentences and tables, for the terminal and for HTML alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..explain.account_content import Account, Row
from ..explain.content import Explanation, GradeShown, RecordShown
from ..explain.points_words import reach_in, short, span
from ..explain.rule_content import Lack, RuleShown
from ..explain.sentences import cite_words, grade_sentences, replaced_words
from ..pack.register_model import Label

MOST_WAYS = 3
"""Ways in which a rule would hold that a page tells; the JSON document has them all."""


@dataclass(frozen=True)
class GradeBlock:
    """One grade: its title, the level as people call it, and what is said of it."""

    title: str
    level: str
    withheld: bool
    said: tuple[str, ...]
    accounts: tuple[Account, ...]
    changes: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table; `widths` are the shares of its columns."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    note: str = ""


class Page:
    """The parts of a page.

    Args:
        explanation: what it shows.
        language: ``en`` or ``zh``.
    """

    def __init__(self, explanation: Explanation, language: str) -> None:
        self.whole, self.language = explanation, language
        self.rules = {rule.id: rule for rule in explanation.rules}

    def pick(self, en: str, zh: str) -> str:
        """The text of this language."""
        return zh if self.language == "zh" else en

    def of(self, label: Label) -> str:
        """A label in this language."""
        return self.pick(label.en or label.zh, label.zh or label.en)

    @property
    def headline(self) -> str:
        """Who."""
        one = self.whole.subject
        return f"{one.name}  {one.key}" if one.name else one.key

    @property
    def facts_of_the_case(self) -> tuple[tuple[str, str], ...]:
        """When and by which rules, with the id of the decision."""
        whole = self.whole
        told = [
            (self.pick("Rules", "规则包"), f"{self.of(whole.pack_title)} ({whole.pack} {whole.pack_version})"),
            (self.pick("As known on", "截至"), whole.as_of),
            (self.pick("Rating year", "评定年度"), str(whole.period)),
        ]
        if whole.decision_id:
            told.append((self.pick("Decision", "决定编号"), whole.decision_id))
        if whole.calibration is not None:
            mark = self.pick("TRIAL, no decision: ", "试算，不构成决定：") if whole.calibration.trial else ""
            told.append((self.pick("Calibration", "校准"), f"{mark}{whole.calibration.sha256}"))
            told.append((self.pick("Calibrated levels", "校准后级别编号"), whole.calibration.calibrated_id))
        return tuple(told)

    @property
    def replaced(self) -> tuple[str, ...]:
        """The facts that were given in place of what the registers say."""
        return tuple(self.of(one) for one in replaced_words(self.whole))

    @property
    def grades(self) -> tuple[GradeBlock, ...]:
        """The grades, in the order of the pack."""
        return tuple(self._grade(one) for one in self.whole.grades)

    def _grade(self, grade: GradeShown) -> GradeBlock:
        if grade.level is not None:
            level = self.of(grade.levels[grade.level])
        elif grade.excluded is not None:
            level = self.pick("no level", "不分级")
        else:
            level = self.pick("withheld", "暂不给出")
        said = tuple(self.of(one) for one in grade_sentences(self.whole, grade))
        calibration = self.whole.calibration
        if calibration is not None and grade.name in calibration.grades:
            after = calibration.grades[grade.name].after
            level = level if after is None else self.of(grade.levels[after])
        changes = tuple(self.of(one) for one in (self.whole.changes or {}).get(grade.name, ()))
        return GradeBlock(self.of(grade.title), level, grade.level is None, said, grade.accounts, changes)

    @property
    def change_title(self) -> str:
        """What stands above what would change a level."""
        return self.pick("What would change it:", "如何改变等级：")

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables that have rows, in the order in which they are shown."""
        every = (
            self._points(), self._rows(), self._reasons(), self._holding(), self._unknown(), self._not_holding(), self._records(),
            self._void(),
        )  # fmt: skip
        return tuple(one for one in every if one.rows)

    def _points(self) -> Table:
        rows = []
        for account in self._accounts():
            for group in account.groups:
                for one in group.points:
                    rule = self.rules[one.rule]
                    limit = self._limits(group.least, group.most)
                    rows.append(
                        (
                            self.of(rule.title),
                            self._span(one.low, one.high, reach_in(account, group)),
                            limit,
                            self._read(rule),
                            self._cites(rule),
                        )
                    )
        return Table(
            self.pick("Points", "计分"),
            (self.pick("for", "项目"), self.pick("points", "得分"), self.pick("limits", "上下限"),
             self.pick("from", "所据事实"), self.pick("clause", "依据")),
            tuple(rows), (20, 9, 11, 30, 30),
        )  # fmt: skip

    def _rows(self) -> Table:
        rows = [
            (row.level, self.of(row.condition) if row.condition else self.pick("in every other case", "其他情形"),
             self._decides(row), "\n".join(self.of(cite_words(one)) for one in row.cites))
            for account in self._accounts()
            for row in account.rows
        ]  # fmt: skip
        return Table(
            self.pick("The decision table, row by row", "判定表逐行"),
            (self.pick("level", "等级"), self.pick("condition", "条件"),
             self.pick("decides, or what it lacks", "是否适用，或差在何处"), self.pick("clause", "依据")),
            tuple(rows), (11, 33, 30, 26),
        )  # fmt: skip

    def _decides(self, row: Row) -> str:
        if row.decides == "true":
            return self.pick("decides", "适用")
        if row.holds == "true":
            may = row.decides == "unknown"
            return self.pick("may decide", "可能适用") if may else self.pick("an earlier row decides", "已由前行确定")
        return self._ways(row.lacking)

    def _reasons(self) -> Table:
        rows = [
            (
                self.of(grade.title),
                str(one.rank),
                self.of(self.rules[one.rule].title),
                short(one.best),
                self._span(one.away, one.at_most, reach_in(account)),
            )
            for grade in self.whole.grades
            for account in grade.accounts
            for one in account.reasons
        ]
        return Table(
            self.pick("Reasons for the score, the weightiest first", "得分原因（由重到轻）"),
            (self.pick("grade", "等级"), "#", self.pick("for", "项目"),
             self.pick("best possible", "最好可得"), self.pick("away from it", "与最好之差")),
            tuple(rows), (26, 6, 40, 14, 14),
        )  # fmt: skip

    def _holding(self) -> Table:
        rules = [one for one in self.whole.rules if one.holds == "true" and one.condition and not one.effect.points]
        rows = [(self.of(one.title), self._read(one), self.of(one.effect.text), self._cites(one)) for one in rules]
        return Table(
            self.pick("Rules that hold", "成立的规则"),
            (self.pick("rule", "规则"), self.pick("facts", "所据事实"), self.pick("effect", "效果"), self.pick("clause", "依据")),
            tuple(rows), (24, 28, 20, 28),
        )  # fmt: skip

    def _unknown(self) -> Table:
        rules = [one for one in self.whole.rules if one.holds == "unknown"]
        rows = [(self.of(one.title), self._lacks(one), self.of(one.effect.text), self._cites(one)) for one in rules]
        return Table(
            self.pick("Rules of which it is not known whether they hold", "是否成立尚不清楚的规则"),
            (self.pick("rule", "规则"), self.pick("what is not known", "尚不清楚之处"),
             self.pick("effect", "效果"), self.pick("clause", "依据")),
            tuple(rows), (24, 32, 18, 26),
        )  # fmt: skip

    def _not_holding(self) -> Table:
        rules = [one for one in self.whole.rules if one.holds == "false" and one.in_force and one.lacking]
        moving = [one for one in rules if moves(one)]
        rows = [(self.of(one.title), self._lacks(one), self.of(one.effect.text), self._cites(one)) for one in moving]
        others = len(rules) - len(moving)
        note = self.pick(
            f"{others} more rules do not hold that move no level; --json has them.",
            f"另有 {others} 条不影响等级的规则不成立，见 --json。",
        )
        return Table(
            self.pick("Rules that do not hold, and what they lack", "不成立的规则及差距"),
            (self.pick("rule", "规则"), self.pick("what it lacks", "差在何处"), self.pick("effect", "如成立"), self.pick("clause", "依据")),
            tuple(rows), (24, 32, 18, 26), note if others else "",
        )  # fmt: skip

    def _records(self) -> Table:
        rows = [
            (f"{self.of(one.title)}\n{one.key}", one.event_on or "", self._items(one), self._source(one))
            for one in self.whole.records.values()
        ]
        return Table(
            self.pick("The records behind it, and where they come from", "所据记录及其来源"),
            (self.pick("record", "记录"), self.pick("day", "日期"), self.pick("says", "内容"), self.pick("source", "来源")),
            tuple(rows), (20, 12, 36, 32),
        )  # fmt: skip

    def _void(self) -> Table:
        rows = [
            (f"{self.of(one.title)}\n{one.key}", one.event_on or "", self.of(one.void or Label()), self._source(one))
            for one in self.whole.not_counting
        ]
        return Table(
            self.pick("Records that do not count", "不计入的记录"),
            (self.pick("record", "记录"), self.pick("day", "日期"), self.pick("why", "原因"), self.pick("source", "来源")),
            tuple(rows), (20, 12, 36, 32),
        )  # fmt: skip

    def _accounts(self) -> Iterable[Account]:
        return (account for grade in self.whole.grades for account in grade.accounts)

    def _span(self, low: str, high: str, far: int | None) -> str:
        return self.of(span(low, high, far))

    def _limits(self, least: str | None, most: str | None) -> str:
        if least is None and most is None:
            return self.pick("none", "无")
        if most is None:
            return self.pick(f"at least {short(least or '')}", f"不低于 {short(least or '')}")
        return (
            f"{short(least)}–{short(most)}"
            if least is not None
            else self.pick(f"at most {short(most)}", f"至多 {short(most)}")
        )

    def _read(self, rule: RuleShown) -> str:
        """The facts that a rule read with their values; numbers of the pack stand in the condition already."""
        readings = [self.whole.readings[name] for name in rule.reads if name in self.whole.readings]
        colon = self.pick(": ", "：")
        return "\n".join(
            f"{self.of(one.label)}{colon}{self.of(one.value.text)}" for one in readings if one.kind != "value"
        )

    def _cites(self, rule: RuleShown) -> str:
        return "\n".join(self.of(cite_words(one)) for one in rule.cites)

    def _lacks(self, rule: RuleShown) -> str:
        return self._ways(rule.lacking)

    def _ways(self, lacking: tuple[tuple[Lack, ...], ...]) -> str:
        ways = [self.pick("; and ", "；且").join(map(self._lack, way)) for way in lacking[:MOST_WAYS]]
        more = len(lacking) - len(ways)
        if more:
            ways.append(self.pick(f"or {more} other ways", f"或其他 {more} 种情形"))
        return self.pick("\nor ", "\n或 ").join(ways)

    def _lack(self, one: Lack) -> str:
        return self.of(one.text)

    def _items(self, one: RecordShown) -> str:
        colon = self.pick(" ", "：")
        said = [f"{self.of(item.label)}{colon}{self.of(item.text)}" for item in one.items]
        if one.recorded_on and one.recorded_on != one.event_on:
            said.append(self.pick(f"recorded {one.recorded_on}", f"录入 {one.recorded_on}"))
        if one.void is not None:
            said.append(self.of(one.void))
        return self.pick("; ", "；").join(said)

    def _source(self, one: RecordShown) -> str:
        words = ((one.originated_by, "originated by ", "产生："), (one.provided_by, "provided by ", "提供："),
                 (one.responsible, "responsible: ", "负责："))  # fmt: skip
        said = [self.pick(en, zh) + name for name, en, zh in words if name]
        return "\n".join([*said, one.file] if said else [self.pick("not said", "未载明"), one.file])


def moves(rule: RuleShown) -> bool:
    """Whether a rule can move a level."""
    one = rule.effect
    return bool(one.group or one.steps or one.no_better_than or one.exclude or one.conclude)
