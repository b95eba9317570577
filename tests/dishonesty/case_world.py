"""Drafts, acts and a ledger for tests of an entry's life."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from riskgrade.dishonesty.content import document_of, with_id
from riskgrade.dishonesty.entries import Entries
from riskgrade.dishonesty.events import EVENTS, CaseEvent
from riskgrade.dishonesty.states import Act
from riskgrade.log.entry import START, Entry
from tests.dishonesty.made_up import body, value

AT = "2024-06-30T09:30:00+08:00"
MAKER, OTHER, SUPERIOR = "王丽", "李强", "赵敏"
LAW = {
    "levels": ["county", "city"], "cites": [{"cite": "o44-22", "evidence": "secondary"}], "pack": "cn-dishonesty-list",
    "sha256": "d" * 64,
}  # fmt: skip
MODELS = {one.act: one for one in EVENTS}
USUAL: dict[Act, dict[str, Any]] = {
    Act.CONCLUDE: {"point": "seriousness", "finding": True, "reason": "x"},
    Act.NOTICE: {"hearing_until": None, "cites": []},
    Act.HEAR: {"reason": "x"},
    Act.APPROVE: {"hearing": "not_asked", "reason": "x"},
    Act.REFUSE: {"reason": "x"},
    Act.CONSENT: {"authority": "上级局"},
    Act.DECLINE: {"authority": "上级局", "reason": "x"},
    Act.DECIDE: {"number": "列〔2024〕1号", "consent": LAW},
    Act.PUBLISH: {},
    Act.REMOVE: {"ground": "term", "reason": "x"},
    Act.RESTORE: {"reason": "x"},
    Act.REVOKE: {"reason": "x"},
    Act.WITHDRAW: {"reason": "x"},
    Act.UNDO: {"reason": "x"},
}


def document(
    record: str = "CF1", level: str = "candidate", authority: str | None = "county", as_of: str = "2023-12-31",
    uscc: str = "91990000MA90000114", decision_no: str | None = None, fields: Mapping[str, str] | None = None,
    texts: Mapping[str, str] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """A draft about one penalty."""
    made = body(level=level, as_of=as_of, case={"register": "penalties", "record_id": record})
    made["party"]["uscc"] = value("uscc", uscc)
    made["penalty"]["fields"]["decision_no"] = value("decision_no", decision_no or f"罚{record}")
    if authority is not None:
        made["penalty"]["fields"]["authority_level"] = value("authority_level", authority)
    for name, plain in (fields or {}).items():
        said = (texts or {}).get(name, plain)
        made["penalty"]["fields"][name] = value(name, plain, text={"zh": said, "en": said})
    return document_of(with_id(made))


class Story:
    """A ledger that is told acts one by one."""

    def __init__(self) -> None:
        self.ledger, self.number = Entries(), 0

    def tell(
        self, act: Act, by: str | None = MAKER, on: str = "2024-01-05", case: str = "CF1", at: str = AT, **said: Any
    ) -> None:
        """An act on an entry that is there."""
        state = self.ledger.found.get(case)
        fields = {
            "case": case, "entry_id": state.entry_id if state else "0" * 64, "version": state.version + 1 if state else 1,
            "on": on,
        }  # fmt: skip
        if act is Act.UNDO and state is not None:
            fields["undoes"] = state.latest[1].kind
        self.take(MODELS[act].model_validate(fields | USUAL[act] | said), by, at)

    def open(self, by: str = MAKER, on: str = "2024-01-05", at: str = AT, **kind: Any) -> None:
        """A draft is entered."""
        draft = document(**kind)
        case = draft["case"]["record_id"]
        state = self.ledger.found.get(case)
        version = state.version + 1 if state else 1
        fields = {"case": case, "entry_id": draft["entry_id"], "version": version, "on": on, "draft": draft}
        self.take(MODELS[Act.OPEN].model_validate(fields), by, at)

    def take(self, event: CaseEvent, by: str | None, at: str = AT) -> None:
        """An event of any kind."""
        entry = Entry(self.number + 1, START, at, by, event.kind, event.model_dump(mode="json"))
        self.ledger.take(entry, event)
        self.number += 1

    def until(self, state: str, **kind: Any) -> Story:
        """An entry that stands in a state, by the shortest lawful way."""
        self.open(**kind)
        if state == "draft":
            return self
        for point in self.ledger.found["CF1"].points:
            self.tell(Act.CONCLUDE, point=point)
        way = [
            (Act.NOTICE, MAKER, "noticed"), (Act.HEAR, MAKER, "heard"), (Act.APPROVE, OTHER, "approved"),
            (Act.CONSENT, SUPERIOR, "consented"), (Act.DECIDE, OTHER, "decided"), (Act.PUBLISH, OTHER, "published"),
            (Act.REMOVE, OTHER, "removed"),
        ]  # fmt: skip
        for act, by, reached in way:
            self.tell(act, by, **({"hearing": "held"} if act is Act.APPROVE else {}))
            if reached == state:
                return self
        raise AssertionError(state)

    def stands(self, case: str = "CF1") -> str:
        """The state."""
        return str(self.ledger.found[case].state)
