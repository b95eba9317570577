"""What a pack changes of the packs it uses."""

from riskgrade.pack.load import load_pack
from riskgrade.report.overlay import Change, overlay
from riskgrade.report.pack_text import pack_text
from tests.report import sample


def test_added_replaced_and_removed_parts(tmp_path):
    sample.write_pack(tmp_path)
    city = sample.write_pack(tmp_path, sample.OVERLAY, "sample-city")
    assert overlay(city) == [
        Change(
            "rules", "three", "replaced", "sample",
            (
                ("title.zh", "三批", "五批"),
                ("title.en", "three", "five"),
                ("when", "failed >= limit", "failed >= 5"),
                ("then.no_better_than", "D", "C"),
                ("cite", "act-2", "city-1"),
            ),
        ),
        Change("rules", "extra", "added"),
        Change("rules", "out.name", "removed", "sample"),
        Change("sources", "city", "added"),
    ]  # fmt: skip


def test_everything_a_pack_says_is_told(pack, pack_folder):
    told = pack_text(pack, pack_folder)
    rules = {one["id"]: one for one in told["rules"]}
    assert rules["up.failed"]["text"] == {
        "en": "failed batches of the year is at least 1",
        "zh": "年内不合格批次 不低于 1",
    }
    assert rules["up.failed"]["then"]["en"] == "+1 or +2 levels (+ is worse)"
    assert rules["three"]["then"]["zh"] == "不得优于 D"
    assert rules["size"]["when"] is None
    assert rules["out.name"]["cite"] == [{"text": "guide", "evidence": "recalled"}]
    assert told["evidence"] == {"recalled": 1, "text": 8}
    assert told["where"] == "kind != 'farm'"
    assert told["parameters"]["limit"][0]["value"] == "3"
    assert told["changes"] == []


def test_every_shipped_pack_can_be_told():
    from riskgrade.pack.shelf import find_pack, shipped_ids

    for name in shipped_ids():
        assert pack_text(load_pack(name), find_pack(name))["id"] == name
