"""Any sequence of acts: no unlawful state is ever reached, and the register is always what a rebuild makes.

What is lawful is written here a second time, by what has to be true of a state, not by how it is reached.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from riskgrade.dishonesty.case_file import to_read
from riskgrade.dishonesty.states import Act, State, may_follow
from riskgrade.log.error import LogError
from riskgrade.report.case_rebuild import list_rebuild
from tests.dishonesty.case_office import Office
from tests.dishonesty.case_world import LAW, USUAL, document

PERSONS = ("王丽", "李强", "赵敏", "ＷＡＮＧ", "wang ")
CASES = ("CF1", "CF2")
WAY = (
    (Act.CONCLUDE, "王丽"), (Act.NOTICE, "王丽"), (Act.APPROVE, "李强"), (Act.CONSENT, "赵敏"), (Act.DECIDE, "李强"),
    (Act.PUBLISH, "李强"), (Act.REMOVE, "李强"),
)  # fmt: skip
FIRST = date(2024, 1, 1)
MEMORY = Path("/dev/shm")
"""A disk in memory, where nothing waits for a real one."""
REACHED: Counter[str] = Counter()


def key(name):
    """Who it is, as far as the names above go."""
    return {"ＷＡＮＧ": "wang", "wang ": "wang"}.get(name, name)


class Life(RuleBasedStateMachine):
    """Officers who do anything at any time."""

    @initialize(
        levels=st.tuples(*[st.sampled_from(["candidate", "manual"])] * 2),
        authority=st.sampled_from(["city", "province", None]), far=st.integers(0, len(WAY)),
    )  # fmt: skip
    def begin(self, levels, authority, far):
        """Two entries; one has come some way."""
        self.folder = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
        self.office, self.day, self.written = Office(self.folder), FIRST, 0
        self.states: dict[str, str] = {}
        self.kinds = {
            case: {"record": case, "level": level, "authority": authority}
            for case, level in zip(CASES, levels, strict=True)
        }
        self.open("CF1", "王丽", other=False)
        for act, by in WAY[:far]:
            for point in ("seriousness", "uncertain") if act is Act.CONCLUDE else ("",):
                if (levels[0], point) != ("candidate", "uncertain"):
                    said = {"point": point, "finding": True} if point else {}
                    self.office.do(act, by, self.day.isoformat(), **(USUAL[act] | said))
                    self.written += 1

    def open(self, case, by, other):
        """A draft is entered, or another of the same penalty."""
        kind = self.kinds[case] | ({"as_of": "2023-12-30"} if other else {})
        done = self.office.open(document(**kind), by=by, on=self.day.isoformat())
        self.written += sum(not isinstance(one, LogError) for one in done.entries)

    @rule(
        any_act=st.sampled_from(Act), place=st.integers(0, 9), by=st.sampled_from(PERSONS), case=st.sampled_from(CASES),
        point=st.sampled_from(["seriousness", "uncertain"]), finding=st.sampled_from([True, True, False]),
        hearing=st.sampled_from(["held", "not_asked", "waived"]), later=st.integers(-1, 8), number=st.sampled_from(["一号", "二号"]),
        abolished=st.booleans(), behind=st.booleans(),
    )  # fmt: skip
    def act(self, any_act, place, by, case, point, finding, hearing, later, number, abolished, behind):
        """Somebody does something; it is lawful or refused, and only what is lawful is written."""
        state = self.states.get(case)
        usual = [one for one in may_follow(State(state)) if one not in (Act.OPEN, Act.WITHDRAW)] if state else []
        # Mostly what may follow, so that entries come far; else anything.
        act = usual[place % len(usual)] if usual and place < 8 else any_act
        if act is Act.OPEN:
            self.open(case, by, other=abolished)
            return
        day = self.day + timedelta(days=later)
        said = dict(USUAL[act])
        if act is Act.CONCLUDE:
            said |= {"point": point, "finding": finding}
        if act is Act.APPROVE:
            said["hearing"] = hearing
        if act is Act.NOTICE:
            until = day + timedelta(days=5)
            said |= {"hearing_until": until.isoformat(), "cites": [{"cite": "penalty-law-64", "evidence": "text"}]}
        if act is Act.DECIDE:
            said |= {"number": number, "consent": LAW | ({"levels": []} if abolished else {})}
        held = self.office.register.read_bytes() if behind else b""
        before = self.office.log.read_bytes()
        try:
            self.office.do(act, by, day.isoformat(), case, **said)
        except LogError:
            assert self.office.log.read_bytes() == before
            return
        self.written += 1
        self.day = max(self.day, day)
        if behind:  # a process that ended before the register followed
            self.office.register.write_bytes(held)

    @invariant()
    def every_state_is_lawful(self):
        if not hasattr(self, "office"):
            return
        with to_read(self.office.register, None) as (register, _, _):
            rows = register.rows()
        assert len(rows["events"]) == self.written
        for row in rows["entries"]:
            self.states[row["record_id"]] = row["state"]
            REACHED[row["state"]] += 1
            lawful(row, [one for one in rows["events"] if one["record_id"] == row["record_id"]])

    def teardown(self):
        if hasattr(self, "office"):
            if self.office.behind():
                assert list_rebuild(self.office.register).was == "different"
            self.office.check()
            shutil.rmtree(self.folder)


def lawful(row, events):
    """What has to be true of an entry, whatever led to it."""
    state = row["state"]
    assert events[-1]["version"] == row["version"] == len(events)
    past_notice = ("noticed", "heard", "approved", "decided", "published", "removed", "revoked")
    if state in past_notice:
        assert row["noticed_on"]
        assert row["seriousness"] == "yes"
        assert row["uncertain"] == (None if row["level"] == "candidate" else "yes")
    if state in past_notice[2:]:
        assert row["approved_on"] >= row["noticed_on"]
        assert key(row["approved_by"]) not in {
            key(row["opened_by"]),
            key(row["seriousness_by"]),
            key(row["uncertain_by"]),
        }
        assert (row["heard_on"] is not None) == (row["hearing"] == "held")
        assert row["hearing"] != "not_asked" or row["approved_on"] > (row["hearing_until"] or "")
        if row["consented_by"] is not None:
            makers = {key(row["opened_by"]), key(row["seriousness_by"]), key(row["uncertain_by"])}
            assert key(row["consented_by"]) not in makers | {key(row["approved_by"])}
    if state in past_notice[3:]:
        assert row["number"]
        assert row["decided_on"] >= row["approved_on"]
        decisions = [one for one in events if one["act"] == "decide"]
        if '"levels":[]' not in decisions[-1]["data"] and row["authority_level"] != "province":
            assert row["consented_on"]
    else:
        assert row["published_on"] is None
    days = [row[name] for name in ("noticed_on", "heard_on", "approved_on", "decided_on", "published_on", "removed_on")]
    known = [one for one in days if one is not None]
    assert known == sorted(known)
    assert (state == "withdrawn") == (row["withdrawn_on"] is not None)
    assert (state == "revoked") == (row["revoked_on"] is not None)


def test_life():
    """Whatever is done, by whomever; and far enough that most states are seen."""
    REACHED.clear()
    # Not made smaller where it fails: each step is on a disk, and minutes would go by.
    phases = (Phase.explicit, Phase.reuse, Phase.generate)
    run_state_machine_as_test(Life, settings=settings(stateful_step_count=25, phases=phases))
    if settings().max_examples >= 30:
        assert len(REACHED) >= 6, REACHED
