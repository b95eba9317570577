"""What an entry's days would be, if it were decided together with the penalty as the law asks: term and calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from ..pack.dating import DatingError
from ..pack.source_model import Citation
from .calendar import Calendar as Deadlines
from .calendar import Due, calendar_of
from .content import Calendar, Term
from .content_value import FromParameter, FromText, Origin, Value, Words
from .draft_values import NONE, UNKNOWN, RecordValues, value
from .figures import Figures, years_after
from .listing_texts import ListingTexts, words
from .removal import Said
from .term import EARLY_YEARS, TERM_YEARS, NoEarly, term_of


@dataclass(frozen=True, slots=True)
class Ban:
    """How long a restriction that goes with the penalty runs.

    Args:
        said: the day; known and none where no kind of penalty carries one.
        value: the same as a value of the draft.
    """

    said: Said
    value: Value


_BAN = Words(zh="限制期至", en="Restriction until")


def ban_of(texts: ListingTexts, own: RecordValues) -> Ban:
    """How long a restriction runs: as the record says, else as the law has it for the kinds of penalty.

    Args:
        texts: the texts of the pack.
        own: the penalty's own record.

    Raises:
        ListingError, DatingError: the pack has no figure for it.
    """
    names, ban, figures = texts.model.names, texts.model.ban, Figures(texts.pack)
    decided_on: date = own.plain(own.model.date or "")
    until, kinds = own.plain(names.ban_until), own.plain(names.kinds) or ()
    field, of_kinds = own.origin(names.ban_until), own.origin(names.kinds)
    if until is not None:
        return Ban(Said(True, until, (field,)), own.value(names.ban_until))
    if set(kinds) & set(figures.codes(ban.kinds, decided_on)):
        years = figures.whole(ban.years, decided_on)
        by_law = years_after(decided_on, years.value)
        origins: list[Origin] = [
            field, of_kinds, own.origin(own.model.date or ""), FromParameter(parameter=ban.kinds),
            FromParameter(parameter=ban.years), FromText(text="ban.text"),
        ]  # fmt: skip
        why = words(ban.text)
        text = Words(zh=f"{by_law}（{why.zh}）", en=f"{by_law} ({why.en})")
        shown = value(_BAN, by_law.isoformat(), text, origins, cites=texts.cited(ban.cite, why))
        return Ban(Said(True, by_law, (of_kinds,)), shown)
    carries = set(kinds) & set(figures.codes(names.restricting_kinds, decided_on))
    known = bool(kinds) and not carries
    origins = [field, of_kinds, FromParameter(parameter=names.restricting_kinds)]
    return Ban(Said(known, None, (of_kinds,)), value(_BAN, None, NONE if known else UNKNOWN, origins))


def term_part(texts: ListingTexts, own: RecordValues, ban: Ban) -> Term:
    """The term that the entry would have.

    Raises:
        ListingError, DatingError: it cannot be worked out.
    """
    date_field = own.model.date or ""
    decided_on: date = own.plain(date_field)
    decided = own.origin(date_field)
    term = term_of(Figures(texts.pack), decided_on, ban.said.day)
    by_term: list[Origin] = [decided, FromParameter(parameter=TERM_YEARS), *ban.value.from_]
    by_year: list[Origin] = [decided, FromParameter(parameter=EARLY_YEARS), *ban.value.from_]
    end, early = (
        term.term_end.isoformat(),
        None if term.early_removal_from is None else term.early_removal_from.isoformat(),
    )
    if ban.said.known:
        end_text = Words(zh=end, en=end)
        early_text = Words(zh=early, en=early) if early else _NEVER if term.no_early is NoEarly.RESTRICTED else UNKNOWN
    else:
        # A restriction whose end nobody wrote down may run longer than the years of the list.
        end_text = Words(
            zh=f"不早于 {end}，限制期至未知", en=f"not before {end}; the end of the restriction is not known"
        )
        early_text = Words(
            zh=f"不早于 {early}，限制期至未知", en=f"not before {early}; the end of the restriction is not known"
        )
    certain = ban.said.known
    cites = texts.cites(term.cites, end_text)
    return Term(
        listed_on=value(
            Words(zh="假定列入日期（与处罚决定同日）", en="Assumed day of listing (that of the penalty)"),
            decided_on.isoformat(), Words(zh=str(decided_on), en=str(decided_on)), [decided],
        ),
        ban_until=ban.value,
        term_end=value(
            Words(zh="名单期限届满", en="Entry ends on"), end if certain else None, end_text, dict.fromkeys(by_term), cites=cites
        ),
        early_removal_from=value(
            Words(zh="可申请提前移出之日", en="Early removal from"), early if certain else None, early_text,
            dict.fromkeys(by_year), cites=cites,
        ),
    )  # fmt: skip


_NEVER = Words(zh="期限届满前不能申请", en="never before the end")


def calendar_part(texts: ListingTexts, own: RecordValues, party: RecordValues | None) -> Calendar:
    """By when the entry would be published.

    Args:
        texts: the texts of the pack.
        own: the penalty's own record.
        party: the party's own row; None where there is none.
    """
    date_field, province = own.model.date or "", texts.model.province
    decided_on: date = own.plain(date_field)
    decided = own.origin(date_field)
    here = _province(own, province.authority, province.digits)
    there = None if party is None else _province(party, province.field, province.digits)
    origins: list[Origin] = [decided, own.origin(province.authority)]
    if party is not None:
        origins.append(party.origin(province.field))
    across = None if here is None or there is None else here != there
    whole, text = _deadlines(texts, decided_on, across)

    def due(name: str, label: Words, wanted: bool) -> Value:
        one = None if whole is None else whole.due(name)
        if across is None:
            shown = Words(zh="是否跨省未知", en="whether it is across provinces is not known")
        elif not wanted:
            shown = Words(zh="不适用", en="does not apply") if name == "push_by" else _RECEIVED
        else:
            shown = text
        at = one.by.isoformat() if one is not None and wanted else None
        used = [*origins, *([FromParameter(parameter=one.parameter)] if one is not None else [])]
        return value(label, at, shown, used, cites=texts.cites(_cites(one, texts), shown))

    return Calendar(
        decided_on=value(
            Words(zh="假定列入决定日期（与处罚决定同日）", en="Assumed day of the decision to list (that of the penalty)"),
            decided_on.isoformat(), Words(zh=str(decided_on), en=str(decided_on)), [decided],
        ),
        publish_by=due("publish_by", Words(zh="最迟公示日期", en="Published by"), across is False),
        push_by=due("push_by", Words(zh="最迟推送日期（跨省）", en="Sent to the other province by"), across is True),
    )  # fmt: skip


def _province(values: RecordValues, field: str, digits: int) -> str | None:
    """The province of a code; None where there is none, or something else stands there, such as a name."""
    code = str(values.plain(field) or "")
    return code[:digits] if len(code) >= digits and code.isascii() and code.isdigit() else None


_RECEIVED = Words(zh="自登记地收到之日起算", en="counted from the day the other province receives it")


def _deadlines(texts: ListingTexts, decided_on: date, across: bool | None) -> tuple[Deadlines | None, Words]:
    """The deadlines, or why there are none: working days that nobody verified are not guessed."""
    if across is None:
        return None, UNKNOWN
    try:
        found = calendar_of(Figures(texts.pack), {"decided_on": decided_on}, across)
    except DatingError as error:
        return None, Words(zh=error.zh, en=error.en)
    by = found.dues[0].by
    return found, Words(zh=str(by), en=str(by))


def _cites(due: Due | None, texts: ListingTexts) -> tuple[Citation, ...]:
    if due is None:
        return ()
    return (*due.cites, *(texts.pack.calendar.cites if texts.pack.calendar else ()))


__all__: list[Any] = ["Ban", "ban_of", "calendar_part", "term_part"]
