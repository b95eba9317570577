"""The floor theorem: whatever the values, no level below its floor, none moved by more than one, and more is never better."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskgrade.calibration.bounded_level import bounded_level
from riskgrade.calibration.every_firm import calibrated_batch
from riskgrade.calibration.in_use import InUse, put_in_use
from riskgrade.calibration.one_firm import calibrated_levels, with_levels
from riskgrade.grading.batch import grade_batch
from riskgrade.grading.reference import Grader
from riskgrade.pack.load import load_pack
from riskgrade.tuning.patch import patch
from tests.calibration import sample
from tests.calibration.firms import AS_OF, FIRM, FIRMS, MOMENT, both, registers_of, trial, values

LEVELS = "ABCD"
INDEX = st.integers(0, 11)
FEW = settings(max_examples=max(4, settings().max_examples // 8))
"""A pack is compiled for each example, so there are few, of many firms each."""


@given(INDEX, INDEX, st.integers(-50, 50), st.integers(0, 1))
def test_the_formula(declared, floor, moved, notch):
    floor = min(floor, declared)
    given_ = bounded_level(floor, declared, moved, notch)
    assert given_ >= floor
    assert abs(given_ - declared) <= notch
    assert given_ == moved or moved < max(floor, declared - notch) or moved > declared + notch


@given(INDEX, INDEX, INDEX, INDEX, INDEX, INDEX)
def test_the_formula_is_monotone(floor, more_floor, declared, more_declared, moved, more_moved):
    one = bounded_level(min(floor, more_floor), min(declared, more_declared), min(moved, more_moved))
    other = bounded_level(max(floor, more_floor), max(declared, more_declared), max(moved, more_moved))
    assert one <= other


def check(use: InUse, batch, each):
    """What must hold of every level; and the run at once and firm by firm must be the same."""
    for row in batch.decisions.iter_rows(named=True):
        decision, levels = each[row["subject"]]
        after = with_levels(decision, levels, use.pack.grades)
        for name in use.grades:
            one, outcome = levels[name], decision.outcomes[name]
            names = use.pack.grades[name].levels
            assert row[name] == (None if one.after is None else names[one.after])
            assert row[f"{name}_before"] == (None if one.before is None else names[one.before])
            if outcome.excluded is not None or outcome.level is None or outcome.provisional:
                assert one.after == outcome.level
                assert not one.calibrated
                continue
            assert one.floor <= one.after
            assert abs(one.after - one.before) <= 1
            assert row[f"{name}_best"] == row[f"{name}_worst"] == row[name]
            assert row[name] in row[f"{name}_permitted"].split(";")
            assert after.outcomes[name].level == one.after
            assert not after.outcomes[name].provisional
            if one.after != one.before:
                assert row[f"{name}_evidence"] == "design"
        risk = levels["risk"]
        if risk.calibrated:
            held = held_by_law(decision, use.prefix)
            assert risk.after >= held
        assert row["calibration"] == use.name


def held_by_law(decision, prefix):
    """The floor worked out from the rules themselves."""
    truths = decision.truths
    if truths[f"{prefix}up.two"].may:
        return decision.outcomes["risk"].level
    return 3 if truths[f"{prefix}veto"].may else 2 if truths[f"{prefix}veto.mild"].may else 0


@FEW
@given(st.data(), FIRMS)
def test_any_values_within_their_bands(pack, data, firms):
    use = trial(pack, pack, data.draw(values(pack)))
    check(use, *both(use, registers_of(firms, pack)))


@FEW
@given(st.data(), FIRMS)
def test_a_pack_that_is_composed_of_it(pack, city, data, firms):
    use = trial(pack, city, data.draw(values(pack)))
    assert use.grades == ("risk", "whole")
    batch, each = both(use, registers_of(firms, city))
    check(use, batch, each)
    for decision, levels in each.values():
        credit = decision.outcomes["credit"].level
        risk, whole = levels["risk"], levels["whole"]
        if whole.calibrated and credit is not None and risk.after is not None and whole.before is not None:
            cells = city.grades["whole"].matrix.cells
            assert whole.after == bounded_level(whole.floor, whole.before, cells[risk.after][credit])


@FEW
@given(st.data(), FIRMS)
def test_any_pack_at_all_in_its_place(pack, data, firms):
    """Even values that no band allows, had they slipped through, break neither floor nor notch."""
    wild = {sample.ONCE: data.draw(st.integers(-400, 400)), sample.OFTEN: data.draw(st.integers(-400, 400)),
            sample.LATE: data.draw(st.integers(-400, 400)),
            sample.CLASS + "b": data.draw(st.integers(0, 20)), sample.CLASS + "d": data.draw(st.integers(0, 20)),
            sample.CUT + "A.up_to": data.draw(st.integers(0, 29))}  # fmt: skip
    artefact = sample.draft(pack)
    use = InUse(artefact, True, pack, pack, pack.calibration["risk"], patch(pack, wild))
    check(use, *both(use, registers_of(firms, pack)))


@st.composite
def pack_files(draw):
    """Files of the sample pack with other points, limits, caps, steps and directions."""
    points = {name: draw(st.integers(2, 30)) for name in ("once", "often", "late")}
    rules = sample.FILES["rules"]
    for name, one in points.items():
        rules, done = re.subn(rf"(id: {name}, .*points: )\d+", rf"\g<1>{one}", rules)
        assert done == 1
    limits = sorted(draw(st.sets(st.integers(1, 12), min_size=3, max_size=3)))
    grades = sample.FILES["grades"].replace(
        "own: {min: 0, max: 60}", f"own: {{min: 0, max: {draw(st.integers(5, 80))}}}"
    )
    declared = "bands: [{up_to: 15, level: A}, {up_to: 30, level: B}, {up_to: 45, level: C}, {level: D}]"
    assert declared in grades
    drawn = ", ".join(f"{{up_to: {5 * limit}, level: {level}}}" for limit, level in zip(limits, "ABC", strict=True))
    grades = grades.replace(declared, f"bands: [{drawn}, {{level: D}}]")
    grades += f"  steps: {draw(st.sampled_from(['max', 'sum']))}\n"
    grades += draw(st.sampled_from(["", "  on_unknown: worst\n", "  on_unknown: C\n"]))
    bands = ", ".join(f"{name}: [{max(1, one // 2)}, {one * 2}]" for name, one in points.items())
    calibration = f"""
