"""The gates of the list held against the words of the task, written once more by hand, on drawn penalties."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from riskgrade.grading.batch import grade_batch
from riskgrade.pack.dating import Moment
from riskgrade.pack.load import load_pack
from riskgrade.registers import load_registers

# Smaller examples would say no more: each row stands for itself, and the message shows it.
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
FIRM = "91990000MA9001014L"
MOMENT = Moment.of(date(2023, 12, 31))

HEAVY = {
    "downgrade", "revoke_licence", "revoke_business_licence", "restrict_operation", "suspend_business", "close_down",
    "restrict_profession",
}  # fmt: skip
UNSURE = {"confiscate_gains", "confiscate_goods", "suspend_licence", "withdraw_permit", "detention", "other"}
LIGHT = {"warning", "criticism", "fine"}
WHOLE = {"FSL-123.1.2", "FSL-124.1.1", "FSL-124.1.6", "FSL-133.1", "order44-6.1", "order44-9.5", "order44-10.2"}
NOT_LISTED = {"FSL-126.1.3", "FSL-124.1.5", "FSL-124.2", "order44-5.4", "nobody-knows"}

amounts = st.none() | st.integers(0, 12_000_000)
penalties = st.fixed_dictionaries(
    {
        "kinds": st.lists(st.sampled_from(sorted(HEAVY | UNSURE | LIGHT)), min_size=1, max_size=3, unique=True),
        "act": st.lists(
            st.sampled_from(sorted(WHOLE | NOT_LISTED | {"FSL-123.1.1", "FSL-125.2", "order44-11"})),
            max_size=2,
            unique=True,
        ),
        "act_detail": st.sampled_from(["", "illegal_additive", "non_food_material", "recycled_food"]),
        "discretion": st.sampled_from(["", "", "heavier", "ordinary", "lenient", "mitigated"]),
        "intent": st.sampled_from(["", "", "", "unknown", "proved", "disproved"]),
        "refused_inspection": st.sampled_from(["", "", "true", "false"]),
        "fen": st.tuples(amounts, amounts, amounts),
    }
)


@cache
def pack():
    return load_pack("cn-dishonesty-list")


def yuan(fen: int | None) -> str:
    return "" if fen is None else f"{fen // 100}.{fen % 100:02d}"


def row(number: int, drawn: dict[str, Any]) -> dict[str, Any]:
    fine, low, high = drawn["fen"]
    cells = {name: ";".join(cell) if isinstance(cell, list) else cell for name, cell in drawn.items() if name != "fen"}
    money = {"fine_yuan": yuan(fine), "fine_min_yuan": yuan(low), "fine_max_yuan": yuan(high)}
    return {"record_id": f"P{number}", "uscc": FIRM, "decided_on": "2023-06-15", **cells, **money}


def heaviness(drawn: dict[str, Any]) -> set[str]:
    """What the penalty may be: heavier, of which a person says whether it is, or neither."""
    kinds, (fine, low, high) = set(drawn["kinds"]), drawn["fen"]
    fined = "fine" in kinds or bool(fine)
    if kinds & HEAVY or (fined and drawn["discretion"] == "heavier"):
        return {"heavy"}
    if kinds & UNSURE:
        return {"unsure"}
    if not fined or drawn["discretion"]:
        return {"light"}
    if low is not None and high is not None and low > high:
        return {"unsure"}
    if fine is None:
        return {"light", "unsure"}
    lows = {low} if low is not None else {0, high if high is not None else 10**13}
    found = set()
    for least in lows:
        for most in {high} if high is not None else {least, 10**13}:
            # The upper 30 percent, its lower end included, without a fraction.
            found.add("unsure" if 10 * (fine - least) >= 7 * (most - least) else "light")
    return found


def listed(drawn: dict[str, Any]) -> set[bool]:
    acts = set(drawn["act"])
    if acts & WHOLE or drawn["refused_inspection"] == "true":
        return {True}
    if "FSL-123.1.1" in acts:
        return {"": {True, False}, "recycled_food": {False}}.get(drawn["act_detail"], {True})
    return {True, False} if not acts else {False}


def levels(drawn: dict[str, Any]) -> set[str]:
    """Every level that can come out, by the words of the task."""
    acts = set(drawn["act"])
    if drawn["intent"] == "disproved":
        return {"none"}
    flaws_only = {acts == {"FSL-125.2"}} if acts else {True, False}
    if drawn["refused_inspection"] == "true":
        flaws_only = {False}
    found = set()
    for flaw in flaws_only:
        for weight in heaviness(drawn):
            for act in listed(drawn):
                if flaw:
                    found.add("none")
                elif "order44-11" in acts:
                    found.add("candidate")
                elif weight == "heavy":
                    found.add("candidate" if act else "manual")
                else:
                    found.add("manual" if weight == "unsure" else "none")
    return found


@settings(deadline=None, phases=QUICK, max_examples=12)
@given(st.lists(penalties, min_size=40, max_size=60))
def test_the_gates_by_hand(drawn):
    rows = [row(number, one) for number, one in enumerate(drawn)]
    registers = load_registers({"penalties": rows}, pack().registers, subject="penalties")
    graded = {
        one["subject"]: one for one in grade_batch(pack(), registers, MOMENT, keep_facts=False).decisions.to_dicts()
    }
    order = ["none", "manual", "candidate"]
    for number, one in enumerate(drawn):
        got, wanted = graded[f"P{number}"], levels(one)
        assert got["listing"] == (wanted.copy().pop() if len(wanted) == 1 else "manual"), one
        # The levels that are shown as possible hold every one that can come out.
        assert order.index(got["listing_best"]) <= min(map(order.index, wanted)), one
        assert order.index(got["listing_worst"]) >= max(map(order.index, wanted)), one


ranges = st.tuples(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(-2, 2))


@settings(deadline=None, phases=QUICK, max_examples=6)
@given(st.lists(ranges, min_size=20, max_size=40))
def test_the_upper_part_of_a_range_begins_at_a_fen(drawn):
    rows, wanted = [], {}
    for number, (low, span, off) in enumerate(drawn):
        fine = max(0, low + span * 7 // 10 + off)
        one = {"kinds": ["fine"], "act": ["FSL-124.1.1"], "fen": (fine, low, low + span)}
        rows.append(row(number, one))
        wanted[f"P{number}"] = "manual" if 10 * (fine - low) >= 7 * span else "none"
    registers = load_registers({"penalties": rows}, pack().registers, subject="penalties")
    decisions = grade_batch(pack(), registers, MOMENT, keep_facts=False).decisions
    assert dict(decisions.select("subject", "listing").iter_rows()) == wanted
    assert not decisions["listing_provisional"].any()


@settings(deadline=None, phases=QUICK, max_examples=4)
@given(st.lists(penalties, min_size=20, max_size=30))
def test_other_registers_never_move_a_level(drawn):
    rows = [row(number, one) for number, one in enumerate(drawn)]
    alone = load_registers({"penalties": rows}, pack().registers, subject="penalties")
    more: dict[str, Any] = {
        "penalties": rows,
        "enterprises": [{"uscc": FIRM, "name": "合成样本", "kind": "producer"}],
        "persons": [{"record_id": "R1", "decision_no": "P0", "name": "合成人员", "ban": "lifelong"}],
        "listings": [{"record_id": "L1", "uscc": FIRM, "listed_on": "2022-01-01"}],
        "samplings": [],
        "complaints": [],
        "accidents": [],
    }
    supplied = load_registers(more, pack().registers, subject="penalties")
    columns = ["subject", "listing", "listing_best", "listing_worst", "listing_provisional"]
    one, other = (
        grade_batch(pack(), found, MOMENT, keep_facts=False).decisions.select(columns) for found in (alone, supplied)
    )
    assert one.equals(other)
