"""What of a pack is compiled before its calibration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .model import Fact, Grade, Rule
from .parameter import Parameter
from .parts import Parts
from .register_model import RegisterModel


@dataclass(frozen=True, slots=True)
class Compiled:
    """What of a pack is compiled before its calibration.

    Args:
        parts: the merged parts.
        subject: the register that is graded.
    """

    parts: Parts
    subject: str
    registers: Mapping[str, RegisterModel]
    facts: Mapping[str, Fact]
    parameters: Mapping[str, Parameter]
    rules: tuple[Rule, ...]
    grades: Mapping[str, Grade]

    @property
    def makers(self) -> dict[str, list[Rule]]:
        """Conclusion -> the rules that conclude it."""
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            if rule.conclude:
                found.setdefault(rule.conclude, []).append(rule)
        return found
