"""What a document says, part by part, from a draft: every sentence with the clauses it rests on, and how well they are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..explain.rule_content import Cite as CiteShown
from ..explain.sentences import cite_words
from ..pack.register_model import Label
from .content import ListingDraft
from .content_value import Cite, FromRecord, Statement, Value, Words
from .documents_case import CaseStanding
from .documents_model import BlanksModel, DocumentModel, DocumentPartModel
from .documents_text import clean, day_words

Item = dict[str, str]
"""One line of a part: `text`, `notes` (the numbers of its notes) and, where it has one, `label`."""


@dataclass(slots=True)
class Notes:
    """The notes at the end: each clause once, numbered as it first comes, with a mark where its text was not read.

    Args:
        unread: what is asked of whoever uses a clause that was not read.
    """

    unread: str
    numbers: dict[Cite, int] = field(default_factory=dict)

    def of(self, cites: Iterable[Cite]) -> str:
        """The numbers of clauses, as they stand behind a sentence."""
        found: dict[int, None] = {}
        for one in cites:
            plain = one.model_copy(update={"why": Words(zh="", en="")})
            found[self.numbers.setdefault(plain, len(self.numbers) + 1)] = None
        return "".join(f"[{number}]" for number in found)

    @property
    def lines(self) -> list[Item]:
        """The notes: `number` and `text`."""
        return [
            {"number": str(number), "text": clean(clause(one) + (f"：{one.mark.zh}，{self.unread}" if one.mark.zh else ""))}
            for one, number in self.numbers.items()
        ]  # fmt: skip


def clause(cite: Cite) -> str:
    """A clause in words; the mark stands elsewhere."""

    def label(text: Words) -> Label:
        return Label(zh=text.zh, en=text.en)

    shown = CiteShown(cite.cite, label(cite.title), cite.number, cite.clause, label(cite.clause_title), "text")
    return cite_words(shown).zh or cite.cite


def parts_of(draft: ListingDraft, model: DocumentModel, notes: Notes, blanks: BlanksModel) -> dict[str, list[Item]]:
    """Each part of a document, by its name; one that the draft does not have is empty.

    Args:
        draft: the draft.
        model: the document.
        notes: where its clauses go.
        blanks: what stands where there is nothing.
    """
    return {one.part: _part(draft, one, notes, blanks) for one in model.parts}


def _part(draft: ListingDraft, model: DocumentPartModel, notes: Notes, blanks: BlanksModel) -> list[Item]:
    match model.of:
        case "facts":
            by_field = {_field(one): one for one in draft.reason.facts}
            chosen = [by_field[name] for name in model.ids if name in by_field] if model.ids else draft.reason.facts
            return [{"label": one.label.zh, "text": _text(one), "notes": notes.of(one.cites)} for one in chosen]
        case "grounds":
            return _said(draft.reason.statements, (), notes)
        case "basis":
            return _basis(draft.basis, notes)
        case "measures":
            return _said(draft.measures, model.ids, notes)
        case "conditions":
            return _said(draft.removal.conditions, model.ids, notes)
        case "procedure":
            return _said(draft.removal.procedure, model.ids, notes)
        case "remedies":
            return _said(draft.remedies, model.ids, notes)
        case "consent":
            return [{"text": clean(draft.consent_needed.text.zh), "notes": notes.of(draft.consent_needed.cites)}]
        case "factors":
            return [
                {
                    "text": clean(one.label.zh), "notes": notes.of(one.cites),
                    "facts": "；".join(f"{fact.label.zh}：{_text(fact)}" for fact in one.facts) or blanks.nothing,
                    "hints": "；".join(clean(hint.text.zh) for hint in one.hints) or blanks.nothing,
                }
                for one in draft.factors
            ]  # fmt: skip


def _basis(cites: Iterable[Cite], notes: Notes) -> list[Item]:
    """A line for each source, with its clauses in the order in which the draft has them."""
    sources: dict[str, list[Cite]] = {}
    for one in cites:
        sources.setdefault(
            clause(one.model_copy(update={"clause": "", "clause_title": Words(zh="", en="")})), []
        ).append(one)
    return [
        {"text": clean(f"{source}：{'；'.join(_clause(one) for one in found)}"), "notes": notes.of(found)}
        for source, found in sources.items()
    ]


def _clause(cite: Cite) -> str:
    number = f"{cite.clause} " if cite.clause[:1].isdigit() else ""
    title, why = cite.clause_title.zh, cite.why.zh
    return f"{number}{title}" + (f"（{why}）" if why and why != title else "")


def _field(value: Value) -> str:
    return next((one.field for one in value.from_ if isinstance(one, FromRecord)), "")


def _text(value: Value) -> str:
    return day_words(clean(value.text.zh))


def _said(statements: Iterable[Statement], ids: Iterable[str], notes: Notes) -> list[Item]:
    """Sentences; of those that are named none may be missing, else there are none at all."""
    by_id = {one.id: one for one in statements}
    wanted = list(ids) or list(by_id)
    if any(one not in by_id for one in wanted):
        return []
    return [{"text": clean(by_id[one].text.zh), "notes": notes.of(by_id[one].cites)} for one in wanted]


def head_of(draft: ListingDraft, blanks: BlanksModel, case: CaseStanding | None) -> dict[str, Any]:
    """What a document says besides its parts: party, penalty, days, and the places where a person writes.

    Args:
        draft: the draft.
        blanks: what stands where a person writes.
        case: how the entry stands; None of a draft by itself.
    """
    concluded: Mapping[str, str] = {} if case is None else case.concluded
    fields = draft.penalty.fields
    place = f"{draft.penalty.file} 第{draft.penalty.row}行" if draft.penalty.row is not None else draft.penalty.file
    return {
        "party": {
            name: _text(one) + (blanks.masked if one.masked and name == "name" else "")
            for name, one in (
                ("name", draft.party.name), ("uscc", draft.party.uscc), ("party_type", draft.party.party_type),
                ("legal_representative", draft.party.legal_representative),
            )
        },
        "penalty": {name: _text(fields[name]) if name in fields else "" for name in ("decision_no", "decided_on", "authority")},
        "level": "规则判定为可列入，待人认定" if draft.level == "candidate" else "规则不能判断，由人判断",
        "seriousness": clean(concluded.get("seriousness", blanks.seriousness)),
        "uncertain": clean(concluded.get("uncertain", blanks.uncertain)) if draft.level == "manual" else "",
        "hearing": clean(case.hearing if case is not None else "") or blanks.nothing,
        "approval": clean("" if case is None else case.approval),
        "consented": clean("" if case is None else case.consented),
        "term": {
            name: _text(one) for name, one in (
                ("term_end", draft.term.term_end), ("early_removal_from", draft.term.early_removal_from),
                ("publish_by", draft.calendar.publish_by),
            )
        },
        "listing": {
            "number": clean((case.number if case is not None else None) or blanks.number),
            "day": day_words((case.day if case is not None else None) or blanks.day),
        },
        "attention": [
            *({"text": clean(one.text.zh), "notes": ""} for one in draft.notices),
            *({"text": clean(one.text.zh + ("" if one.certain else "（不能确定）")), "notes": ""} for one in draft.flags),
        ],
        "unknown": [{"text": clean(f"{one.label.zh}：{one.why.zh}")} for one in draft.unknown],
        "record": {
            "id": clean(draft.penalty.record_id), "entry": draft.entry_id[:12],
            "place": clean(f"{draft.penalty.record_id}（{place}）"),
        },
    }  # fmt: skip
