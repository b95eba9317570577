"""What a case may expect: the keys, and the values they take."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ..language.told import ToldError
from ..pack.diagnostics import Diagnostic, hint
from ..pack.model import Grade, Pack
from ..pack.parameter import hundredths
from ..pack.source_model import Evidence
from .case_model import Case, Expected

OF_GRADE = ("base", "possible", "permitted", "provisional", "score", "evidence")
OF_SUBJECT = ("rules", "flags")
LEVEL = "level"
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]{1,2})?")

Outcome = None | str | bool | tuple[str, ...] | tuple[int, int] | frozenset[str]
"""A value in the form in which what is expected and what came out are compared."""


class WrongExpectationError(ToldError, ValueError):
    """A value that cannot come out; the message is in English and Chinese."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key of `expect`: what of which grade; the grade is empty for what belongs to the subject.

    Examples:
        >>> str(Key("food_risk", "base")), str(Key("", "flags"))
        ('food_risk.base', 'flags')
    """

    grade: str
    what: str

    def __str__(self) -> str:
        if not self.grade:
            return self.what
        return self.grade if self.what == LEVEL else f"{self.grade}.{self.what}"


def keys_of(pack: Pack) -> dict[str, Key]:
    """Every key that a case of a pack may use; without the grade's name only if there is one grade."""
    keys = {what: Key("", what) for what in OF_SUBJECT}
    for name in pack.grades:
        if len(pack.grades) == 1:
            keys |= {what: Key(name, what) for what in OF_GRADE}
        keys |= {f"{name}.{what}": Key(name, what) for what in OF_GRADE}
    # A grade that is called like a key is meant by its name.
    return keys | {name: Key(name, LEVEL) for name in pack.grades}


def hold_keys(case: Case, pack: Pack, wrong: list[Diagnostic]) -> None:
    """Note what a case expects that can never come out."""
    keys = keys_of(pack)
    for name, expected in case.model.expect.items():
        if name not in keys:
            near_en, near_zh = hint(name, keys)
            if name in OF_GRADE:
                near_en, near_zh = (
                    f"; the pack has several grades: write {next(iter(pack.grades))}.{name}",
                    "；规则包有多个等级，请写“等级.键”",
                )
            en = f"'{name}' is not something a case of {pack.id} can expect{near_en} (known: {', '.join(keys)})"
            wrong.append(case.diagnostic(("expect", name), en, f"{name} 不是 {pack.id} 的用例可以期望的内容{near_zh}"))
            continue
        try:
            expected_value(keys[name], expected, pack)
        except WrongExpectationError as error:
            wrong.append(case.diagnostic(("expect", name), f"{name}: {error.en}", f"{name}：{error.zh}"))


def expected_value(key: Key, expected: Expected, pack: Pack) -> Outcome:
    """What is expected, in the form in which it is compared.

    Raises:
        WrongExpectationError: it can never come out.
    """
    match key.what:
        case "rules" | "flags":
            return frozenset(_names(expected))
        case "provisional":
            if expected not in ("true", "false"):
                raise WrongExpectationError("write true or false", "应为 true 或 false")
            return expected == "true"
        case "score":
            return _score(expected)
        case "evidence":
            return _evidence(expected)
    grade = pack.grades[key.grade]
    match key.what:
        case "permitted":
            return tuple(_level(one, grade) for one in _names(expected))
        case "possible":
            if expected is None:
                return None
            ends = [expected, expected] if isinstance(expected, str) else expected
            if len(ends) != 2:
                raise WrongExpectationError("write [best, worst]", "应写成 [最好, 最差]")
            return tuple(_level(one, grade) for one in ends)
        case _:
            if isinstance(expected, list):
                raise WrongExpectationError("write one level, or null for none", "应为一个级别，没有级别写 null")
            return None if expected is None else _level(expected, grade)


def _names(expected: Expected) -> list[str]:
    return [] if expected is None else [expected] if isinstance(expected, str) else expected


def _level(level: str, grade: Grade) -> str:
    if level not in grade.levels:
        near_en, near_zh = hint(level, grade.levels)
        shown = ", ".join(grade.levels)
        raise WrongExpectationError(
            f"'{level}' is not one of the levels {shown}{near_en}", f"{level} 不在级别 {shown} 之中{near_zh}"
        )
    return level


def _evidence(expected: Expected) -> Outcome:
    kinds = [str(one) for one in Evidence]
    if expected is None or expected in kinds:
        return None if expected is None else str(expected)
    raise WrongExpectationError(
        f"write one of {', '.join(kinds)}, or null for none", f"应为 {'、'.join(kinds)} 之一，没有则写 null"
    )


def _score(expected: Expected) -> Outcome:
    if expected is None:
        return None
    ends = [expected, expected] if isinstance(expected, str) else expected
    if len(ends) != 2 or not all(_NUMBER.fullmatch(end) for end in ends):
        raise WrongExpectationError(
            "write a number with at most two decimals, or [least, most]", "应为最多两位小数的数，或 [最小, 最大]"
        )
    return hundredths(Decimal(ends[0])), hundredths(Decimal(ends[1]))


def shown(value: Outcome) -> str:
    """A value as a person reads it.

    Examples:
        >>> shown(None), shown((1350, 1350)), shown(("A", "B")), shown(frozenset({"b", "a"})), shown(True)
        ('null', '13.50', '[A, B]', '[a, b]', 'true')
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if isinstance(value, frozenset):
        return f"[{', '.join(sorted(value))}]"
    texts = [str(Decimal(one).scaleb(-2)) if isinstance(one, int) else one for one in value]
    number = bool(value) and isinstance(value[0], int)
    return texts[0] if number and texts[0] == texts[-1] else f"[{', '.join(texts)}]"
