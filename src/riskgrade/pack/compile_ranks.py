"""`ranks:` of pack.yaml compiled: each a number to compare subjects by, under a name of its own."""

from __future__ import annotations

from collections.abc import Mapping

from ..language.environment import Environment
from ..language.types import Kind
from .diagnostics import Diagnostic, DiagnosticCode
from .evidence import reachable, weakest
from .expressions import Cite, Compiler, names_in
from .model import Fact, Rank
from .parameter import Parameter
from .part_models import Best
from .parts import GRADES, RANKS, Part, Parts
from .source_model import Evidence
from .working_days import WorkingDays

COLUMNS = ("flags", "findings")
"""Columns of the decisions that stand beside those of ranks; those of masks begin with `rules_`."""


class RankCompiler:
    """Compiles the ranks of one pack.

    Args:
        environment: the names that a number can use.
        facts: the facts of the subject.
        parameters: the parameters.
        calendar: the working days of the pack.
        cite: resolves citations.
        wrong: mistakes are added here.
    """

    def __init__(
        self,
        environment: Environment,
        facts: Mapping[str, Fact],
        parameters: Mapping[str, Parameter],
        calendar: WorkingDays | None,
        cite: Cite,
        wrong: list[Diagnostic],
    ) -> None:
        self.environment, self.facts, self.parameters = environment, facts, parameters
        self.calendar, self.cite, self.wrong = calendar, cite, wrong

    def compile(self, parts: Parts) -> tuple[Rank, ...]:
        """All ranks in document order."""
        found = (self._rank(name, part, parts) for name, part in parts.items[RANKS].items())
        return tuple(rank for rank in found if rank is not None)

    def _rank(self, name: str, part: Part, parts: Parts) -> Rank | None:
        self._hold_name(name, part, parts)
        cites = self.cite(part, part.model.cite, ("cite",))
        of = Compiler(self.wrong).compile(part.model.of, self.environment, Kind.NUMBER, part, ("of",))
        if of is None:
            return None
        _, read = reachable(names_in(of.node), self.facts, (), self.parameters, self.calendar)
        rests_on = weakest((*cites, *read)) or Evidence.DESIGN
        return Rank(name, of, part.model.best is Best.HIGH, part.model.label, cites, rests_on)

    def _hold_name(self, name: str, part: Part, parts: Parts) -> None:
        """A rank is a column of the decisions, and no name means two things."""
        known = {*self.environment.names, *self.environment.tables, *self.environment.lists}
        grade = next((one for one in parts.items[GRADES] if name == one or name.startswith(f"{one}_")), None)
        if grade is not None:
            en = f"'{name}' could be a column of the grade {grade}; call the rank so that it does not begin with '{grade}'"
            zh = f"{name} 可能与等级 {grade} 的列重名；请勿以 {grade} 开头"
        elif name in known or name in COLUMNS or name.startswith("rules_"):
            en, zh = f"'{name}' is already a name or a column; take another", f"{name} 已是名称或列名；请改名"
        else:
            return
        self.wrong.append(part.diagnostic(DiagnosticCode.NAME_CLASH, en, zh))
