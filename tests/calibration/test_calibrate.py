"""From registers to a calibration: found where there is something to find, refused by name where there is not."""

import pandas as pd
import pytest

import riskgrade as rg
from riskgrade.calibration.artefact import artefact_of, canonical
from riskgrade.calibration.error import CalibrationError
from riskgrade.calibration.gate import GATES
from riskgrade.calibration.held_against_pack import hold_against
from riskgrade.pack.load import load_pack
from riskgrade.tuning.error import TuningError
from tests.calibration import history, sample

MOVED = {**history.DECLARED, "often": 26, "d": 18}


def calibrated(pack, registers, **named):
    given = {
        "outcome": history.FAILED,
        "split": history.SPLIT,
        "by": history.BY,
        "at": history.AT,
        "until": history.END,
    }
    return rg.calibrate(pack, registers, **{**given, **named})


@pytest.fixture(name="registers", scope="module")
def registers_fixture(pack):
    return rg.load_registers(history.past(MOVED), pack)


@pytest.fixture(name="found", scope="module")
def found_fixture(pack, registers):
    return calibrated(pack, registers, strata=["office_no"])


def test_what_is_to_be_found_is_found(found, pack):
    assert (found.identity, found.failed) == (False, ())
    given = {row["path"]: row["given"] for row in found.values().frame.to_dicts()}
    assert 18 <= int(given[sample.OFTEN]) <= 30
    assert 13 <= int(given[sample.CLASS + "d"]) <= 20
    assert abs(int(given[sample.LATE]) - 8) <= 1
    hold_against(artefact_of(canonical(found.artefact)), pack)
    assert [row["gate"] for row in found.gates().frame.to_dicts()] == list(GATES)


def test_it_grades_within_its_bounds(found, pack, registers):
    graded = rg.grade(registers, pack, "2024-03-31", calibration=found.artefact, trial=True)
    order = "ABCD"
    moved = [order.index(one) - order.index(before) for one, before in graded.select("risk", "risk_before").rows()]
    assert {-1, 0, 1} >= set(moved) != {0}
    share = sum(one != 0 for one in moved) / len(moved)
    assert share <= 0.1


def test_the_same_call_twice_gives_the_same_bytes(found, pack, registers, tmp_path):
    again = calibrated(pack, registers, strata=["office_no"])
    assert canonical(again.artefact) == canonical(found.artefact)
    assert again.save(tmp_path / "cal.json") == found.artefact.sha256
    assert (tmp_path / "cal.json").read_bytes() == canonical(found.artefact)
    with pytest.raises(FileExistsError):
        found.save(tmp_path / "cal.json")


def test_the_last_day_teaches_nothing(found, pack):
    """Whatever came of the last day, the points are the same: it is looked at once, at the end."""
    rows = history.past(MOVED)
    for one in rows["visits"]:
        if one["visited_on"] > "2023-09-30":
            one["result"] = {"fail": "pass", "pass": "fail"}[one["result"]]
    turned = calibrated(pack, rows, strata=["office_no"])
    assert turned.tried == found.tried
    assert turned.identity


def test_only_what_was_known_by_a_day_is_learnt_from(pack, registers):
    longer = rg.Outcome("visits:result == 'fail'", horizon="6m")
    split = rg.RollingOrigin("2021-12-31", "2023-06-30", "3m", embargo="30d")
    folds = calibrated(pack, registers, outcome=longer, split=split).folds().frame
    for row in folds.to_dicts():
        months = (
            (int(row["day"][:4]) - int(row["train_to"][:4])) * 12 + int(row["day"][5:7]) - int(row["train_to"][5:7])
        )
        assert months >= 7
    assert folds["signed_off"].to_list() == [False] * (folds.height - 1) + [True]


@pytest.mark.parametrize(
    ("past", "gate"),
    [
        ({"truth": history.DECLARED, "slope": 0.0, "level": -1.7}, "log_loss_folds"),
        ({"truth": history.DECLARED}, "log_loss_folds"),
        ({"truth": MOVED, "drift": 0.9}, "base_rate"),
        ({"truth": MOVED, "firms": 30}, "events_test"),
        ({"truth": MOVED, "level": -30.0}, "events_fit"),
    ],
    ids=["no-signal", "nothing-to-move", "drift", "too-few", "no-events"],
)
def test_the_declared_values_stand_where_a_gate_fails(pack, past, gate):
    found = calibrated(pack, history.past(**past))
    assert found.identity
    assert gate in found.failed
    assert found.artefact.moved == []
    assert all(row["given"] == row["declared"] for row in found.values().frame.to_dicts())
    hold_against(found.artefact, pack)


