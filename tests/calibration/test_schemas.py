"""The shipped schemas of `calibration.yaml` and of the artefact say what the loader and the reader take."""

import json
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from riskgrade.calibration.artefact import plain
from tests.calibration import sample

FOLDER = Path(__file__).resolve().parents[2] / "datasets" / "schemas"


def schema(name):
    found = json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(found)


def test_the_artefact_is_as_its_schema_says(draft):
    assert list(schema("calibration_artefact").iter_errors(plain(draft))) == []


@pytest.mark.parametrize(
    "change",
    [
        {"surprise": 1},
        {"state": "effective"},
        {"max_notch": 2},
        {"sha256": "x"},
        {"gates": None},
        {"prior_strength": 1.5},
    ],
)
def test_what_is_no_artefact_is_none_to_the_schema(draft, change):
    assert list(schema("calibration_artefact").iter_errors(plain(draft) | change))


def test_the_pack_file(pack):
    data = YAML(typ="safe", pure=True).load(sample.FILES["calibration"])
    assert list(schema("calibration").iter_errors(data)) == []
    data["risk"]["citee"] = "x"
    assert list(schema("calibration").iter_errors(data))
