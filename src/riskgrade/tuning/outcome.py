"""What a grade should have told beforehand: an event of a register, described in the language of the rules."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..language import tree
from ..language.check import check
from ..language.errors import LanguageError, nearest
from ..language.parse import parse
from ..language.typed import Typed
from ..language.types import Kind, Type
from ..pack.compile_facts import visibility
from ..pack.load import constants_of
from ..pack.model import Pack
from ..pack.record_conditions import written_out
from ..pack.register_model import RegisterModel
from .error import TuningError
from .split_span import Span


@dataclass(frozen=True, slots=True)
class Outcome:
    """An event that may come after a grade.

    Args:
        register: whose records are the events; or ``register:condition``, such as ``samplings:final_failure``.
        where: which records, in the language of the rules: fields of the record, the register's named conditions, and the
            pack's parameters. Every record if not given.
        among: which records show that somebody looked, such as ``programme == 'supervision'`` of samplings: a subject without
            one in the window has no outcome, for nobody could have found anything. Without it a subject that nobody looked at
            counts as one to whom nothing happened.
        horizon: for how long after the origin (and the embargo) an event counts, such as ``12m``.
        lag: how long after an event it may still be missing from the register; an origin whose horizon and lag
            end after the data is left out.

    Raises:
        TuningError: it is not well said.

    Examples:
        >>> Outcome("samplings:final_failure", horizon="12m").where
        'final_failure'
    """

    register: str
    where: str | None = None
    horizon: str | Span = "12m"
    lag: str | Span = "0d"
    among: str | None = None

    def __post_init__(self) -> None:
        register, mark, where = self.register.partition(":")
        if mark and self.where is not None:
            raise TuningError(
                f"outcome '{self.register}' has a condition, and `where` gives another; write one of them",
                f"结果“{self.register}”已含条件，where 又给出一个；请只写一处",
            )
        object.__setattr__(self, "register", register.strip())
        object.__setattr__(self, "where", where.strip() if mark and where.strip() else self.where)
        object.__setattr__(self, "horizon", Span.of(self.horizon, "horizon"))
        object.__setattr__(self, "lag", Span.of(self.lag, "lag"))

    def __str__(self) -> str:
        return f"{self.register}:{self.where}" if self.where else self.register


def compile_outcome(outcome: Outcome, pack: Pack) -> tuple[Typed, Typed | None]:
    """Which records are the event and known on a day, and which show that somebody looked.

    Args:
        outcome: the event.
        pack: the pack with the register, its named conditions and the parameters.

    Returns:
        Conditions over the fields of a record and the day `as_of`; the second is None where `among` is not given.

    Raises:
        TuningError: the pack has no such register, it has no date, its records are not tied to the subject, or a
            condition cannot be read.
    """
    register = _register(outcome, pack)
    event = _condition(outcome, outcome.where, register, pack)
    return event, None if outcome.among is None else _condition(outcome, outcome.among, register, pack)


def _condition(outcome: Outcome, where: str | None, register: RegisterModel, pack: Pack) -> Typed:
    constants = constants_of(pack.parameters)
    fields = {**constants.names, **register.types}
    environment = replace(constants, names=fields)
    named: dict[str, tree.Node] = {}
    for name, text in register.conditions.items():
        named[name] = written_out(parse(text), named)
    nodes = [parse(text) for text, _ in visibility(register)]
    if where is not None:
        wider = replace(environment, names={**fields, **dict.fromkeys(named, Type(Kind.BOOL))})
        try:
            node = parse(where)
            check(node, wider, Kind.BOOL)
        except LanguageError as error:
            marks = "\n    " + " " * error.start + "^" * (error.end - error.start) if error.end > error.start else ""
            raise TuningError(
                f"outcome {outcome}: {error.message_en}\n    {where}{marks}",
                f"结果 {outcome}：{error.message_zh}\n    {where}{marks}",
            ) from error
        nodes.append(written_out(node, named))
    return check(nodes[0] if len(nodes) == 1 else tree.And(tuple(nodes)), environment, Kind.BOOL)


def _register(outcome: Outcome, pack: Pack) -> RegisterModel:
    found = pack.registers.get(outcome.register)
    if found is None:
        best = nearest(outcome.register, pack.registers)
        raise TuningError(
            f"outcome {outcome}: pack {pack.id} has no register '{outcome.register}'"
            + (f"; did you mean {best}?" if best else ""),
            f"结果 {outcome}：规则包 {pack.id} 没有登记册 {outcome.register}" + (f"；是否为 {best}？" if best else ""),
        )
    subject = pack.registers[pack.subject or ""]
    if found.date is None:
        raise TuningError(
            f"outcome {outcome}: records of {outcome.register} have no date, so none of them comes after a grade",
            f"结果 {outcome}：{outcome.register} 的记录没有日期，无法判断是否发生在评级之后",
        )
    if found.join_field != subject.join_field or outcome.register == pack.subject:
        raise TuningError(
            f"outcome {outcome}: records of {outcome.register} are not tied to {pack.subject} by '{subject.join_field}'; "
            "take a register of events of the subject, or measure a table of your own with rg.evaluate",
            f"结果 {outcome}：{outcome.register} 的记录未以 {subject.join_field} 与 {pack.subject} 关联；"
            "请选用该主体的事件登记册，或用 rg.evaluate 评估自备数据",
        )
    return found
