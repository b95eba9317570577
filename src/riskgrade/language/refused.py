"""What Python can say and a condition cannot: each construct with its name and what to write instead."""

from __future__ import annotations

import ast

from .codes import LanguageErrorCode as Code
from .errors import LanguageError, Words, refusal

NOTHING = Words("", "")

CONSTRUCTS: dict[type[ast.AST], tuple[Words, Words]] = {
    ast.Attribute: (Words("a dot", "点号"), Words(": only subject.<field> has one", "：只有 subject.<字段> 可用")),
    ast.IfExp: (
        Words("`x if c else y`", "`x if c else y`"),
        Words(": write if_else(c, x, y)", "：请写 if_else(c, x, y)"),
    ),
    ast.Lambda: (Words("`lambda`", "`lambda`"), NOTHING),
    ast.Subscript: (
        Words("`x[…]`", "`x[…]`"),
        Words(": write lookup(table, x) to read a table", "：读表请写 lookup(table, x)"),
    ),
    ast.JoinedStr: (Words("a text with `f`", "带 `f` 的文本"), NOTHING),
    ast.Tuple: (Words("a comma or `()` here", "此处的逗号或 `()`"), NOTHING),
    ast.List: (Words("`[…]` here", "此处的 `[…]`"), NOTHING),
    ast.Set: (Words("`{…}`", "`{…}`"), NOTHING),
    ast.Dict: (Words("`{…}`", "`{…}`"), NOTHING),
    ast.Starred: (Words("`*x`", "`*x`"), NOTHING),
    ast.NamedExpr: (Words("`:=`", "`:=`"), NOTHING),
    ast.Call: (Words("calling what is not a function name", "对非函数名称的调用"), NOTHING),
    ast.Div: (Words("`/`", "`/`"), Words(": write ratio(a, b)", "：请写 ratio(a, b)")),
    ast.FloorDiv: (Words("`//`", "`//`"), Words(": write ratio(a, b)", "：请写 ratio(a, b)")),
    ast.Mod: (Words("`%`", "`%`"), NOTHING),
    ast.Pow: (Words("`**`", "`**`"), NOTHING),
    ast.BitAnd: (Words("`&`", "`&`"), Words(": write `and`", "：请写 `and`")),
    ast.BitOr: (Words("`|`", "`|`"), Words(": write `or`", "：请写 `or`")),
    ast.Invert: (Words("`~`", "`~`"), Words(": write `not`", "：请写 `not`")),
    ast.UAdd: (Words("a leading `+`", "前置的 `+`"), NOTHING),
    ast.Is: (Words("`is`", "`is`"), Words(": write `==`, or known(x)", "：请写 `==` 或 known(x)")),
    ast.Constant: (
        Words("`None`", "`None`"),
        Words(": write not known(x) to ask for a blank", "：判断是否空白请写 not known(x)"),
    ),
}
OTHER = (Words("this construct", "这种写法"), NOTHING)


def construct(tree: ast.expr, span: tuple[int, int]) -> LanguageError:
    """The error that refuses what has no counterpart in our tree.

    Args:
        tree: what Python read.
        span: its place.

    Returns:
        The error, to be raised.

    Examples:
        >>> raise construct(ast.parse("a ** b", mode="eval").body, (0, 6))
        Traceback (most recent call last):
        riskgrade.language.errors.LanguageError: `**` is not part of the condition language
    """
    part = tree.op if isinstance(tree, ast.BinOp | ast.UnaryOp) else tree
    # Of the constants only None is worth a word of its own; the other one left is `...`.
    plain = isinstance(part, ast.Constant) and part.value is not None
    what, instead = OTHER if plain else CONSTRUCTS.get(type(part), OTHER)
    return refusal(Code.NOT_ALLOWED, span, what=what, instead=instead)


def identity(span: tuple[int, int]) -> LanguageError:
    """The error that refuses `is` and `is not`."""
    what, instead = CONSTRUCTS[ast.Is]
    return refusal(Code.NOT_ALLOWED, span, what=what, instead=instead)


def in_chain(span: tuple[int, int]) -> LanguageError:
    """The error that refuses `a < b in (…)`: nobody reads it as Python does."""
    what = Words("`in` within a chain of comparisons", "连续比较中的 `in`")
    return refusal(Code.NOT_ALLOWED, span, what=what, instead=Words(": join them with `and`", "：请用 `and` 连接"))
