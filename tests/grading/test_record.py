"""The record of a decision: one form, one id, whatever the registers came in; derived again, it is the same."""

import json
from dataclasses import replace
from datetime import date

import polars as pl
import pytest
import rfc8785
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from riskgrade.grading.record import KIND, DecisionRecord, Recorder
from riskgrade.grading.record_error import RecordError
from riskgrade.grading.record_model import DecisionDocument
from riskgrade.grading.record_read import read_record
from riskgrade.grading.record_replay import differences, replay
from riskgrade.grading.reference import Grader
from riskgrade.grading.session import Session
from riskgrade.pack.dating import DatingError, Moment
from riskgrade.pack.load import load_pack
from riskgrade.registers import load_registers
from tests.grading.agreement import loaded
from tests.report import sample
from tests.strategies.worlds import World, worlds

relaxed = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
DAY = Moment.of(date.fromisoformat(sample.AS_OF))


def records(pack, registers, moment=DAY):
    recorder = Recorder(Grader(pack, registers, moment))
    register = registers.registers[pack.subject]
    keys = register.frame.select(pl.col(register.model.key).cast(pl.String)).unique().collect().to_series().sort()
    return {decision.subject: record for decision, record in recorder.decide(keys.to_list())}


@pytest.fixture
def pack(tmp_path):
    return load_pack(sample.write_pack(tmp_path / "packs"))


@pytest.fixture
def made(pack, tmp_path):
    return records(pack, load_registers(sample.write_registers(tmp_path), pack.registers))


@relaxed
@given(worlds())
def test_a_record_is_derived_again_from_itself_and_from_the_registers(world: World) -> None:
    pack, registers, moment = loaded(world)
    for record in records(pack, registers, moment).values():
        again, claimed = read_record(json.loads(rfc8785.dumps(record.document)))
        assert claimed == again.decision_id == record.decision_id
        assert replay(again, claimed, pack).differences == ()
        assert replay(again, claimed, pack, registers).differences == ()


@relaxed
@given(worlds(), st.data())
def test_the_id_does_not_depend_on_the_order_of_records_or_on_what_was_recorded_later(world: World, data) -> None:
    pack, registers, moment = loaded(world)
    before = {key: one.decision_id for key, one in records(pack, registers, moment).items()}
    rows = {name: data.draw(st.permutations(table)) for name, table in world.rows.items()}
    if pack.subject == "firms" and "events" in rows:
        day = f"{world.as_of.year + 1}-01-05"
        later = {"rid": "later", "id": "firm0", "on": day, "recorded_on": day, "result": "a", "amount": "1"}
        covered = world.coverage.get("events")
        if covered is None:
            rows["events"] = [*rows["events"], later]
    shuffled = load_registers(rows, pack.registers, coverage=world.coverage or None)
    assert {key: one.decision_id for key, one in records(pack, shuffled, moment).items()} == before


def test_csv_and_workbook_give_the_same_id(made, pack, tmp_path):
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "book.xlsx", {"strings_to_formulas": False}) as book:
        for name, rows in (("firms", sample.FIRMS), ("samplings", sample.SAMPLINGS)):
            sheet = book.add_worksheet(name)
            for place, row in enumerate([dict(zip(rows[0], rows[0], strict=True)), *rows]):
                sheet.write_row(place, 0, [str(cell) for cell in row.values()])
    again = records(pack, load_registers(tmp_path / "book.xlsx", pack.registers))
    assert again == made
    assert [one.decision_id for one in again.values()] == [one.decision_id for one in made.values()]


def test_a_session_gives_the_same_id(made, pack, tmp_path):
    pytest.importorskip("durable_rules_engine", reason="durable-rules is not installed")
    registers = load_registers(sample.write_registers(tmp_path / "again"), pack.registers)
    with Session() as engine:
        found = Recorder(Grader(pack, registers, DAY, engine.truths)).decide(list(made))
        assert {one.subject: record.decision_id for one, record in found} == {
            k: one.decision_id for k, one in made.items()
        }


def test_the_form_is_the_one_that_the_schema_describes(made):
    for record in made.values():
        document = record.document
        held = DecisionDocument.model_validate(document).model_dump(mode="json", by_alias=True)
        assert held == document
        assert (document["kind"], document["decision_id"]) == (KIND, record.decision_id)


def test_every_fact_and_field_that_a_rule_reads_is_held(made, pack):
    for record in made.values():
        known = {*record.body["fields"], *record.body["facts"], *(rule.conclude for rule in pack.rules)}
        used = {name for rule in pack.rules for name in rule.uses} - set(pack.parameters)
        assert used - {"as_of", "period_start", "period_end"} <= known


def test_points_add_up_to_the_score(made):
    from decimal import Decimal

    seen = 0
    for record in made.values():
        for grade in record.body["grades"].values():
            for account in grade["graded_by"]:
                for end in ("low", "high") if grade["score"] else ():
                    given_points = sum(Decimal(one[end]) for one in account["groups"])
                    assert Decimal(account["initial"]) + given_points == Decimal(grade["score"][end])
                    seen += 1
    assert seen


