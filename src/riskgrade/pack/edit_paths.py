"""The paths of the values of a pack: how a place in a YAML file is named, and the place that a name means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from .document import Path_
from .parts import Part
from .scalars import normal

KEPT = ("id", "cite", "title", "label", "labels", "note", "levels", "first_in_scope", "matrix")
"""What a value is called and rests on, and which packs and levels there are: to change these makes another pack, not another try."""

Step = tuple[str, Path_]
"""What a step is called, and the steps in the file that it stands for."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a part.

    Args:
        text: its path, in the one form in which it is shown.
        kind: rules, parameters, grades or facts.
        name: the name of the part.
        part: the part.
        at: the place inside the part.
        value: what is written there.
    """

    text: str
    kind: str
    name: str
    part: Part
    at: Path_
    value: Any


def named(kind: str, name: str, *steps: Step) -> str:
    """A path in words.

    Examples:
        >>> named("rules", "up.sampling", ("then", ("then",)), ("points", ("points",)))
        'rules.up.sampling.then.points'
    """
    return ".".join((kind, name, *(word for word, _ in steps)))


def data_of(part: Part, at: Path_ = ()) -> Any:
    """What is written at a place of a part."""
    data = part.document.data
    for step in (*part.path, *at):
        data = data[step]
    return data


def children(part: Part, at: Path_) -> list[Step]:
    """The steps that lead on from a place, each by its best name; a mapping by its keys, a list by what its entries are for."""
    data = data_of(part, at)
    if isinstance(data, dict):
        return [(key, (key,)) for key in data]
    if not isinstance(data, list):
        return []
    names = list(_names(part, at, data))
    # Where two entries would have one name, their numbers tell them apart.
    return [(name if names.count(name) == 1 else str(place), (place,)) for place, name in enumerate(names)]


def _names(part: Part, at: Path_, data: list[Any]) -> Iterator[str]:
    matrix = data_of(part).get("matrix") if at[:1] == ("cells",) else None
    for place, one in enumerate(data):
        if matrix is not None:
            yield list(matrix.values())[len(at) - 1][place]
        elif isinstance(one, dict) and at == () and one.get("from"):
            yield one["from"]
        elif isinstance(one, dict) and at == ("bands",) and one.get("level"):
            yield one["level"]
        elif isinstance(one, list) and at[-1:] == ("bins",) and one:
            yield str(one[0])
        elif at[-2:-1] == ("bins",):
            yield ("up_to", "points")[place] if place < 2 else str(place)
        else:
            yield str(place)


def find(kind: str, parts: Mapping[str, Part], text: str) -> Place | tuple[Part | None, Path_, str, list[str]]:
    """The place that a path means.

    Args:
        kind: rules, parameters, grades or facts.
        parts: the parts of that kind.
        text: the path without its kind.

    Returns:
        The place; or how far the path leads (part and place), what is not found there, and what there is.
    """
    known: list[Step] = [(name, (name,)) for name in parts]
    for name, rest in (*_begins(text, known), *_begins(normal(text), known)):
        part = parts[str(name[0])]
        return _inside(kind, str(name[0]), part, _single(part), rest)
    return None, (), _asked(text, list(parts)), list(parts)


def _single(part: Part) -> list[Step]:
    """The way to the only version of a parameter that is written as a list."""
    data = data_of(part)
    return [("", (0,))] if isinstance(data, list) and len(data) == 1 else []


def _inside(kind: str, name: str, part: Part, way: list[Step], rest: str) -> Place | tuple[Part, Path_, str, list[str]]:
    at = tuple(step for _, steps in way for step in steps)
    if not rest:
        return Place(named(kind, name, *(one for one in way if one[0])), kind, name, part, at, data_of(part, at))
    steps = children(part, at)
    spelled = [
        *steps,
        *((str(place), one[1]) for place, one in enumerate(steps) if isinstance(data_of(part, at), list)),
    ]
    failed: tuple[Part, Path_, str, list[str]] | None = None
    for place, further in _begins(rest, spelled):
        word = next(one for one in steps if one[1] == place)
        found = _inside(kind, name, part, [*way, word], further)
        if isinstance(found, Place):
            return found
        if failed is None or len(found[1]) > len(failed[1]):
            failed = found
    words = [word for word, _ in steps]
    return failed or (part, at, _asked(rest, words), words)


def _begins(text: str, steps: list[Step]) -> list[tuple[Path_, str]]:
    """The steps that a text can begin with, the longest name first, and what is left of the text."""
    fitting = [one for one in steps if text == one[0] or text.startswith(f"{one[0]}.")]
    fitting.sort(key=lambda one: -len(one[0]))
    return [(place, text[len(word) + 1 :]) for word, place in fitting]


def _asked(text: str, known: list[str]) -> str:
    """As much of a text as was probably meant as one name: names may hold dots."""
    words = text.split(".")
    best = (0.0, words[0])
    for name in known:
        some = ".".join(words[: name.count(".") + 1])
        best = max(best, (SequenceMatcher(None, some, name).ratio(), some), key=lambda one: one[0])
    return best[1]


def walk(kind: str, name: str, part: Part) -> Iterator[Place]:
    """Every value of a part that is not a list or a mapping and that a patch may change."""
    yield from _walk(kind, name, part, _single(part))


def _walk(kind: str, name: str, part: Part, way: list[Step]) -> Iterator[Place]:
    at = tuple(step for _, steps in way for step in steps)
    data = data_of(part, at)
    if not isinstance(data, dict | list):
        yield Place(named(kind, name, *(one for one in way if one[0])), kind, name, part, at, data)
    for step in children(part, at):
        if step[1][0] not in KEPT:
            yield from _walk(kind, name, part, [*way, step])
