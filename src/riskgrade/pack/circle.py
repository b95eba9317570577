"""Finding what goes round in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def circle_in(needs: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The names of one circle, the first again at the end.

    Args:
        needs: name -> the names it needs; every one needs at least one of the others or itself.

    Examples:
        >>> circle_in({"a": {"b"}, "b": {"c"}, "c": {"b"}})
        ('b', 'c', 'b')
        >>> circle_in({"a": {"a"}})
        ('a', 'a')
    """
    way = [min(needs)]
    while True:
        after = min(name for name in needs[way[-1]] if name in needs)
        if after in way:
            return (*way[way.index(after) :], after)
        way.append(after)
