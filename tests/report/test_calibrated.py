"""A calibration in every face: the run, one firm, the log; before and after, its hash, and a trial marked wherever it shows."""

import json
from datetime import date

import pytest

import riskgrade as rg
from riskgrade.calibration.artefact import artefact_of, canonical
from riskgrade.calibration.error import CalibrationError
from riskgrade.calibration.states import approved, validated
from riskgrade.log.decision_events import Chosen
from riskgrade.log.error import LogError
from riskgrade.pack.load import load_pack
from riskgrade.report.decision_log import decision_in, log_calibrated, log_decision, move
from riskgrade.report.grading_run import run_grade
from riskgrade.report.refusal import RefusalError
from riskgrade.report.write_run import write_run
from tests.calibration import sample

AT = "2024-01-03T10:00:00+08:00"
ROWS = [
    {"code": "n1", "kind": "maker", "sort": "d", "credit": "good", "inspections": "5", "failures": "3"},
    {"code": "n2", "kind": "maker", "sort": "d", "credit": "good", "inspections": "5", "failures": "6"},
    {"code": "n3", "kind": "shop", "sort": "d", "credit": "poor", "inspections": "5", "failures": "0"},
    {"code": "n4", "kind": "maker", "sort": "", "credit": "good", "inspections": "5", "failures": "3"},
]
FIRMS = {"firms": [{**row, "late": "false", "certified": "false"} for row in ROWS]}
DAY = "2024-06-30"


@pytest.fixture(name="packs", scope="module")
def packs_fixture(tmp_path_factory):
    return sample.write_packs(tmp_path_factory.mktemp("faces"))


@pytest.fixture(name="draft", scope="module")
def draft_fixture(packs):
    return sample.draft(load_pack(packs / "sample"), {sample.CLASS + "d": "20"})


@pytest.fixture(name="signed", scope="module")
def signed_fixture(packs, draft):
    pack = load_pack(packs / "sample")
    seen = validated(draft, pack, "李强", AT, "复算一致")
    return approved(seen, pack, "赵敏", AT, "同意", date(2024, 2, 1))


def test_a_run_names_the_calibration_in_every_row(packs, signed, tmp_path):
    (tmp_path / "cal.json").write_bytes(canonical(signed))
    graded = rg.grade(FIRMS, packs / "city", DAY, calibration=tmp_path / "cal.json")
    assert graded.select("risk_before", "risk", "whole_before", "whole").rows() == [
        ("C", "D", "C", "D"), ("D", "D", "D", "D"), ("A", "A", "C", "C"), (None, None, None, None),
    ]  # fmt: skip
    assert graded["calibration"].unique().to_list() == [signed.sha256]
    plainly = rg.grade(FIRMS, packs / "city", DAY)
    assert graded["risk_before"].to_list() == plainly["risk"].to_list()
    assert not {"calibration", "risk_before"} & set(plainly.columns)


def test_the_files_of_a_run(packs, signed, draft, tmp_path):
    for given, trial in ((signed, False), (draft, True)):
        run = run_grade(FIRMS, packs / "city", DAY, calibration=given, trial=trial)
        write_run(run, tmp_path / "out", ("parquet", "csv", "xlsx"))
        for name in ("summary", "manifest"):
            told = json.loads((tmp_path / "out" / f"{name}.json").read_text(encoding="utf-8"))["calibration"]
            assert (told["sha256"], told["trial"]) == (given.sha256, trial)
            assert told["moved"] == [{"path": sample.CLASS + "d", "declared": "12", "value": "20"}]
        assert any("TRIAL" in en for en, _ in run.notices) is trial
        first = (tmp_path / "out" / "decisions.csv").read_text(encoding="utf-8-sig").splitlines()[1]
        assert given.sha256 in first
        assert ("trial:" in first) is trial
    assert run_grade(FIRMS, packs / "city", DAY).results_sha256 != run.results_sha256


def test_a_run_with_a_draft_is_refused_before_anything_is_read(packs, draft):
    with pytest.raises(CalibrationError, match="is not in effect"):
        rg.grade("/no/such/folder", packs / "city", DAY, calibration=draft)


