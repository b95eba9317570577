"""Which packs declare bounds: the one that wrote them, and no pack that uses, patches or composes it."""

from riskgrade.pack.load import load_pack
from riskgrade.pack.source_model import Evidence
from riskgrade.tuning.patch import patch
from tests.calibration import sample

OVERLAY = {
    "pack.yaml": "id: town\nversion: 1.0.0\ntitle: Town\nuse: [sample]\nreplace: [class_points]\n"
    "sources: [{id: town, title: Official table, evidence: text}]\n",
    "parameters.yaml": "class_points: {table: {a: 0, b: 1, c: 2, d: 3}, range: [0, 20], cite: town}\n",
}


def test_an_overlay_with_an_official_table_is_not_bound_by_the_bands_of_the_one_it_replaces(tmp_path):
    sample.write_packs(tmp_path)
    (tmp_path / "town").mkdir()
    for name, text in OVERLAY.items():
        (tmp_path / "town" / name).write_text(text, encoding="utf-8")
    assert load_pack(tmp_path / "town").calibration == {}


def test_what_is_patched_or_composed_declares_nothing(pack, city):
    assert patch(pack, {sample.ONCE: 39}).calibration == {}
    assert city.calibration == {}
    assert [one.id for one in city.composed if one.calibration] == ["sample"]


def test_bounds_are_part_of_what_a_pack_says(packs, pack, tmp_path):
    wider = sample.FILES["calibration"].replace("late: [4, 16]", "late: [4, 17]")
    assert load_pack(sample.write_packs(tmp_path, calibration=wider) / "sample").sha256 != pack.sha256


def test_the_shipped_bounds_are_on_what_was_inferred_and_leave_the_law_alone():
    pack = load_pack("cn-sichuan-producer-2023")
    bounds = pack.calibration["food_risk"]
    assert {one.evidence for one in bounds.movable.values()} == {Evidence.INFERRED}
    assert set(bounds.vetoes) == {"d.listed", "d.three", "d.suspended"}
    assert set(bounds.steps) == {rule.id for rule in pack.rules if rule.id.startswith("up.")}
    assert pack.grades["food_risk"].rests_on is Evidence.INFERRED
