"""Whether an entry must go, may be asked to go early, or stays: every condition met, not met or not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .calendar import Due, calendar_of
from .content_value import Cite, FromRecord, Statement, Words
from .error import ListingError
from .figures import Figures
from .listing_texts import ListingTexts
from .term import Term, term_of


class Known(StrEnum):
    """How a condition stands on a day."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """What follows for the entry; a person does it."""

    WITHDRAW = "withdraw"
    REMOVED = "removed"
    EXPIRED = "expired"
    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    UNKNOWN = "unknown"


CONDITIONS = ("one_year", "performed", "harm_removed", "no_later_heavier", "no_running_restriction")
"""The conditions of early removal; their sentences stand in listing.yaml under `removal_conditions`."""


@dataclass(frozen=True, slots=True)
class Said:
    """Something that is known of an entry, or not.

    Args:
        known: whether it is; where not, `day` says nothing.
        day: the day, or None where it is known that there is none.
        records: the fields it was read from.
    """

    known: bool = False
    day: date | None = None
    records: tuple[FromRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Void:
    """An end of the penalty that the entry rests on.

    Args:
        reason: its code in the register.
        label: the same in words.
        on: since when; None where the register does not say.
        ends: whether the pack says that it ends the record.
        records: the fields it was read from.
    """

    reason: str
    label: Words
    on: date | None
    ends: bool
    records: tuple[FromRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """What is known of an entry on a day.

    Args:
        listed_on: the day of listing.
        ban_until: the last day of a restriction.
        performed_on: when the penalty was performed; not known where nobody says.
        harm_removed_on: when the harm was removed.
        heavier_on: the first heavier penalty after the listing.
        removed_on: when the entry was removed already.
        voids: ends of the penalty it rests on.
    """

    listed_on: date
    ban_until: Said = Said()
    performed_on: Said = Said()
    harm_removed_on: Said = Said()
    heavier_on: Said = Said()
    removed_on: date | None = None
    voids: tuple[Void, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of early removal.

    Args:
        id: one of `CONDITIONS`.
        state: how it stands.
        text: the condition.
        why: why it stands so.
        day: the day that settles it, or from which it will be met; None where there is none.
        cites: the clauses.
        records: the fields it was read from.
    """

    id: str
    state: Known
    text: Words
    why: Words
    day: date | None
    cites: tuple[Cite, ...]
    records: tuple[FromRecord, ...]


@dataclass(frozen=True, slots=True)
class Removal:
    """What follows for an entry on a day.

    Args:
        as_of: the day.
        outcome: what follows.
        term: its term, as if no restriction ran where that is not known.
        term_certain: whether that is known.
        conditions: those of early removal, all five.
        withdraw: by when it must be withdrawn, where the penalty fell and the day is known.
        findings: what a person has to look at.
        cites: what the outcome rests on.
    """

    as_of: date
    outcome: Outcome
    term: Term
    term_certain: bool
    conditions: tuple[Condition, ...]
    withdraw: Due | None
    findings: tuple[Words, ...]
    cites: tuple[Cite, ...]


def removal_of(texts: ListingTexts, listed: Listed, as_of: date) -> Removal:
    """What follows for an entry on a day.

    Args:
        texts: the sentences of the pack, with the pack itself.
        listed: what is known of the entry.
        as_of: the day.

    Raises:
        ListingError: the day lies before the listing, or a day contradicts another.
        DatingError: a day has no law or no verified calendar.

    Examples:
        >>> from riskgrade.pack.load import load_pack
        >>> from .listing_texts import read_texts
        >>> texts = read_texts(load_pack("cn-dishonesty-list"))
        >>> performed = Said(True, date(2023, 7, 1))
        >>> listed = Listed(date(2023, 6, 1), Said(True), performed, performed, Said(True))
        >>> [removal_of(texts, listed, day).outcome.value for day in (date(2024, 5, 31), date(2024, 6, 1), date(2026, 6, 1))]
        ['not_eligible', 'eligible', 'expired']
    """
    if as_of < listed.listed_on:
        raise ListingError(
            f"as_of {as_of} lies before the listing on {listed.listed_on}; nothing is listed on that day",
            f"as_of {as_of} 早于列入日期 {listed.listed_on}；该日尚未列入",
        )
    figures = Figures(texts.pack)
    heavier_on = listed.heavier_on.day
    if heavier_on is not None and heavier_on > as_of:
        heavier_on = None  # not yet
    term = term_of(figures, listed.listed_on, listed.ban_until.day, heavier_on)
    sentences = {one.id: one for one in texts.said("removal_conditions", as_of)}
    conditions = []
    for name, (state, why, day, records) in _states(listed, term, as_of, figures).items():
        if name not in sentences:
            raise ListingError(
                f"listing.yaml of pack {texts.pack.id} has no sentence '{name}' under removal_conditions on {as_of}; add it",
                f"规则包 {texts.pack.id} 的 listing.yaml 在 {as_of} 没有 removal_conditions 条件 {name}；请补充",
            )
        one = sentences[name]
        conditions.append(Condition(name, state, one.text, why, day, one.cites, records))
    fallen = [one for one in listed.voids if one.ends and (one.on is None or one.on <= as_of)]
    outcome = _outcome(listed, term, conditions, bool(fallen), as_of)
    day = min((one.on for one in fallen if one.on is not None), default=None)
    withdraw = calendar_of(figures, {"voided_on": day}).due("withdraw_by") if day is not None else None
    return Removal(
        as_of, outcome, term, listed.ban_until.known, tuple(conditions), withdraw, tuple(_findings(listed, term, as_of)),
        _cites(texts, outcome, sentences, conditions),
    )  # fmt: skip


