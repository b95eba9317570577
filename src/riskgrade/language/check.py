"""From the tree to the typed tree: every name, kind, unit and domain is settled here, before anything is evaluated."""

from __future__ import annotations

from dataclasses import dataclass

from . import arithmetic, domain
from .codes import LanguageErrorCode as Code
from .environment import Environment
from .errors import refusal
from .functions import FUNCTIONS
from .operands import KINDS, alike, as_date, expect, held, result, truth_type
from .tree import And, Arithmetic, Bool, Call, Compare, In, Name, Negate, Node, Not, Number, Or, Subject, Text
from .typed import Typed, leaf
from .types import Kind, Type

VALUES = (Kind.BOOL, Kind.NUMBER, Kind.DATE, Kind.TEXT, Kind.LIST)


def check(node: Node, environment: Environment, want: Kind | None = None) -> Typed:
    """Give a tree its types.

    Args:
        node: the tree.
        environment: the names it may use.
        want: the kind the whole must be; None for any.

    Returns:
        The typed tree; `.type` of each node has its kind, unit, digits, domain and whether it can be unknown.

    Raises:
        LanguageError: if a name is unknown or the parts do not fit.

    Examples:
        >>> names = {"failed": Type(Kind.NUMBER, low=0, high=40)}
        >>> check(Arithmetic("+", Name("failed"), Number(1)), Environment(names)).type.ends
        (1, 41)
        >>> check(Name("failde"), Environment(names))
        Traceback (most recent call last):
        riskgrade.language.errors.LanguageError: there is no name 'failde' here; did you mean 'failed'?
    """
    typed = _Checker(environment).visit(node)
    if want is Kind.DATE:
        typed = as_date(typed)
    return expect(typed, *((want,) if want else VALUES))


@dataclass(frozen=True, slots=True)
class _Checker:
    environment: Environment

    def visit(self, node: Node) -> Typed:
        """The typed node."""
        match node:
            case Number(value, scale):
                return leaf(node, Type(Kind.NUMBER, scale, low=value, high=value, maybe=False), value)
            case Bool(truth):
                return leaf(node, Type(Kind.BOOL, maybe=False), truth)
            case Text(code):
                if not code:
                    raise refusal(Code.BAD_CODE, node.span, code=code)
                return leaf(node, Type(Kind.TEXT, values=frozenset([code]), maybe=False), code)
            case Name():
                return leaf(node, self.name(node))
            case Subject():
                return leaf(node, self.subject(node))
            case Not(item):
                args = (expect(self.visit(item), Kind.BOOL),)
                return result(node, truth_type(args), args)
            case And(items) | Or(items):
                truths = tuple(expect(self.visit(item), Kind.BOOL) for item in items)
                return result(node, truth_type(truths), truths)
            case Compare():
                return self.compare(node)
            case In():
                return self.member(node)
            case Negate(item):
                number = expect(self.visit(item), Kind.NUMBER)
                low, high = domain.negate(number.type.ends)
                type_ = Type(Kind.NUMBER, number.type.scale, number.type.unit, low, high, maybe=number.type.maybe)
                return result(node, type_, (number,))
            case Arithmetic(_, left, right):
                return arithmetic.check(node, self.visit(left), self.visit(right))
            case Call(function):
                return FUNCTIONS[function].check(node, self)

    def name(self, node: Name) -> Type:
        """The type of a name; a table or list has none by itself."""
        names = self.environment
        if node.name in names.names:
            return names.names[node.name]
        if node.name in names.tables:
            raise refusal(Code.NAME_IS_TABLE, node.span, name=node.name)
        if node.name in names.lists:
            raise refusal(Code.NAME_IS_LIST, node.span, name=node.name)
        raise refusal(Code.UNKNOWN_NAME, node.span, near=(node.name, names.names), name=node.name)

    def subject(self, node: Subject) -> Type:
        """The type of a field of the subject."""
        fields = self.environment.subject
        if node.field not in fields:
            raise refusal(Code.UNKNOWN_FIELD, node.span, near=(node.field, fields), name=node.field)
        return fields[node.field]

    def compare(self, node: Compare) -> Typed:
        """A comparison."""
        left, right = alike((self.visit(node.left), self.visit(node.right)))
        expect(left, Kind.BOOL, Kind.NUMBER, Kind.DATE, Kind.TEXT)
        kind = left.type.kind
        if kind in (Kind.BOOL, Kind.TEXT) and node.op not in ("==", "!="):
            raise refusal(Code.NO_ORDER, node.span, found=KINDS[kind])
        if kind is Kind.TEXT:
            for code, other in ((left, right), (right, left)):
                if isinstance(code.node, Text):
                    held(code.node, other.type.values)
        return result(node, truth_type((left, right)), (left, right))

    def member(self, node: In) -> Typed:
        """`in` among literals or the codes of a list."""
        item = self.visit(node.item)
        if isinstance(node.choices, Name):
            return self.listed(node, item, node.choices)
        expect(item, Kind.NUMBER, Kind.DATE, Kind.TEXT)
        item, *choices = alike((item, *map(self.visit, node.choices)))
        for choice in choices:
            if isinstance(choice.node, Text) and item.type.kind is Kind.TEXT:
                held(choice.node, item.type.values)
        constants = tuple(choice.constant for choice in choices if isinstance(choice.constant, int | str))
        return Typed(node, truth_type((item,)), (item,), choices=constants)

    def listed(self, node: In, item: Typed, listed: Name) -> Typed:
        """`in` a list of codes."""
        expect(item, Kind.TEXT)
        if listed.name in self.environment.lists:
            return Typed(node, truth_type((item,)), (item,), codes=listed.name)
        found = self.environment.names.get(listed.name)
        if found is not None and found.kind is Kind.LIST:
            raise refusal(Code.LIST_FACT_IN, node.span, name=listed.name)
        raise refusal(Code.UNKNOWN_LIST, listed.span, near=(listed.name, self.environment.lists), name=listed.name)
