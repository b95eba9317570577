"""What the documents of the list's deadlines and terms have in common: the pack, clauses, days as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from ..dishonesty.content_value import Cite, Words
from ..dishonesty.listing_texts import shown_cites, words
from ..explain.rule_content import Cite as CiteShown
from ..explain.sentences import cite_words
from ..pack.load import load_pack
from ..pack.model import Pack
from ..pack.register_model import Label
from ..pack.source_model import Citation

LIST_PACK = "cn-dishonesty-list"
"""The pack whose figures are used if none is named."""


def list_pack(pack: Pack | str | Path | None) -> Pack:
    """The pack asked for, or the one that is shipped.

    Raises:
        PackError: it cannot be used.
    """
    if isinstance(pack, Pack):
        return pack
    return load_pack(LIST_PACK if pack is None else pack)


def words_json(words: Words) -> dict[str, str]:
    """A text in both languages."""
    return {"zh": words.zh, "en": words.en}


def cites_json(cites: Iterable[Cite]) -> list[dict[str, Any]]:
    """Clauses, each with its evidence and the mark that goes with it; `words` is all of it in a line."""
    return [
        {
            "cite": one.cite, "title": words_json(one.title), "clause": one.clause,
            "clause_title": words_json(one.clause_title), "evidence": one.evidence, "mark": words_json(one.mark),
            "words": words_json(cite_text(one)),
        }
        for one in cites
    ]  # fmt: skip


def cite_text(cite: Cite) -> Words:
    """A clause in a line, with a mark where its text was not read, as explanations say it."""

    def label(text: Words) -> Label:
        return Label(zh=text.zh, en=text.en)

    shown = CiteShown(cite.cite, label(cite.title), cite.number, cite.clause, label(cite.clause_title), cite.evidence)
    return words(cite_words(shown))


def cited_json(cites: Iterable[Citation], pack: Pack) -> list[dict[str, Any]]:
    """The same, of citations that the pack resolved."""
    return cites_json(shown_cites(cites, pack, Words(zh="", en="")))


def day_text(day: date | None) -> str | None:
    """A day as text; null where there is none."""
    return None if day is None else day.isoformat()
