"""The acts of an entry, each as what makes its event of how the entry stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from ..log.error import LogError
from ..log.event import bad_form
from .case_act import Make
from .case_find import check_expected, find_state
from .case_law import cited, consent_law, hearing_until
from .entries import Entries, under_way
from .events import EVENTS, CaseEvent, Opened, Undone
from .figures import Figures
from .states import Act, State

_MODELS: Mapping[Act, type[CaseEvent]] = {one.act: one for one in EVENTS}


def opening(draft: Mapping[str, Any], on: str, replace: bool = False) -> Make:
    """Enter a draft, or put it in the place of an earlier one of the same penalty.

    Args:
        draft: it, in the form `riskgrade.listing/1`.
        on: the day.
        replace: whether a draft on which officers have concluded gives way too.
    """

    def make(ledger: Entries) -> CaseEvent:
        try:
            case, entry_id = str(draft["case"]["record_id"]), draft["entry_id"]
        except (KeyError, TypeError):
            raise LogError(
                "this is no draft of the form riskgrade.listing/1", "不是 riskgrade.listing/1 格式的草稿"
            ) from None
        before = ledger.found.get(case)
        held = before is not None and before.state is State.DRAFT and bool(before.conclusions)
        if before is not None and held and before.entry_id != entry_id and not replace:
            raise under_way(before)
        version = 1 if before is None else before.version + 1
        return _built(Opened, case=case, entry_id=entry_id, version=version, on=on, draft=dict(draft))

    return make


def doing(
    act: Act, asked: str, on: str, expect: str | None = None, figures: Figures | None = None, **said: Any
) -> Make:
    """Do something to an entry.

    Args:
        act: what, `open` apart.
        asked: the record of its penalty, or its id or the beginning of it.
        on: the day of the act.
        expect: the state or version that the person saw; None where nothing was said.
        figures: the law, for the acts that ask it: `notice` and `decide`.
        said: what else the event says, by the names of its fields.
    """

    def make(ledger: Entries) -> CaseEvent:
        state = find_state(ledger.found, asked)
        check_expected(state, expect)
        more = dict(said)
        model = _MODELS[act]
        if model is Undone:
            more["undoes"] = state.latest[1].kind
        if figures is not None and act is Act.NOTICE:
            until, cites = hearing_until(figures, date.fromisoformat(on))
            more |= {"hearing_until": None if until is None else until.isoformat(), "cites": cited(cites)}
        if figures is not None and act is Act.DECIDE:
            more["consent"] = consent_law(figures, date.fromisoformat(on))
        return _built(model, case=state.case, entry_id=state.entry_id, version=state.version + 1, on=on, **more)

    return make


def _built(model: type[CaseEvent], **fields: Any) -> CaseEvent:
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        raise bad_form(str(model.act), error) from None
