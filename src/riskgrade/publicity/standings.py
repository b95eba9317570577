"""Records that do not simply stand: void, perhaps void, altered, repaired."""

from __future__ import annotations

from ..dossier.standing import Standing
from ..pack.register_model import Label
from ..pack.source_model import Citation
from .content import Because, Item, Source
from .layout_model import Goes
from .layouts import Layouts

MAY_BE_VOID = Label(
    zh="失效日期与失效原因只有其一，是否已失效无法判断",
    en="it has a void date or a reason, but not both; it may be void",
)
ALTERED = Label(zh="处罚已变更，由人员处理", en="it was altered; a person decides")


def standing_item(source: Source, layouts: Layouts) -> Item | None:
    """What becomes of a record that does not simply stand; None for one that does.

    Args:
        source: the record.
        layouts: the layouts, with the reasons that repair and alter.
    """
    said, said_of_cases = layouts.model.withdrawal, layouts.model.cases
    why = reason_label(source)
    match source.standing:
        case Standing.VOID if said_of_cases is not None and source.reason == said_of_cases.revoked.reason:
            return Item(source, Goes.NEVER, (Because(source.reason, why, layouts.cites(said_of_cases.revoked.cite)),))
        case Standing.VOID:
            return Item(source, Goes.NEVER, (Because(source.reason, why, cites_of(layouts, said.within)),))
        case Standing.MAY_BE_VOID:
            return Item(source, Goes.HELD, (Because("may-be-void", MAY_BE_VOID, certain=False),))
        case Standing.NOTED if source.reason == said.altered.reason:
            return Item(source, Goes.HELD, (Because("altered", ALTERED, layouts.cites(said.altered.cite)),))
        case Standing.NOTED if source.reason == said.repaired.reason:
            return Item(source, Goes.NEVER, (Because(source.reason, why, cites_of(layouts, said.repaired.within)),))
        case _:
            return None


def reason_label(source: Source) -> Label:
    """Why a record is void or noted, in the words of its register."""
    if source.why.zh:
        return source.why
    void = source.model.void
    values = None if void is None else source.model.fields[void.reason].values
    return (values or {}).get(source.reason, Label(zh=source.reason, en=source.reason))


def cites_of(layouts: Layouts, parameter: str) -> tuple[Citation, ...]:
    """What a parameter rests on, in all its versions."""
    return tuple(cite for version in layouts.pack.parameters[parameter].versions for cite in version.cites)
