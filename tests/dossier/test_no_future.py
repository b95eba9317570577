"""A file as of a day says nothing that came later: whatever the future brings, it reads the same."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from riskgrade.dossier import read_dossier
from riskgrade.grading.reference import Grader
from riskgrade.language.values import Interval
from riskgrade.pack.dating import Moment
from riskgrade.registers import load_registers
from tests.dossier import sample

DAY = date(2023, 12, 31)
PAST = st.dates(date(2020, 1, 1), DAY).map(str)
LATER = st.dates(DAY + timedelta(1), date(2026, 1, 1)).map(str)
MAYBE_PAST = st.just("") | PAST
WHY = st.sampled_from(["", "revoked", "error", "repaired"])


def penalty(number, end, why, paid, recorded, decided=PAST):
    return st.fixed_dictionaries(
        {
            "id": st.just(f"p{number}"), "code": st.sampled_from([sample.SUBJECT, sample.OTHER]), "decided_on": decided,
            "recorded_on": recorded, "case_no": st.sampled_from(["c1", "c2", ""]), "ended_on": end, "ended_why": why,
            "paid_on": paid,
        }
    )  # fmt: skip


KNOWN = st.lists(st.integers(0, 9), max_size=4, unique=True).flatmap(
    lambda numbers: st.tuples(*(penalty(number, MAYBE_PAST, WHY, MAYBE_PAST, MAYBE_PAST) for number in numbers))
)
FUTURE = st.lists(st.integers(10, 19), max_size=3, unique=True).flatmap(
    lambda numbers: st.tuples(
        *(penalty(number, st.just(""), WHY, MAYBE_PAST, LATER) | penalty(number, st.just(""), WHY, MAYBE_PAST, MAYBE_PAST, LATER)
          for number in numbers)
    )
)  # fmt: skip


def file_of(pack, penalties):
    rows = {**sample.REGISTERS, "penalties": list(penalties)}
    people = [{"id": f"q{case}", "case_no": case, "name": "甲乙丙"} for case in ("c1", "c2", "p11")]
    read = load_registers({**rows, "people": people}, pack.registers, subject=pack.subject)
    return read, read_dossier(sample.SUBJECT, read, pack, DAY)


@given(KNOWN, FUTURE, st.data())
def test_whatever_comes_later_the_file_is_the_same(pack, known, future, data):
    later = []
    for row in known:
        end = row["ended_on"] == "" == row["ended_why"]
        changed = (
            {"ended_on": data.draw(LATER), "ended_why": data.draw(WHY)} if end and data.draw(st.booleans()) else {}
        )
        if not row["paid_on"] and data.draw(st.booleans()):
            changed["paid_on"] = data.draw(LATER)
        later.append({**row, **changed})
    _, now = file_of(pack, known)
    _, then = file_of(pack, [*later, *future])
    assert now == then


@given(KNOWN, FUTURE)
def test_what_stands_is_what_a_fact_counts(pack, known, future):
    read, found = file_of(pack, [*known, *future])
    (penalties,) = (one for one in found if one.register == "penalties")
    standings = [str(one.standing) for one in penalties.records]
    (decision,) = Grader(pack, read, Moment.of(DAY)).decide([sample.SUBJECT])
    counted = decision.facts["penalties_known"].value
    assert isinstance(counted, Interval)
    surely = sum(one in ("stands", "noted") for one in standings)
    assert (counted.low, counted.high) == (surely, surely + standings.count("may_be_void"))
