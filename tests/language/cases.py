"""What the tables of this folder are about: one environment, and the blocks of a text file."""

from __future__ import annotations

from ast import literal_eval
from pathlib import Path

from riskgrade.language.environment import Environment, TableType
from riskgrade.language.types import Kind, Type, date_type

HERE = Path(__file__).parent

ENVIRONMENT = Environment(
    names={
        "failed": Type(Kind.NUMBER, low=0, high=40),
        "score": Type(Kind.NUMBER, scale=1, low=0),
        "money": Type(Kind.NUMBER, scale=2, unit="yuan", low=0, high=10**9),
        "area": Type(Kind.NUMBER, scale=1, unit="m2", low=0, high=10**6),
        "counted": Type(Kind.NUMBER, low=0, maybe=False),
        "huge": Type(Kind.NUMBER, low=0, high=10**13),
        "change": Type(Kind.NUMBER, low=-5, high=5),
        "special": Type(Kind.BOOL),
        "kind": Type(Kind.TEXT, values=frozenset({"producer", "seller"})),
        "name": Type(Kind.TEXT),
        "kinds": Type(Kind.LIST, values=frozenset({"fine", "warning"})),
        "decided_on": date_type(),
        "as_of": date_type(maybe=False),
        "不合格批次": Type(Kind.NUMBER, low=0, high=40),
    },
    subject={"act_nature": Type(Kind.TEXT)},
    tables={
        "deduction": TableType(False, Type(Kind.NUMBER, scale=2, low=0, high=1000)),
        "size": TableType(True, Type(Kind.NUMBER, low=2, high=10, maybe=False)),
    },
    lists=frozenset({"heavy_kinds"}),
)


def blocks(file: str) -> list[tuple[str, ...]]:
    """The blocks of a text file: an expression, written as a Python text, and the lines expected for it."""
    found = []
    for block in (HERE / file).read_text(encoding="utf-8").strip().split("\n\n"):
        first, *lines = block.split("\n")
        found.append((literal_eval(first), *lines))
    return found