@pytest.mark.parametrize("which", ["city", "sample"])
def test_one_firm_is_as_in_the_run(packs, signed, which):
    graded = rg.grade(FIRMS, packs / which, DAY, calibration=signed)
    names = [name for name in graded.columns if f"{name}_before" in graded.columns]
    for row in graded.iter_rows(named=True):
        found = rg.score(row["subject"], FIRMS, packs / which, DAY, engine="reference", calibration=signed)
        assert {name: found.levels[name] for name in names} == {name: row[name] for name in names}


def test_one_firm_is_told_before_and_after(packs, signed, draft):
    found = rg.score("n1", FIRMS, packs / "city", DAY, engine="reference", calibration=signed)
    declared = rg.score("n1", FIRMS, packs / "city", DAY, engine="reference")
    assert found.decision_id == declared.decision_id
    assert (declared.levels["risk"], found.levels["risk"]) == ("C", "D")
    assert found.document["calibration"]["grades"]["risk"] == {"before": "C", "moved": "D", "floor": "A", "after": "D"}
    assert f"C as declared; D by the approved calibration {signed.sha256[:12]}" in found.text("en")
    assert "按原定取值为 C" in found.text("zh")
    assert signed.sha256 in found.html("zh")
    *_, mine, tried = scored("n1", packs / "city", calibration=draft, trial=True)
    assert "TRIAL, no decision" in tried.text("en")
    assert "试算，不构成决定" in tried.html("zh")
    assert (
        mine.calibrated_id
        == tried.document["calibration"]["calibrated_id"]
        != found.document["calibration"]["calibrated_id"]
    )
    unknown = rg.score("n4", FIRMS, packs / "city", DAY, engine="reference", calibration=signed)
    assert "is not applied" in unknown.text("en")
    floored = rg.score("n2", FIRMS, packs / "city", DAY, engine="reference", calibration=signed)
    assert floored.document["calibration"]["grades"]["risk"]["floor"] == "D"


def scored(subject, pack, **named):
    """A score of which a calibration was used: it has an id and a record of calibrated levels."""
    found = rg.score(subject, FIRMS, pack, DAY, engine="reference", **named)
    assert found.decision_id is not None
    assert found.record is not None
    assert found.calibrated is not None
    return found.decision_id, found.record, found.calibrated, found


def test_the_log_holds_both_levels_and_later_acts(packs, signed, draft, tmp_path):
    log = tmp_path / "decisions.log"
    name, record, calibrated, _ = scored("n1", packs / "city", calibration=signed)
    log_decision(log, record, AT, "王丽")
    log_calibrated(log, calibrated, AT, "王丽")
    state = decision_in(log, name[:8])
    assert {one.grade: (one.computed, one.level, str(one.basis)) for one in state.grades.values()} == {
        "risk": ("C", "D", "calibration"), "credit": ("good", "good", "computed"), "whole": ("C", "D", "calibration"),
    }  # fmt: skip
    assert rg.verify_log(log).faults == ()
    move(log, Chosen, name, "risk", "C", "现场整改到位", AT, "王丽")
    state = decision_in(log, name)
    assert (state.grades["risk"].level, str(state.grades["whole"].basis)) == ("C", "follows")
    log_calibrated(log, calibrated, AT, "王丽")
    assert decision_in(log, name).grades["risk"].level == "C"
    tried = scored("n1", packs / "city", calibration=draft, trial=True)
    with pytest.raises(RefusalError, match="a trial makes no decision"):
        log_calibrated(log, tried[2], AT)
    other = scored("n2", packs / "city", calibration=signed)
    with pytest.raises(LogError, match="the log has no decision"):
        log_calibrated(log, other[2], AT)


def test_changes_are_of_the_declared_decision(packs, signed):
    with pytest.raises(RefusalError, match="declared decision"):
        rg.score("n1", FIRMS, packs / "city", DAY, engine="reference", calibration=signed, changes=True)


def test_the_same_call_twice_gives_the_same_bytes(packs, signed):
    one = run_grade(FIRMS, packs / "city", DAY, calibration=signed)
    other = run_grade(FIRMS, packs / "city", DAY, calibration=artefact_of(canonical(signed)), engine="duckdb")
    assert one.results_sha256 == other.results_sha256
