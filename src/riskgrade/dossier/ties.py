"""Which registers hold records of a subject, and how each is tied to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..pack.register_model import RegisterModel


@dataclass(frozen=True, slots=True)
class Tie:
    """How a register is tied to the subject.

    Args:
        register: its name.
        field: the field that ties its rows.
        through: the register that holds the same field and lies between; None where it holds the subject's key.
    """

    register: str
    field: str
    through: str | None = None


def ties(models: Mapping[str, RegisterModel], subject: str) -> tuple[Tie, ...]:
    """The ties of all registers that hold records of a subject, in the order of the pack.

    Args:
        models: the pack's registers.
        subject: the register of subjects; it is not among them.

    Examples:
        >>> fields = {name: {"type": "code"} for name in ("code", "case", "market")}
        >>> models = {
        ...     "firms": RegisterModel(key="code", fields=fields),
        ...     "people": RegisterModel(key="case", join="case", through="penalties", fields=fields),
        ...     "penalties": RegisterModel(key="case", join="code", fields=fields),
        ...     "stalls": RegisterModel(key="case", join="market", fields=fields)}
        >>> [(one.register, one.through) for one in ties(models, "firms")]
        [('people', 'penalties'), ('penalties', None)]
    """
    key = models[subject].key
    found = []
    for name, model in models.items():
        *_, last = _way(models, name)
        if name != subject and (last == subject or models[last].join == key):
            found.append(Tie(name, model.join_field, model.through))
    return tuple(found)


def _way(models: Mapping[str, RegisterModel], name: str) -> Iterator[str]:
    """The registers from one to the last that it hangs on; a pack with a circle does not load."""
    step: str | None = name
    while step is not None:
        yield step
        step = models[step].through
