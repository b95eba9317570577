"""What waiting changes: the days ahead on which the level becomes another if nothing happens until then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ..facts.fact_value import Row
from ..facts.reference import RecordScope, SubjectScope
from ..grading.decision import IN_SCOPE, Decision
from ..grading.reference import Grader
from ..grading.truths import PackOnDay, RuleTruths, evaluated
from ..language.evaluate import evaluate
from ..language.typed import Typed
from ..language.types import EPOCH, day_number
from ..language.values import Value
from ..pack.dating import InForce, Moment, in_force
from ..pack.model import Fact, Pack
from ..pack.register_model import Label, RegisterModel
from ..pack.window import earlier
from .change_days import changing_days, moving_parts
from .change_frozen import frozen_data, frozen_registers

MONTHS = 24
"""How far ahead is looked."""


@dataclass(frozen=True, slots=True)
class Wait:
    """A day on which the level becomes another if nothing happens until then; None is a level that is withheld.

    Args:
        grade: whose level.
        day: the first day with the new level.
        level_before: the level until then.
        level_after: the level from then on.
        missing: the facts that are no longer known from then on and withhold it, by their names in the decision.
    """

    grade: str
    day: date
    level_before: int | None
    level_after: int | None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waiting changes, and how far ahead it was looked.

    Args:
        grade: whose level.
        waits: the days on which it changes, in order.
        until: the last day that was looked at.
        stopped: why it was not looked further, where the pack does not say what holds after that day.
    """

    grade: str
    waits: tuple[Wait, ...]
    until: date
    stopped: Label | None = None


def waiting(grader: Grader, subject: str, months: int = MONTHS, period_stays: bool = False) -> dict[str, Waiting]:
    """The days ahead on which levels change by themselves: windows pass, years end, certificates run out, values change.

    No event is assumed: what is known stays as it is, nothing that is dated or recorded after as_of counts, and a
    register that is complete until as_of stays complete. A grade that gives no level now is not followed.

    Args:
        grader: the grader.
        subject: the subject's key.
        months: how far ahead.
        period_stays: whether the rating year stays; else it moves with the year, if it is that of as_of now.

    Returns:
        For each grade, in the order of the pack.

    Raises:
        KeyError: the subject is not in its register.

    Examples:
        >>> from riskgrade.pack.load import load_pack
        >>> from riskgrade.registers import load_registers
        >>> pack = load_pack("us-nyc")
        >>> rows = [{"inspection_id": "1", "inspected_on": "2014-03-03", "score": "13"}]
        >>> grader = Grader(pack, load_registers({"inspections": rows}, pack.registers), Moment.of(date(2014, 12, 31)))
        >>> waiting(grader, "1")["grade"].waits  # a score of an inspection does not age
        ()
    """
    ahead = _Ahead(grader, subject, months, period_stays)
    now = ahead.decided(ahead.first)
    followed = [name for name, outcome in now.outcomes.items() if outcome.excluded is None]
    found: dict[str, list[Wait]] = {name: [] for name in followed}
    before = now
    for day in ahead.turns() if followed else ():
        after = ahead.decided(day)
        for name in followed:
            levels = before.outcomes[name].level, after.outcomes[name].level
            if levels[0] != levels[1]:
                lacking = _lost(before, after, name) if levels[1] is None else ()
                found[name].append(Wait(name, EPOCH + timedelta(days=day), *levels, lacking))
        before = after
    last = EPOCH + timedelta(days=ahead.last)
    return {
        name: Waiting(name, tuple(found[name]), last, ahead.stopped)
        if name in found
        else Waiting(name, (), grader.moment.as_of)
        for name in now.outcomes
    }


def _lost(before: Decision, after: Decision, grade: str) -> tuple[str, ...]:
    """The facts behind a withheld level that were known the day before; of packs that do not grade the subject, none."""
    found = []
    for place, fact in after.facts.items():
        inner, _, name = place.rpartition("/")
        plays = not inner or after.truths[f"{inner}/{IN_SCOPE}"].may
        if plays and name in after.missing[grade] and before.facts[place].value.known and not fact.value.known:
            found.append(place)
    return tuple(found)


