"""What things of a pack are called on a day, and its conditions in words; worked out once and kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..grading.truths import PackOnDay
from ..language.evaluate import constant
from ..language.text import render
from ..language.tree import Call, Compare, In, Name, Node, Text, children, rebuilt, walk
from ..language.typed import Typed, uses
from ..language.types import Kind, Type
from ..language.words import Language
from ..pack.model import Fact, Rule
from ..pack.register_model import Label
from .shown import NO_LABELS, Labels, either, joined, same, value_words

DAYS = {
    "as_of": Label(zh="评定日", en="the day of grading"),
    "period_start": Label(zh="评定年度首日", en="the first day of the period"),
    "period_end": Label(zh="评定年度末日", en="the last day of the period"),
    "previous_period_start": Label(zh="上一年度首日", en="the first day of the period before"),
    "previous_period_end": Label(zh="上一年度末日", en="the last day of the period before"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """An expression in words, with what it reads.

    Args:
        typed: the expression, which so lives on.
        text: in words.
        names: the facts, fields and conclusions in it; `reads` are their names in a decision.
        codes: what the codes of the first of them that has any are called.
    """

    typed: Typed
    text: Label
    names: tuple[str, ...]
    reads: tuple[str, ...]
    codes: Labels

    @property
    def fixed(self) -> bool:
        """Whether it is the same for every subject."""
        return not self.names


def _concluded(rules: Iterable[Rule]) -> dict[str, Label]:
    """What conclusions are called: as a rule says, else by the title of the only rule that comes to it."""
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        if rule.conclude is not None:
            found.setdefault(rule.conclude, []).append(rule)
    return {name: next((one.called for one in some if one.called), _of_several(some)) for name, some in found.items()}


def _of_several(rules: list[Rule]) -> Label:
    first = rules[0].title
    if len(rules) == 1 or not first.zh or not first.en:
        return first
    # The first alone would say of a subject what another rule found.
    return Label(zh=f"“{first.zh}”等{len(rules)}种情形之一", en=f"one of {len(rules)} grounds such as “{first.en}”")


class Vocabulary:
    """The words of one pack.

    Args:
        on_day: the pack with what of it is in force.
        prefix: what stands before its names in a decision.
    """

    def __init__(self, on_day: PackOnDay, prefix: str) -> None:
        self.on_day, self.pack, self.prefix = on_day, on_day.pack, prefix
        self.constants = on_day.constants
        self.model = self.pack.registers[self.pack.subject or ""]
        self.facts = {fact.name: fact for fact in self.pack.facts}
        self.concluded = _concluded(self.pack.rules)
        self._parts: dict[int, Part] = {}
        self._rests: dict[str, tuple[str, ...]] = {}

    def label(self, name: str) -> Label:
        """What people call a fact, a field, a conclusion or a value of the pack."""
        if name in self.facts:
            return either(self.facts[name].label, name)
        if name in self.concluded:
            return either(self.concluded[name], name)
        if name in DAYS:
            return DAYS[name]
        if name in self.constants.scalars:
            return self._scalar(name)
        if name in self.model.fields:
            return either(self.model.fields[name].label, name)
        if name in self.constants.lists:
            return joined([same(code) for code in self.constants.lists[name]])
        return same(name)

    def _scalar(self, name: str) -> Label:
        """A value of the pack is named by what it is: people know a limit, not its name."""
        value = constant(self.constants.scalars[name])
        parameter = self.pack.parameters.get(name)
        return value_words(value, parameter.type if parameter and parameter.type else Type(Kind.DATE))

    def is_value(self, name: str) -> bool:
        """Whether it is the same for every subject: a day, a parameter, a list or a table."""
        return not (name in self.facts or name in self.concluded or name in self.model.fields)

    def codes(self, name: str) -> Labels:
        """What the codes of a fact or field are called."""
        if name in self.facts:
            return self._of_fact(self.facts[name])
        field = self.model.fields.get(name)
        return (field.values if field else None) or NO_LABELS

    def _of_fact(self, fact: Fact) -> Labels:
        if fact.value is None or not isinstance(fact.value.node, Name):
            return NO_LABELS
        if fact.register is None:
            return self.codes(fact.value.node.name)
        field = self.pack.registers[fact.register].fields.get(fact.value.node.name)
        return (field.values if field else None) or NO_LABELS

    def rests_on(self, fact: Fact) -> tuple[str, ...]:
        """The names that a fact is worked out from, without what is the same for everybody and has no name of its own."""
        found = self._rests.get(fact.name)
        if found is None:
            names = () if fact.register else (name for name in fact.uses if self.is_read(name))
            found = self._rests[fact.name] = tuple(sorted(names))
        return found

    def is_read(self, name: str) -> bool:
        """Whether it is something that is read: no day, table or list."""
        return not self.is_value(name) or (name in self.pack.parameters and name in self.constants.scalars)

    def text(self, typed: Typed) -> Label:
        """An expression in words."""
        return self.part(typed).text

    def part(self, typed: Typed) -> Part:
        """An expression in words, with what it reads."""
        found = self._parts.get(id(typed))
        if found is None:
            every = uses(typed).names
            names = tuple(sorted(name for name in every if not self.is_value(name)))
            text = Label(zh=self._render(typed, "zh"), en=self._render(typed, "en"))
            codes = next((codes for name in names if (codes := self.codes(name))), NO_LABELS)
            reads = tuple(self.prefix + name for name in names)
            found = self._parts[id(typed)] = Part(typed, text, names, reads, codes)
        return found

    def _render(self, typed: Typed, language: Language) -> str:
        def called(name: str) -> str:
            label = self.label(name)
            return label.zh if language == "zh" else label.en

        node = rebuilt(typed.node, lambda part: self._coded(part, language))
        return render(typed if node == typed.node else node, language, called)

    def _coded(self, node: Node, language: Language) -> Node | None:
        """A comparison with codes in the words of the codes."""
        if not isinstance(node, Compare | In | Call):
            return None
        labels = next((found for found in (self.codes(name) for name in _names(node)) if found), None)
        if labels is None or not any(isinstance(one, Text) for one in children(node)):
            return None

        def worded(part: Node) -> Node | None:
            if not isinstance(part, Text):
                return None
            label = either(labels.get(part.value, Label()), part.value)
            return Text(label.zh if language == "zh" else label.en)

        match node:
            case Compare(op, left, right):
                return Compare(op, rebuilt(left, worded), rebuilt(right, worded))
            case In(item, tuple() as choices):
                return In(item, tuple(worded(one) or one for one in choices))  # type: ignore[misc]
            case Call(function, args):
                return Call(function, tuple(worded(one) or one for one in args))
        return None


def _names(node: Node) -> Iterator[str]:
    return (one.name for one in walk(node) if isinstance(one, Name))
