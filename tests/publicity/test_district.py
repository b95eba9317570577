"""The made-up district from its registers to files: every row traces back, and no file speaks of a grade."""

import csv
import hashlib
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from python_calamine import load_workbook

from riskgrade.pack.load import load_pack
from riskgrade.pack.shelf import shipped_ids
from riskgrade.publicity.feed_schema import feed_schema
from riskgrade.publicity.unpublished import unpublishable
from riskgrade.report.publicity import publish
from tests.publicity.sample import layouts

ROOT = Path(__file__).resolve().parents[2]
DISTRICT = ROOT / "datasets" / "suining-demo"
SCHEMAS = ROOT / "datasets" / "schemas"
FEEDS = ("penalties", "gsxt", "samplings", "listings", "removals")


@pytest.fixture(scope="module")
def district():
    return publish(DISTRICT, "2023-12-31")


@pytest.fixture(scope="module")
def folder(district, tmp_path_factory):
    out = tmp_path_factory.mktemp("district") / "feeds"
    district.write(out)
    return out


def cells(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def test_what_it_counts(district):
    feeds = district.summary["feeds"]
    told = {
        name: tuple(
            feeds[name][one] for one in ("records", "published", "not_published", "not_yet", "held", "left_out")
        )
        for name in FEEDS
    }
    assert told == {
        "penalties": (449, 298, 143, 0, 8, 0), "gsxt": (449, 244, 198, 0, 7, 0), "samplings": (4721, 155, 54, 17, 1, 1),
        "listings": (13, 11, 2, 0, 0, 0), "removals": (13, 2, 0, 0, 0, 0),
    }  # fmt: skip
    assert len(feeds["gsxt"]["overdue"]) == 1
    assert district.needs_attention


@pytest.mark.parametrize("name", FEEDS)
def test_every_record_is_accounted_for(district, name):
    feed = district.summary["feeds"][name]
    parts = ("published", "not_published", "not_concerned", "not_yet", "held", "left_out")
    assert sum(feed[one] for one in parts) == feed["records"]


@pytest.mark.parametrize("name", FEEDS)
def test_every_row_traces_back_to_its_record(district, folder, name):
    document = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    assert len(document["rows"]) == len(document["records"])
    for row, record in zip(document["rows"], document["records"], strict=True):
        held = cells(DISTRICT / record["file"])
        kept = dict(zip(held[0], held[record["row"] - 1], strict=True))
        assert kept["记录编号"] == record["record_id"]
        if row.get("uscc"):
            assert kept["统一社会信用代码"] == row["uscc"]
        if "decision_no" in row:
            assert kept["处罚决定书文号"] == row["decision_no"] == record["file_number"]


@pytest.mark.parametrize("name", FEEDS)
def test_the_workbook_the_csv_and_the_document_say_the_same(folder, name):
    document = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    columns = layouts().model.feeds[name].columns
    rows = [[one.heading.zh for one in columns], *([row[one.id] for one in columns] for row in document["rows"])]
    taken = [
        [one["file_number"], one["party"], one["title"]["zh"], one["on"] or "", one["by"] or ""]
        for one in document["withdrawals"]
    ]
    book = load_workbook(folder / f"{name}.xlsx")
    assert book.sheet_names == [name, "撤回"]
    sheet = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert [[*row, *[""] * (len(columns) - len(row))] for row in sheet] == rows
    assert book.get_sheet_by_index(1).to_python(skip_empty_area=False)[1:] == taken
    assert cells(folder / f"{name}.csv") == rows
    assert cells(folder / f"{name}_withdrawals.csv")[1:] == taken


def names_in(part, path=()):
    """Every name of a property in a schema or key in a document."""
    if isinstance(part, dict):
        for name, inner in part.items():
            yield name
            yield from names_in(inner, (*path, name))
    elif isinstance(part, list):
        for inner in part:
            yield from names_in(inner, path)


GRADES = frozenset(name for one in shipped_ids() for name in load_pack(one).grades)


@pytest.mark.parametrize("name", FEEDS)
def test_no_feed_has_a_place_for_a_grade(folder, name):
    schema = json.loads((SCHEMAS / f"feed_{name}.schema.json").read_text(encoding="utf-8"))
    row = schema["properties"]["rows"]["items"]
    for part in (schema, row, schema["properties"]["records"]["items"], schema["properties"]["withdrawals"]["items"]):
        assert part["additionalProperties"] is False
    headings = [text for one in row["properties"].values() for text in (one["title"], one.get("$comment", ""))]
    document = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    shown = {
        *row["properties"],
        *headings,
        *cells(folder / f"{name}.csv")[0],
        *(key for one in document["rows"] for key in one),
    }
    assert [one for one in shown if unpublishable(one, GRADES)] == []
    assert "general_credit_class" not in (folder / f"{name}.json").read_text(encoding="utf-8")
    document["rows"][0]["general_credit_class"] = "A"
    assert list(Draft202012Validator(schema).iter_errors(document))


@pytest.mark.parametrize("name", FEEDS)
def test_each_feed_is_as_the_shipped_schema_says(folder, name):
    schema = json.loads((SCHEMAS / f"feed_{name}.schema.json").read_text(encoding="utf-8"))
    assert schema == feed_schema(name, layouts())
    Draft202012Validator.check_schema(schema)
    document = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(document)) == []


def test_no_name_of_a_person_comes_out(folder):
    names = {row[3] for row in cells(DISTRICT / "persons.csv")[1:]} | {
        row[4] for row in cells(DISTRICT / "persons.csv")[1:]
    }
    for path in folder.iterdir():
        if path.suffix in (".csv", ".json"):
            text = path.read_text(encoding="utf-8")
            assert not [name for name in names if name in text], path.name


def test_the_same_registers_give_the_same_bytes(district, folder, tmp_path):
    again = publish(ROOT / "datasets" / "suining-demo.xlsx", "2023-12-31", show_persons=False)
    files = again.write(tmp_path / "again")
    first = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    district.write(tmp_path / "twice")
    assert first == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (tmp_path / "twice").iterdir()
    }
    # From the workbook only what names the file is another.
    assert all(files[f"{name}.csv"] == first[f"{name}.csv"] for name in FEEDS)
    assert all(files[f"{name}.xlsx"] == first[f"{name}.xlsx"] for name in FEEDS)


def test_the_next_run_takes_back_what_this_one_sent(tmp_path):
    publish(DISTRICT, "2023-03-31").write(tmp_path / "march", ["json"])
    following = publish(DISTRICT, "2023-09-30", previous=tmp_path / "march")
    for name in FEEDS:
        former = json.loads((tmp_path / "march" / f"{name}.json").read_text(encoding="utf-8"))
        document = following.documents[name]
        sent = {one["record_id"] for one in former["records"]}
        back = {one["record_id"] for one in document["withdrawals"]}
        assert back <= sent
        assert not back & {one["record_id"] for one in document["records"]}
        assert all("2023-03-31" < one["on"] <= "2023-09-30" for one in document["withdrawals"])
        # What was sent is sent again, taken back, or told with the reason why not.
        told = {item.key for feed in following.run.feeds if feed.name == name for item in feed.items}
        assert sent <= told
    assert following.summary["previous"] == "2023-03-31"
    assert following.documents["gsxt"]["withdrawals"]
