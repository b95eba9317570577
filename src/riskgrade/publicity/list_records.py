"""The entries of the list from all places that keep them: the register, entries in its place, or a case register beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ..registers import rows_of
from .case_entries import CaseEntries, keyed_apart, with_parties
from .content import Because, Item, Remark, Source
from .entries import REGISTER, Entry, cases_said, entry_sources
from .layout_model import CasesModel, Goes
from .layouts import Layouts
from .same_matter import differing, same_matters
from .sources import Physical, Sources

Kept = Iterable[Entry] | CaseEntries | None
"""Plain entries take the place of the register's; those of a case register stand beside them."""


class ListRecords:
    """Reads entries of the list once for all feeds.

    Args:
        sources: the registers, and the day.
        layouts: the layouts.
        kept: entries that are kept elsewhere; None where there are none.

    Raises:
        PublicityError: the layouts say nothing of case registers, or an entry cannot be read.
    """

    def __init__(self, sources: Sources, layouts: Layouts, kept: Kept) -> None:
        self.sources, self.layouts = sources, layouts
        self.model = layouts.pack.registers[REGISTER]
        self.same: Mapping[str, Source] = {}
        self.cases: CaseEntries | None = None
        self.taken: frozenset[str] = frozenset()
        if kept is None:
            self.records: Sequence[tuple[Source, Physical]] = tuple(sources.of(REGISTER))
        elif isinstance(kept, CaseEntries):
            self.records = self._beside(kept)
        else:
            self.records = tuple(entry_sources(kept, self.model, sources, "list entries", layouts))

    @property
    def said(self) -> CasesModel:
        """What the layouts say of entries of a case register."""
        return cases_said(self.layouts)

    def _beside(self, kept: CaseEntries) -> Sequence[tuple[Source, Physical]]:
        _ = self.said  # layouts that say nothing of it are refused before anything is read
        records = tuple(self.sources.of(REGISTER))
        cases = with_parties(kept, self._penalties(kept))
        self.taken = frozenset(source.key for source, _ in records)
        self.cases = replace(cases, entries=keyed_apart(cases.entries, self.taken))
        own = tuple(entry_sources(self.cases.entries, self.model, self.sources, kept.log, self.layouts))
        self.same = same_matters((source for source, _ in records), (source for source, _ in own))
        return sorted((*records, *own), key=lambda pair: (str(pair[0].raw["listed_on"]), pair[0].key))

    def _penalties(self, kept: CaseEntries) -> Mapping[str, Physical]:
        """The penalties of entries whose drafts mask the party."""
        name = self.layouts.pack.subject or ""
        masked = [one.record_id for one in kept.entries if not (one.uscc and one.party_name)]
        if not masked or name not in self.sources.registers.registers:
            return {}
        rows = rows_of(self.sources.registers, name, masked, self.layouts.pack.registers[name].key)
        return {key: found[0] for key, found in rows.items() if found}

    def settled(self, items: Iterable[Item], feed: str) -> tuple[list[Item], list[Remark]]:
        """Items of which each matter goes out once, and those that are not decided; and where two registers do not agree.

        Args:
            items: what would become of each record by itself.
            feed: the feed.
        """
        by_key = {one.key: one for one in items}
        found: list[Item] = []
        remarks: list[Remark] = []
        for key, item in by_key.items():
            if key not in self.same:
                found.append(item)
                continue
            remark = differing(item, by_key[self.same[key].key])
            remarks += [] if remark is None else [remark]
            # What would not go out by itself keeps its own reason.
            shown = item.goes in (Goes.OUT, Goes.HELD)
            found.append(Item(item.source, Goes.NEVER, (self._because("same"),)) if shown else item)
        return found + list(self._withheld(feed)), remarks

    def alone(self, items: Iterable[Item]) -> list[Item]:
        """Items without records that are the same matter as an entry of the case register: that one is taken back, not both."""
        return [one for one in items if one.key not in self.same]

    def _withheld(self, feed: str) -> Iterator[Item]:
        if self.cases is None:
            return
        for one in self.cases.withheld:
            key = f"{one.record_id}#{self.cases.register}" if one.record_id in self.taken else one.record_id
            source = Source(self.model, key, self.cases.log, one.log_entry, {}, {})
            if feed != self.said.feed:
                goes = Goes.SILENT
            else:
                goes = {"undecided": Goes.NOT_YET, "given_up": Goes.NEVER, "no_code": Goes.HELD}[one.why]
            yield Item(source, goes, (self._because(one.why),))

    def _because(self, name: str) -> Because:
        said = getattr(self.said, name)
        return Because(f"case-{name.replace('_', '-')}", said.title, self.layouts.cites(said.cite))

    @property
    def notices(self) -> list[tuple[str, str]]:
        """What to know of the case register."""
        if self.cases is None:
            return []
        register, found = self.cases.register, []
        if self.cases.then.later:
            found.append((
                f"{register}: {self.cases.then.later:,} entries of its log were written after the day and are not known on it",
                f"{register}：日志中有 {self.cases.then.later:,} 条为该日之后所记，未予采用",
            ))  # fmt: skip
        if self.same:
            pairs = ", ".join(f"{key} = {own.key}" for key, own in self.same.items())
            found.append((
                f"the same matter stands in the register of the list and in {register}, and goes by the latter: {pairs}",
                f"名册与 {register} 中为同一事项的，以后者为准：{pairs}",
            ))  # fmt: skip
        restored = ", ".join(one.record_id for one in self.cases.entries if one.term_from is not None)
        if restored:
            found.append((
                f"{register}: a removal was revoked ({restored}); where the removal was sent, please take it back",
                f"{register}：移出已被撤销（{restored}）；移出信息已报送的，请予撤回",
            ))  # fmt: skip
        return found
