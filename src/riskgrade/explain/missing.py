"""Why something is not known, and why somebody has no level."""

from __future__ import annotations

from collections.abc import Iterable

from ..facts.fact_value import FactValue
from ..facts.voids import VOID
from ..grading.compose import OUT_OF_SCOPE
from ..grading.decision import Decision
from ..pack.model import Fact, Grade, Pack
from ..pack.register_model import Label
from ..registers.register import Registers
from .content import Missing
from .shown import either, same
from .vocabulary import Vocabulary

_BLANK = Label(en="the record of the subject does not say", zh="主体信息中未填写或无法读取")
_UNSUPPLIED = Label(en="its register was not supplied", zh="相应名册未提供")
_OUTSIDE = Label(en="what was recorded is not possible, so it does not count", zh="所录数值超出允许范围，不予采用")
_GAP = Label(
    en="rows could not be read, or the register does not cover all the days", zh="有记录无法读取，或名册未覆盖全部期间"
)
_NONE = Label(en="there is no record of it", zh="没有相应记录")
_UNSAID = Label(en="its records do not say", zh="相应记录未写明")


def missing_of(
    names: Iterable[str], packs: Iterable[Vocabulary], decision: Decision, registers: Registers
) -> tuple[Missing, ...]:
    """The unknown names behind an uncertain level, each with why.

    Args:
        names: as `Decision.missing` has them.
        packs: the words of the packs in which they may be.
        decision: the decision.
        registers: what was read.
    """
    vocabularies = tuple(packs)
    found = []
    for name in names:
        words = next((one for one in vocabularies if _unknown_in(name, one, decision)), None)
        if words is None:
            words = next((one for one in vocabularies if not one.is_value(name)), vocabularies[0])
        why = _BLANK
        if name in words.facts:
            why = _why(words.facts[name], decision.facts[words.prefix + name], registers)
        found.append(Missing(words.prefix + name, words.label(name), why))
    return tuple(found)


def _unknown_in(name: str, words: Vocabulary, decision: Decision) -> bool:
    return name in words.facts and not decision.facts[words.prefix + name].value.known


def _why(fact: Fact, found: FactValue, registers: Registers) -> Label:
    if found.outside:
        return _OUTSIDE
    if fact.register is not None and fact.register not in registers.registers:
        return _UNSUPPLIED
    if found.value.gap:
        return _GAP
    return _UNSAID if found.records or fact.register is None else _NONE


_REASONS = {
    OUT_OF_SCOPE: Label(en="outside the scope of these rules", zh="不在本规则适用范围内"),
    VOID: Label(en="its own record is void", zh="该记录已作废"),
}


def excluded_words(reason: str | None, pack: Pack, grade: Grade) -> Label | None:
    """Why there is no level, in words: the title of the rule that says so, where one does.

    Args:
        reason: as the outcome has it.
        pack: the pack.
        grade: the grade.
    """
    if reason is None:
        return None
    axis, colon, inner = reason.partition(": ")
    if colon and axis in pack.grades:
        why = excluded_words(inner, pack, pack.grades[axis]) or same(inner)
        title = either(pack.grades[axis].title, axis)
        return Label(zh=f"“{title.zh}”没有等级：{why.zh}", en=f"{title.en} has no level: {why.en}")
    for one in (pack, *pack.composed):
        for rule in one.rules:
            if rule.exclude == reason:
                return either(rule.title, reason)
    return _REASONS.get(reason, same(reason))