def _outcome(listed: Listed, term: Term, conditions: list[Condition], fallen: bool, as_of: date) -> Outcome:
    if listed.removed_on is not None and listed.removed_on <= as_of:
        return Outcome.REMOVED
    if fallen:
        return Outcome.WITHDRAW
    if as_of >= term.term_end:
        # Where it is not known how long a restriction runs, the entry may last longer than its years.
        return Outcome.EXPIRED if listed.ban_until.known else Outcome.UNKNOWN
    states = {one.state for one in conditions}
    if Known.NOT_MET in states:
        return Outcome.NOT_ELIGIBLE
    return Outcome.UNKNOWN if Known.UNKNOWN in states else Outcome.ELIGIBLE


_Found = tuple[Known, Words, date | None, tuple[FromRecord, ...]]


def _states(listed: Listed, term: Term, as_of: date, figures: Figures) -> Mapping[str, _Found]:
    year = term_of(figures, listed.listed_on).early_removal_from
    assert year is not None
    waited = as_of >= year
    return {
        "one_year": (
            Known.MET if waited else Known.NOT_MET,
            Words(
                zh=f"自 {listed.listed_on} 列入，{year} 起满期限",
                en=f"listed on {listed.listed_on}; the time is up from {year}",
            ),
            year, (),
        ),
        "performed": _done(listed.performed_on, as_of, Words(zh="履行", en="performed")),
        "harm_removed": _done(listed.harm_removed_on, as_of, Words(zh="消除", en="removed")),
        "no_later_heavier": _heavier(listed, as_of),
        "no_running_restriction": _restriction(listed.ban_until, as_of),
    }  # fmt: skip


def _done(said: Said, as_of: date, what: Words) -> _Found:
    if said.known and said.day is not None and said.day <= as_of:
        why = Words(zh=f"{said.day} 已{what.zh}", en=f"{what.en} on {said.day}")
        return Known.MET, why, said.day, said.records
    if said.known:
        why = Words(zh=f"至该日尚未{what.zh}", en=f"not {what.en} by that day")
        return Known.NOT_MET, why, said.day, said.records
    return (
        Known.UNKNOWN,
        Words(zh=f"没有{what.zh}的记录", en=f"no record says that it was {what.en}"),
        None,
        said.records,
    )


def _heavier(listed: Listed, as_of: date) -> _Found:
    said = listed.heavier_on
    if said.day is not None and listed.listed_on < said.day <= as_of:
        why = Words(zh=f"{said.day} 又受到较重行政处罚", en=f"a heavier penalty followed on {said.day}")
        return Known.NOT_MET, why, said.day, said.records
    if said.known:
        why = Words(zh="列入后没有再受到较重行政处罚的记录", en="no heavier penalty after the listing is on record")
        return Known.MET, why, None, said.records
    why = Words(zh="列入后是否再受到较重行政处罚尚不清楚", en="whether a heavier penalty followed is not known")
    return Known.UNKNOWN, why, None, said.records


def _restriction(said: Said, as_of: date) -> _Found:
    if not said.known:
        return (
            Known.UNKNOWN, Words(zh="是否有尚未届满的限制不清楚", en="whether a restriction still runs is not known"),
            None, said.records,
        )  # fmt: skip
    if said.day is None:
        return Known.MET, Words(zh="没有限制期", en="there is no restriction"), None, said.records
    if said.day < as_of:
        why = Words(zh=f"限制期已于 {said.day} 届满", en=f"the restriction ended on {said.day}")
        return Known.MET, why, said.day, said.records
    why = Words(zh=f"限制期至 {said.day}，尚未届满", en=f"the restriction runs until {said.day}")
    return Known.NOT_MET, why, said.day, said.records


def _findings(listed: Listed, term: Term, as_of: date) -> list[Words]:
    """What no rule settles: a penalty that was altered, an end without its day, a restriction that may run on."""
    found = []
    for one in listed.voids:
        if one.on is not None and one.on > as_of:
            continue
        if not one.ends:
            found.append(
                Words(
                    zh=f"所依据的处罚“{one.label.zh}”，是否影响列入须由人判断",
                    en=f"the penalty it rests on is noted “{one.label.en}”; whether the listing stands is for a person",
                )
            )
        elif one.on is None:
            found.append(
                Words(
                    zh=f"所依据的处罚“{one.label.zh}”，但没有失效日期，无法推算撤回期限",
                    en=f"the penalty it rests on is “{one.label.en}” without a day, so that the time limit cannot be worked out",
                )
            )
    if as_of >= term.term_end and not listed.ban_until.known:
        found.append(
            Words(
                zh="限制期至未知，列入期限可能更长，请先查明",
                en="how long a restriction runs is not known, so the entry may last longer; find out first",
            )
        )
    return found


def _cites(
    texts: ListingTexts, outcome: Outcome, sentences: Mapping[str, Statement], conditions: list[Condition]
) -> tuple[Cite, ...]:
    name = {Outcome.WITHDRAW: "revoked", Outcome.EXPIRED: "term"}.get(outcome)
    told: Iterable[Statement | Condition] = (
        conditions if name is None else [sentences[name]] if name in sentences else ()
    )
    found = [cite for one in told for cite in one.cites]
    return tuple({one.cite: one for one in found}.values())


__all__ = ["CONDITIONS", "Condition", "Known", "Listed", "Outcome", "Removal", "Said", "Void", "removal_of"]
