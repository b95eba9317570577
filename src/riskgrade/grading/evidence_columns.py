"""The weakest evidence among what spoke for every subject: the meaning of `evidence`, read off the masks of rules.

By then the columns have left the engine and everything is Polars. Rules are asked for by sets, one question of a mask a
set, and only those that are weaker than what always speaks: where nothing is, the answer is one constant.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import TypeVar

import polars as pl

from ..pack.dating import Moment
from ..pack.model import Grade, Pack
from .pack_columns import row_mask
from .rule_set import BITS, RuleSet
from .voices import KINDS, SILENT, Voice, Voices, differ, rank_of

_T = TypeVar("_T")

Spoken = tuple[Voice, pl.Expr]
"""A voice, and where it speaks."""


def evidence_columns(
    pack: Pack, rules: RuleSet, inner: Mapping[tuple[str, str], str], moment: Moment, known: Collection[str]
) -> dict[str, pl.Expr]:
    """For each grade, the rank of the weakest evidence that it rests on; null where there is none.

    Args:
        pack: the pack.
        rules: what the masks hold.
        inner: (pack's id, grade) of a grade that a composed one is taken from -> the prefix of its columns.
        moment: as of when.
        known: the columns there are.
    """
    own = {one.id: Voices(one, moment.as_of) for one in (pack, *pack.composed)}
    ranks: dict[str, pl.Expr] = {}
    tags = {name: f"__g{number}" for number, name in enumerate(pack.grades)}
    excluded = {name: pl.col(f"{tag}_excluded") > 0 for name, tag in tags.items() if f"{tag}_excluded" in known}
    for name, grade in pack.grades.items():
        if grade.matrix is None:
            one = _Grade(tags[name], rules, known)
            ranks[name] = _given(
                _level(one, pack, grade, own, inner), _reason(one, pack, grade, own), excluded.get(name)
            )
    for name, grade in pack.grades.items():
        if grade.matrix is not None:
            axes = grade.matrix.rows, grade.matrix.columns
            level = pl.max_horizontal(pl.lit(rank_of(grade.cites), pl.Int64), *(ranks[axis] for axis in axes))
            first = excluded.get(axes[0], pl.lit(False))
            reason = pl.when(first).then(ranks[axes[0]]).otherwise(ranks[axes[1]])
            ranks[name] = _given(level, reason, excluded.get(name))
    return {name: ranks[name] for name in pack.grades}


def evidence_names() -> tuple[str, ...]:
    """The names behind the ranks."""
    return tuple(str(one) for one in KINDS)


def _given(level: pl.Expr, reason: pl.Expr, excluded: pl.Expr | None) -> pl.Expr:
    return level if excluded is None else pl.when(excluded).then(reason).otherwise(level)


class _Grade:
    """The columns of one grade.

    Args:
        tag: their prefix.
        rules: what the masks hold.
        known: the columns there are.
    """

    def __init__(self, tag: str, rules: RuleSet, known: Collection[str]) -> None:
        self.tag, self.known = tag, known
        self.places: dict[str, dict[str, int]] = {}
        for number, (owner, rule) in enumerate(rules.members):
            if rule is not None:
                self.places.setdefault(owner.id, {})[rule.id] = number
        doubtful = f"{tag}_doubtful"
        open_ = pl.col(f"{tag}_best") != pl.col(f"{tag}_worst")
        if doubtful in known:
            open_ = open_ | pl.col(doubtful)
        self.true = [pl.col(f"rules_true_{mask}") for mask in range(rules.masks)]
        # What only may be true speaks too where the level is not certain.
        self.spoken = [
            pl.when(open_).then(pl.col(f"rules_may_{mask}")).otherwise(true) for mask, true in enumerate(self.true)
        ]

    def any_rule(self, masks: Sequence[pl.Expr], pack: Pack, rules: Iterable[str]) -> pl.Expr:
        """Whether any of some rules of a pack speaks."""
        wanted: dict[int, int] = {}
        for rule in rules:
            place = self.places[pack.id][rule]
            wanted[place // BITS] = wanted.get(place // BITS, 0) | 1 << place % BITS
        return _any([_hits(masks[mask], bits) for mask, bits in wanted.items()])

    def any_row(self, tag: str, rows: Iterable[int]) -> pl.Expr:
        """Whether any of some rows of a decision table decides or may decide."""
        wanted: dict[int, int] = {}
        for row in rows:
            wanted[row // BITS] = wanted.get(row // BITS, 0) | 1 << row % BITS
        return _any([_hits(pl.col(f"{tag}_{row_mask(mask)}"), bits) for mask, bits in wanted.items()])

    def any_level(self, levels: Iterable[int]) -> pl.Expr:
        """Whether the base level is or may be one of some levels."""
        best, worst = pl.col(f"{self.tag}_base_best"), pl.col(f"{self.tag}_base_worst")
        return _any([(best <= level) & (worst >= level) for level in levels])


def _level(
    one: _Grade, pack: Pack, grade: Grade, own: Mapping[str, Voices], inner: Mapping[tuple[str, str], str]
) -> pl.Expr:
    """The rank where there is a level or could be one."""
    found = [_own(one, one.tag, own[pack.id], grade, rank_of(grade.cites) if grade.packs else SILENT)]
    for place, member in enumerate(grade.packs):
        source = member.grades[grade.source]
        rank = _own(one, inner[member.id, grade.source], own[member.id], source, SILENT)
        found.append(pl.when(_hits(pl.col(f"{one.tag}_graders"), 1 << place)).then(rank))
    return found[0] if len(found) == 1 else pl.max_horizontal(found)


def _own(one: _Grade, tag: str, voices: Voices, grade: Grade, rank: int) -> pl.Expr:
    """The rank among what one pack says; at least `rank`."""
    choir = voices.of[grade.name]
    rank = max(rank, voices.scope.rank)
    spoken: list[Spoken] = []
    for voice, rules in _alike((voices.rules[rule], rule) for rule in choir.moving):
        if not voice.uses and not voices.always.isdisjoint(rules):
            rank = max(rank, voice.rank)
        else:
            spoken.append((voice, one.any_rule(one.spoken, voices.pack, rules)))
    for base, found in ((choir.bands, one.any_level), (choir.rows, lambda rows: one.any_row(tag, rows))):
        if base and not differ(base):
            rank = max(rank, base[0].rank)
        elif base:
            spoken += [(voice, found(places)) for voice, places in _alike((v, n) for n, v in enumerate(base))]
    return _weakest(one, one.spoken, voices, spoken, rank)


def _reason(one: _Grade, pack: Pack, grade: Grade, own: Mapping[str, Voices]) -> pl.Expr:
    """The rank where a rule says that there is no level."""
    found = []
    for place, member in enumerate((pack, *grade.packs)):
        voices = own[member.id]
        grouped = _alike((voices.rules[rule], rule) for rule in voices.excluding)
        spoken = [(voice, one.any_rule(one.true, member, rules)) for voice, rules in grouped]
        rank = _weakest(one, one.true, voices, spoken, SILENT)
        found.append(rank if not place else pl.when(_hits(pl.col(f"{one.tag}_graders"), 1 << place - 1)).then(rank))
    return found[0] if len(found) == 1 else pl.max_horizontal(found)


def _weakest(one: _Grade, masks: Sequence[pl.Expr], voices: Voices, spoken: Sequence[Spoken], least: int) -> pl.Expr:
    """The rank of the weakest among what speaks and the rules that make the conclusions it uses; null for none."""
    cases: dict[int, list[pl.Expr]] = {}
    uses: dict[str, list[pl.Expr]] = {}

    def hear(voice: Voice, where: pl.Expr) -> None:
        if voice.rank > least:
            cases.setdefault(voice.rank, []).append(where)
        for name in voice.uses:
            uses.setdefault(name, []).append(where)

    for voice, where in spoken:
        hear(voice, where)
    # A conclusion comes after all that use it.
    for name in sorted(voices.makers, key=voices.layer, reverse=True):
        makers = [rule.id for rule in voices.makers[name]]
        if name not in uses or voices.reach(name) <= least:
            continue
        used = _any(uses[name])
        nobody = ~one.any_rule(masks, voices.pack, makers)
        for voice, rules in _alike((voices.rules[rule], rule) for rule in makers):
            alone = len(rules) == len(makers)
            hear(voice, used if alone else used & (one.any_rule(masks, voices.pack, rules) | nobody))
    rank = pl.lit(None if least == SILENT else least, pl.Int64)
    for found in sorted(cases):
        rank = pl.when(_any(cases[found])).then(pl.lit(found, pl.Int64)).otherwise(rank)
    return rank


def _alike(voices: Iterable[tuple[Voice, _T]]) -> list[tuple[Voice, list[_T]]]:
    """What has the same voice, together."""
    found: dict[Voice, list[_T]] = {}
    for voice, one in voices:
        found.setdefault(voice, []).append(one)
    return list(found.items())


def _hits(mask: pl.Expr, bits: int) -> pl.Expr:
    hits: pl.Expr = (mask & pl.lit(bits, dtype=pl.Int64)) != 0
    return hits


def _any(found: Sequence[pl.Expr]) -> pl.Expr:
    return reduce(or_, found)
