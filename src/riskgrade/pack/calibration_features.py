"""What a weight that may move rests on: none of it may be who looked, where, in what weather, or what a person is."""

from __future__ import annotations

from collections.abc import Sequence

from .calibration_bounds import Movable
from .calibration_model import CalibrationModel
from .calibration_values import Values
from .compiled import Compiled
from .diagnostics import Diagnostic, DiagnosticCode
from .forbidden_features import forbidden_in
from .model import Rule
from .parts import Part


def refuse_forbidden(
    model: CalibrationModel,
    part: Part,
    pack: Compiled,
    weights: Sequence[tuple[tuple[Rule, ...], Movable]],
    wrong: list[Diagnostic],
) -> frozenset[str]:
    """Refuse weights that rest on a forbidden feature.

    Args:
        model: what may move.
        part: where that is written.
        pack: the pack so far.
        weights: each with the rules that give its points.
        wrong: mistakes are added here.

    Returns:
        Every name that the weights rest on.
    """
    values = Values(pack.parts, pack.parameters, lambda *_: ())
    every: set[str] = set()
    told: set[tuple[str, str]] = set()
    for rules, movable in weights:
        for rule in rules:
            reads = values.reads(rule, pack.facts, pack.makers)
            names = reads.decides | reads.gives
            every |= names
            for name in sorted(names):
                found = forbidden_in(name, _labels(name, names, pack), model.forbidden_features)
                if found is not None and (rule.id, name) not in told:
                    told.add((rule.id, name))
                    kind, word = found
                    en = f"rule '{rule.id}' rests on '{name}', a forbidden feature ({kind}: {word}); {movable.path} gets no band"
                    zh = f"规则 {rule.id} 依赖 {name}，属于禁止使用的特征（{kind}：{word}）；{movable.path} 不得设区间"
                    wrong.append(part.diagnostic(DiagnosticCode.CALIBRATION, en, zh))
    return frozenset(every)


def _labels(name: str, names: frozenset[str], pack: Compiled) -> list[str]:
    """What people call a name: as a fact, as a field of the subject, and of the registers that the facts read."""
    found = []
    if name in pack.facts:
        label = pack.facts[name].label
        found += [label.zh, label.en]
    registers = {pack.subject, *(pack.facts[one].register or "" for one in names if one in pack.facts)}
    for register in sorted(registers & pack.registers.keys()):
        field = pack.registers[register].fields.get(name)
        if field is not None:
            found += [field.label.zh, field.label.en]
    return found
