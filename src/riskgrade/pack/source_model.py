"""Sources and citations: what a rule rests on, and how sure we are of it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field

from .diagnostics import hint, nearest
from .register_model import Label, Model, Names
from .scalars import Day


class Evidence(StrEnum):
    """How a fact of the law is known, strongest first; nothing recalled or inferred is shown as statute.

    Examples:
        >>> max([Evidence.TEXT, Evidence.RECALLED], key=lambda one: one.rank)
        <Evidence.RECALLED: 'recalled'>
    """

    TEXT = "text"
    SECONDARY = "secondary"
    RECALLED = "recalled"
    INFERRED = "inferred"
    DESIGN = "design"

    @property
    def rank(self) -> int:
        """0 for the strongest."""
        return list(Evidence).index(self)


def _as_label(value: object) -> object:
    return {"zh": value, "en": value} if isinstance(value, str) else value


Title = Annotated[Label, BeforeValidator(_as_label)]
"""A text in two languages, or one text for both."""


class Clause(Model):
    """What is said of one clause, where it differs from its source."""

    evidence: Evidence | None = None
    title: Title = Label()
    note: str | None = None


class Source(Model):
    """A document that rules cite.

    Args:
        id: its short name; a citation is this, or this with `-` and the clause.
        title: its title.
        number: its official number.
        issuer: who issued it.
        jurisdiction: where it holds; a pack of another jurisdiction uses it as design.
        from_: the first day it is in force.
        to: the last day.
        verified_until: the last day for which somebody checked that it still stands.
        evidence: how its content is known.
        clauses: clause -> what differs for it.
    """

    id: str
    title: Title
    number: str | None = None
    issuer: str | None = None
    jurisdiction: str | None = None
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None
    verified_until: Day | None = None
    evidence: Evidence
    note: str | None = None
    clauses: dict[str, Clause] = {}


class Citation(Model):
    """A citation that was resolved: the source, the clause and the evidence of it."""

    text: str
    source: str
    clause: str
    evidence: Evidence


def resolve(text: str, sources: dict[str, Source]) -> Citation | None:
    """Find what a citation names: a source's id, or the longest id before `-` with the clause after it.

    Examples:
        >>> act = Source(id="m2016", title="measure", evidence="text", clauses={"9": {"evidence": "recalled"}})
        >>> resolve("m2016-27-2", {"m2016": act}).clause
        '27-2'
        >>> resolve("m2016-9", {"m2016": act}).evidence
        <Evidence.RECALLED: 'recalled'>
    """
    parts = text.split("-")
    for end in range(len(parts), 0, -1):
        source = sources.get("-".join(parts[:end]))
        if source is not None:
            clause = "-".join(parts[end:])
            special = source.clauses.get(clause)
            evidence = special.evidence if special and special.evidence else source.evidence
            return Citation(text=text, source=source.id, clause=clause, evidence=evidence)
    return None


def hint_citation(text: str, sources: Iterable[str]) -> tuple[str, str]:
    """The citation that was perhaps meant, as a half-sentence in English and Chinese.

    Examples:
        >>> hint_citation("m2106-27-2", ["m2016"])[0]
        "; did you mean 'm2016-27-2'?"
    """
    parts, known = text.split("-"), list(sources)
    likely: list[tuple[float, str]] = []
    for end in range(1, len(parts) + 1):
        begins = "-".join(parts[:end])
        source = nearest(begins, known)
        if source:
            alike = SequenceMatcher(None, begins, source).ratio()
            likely.append((alike, "-".join([source, *parts[end:]])))
    meant = max(likely, default=(0.0, ""))[1]
    return hint(meant, [meant]) if meant else ("", "")


__all__ = ["Citation", "Clause", "Evidence", "Names", "Source", "Title", "hint_citation", "resolve"]
