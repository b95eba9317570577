"""A tree as text: readable in Chinese or English, and as canonical source that parses back to the same tree."""

from __future__ import annotations

from collections.abc import Callable

from . import words
from .operands import ISO_DATE
from .tree import And, Arithmetic, Bool, Call, Compare, In, Name, Negate, Node, Not, Number, Or, Subject, Text
from .typed import Typed, walk
from .types import Kind
from .words import Language

Label = Callable[[str], str]

# How tightly each construct holds its parts together; as in Python.
OR, AND, NOT, COMPARE, ADD, MULTIPLY, NEGATE, ATOM = range(8)


def binding(node: Node) -> int:
    """How tightly a node holds its parts together; looser ones need brackets inside tighter ones.

    Examples:
        >>> binding(Arithmetic("*", Name("a"), Name("b"))) > binding(Arithmetic("+", Name("a"), Name("b")))
        True
    """
    match node:
        case Or():
            return OR
        case And():
            return AND
        case Not(In()):
            return COMPARE
        case Not():
            return NOT
        case Compare() | In():
            return COMPARE
        case Arithmetic("*"):
            return MULTIPLY
        case Arithmetic():
            return ADD
        case Negate():
            return NEGATE
        case Number(value) if value < 0:
            return NEGATE
        case _:
            return ATOM


def number_text(node: Number) -> str:
    """A decimal as it is written.

    Examples:
        >>> number_text(Number(-135, 1)), number_text(Number(5, 3))
        ('-13.5', '0.005')
    """
    if not node.scale:
        return str(node.value)
    digits = str(abs(node.value)).rjust(node.scale + 1, "0")
    return f"{'-' * (node.value < 0)}{digits[: -node.scale]}.{digits[-node.scale :]}"


def source(node: Node) -> str:
    """The canonical source text of a tree.

    Args:
        node: a tree as `parse` gives it.

    Returns:
        A text that parses to an equal tree; equal trees have equal texts, so it may be hashed.

    Examples:
        >>> source(And((Name("a"), Or((Name("b"), Not(Name("c")))))))
        'a and (b or not c)'
    """
    match node:
        case Number():
            return number_text(node)
        case Text(value):
            return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
        case Bool(value):
            return "true" if value else "false"
        case Name(name):
            return name
        case Subject(field):
            return f"subject.{field}"
        case Not(In(item, choices)):
            return f"{_within(item, ADD)} not in {_choices(choices)}"
        case In(item, choices):
            return f"{_within(item, ADD)} in {_choices(choices)}"
        case Not(item):
            return f"not {_within(item, NOT)}"
        case And(items):
            return " and ".join(_within(item, NOT) for item in items)
        case Or(items):
            return " or ".join(_within(item, AND) for item in items)
        case Compare(op, left, right):
            return f"{_within(left, ADD)} {op} {_within(right, ADD)}"
        case Negate(item):
            return f"-{_within(item, ATOM if isinstance(item, Number) and item.value >= 0 else NEGATE)}"
        case Arithmetic(op, left, right):
            level = binding(node)
            return f"{_within(left, level)} {op} {_within(right, level + 1)}"
        case Call(function, args):
            return f"{function}({', '.join(map(source, args))})"


def _within(node: Node, level: int) -> str:
    return f"({source(node)})" if binding(node) < level else source(node)


def _choices(choices: tuple[Number | Text | Bool, ...] | Name) -> str:
    if isinstance(choices, Name):
        return source(choices)
    return f"({', '.join(map(source, choices))}{',' * (len(choices) == 1)})"


def render(expression: Node | Typed, language: Language = "zh", label: Label | None = None) -> str:
    """A tree as an officer reads it.

    Args:
        expression: the tree; a typed one words comparisons of dates as such.
        language: ``zh`` or ``en``.
        label: gives the label of a fact, field, table or list by its name; None shows the names.

    Returns:
        One line of text.

    Examples:
        >>> tree = And((Compare(">=", Name("failed"), Number(1)), Not(Name("special"))))
        >>> render(tree, "en", {"failed": "failed batches in the year", "special": "special food"}.get)
        'failed batches in the year is at least 1 and not special food'
        >>> render(tree, "zh", {"failed": "年内不合格批次", "special": "特殊食品"}.get)
        '年内不合格批次 不低于 1 且 非 特殊食品'
    """
    if not isinstance(expression, Typed):
        return _Writer(language, label or str, frozenset()).text(expression)
    of_dates = frozenset(
        id(part.node) for part in walk(expression) if part.args and part.args[0].type.kind is Kind.DATE
    )
    return _Writer(language, label or str, of_dates).text(expression.node)


class _Writer:
    """Writes one language."""

    def __init__(self, language: Language, label: Label, of_dates: frozenset[int]) -> None:
        self.column = 0 if language == "en" else 1
        self.label = label
        self.of_dates = of_dates

    def text(self, node: Node) -> str:
        """The text of a node."""
        match node:
            case Number():
                return number_text(node)
            case Text(value):
                return value if ISO_DATE.fullmatch(value) else words.QUOTES[self.column].format(value)
            case Bool(value):
                return (words.TRUE if value else words.FALSE)[self.column]
            case Name(name):
                return self.label(name)
            case Subject(field):
                return words.SUBJECT[self.column].format(self.label(field))
            case Not(In(item, choices)):
                return words.NOT_IN[self.column].format(self.within(item, ADD), self.choices(choices))
            case In(item, choices):
                return words.IN[self.column].format(self.within(item, ADD), self.choices(choices))
            case Not(item):
                return words.NOT[self.column].format(self.within(item, ATOM))
            case And(items):
                return words.AND[self.column].join(self.within(item, NOT) for item in items)
            case Or(items):
                return words.OR[self.column].join(self.within(item, AND) for item in items)
            case Compare(op, left, right):
                word = (words.DATES if id(node) in self.of_dates else words.COMPARISONS)[op][self.column]
                return f"{self.within(left, ADD)} {word} {self.within(right, ADD)}"
            case Negate(item):
                return f"-{self.within(item, ATOM)}"
            case Arithmetic(op, left, right):
                level = binding(node)
                return f"{self.within(left, level)} {op.replace('*', '×')} {self.within(right, level + 1)}"
            case Call(function, args):
                texts = [self.text(arg) for arg in args]
                comma = words.COMMA[self.column]
                template = words.FUNCTIONS[function][self.column]
                plural = "" if texts == ["1"] else "s"
                return template.format(*texts, all=comma.join(texts), rest=comma.join(texts[1:]), s=plural)

    def within(self, node: Node, level: int) -> str:
        """The text of a part, in brackets where it would read otherwise."""
        text = self.text(node)
        loose = isinstance(node, Call) and node.function == "if_else"
        return words.BRACKETS[self.column].format(text) if loose or binding(node) < level else text

    def choices(self, choices: tuple[Number | Text | Bool, ...] | Name) -> str:
        """The text of what stands after `in`."""
        if isinstance(choices, Name):
            return self.label(choices.name)
        return words.COMMA[self.column].join(map(self.text, choices))
