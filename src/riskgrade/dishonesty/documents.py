"""The Word documents of an entry: made from its draft by the templates of the pack, whole or not at all.

A document is marked as a draft on every page, until an officer has decided the entry and the case register says so. Number, seal and
day are left for a person; those of a decision that was made are the ones that a person gave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from markupsafe import escape

from .content import ListingDraft
from .content_value import Words
from .documents_case import CaseStanding
from .documents_content import Item, Notes, attention_of, head_of, parts_of, term_of_entry
from .documents_model import DocumentModel, DocumentPartModel
from .documents_plan import DocumentsPlan
from .documents_template import WordTemplate
from .documents_text import day_words
from .error import IncompleteDraftError, ListingError
from .states import GROUND_WORDS, STATE_WORDS, State

_EXTRA: Mapping[str, Callable[[ListingDraft, Notes], Any]] = {"attention": attention_of, "term": term_of_entry}
"""What a template may ask for besides its parts, and that brings clauses of its own."""

CLOSED = ("revoked", "withdrawn")
"""States of an entry that was given up: there is nothing to write."""


class DocumentMaker:
    """Makes documents; templates are read once.

    Args:
        plan: the documents of a pack.
    """

    def __init__(self, plan: DocumentsPlan) -> None:
        self.plan = plan
        self._template = cache(self._read)

    def kinds(self, case: CaseStanding | None) -> list[str]:
        """The documents that are made where none are named: those of a draft, and of a removed entry that of its removal.

        Args:
            case: how the entry stands; None of a draft by itself.
        """
        if case is not None and case.state in CLOSED:
            return []
        found = [kind for kind, one in self.plan.model.kinds.items() if not one.only]
        if case is not None and case.stopped:
            return [kind for kind in found if _is_inside(self.plan.model.kinds[kind])]
        if case is not None and case.ground is not None:
            found += [kind for kind, one in self.plan.model.kinds.items() if one.only and one.ground == case.ground]
        return found

    def make(self, draft: ListingDraft, kind: str, case: CaseStanding | None = None) -> bytes:
        """A document.

        Args:
            draft: the draft.
            kind: one of `plan.model.kinds`.
            case: how the entry stands in the case register; None of a draft by itself, which is always marked as one.

        Returns:
            The Word file; the same draft, standing and templates give the same bytes.

        Raises:
            IncompleteDraftError: something that the law wants in it is missing, in the draft or in the template.
            ListingError: it is not made of an entry that stands so; the template cannot be used.
        """
        model, blanks = self.plan.model.kinds[kind], self.plan.model.blanks
        self._hold(draft, model, case)
        template, notes = self._template(model.template), Notes(blanks.unread, self.plan.model.clauses)
        parts = parts_of(draft, model, notes, blanks, self.plan.said(date.fromisoformat(draft.as_of)))
        for one in model.parts:
            if not parts[one.part] or not all(item["text"] for item in parts[one.part]):
                raise _lacks(draft, model, one, "the draft has nothing of it", "草稿中没有该内容")
        final = case is not None and case.state in model.final
        head = head_of(draft, blanks, case)
        # What a document does not print leaves no notes in it.
        extra = {name: made(draft, notes) for name, made in _EXTRA.items() if name in template.names}
        context: dict[str, Any] = {
            **head, **parts, **extra, **self._closing(model, case if final else None),
            "title": model.title.zh, "draft": not final, "nothing": blanks.nothing, "notes": notes.lines,
        }  # fmt: skip
        for name in ("penalty", "party"):
            for key, text in head[name].items():
                if not text:
                    part = Words(zh=f"{name}.{key}", en=f"{name}.{key}")
                    raise _lacks_words(draft, model, part, "the draft has nothing of it", "草稿中没有该内容")
        content, text = template.fill(context)
        for one in model.parts:
            if not all(_said(item, text) for item in parts[one.part]):
                raise _lacks(
                    draft, model, one, f"{model.template} does not print it", f"模板 {model.template} 未写出该内容"
                )
        return content

    def _closing(self, model: DocumentModel, case: CaseStanding | None) -> dict[str, str]:
        """Number, seal and day: empty, but those of a decision to list that was made are known."""
        blanks = self.plan.model.blanks
        made = case if any(one.of == "measures" for one in model.parts) else None
        return {
            "number": made.number if made is not None and made.number else blanks.number,
            "seal": blanks.seal,
            "day": day_words(made.day) if made is not None and made.day else blanks.day,
        }

    def _hold(self, draft: ListingDraft, model: DocumentModel, case: CaseStanding | None) -> None:
        """Refuse a document that is not made of an entry that stands so."""
        state = None if case is None else case.state
        if state in CLOSED:
            raise ListingError(
                f"{draft.case.record_id} was {state}; no document is made of it",
                f"{draft.case.record_id} 已{'撤销' if state == 'revoked' else '撤回'}，不再制作文书",
            )
        if case is not None and case.stopped and not _is_inside(model):
            raise ListingError(
                f"{draft.case.record_id}: an officer concluded that it is not so; '{model.title.en}' is not made",
                f"{draft.case.record_id}：执法人员已认定不符合，不制作“{model.title.zh}”",
            )
        if model.only and state not in model.only:
            wanted = ", ".join(model.only)
            wanted_zh = "、".join(f"“{STATE_WORDS[State(one)][1]}”" for one in model.only)
            now = "" if state is None else STATE_WORDS[State(state)][1]
            raise ListingError(
                f"{draft.case.record_id}: '{model.title.en}' is made of an entry of the case register that is {wanted}; "
                + ("give the register instead of the draft" if state is None else f"this one is {state}"),
                f"{draft.case.record_id}：“{model.title.zh}”须由案件登记簿中状态为{wanted_zh}的条目制作；"
                + ("请给出登记簿而非草稿" if state is None else f"该条目现为“{now}”"),
            )
        if model.ground is not None and case is not None and case.ground not in (None, model.ground):
            raise ListingError(
                f"{draft.case.record_id} was removed on the ground '{case.ground}'; '{model.title.en}' is for '{model.ground}'",
                f"{draft.case.record_id} 的移出事由为“{_ground(case.ground)}”，“{model.title.zh}”适用于“{_ground(model.ground)}”",
            )

    def _read(self, template: str) -> WordTemplate:
        return WordTemplate.read(self.plan.folder / template, f"{self.plan.folder.name}/{template}")


def _ground(name: str | None) -> str:
    plain = name or ""
    return GROUND_WORDS[plain][1] if plain in GROUND_WORDS else plain


def _is_inside(model: DocumentModel) -> bool:
    """Whether a document stays inside the office: the one in which the factors are weighed, be it with a no."""
    return any(one.of == "factors" for one in model.parts)


def _said(item: Item, text: str) -> bool:
    return str(escape(item["text"])) in text


def _lacks(
    draft: ListingDraft, model: DocumentModel, part: DocumentPartModel, en: str, zh: str
) -> IncompleteDraftError:
    label = Words(zh=part.label.zh or part.part, en=part.label.en or part.part)
    return _lacks_words(draft, model, label, en, zh)


def _lacks_words(draft: ListingDraft, model: DocumentModel, part: Words, en: str, zh: str) -> IncompleteDraftError:
    return IncompleteDraftError(
        draft.case.record_id,
        (part.en,),
        f"{draft.case.record_id}: '{model.title.en}' is not made without {part.en}: {en}",
        f"{draft.case.record_id}：“{model.title.zh}”缺少{part.zh}，不予制作：{zh}",
    )


def checked_kinds(plan: DocumentsPlan, asked: Iterable[str]) -> list[str]:
    """Kinds as a person named them, each once.

    Raises:
        ListingError: one is none.
    """
    known: Mapping[str, DocumentModel] = plan.model.kinds
    found = list(dict.fromkeys(asked))
    for one in found:
        if one not in known:
            raise ListingError(
                f"'{one}' is no document of pack {plan.pack.id}; there are: {', '.join(known)}",
                f"规则包 {plan.pack.id} 没有名为 {one} 的文书；可用：{'、'.join(known)}",
            )
    return found
