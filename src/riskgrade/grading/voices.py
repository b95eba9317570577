"""What can speak for a grade on a day, and how weak the evidence of each is: rules, bands, and rows of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..pack.evidence import reachable
from ..pack.expressions import names_in
from ..pack.model import Grade, Pack, Rule
from ..pack.source_model import Citation, Evidence

SILENT = -1
"""The rank of what rests on no evidence at all; every other rank is that of an `Evidence`, 0 the strongest."""

KINDS = tuple(Evidence)
"""The evidence behind each rank."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Something that can speak for a level.

    Args:
        rank: of the weakest among its own citations and those of the parameters and tables that it reads, itself or by facts.
        uses: the conclusions it uses; the rules that make them speak with it.
    """

    rank: int
    uses: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Choir:
    """What can speak for one grade.

    Args:
        moving: the ids of the rules that move it, or keep a subject from being graded.
        bands: for each level, the bands that give it; empty without bands.
        rows: each row of the decision table, and last that no row holds; empty without a table.
    """

    moving: tuple[str, ...]
    bands: tuple[Voice, ...]
    rows: tuple[Voice, ...]


class Voices:
    """The voices of one pack, with its parameters as they are on a day.

    Args:
        pack: the pack.
        as_of: the day.

    Attributes:
        rules: the voice of each rule, by its id.
        makers: for each conclusion, the rules in force that make it.
        scope: the voice of who is in scope.
        always: the ids of the rules that always hold.
        excluding: the ids of the rules that say who is not graded.
        of: what can speak for each grade.

    Examples:
        >>> from riskgrade.pack.load import load_pack
        >>> voices = Voices(load_pack("us-nyc"), date(2014, 6, 30))
        >>> sorted({KINDS[one.rank].value for one in voices.rules.values()})
        ['secondary']
    """

    def __init__(self, pack: Pack, as_of: date) -> None:
        self.pack = pack
        self._facts = {fact.name: fact for fact in pack.facts}
        self._parameters = {
            name: replace(one, versions=tuple(version for version in (one.on(as_of),) if version is not None))
            for name, one in pack.parameters.items()
        }
        self.makers: dict[str, tuple[Rule, ...]] = {rule.conclude: () for rule in pack.rules if rule.conclude}
        for rule in pack.rules:
            if rule.conclude and rule.in_force(as_of):
                self.makers[rule.conclude] += (rule,)
        self.rules: Mapping[str, Voice] = {rule.id: self._voice(rule.uses, rule.cites) for rule in pack.rules}
        self.scope = self._voice(pack.where_uses, ())
        self.always = frozenset(rule.id for rule in pack.rules if rule.when is None and rule.in_force(as_of))
        self.excluding = tuple(rule.id for rule in pack.rules if rule.exclude is not None)
        self.of = {name: self._choir(grade) for name, grade in pack.grades.items()}

    def _voice(self, names: frozenset[str], cites: Iterable[Citation]) -> Voice:
        _, more = reachable(names, self._facts, (), self._parameters, self.pack.calendar)
        # A fact cannot use a conclusion.
        return Voice(rank_of((*cites, *more)), frozenset(names & self.makers.keys()))

    def layer(self, conclusion: str) -> int:
        """The layer of rules that a conclusion is complete after; -1 if no rule makes it that day."""
        return max((rule.layer for rule in self.makers[conclusion]), default=-1)

    def reach(self, conclusion: str) -> int:
        """The rank of the weakest voice that can speak with a conclusion."""
        voices = [self.rules[rule.id] for rule in self.makers[conclusion]]
        return max([SILENT, *(max(one.rank, *map(self.reach, one.uses), SILENT) for one in voices)])

    def _choir(self, grade: Grade) -> Choir:
        moving = tuple(
            rule.id
            for rule in self.pack.rules
            if rule.exclude is not None
            or (rule.grade == grade.name and (rule.points or rule.step is not None or rule.floor is not None))
        )
        return Choir(moving, _bands(grade), self._rows(grade))

    def _rows(self, grade: Grade) -> tuple[Voice, ...]:
        table = grade.table
        if table is None:
            return ()
        uses = [names_in(when.node) if when is not None else frozenset[str]() for when, _ in table.rows]
        *rows, none = (
            self._voice(names, cites) for names, cites in zip((*uses, frozenset[str]()), table.cites, strict=True)
        )
        if none.rank == SILENT:
            # The grade cites nothing itself: that no row holds rests on all of them.
            none = Voice(max(one.rank for one in rows), frozenset[str]().union(*(one.uses for one in rows)))
        return (*rows, none)


def _bands(grade: Grade) -> tuple[Voice, ...]:
    """A band begins where the one before it ends, so it rests on that one's limit too."""
    if grade.bands is None:
        return ()
    ranks = [SILENT] * len(grade.levels)
    before = SILENT
    for level, cites in zip(grade.bands.levels, grade.bands.cites, strict=True):
        own = rank_of(cites)
        ranks[level] = max(ranks[level], before, own)
        before = own
    return tuple(Voice(rank) for rank in ranks)


def differ(voices: Sequence[Voice]) -> bool:
    """Whether it matters which of some voices speak.

    Examples:
        >>> differ([Voice(1), Voice(1)]), differ([Voice(1), Voice(0)]), differ([Voice(1, frozenset({"grave"}))] * 2)
        (False, True, True)
    """
    return len({one.rank for one in voices}) > 1 or any(one.uses for one in voices)


def rank_of(cites: Iterable[Citation]) -> int:
    """The rank of the weakest of some citations."""
    return max((cite.evidence.rank for cite in cites), default=SILENT)


def loudest(voices: Voices, speaking: Iterable[Voice], holds: Callable[[str], bool]) -> int:
    """The rank of the weakest evidence among voices, and among the rules that make the conclusions they use.

    Args:
        voices: those of the pack.
        speaking: those that speak.
        holds: whether a rule, by its id, holds. Where no rule that makes a conclusion does, that it is not concluded
            rests on all of them.
    """
    rank, heard, left = SILENT, set[str](), list(speaking)
    while left:
        voice = left.pop()
        rank = max(rank, voice.rank)
        for name in voice.uses - heard:
            heard.add(name)
            makers = voices.makers[name]
            left.extend(voices.rules[one.id] for one in [one for one in makers if holds(one.id)] or makers)
    return rank
