"""Penalties and what becomes of each on a platform, as the pack's grade of that platform says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from ..grading.batch import Batch
from ..grading.rule_set import BITS
from ..pack.dating import InForce
from ..pack.model import Rule
from ..pack.register_model import Label
from .content import Because, Condition, Former, Item, Met, Source
from .layout_model import ChannelModel, Goes, LevelModel
from .layouts import Layouts
from .standings import standing_item
from .times import deadline_of, term_of

TERM_ENDED = "term-ended"
ENDED = Label(zh="公示期已届满", en="its term has ended")
MAY_HAVE_ENDED = Label(zh="公示期可能已届满，无法判断", en="its term may have ended; that cannot be told")


class ChannelItems:
    """What becomes of each penalty on one platform.

    Args:
        layouts: the layouts.
        channel: the platform.
        batch: the grades of all penalties on the day.
        constants: the pack's parameters on the day.
        former: what an earlier run gave of the feed.
    """

    def __init__(
        self, layouts: Layouts, channel: ChannelModel, batch: Batch, constants: InForce, former: Former | None
    ) -> None:
        self.layouts, self.channel, self.batch, self.constants, self.former = (
            layouts, channel, batch, constants, former,
        )  # fmt: skip
        self.as_of: date = batch.moment.as_of
        self.rows = {str(row["subject"]): row for row in batch.decisions.iter_rows(named=True)}
        self.bits = {name: place for place, name in enumerate(batch.rule_ids)}

    def of(self, sources: Iterable[Source]) -> list[Item]:
        """The items of some penalties, in their order."""
        return [self._item(source) for source in sources]

    def told(self, items: Iterable[Item]) -> list[tuple[str, str]]:
        """What is to be known of those that go out, with how many there are, in English and Chinese."""
        out = [self.rows[item.key] for item in items if item.goes is Goes.OUT]
        found = []
        for rule in self.layouts.rules(self.channel.tells):
            count = sum(self._holds(rule, row)[1] for row in out)
            if count:
                title = rule_title(rule)
                found.append((f"{count:,}: {title.en}.", f"{count:,} 条：{title.zh}。"))
        return found

    def _item(self, source: Source) -> Item:
        stopped = standing_item(source, self.layouts)
        if stopped is not None:
            return stopped
        grade, row = self.channel.grade, self.rows[source.key]
        level, evidence = row[grade], row[f"{grade}_evidence"]
        if level is None or row[f"{grade}_provisional"]:
            return Item(source, Goes.HELD, tuple(self._perhaps(source, row)), None, evidence)
        said = self.channel.levels[level]
        because = tuple(
            self._because(rule, True) for rule in self.layouts.rules(said.because) if self._holds(rule, row)[0]
        )
        if said.goes is not Goes.OUT:
            return Item(source, said.goes, because, level, evidence)
        return self._out(source, said, because, level, evidence, row)

    def _out(
        self, source: Source, said: LevelModel, because: tuple[Because, ...], level: str, evidence: str | None,
        row: Mapping[str, object],
    ) -> Item:  # fmt: skip
        term = term_of(source, self.channel.starts, said, self.channel.ends_longer, self.constants)
        if any(end is not None and end <= self.as_of for end in (term.end, term.latest)):
            return Item(source, Goes.NEVER, (self._term(TERM_ENDED, ENDED, said),), level, evidence, term)
        if term.earliest is not None and term.earliest <= self.as_of:
            because = (self._term("term-open", MAY_HAVE_ENDED, said), *because)
            return Item(source, Goes.HELD, because, level, evidence, term)
        deadline = None
        if self.channel.deadline is not None:
            was_out = None if self.former is None else source.key in self.former.out
            deadline = deadline_of(
                source, self.channel.deadline, self.layouts.model.province, self.as_of, self.constants,
                self.layouts.pack.calendar, was_out,
            )  # fmt: skip
        stop = tuple(self._condition(rule, row) for rule in self.layouts.rules(said.early_stop))
        return Item(source, Goes.OUT, because, level, evidence, term, deadline, stop)

    def _term(self, name: str, title: Label, said: LevelModel) -> Because:
        named = [one for one in (said.months, *(said.between or ())) if one is not None]
        versions = [self.layouts.pack.parameters[one].on(self.as_of) for one in named]
        cites = {cite.text: cite for version in versions if version is not None for cite in version.cites}
        return Because(name, title, tuple(cites.values()), certain=name == TERM_ENDED)

    def _holds(self, rule: Rule, row: Mapping[str, object]) -> tuple[bool, bool]:
        mask, place = divmod(self.bits[rule.id], BITS)
        true, may = row[f"rules_true_{mask}"], row[f"rules_may_{mask}"]
        return bool(int(str(true)) >> place & 1), bool(int(str(may)) >> place & 1)

    def _because(self, rule: Rule, certain: bool, lacking: tuple[str, ...] = ()) -> Because:
        return Because(rule.id, rule_title(rule), rule.cites, certain, lacking)

    def _condition(self, rule: Rule, row: Mapping[str, object]) -> Condition:
        must, may = self._holds(rule, row)
        return Condition(
            rule.id, rule_title(rule), rule.cites, Met.MET if must else Met.UNKNOWN if may else Met.NOT_MET
        )

    def _perhaps(self, source: Source, row: Mapping[str, object]) -> Iterable[Because]:
        """The rules that may hold or may not, and the fields that leave it open."""
        named = [name for said in self.channel.levels.values() for name in said.because]
        for rule in self.layouts.rules(dict.fromkeys(named)):
            must, may = self._holds(rule, row)
            if may and not must:
                lacking = tuple(sorted(name for name in rule.uses if name in source.raw and source.raw[name] is None))
                yield self._because(rule, False, lacking)


def rule_title(rule: Rule) -> Label:
    """The title of a rule; its id where it has none."""
    return rule.title if rule.title.zh or rule.title.en else Label(zh=rule.id, en=rule.id)
