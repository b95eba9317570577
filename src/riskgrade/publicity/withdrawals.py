"""What was public and no longer may be: records that are void, overturned or repaired, with the day to take them back by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from ..dossier.standing import Standing
from ..pack.dating import InForce
from .channel_items import TERM_ENDED
from .content import Former, Item, Remark, Source, Withdrawal
from .layout_model import FeedModel, Goes
from .layouts import Layouts
from .rows import place_of
from .standings import reason_label
from .state_items import StateItems
from .times import withdrawn_by

PUBLIC_SINCE = "publicity_started_on"
"""The date from which a penalty, or an entry of a case register, is public; other registers have none."""


class Withdrawals:
    """Finds what is to be taken back from one feed.

    Args:
        layouts: the layouts.
        feed: the feed.
        constants: the pack's parameters on the day.
        former: what an earlier run gave of the feed; None: all that had been public as far as the registers say.
        states: the states of the feed, where it has any.
    """

    def __init__(
        self, layouts: Layouts, feed: FeedModel, constants: InForce, former: Former | None, states: StateItems | None
    ) -> None:
        self.layouts, self.feed, self.constants, self.former, self.states = layouts, feed, constants, former, states

    def of(
        self, items: Iterable[Item], physical: Mapping[str, Mapping[str, Any]]
    ) -> tuple[list[Withdrawal], list[Remark]]:
        """What is taken back, and what a person must look at.

        Args:
            items: every record of the feed.
            physical: key -> the record in physical form.
        """
        found: list[Withdrawal] = []
        remarks: list[Remark] = []
        for item in items:
            was = self._was_out(item, physical.get(item.key, {}))
            if item.source.reason == self.layouts.model.withdrawal.altered.reason and item.goes is Goes.HELD:
                remarks.append(self._altered(item, was))
            if not was or item.goes is Goes.OUT:
                continue
            one = self._withdrawal(item)
            if one is not None:
                found.append(one)
            elif self.former is not None and not self._ended(item) and not _altered(item, self.layouts):
                remarks.append(_was_out(item))
        return found, remarks + self._vanished(items)

    def _was_out(self, item: Item, row: Mapping[str, Any]) -> bool:
        source = item.source
        if self.former is not None:
            return source.key in self.former.out
        if PUBLIC_SINCE in source.raw:
            since = source.raw[PUBLIC_SINCE]
            public = isinstance(since, date) and (source.since is None or since <= source.since)
            if not public or self.states is None:
                return public
            return source.since is not None and self.states.was_out(row, source.model, source.since)
        on = self._since(item)
        if self.states is None or on is None or not row:
            return False
        return self.states.was_out(row, source.model, on - timedelta(days=1))

    def _ended(self, item: Item) -> bool:
        """Whether it is public no more as it should be."""
        ends = {TERM_ENDED, *(one.id for one in self.feed.states if one.ends)}
        return bool(item.because) and {one.id for one in item.because} <= ends

    def _since(self, item: Item) -> date | None:
        if item.source.standing in (Standing.VOID, Standing.NOTED):
            return item.source.since
        named = {one.id for one in item.because if one.certain}
        state = next((one for one in self.feed.states if one.withdraw and one.id in named), None)
        on = None if state is None or state.since is None else item.source.raw.get(state.since)
        return on if isinstance(on, date) else None

    def _withdrawal(self, item: Item) -> Withdrawal | None:
        source, said, cases = item.source, self.layouts.model.withdrawal, self.layouts.model.cases
        if cases is not None and source.reason == cases.revoked.reason and self.states is not None:
            within, limits = cases.revoked.within, self.states.limits
            by = withdrawn_by(source.since, within, limits, self.layouts.pack.calendar)
            return self._of(source, source.reason, reason_label(source), source.since, by)
        if source.standing is Standing.VOID:
            return self._made(item, source.reason, reason_label(source), source.since, said.within)
        if source.standing is Standing.NOTED and source.reason == said.repaired.reason:
            return self._made(item, source.reason, reason_label(source), source.since, said.repaired.within)
        named = {one.id for one in item.because if one.certain}
        for state in self.feed.states:
            if state.withdraw and state.id in named:
                return self._made(item, state.id, state.title, self._since(item), said.within)
        return None

    def _made(self, item: Item, reason: str, title: Any, on: date | None, within: str) -> Withdrawal:
        source = item.source
        by = withdrawn_by(on, within, self.constants, self.layouts.pack.calendar)
        return self._of(source, reason, title, on, by)

    def _of(self, source: Source, reason: str, title: Any, on: date | None, by: date | None) -> Withdrawal:
        return Withdrawal(source.key, self.file_number(source), party_of(source), reason, title, on, by, source)

    def file_number(self, source: Source) -> str:
        """By which the platform knows a record: as it was sent, else as the register has it."""
        if self.former is not None and source.key in self.former.out:
            return self.former.out[source.key]
        return str(source.raw.get(self.feed.file_number or "") or source.key)

    def _altered(self, item: Item, was_out: bool) -> Remark:
        by = withdrawn_by(
            item.source.since, self.layouts.model.withdrawal.within, self.constants, self.layouts.pack.calendar
        )
        en, zh = place_of(item)
        until_en, until_zh = (f" by {by}", f"，期限为 {by}") if by and was_out else ("", "")
        return Remark(
            "ALTERED", item.key,
            f"{en} was altered on {item.source.since}; it is not sent. A person decides what replaces it and "
            f"whether the earlier text is taken back{until_en}.",
            f"{zh} 已于 {item.source.since} 变更，未输出。请由人员决定替换内容并撤回原信息{until_zh}。",
        )  # fmt: skip

    def _vanished(self, items: Iterable[Item]) -> list[Remark]:
        if self.former is None:
            return []
        here = {item.key for item in items}
        return [
            Remark(
                "VANISHED", key,
                f"{key} was in the earlier feed ({number}) and is in no register now. Please find out why before the next feed.",
                f"{key}（{number}）曾在上次输出中，现不在名册内。请在下次输出前查明原因。",
            )
            for key, number in sorted(self.former.out.items()) if key not in here
        ]  # fmt: skip


def _altered(item: Item, layouts: Layouts) -> bool:
    return item.source.reason == layouts.model.withdrawal.altered.reason


def _was_out(item: Item) -> Remark:
    en, zh = place_of(item)
    why = item.because[0].title if item.because else None
    because_en, because_zh = ("", "") if why is None else (f" ({why.en})", f"（{why.zh}）")
    return Remark(
        "WAS_OUT", item.key,
        f"{en} was in the earlier feed and is not sent now{because_en}. A person decides whether it is taken back.",
        f"{zh} 曾在上次输出中，现不再输出{because_zh}。是否撤回请由人员决定。",
    )  # fmt: skip


def party_of(source: Source) -> str:
    """Whose record it is, as it may be shown; empty where no register says."""
    firm, _ = source.tied.get("enterprises", ({}, {}))
    return str(source.values.get("party_name") or firm.get("name") or "")