class _Ahead:
    """The days ahead of one subject."""

    def __init__(self, grader: Grader, key: str, months: int, period_stays: bool) -> None:
        as_of = grader.moment.as_of
        self._key, self._doubt = key, key in grader.in_doubt
        self._data = frozen_data(grader.pack, grader.data([key])[key], as_of)
        self._registers = frozen_registers(grader.registers, as_of)
        self._pack = grader.pack
        self._packs = (grader.pack, *grader.pack.composed)
        self._stays = period_stays or grader.moment.period != as_of.year
        self._moment = grader.moment
        self.first, self.last = day_number(as_of), day_number(earlier(as_of, -months, "months"))
        self.stopped: Label | None = None
        self._known: dict[str, dict[str, Value]] = {}
        self._constants: dict[tuple[str, int], InForce] = {}
        self._moving = {
            pack.id: tuple(part for typed in _of_subject(pack) for part in moving_parts(typed)) for pack in self._packs
        }
        self._stop_where_values_end()

    def _stop_where_values_end(self) -> None:
        for pack in self._packs:
            for name, parameter in pack.parameters.items():
                end = parameter.versions[-1].last
                if end is not None and day_number(end) < self.last:
                    self.last = day_number(end)
                    self.stopped = Label(
                        zh=f"规则包 {pack.id} 的参数 {name} 在 {end} 之后没有取值，无法再往后推算",
                        en=f"parameter {name} of pack {pack.id} has no value after {end}, so nothing can be said beyond",
                    )

    def turns(self) -> Iterator[int]:
        """The days on which something may be otherwise than the day before; each must be decided before the next is asked for."""
        turns = [*sorted(self._turns()), self.last + 1]
        day = self.first
        while True:
            following = next(turn for turn in turns if turn > day)
            day = min(self._subject_turn(day, following - 1), following)
            if day > self.last:
                return
            yield day

    def decided(self, day: int) -> Decision:
        """The decision on a day; its names stay for what is asked of the days after it."""
        grader = Grader(self._pack, self._registers, self._moment_on(day), self._remembered)
        return grader.decide_on(self._key, self._data, self._doubt)

    def _remembered(self, on_day: PackOnDay, scope: SubjectScope) -> RuleTruths:
        self._known[on_day.pack.id] = scope.known
        return evaluated(on_day, scope)

    def _moment_on(self, day: int) -> Moment:
        on = EPOCH + timedelta(days=day)
        return Moment.of(on, self._moment.period if self._stays else None)

    def _turns(self) -> set[int]:
        """Days on which a fact from records may become another, and those that the pack itself names."""
        named = {day for day in self._named() if self.first < day <= self.last}
        found = set(named)
        starts = [self.first, *sorted(named)]
        for start, following in zip(starts, [*starts[1:], self.last + 1], strict=True):
            for pack in self._packs:
                found |= self._record_turns(pack, start, following - 1)
        return found

    def _named(self) -> Iterator[int]:
        """Years' ends, dates of rules and values, and the days on which windows leave or enter what is known."""
        for year in range((EPOCH + timedelta(days=self.first)).year + 1, (EPOCH + timedelta(days=self.last)).year + 1):
            yield day_number(date(year, 1, 1))
        for pack in self._packs:
            spans = [(rule.first, rule.last) for rule in pack.rules]
            spans += [(one.first, one.last) for each in pack.parameters.values() for one in each.versions]
            for first, last in spans:
                yield from (day_number(first),) if first else ()
                yield from (day_number(last) + 1,) if last else ()
            for fact in pack.facts:
                yield from self._window_turns(pack, fact)
                if fact.stretches is not None and fact.stretches.each is not None and moving_parts(fact.stretches.each):
                    yield from range(self.first, self.last + 1)

    def _window_turns(self, pack: Pack, fact: Fact) -> Iterator[int]:
        window, register = fact.window, self._registers.registers.get(fact.register or "")
        if window is None or window.before is not None or register is None:
            return
        if window.constant is None and register.coverage is None:
            return
        begins = (register.coverage or (None, None))[0]
        before: tuple[bool, bool] | None = None
        for day in range(self.first, self.last + 1):
            moment = self._moment_on(day)
            start, _ = window.days(moment.as_of, moment.period, pack.calendar)
            known = window.constant is None or window.working_start(moment.as_of, pack.calendar)[1]
            now = known, begins is not None and (start is None or start < begins)
            if before is not None and now != before:
                yield day
            before = now

    def _record_turns(self, pack: Pack, start: int, last: int) -> set[int]:
        """Days in a stretch without named days on which what is asked of a record comes out otherwise."""
        found: set[int] = set()
        seen: set[object] = set()
        for fact in pack.facts:
            if fact.register is None or fact.condition is None or fact.register not in self._registers.registers:
                continue
            model = pack.registers[fact.register]
            parts = [part for typed in _of_records(fact) for part in moving_parts(typed)]
            for record in self._data.records.get((fact.register, fact.join[0]), ()):
                for part in parts:
                    asked = (fact.register, record[model.key], part.node)
                    if asked in seen:
                        continue
                    seen.add(asked)

                    def on(part: Typed, day: int, record: Row = record, model: RegisterModel = model) -> Value:
                        scope = RecordScope(pack, self._on(pack, day), self._data.row, model, record)
                        return evaluate(part, scope)

                    found.update(changing_days(part, on, start, last))
        return found

    def _on(self, pack: Pack, day: int) -> InForce:
        """What of a pack is in force on a day, as conditions read it."""
        found = self._constants.get((pack.id, day))
        if found is None:
            found = self._constants[pack.id, day] = in_force(pack, self._moment_on(day))
        return found

    def _subject_turn(self, day: int, last: int) -> int:
        """The first day after a day on which an expression over facts comes out otherwise while facts from records do not."""
        first = last + 1
        for pack in self._packs:
            known = self._known[pack.id]

            def on(part: Typed, day: int, pack: Pack = pack, known: dict[str, Value] = known) -> Value:
                return evaluate(part, SubjectScope(pack, self._on(pack, day), self._data.row, known))

            for part in self._moving[pack.id]:
                first = min(first, next(changing_days(part, on, day, first - 1), first))
        return first


def _of_records(fact: Fact) -> Iterator[Typed]:
    """What a fact asks of each record."""
    for typed in (fact.condition, fact.value if fact.stretches is None else None):
        if typed is not None:
            yield typed
    for inner in fact.stretches.inner if fact.stretches is not None else ():
        if inner.value is not None:
            yield inner.value


def _of_subject(pack: Pack) -> Iterator[Typed]:
    """Every expression over the subject's fields and facts."""
    expressions = [fact.value for fact in pack.facts if fact.register is None]
    expressions += [typed for rule in pack.rules for typed in (rule.when, rule.points)]
    expressions += [when for grade in pack.grades.values() if grade.table for when, _ in grade.table.rows]
    expressions += [pack.where, *(condition for condition, _ in pack.visible)]
    yield from (typed for typed in expressions if typed is not None)
