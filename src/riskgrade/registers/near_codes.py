"""Records whose code is one slip of the pen from a subject's: whoever's they are must not look better for the slip."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

import polars as pl

from .aside import JOIN
from .checks import CHECKS, GOOD, USCC_ALPHABET
from .finding import FindingCode
from .plain_codes import plain_codes
from .register import Register, Registers

_MOST = 10_000
"""Codes that are looked at; a file with more is another kind of file."""


def slips(code: str) -> Iterator[str]:
    """What a code may have been before one slip: a character wrong, missing, too many, or two neighbours swapped.

    Examples:
        >>> "AB1" in slips("AB2"), "AB1" in slips("AB"), "AB1" in slips("ABB1"), "AB1" in slips("A1B"), "AB1" in slips("C21")
        (True, True, True, True, False)
    """
    for place in range(len(code) + 1):
        before, after = code[:place], code[place:]
        yield from (before + letter + after for letter in USCC_ALPHABET)
        if after:
            yield before + after[1:]
            yield from (before + letter + after[1:] for letter in USCC_ALPHABET)
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]


def with_slips(registers: Registers, subject: str) -> Registers:
    """The registers, with subjects counted among those that lost a record where a code is one slip from theirs.

    A code that fails its check belongs to nobody, and the firm it was meant for would look better for it. So what is known of
    every firm it may have been meant for is incomplete.

    Args:
        registers: what was read.
        subject: the register of subjects.
    """
    firms = registers.registers[subject]
    known: frozenset[str] | None = None
    found: dict[str, Register] = dict(registers.registers)
    notices = list(registers.notices)
    kept = {one.register for one in registers.findings if one.code is FindingCode.CHECK_DOUBTFUL}
    for name, register in registers.registers.items():
        join = register.model.join_field
        if name == subject or join != firms.model.key or register.model.fields[join].check is None:
            continue
        doubtful = _doubtful(register, join, name in kept)
        if not doubtful:
            continue
        if known is None:
            known = frozenset(
                firms.frame.select(pl.col(firms.model.key).cast(pl.String)).collect().to_series().to_list()
            )
        meant = _meant(doubtful - known, known)
        if meant:
            found[name] = replace(register, set_aside=register.set_aside | meant)
            notices.append(_told(name, sorted(meant)))
    return replace(registers, registers=found, notices=tuple(notices))


def _doubtful(register: Register, join: str, kept: bool) -> frozenset[str]:
    """Codes of records that fail their check, in rows that were set aside or, where any were, kept with a warning."""
    check = CHECKS[register.model.fields[join].check or ""]
    texts = pl.Series("code", [], dtype=pl.String)
    if register.aside is not None:
        texts = plain_codes(register.aside.filter(pl.col(JOIN) == "")[f"raw:{join}"], check)
    if kept:
        codes = register.frame.select(pl.col(join).cast(pl.String)).unique().collect().to_series()
        texts = pl.concat([texts.alias("code"), codes.filter(check.verdict(codes) != GOOD).alias("code")])
    return frozenset(texts.unique().sort().head(_MOST).to_list()) - {""}


def _meant(codes: Iterable[str], known: Collection[str]) -> frozenset[str]:
    return frozenset(slip for code in codes if len(code) < 40 for slip in slips(code) if slip in known)


def _told(register: str, codes: list[str]) -> tuple[str, str]:
    shown = ", ".join(codes[:5])
    more_en = f" and {len(codes) - 5} more" if len(codes) > 5 else ""
    more_zh = f"等 {len(codes)} 个" if len(codes) > 5 else ""
    return (
        f"{register}: records with a wrong code may be those of {shown}{more_en}, whose codes are one slip away; "
        "what is known of these from there counts as incomplete until the code is put right.",
        f"{register}：代码有误的记录可能属于 {shown}{more_zh}（仅差一个字符）；在更正之前，这些主体在该名册中的事实按不完整处理。",
    )
