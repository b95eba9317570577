"""The figures of the list's law: how many years, how many working days; from parameters.yaml of the pack, each on its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ..language.civil import add_months
from ..language.types import EPOCH, Kind, day_number
from ..pack.dating import DatingError, version_on
from ..pack.model import Pack
from ..pack.parameter import Version
from ..pack.source_model import Citation
from .error import ListingError


@dataclass(frozen=True, slots=True)
class Figure:
    """A whole number of the law.

    Args:
        parameter: its name in the pack.
        value: itself.
        cites: what it rests on.
    """

    parameter: str
    value: int
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one pack.

    Args:
        pack: a pack of the list, such as `cn-dishonesty-list`.

    Examples:
        >>> from riskgrade.pack.load import load_pack
        >>> Figures(load_pack("cn-dishonesty-list")).whole("list_term_years", date(2023, 6, 1)).value
        3
    """

    pack: Pack

    def whole(self, name: str, day: date) -> Figure:
        """A whole number as it is in force on a day.

        Raises:
            ListingError: the pack has no such number.
            DatingError: it has no value on that day.
        """
        parameter = self.pack.parameters.get(name)
        if parameter is None or parameter.type is None or parameter.type.kind is not Kind.NUMBER:
            raise self._lacks(name)
        version = self._version(name, day)
        value, left = divmod(int(version.payload), 10**parameter.type.scale)  # type: ignore[arg-type]
        if left:
            raise self._lacks(name)
        return Figure(name, value, version.cites)

    def codes(self, name: str, day: date) -> tuple[str, ...]:
        """A list of codes as it is in force on a day.

        Raises:
            ListingError: the pack has no such list.
            DatingError: it has no value on that day.
        """
        parameter = self.pack.parameters.get(name)
        payload = None if parameter is None else self._version(name, day).payload
        if not isinstance(payload, tuple):
            raise self._lacks(name)
        return payload

    def _version(self, name: str, day: date) -> Version:
        pack = self.pack
        if not pack.in_force(day):
            first, last = pack.first or "…", pack.last or "…"
            raise DatingError(
                f"the law of pack {pack.id} is in force for {first} – {last}; {day} lies outside, and what held then is not in it",
                f"规则包 {pack.id} 所依据的规定在 {first} – {last} 期间施行；{day} 不在其内，当时的规定本包没有收录",
            )
        return version_on(pack, name, day)

    def _lacks(self, name: str) -> ListingError:
        return ListingError(
            f"pack {self.pack.id} has no figure '{name}' in parameters.yaml; name a pack of the dishonesty list",
            f"规则包 {self.pack.id} 的 parameters.yaml 中没有 {name}；请改用失信名单的规则包",
        )


def years_after(day: date, years: int) -> date:
    """The same day so many years later, or the last of February where there is no 29th.

    Raises:
        ListingError: the year lies outside the calendar.

    Examples:
        >>> years_after(date(2024, 2, 29), 3)
        datetime.date(2027, 2, 28)
    """
    try:
        return EPOCH + timedelta(days=add_months(day_number(day), 12 * years))
    except (ValueError, OverflowError):
        raise ListingError(
            f"{years} years after {day} lies outside the calendar; is the year right?",
            f"{day} 之后 {years} 年超出日历范围；年份是否有误？",
        ) from None
