"""What would change a level: the smallest change of one fact, all others as they are; and what an unknown one would have to be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..grading.reference import Grader
from ..language.types import LARGEST, Kind
from ..language.values import Code, Codes, Interval, Truth, Value, unknown
from ..pack.model import Fact
from ..pack.part_models import Influence
from .change_probe import Probe
from .change_reads import Thing, reads_of, things_of
from .change_runs import Run, TooManyError, runs

MOST_LOOKS = 3000
"""Decisions that are made at most for one way of one fact."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one fact that changes the level, and no smaller one in its direction does.

    Args:
        grade: whose level.
        fact: the fact; its unit, digits and label are there.
        places: the names under which it stands in the decision.
        before: its value.
        after: the nearest value that gives the other level.
        until: the farthest value on from there that gives it too; `after` itself where the fact is no number.
        level_before: the level, as an index.
        level_after: the level that it would be.
    """

    grade: str
    fact: Fact
    places: tuple[str, ...]
    before: Value
    after: Value
    until: Value
    level_before: int
    level_after: int

    @property
    def better(self) -> bool:
        """Whether it would be better."""
        return self.level_after < self.level_before


@dataclass(frozen=True, slots=True)
class Answer:
    """What a fact that is not known would have to be for the level to be certain, all others as they are.

    Args:
        grade: whose level.
        fact: the fact; a field of the subject's own row stands as one of its name, type and label.
        places: the names under which it stands in the decision.
        known: what is known of it.
        levels: (first value, last value, level) for every stretch of values; None where the level is still not certain.
        complete: whether these are all its values; a fact can have too many stretches to look at.
    """

    grade: str
    fact: Fact
    places: tuple[str, ...]
    known: Value
    levels: tuple[tuple[Value, Value, int | None], ...]
    complete: bool = True


def changes(grader: Grader, subject: str, grade: str) -> tuple[Change, ...]:
    """The smallest single changes that change a level, among the facts that the pack says a subject can influence.

    For each fact and each direction open to it: the nearest value that gives a better level, and the nearest that gives
    a worse one. Where the level is withheld there are none: `answers` says what would have to be known.

    Args:
        grader: the grader; its registers and moment.
        subject: the subject's key.
        grade: the grade.

    Raises:
        KeyError: the subject is not in its register, or there is no such grade.

    Examples:
        >>> from datetime import date
        >>> from riskgrade.pack.dating import Moment
        >>> from riskgrade.pack.load import load_pack
        >>> from riskgrade.registers import load_registers
        >>> pack = load_pack("us-nyc")
        >>> rows = [{"inspection_id": "1", "inspected_on": "2014-03-03", "score": "13"}]
        >>> grader = Grader(pack, load_registers({"inspections": rows}, pack.registers), Moment.of(date(2014, 12, 31)))
        >>> changes(grader, "1", "grade")  # it reads no fact that a pack declares to be influenced
        ()
    """
    probe = Probe(grader, subject, grade)
    level = probe.outcome.level
    if level is None:
        return ()
    found: list[Change] = []
    for thing in _things(grader, probe, grade):
        value = probe.decision.facts[thing.places[0]].value
        if thing.fact.influence is Influence.NONE or not value.known:
            continue
        probe.take(thing)
        for after, until, other in _nearest(probe, thing.fact, value, level):
            found.append(Change(grade, thing.fact, thing.places, value, after, until, level, other))
    return tuple(found)


def answers(grader: Grader, subject: str, grade: str) -> tuple[Answer, ...]:
    """What each fact that is not known would have to be for the level to be certain; those that alone settle nothing are left out.

    Args:
        grader: the grader; its registers and moment.
        subject: the subject's key.
        grade: the grade.

    Raises:
        KeyError: the subject is not in its register, or there is no such grade.
    """
    probe = Probe(grader, subject, grade)
    if not probe.outcome.provisional:
        return ()
    found: list[Answer] = []
    for thing in _things(grader, probe, grade):
        value = probe.decision.facts[thing.places[0]].value
        if not value.known:
            probe.take(thing)
            levels, complete = _every(probe, thing.fact, value)
            if any(level is not None for _, _, level in levels):
                found.append(Answer(grade, thing.fact, thing.places, value, levels, complete))
    found += _field_answers(grader, probe, grade)
    return tuple(found)


def _field_answers(grader: Grader, probe: Probe, grade: str) -> Iterator[Answer]:
    """The same for unknown fields of the subject's own row that are a yes or no, or one of a few codes."""
    pack = grader.pack
    model = pack.registers[pack.subject or ""]
    fixed = {model.key, model.join_field, *(fact.join[1] for one in (pack, *pack.composed) for fact in one.facts)}
    fixed |= {model.void.on, model.void.reason} if model.void is not None else set()
    for name in probe.decision.missing[grade]:
        if name not in model.fields or name in fixed:
            continue
        kind_of = model.fields[name].language_type
        options: list[tuple[Value, bool | str]] = []
        if kind_of.kind is Kind.BOOL:
            options = [(Truth(one, one), one) for one in (True, False)]
        elif kind_of.kind is Kind.TEXT:
            options = [(Code(one), one) for one in sorted(kind_of.values or ())]
        levels = tuple((value, value, probe.with_field(name, physical).level) for value, physical in options)
        if any(level is not None for _, _, level in levels):
            field = Fact(name, kind_of, None, label=model.fields[name].label)
            yield Answer(grade, field, (name,), unknown(kind_of), levels)


