"""From a text to the tree: the standard library's `ast` reads it, and only what is listed here goes through."""

from __future__ import annotations

import ast

from . import refused
from .codes import LanguageErrorCode as Code
from .errors import refusal
from .functions import FUNCTIONS
from .scan import DEEPEST, scan
from .tree import (
    And,
    Arithmetic,
    Bool,
    Call,
    Compare,
    Comparison,
    In,
    Name,
    Negate,
    Node,
    Not,
    Number,
    Operator,
    Or,
    Subject,
    Text,
)

MOST_NODES = 1000
LARGEST_NUMBER = 10**15

COMPARISONS: dict[type[ast.cmpop], Comparison] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
OPERATORS: dict[type[ast.operator], Operator] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}


def parse(text: str, also: frozenset[str] = frozenset()) -> Node:
    """Read a condition or expression.

    Args:
        text: at most 4,000 characters.
        also: names that may be called besides the fixed list; whoever gives them takes those calls out again.

    Returns:
        Its tree.

    Raises:
        LanguageError: with the code, the place and a sentence in English and Chinese.

    Examples:
        >>> parse("failed_batches >= 1 and not special_food")
        And(items=(Compare(op='>=', left=Name(name='failed_batches'), right=Number(value=1, scale=0)),
                   Not(item=Name(name='special_food'))))
        >>> parse("13.50")
        Number(value=135, scale=1)
        >>> parse("a.b")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        riskgrade.language.errors.LanguageError: a dot is not part of the condition language: ...
    """
    plain = scan(text)
    offset = len(plain) - len(plain.lstrip())
    try:
        tree = ast.parse(plain.strip(), mode="eval")
    except SyntaxError as error:
        column = min(max((error.offset or 1) - 1 + offset, 0), len(text) - 1)
        near = text[column : column + 12].strip() or text.strip()[-12:]
        raise refusal(Code.SYNTAX, (column, len(text)), place=repr(near)) from None
    except (RecursionError, MemoryError):
        raise refusal(Code.TOO_DEEP, (0, len(text)), limit=DEEPEST) from None
    return _Reader(plain.strip(), offset, also).node(tree.body, 1)


