"""One record of a credit file as it is shown: when and which, how it stands, what it says, where it comes from."""

from __future__ import annotations

from collections.abc import Mapping

from rich.text import Text

from ..dossier import Record, Section
from ..dossier.plain_value import Plain, plain_value
from ..dossier.standing import Standing
from ..pack.register_model import RegisterModel
from ..registers.blanks import usual_value
from ..report.credit_file_words import field_label, standing_text, value_text
from ..report.visible_text import visible
from .screen import Screen

_STYLES = {Standing.VOID: "bold red", Standing.MAY_BE_VOID: "bold yellow", Standing.NOTED: "bold green"}
_SOURCE = (("originated by", "谁产生"), ("provided by", "谁提供"), ("responsible", "谁负责"))

Pieces = list[Text]
"""What stands on a line, or on several where it does not fit."""


def record_name(screen: Screen, section: Section, one: Record, with_key: bool = True) -> str:
    """When a record is of, which it is, and from when it is known.

    Args:
        screen: where it is shown.
        section: its section.
        one: the record.
        with_key: whether its key says anything.
    """
    model = section.model
    day = one.event_on or one.valid_from
    lines = [str(day)] if day else []
    if not day and model.date:
        lines.append(screen.pick("date unknown", "日期不明"))
    if with_key:
        lines.append(one.key)
    if model.recorded and not one.recorded_on:
        lines.append(screen.pick("recording day unknown", "录入日期不明"))
    elif one.recorded_on and one.recorded_on != day:
        lines.append(screen.pick(f"recorded {one.recorded_on}", f"录入 {one.recorded_on}"))
    return visible("\n".join(lines))


def record_lines(screen: Screen, section: Section, one: Record, values: Mapping[str, Plain]) -> list[Pieces]:
    """What a record says.

    Args:
        screen: where it is shown.
        section: its section.
        one: the record.
        values: the values to show.
    """
    void = one.standing is Standing.VOID
    state = standing_text(one, section.model)
    said = [
        Text.assemble(
            (f"{visible(_label(screen, section, name))} ", "dim strike" if void else "dim"),
            (value_shown(screen, section, one, name) or screen.pick("blank", "空"), "strike" if void else ""),
        )
        for name in values
    ]
    return [
        [Text(visible(screen.pick(state.en, state.zh)), _STYLES.get(one.standing, ""))] if state.en else [],
        said,
        *([Text(visible(screen.pick(found.en, found.zh)), "yellow")] for found in one.findings),
        [Text(f"{word} {name}", "cyan") for word, name in sources(screen, section, one)],
    ]


def sources(screen: Screen, section: Section, one: Record) -> list[tuple[str, str]]:
    """Who originated a record, who provided it and who answers for it, as far as it is said.

    Args:
        screen: where it is shown.
        section: its section; nothing is said of a register that has no such fields.
        one: the record.
    """
    found = [
        (screen.pick(*word), visible(str(name))) for word, name in zip(_SOURCE, one.provenance, strict=True) if name
    ]
    if not any(dict(section.model.provenance).values()):
        return []
    return found or [(screen.pick("source", "来源"), screen.pick("not said", "未载明"))]


def value_shown(screen: Screen, section: Section, one: Record, name: str) -> str:
    """A value of a record; empty where it is unknown."""
    if name in one.refused:
        return screen.pick("(could not be read)", "（无法读取）")
    return visible(value_text(section.model.fields[name], one.values[name], screen.language))


def usual_values(model: RegisterModel) -> dict[str, Plain]:
    """What a blank cell of each field is read as, where that is a value: a record that holds it tells nothing new.

    Args:
        model: the register.

    Examples:
        >>> usual_values(RegisterModel(key="a", fields={"a": {"type": "code"}, "b": {"type": "bool", "blank": "false"}}))
        {'b': False}
    """
    blanks = {name: field.blank for name, field in model.fields.items() if not field.required}
    return {
        name: plain_value(model.fields[name], usual_value(name, model.fields[name], blank))
        for name, blank in blanks.items()
        if isinstance(blank, str)
    }


def telling(section: Section, one: Record, usual: Mapping[str, Plain]) -> dict[str, Plain]:
    """The values of a record that tell something beside its name; the workbook and the JSON document have them all.

    Args:
        section: its section.
        one: the record.
        usual: what a blank is read as: left out, unless nothing else is told.
    """
    model = section.model
    beside = {model.key, model.date, model.recorded, model.valid_from}
    if section.through is None:
        beside.add(model.join_field)
    left = {
        name: value
        for name, value in one.values.items()
        if name in one.refused or (value is not None and name not in beside)
    }
    return {name: value for name, value in left.items() if name in one.refused or value != usual.get(name)} or left


def _label(screen: Screen, section: Section, name: str) -> str:
    label = field_label(section.model, name)
    return screen.pick(label.en, label.zh)
