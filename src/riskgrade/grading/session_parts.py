"""One layer of rules as the rule engine takes it: parts of a few rules each, in as many rulesets as the limits ask for.

Each part is asked by one message of its own and guarded by `part == k`, so that few tests stand side by side. The
limits are those that were measured (64 tests true at once, 512 tests under one node, 255 fields, 4,096 rules); they
are held here, before anything is registered, for beyond them the engine hangs or dies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..language.evaluate import evaluate
from ..language.scopes import Scope
from ..language.values import Truth, Value
from ..pack.model import Rule
from .session_formula import Asked, Asks, Formula, Gate, Lowered, Lowering, width
from .session_host import SINK, Firm, Host, SessionError

RULES_A_PART, WIDTH_A_PART, FIELDS_A_PART, PARTS_A_RULESET = 25, 56, 200, 60

Constant = Any
TRUE, FALSE = "t", "f"


@dataclass(frozen=True, slots=True)
class Part:
    """A few rules of a layer.

    Args:
        rules: them, with what each condition became; None where it always holds.
        asked: what is computed for their message.
        gaps: for each rule the places in `asked` of what its condition rests on.
    """

    rules: tuple[tuple[Rule, Lowered | None], ...]
    asked: tuple[Asked, ...]
    gaps: tuple[tuple[int, ...], ...]

    def definition(self, number: int) -> dict[str, Any]:
        """The part's rules in the engine's own form, two for each condition, and the sink that fires last."""
        guard = {"part": number}
        found: dict[str, Any] = {}
        for place, (_, lowered) in enumerate(self.rules):
            sides: list[tuple[str, Formula | None]] = [(TRUE, None)]
            if lowered is not None:
                sides = [(TRUE, lowered.true), (FALSE, lowered.false)]
            for side, formula in sides:
                when = guard if formula is None else {"$and": [guard, *_conjuncts(formula)]}
                found[f"{side}{number}.{place}"] = {"all": [{"m": when}], "pri": place}
        found[f"{SINK}{number}"] = {"all": [{"m": guard}], "pri": len(self.rules)}
        return found


def _conjuncts(formula: Formula) -> list[dict[str, Any]]:
    if isinstance(formula, Gate) and formula.every:
        return [written(item) for item in formula.items]
    return [written(formula)]


def written(formula: Formula) -> dict[str, Any]:
    """A formula in the engine's own form.

    Examples:
        >>> written(Gate(False, (Asks(0, "$gte", 3), Asks(1, "$eq", 1))))
        {'$or': [{'$gte': {'f0': 3}}, {'f1': 1}]}
    """
    match formula:
        case Asks(field, "$eq", constant):
            return {f"f{field}": constant}
        case Asks(field, op, constant):
            return {op: {f"f{field}": constant}}
        case Gate(every, items):
            return {"$and" if every else "$or": [written(item) for item in items]}


def parts_of(rules: Iterable[Rule], constant: Any) -> list[Part]:
    """Rules of one layer, split so that each part keeps within the limits; in document order.

    Args:
        rules: the rules that are in force.
        constant: the value of an expression that is the same for every subject on the day, or None.

    Raises:
        SessionError: one rule alone is too large, which `Lowering` does not let happen.
    """
    parts: list[Part] = []
    left = list(rules)
    while left:
        lowering, taken, wide = Lowering(constant), list[tuple[Rule, Lowered | None]](), 0
        for rule in left[:RULES_A_PART]:
            before = dict(lowering.asked)
            lowered = None if rule.when is None else lowering.lower(rule.when)
            more = 1 if lowered is None else width(lowered.true) + width(lowered.false)
            if wide + more > WIDTH_A_PART or 2 * len(lowering.asked) > FIELDS_A_PART:
                lowering.asked = before
                break
            taken.append((rule, lowered))
            wide += more
        if not taken:
            raise SessionError(f"the rule {left[0].id} is too large for the rule engine")
        left = left[len(taken) :]
        asked = tuple(lowering.asked.values())
        gaps = tuple(() if one is None else _rests_on(one) for _, one in taken)
        parts.append(Part(tuple(taken), asked, gaps))
    return parts


def _rests_on(lowered: Lowered) -> tuple[int, ...]:
    """The places in `asked` of what a condition rests on: fields come in pairs."""
    found: dict[int, None] = {}
    left: list[Formula] = [lowered.true, lowered.false]
    while left:
        match left.pop():
            case Asks(field):
                found[field // 2] = None
            case Gate(_, items):
                left.extend(items)
    return tuple(sorted(found))


class Layer:
    """The rules of one layer, registered.

    Args:
        host: the engine.
        parts: its parts.
    """

    def __init__(self, host: Host, parts: Sequence[Part]) -> None:
        self.places: list[tuple[int, int, Part]] = []
        self.handles: list[int] = []
        for start in range(0, len(parts), PARTS_A_RULESET):
            here = parts[start : start + PARTS_A_RULESET]
            rules: dict[str, Mapping[str, Any]] = {}
            for number, part in enumerate(here):
                rules |= part.definition(number)
            handle = host.register(rules)
            self.handles.append(handle)
            self.places.extend((handle, number, part) for number, part in enumerate(here))

    def judge(self, firm: Firm, scope: Scope, truths: dict[str, Truth], fired: list[str]) -> None:
        """Let the rules fire for one subject.

        Args:
            firm: the firm in the engine.
            scope: its names, with the conclusions of the layers before.
            truths: gains the truth of each rule.
            fired: gains the ids of the true rules, in the order in which they fired.

        Raises:
            SessionError: the engine failed, or called a rule both true and false.
        """
        values: dict[Any, Value] = {}
        for handle, number, part in self.places:
            for one in part.asked:
                if one.typed not in values:
                    values[one.typed] = evaluate(one.typed, scope)
            answers: dict[int, str] = {}

            def fire(name: str, part: Part = part, answers: dict[int, str] = answers) -> None:
                place = int(name.partition(".")[2])
                if place in answers:
                    raise SessionError(f"the rule {part.rules[place][0].id} is both true and false")
                answers[place] = name[0]
                if name[0] == TRUE:
                    fired.append(part.rules[place][0].id)

            found = [values[one.typed] for one in part.asked]
            numbers = [end for one, value in zip(part.asked, found, strict=True) for end in one.numbers(value)]
            firm.tell(handle, number, numbers, fire)
            for place, (rule, _) in enumerate(part.rules):
                answer = answers.get(place)
                gap = any(found[one].gap for one in part.gaps[place])
                truths[rule.id] = Truth(answer == TRUE, answer != FALSE, gap)
