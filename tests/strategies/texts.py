"""Random conditions as texts, over names of known kinds: what a pack's author could write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st

Draw = st.DrawFn


@dataclass
class Names:
    """The names a text may use, by what they are.

    `bounded` are numbers with ends on both sides, so that arithmetic on them is allowed; `counted` are not negative.
    """

    truths: list[str] = field(default_factory=list)
    bounded: list[str] = field(default_factory=list)
    unbounded: list[str] = field(default_factory=list)
    counted: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    codes: dict[str, Sequence[str]] = field(default_factory=dict)
    lists: dict[str, Sequence[str]] = field(default_factory=dict)
    tables: list[str] = field(default_factory=list)
    bins: list[str] = field(default_factory=list)
    speak_of_record: bool = True
    """Whether `known` and `coalesce` may be used: they speak of the record, not of the world."""


def number(draw: Draw, names: Names, depth: int) -> str:
    """A number with ends on both sides and at most two decimals."""
    kinds = ["literal", "name", "name", "name"]
    if depth > 0:
        kinds += ["sum", "difference", "twice", "negated", "min", "max", "abs", "if", "days", "months"]
        kinds += ["coalesce"] if names.speak_of_record else []
        kinds += ["table"] if names.tables and names.codes else []
        kinds += ["bins"] if names.bins else []
        kinds += ["highest"] if names.tables and names.lists else []
    one = lambda: number(draw, names, depth - 1)  # noqa: E731
    match draw(st.sampled_from(kinds)):
        case "name" if names.bounded:
            return draw(st.sampled_from(names.bounded))
        case "sum":
            return f"{one()} + {one()}"
        case "difference":
            return f"{one()} - ({one()})"
        case "twice":
            return f"{draw(st.integers(-2, 3))} * ({one()})"
        case "negated":
            return f"-({one()})"
        case "min" | "max" as pick:
            return f"{pick}({one()}, {one()})"
        case "abs":
            return f"abs({one()})"
        case "if":
            return f"if_else({truth(draw, names, depth - 1)}, {one()}, {one()})"
        case "days":
            return f"days_between({date(draw, names, 0)}, {date(draw, names, depth - 1)})"
        case "months":
            return f"months_between({date(draw, names, depth - 1)}, {date(draw, names, 0)})"
        case "coalesce":
            return f"coalesce({one()}, {one()})"
        case "table":
            return f"lookup({draw(st.sampled_from(names.tables))}, {draw(st.sampled_from(sorted(names.codes)))})"
        case "bins":
            return f"lookup({draw(st.sampled_from(names.bins))}, {one()})"
        case "highest":
            return f"highest({draw(st.sampled_from(names.tables))}, {draw(st.sampled_from(sorted(names.lists)))})"
        case _:
            return draw(st.sampled_from(["0", "1", "2", "3", "5", "7.5", "0.25", "12", "40"]))


def compared(draw: Draw, names: Names, depth: int) -> str:
    """A number for a comparison: it may be without ends."""
    if names.unbounded and bool(draw(st.booleans())):
        name: str = draw(st.sampled_from(names.unbounded))
        return draw(st.sampled_from([name, name, f"min({name}, 4)", f"max({name}, 1)"]))
    if len(names.counted) > 1 and draw(st.integers(0, 5)) == 0:
        return f"ratio({draw(st.sampled_from(names.counted))}, {draw(st.sampled_from(names.counted))})"
    return number(draw, names, depth)


def date(draw: Draw, names: Names, depth: int) -> str:
    """A date."""
    kinds = ["name", "name", "constant"]
    if depth > 0:
        kinds += ["later", "earlier", "max"] + (["coalesce"] if names.speak_of_record else [])
    span = lambda: f"{draw(st.sampled_from(['days', 'months', 'years']))}({draw(st.integers(0, 14))})"  # noqa: E731
    match draw(st.sampled_from(kinds)):
        case "name" if names.dates:
            return draw(st.sampled_from(names.dates))
        case "later":
            return f"{date(draw, names, depth - 1)} + {span()}"
        case "earlier":
            return f"{date(draw, names, depth - 1)} - {span()}"
        case "max":
            return f"max({date(draw, names, depth - 1)}, {date(draw, names, depth - 1)})"
        case "coalesce":
            return f"coalesce({date(draw, names, depth - 1)}, {date(draw, names, 0)})"
        case _:
            return draw(st.sampled_from(["as_of", "period_start", "period_end"]))


def truth(draw: Draw, names: Names, depth: int) -> str:
    """A condition."""
    kinds = ["compare", "compare", "date"]
    kinds += ["name"] if names.truths else []
    kinds += ["code", "in"] if names.codes else []
    kinds += ["any", "only"] if names.lists else []
    if depth > 0:
        kinds += ["not", "and", "or", "and", "or", "chain", "if", "same"]
        kinds += ["known", "coalesce"] if names.speak_of_record else []
    operator = lambda: draw(st.sampled_from([">", ">=", "<", "<=", "==", "!="]))  # noqa: E731
    one = lambda: truth(draw, names, depth - 1)  # noqa: E731
    match draw(st.sampled_from(kinds)):
        case "name":
            return draw(st.sampled_from(names.truths))
        case "code":
            name = draw(st.sampled_from(sorted(names.codes)))
            return f"{name} {draw(st.sampled_from(['==', '!=']))} '{draw(st.sampled_from(names.codes[name]))}'"
        case "in":
            name = draw(st.sampled_from(sorted(names.codes)))
            some = draw(st.lists(st.sampled_from(names.codes[name]), min_size=1, max_size=2))
            return f"{name} {draw(st.sampled_from(['in', 'not in']))} ({', '.join(map(repr, some))},)"
        case "any" | "only" as which:
            name = draw(st.sampled_from(sorted(names.lists)))
            some = draw(st.lists(st.sampled_from(names.lists[name]), min_size=1, max_size=2))
            return f"has_{which}({name}, {', '.join(map(repr, some))})"
        case "not":
            return f"not ({one()})"
        case "and" | "or" as which:
            return f"({one()}) {which} ({one()})"
        case "chain":
            return f"{number(draw, names, 0)} <= {compared(draw, names, depth - 1)} < {number(draw, names, 0)}"
        case "if":
            return f"if_else({one()}, {one()}, {one()})"
        case "same":
            return f"({one()}) == ({one()})"
        case "known":
            every = [*names.truths, *names.bounded, *names.unbounded, *names.dates, *names.codes, *names.lists]
            return f"known({draw(st.sampled_from(every))})"
        case "coalesce" if names.truths:
            return f"coalesce({draw(st.sampled_from(names.truths))}, {one()})"
        case "date":
            return f"{date(draw, names, depth - 1)} {operator()} {date(draw, names, 0)}"
        case _:
            return f"{compared(draw, names, depth - 1)} {operator()} {compared(draw, names, 0)}"