class _Reader:
    """Turns Python's tree into ours; counts nodes and levels as it goes."""

    def __init__(self, text: str, offset: int, also: frozenset[str]) -> None:
        self.text, self.also = text, also
        self.encoded = text.encode()
        self.offset = offset
        self.nodes = 0

    def span(self, tree: ast.expr) -> tuple[int, int]:
        """The columns of a part in the text; Python counts bytes."""
        ends = (tree.col_offset, tree.end_col_offset or 0)
        start, end = (len(self.encoded[:byte].decode()) + self.offset for byte in ends)
        return start, end

    def node(self, tree: ast.expr, level: int) -> Node:
        """One part of the tree."""
        span = self.span(tree)
        self.nodes += 1
        if level > DEEPEST:
            raise refusal(Code.TOO_DEEP, span, limit=DEEPEST)
        if self.nodes > MOST_NODES:
            raise refusal(Code.TOO_LARGE, span, limit=MOST_NODES)
        match tree:
            case ast.Constant(bool(value)):
                return Bool(value, span=span)
            case ast.Constant(str(value)):
                return Text(value, span=span)
            case ast.Constant(int() | float()):
                return self.number(span)
            case ast.Name("true" | "false" as word):
                return Bool(word == "true", span=span)
            case ast.Name(name):
                return Name(name, span=span)
            case ast.Attribute(ast.Name("subject"), field):
                return Subject(field, span=span)
            case ast.BoolOp(op, values):
                items = tuple(self.node(value, level + 1) for value in values)
                return And(items, span=span) if isinstance(op, ast.And) else Or(items, span=span)
            case ast.UnaryOp(ast.Not(), operand):
                return Not(self.node(operand, level + 1), span=span)
            case ast.UnaryOp(ast.USub(), operand):
                return self.negate(operand, span, level)
            case ast.BinOp(left, op, right) if type(op) in OPERATORS:
                return Arithmetic(
                    OPERATORS[type(op)], self.node(left, level + 1), self.node(right, level + 1), span=span
                )
            case ast.Compare(left, ops, comparators):
                return self.chain(left, ops, comparators, span, level)
            case ast.Call(ast.Name(name), args, keywords):
                return self.call(name, args, keywords, span, level)
            case _:
                raise refused.construct(tree, span)

    def number(self, span: tuple[int, int]) -> Number:
        """An exact decimal, from the text itself: Python would have made it a float."""
        word = self.text[span[0] - self.offset : span[1] - self.offset]
        whole, _, decimals = word.partition(".")
        decimals = decimals.rstrip("0")
        if int(whole) > LARGEST_NUMBER:
            raise refusal(Code.NUMBER_TOO_LARGE, span, number=word)
        return Number(int(whole + decimals), len(decimals), span=span)

    def negate(self, operand: ast.expr, span: tuple[int, int], level: int) -> Node:
        """`-5` is a number, `-x` is not."""
        item = self.node(operand, level + 1)
        if isinstance(operand, ast.Constant) and isinstance(item, Number):
            return Number(-item.value, item.scale, span=span)
        return Negate(item, span=span)

    def chain(
        self, first: ast.expr, ops: list[ast.cmpop], rest: list[ast.expr], span: tuple[int, int], level: int
    ) -> Node:
        """`a < b < c` means `a < b and b < c`; `b` is read twice, so that the limit of nodes holds for the whole."""
        if len(ops) == 1:
            return self.compare(first, ops[0], rest[0], span, level)
        operands = [first, *rest]
        links = []
        for left, op, right in zip(operands, ops, rest, strict=False):
            if isinstance(op, ast.In | ast.NotIn):
                raise refused.in_chain(span)
            part = self.span(left)[0], self.span(right)[1]
            links.append(self.compare(left, op, right, part, level + 1))
        return And(tuple(links), span=span)

    def compare(self, left: ast.expr, op: ast.cmpop, right: ast.expr, span: tuple[int, int], level: int) -> Node:
        """One comparison, or an `in`."""
        item = self.node(left, level + 1)
        if isinstance(op, ast.In | ast.NotIn):
            inside = In(item, self.choices(right, level + 1), span=span)
            return inside if isinstance(op, ast.In) else Not(inside, span=span)
        if type(op) not in COMPARISONS:
            raise refused.identity(span)
        return Compare(COMPARISONS[type(op)], item, self.node(right, level + 1), span=span)

    def choices(self, tree: ast.expr, level: int) -> tuple[Number | Text | Bool, ...] | Name:
        """What may stand after `in`: literals in brackets or the name of a list."""
        if isinstance(tree, ast.Tuple | ast.List) and tree.elts:
            found = []
            for element in tree.elts:
                literal = self.node(element, level)
                if not isinstance(literal, Number | Text | Bool):
                    raise refusal(Code.BAD_CHOICES, literal.span)
                found.append(literal)
            return tuple(found)
        if isinstance(tree, ast.Name):
            listed = self.node(tree, level)
            if isinstance(listed, Name):
                return listed
        raise refusal(Code.BAD_CHOICES, self.span(tree))

    def call(
        self, name: str, args: list[ast.expr], keywords: list[ast.keyword], span: tuple[int, int], level: int
    ) -> Call:
        """A function of the fixed list."""
        if name not in FUNCTIONS and name not in self.also:
            raise refusal(Code.UNKNOWN_FUNCTION, span, near=(name, FUNCTIONS), name=name)
        if keywords or any(isinstance(arg, ast.Starred) for arg in args):
            raise refusal(Code.BAD_CALL, span, name=name)
        return Call(name, tuple(self.node(arg, level + 1) for arg in args), span=span)