def _things(grader: Grader, probe: Probe, grade: str) -> tuple[Thing, ...]:
    return things_of(grader.pack, reads_of(grader.pack, grade), probe.decision.facts)


def _nearest(probe: Probe, fact: Fact, value: Value, level: int) -> Iterator[tuple[Value, Value, int]]:
    """The nearest other values with a better and with a worse level, each way that is open: (first, last, level)."""
    match value:
        case Interval(low):
            for rising, end in _ways(fact, low):
                met = _met(probe, (low + 1, end) if rising else (end, low - 1), rising, level)
                for run in met:
                    near, far = (run.low, run.high) if rising else (run.high, run.low)
                    assert run.level is not None
                    yield Interval(near, near), Interval(far, far), run.level
        case Truth(must):
            if fact.influence in (Influence.BOTH, Influence.DOWN if must else Influence.UP):
                yield from _others(probe, [Truth(not must, not must)], level)
        case Code(text):
            yield from _others(probe, [Code(one) for one in sorted(fact.type.values or ()) if one != text], level)
        case Codes():
            pass


def _ways(fact: Fact, value: int) -> Iterator[tuple[bool, int]]:
    """The directions that are open, each with the last value there is."""
    low, high = max(fact.type.low, -LARGEST), min(fact.type.high, LARGEST)
    if fact.influence in (Influence.UP, Influence.BOTH) and value < high:
        yield True, high
    if fact.influence in (Influence.DOWN, Influence.BOTH) and value > low:
        yield False, low


def _met(probe: Probe, ends: tuple[int, int], rising: bool, level: int) -> list[Run]:
    """The first run with a better level, and the first with a worse one."""
    better: Run | None = None
    worse: Run | None = None
    try:
        for run in runs(probe.look, *ends, rising, MOST_LOOKS):
            if run.level is not None and run.level < level:
                better = better or run
            elif run.level is not None and run.level > level:
                worse = worse or run
            if better is not None and worse is not None:
                break
    except TooManyError:
        pass
    return [run for run in (better, worse) if run is not None]


def _others(probe: Probe, values: list[Truth] | list[Code], level: int) -> Iterator[tuple[Value, Value, int]]:
    for value in values:
        other = probe.at(value).level
        if other is not None and other != level:
            yield value, value, other


def _every(probe: Probe, fact: Fact, value: Value) -> tuple[tuple[tuple[Value, Value, int | None], ...], bool]:
    """The level of every value that an unknown fact may have."""
    match value:
        case Interval(low, high):
            found: list[tuple[Value, Value, int | None]] = []
            ends = max(low, -LARGEST), min(high, LARGEST)
            try:
                for run in runs(probe.look, *ends, True, MOST_LOOKS):
                    found.append((Interval(run.low, run.low), Interval(run.high, run.high), run.level))
            except TooManyError:
                return tuple(found), False
            return tuple(found), True
        case Truth():
            options: list[Value] = [Truth(one, one) for one in (True, False)]
        case _:
            options = [Code(one) for one in sorted(fact.type.values or ())] if fact.type.kind is Kind.TEXT else []
    return tuple((one, one, probe.at(one).level) for one in options), True
