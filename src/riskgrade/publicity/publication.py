"""From registers to feeds: what goes out, what does not and why, what is taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ..grading.batch import Batch, grade_batch
from ..language.types import day_number
from ..pack.dating import InForce, Moment, in_force
from ..registers import Registers, Severity
from .bans import ban_remarks
from .case_entries import CaseEntries
from .channel_items import ChannelItems
from .content import Feed, Former, Item, Remark, Row, Source
from .entries import REGISTER
from .errors import PublicityError
from .layouts import Layouts
from .list_records import Kept, ListRecords
from .rows import rows_of
from .same_matter import renamed
from .sources import Physical, Sources
from .state_items import StateItems
from .withdrawals import Withdrawals

Progress = Callable[[str], None]
Notice = tuple[str, str]

TOGETHER = {"listings": ("listings", "removals")}
"""Feeds that are asked for by one name."""


@dataclass(frozen=True)
class Publication:
    """What a run gives.

    Args:
        layouts: the layouts it followed.
        as_of: the day.
        registers: what it was made from.
        feeds: in the order of the layouts.
        persons_shown: whether names of persons come out.
        notices: what to know of it, in English and Chinese.
        set_aside: register of a feed -> rows that could not be read and are in no feed.
        since: the day of the earlier run that it follows; None where there is none.
        cases: the case register that was read; None where there was none.
    """

    layouts: Layouts
    as_of: date
    registers: Registers
    feeds: tuple[Feed, ...]
    persons_shown: bool
    notices: tuple[Notice, ...]
    set_aside: Mapping[str, int]
    since: date | None = None
    cases: CaseEntries | None = None

    @property
    def needs_attention(self) -> bool:
        """Whether a record was left out or held, or a person must look at something."""
        return any(self.set_aside.values()) or any(
            feed.lacks or feed.remarks or any(item.goes == "held" for item in feed.items) or _overdue(feed)
            for feed in self.feeds
        )


def _overdue(feed: Feed) -> bool:
    return any(item.deadline is not None and item.deadline.state == "overdue" for item in feed.items)


def publication(
    registers: Registers,
    layouts: Layouts,
    as_of: date,
    names: Iterable[str] = (),
    show_persons: bool = False,
    former: Mapping[str, Former] | None = None,
    entries: Kept = None,
    progress: Progress | None = None,
) -> Publication:
    """Make the feeds of a day.

    Args:
        registers: what was read, by the layouts' pack.
        layouts: the layouts.
        as_of: what is known by this day.
        names: the feeds; all whose register was supplied where none is named.
        show_persons: whether names of persons come out; what the pack masks always never does.
        former: feed -> what an earlier run gave.
        entries: entries of the list that are kept elsewhere: plain ones in the place of the register's, those of a case register
            beside them.
        progress: told what is being done.

    Raises:
        PublicityError: there is no such feed, or its register was not supplied.
        DatingError: a parameter has no value on that day.
    """
    maker = _Maker(registers, layouts, as_of, show_persons, former or {}, entries, progress)
    asked = _asked(tuple(names), layouts, registers, entries is not None)
    feeds = tuple(maker.feed(name) for name in asked)
    registers_used = dict.fromkeys(layouts.model.feeds[name].register_ for name in asked)
    aside = {name: _set_aside(registers, name) for name in registers_used}
    since = max((one.as_of for one in (former or {}).values()), default=None)
    cases = entries if isinstance(entries, CaseEntries) else None
    return Publication(layouts, as_of, registers, feeds, show_persons, tuple(maker.notices), aside, since, cases)


def _set_aside(registers: Registers, name: str) -> int:
    rows = {
        (one.file, one.row) for one in registers.findings if one.register == name and one.severity is Severity.ERROR
    }
    return len(rows)


def _asked(names: tuple[str, ...], layouts: Layouts, registers: Registers, entries: bool) -> list[str]:
    feeds = layouts.model.feeds
    wanted = [one for name in names for one in TOGETHER.get(name, (name,))]
    for name in wanted:
        if name not in feeds:
            known = ", ".join(feeds)
            raise PublicityError(
                f"there is no feed '{name}'; there are: {known}", f"没有名为 {name} 的输出；现有：{known}"
            )
        register = feeds[name].register_
        if register not in registers.registers and not (entries and register == REGISTER):
            raise PublicityError(
                f"the register '{register}', which the feed '{name}' is made from, was not supplied",
                f"缺少输出 {name} 所需的名册 {register}",
            )
    if wanted:
        return [name for name in feeds if name in wanted]
    found = [
        name
        for name, feed in feeds.items()
        if feed.register_ in registers.registers or (entries and feed.register_ == REGISTER)
    ]
    if not found:
        needed = ", ".join(dict.fromkeys(feed.register_ for feed in feeds.values()))
        raise PublicityError(
            f"none of the registers that feeds are made from was supplied: {needed}",
            f"未提供任何可公示的名册：{needed}",
        )
    return found


class _Maker:
    """Makes feeds of one day; the grades of penalties are computed once for both platforms."""

    def __init__(
        self, registers: Registers, layouts: Layouts, as_of: date, show_persons: bool,
        former: Mapping[str, Former], entries: Kept, progress: Progress | None,
    ) -> None:  # fmt: skip
        self.registers, self.layouts, self.as_of, self.former = registers, layouts, as_of, former
        self.entries = entries
        self.say = progress or (lambda _: None)
        self.moment = Moment.of(as_of)
        self.constants: InForce = in_force(layouts.pack, self.moment)
        self.sources = Sources(registers, day_number(as_of), show_persons)
        self.notices: list[Notice] = []
        self._batch: Batch | None = None
        self._read: dict[str, Sequence[tuple[Source, Physical]]] = {}
        self._listed: ListRecords | None = None

    def feed(self, name: str) -> Feed:
        """One feed."""
        self.say(f"making {name}")
        layout, former = self.layouts.model.feeds[name], self.former.get(name)
        channel = self.layouts.channel(layout)
        physical: dict[str, Physical] = {}
        states: StateItems | None = None
        items: list[Item] = []
        differing: list[Remark] = []
        bans: list[Remark] = []
        if channel is None:
            states = StateItems(self.layouts, name, self.constants, self.as_of, former)
            for source, row in self._records(layout.register_):
                physical[source.key] = row
                items.append(states.item(source, row))
        else:
            judge = ChannelItems(self.layouts, channel, self.batch, self.constants, former)
            items = judge.of(source for source, _ in self._records(layout.register_))
            self.notices += [(f"{name}, {en}", f"{name}，{zh}") for en, zh in judge.told(items)]
            bans = [*ban_remarks(items, channel.ends_longer, self.constants, self.as_of)]
        alone = items
        if layout.register_ == REGISTER:
            listed = self.listed
            items, differing = listed.settled(items, name)
            alone, former = listed.alone(items), renamed(former, listed.same)
        rows, lacks, remarks = rows_of(items, layout)
        self.notices += _masked(name, rows)
        taken = Withdrawals(self.layouts, layout, self.constants, former, states)
        withdrawals, more = taken.of(alone, physical)
        return Feed(
            name,
            layout.title,
            tuple(rows),
            tuple(items),
            tuple(lacks),
            tuple(withdrawals),
            (*remarks, *more, *differing, *bans),
        )

    def _records(self, register: str) -> Sequence[tuple[Source, Physical]]:
        """The records of a register, read once for all feeds."""
        if register not in self._read:
            self._read[register] = self.listed.records if register == REGISTER else tuple(self.sources.of(register))
        return self._read[register]

    @property
    def listed(self) -> ListRecords:
        """The entries of the list, read once."""
        if self._listed is None:
            self._listed = ListRecords(self.sources, self.layouts, self.entries)
            self.notices += self._listed.notices
        return self._listed

    @property
    def batch(self) -> Batch:
        """The grades of all penalties on the day."""
        if self._batch is None:
            self._batch = grade_batch(
                self.layouts.pack, self.registers, self.moment, progress=self.say, keep_facts=False
            )
        return self._batch


def _masked(name: str, rows: Iterable[Row]) -> list[Notice]:
    """Which columns were masked, and in how many rows."""
    counted = Counter(column for row in rows for column in row.masked)
    if not counted:
        return []
    told = ", ".join(f"{column} {count:,}" for column, count in sorted(counted.items()))
    return [
        (
            f"{name}: what names a person is masked ({told}). --show-persons shows names; identity numbers are completed on "
            "the platform.",
            f"{name}：涉及个人的信息已遮蔽（{told}）。--show-persons 可显示姓名；证件号码须在平台上补全。",
        )
    ]
