"""What a person should know of a run before relying on it: dates of the pack and its sources, files not used."""

from __future__ import annotations

from ..pack.dating import Moment
from ..pack.model import Pack
from ..registers import Registers

Notice = tuple[str, str]
"""A sentence in English and in Chinese."""


def pack_notices(pack: Pack, moment: Moment) -> list[Notice]:
    """What to know of a pack on a day: whether it is in force, and until when its sources and working days were checked.

    Examples:
        >>> from datetime import date
        >>> from ..pack.load import load_pack
        >>> pack_notices(load_pack("us-nyc"), Moment.of(date(2014, 6, 30)))
        []
    """
    found: list[Notice] = []
    for one in (pack, *pack.composed):
        if not one.in_force(moment.as_of):
            days = f"{one.first or '…'} – {one.last or '…'}"
            found.append(
                (
                    f"{moment.as_of} is outside the dates of pack {one.id} ({days}); the decisions carry `outside_force`.",
                    f"{moment.as_of} 不在规则包 {one.id} 的有效期（{days}）内；决定带有标记 outside_force。",
                )
            )
    stale = [
        (source.id, source.verified_until)
        for one in (pack, *pack.composed)
        for source in one.sources.values()
        if source.verified_until is not None and source.verified_until < moment.as_of
    ]
    if stale:
        named = dict.fromkeys(f"{name} ({day})" for name, day in stale)
        found.append(
            (
                f"Nobody has checked that these sources still stood on {moment.as_of}; the last day checked is in "
                f"brackets: {', '.join(named)}.",
                f"以下来源在 {moment.as_of} 是否仍然有效尚未核实（括号内为最后核实日期）：{'、'.join(named)}。",
            )
        )
    return [*found, *_working_days(pack, moment)]


def _working_days(pack: Pack, moment: Moment) -> list[Notice]:
    """Which facts count working days that nobody verified; a calendar that several packs share is told once."""
    counted: dict[tuple[str, str], list[str]] = {}
    for one in (pack, *pack.composed):
        calendar = one.calendar
        if calendar is None:
            continue
        after = (f"after {calendar.last}", f"{calendar.last} 之后")
        before = (f"before {calendar.first}", f"{calendar.first} 之前")
        for fact in one.facts:
            if fact.window is not None and fact.window.constant is not None:
                known = fact.window.working_start(moment.as_of, calendar)[1]
                if not known:
                    counted.setdefault(after if moment.as_of > calendar.last else before, []).append(fact.name)
    return [
        (
            f"Working days {en} are not known; these facts hold what is certain by calendar days and may be more: "
            f"{', '.join(dict.fromkeys(names))}.",
            f"{zh}的工作日尚未核实；以下事实仅按自然日计入可以确定的部分，实际可能更多：{'、'.join(dict.fromkeys(names))}。",
        )
        for (en, zh), names in counted.items()
    ]


def missing_registers(pack: Pack, registers: Registers) -> list[str]:
    """The registers that facts of the pack come from and that were not supplied."""
    wanted = {fact.register for one in (pack, *pack.composed) for fact in one.facts if fact.register is not None}
    return sorted(wanted - set(registers.registers))


def all_notices(pack: Pack, moment: Moment, registers: Registers) -> list[Notice]:
    """The notices of the pack, those of registers not supplied, then those of reading the registers."""
    found = pack_notices(pack, moment)
    absent = missing_registers(pack, registers)
    if absent:
        found.append(
            (
                f"Not supplied, so that what hangs on them is unknown: {', '.join(absent)}.",
                f"未提供下列名册，相关事实按未知处理：{'、'.join(absent)}。",
            )
        )
    return [*found, *registers.notices]