def changed(record, *way, to):
    document = json.loads(json.dumps(record.document))
    part = document
    for step in way[:-1]:
        part = part[step]
    assert part[way[-1]] != to
    part[way[-1]] = to
    return document


def test_a_level_that_was_changed_is_told_with_both_values(made, pack):
    record = next(one for one in made.values() if one.body["grades"]["risk"]["level"] == "A")
    stored, claimed = read_record(changed(record, "grades", "risk", "level", to="B"))
    found = replay(stored, claimed, pack)
    assert [(one.place, one.stored, one.derived) for one in found.differences] == [
        ("grades.risk.level", "B", "A"),
        ("decision_id", record.decision_id, stored.decision_id),
    ]


def test_a_fact_that_was_changed_moves_what_rests_on_it(made, pack):
    record = next(one for one in made.values() if one.body["facts"]["failed"]["low"] == "0")
    document = changed(record, "facts", "failed", "low", to="2")
    document["facts"]["failed"]["high"] = "2"
    stored, claimed = read_record(document)
    places = [one.place for one in replay(stored, claimed, pack).differences]
    assert any(place.startswith("rules.true") for place in places)
    assert places[-1] == "decision_id"


def test_records_that_came_to_be_known_later_are_told_register_by_register(made, pack, tmp_path):
    rows = {"firms": sample.FIRMS, "samplings": sample.SAMPLINGS[:-1]}
    key = sample.SAMPLINGS[-1]["code"]
    found = replay(made[key], made[key].decision_id, pack, load_registers(rows, pack.registers))
    assert "inputs.registers.samplings.records" in [one.place for one in found.differences]


def test_a_changed_pack_is_refused_and_named(made, pack):
    record = next(iter(made.values()))
    with pytest.raises(RecordError, match=r"the pack has changed since the decision: sample; it was"):
        replay(record, record.decision_id, replace(pack, sha256="0" * 64))
    with pytest.raises(RecordError, match=r"sample \(version \S+ decided, this is 9\)"):
        replay(record, record.decision_id, replace(pack, sha256="0" * 64, version="9"))
    with pytest.raises(RecordError, match="was made by pack sample, not by other"):
        replay(record, record.decision_id, replace(pack, id="other"))
    with pytest.raises(RecordError, match="has changed since the decision: base;"):
        replay(record, record.decision_id, replace(pack, sha256="0" * 64, used={"base": "1" * 64}))


@pytest.mark.parametrize(
    ("way", "to", "said"),
    [
        (("kind",), "riskgrade.trace/1", "this is 'riskgrade.trace/1', not a decision"),
        (("as_of",), "2023-02-30", "is no day of the calendar"),
        (("as_of",), 20231231, "as_of: Input should be a valid string"),
        (("pack",), None, "pack: Input should be"),
        (("facts", "failed", "low"), "many", r"facts.failed cannot be read: 'many' is no number with 0 decimals"),
        (("facts", "failed", "low"), True, r"facts.failed cannot be read: True is no number"),
        (("facts", "failed", "type"), "text", r"facts.failed cannot be read: a text stands where a number belongs"),
        (("facts", "failed", "high"), "-1", r"facts.failed cannot be read"),
        (("fields",), {}, "the record lacks the field"),
        (("grades",), [], "grades: Input should be"),
    ],
)
def test_a_document_that_cannot_be_taken_is_refused_in_both_languages(made, pack, way, to, said):
    document = changed(next(iter(made.values())), *way, to=to)
    with pytest.raises(RecordError, match=said) as caught:
        replay(*read_record(document), pack)
    assert any("一" <= character <= "鿿" for character in caught.value.zh)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda one: st.lists(one) | st.dictionaries(st.text(), one),
    )
)
def test_whatever_json_is_given_is_read_or_refused(document):
    with pytest.raises(RecordError):
        read_record(document)


def places(part, way=()):
    """Every place in a document."""
    yield way
    for key, inner in part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ():
        yield from places(inner, (*way, key))


ANYTHING = st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.sampled_from(
    ["0", "-1", "1.5", "99999999999999999999", "2024-02-29", "9999-12-31", "A", [], {}, ["A"], 1.5, 2**63]
)  # fmt: skip


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_is_changed_in_a_record_is_told_or_refused(made, pack, data):
    document = json.loads(json.dumps(made[data.draw(st.sampled_from(["002", "003", "005", "006"]))].document))
    *way, last = data.draw(st.sampled_from([one for one in places(document) if one]))
    part = document
    for step in way:
        part = part[step]
    before = json.dumps(part[last])
    part[last] = data.draw(ANYTHING)
    assume(json.dumps(part[last]) != before)
    try:
        found = replay(*read_record(document), pack)
    except (RecordError, DatingError):
        return
    assert not found.same


def test_a_truth_is_no_number():
    assert [one.place for one in differences({"a": 1}, {"a": True})] == ["a"]


def test_a_record_without_floats_only(made):
    def floats(part):
        if isinstance(part, dict):
            return any(map(floats, part.values()))
        return any(map(floats, part)) if isinstance(part, list) else isinstance(part, float)

    assert not any(floats(one.document) for one in made.values())
    assert DecisionRecord({"a": 1}).decision_id == "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"
