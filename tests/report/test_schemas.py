"""The JSON Schemas: fresh, and true of every file that is shipped."""

import re
from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from riskgrade.pack.shelf import shipped
from riskgrade.report.schemas import KINDS, schema, stale, write_schemas
from tests.report import sample

FOLDER = Path(__file__).resolve().parents[2] / "datasets" / "schemas"
TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "number": (int, float),
    "integer": int,
    "boolean": bool,
    "null": type(None),
    "array": list,
    "object": dict,
}


def test_the_shipped_schemas_are_fresh():
    assert stale(FOLDER) == [], "run `riskgrade pack schema datasets/schemas`"


def test_a_stale_or_missing_schema_is_named(tmp_path):
    write_schemas(tmp_path)
    (tmp_path / "rules.schema.json").write_text("{}")
    (tmp_path / "pack.schema.json").unlink()
    assert stale(tmp_path) == ["pack.schema.json", "rules.schema.json"]


def wrong(data, part, root):
    """The first thing in data that a schema does not allow; a small part of JSON Schema, as much as is used here."""
    if "$ref" in part:
        part = root["$defs"][part["$ref"].rpartition("/")[2]]
    if "anyOf" in part:
        found = [wrong(data, one, root) for one in part["anyOf"]]
        return None if None in found else found[-1]
    if "enum" in part and data not in part["enum"]:
        return f"{data} is not in {part['enum']}"
    if "const" in part and data != part["const"]:
        return f"{data} is not {part['const']}"
    kinds = part.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(is_a(data, kind) for kind in kinds):
        return f"{data!r} is not of {kinds}"
    if "pattern" in part and isinstance(data, str) and not re.search(part["pattern"], data):
        return f"{data} does not match {part['pattern']}"
    if isinstance(data, list):
        items = [*part.get("prefixItems", [])]
        items += [part.get("items", {})] * (len(data) - len(items))
        return next((found for one, of in zip(data, items, strict=False) if (found := wrong(one, of, root))), None)
    if isinstance(data, dict):
        missing = set(part.get("required", [])) - set(data)
        if missing:
            return f"{missing} missing"
        for key, value in data.items():
            of = part.get("properties", {}).get(key, part.get("additionalProperties", {}))
            if of is False:
                return f"{key} is not allowed"
            found = wrong(value, of if isinstance(of, dict) else {}, root)
            if found:
                return f"{key}: {found}"
    return None


def is_a(data, kind):
    if isinstance(data, bool):
        return kind == "boolean"
    return isinstance(data, TYPES[kind])


def read(path):
    """A YAML file as an editor reads it: words become numbers and truths."""
    return plain(YAML(typ="safe", pure=True).load(path))


def plain(data):
    if isinstance(data, dict):
        return {str(key): plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [plain(one) for one in data]
    return data.isoformat() if isinstance(data, date) else data


SHIPPED = sorted(shipped().glob("*/*.yaml")) + sorted(shipped().glob("*/cases/*.yaml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(shipped()).as_posix())
def test_every_shipped_file_is_as_its_schema_says(path):
    kind = "cases" if path.parent.name == "cases" else path.stem
    made = schema(kind)
    assert wrong(read(path), made, made) is None
    assert f"{kind}.schema.json" in path.read_text(encoding="utf-8").splitlines()[0]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if f"{kind}.yaml" in sample.PACK])
def test_short_forms_are_allowed_and_unknown_keys_are_not(tmp_path, kind):
    folder = sample.write_pack(tmp_path)
    made = schema(kind)
    data = read(folder / f"{kind}.yaml")
    assert wrong(data, made, made) is None
    first = data[0] if isinstance(data, list) else data if kind == "pack" else next(iter(data.values()))
    first["citee"] = "x"
    assert wrong(data, made, made) is not None


@pytest.mark.parametrize("step", [1, -1, [1, 2]])
def test_a_step_is_one_number_or_several(step):
    made = schema("rules")
    rule = {"id": "up", "then": {"step": step}, "cite": "s-1"}
    assert wrong([rule], made, made) is None
    assert wrong([{**rule, "then": {"step": {"to": 2}}}], made, made) is not None
