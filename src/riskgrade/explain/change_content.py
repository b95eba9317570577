"""What an explanation says of what would change a grade, as data: the same as the sentences beside it."""

from __future__ import annotations

from dataclasses import dataclass

from ..language.types import LARGEST, Type
from ..language.values import Interval, Value
from ..pack.model import Fact, Pack
from ..pack.register_model import Label
from .change import Answer, Change
from .change_all import Prospects
from .change_wait import Wait
from .rule_content import Shown
from .shown import either, shown


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """The smallest change of one fact, one way, that gives another level; all else is as it is.

    Args:
        facts: the full names under which the fact stands in the decision; of a composed pack `pack/name`.
        before: its value.
        after: the nearest value that gives the other level.
        until: the farthest value on from there that gives it too; null where there is no end to it.
        better: whether the other level is better.
    """

    facts: tuple[str, ...]
    label: Label
    before: Shown
    after: Shown
    until: Shown | None
    level_before: str
    level_after: str
    better: bool


@dataclass(frozen=True, slots=True)
class StretchShown:
    """Values of an unknown fact that all give one level, from the first to the last; null is no end.

    Args:
        level: null where the level is still not certain.
    """

    first: Shown | None
    last: Shown | None
    level: str | None


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """What an unknown fact, or field of the subject's own row, would have to be for the level to be certain.

    Args:
        facts: as in `ChangeShown`; a field stands under its own name.
        known: what is known of it.
        levels: every stretch of its values, in order.
        complete: whether these are all its values.
    """

    facts: tuple[str, ...]
    label: Label
    known: Shown
    levels: tuple[StretchShown, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class WaitShown:
    """A day from which on the level is another if nothing happens until then; a null level is one that is withheld.

    Args:
        missing: full names of the facts that are no longer known from then on and withhold it.
    """

    day: str
    level_before: str | None
    level_after: str | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProspectsShown:
    """What would change one grade.

    Args:
        changes: the smallest single changes, better first.
        answers: what each unknown fact alone would have to be.
        waits: what waiting changes.
        until: the last day that was looked at.
        stopped: why it was not looked further; null where it was looked as far as asked.
    """

    changes: tuple[ChangeShown, ...]
    answers: tuple[AnswerShown, ...]
    waits: tuple[WaitShown, ...]
    until: str
    stopped: Label | None


def prospects_shown(found: Prospects, pack: Pack) -> ProspectsShown:
    """What would change one grade, as an explanation holds it.

    Args:
        found: what would change it.
        pack: the pack that graded.
    """
    levels = pack.grades[found.grade].levels
    return ProspectsShown(
        tuple(_change(one, levels) for one in sorted(found.changes, key=lambda one: not one.better)),
        tuple(_answer(one, levels) for one in found.answers),
        tuple(_wait(one, levels) for one in found.waiting.waits),
        found.waiting.until.isoformat(),
        found.waiting.stopped,
    )


def _change(one: Change, levels: tuple[str, ...]) -> ChangeShown:
    kind_of = one.fact.type
    return ChangeShown(
        one.places, _label(one.fact), shown(one.before, kind_of), shown(one.after, kind_of), _end(one.until, kind_of),
        levels[one.level_before], levels[one.level_after], one.better,
    )  # fmt: skip


def _answer(one: Answer, levels: tuple[str, ...]) -> AnswerShown:
    kind_of = one.fact.type
    stretches = tuple(
        StretchShown(_end(first, kind_of), _end(last, kind_of), None if level is None else levels[level])
        for first, last, level in one.levels
    )
    return AnswerShown(one.places, _label(one.fact), shown(one.known, kind_of), stretches, one.complete)


def _wait(one: Wait, levels: tuple[str, ...]) -> WaitShown:
    before, after = (None if level is None else levels[level] for level in (one.level_before, one.level_after))
    return WaitShown(one.day.isoformat(), before, after, one.missing)


def _end(value: Value, kind_of: Type) -> Shown | None:
    """An end of a stretch; none where it is only how far was looked."""
    return None if isinstance(value, Interval) and abs(value.low) >= LARGEST else shown(value, kind_of)


def _label(fact: Fact) -> Label:
    return either(fact.label, fact.name)
