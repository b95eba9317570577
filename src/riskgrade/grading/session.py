"""The third evaluator: forward chaining over one subject with durable-rules, for whoever looks at one firm.

It decides only which rules are true; points, bands and steps are the same code as the reference's. Conclusions are
folded here between layers, so the engine needs no joins and takes nothing back. A rule fires as true or as false; one
of which neither fires is unknown, so a firing that were lost would withhold a level and never give a good one.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import date
from threading import RLock

from ..facts.reference import SubjectScope
from ..language.values import Truth
from ..pack.fixed import Fixed
from ..pack.model import Rule
from .session_host import Host
from .session_parts import Layer, parts_of
from .truths import NEVER, PackOnDay, RuleTruths, conclude, conclude_nothing

KEPT = 32
"""Packs on a day whose rules stay registered; what-if over many days gives the oldest back."""


class Session:
    """Rules of packs in the engine, and the truths they give. Close it, or use it in a `with`.

    Raises:
        SessionUnavailableError: durable-rules is not installed; the reference gives the same answers.

    Examples:
        >>> from datetime import date
        >>> from riskgrade.grading.reference import Grader
        >>> from riskgrade.pack.dating import Moment
        >>> from riskgrade.pack.load import load_pack
        >>> from riskgrade.registers import load_registers
        >>> pack = load_pack("us-nyc")
        >>> rows = [{"inspection_id": "1", "inspected_on": "2014-03-03", "score": "13"}]
        >>> registers = load_registers({"inspections": rows}, pack.registers)
        >>> with Session() as session:
        ...     decision, = Grader(pack, registers, Moment.of(date(2014, 12, 31)), session.truths).decide(["1"])
        >>> decision.fired
        ('score.points',)
    """

    def __init__(self) -> None:
        self._host = Host()
        self._lock = RLock()  # a chain may not be given back while another thread asks it
        self._chains: OrderedDict[tuple[int, date, int], Chain] = OrderedDict()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give back what the engine holds."""
        with self._lock:
            self._chains.clear()
            self._host.close()

    def truths(self, on_day: PackOnDay, scope: SubjectScope) -> RuleTruths:
        """The truth of each rule of a pack for one subject, and the true ones in the order in which they fired.

        Args:
            on_day: the pack.
            scope: the subject's names with its facts; gains the conclusions.

        Raises:
            SessionError: the engine did not do what it must.
        """
        with self._lock:
            chain = self._chain(on_day)
            try:
                return chain.truths(scope)
            except BaseException:
                self._drop(chain)
                raise

    def _drop(self, chain: Chain) -> None:
        """Give back a chain after a failure; the next firm gets a new one."""
        self._chains = OrderedDict((key, one) for key, one in self._chains.items() if one is not chain)
        chain.release()

    def _chain(self, on_day: PackOnDay) -> Chain:
        # The chain keeps the pack, so that no other can come to stand under its id.
        key = (id(on_day.pack), on_day.moment.as_of, on_day.moment.period)
        found = self._chains.get(key)
        if found is None:
            found = self._chains[key] = Chain(self._host, on_day)
            if len(self._chains) > KEPT:
                self._chains.popitem(last=False)[1].release()
        else:
            self._chains.move_to_end(key)
        return found


class Chain:
    """The rules of one pack as they are in force on one day, layer by layer."""

    def __init__(self, host: Host, on_day: PackOnDay) -> None:
        self._host, self._pack = host, on_day.pack
        self._layers: list[tuple[Layer, tuple[Rule, ...]]] = []
        fixed = Fixed(on_day.constants)
        for rules in on_day.layers:
            now = [rule for rule in rules if rule.in_force(on_day.moment.as_of)]
            self._layers.append((Layer(host, parts_of(now, fixed.value_of)), rules))

    def release(self) -> None:
        """Give its rulesets back."""
        for layer, _ in self._layers:
            self._host.release(layer.handles)

    def truths(self, scope: SubjectScope) -> RuleTruths:
        """What the engine says of one subject."""
        truths: dict[str, Truth] = {rule.id: NEVER for rule in self._pack.rules}
        fired: list[str] = []
        conclude_nothing(self._pack, scope)
        with self._host.firm() as firm:
            for layer, rules in self._layers:
                layer.judge(firm, scope, truths, fired)
                conclude(rules, truths, scope)
        return RuleTruths(truths, tuple(fired))
