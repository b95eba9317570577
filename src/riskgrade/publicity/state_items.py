"""Records of a feed without a grade: the first of the feed's states that holds says what becomes of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from ..facts.fact_value import cell
from ..language.environment import Table
from ..language.evaluate import constant, evaluate
from ..language.types import EPOCH, day_number
from ..language.values import Truth, Value
from ..pack.dating import InForce, Moment, in_force
from ..pack.dating_error import DatingError
from ..pack.expressions import names_in
from ..pack.register_model import Label, RegisterModel
from .content import Because, Former, Item, Source
from .entry_term import entry_term
from .layout_check import RETEST
from .layout_model import FeedModel, Goes, StateModel
from .layouts import Layouts
from .standings import standing_item
from .times import deadline_of

OPEN = Label(zh="无法判断属于哪种情形", en="it cannot be told which of these holds")


class StateItems:
    """What becomes of each record of a feed.

    Args:
        layouts: the layouts.
        name: the feed.
        constants: the pack's parameters on the day.
        as_of: the day.
        former: what an earlier run gave of the feed.
    """

    def __init__(self, layouts: Layouts, name: str, constants: InForce, as_of: date, former: Former | None) -> None:
        self.layouts, self.name, self.constants, self.as_of, self.former = layouts, name, constants, as_of, former
        self.feed: FeedModel = layouts.model.feeds[name]
        self.figures = layouts.lists.get(name)
        self.states = tuple(zip(self.feed.states, layouts.states[name], strict=True))

    @cached_property
    def limits(self) -> InForce:
        """The parameters that the deadline names: those of the list stand in its own pack."""
        return self.constants if self.figures is None else in_force(self.figures.pack, Moment.of(self.as_of))

    def item(self, source: Source, row: Mapping[str, Any]) -> Item:
        """The item of one record.

        Args:
            source: the record.
            row: the same in physical form.
        """
        stopped = standing_item(source, self.layouts)
        if stopped is not None:
            return stopped
        found = self.holding(row, source.model)
        because = tuple(self._because(state, certain, source) for state, certain in found)
        goes = {state.goes for state, _ in found}
        if len(goes) != 1:
            return Item(source, Goes.HELD, because or (Because("no-state", OPEN, certain=False),))
        (gone,) = goes
        term = None
        if gone is Goes.OUT and self.feed.until_term_ends and self.figures is not None:
            term, over = entry_term(source, self.figures)
            if term.end is not None and term.end <= self.as_of:
                return Item(source, Goes.HELD, (over,), term=term)
        deadline = None
        if gone is Goes.OUT and self.feed.deadline is not None:
            was_out = None if self.former is None else source.key in self.former.out
            deadline = deadline_of(
                source, self.feed.deadline, self.layouts.model.province, self.as_of, self.limits,
                self.layouts.pack.calendar, was_out,
            )  # fmt: skip
        return Item(source, gone, because, term=term, deadline=deadline)

    def was_out(self, row: Mapping[str, Any], model: RegisterModel, before: date) -> bool:
        """Whether a record would have been out on an earlier day.

        Args:
            row: the record in physical form.
            model: its register.
            before: the day; what was recorded later was not known on it.
        """
        day = day_number(before)
        days = [row[name] for name in (model.recorded, model.date) if name is not None]
        if any(one is not None and one > day for one in days):
            return False
        scalars = dict(self.constants.scalars) | {"as_of": day}
        then = InForce(scalars, self.constants.lists, self.constants.tables)
        earlier = StateItems(self.layouts, self.name, then, before, None)
        return {state.goes for state, _ in earlier.holding(row, model)} == {Goes.OUT}

    def holding(self, row: Mapping[str, Any], model: RegisterModel) -> Sequence[tuple[StateModel, bool]]:
        """The states that may hold, up to and with the first that certainly does; and whether each is certain."""
        scope = _RecordScope(model, row, self.constants, self._retest(row, model))
        found: list[tuple[StateModel, bool]] = []
        for state, condition in self.states:
            truth = Truth(True, True) if condition is None else evaluate(condition, scope)
            if isinstance(truth, Truth) and truth.may:
                found.append((state, truth.must))
                if truth.must:
                    break
        return found

    def _because(self, state: StateModel, certain: bool, source: Source) -> Because:
        condition = next(typed for one, typed in self.states if one is state)
        names = frozenset() if condition is None or certain else names_in(condition.node)
        lacking = tuple(sorted(name for name in names if name in source.raw and source.raw[name] is None))
        if RETEST in names and self.feed.retest_within is not None:
            needed = (self.feed.retest_within.from_, self.feed.retest_within.by)
            lacking = tuple(sorted({*lacking, *(name for name in needed if source.raw.get(name) is None)}))
        return Because(state.id, state.title, self.layouts.cites(state.cite), certain, lacking)

    def _retest(self, row: Mapping[str, Any], model: RegisterModel) -> Truth:
        """Whether a retest may still be asked for on the day."""
        said = self.feed.retest_within
        if said is None:
            return Truth(False, False)
        calendar, start = self.layouts.pack.calendar, row[said.from_]
        if start is None or calendar is None:
            return Truth(False, True)
        low, high = _days(self.constants.tables[said.days], row[said.by] or "")
        first, last = (self._still(start, number) for number in (low, high))
        return Truth(first is True, last is not False)

    def _still(self, start: int, days: int) -> bool | None:
        calendar = self.layouts.pack.calendar
        if calendar is None:
            return None
        try:
            return self.as_of <= calendar.after(EPOCH + timedelta(days=start), days)
        except DatingError:
            return None


def _days(table: Table, code: str) -> tuple[int, int]:
    known = table.entries.get(code)
    if known is not None:
        return known, known
    return table.range or (min(table.entries.values()), max(table.entries.values()))


class _RecordScope:
    """The names of one record: its fields, the pack's constants, and whether a retest may still be asked for."""

    def __init__(self, model: RegisterModel, row: Mapping[str, Any], constants: InForce, retest: Truth) -> None:
        self.model, self.row, self.constants, self.retest = model, row, constants, retest

    def value(self, name: str) -> Value:
        if name == RETEST:
            return self.retest
        if name in self.constants.scalars:
            return constant(self.constants.scalars[name])
        return cell(self.model.fields[name], self.row, name)

    def subject(self, field: str) -> Value:
        return self.value(field)

    def table(self, name: str) -> Table:
        return self.constants.tables[name]

    def codes(self, name: str) -> tuple[str, ...]:
        return self.constants.lists[name]

    def is_field(self, name: str) -> bool:
        return name in self.model.fields and name not in self.constants.scalars
