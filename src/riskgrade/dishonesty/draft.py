"""The draft of an entry, from a decision of the list pack about a penalty and the records behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..explain.build import Explainer
from ..facts.fact_value import Row
from ..facts.known import known_by
from ..facts.reference import SubjectData
from ..grading.decision import Decision
from ..grading.record import DecisionRecord, Recorder
from ..grading.reference import Grader
from ..grading.subject_rows import version_on
from ..language.types import day_number
from ..registers import rows_of
from .content import (
    LONGEST_CASE,
    Case,
    ListingDraft,
    PackUsed,
    Party,
    Penalty,
    Provenance,
    Reason,
    Record,
    Removal,
    TextsUsed,
    document_of,
    record_origins,
    with_id,
)
from .content_value import Statement, Value, Words
from .draft_days import ban_of, calendar_part, term_part
from .draft_grounds import Grounds
from .draft_rows import row_number
from .draft_values import FactValues, RecordValues, own_values
from .error import IncompleteDraftError, ListingError
from .listing_model import RequiredModel
from .listing_texts import ListingTexts, words

LEVELS = ("candidate", "manual")
"""The levels that are drafted; at any other there is nothing to draft."""

NOT_YET = "0" * 64


class Drafter:
    """Drafts entries; what does not depend on the penalty is prepared once.

    Args:
        grader: decides, by a pack of the list and over its registers.
        texts: the texts of that pack.
        show_persons: whether names of persons come out; what the pack masks always never does.
    """

    def __init__(self, grader: Grader, texts: ListingTexts, show_persons: bool = False) -> None:
        self.grader, self.texts, self.show_persons = grader, texts, show_persons
        self.pack, self.registers = grader.pack, grader.registers
        self.explainer = Explainer(Recorder(grader), show_persons)
        self.as_of = grader.moment.as_of
        self.grade = next(iter(self.pack.grades.values()))
        self.register = self.pack.subject or ""

    def decided(self, keys: Iterable[str]) -> Iterator[tuple[Decision, SubjectData]]:
        """The decisions about penalties with what they were made from, in the order asked."""
        asked = list(keys)
        found = self.grader.data(asked)
        for key in asked:
            if key in found:
                yield self.grader.decide_on(key, found[key], key in self.grader.in_doubt), found[key]

    def level_of(self, decision: Decision) -> str | None:
        """The level of a decision; None where there is none."""
        level = decision.outcomes[self.grade.name].level
        return None if level is None else self.grade.levels[level]

    def record(self, decision: Decision, data: SubjectData) -> DecisionRecord:
        """The frozen record of a decision."""
        return self.explainer.recorder.record(decision, data)

    def draft(self, decision: Decision, data: SubjectData, record: DecisionRecord) -> ListingDraft:
        """The draft of an entry.

        Args:
            decision: a decision at a level of `LEVELS`.
            data: what it was made from.
            record: its record.

        Raises:
            IncompleteDraftError: the penalty, or the pack, lacks what an entry must say.
            ListingError, DatingError: a day of the penalty is not possible, or before the law.
        """
        own = own_values(self.explainer, data.row, self.show_persons)
        party = self._party_row(own)
        self._hold(own, party)
        told = self.explainer.of(decision, data, record)
        grounds = Grounds(self.texts, told, decision, own, FactValues(self.explainer, decision, own), self.as_of)
        ban = ban_of(self.texts, own)
        reasons = grounds.reasons()
        said = {
            name: self._said(name, own) for name in ("measures", "removal_conditions", "removal_procedure", "remedies")
        }
        if not reasons:
            raise self._lacks(
                own.key, "reasons", Words(zh="事由（规则未给出结论）", en="a reason: no rule concluded anything")
            )
        filled = [name for name in self.texts.model.reason_fields if own.known(name)]
        draft = ListingDraft(
            entry_id=NOT_YET,
            case=Case(register=self.register, record_id=own.key),
            as_of=self.as_of.isoformat(),
            level="candidate" if self.level_of(decision) == "candidate" else "manual",
            pack=PackUsed(
                id=self.pack.id, version=self.pack.version, title=words(self.pack.title, self.pack.id),
                sha256=self.pack.sha256,
            ),
            texts=TextsUsed(file=self.texts.file, sha256=self.texts.sha256),
            decision_id=record.decision_id,
            party=self._party(own, party),
            penalty=self._penalty(own, data.row),
            reason=Reason(facts=tuple(own.value(name) for name in filled), statements=reasons),
            basis=grounds.basis(),
            measures=said["measures"],
            removal=Removal(conditions=said["removal_conditions"], procedure=said["removal_procedure"]),
            remedies=said["remedies"],
            notices=self._notices(own),
            factors=grounds.factors(),
            flags=grounds.flags(),
            consent_needed=grounds.consent(),
            term=term_part(self.texts, own, ban),
            calendar=calendar_part(self.texts, own, party),
            unknown=grounds.unknown(self.grade.name),
            records=(self._record(self.register, data.row),),
        )  # fmt: skip
        return with_id(document_of(draft) | {"records": [self._of(one) for one in self._records(draft)]})

    def _of(self, record: Record) -> dict[str, object]:
        return record.model_dump(mode="json", by_alias=True)

    def _party_row(self, own: RecordValues) -> RecordValues | None:
        """The party's own row as it was in force on the day; None where there is none."""
        model = self.texts.model.party
        register = self.registers.registers.get(model.register_)
        code = own.plain(model.uscc)
        if register is None or code is None:
            return None
        day = day_number(self.as_of)
        rows = rows_of(self.registers, model.register_, [str(code)], register.model.key)[str(code)]
        rows = [row for row in rows if known_by(register.model, row, day)]
        if not rows:
            return None
        row = version_on(rows, register.model, day)
        return RecordValues(model.register_, register.model, row, day, self.show_persons)

    def _hold(self, own: RecordValues, party: RecordValues | None) -> None:
        """Refuse a draft that would not say what the law wants in it, or that no case register would take."""
        if len(own.key) > LONGEST_CASE:
            raise ListingError(
                f"its record number has {len(own.key)} characters, and an entry takes {LONGEST_CASE}; shorten it in {self.register}",
                f"记录编号有 {len(own.key)} 个字符，条目最多 {LONGEST_CASE} 个；请在名册 {self.register} 中缩短",
            )
        model = self.texts.model
        lacking = [one for one in model.required if not any(self._filled(name, own, party) for name in one.fields)]
        if not any(own.known(name) for name in model.reason_fields):
            lacking.append(
                RequiredModel(fields=model.reason_fields, label=own.model.fields[model.reason_fields[0]].label)
            )
        if lacking:
            fields = tuple("/".join(one.fields) for one in lacking)
            zh = "、".join(one.label.zh for one in lacking)
            en = ", ".join(f"{one.label.en} ({field})" for one, field in zip(lacking, fields, strict=True))
            raise IncompleteDraftError(
                own.key,
                fields,
                f"{self.register} {own.key}: an entry cannot be drafted without {en}; fill it in the register",
                f"{self.register} {own.key}：缺少{zh}（{'、'.join(fields)}），不能起草列入；请在名册中补齐",
            )

    def _filled(self, name: str, own: RecordValues, party: RecordValues | None) -> bool:
        model = self.texts.model.party
        return own.known(name) or (name == model.name and party is not None and party.known(model.own_name))

    def _said(self, section: str, own: RecordValues) -> tuple[Statement, ...]:
        found = self.texts.said(section, self.as_of)
        if not found:
            raise self._lacks(
                own.key, section, Words(zh=f"{section} 的内容", en=f"any sentence of {section} on {self.as_of}")
            )
        return found

    def _lacks(self, key: str, part: str, what: Words) -> IncompleteDraftError:
        return IncompleteDraftError(
            key,
            (part,),
            f"{self.register} {key}: an entry cannot be drafted without {what.en}; see {self.texts.file}",
            f"{self.register} {key}：缺少{what.zh}，不能起草列入；见 {self.texts.file}",
        )

    def _party(self, own: RecordValues, party: RecordValues | None) -> Party:
        model = self.texts.model.party
        name: Value = own.value(model.name)
        if not own.known(model.name) and party is not None:
            name = party.value(model.own_name)
        return Party(
            name=name, uscc=own.value(model.uscc), party_type=own.value(model.party_type),
            legal_representative=own.value(model.legal_representative),
        )  # fmt: skip

    def _penalty(self, own: RecordValues, raw: Row) -> Penalty:
        required = {name for one in self.texts.model.required for name in one.fields}
        record = self._record(self.register, raw)
        names = [name for name in own.model.fields if own.known(name) or name in required]
        return Penalty(
            record_id=own.key, file=record.file, row=record.row, provenance=record.provenance,
            fields={name: own.value(name) for name in names},
        )  # fmt: skip

    def _notices(self, own: RecordValues) -> tuple[Statement, ...]:
        """What an officer should see first: entries of the party that stand in the register already."""
        earlier, day = self.texts.model.earlier, day_number(self.as_of)
        model, code = self.pack.registers[earlier.register_], own.plain(self.texts.model.party.uscc)
        if earlier.register_ not in self.registers.registers or code is None or model.date is None:
            return ()
        rows = rows_of(self.registers, earlier.register_, [str(code)], model.join_field)[str(code)]
        since = own.row[own.model.date or ""]
        found = [
            RecordValues(earlier.register_, model, row, day, self.show_persons)
            for row in rows
            if known_by(model, row, day)
        ]
        origins = [
            one.origin(model.date) for one in found if one.row[model.date] is not None and one.row[model.date] >= since
        ]
        sentence = next((one for one in self.texts.on("notices", self.as_of) if one.id == earlier.notice), None)
        return (self.texts.statement("notices", sentence, self.as_of, origins),) if origins and sentence else ()

    def _records(self, draft: ListingDraft) -> Iterator[Record]:
        """Every record that the draft comes from, register by register in the order of the pack."""
        named = dict.fromkeys((one.register_, one.record_id) for one in record_origins(draft))
        named[self.register, draft.penalty.record_id] = None
        order = list(self.pack.registers)
        for register, key in sorted(named, key=lambda one: (order.index(one[0]), one[1])):
            model = self.pack.registers[register]
            rows = rows_of(self.registers, register, [key], model.key)[key]
            yield self._record(register, version_on(rows, model, day_number(self.as_of)))

    def _record(self, register: str, raw: Row) -> Record:
        shown = self.explainer.readers[self.pack.id].record(register, raw, ())
        model = self.pack.registers[register]
        return Record.model_validate(
            {
                "register": register, "title": words(shown.title), "record_id": str(raw[model.key]), "file": shown.file,
                "row": row_number(self.registers, register, raw), "event_on": shown.event_on,
                "recorded_on": shown.recorded_on,
                "provenance": Provenance(
                    originated_by=shown.originated_by, provided_by=shown.provided_by, responsible=shown.responsible
                ),
                "void": None if shown.void is None else words(shown.void),
            }
        )  # fmt: skip
