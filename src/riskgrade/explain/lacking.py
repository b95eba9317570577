"""What keeps a condition from holding: the innermost clauses that fail, and how far each is away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice, product

from ..facts.reference import SubjectScope
from ..grading.record_values import decimal_text
from ..language.evaluate import evaluate
from ..language.tree import And, Bool, Compare, In, Name, Not, Or
from ..language.typed import Typed
from ..language.types import Kind, Type
from ..language.values import Truth, Value
from ..pack.register_model import Label
from .distances import OTHERWISE, TURNED, distance, distance_words, needs
from .rule_content import Lack
from .shown import either, joined, value_words
from .vocabulary import Vocabulary

MOST = 8
"""Ways to fulfil a condition that are told; one with more is told by these."""

DEEPEST = 3
"""Facts that rest on facts are followed so far."""

Ways = list[tuple[Lack, ...]]


class Lacking:
    """Finds what conditions of one pack lack for one subject.

    Args:
        vocabulary: the words of the pack.
        scope: the subject's names with facts and conclusions.
        given: facts that were given: what they rest on says nothing.
    """

    def __init__(self, vocabulary: Vocabulary, scope: SubjectScope, given: frozenset[str] = frozenset()) -> None:
        self.words, self.scope, self.given = vocabulary, scope, given

    def ways(self, typed: Typed) -> tuple[tuple[Lack, ...], ...]:
        """The ways in which a condition would hold that does not, or is not known to: one of them, and all clauses of it.

        Args:
            typed: the condition.
        """
        return tuple(self._follow(typed, True, 0))

    def _follow(self, typed: Typed, want: bool, depth: int) -> Ways:
        values: dict[int, Value] = {}

        def seen(part: Typed, value: Value) -> None:
            values[id(part)] = value

        evaluate(typed, self.scope, seen)
        return self._ways(typed, values, want, depth)

    def _ways(self, typed: Typed, values: dict[int, Value], want: bool, depth: int) -> Ways:
        if holds(values[id(typed)], want):
            return [()]
        match typed.node:
            case Not():
                return self._ways(typed.args[0], values, not want, depth)
            case And() | Or():
                parts = [self._ways(arg, values, want, depth) for arg in typed.args]
                if isinstance(typed.node, And) is want:
                    return [sum(one, ()) for one in _few(product(*parts))]
                return [way for part in parts for way in part][:MOST]
            case Bool():
                return []
            case Name(name):
                fact = self.words.facts.get(name)
                inner = fact.value if fact is not None and fact.register is None else None
                if inner is not None and depth < DEEPEST and name not in self.given:
                    return self._follow(inner, want, depth + 1)
        return [(self._lack(typed, values, want),)]

    def _lack(self, typed: Typed, values: dict[int, Value], want: bool) -> Lack:
        value = values[id(typed)]
        certain = not (value.may if want else not value.must) if isinstance(value, Truth) else False
        part = self.words.part(typed)
        names, reads, clause = part.names, part.reads, part.text
        if isinstance(typed.node, Compare) and typed.args[0].type.kind is not Kind.BOOL:
            return self._compared(typed, values, want, certain, reads, clause)
        if isinstance(typed.node, Name):
            it = value_words(value, typed.type)
            return Lack(
                clause, certain, reads, None, None, Label(zh=f"{clause.zh}：{it.zh}", en=f"{clause.en}: {it.en}")
            )
        if isinstance(typed.node, In) and typed.args:
            return self._chosen(typed, values, want, certain, reads, clause)
        words = [
            Label(zh=f"{label.zh}为{it.zh}", en=f"{label.en} is {it.en}")
            for label, it in ((self.words.label(name), self._value(name)) for name in names)
        ]
        it = joined(words)
        if want:
            text = Label(zh=f"须：{clause.zh}（{it.zh}）", en=f"needs: {clause.en} ({it.en})")
        else:
            text = Label(zh=f"须不：{clause.zh}（{it.zh}）", en=f"must not: {clause.en} ({it.en})")
        return Lack(clause, certain, reads, None, None, text)

    def _value(self, name: str) -> Label:
        fact, field = self.words.facts.get(name), self.words.model.fields.get(name)
        kind_of = fact.type if fact else field.language_type if field else None
        value = self.scope.value(name)
        return value_words(value, kind_of or Type(Kind.BOOL), self.words.codes(name))

    def _compared(
        self, typed: Typed, values: dict[int, Value], want: bool, certain: bool, reads: tuple[str, ...], clause: Label
    ) -> Lack:
        assert isinstance(typed.node, Compare)
        op = typed.node.op if want else OTHERWISE[typed.node.op]
        left, right = typed.args
        if self.words.part(left).fixed and not self.words.part(right).fixed:
            left, right, op = right, left, TURNED[op]
        one, other = values[id(left)], values[id(right)]
        codes = self.words.part(left).codes
        wanted = value_words(other, right.type, codes)
        if not self.words.part(right).fixed:
            text = self.words.text(right)
            wanted = Label(zh=f"{text.zh}（{wanted.zh}）", en=f"{text.en} ({wanted.en})")
        needed = needs(op, wanted, left.type.kind)
        far = distance(op, one, other) if certain else None
        if far is not None and op != "!=":
            there = distance_words(op, far, left.type)
            needed = Label(zh=f"{needed.zh}，{there.zh}", en=f"{needed.en}: {there.en}")
        unit = "days" if left.type.kind is Kind.DATE else left.type.unit
        text = self._is(self.words.text(left), value_words(one, left.type, codes), needed)
        exact = None if far is None else decimal_text(far, left.type.scale if left.type.kind is Kind.NUMBER else 0)
        return Lack(clause, certain, reads, exact, unit if exact is not None else None, text)

    def _chosen(
        self, typed: Typed, values: dict[int, Value], want: bool, certain: bool, reads: tuple[str, ...], clause: Label
    ) -> Lack:
        (item,) = typed.args
        codes = self.words.codes(item.node.name) if isinstance(item.node, Name) else {}
        listed: Sequence[int | str] = self.scope.codes(typed.codes) if typed.codes else typed.choices
        choices = joined([either(codes.get(str(one), Label()), str(one)) for one in listed])
        needed = (
            Label(zh=f"须为其一：{choices.zh}", en=f"needs to be one of {choices.en}")
            if want
            else Label(zh=f"须不属于：{choices.zh}", en=f"needs to be none of {choices.en}")
        )
        it = value_words(values[id(item)], item.type, codes)
        return Lack(clause, certain, reads, None, None, self._is(self.words.text(item), it, needed))

    @staticmethod
    def _is(what: Label, it: Label, needed: Label) -> Label:
        return Label(zh=f"{what.zh}：{it.zh}，{needed.zh}", en=f"{what.en}: {it.en}, {needed.en}")


def holds(value: Value, want: bool) -> bool:
    """Whether a truth is for certain as it is wanted."""
    return isinstance(value, Truth) and (value.must if want else not value.may)


def _few(every: Iterable[tuple[tuple[Lack, ...], ...]]) -> list[tuple[tuple[Lack, ...], ...]]:
    return list(islice(every, MOST))
