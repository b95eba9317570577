"""What `publicity.yaml` names must be there: fields, parameters, levels, rules and sources; and no column carries a grade."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..language.tree import Node
from ..language.typed import Typed
from ..language.types import Kind, Type
from ..pack.diagnostics import Diagnostic, DiagnosticCode, hint
from ..pack.document import Document
from ..pack.expressions import Compiler
from ..pack.load import constants_of
from ..pack.model import Pack
from ..pack.parts import Part
from ..pack.record_conditions import written_out
from ..pack.source_model import hint_citation, resolve
from ..pack.yaml_events import Path_
from .layout_model import CasesModel, ChannelModel, ColumnModel, FeedModel, PublicityModel, ReadingModel
from .unpublished import unpublishable

COMPUTED = ("publicity_start", "publicity_end")
"""What a column may take that is no field: the days between which a record is public."""

ENTRY_FIELDS = (
    "category", "party_name", "removal_reason", "removal_authority", "decision_no", "publicity_started_on",
)  # fmt: skip
"""What an entry of the list may hold beyond the register's fields; the register leaves them blank."""

RETEST = "retest_may_be_asked_for"
"""The name that states may use for a failure that may still be retested."""
TIED = ("enterprises", "persons")


class LayoutCheck:
    """Holds a file of layouts against its pack.

    Args:
        pack: the pack.
        model: the file.
        document: where it stands.
        lists: the packs of the list that feeds name.
    """

    def __init__(
        self, pack: Pack, model: PublicityModel, document: Document, lists: Mapping[str, Pack] | None = None
    ) -> None:
        self.pack, self.model, self.document, self.lists = pack, model, document, lists or {}
        self.wrong: list[Diagnostic] = []

    def run(self) -> dict[str, tuple[Typed | None, ...]]:
        """Check everything; mistakes are in `wrong` afterwards.

        Returns:
            Feed -> the typed condition of each of its states.
        """
        model = self.model
        self._cites(model.province.cite, ("province",))
        self._cites(model.withdrawal.altered.cite, ("withdrawal", "altered"))
        self._parameters((model.withdrawal.within, model.withdrawal.repaired.within), ("withdrawal",))
        if model.cases is not None:
            self._cases(model.cases, ("cases",))
        for name, channel in model.channels.items():
            self._channel(channel, ("channels", name))
        for name, feed in model.feeds.items():
            self._feed(feed, ("feeds", name))
        for name, reading in model.readings.items():
            self._reading(reading, name, ("readings", name))
        return {name: self._states(feed, ("feeds", name)) for name, feed in model.feeds.items()}

    def _note(self, code: DiagnosticCode, en: str, zh: str, at: Path_) -> None:
        self.wrong.append(self.document.diagnostic(code, at, en, zh))

    def _known(self, name: str, among: Iterable[str], what: tuple[str, str], at: Path_) -> bool:
        known = list(among)
        if name in known:
            return True
        en, zh = hint(name, known)
        message = f"there is no {what[0]} '{name}'{en}", f"没有名为 {name} 的{what[1]}{zh}"
        self._note(DiagnosticCode.UNKNOWN_NAME, *message, at)
        return False

    def _cites(self, texts: Iterable[str], at: Path_) -> None:
        texts = tuple(texts)
        if not texts:
            en = "`cite:` is missing; everything that is said names what it rests on"
            self._note(DiagnosticCode.CITATION_MISSING, en, "缺少 cite:；每项内容都须注明依据", at)
        for text in texts:
            if resolve(text, dict(self.pack.sources)) is None:
                en, zh = hint_citation(text, self.pack.sources)
                message = f"there is no source '{text}'{en}", f"没有名为 {text} 的来源{zh}"
                self._note(DiagnosticCode.CITATION_UNKNOWN, *message, (*at, "cite"))

    def _parameters(self, names: Iterable[str | None], at: Path_) -> None:
        for name in names:
            if name is not None:
                self._known(name, self.pack.parameters, ("parameter", "参数"), at)

    def _cases(self, cases: CasesModel, at: Path_) -> None:
        if self._known(cases.feed, self.model.feeds, ("feed", "输出"), (*at, "feed")):
            of = self.lists.get(self.model.feeds[cases.feed].figures_from or "", self.pack)
            self._known(cases.revoked.within, of.parameters, ("parameter", "参数"), (*at, "revoked", "within"))
        for name in ("undecided", "given_up", "no_code", "same", "revoked"):
            self._cites(getattr(cases, name).cite, (*at, name))

    def _channel(self, channel: ChannelModel, at: Path_) -> None:
        fields = self.pack.registers[self.pack.subject or ""].fields
        self._known(channel.starts, fields, ("field", "字段"), (*at, "starts"))
        if channel.deadline is not None:
            deadline = channel.deadline
            self._parameters((deadline.within, deadline.push_within, deadline.receive_within), (*at, "deadline"))
            for name in (deadline.from_, *filter(None, [deadline.done])):
                self._known(name, fields, ("field", "字段"), (*at, "deadline"))
        if channel.ends_longer is not None:
            self._known(channel.ends_longer.until, fields, ("field", "字段"), (*at, "ends_longer"))
            self._parameters((channel.ends_longer.kinds,), (*at, "ends_longer"))
        if not self._known(channel.grade, self.pack.grades, ("grade", "等级"), (*at, "grade")):
            return
        levels = self.pack.grades[channel.grade].levels
        rules = [rule.id for rule in self.pack.rules]
        for rule in channel.tells:
            self._known(rule, rules, ("rule", "规则"), (*at, "tells"))
        for level in levels:
            if level not in channel.levels:
                en, zh = f"the level '{level}' of {channel.grade} is not said", f"未写明等级 {level} 的去向"
                self._note(DiagnosticCode.MISSING_KEY, en, zh, (*at, "levels"))
        for level, said in channel.levels.items():
            where: Path_ = (*at, "levels", level)
            self._known(level, levels, ("level", "级别"), where)
            self._parameters((said.months, *(said.between or ())), where)
            for rule in (*said.because, *said.early_stop):
                self._known(rule, rules, ("rule", "规则"), where)

    def _feed(self, feed: FeedModel, at: Path_) -> None:
        self._cites(feed.cite, at)
        if not self._known(feed.register_, self.pack.registers, ("register", "登记册"), (*at, "register")):
            return
        if (feed.channel is None) == (not feed.states):
            en, zh = "give either `channel` or `states`", "请写 channel 或 states 之一"
            self._note(DiagnosticCode.BAD_VALUE, en, zh, at)
        if feed.channel is not None:
            self._known(feed.channel, self.model.channels, ("channel", "渠道"), (*at, "channel"))
            self._known(feed.register_, (self.pack.subject or "",), ("register of a channel", "渠道登记册"), at)
        if feed.deadline is not None:
            of = self.lists.get(feed.figures_from or "", self.pack)
            for within in filter(None, (feed.deadline.within, feed.deadline.push_within, feed.deadline.receive_within)):
                self._known(within, of.parameters, ("parameter", "参数"), (*at, "deadline"))
            for named in (feed.deadline.from_, *filter(None, [feed.deadline.done])):
                fields = {*self.pack.registers[feed.register_].fields, *ENTRY_FIELDS}
                self._known(named, fields, ("field", "字段"), (*at, "deadline"))
        if feed.until_term_ends and feed.figures_from is None:
            en, zh = "`until_term_ends` needs `figures_from`", "until_term_ends 须与 figures_from 一起写"
            self._note(DiagnosticCode.MISSING_KEY, en, zh, at)
        seen: dict[str, int] = {}
        for number, column in enumerate(feed.columns):
            where: Path_ = (*at, "columns", number)
            self._column(column, feed, where)
            for name in filter(None, (column.id, column.code, column.heading.zh)):
                if seen.setdefault(name, number) != number:
                    en, zh = f"'{name}' stands twice in this feed", f"{name} 在该输出中重复"
                    self._note(DiagnosticCode.NAME_CLASH, en, zh, where)

    def _column(self, column: ColumnModel, feed: FeedModel, at: Path_) -> None:
        grades = frozenset(self.pack.grades)
        for name in (column.id, column.code, *column.also, column.heading.zh, column.heading.en, *column.value):
            if not name.startswith("=") and unpublishable(name, grades):
                en = (
                    f"the column '{column.id}' would publish '{name}': a grade or a credit class never goes into a feed"
                )
                zh = f"列 {column.id} 会公开 {name}：等级和信用分类不得进入任何公示输出"
                self._note(DiagnosticCode.BAD_VALUE, f"{en}. Remove it", f"{zh}。请删去", at)
        if column.cite:
            self._cites(column.cite, at)
        fields = {*self.pack.registers[feed.register_].fields, *ENTRY_FIELDS}
        for value in column.value:
            self._source(value, fields, (*at, "value"))
        for name in (*column.required_when, *column.only_when, *filter(None, [column.not_same_as])):
            self._known(name, fields, ("field", "字段"), at)

    def _source(self, value: str, fields: Iterable[str], at: Path_) -> None:
        if value.startswith("="):
            return
        if value.startswith("@"):
            self._known(value[1:], COMPUTED, ("computed value", "计算值"), at)
            return
        register, dot, field = value.rpartition(".")
        if not dot:
            self._known(value, fields, ("field", "字段"), at)
        elif self._known(register, TIED, ("tied register", "关联登记册"), at):
            self._known(field, self.pack.registers[register].fields, ("field", "字段"), at)

    def _reading(self, reading: ReadingModel, name: str, at: Path_) -> None:
        if not self._known(reading.register_, self.pack.registers, ("register", "登记册"), (*at, "register")):
            return
        fields = self.pack.registers[reading.register_].fields
        self._known(name, self.model.feeds, ("feed", "输出"), at)
        columns = [one.id for one in self.model.feeds[name].columns] if name in self.model.feeds else []
        for called, generation in reading.generations.items():
            where: Path_ = (*at, "generations", called)
            self._cites(generation.cite, where)
            for number, column in enumerate(generation.columns):
                here: Path_ = (*where, "columns", number)
                self._known(column.field, fields, ("field", "字段"), here)
                if column.words_of is not None:
                    self._known(column.words_of, columns, ("column", "列"), here)

    def _states(self, feed: FeedModel, at: Path_) -> tuple[Typed | None, ...]:
        if feed.register_ not in self.pack.registers:
            return ()
        register = self.pack.registers[feed.register_]
        constants = constants_of(self.pack.parameters)
        names = {**constants.names, **register.types}
        compiler = Compiler(self.wrong)
        conditions: dict[str, Node] = {}
        part = Part(feed, self.document, at, self.pack.id)
        for name, text in register.conditions.items():
            node = compiler.parse(text, part, ())
            if node is not None:
                conditions[name] = written_out(node, conditions)
        if feed.retest_within is not None:
            names[RETEST] = Type(Kind.BOOL)
            self._parameters((feed.retest_within.days,), (*at, "retest_within"))
        found: list[Typed | None] = []
        for number, state in enumerate(feed.states):
            self._cites(state.cite, (*at, "states", number))
            if state.when is None:
                found.append(None)
                continue
            where: Path_ = ("states", number, "when")
            node = compiler.parse(state.when, part, where)
            if node is None:
                continue
            node = written_out(node, conditions)
            found.append(compiler.check(node, replace(constants, names=names), Kind.BOOL, state.when, part, where))
        return tuple(found)