def test_too_few_folds(pack, registers):
    split = rg.RollingOrigin("2023-03-31", "2023-09-30", "3m")
    found = calibrated(pack, registers, split=split)
    assert "folds" in found.failed


def test_only_cut_points_may_move(tmp_path):
    text = "risk: {cutpoints: {max_shift: 5, min_gap: 8}, prior_strength: 1, cite: office}\n"
    pack = load_pack(sample.write_packs(tmp_path, calibration=text) / "sample")
    found = calibrated(pack, history.past(history.DECLARED, slope=0.25, level=-9.0))
    assert len(found.artefact.cutpoints) == 3
    assert found.artefact.weights == []
    assert any(int(row["tried"]) != int(row["declared"]) for row in found.values().frame.to_dicts())
    assert float(found.artefact.gates[list(GATES).index("changed_share")].figure or 1) <= 0.1


def test_the_card_is_made_of_the_artefact(found):
    for language, words in (
        ("en", ["## Gates", "kept for the end", "no public rating"]),
        ("zh", ["## 关卡", "留作最后检验"]),
    ):
        card = found.card(language)
        assert all(word in card for word in [*words, found.artefact.sha256, history.BY, "office_no"])
        assert f"`{sample.OFTEN}`" in card


def test_what_is_refused(pack, city, registers):
    with pytest.raises(TuningError, match="a split by 'random' is refused"):
        calibrated(pack, registers, split="random")
    with pytest.raises(CalibrationError, match="calibrate sample, which it is composed of"):
        calibrated(city, registers)
    with pytest.raises(CalibrationError, match="declares nothing that may move"):
        rg.calibrate("us-nyc", {"inspections": [{"inspection_id": "1", "inspected_on": "2014-03-03", "score": "1"}]},
                     rg.Outcome("inspections"), history.SPLIT, history.BY, history.AT)  # fmt: skip
    with pytest.raises(CalibrationError, match="may be calibrated: risk"):
        calibrated(pack, registers, grade="rsk")
    with pytest.raises(CalibrationError, match="say who"):
        calibrated(pack, registers, by=" ")
    with pytest.raises(CalibrationError, match="no point in time"):
        calibrated(pack, registers, at="now")
    with pytest.raises(CalibrationError, match="patched pack"):
        calibrated(rg.patch(pack, {sample.ONCE: 11}), registers)


@pytest.mark.filterwarnings("ignore")  # where no font has Chinese characters
@pytest.mark.parametrize("name", ["gates", "values", "folds", "probabilities", "levels"])
def test_every_table_is_drawn(found, name, tmp_path):
    for language in ("zh", "en"):
        picture = getattr(found, name)().plot(language=language)
        picture.save(tmp_path / f"{language}.png")
        assert (tmp_path / f"{language}.png").stat().st_size > 3000


def test_what_was_recorded_later_is_not_learnt_from(pack):
    """Failed visits of every second firm that were recorded only at the very end: no day before it knew of them."""
    rows = history.past(MOVED, firms=300)
    late = {one["code"] for one in rows["firms"][::2]}
    told = [
        one | {"recorded_on": "2024-03-30"} if one["code"] in late and one["result"] == "fail" else one
        for one in rows["visits"]
    ]
    on_time = [one for one in rows["visits"] if one["code"] not in late or one["result"] != "fail"]
    found, less = (calibrated(pack, {**rows, "visits": visits}) for visits in (told, on_time))
    for one, other in zip(found.artefact.folds, less.artefact.folds, strict=True):
        assert one.train_events == other.train_events
        assert one.events > other.events
    assert found.tried == less.tried


def test_pandas_in_pandas_out(pack):
    rows = history.past(MOVED, firms=60)
    found = calibrated(pack, {name: pd.DataFrame(one) for name, one in rows.items()})
    assert {type(table.frame) for table in (found.gates(), found.values())} == {pd.DataFrame}
    assert canonical(found.artefact) == canonical(calibrated(pack, rows).artefact)
