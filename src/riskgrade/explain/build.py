"""The explanation of a decision, from the decision itself and the records it was made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..facts.reference import SubjectData, SubjectScope
from ..grading.decision import IN_SCOPE, Decision
from ..grading.record import DecisionRecord, Recorder
from ..grading.record_account import graders
from ..grading.truths import CERTAIN, PackOnDay, as_truth, conclude, conclude_nothing, evaluated
from ..language.evaluate import evaluate
from ..language.types import day_number
from ..language.values import Truth, Value
from ..pack.model import Grade
from ..pack.register_model import FieldType
from .account import account_of
from .account_content import Cross, Ladder
from .cites import cites_of
from .content import KIND, Explanation, GradeShown, Replaced, Subject
from .lacking import Lacking
from .missing import excluded_words, missing_of
from .readings import Readings
from .records import RecordReader
from .rule_content import RuleShown
from .rules import Prepared, prepare, rule_shown
from .shown import either, same, shown
from .vocabulary import Vocabulary


class Explainer:
    """Explains decisions; what does not depend on the subject is prepared once.

    Args:
        recorder: who makes the records of decisions, with the grader that decides.
        show_persons: whether names of persons come out; what the pack masks always never does.

    Examples:
        >>> from datetime import date
        >>> from riskgrade.grading.reference import Grader
        >>> from riskgrade.pack.dating import Moment
        >>> from riskgrade.pack.load import load_pack
        >>> from riskgrade.registers import load_registers
        >>> pack = load_pack("us-nyc")
        >>> rows = [{"inspection_id": "1", "inspected_on": "2014-03-03", "score": "13"}]
        >>> registers = load_registers({"inspections": rows}, pack.registers)
        >>> found, = Explainer(Recorder(Grader(pack, registers, Moment.of(date(2014, 12, 31))))).explain(["1"])
        >>> found.grades[0].level, found.grades[0].accounts[0].score.low
        ('A', '13.00')
    """

    def __init__(self, recorder: Recorder, show_persons: bool = False) -> None:
        self.recorder, self.grader, self.pack = recorder, recorder.grader, recorder.pack
        days: tuple[PackOnDay, ...] = (self.grader.own, *self.grader.inner)
        self.words = {one.pack.id: Vocabulary(one, "" if one is self.grader.own else f"{one.pack.id}/") for one in days}
        self.rules: dict[str, tuple[Prepared, ...]] = {name: prepare(one) for name, one in self.words.items()}
        as_of = day_number(self.grader.moment.as_of)
        self.readers = {one.pack.id: RecordReader(one.pack, self.grader.registers, as_of, show_persons) for one in days}
        model = self.pack.registers[self.pack.subject or ""]
        texts = [name for name, field in model.fields.items() if field.type is FieldType.TEXT and name != model.key]
        self.name = next((name for name in texts if "name" in name), None)

    def explain(self, subjects: Sequence[str]) -> Iterator[Explanation]:
        """The explanations of decisions about subjects, in the order asked; one without a row is left out.

        Args:
            subjects: keys of the subject register.
        """
        found = self.grader.data(subjects)
        for key in subjects:
            if key in found:
                decision = self.grader.decide_on(key, found[key], key in self.grader.in_doubt)
                yield self.of(decision, found[key], self.recorder.record(decision, found[key]))

    def of(
        self,
        decision: Decision,
        data: SubjectData,
        record: DecisionRecord | None,
        instead_of: Decision | None = None,
        replaced: frozenset[str] = frozenset(),
    ) -> Explanation:
        """The explanation of a decision that the grader made.

        Args:
            decision: the decision.
            data: what it was made from.
            record: its record; None where facts were replaced, for that is no decision.
            instead_of: the decision as it is, where facts were replaced.
            replaced: the facts that were, by their names in the decision.
        """
        one = _One(self, decision, data, replaced)
        moment, pack = self.grader.moment, self.pack
        rules = one.rules()
        grades = tuple(one.grade(grade) for grade in pack.grades.values())
        model, reader = pack.registers[pack.subject or ""], self.readers[pack.id]
        own = reader.record(pack.subject or "", data.row, [self.name] if self.name else [])
        return Explanation(
            KIND,
            None if record is None else record.decision_id,
            pack.id, either(pack.title, pack.id), pack.version, moment.as_of.isoformat(), moment.period,
            Subject(pack.subject or "", own.key if model.key else decision.subject, own.items[0].text.zh if own.items else None),
            tuple(self._replaced(name, decision, instead_of) for name in sorted(replaced)) if instead_of else (),
            grades, decision.flags, decision.findings, rules,
            one.readings.readings, one.readings.records, reader.not_counting(self._read(data)),
            decision.fired, None if record is None else record.document,
        )  # fmt: skip

    def _read(self, data: SubjectData) -> Mapping[tuple[str, str], Sequence[Mapping[str, object]]]:
        return {tie: rows for tie, rows in data.records.items() if tie[0] in self.pack.registers}

    def _replaced(self, name: str, decision: Decision, before: Decision) -> Replaced:
        pack, _, local = name.rpartition("/")
        words = self.words[pack or self.pack.id]
        fact = words.facts[local]
        was, given = (shown(one.facts[name].value, fact.type, words.codes(local)) for one in (before, decision))
        return Replaced(name, words.label(local), was, given)


class _One:
    """The explanation of one decision while it is made."""

    def __init__(self, whole: Explainer, decision: Decision, data: SubjectData, replaced: frozenset[str]) -> None:
        self.whole, self.decision, self.data, self.replaced = whole, decision, data, replaced
        self.readings = Readings(whole.readers[whole.pack.id], decision, data, replaced)
        self.truths: dict[str, Mapping[str, Truth]] = {}
        self.lacking: dict[str, Lacking] = {}
        for on_day in (whole.grader.own, *whole.grader.inner):
            self._judge(on_day, whole.words[on_day.pack.id])

    def _judge(self, on_day: PackOnDay, words: Vocabulary) -> None:
        """The names of a pack as its rules saw them, and what the pack by itself says of its rules."""
        pack, prefix, held = on_day.pack, words.prefix, self.decision.truths
        known: dict[str, Value] = {fact.name: self.decision.facts[prefix + fact.name].value for fact in pack.facts}
        scope = SubjectScope(pack, on_day.constants, self.data.row, known)
        plays = held[f"{prefix}{IN_SCOPE}"] if prefix else _within(on_day, scope)
        if plays.must:
            truths = {rule.id: held[prefix + rule.id] for rule in pack.rules}
            conclude_nothing(pack, scope)
            conclude(pack.rules, truths, scope)
        else:
            truths = dict(evaluated(on_day, scope).truths)
        self.truths[pack.id] = truths
        given = frozenset(name.removeprefix(prefix) for name in self.replaced if name.startswith(prefix))
        self.lacking[pack.id] = Lacking(words, scope, given)

    def rules(self) -> tuple[RuleShown, ...]:
        """The rules of the pack, and of each one it is composed of that grades the subject or may."""
        found = []
        for name, prepared in self.whole.rules.items():
            lacking = self.lacking[name]
            prefix = lacking.words.prefix
            if prefix and not self.decision.truths[f"{prefix}{IN_SCOPE}"].may:
                continue
            for one in prepared:
                truth = self.decision.truths[one.shown.id]
                found.append(rule_shown(one, truth, self.decision.points, lacking))
                self.readings.read(one.names, lacking.words, lacking.scope)
        return tuple(found)

    def grade(self, grade: Grade) -> GradeShown:
        """What came out for one grade."""
        whole, decision = self.whole, self.decision
        outcome, pack = decision.outcomes[grade.name], whole.pack
        giving = graders(pack, grade, decision)
        spoke = decision.evidence[grade.name]
        accounts = []
        for one, prefix, inner in giving:
            points = {
                rule.id: decision.points[prefix + rule.id] for rule in one.rules if prefix + rule.id in decision.points
            }
            accounts.append(account_of(one, inner, len(giving) == 1, self.truths[one.id], points, self.lacking[one.id]))
            if inner.table is not None:
                words = self.lacking[one.id].words
                names = sorted(name for name in inner.table.uses if not words.is_value(name))
                self.readings.read(names, words, self.lacking[one.id].scope)
        return GradeShown(
            grade.name, either(grade.title, grade.name),
            {level: either(grade.labels.get(level, same(level)), level) for level in grade.levels},
            None if outcome.level is None else grade.levels[outcome.level],
            tuple(grade.levels[one] for one in outcome.permitted),
            _ladder(grade, outcome.possible), outcome.provisional,
            outcome.excluded, excluded_words(outcome.excluded, pack, grade),
            missing_of(decision.missing[grade.name], whole.words.values(), decision, whole.grader.registers),
            outcome.finding or None, None if spoke is None else spoke.value, tuple(accounts), self._cross(grade),
            cites_of(grade.cites, pack),
        )  # fmt: skip

    def _cross(self, grade: Grade) -> Cross | None:
        matrix = grade.matrix
        if matrix is None:
            return None
        rows, columns = (self.whole.pack.grades[name] for name in (matrix.rows, matrix.columns))
        return Cross(
            rows.name, columns.name, rows.levels, columns.levels,
            tuple(tuple(grade.levels[cell] for cell in row) for row in matrix.cells),
            *(_ladder(one, self.decision.outcomes[one.name].possible) for one in (rows, columns)),
        )  # fmt: skip


def _within(on_day: PackOnDay, scope: SubjectScope) -> Truth:
    where = on_day.pack.where
    return CERTAIN if where is None else as_truth(evaluate(where, scope))


def _ladder(grade: Grade, ends: tuple[int, int] | None) -> Ladder | None:
    return None if ends is None else Ladder(grade.levels[ends[0]], grade.levels[ends[1]])
