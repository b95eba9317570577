"""The working days of a country as the library `holidays` knows them, exchanged weekends included."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from ..language.types import day_number


def countries() -> tuple[str, ...]:
    """The countries the library knows, by their two letters.

    Examples:
        >>> "CN" in countries()
        True
    """
    import holidays

    return tuple(sorted(holidays.list_supported_countries(include_aliases=False)))


@lru_cache(maxsize=32)
def working_numbers(country: str, first: date, last: date) -> tuple[int, ...]:
    """The working days from one day to another, as day numbers, rising.

    Args:
        country: its two letters, one of `countries()`.
        first: the first day asked about.
        last: the last one.

    Raises:
        ValueError: the library has no data for one of the years.

    Examples:
        >>> len(working_numbers("CN", date(2024, 1, 1), date(2024, 12, 31)))
        251
    """
    # A fifth of a second that packs without working days need not spend.
    import holidays

    known = holidays.country_holidays(country, years=range(first.year, last.year + 1), expand=False)
    if first.year < known.start_year or last.year > known.end_year:
        raise ValueError(f"{country}: {known.start_year}–{known.end_year}")
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(day_number(day) for day in days if known.is_working_day(day))