risk:
  points: {{{bands}}}
  cutpoints: {{max_shift: {draw(st.integers(1, 6))}, min_gap: {draw(st.sampled_from(["1", "2.5", "5"]))}}}
  direction: {draw(st.sampled_from(["any", "raise_only"]))}
  max_notch: {draw(st.sampled_from(["1", "1", "0"]))}
  monotone: {{failures: increasing, inspections: increasing}}
  cite: office
"""
    return {"rules": rules, "grades": grades, "calibration": calibration}


@FEW
@given(st.data(), FIRMS)
def test_any_pack_of_its_kind(tmp_path_factory, data, firms):
    folder = sample.write_packs(tmp_path_factory.mktemp("drawn"), **data.draw(pack_files()))
    pack, city = load_pack(folder / "sample"), load_pack(folder / "city")
    use = trial(pack, data.draw(st.sampled_from([pack, city])), data.draw(values(pack)))
    batch, each = both(use, registers_of(firms, use.pack))
    if use.notch == 0:
        assert batch.decisions["risk"].equals(batch.decisions["risk_before"].rename("risk"))
    else:
        check(use, batch, each)


@FEW
@given(st.data(), FIRM, st.sampled_from(["failures", "inspections", "late", "certified"]))
def test_monotone_facts_stay_monotone(pack, data, firm, fact):
    firm = {**firm, "kind": "maker", "closed": "false", "sort": "c"}
    if any(not firm[name] for name in ("failures", "inspections", "late", "certified")):
        firm |= {"failures": "1", "inspections": "9", "late": "false", "certified": "false"}
    worse = {"failures": [str(one) for one in range(10)], "inspections": [str(one) for one in range(41)],
             "late": ["false", "true"], "certified": ["true", "false"]}[fact]  # fmt: skip
    use = trial(pack, pack, data.draw(values(pack)))
    batch, _ = both(use, registers_of([{**firm, fact: one} for one in worse], pack))
    found = [LEVELS.index(one) for one in batch.decisions["risk"]]
    assert found == sorted(found)


@FEW
@given(st.data(), FIRMS)
def test_duckdb_gives_the_same(pack, data, firms):
    use = trial(pack, pack, data.draw(values(pack)))
    registers = registers_of(firms, pack)
    assert both(use, registers)[0].decisions.equals(both(use, registers, "duckdb")[0].decisions)


LOWEST = {
    sample.ONCE: "5",
    sample.OFTEN: "8",
    sample.LATE: "4",
    sample.CLASS + "b": "2",
    sample.CLASS + "c": "5",
    sample.CLASS + "d": "8",
    sample.CUT + "A.up_to": "20",
    sample.CUT + "B.up_to": "35",
    sample.CUT + "C.up_to": "50",
}
HIGHEST = {sample.ONCE: "20", sample.OFTEN: "30", sample.LATE: "16", sample.CLASS + "b": "8", sample.CLASS + "c": "16",
           sample.CLASS + "d": "20", sample.CUT + "A.up_to": "10", sample.CUT + "B.up_to": "25", sample.CUT + "C.up_to": "40"}  # fmt: skip


def every_firm():
    """A firm for each way in which it can be fully known."""
    return [
        {"kind": "maker", "sort": sort, "credit": "good", "closed": "false", "failures": str(failures), "late": late,
         "certified": certified, "inspections": str(inspections)}
        for sort in "ad" for failures in (0, 1, 2, 3, 5, 6) for late in ("false", "true") for certified in ("false", "true")
        for inspections in range(0, 41, 4)
    ]  # fmt: skip


WITHOUT_VETOES = LOWEST | {"rules.veto.then.no_better_than": "B", "rules.veto.mild.then.no_better_than": "B"}


@pytest.mark.parametrize("given_", [LOWEST, HIGHEST, WITHOUT_VETOES])
def test_floors_hold_where_values_would_break_them(pack, given_):
    """Worked out by hand from what each firm is; and some firms are only held by their floor, or by the notch."""
    firms = every_firm()
    use = InUse(sample.draft(pack), True, pack, pack, pack.calibration["risk"], patch(pack, given_))
    registers = registers_of(firms, pack)
    rows = calibrated_batch(use, grade_batch(pack, registers, MOMENT), registers).decisions
    alone = grade_batch(use.candidate, registers, MOMENT).decisions["risk"]
    keys = rows["subject"].to_list()
    order = sorted(range(len(firms)), key=lambda number: f"n{number:02}")
    declared = Grader(pack, registers, MOMENT).decide(keys[::7])
    moved = Grader(use.candidate, registers, MOMENT).decide(keys[::7])
    reference = {one.subject: calibrated_levels(use, one, other) for one, other in zip(declared, moved, strict=True)}
    held = far = 0
    for number, key, after, before, wanted in zip(order, keys, rows["risk"], rows["risk_before"], alone, strict=True):
        firm, was, now, by_values = firms[number], *map(LEVELS.index, (before, after, wanted))
        failures = int(firm["failures"])
        floor = 3 if failures >= 6 else 2 if failures >= 5 else 0
        if failures >= 2 and firm["late"] == "true":
            floor = was
        assert now == max(floor, min(max(by_values, was - 1), was + 1))
        if key in reference:
            one = reference[key]["risk"]
            assert (one.before, one.moved, one.floor, one.after) == (was, by_values, floor, now)
        held += by_values < floor
        far += abs(by_values - was) > 1
    assert (held > 0) is (given_ is not HIGHEST)
    assert far > 0 or given_ is LOWEST


def test_levels_do_move(pack):
    """The tests above would pass if nothing ever moved: here something does, one way and the other."""
    firm = {"kind": "maker", "sort": "a", "failures": "1", "inspections": "5", "late": "false", "certified": "false"}
    for value, level in (("20", "B"), ("5", "A"), ("10", "A")):
        use = trial(pack, pack, {sample.ONCE: value})
        batch, _ = both(use, registers_of([firm], pack))
        assert batch.decisions["risk"].to_list() == [level]
        assert batch.decisions["risk_before"].to_list() == ["A"]
        assert batch.decisions["risk_inspections_max"].to_list() == [{"A": 1, "B": 2}[level]]


def test_raise_only_never_betters(packs, tmp_path):
    text = sample.FILES["calibration"].replace("  cite: office", "  direction: raise_only\n  cite: office")
    pack = load_pack(sample.write_packs(tmp_path, calibration=text) / "sample")
    firms = [{"kind": "maker", "sort": "d", "failures": "3", "inspections": str(one)} | {"late": "true", "certified": "false"}
             for one in range(30)]  # fmt: skip
    lowest = {sample.ONCE: "5", sample.OFTEN: "8", sample.LATE: "4", sample.CUT + "C.up_to": "50"}
    highest = {sample.ONCE: "20", sample.OFTEN: "30", sample.CUT + "A.up_to": "10"}
    for given_, way in ((lowest, 0), (highest, 1)):
        batch, _ = both(
            trial(pack, pack, given_), registers_of([{**one, "failures": "1", "late": "false"} for one in firms], pack)
        )
        moved = [
            LEVELS.index(one) - LEVELS.index(before)
            for one, before in batch.decisions.select("risk", "risk_before").rows()
        ]
        assert max(moved) == way
        assert min(moved) == 0


def test_a_trial_is_marked_and_a_draft_has_no_effect(pack, draft):
    from riskgrade.calibration.error import CalibrationError

    assert put_in_use(draft, pack, AS_OF, trial=True).name == f"trial:{draft.sha256}"
    with pytest.raises(CalibrationError, match="must be validated and approved first"):
        put_in_use(draft, pack, AS_OF)
    with pytest.raises(CalibrationError, match="patched pack"):
        put_in_use(draft, patch(pack, {sample.ONCE: 11}), AS_OF, trial=True)
