"""Running cases: each on the reference and in a session, and many at once in columns; all must agree and meet what is expected."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from ..grading.batch import grade_batch
from ..grading.decision import Decision
from ..grading.reference import Grader
from ..grading.session import Session
from ..grading.session_host import session_available
from ..pack.dating import DatingError, Moment
from ..pack.model import Pack
from ..registers import RegisterError, Registers, load_registers
from ..registers.names import plain, register_names
from .case_model import Case
from .coverage import Seen, coverage_of
from .expectation import Key, Outcome, expected_value, keys_of, shown
from .merge_cases import Tied, clean, merged, tied_fields
from .observe import observe
from .outcome_columns import of_batch
from .outcome_reference import of_decision
from .read_cases import unused_names
from .result import CaseResult, Problem, Suite

Outcomes = Mapping[Key, Outcome]
ALL = ("polars", "duckdb")


@dataclass(slots=True)
class _Running:
    """A case while it runs."""

    case: Case
    registers: Registers | None = None
    moment: Moment | None = None
    answer: Outcomes | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def signature(self) -> tuple[object, ...]:
        """Cases with the same one can share a batch."""
        assert self.registers is not None
        return self.moment, tuple(sorted(self.registers.registers))


def run_cases(
    pack: Pack,
    cases: Sequence[Case],
    engines: Sequence[str] = ("polars",),
    progress: Callable[[str], None] | None = None,
) -> Suite:
    """Run cases.

    Args:
        pack: the pack.
        cases: the cases, read for this pack.
        engines: where the columns are computed: ``polars``, ``duckdb``.
        progress: told what is being done.

    Raises:
        EngineError: an engine cannot be had.
    """
    say = progress or (lambda _: None)
    running = [_Running(case) for case in cases]
    seen = Seen(set())
    with ExitStack() as stack:
        session = stack.enter_context(Session()) if session_available() else None
        for number, one in enumerate(running, 1):
            say(f"case {number} of {len(running)}")
            _refer(pack, one, seen, session)
    ready = [one for one in running if one.answer is not None]
    for engine in engines:
        _in_columns(pack, ready, engine, say)
    results = tuple(CaseResult(one.case, tuple(one.problems), _notes(one)) for one in running)
    return Suite(results, coverage_of(pack, seen), tuple(unused_names(cases, pack)))


def _refer(pack: Pack, one: _Running, seen: Seen, session: Session | None) -> None:
    """Decide a case on the reference, hold the answer against what is expected, and a session against the answer."""
    model = one.case.model
    known = register_names(pack.registers)
    supplied = {name: rows for name, rows in model.registers.items() if plain(name) in known}
    try:
        one.moment = Moment.of(model.as_of, model.period)
        one.registers = load_registers(supplied, pack.registers, subject=pack.subject)
        subject = pack.subject or ""
        if subject not in one.registers.registers:
            one.problems.append(Problem("registers", f"records of {pack.subject}", "none"))
            return
        grader = Grader(pack, one.registers, one.moment)
        data = grader.data([model.subject])
        decisions = [grader.decide_on(key, found, key in grader.in_doubt) for key, found in data.items()]
    except (RegisterError, DatingError) as error:
        one.problems.append(Problem("run", "a decision", error.en))
        return
    if not decisions:
        keys = one.registers.registers[subject].frame.select(pack.registers[subject].key).collect().to_series()
        there = ", ".join(sorted(set(keys.to_list()))[:5]) or "none"
        one.problems.append(Problem("subject", model.subject, f"no such row in {pack.subject} (there: {there})"))
        return
    if session is not None:
        fired = Grader(pack, one.registers, one.moment, session.truths)
        again = fired.decide_on(model.subject, data[model.subject], model.subject in fired.in_doubt)
        one.problems.extend(_not_the_same(decisions[0], again))
    observe(grader, decisions[0], seen)
    one.answer = of_decision(decisions[0], pack)
    keys_ = keys_of(pack)
    for name, text in model.expect.items():
        expected, got = expected_value(keys_[name], text, pack), one.answer[keys_[name]]
        if expected != got:
            one.problems.append(Problem(name, shown(expected), shown(got)))


def _not_the_same(decision: Decision, again: Decision) -> list[Problem]:
    """Where a session decided otherwise than the reference; they share everything but the truths of rules."""
    if decision == again:
        return []
    differ = [name for name, truth in decision.truths.items() if again.truths.get(name) != truth]
    return [Problem("rules", "the truths of the reference", f"others for {', '.join(differ) or 'none'}", "session")]


def _in_columns(pack: Pack, ready: Sequence[_Running], engine: str, say: Callable[[str], None]) -> None:
    """Grade all cases on an engine; each must say what the reference says."""
    tied = tied_fields(pack)
    groups: dict[tuple[object, ...], list[_Running]] = {}
    for number, one in enumerate(ready):
        assert one.registers is not None
        shared = tied is not None and clean(one.registers)
        groups.setdefault(one.signature if shared else (number,), []).append(one)
    for number, group in enumerate(groups.values(), 1):
        say(f"{engine}: batch {number} of {len(groups)}")
        answers = _graded(pack, group, tied, engine)
        for place, one in enumerate(group):
            answer = answers[place]
            if len(group) > 1 and answer != one.answer:
                # Alone it must say the same; what it says alone is what counts.
                answer = _graded(pack, [one], None, engine)[0]
            one.problems.extend(_differences(one, answer, engine))


def _graded(pack: Pack, group: Sequence[_Running], tied: Tied | None, engine: str) -> list[Outcomes | None]:
    first = group[0]
    assert first.registers is not None and first.moment is not None
    if tied is None or len(group) == 1:
        found = of_batch(grade_batch(pack, first.registers, first.moment, engine, keep_facts=False))
        return [found.get(first.case.model.subject)]
    parts = [(f"{place}/", one.registers) for place, one in enumerate(group) if one.registers is not None]
    found = of_batch(grade_batch(pack, merged(parts, tied), first.moment, engine, keep_facts=False))
    return [found.get(f"{place}/{one.case.model.subject}") for place, one in enumerate(group)]


def _differences(one: _Running, answer: Outcomes | None, engine: str) -> list[Problem]:
    assert one.answer is not None
    if answer is None:
        return [Problem("subject", one.case.model.subject, "no decision", engine)]
    return [
        Problem(str(key), shown(value), shown(answer[key]), engine)
        for key, value in one.answer.items()
        if answer[key] != value
    ]


def _notes(one: _Running) -> tuple[tuple[str, str], ...]:
    findings = one.registers.findings if one.registers is not None else ()
    return tuple((finding.en, finding.zh) for finding in findings)
