"""What a document says, part by part, from a draft: every sentence with the clauses it rests on, and how well they are known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..explain.rule_content import Cite as CiteShown
from ..explain.sentences import cite_words
from ..pack.register_model import Label
from .content import ListingDraft
from .content_value import Cite, FromRecord, Statement, Value, Words
from .documents_case import CaseStanding
from .documents_clause import clause_zh
from .documents_model import BlanksModel, DocumentModel, DocumentPartModel
from .documents_text import clean, day_words

Item = dict[str, str]
"""One line of a part: `text`, `notes` (the numbers of its notes) and, where it has one, `label`."""


@dataclass(slots=True)
class Notes:
    """The notes at the end: each clause once, numbered as it first comes, with a mark where its text was not read.

    Args:
        unread: what is asked of whoever uses a clause that was not read.
        forms: source -> how the number of a clause is written.
    """

    unread: str
    forms: Mapping[str, Sequence[str]] = field(default_factory=dict)
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
            {"number": str(number), "text": clean(clause(one, self.forms) + (f"：{one.mark.zh}，{self.unread}" if one.mark.zh else ""))}
            for one, number in self.numbers.items()
        ]  # fmt: skip


def clause(cite: Cite, forms: Mapping[str, Sequence[str]]) -> str:
    """A clause in words; the mark stands elsewhere."""
    about = f"“{cite.clause_title.zh}”" if cite.clause_title.zh else ""
    return f"{_source(cite)}{clause_zh(cite, forms)}{about}"


def _source(cite: Cite) -> str:
    shown = CiteShown(cite.cite, Label(zh=cite.title.zh, en=cite.title.en), cite.number, "", Label(), "text")
    return cite_words(shown).zh or cite.cite


def parts_of(
    draft: ListingDraft, model: DocumentModel, notes: Notes, blanks: BlanksModel, own: Iterable[Statement]
) -> dict[str, list[Item]]:
    """Each part of a document, by its name; one that the draft does not have is empty.

    Args:
        draft: the draft.
        model: the document.
        notes: where its clauses go.
        blanks: what stands where there is nothing.
        own: the sentences that only documents say.
    """
    return {
        one.part: _said(own, one.ids, notes) if one.of == "sentences" else _part(draft, one, notes, blanks)
        for one in model.parts
    }


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
                    "hint_notes": notes.of(cite for hint in one.hints for cite in hint.cites),
                }
                for one in draft.factors
            ]  # fmt: skip
        case _:
            return []


def _basis(cites: Iterable[Cite], notes: Notes) -> list[Item]:
    """A line for each source, with its clauses in the order in which the draft has them."""
    sources: dict[str, list[Cite]] = {}
    for one in cites:
        sources.setdefault(_source(one), []).append(one)
    return [
        {"text": clean(f"{source}：{'；'.join(_clause(one, notes.forms) for one in found)}"), "notes": notes.of(found)}
        for source, found in sources.items()
    ]


def _clause(cite: Cite, forms: Mapping[str, Sequence[str]]) -> str:
    number = clause_zh(cite, forms).strip()
    title, why = cite.clause_title.zh, cite.why.zh
    said = f"{number}“{title}”" if number and title else number or title
    return said + (f"（{why}）" if why and why != title else "")


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
    """What every document may say besides its parts: party, penalty, and the places where a person writes.

    Args:
        draft: the draft.
        blanks: what stands where a person writes.
        case: how the entry stands; None of a draft by itself.
    """
    concluded: Mapping[str, str] = {} if case is None else case.concluded
    fields = draft.penalty.fields
    party = ("name", "uscc", "party_type", "legal_representative")
    number, day = (None, None) if case is None else (case.number, case.day)
    place = f"{draft.penalty.file} 第{draft.penalty.row}行" if draft.penalty.row is not None else draft.penalty.file
    found = {name: _text(getattr(draft.party, name)) for name in party}
    if draft.party.name.masked:
        found["name"] += blanks.masked
    return {
        "party": found,
        "penalty": {name: _text(fields[name]) if name in fields else "" for name in ("decision_no", "decided_on", "authority")},
        "level": "规则判定为可列入，待人认定" if draft.level == "candidate" else "规则不能判断，由人判断",
        "seriousness": _or(concluded.get("seriousness"), blanks.seriousness),
        "uncertain": _or(concluded.get("uncertain"), blanks.uncertain) if draft.level == "manual" else "",
        "hearing": _or(None if case is None else case.hearing, blanks.nothing),
        "approval": _or(None if case is None else case.approval, ""),
        "consented": _or(None if case is None else case.consented, ""),
        "listing": {"number": _or(number, blanks.number), "day": blanks.day if day is None else day_words(day)},
        "unknown": [{"text": clean(f"{one.label.zh}：{one.why.zh}")} for one in draft.unknown],
        "record": {
            "id": clean(draft.penalty.record_id), "entry": draft.entry_id[:12],
            "place": clean(f"{draft.penalty.record_id}（{place}）"),
        },
    }  # fmt: skip


def attention_of(draft: ListingDraft, notes: Notes) -> list[Item]:
    """What an officer should see first, and what the rules noticed, each with its clauses."""
    noticed = [(one.text.zh + ("" if one.certain else "（不能确定）"), one.cites) for one in draft.flags]
    return [
        {"text": clean(text), "notes": notes.of(cites)}
        for text, cites in (*((one.text.zh, one.cites) for one in draft.notices), *noticed)
    ]


def term_of_entry(draft: ListingDraft, notes: Notes) -> dict[str, Item]:
    """The days of the entry, if it were decided together with the penalty, each with its clauses."""
    days = {
        "term_end": draft.term.term_end,
        "early_removal_from": draft.term.early_removal_from,
        "publish_by": draft.calendar.publish_by,
    }
    return {name: {"text": _text(one), "notes": notes.of(one.cites)} for name, one in days.items()}


def _or(said: str | None, otherwise: str) -> str:
    return clean(said) if said else otherwise
