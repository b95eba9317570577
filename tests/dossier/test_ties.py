"""Which registers hold records of a subject: by its key, through others, through the subject's own row, or not at all."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from riskgrade.dossier import read_dossier
from riskgrade.dossier.ties import ties
from riskgrade.pack.register_model import RegisterModel
from riskgrade.registers import load_registers

FIELDS: Any = {name: {"type": "code"} for name in ("code", "market", "id", "visit")} | {"on": {"type": "date"}}
MODELS = {
    "photos": RegisterModel(key="id", join="visit", through="visits", fields=FIELDS),
    "firms": RegisterModel(key="code", fields=FIELDS),
    "visits": RegisterModel(key="visit", join="code", date="on", fields=FIELDS),
    "checks": RegisterModel(key="id", join="market", through="firms", fields=FIELDS),
    "frames": RegisterModel(key="id", join="id", through="photos", fields=FIELDS),
    "markets": RegisterModel(key="market", fields=FIELDS),
    "stalls": RegisterModel(key="id", join="market", through="markets", fields=FIELDS),
}
ROWS = {
    "firms": [{"code": "1", "market": "m"}, {"code": "2", "market": "n"}],
    "visits": [
        {"visit": "v1", "code": "1", "on": "2023-01-01"},
        {"visit": "v2", "code": "2", "on": "2023-01-01"},
        {"visit": "v3", "code": "1", "on": "2024-01-01"},
    ],
    "photos": [{"id": one[1:], "visit": one} for one in ("v1", "v2", "v3", "v4")],
    "frames": [{"id": "1"}, {"id": "2"}, {"id": "3"}],
    "checks": [{"id": "a", "market": "m"}, {"id": "b", "market": "n"}, {"id": "c", "market": "m"}],
}


def held(rows, as_of):
    pack: Any = SimpleNamespace(subject="firms", registers=MODELS)
    found = read_dossier("1", load_registers(rows, MODELS), pack, as_of)
    return {one.register: [record.key for record in one.records] for one in found if one.supplied and one.reachable}


def test_in_the_order_of_the_pack():
    assert [(one.register, one.field, one.through) for one in ties(MODELS, "firms")] == [
        ("photos", "visit", "visits"),
        ("visits", "code", None),
        ("checks", "market", "firms"),
        ("frames", "id", "photos"),
    ]


def test_records_are_followed_however_far_they_hang():
    assert held(ROWS, None) == {
        "firms": ["1"], "photos": ["1", "3"], "visits": ["v3", "v1"], "checks": ["a", "c"], "frames": ["1", "3"],
    }  # fmt: skip
    assert held(ROWS, date(2023, 12, 31))["frames"] == ["1"]


def test_where_one_between_is_missing_nothing_behind_it_can_be_told():
    rows = {name: one for name, one in ROWS.items() if name != "visits"}
    assert held(rows, None) == {"firms": ["1"], "checks": ["a", "c"]}
