"""Whatever stands in a file: a sound artefact, or one sentence that says why not. Never a traceback."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from riskgrade.calibration.artefact import artefact_of, canonical, plain, read_artefact, sealed, sha256_of
from riskgrade.calibration.error import CalibrationError
from riskgrade.calibration.held_against_pack import hold_against, target_of
from tests.calibration import sample

HOSTILE = [
    b"", b"null", b"[]", b"{}", b"\xff\xfe", b"[" * 100_000, b'{"kind": "riskgrade.calibration/1"}',
    b'{"kind": "riskgrade.calibration/1", "kind": "riskgrade.calibration/1"}',
    b'{"kind": "riskgrade.calibration/1", "sha256": NaN}', b'{"kind": "riskgrade.calibration/1", "x": 1e999}',
    b'{"kind": "riskgrade.calibration/1", "x": ' + b"9" * 5000 + b"}", b'{"kind": "\\ud800"}',
    '{"kind": "riskgrade.calibration/2"}'.encode("utf-16"),
]  # fmt: skip


@pytest.mark.parametrize("content", HOSTILE)
def test_what_is_no_artefact_is_refused_in_two_languages(content):
    with pytest.raises(CalibrationError) as caught:
        artefact_of(content)
    assert caught.value.en
    assert caught.value.zh
    assert "\n" not in caught.value.en


def resealed(document):
    """The bytes of a document with a hash that fits, where one can be made."""
    try:
        document = {**document, "sha256": sha256_of(document)}
    except (ValueError, RecursionError, TypeError):
        document = {**document, "sha256": "0" * 64}
    return json.dumps(document).encode()


def refused(pack, document):
    with pytest.raises(CalibrationError) as caught:
        hold_against(artefact_of(resealed(document)), pack)
    return caught.value.en


def with_value(pack, path, key, value):
    document = sample.document(pack)
    for one in (*document["weights"], *document["cutpoints"]):
        if one["path"] == path:
            one[key] = value
    return document


@pytest.mark.parametrize(
    ("path", "key", "value", "reason"),
    [
        (sample.ONCE, "value", "-10", "lies outside its band"),
        (sample.ONCE, "value", "21", "lies outside its band"),
        (sample.ONCE, "value", "10.5", "no whole number of steps"),
        (sample.ONCE, "value", 10, "write a text in quotes"),
        (sample.ONCE, "value", "1e1", "two decimals at most"),
        (sample.ONCE, "value", "NaN", "two decimals at most"),
        (sample.ONCE, "value", "9" * 40, "two decimals at most"),
        (sample.ONCE, "low", "1", "not as the pack has it"),
        (sample.ONCE, "high", "99", "not as the pack has it"),
        (sample.ONCE, "declared", "11", "not as the pack has it"),
        (sample.ONCE, "unit", "0.5", "not as the pack has it"),
        (sample.ONCE, "path", "rules.frozen.late.then.points", "frozen.late', which is frozen"),
        (sample.ONCE, "path", "rules.base.then.points", "may not move"),
        (sample.ONCE, "path", "rules.onc.then.points", "did you mean 'rules.once.then.points'"),
        (sample.ONCE, "path", sample.OFTEN, "must list every value"),
        (sample.CLASS + "b", "value", "8", None),
        (sample.CUT + "A.up_to", "value", "20", None),
        (sample.CUT + "A.up_to", "value", "21", "lies outside its band"),
    ],
)  # fmt: skip
def test_a_value_that_may_not_be_is_refused(pack, path, key, value, reason):
    document = with_value(pack, path, key, value)
    if reason is None:
        hold_against(artefact_of(resealed(document)), pack)
    else:
        assert reason in refused(pack, document)


def test_reversed_cells_and_limits_are_refused(pack):
    document = sample.document(pack, {sample.CLASS + "b": "8", sample.CLASS + "c": "7"})
    assert "their order stays" in refused(pack, document)
    document = sample.document(pack, {sample.CUT + "A.up_to": "20", sample.CUT + "B.up_to": "25"})
    assert "at least 8 apart" in refused(pack, document)


@pytest.mark.parametrize(
    ("place", "value", "en", "zh"),
    [
        (("sha256",), "x", "sha256: write a SHA-256", "sha256：应为 SHA-256"),
        (("data", "last"), "soon", "data.last: write a day as YYYY-MM-DD", "data.last：应为 YYYY-MM-DD"),
        (("data", "last"), "2023-02-30", "data.last: there is no such day", "data.last：日历中没有这一天"),
        (("data", "events"), -1, "data.events: the number must be 0 or more", "data.events：数值不得小于 0"),
        (("data", "events"), 2**60, "or less", "数值不得大于"),
        (("data", "events"), "1", "write a whole number", "应为整数"),
        (("data", "outcome"), "", "the text is empty", "文本为空"),
        (("data", "outcome"), "x" * 401, "longer than 400 characters", "文本超过 400 字"),
        (("data",), [], "data: write entries", "data：应为键值各项"),
        (("data", "strata"), "kind", "write a list", "应为列表"),
        (("gates", 0, "limit"), "0.5", "nine decimals", "九位小数"),
        (("gates", 0, "passed"), "yes", "write true or false", "应为 true 或 false"),
        (("state",), "done", "write one of: draft, validated, approved", "应为下列之一：draft、validated、approved"),
        (("history",), [{}], "history.0.state: this entry is missing", "history.0.state：缺少此项"),
        (("made_with",), [], "made_with: write entries", "made_with：应为键值各项"),
    ],
)
def test_what_is_wrong_with_the_form_is_said_in_plain_words(pack, place, value, en, zh):
    document = sample.document(pack)
    held = document
    for step in place[:-1]:
        held = held[step]
    held[place[-1]] = value
    sealed_ = resealed(document) if place != ("sha256",) else json.dumps(document).encode()
    with pytest.raises(CalibrationError) as caught:
        artefact_of(sealed_)
    assert en in caught.value.en
    assert zh in caught.value.zh
    for said in (caught.value.en, caught.value.zh):
        assert not any(word in said for word in ("Input", "input", "pattern", "^", "pydantic", "Value error"))


def test_an_entry_that_is_missing_is_named(pack):
    document = sample.document(pack)
    del document["data"]["horizon"]
    with pytest.raises(CalibrationError, match=r"data\.horizon: this entry is missing") as caught:
        artefact_of(resealed(document))
    assert "data.horizon：缺少此项" in caught.value.zh


SAME = "the hash of the pack itself"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"surprise": 1}, "a calibration has no such entry"),
        ({"pack": {"id": "sample", "version": "1.0.0", "sha256": "a" * 64}}, "has changed since"),
        ({"pack": {"id": "sample", "version": "9.0.0", "sha256": SAME}}, "names sample 9.0.0"),
        ({"pack": {"id": "us-nyc", "version": "1", "sha256": "a" * 64}}, "is for pack us-nyc"),
        ({"grade": "rsk"}, "did you mean 'risk'"),
        ({"max_notch": 0}, "`max_notch` is not"),
        ({"max_notch": 3}, "the number must be 1 or less"),
        ({"direction": "raise_only"}, "`direction` is not"),
        ({"frozen": []}, "`frozen` is not"),
        ({"vetoes": ["veto"]}, "`vetoes` is not"),
        ({"steps": []}, "`steps` is not"),
        ({"prior_strength": "1"}, "`prior_strength` is not"),
        ({"gates": []}, "every gate"),
        ({"outcome": "declared"}, "declared values stand"),
        ({"state": "approved"}, "does not lead to its state"),
        ({"state": "effective"}, "write one of: draft"),
        ({"made_at": "yesterday"}, "no point in time"),
        ({"author": "\u200b"}, "three persons"),
        ({"effective": {"from": "2024-01-01", "to": "2024-12-31"}}, "belong to an approved"),
        ({"weights": []}, "must list every value"),
        ({"data": {}}, "this entry is missing"),
        ({"kind": "riskgrade.decision/1"}, "does not say that it is"),
    ],
)
def test_a_document_that_says_something_else_is_refused(pack, change, reason):
    def held(artefact):
        return hold_against(artefact, target_of(artefact, pack))

    if change.get("pack", {}).get("sha256") == SAME:
        change = {"pack": change["pack"] | {"sha256": pack.sha256}}
    with pytest.raises(CalibrationError) as caught:
        held(artefact_of(resealed({**sample.document(pack, {sample.ONCE: "12"}), **change})))
    assert reason in caught.value.en


def test_verdicts_follow_from_figures(pack):
    document = sample.document(pack, {sample.ONCE: "12"})
    gates = document["gates"]
    gates[0]["figure"] = "99.000000000"
    assert "verdict does not follow" in refused(pack, document)
    gates[0]["passed"] = False
    assert "although gate events_fit failed" in refused(pack, document)
    gates[0] |= {"limit": "1.000000000", "passed": True}
    assert "verdict does not follow" in refused(pack, document)


def test_a_changed_file_is_refused(pack, draft):
    content = canonical(draft)
    assert artefact_of(content) == draft
    with pytest.raises(CalibrationError, match="changed after it was made"):
        artefact_of(content.replace(b'"value":"22"', b'"value":"23"'))


def test_layout_does_not_matter_and_writing_is_canonical(draft, tmp_path):
    path = tmp_path / "cal.json"
    path.write_text(json.dumps(plain(draft), indent=3, ensure_ascii=True), encoding="utf-8")
    assert canonical(read_artefact(path)) == canonical(draft)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.data())
def test_a_sound_artefact_with_anything_put_anywhere_is_sound_or_refused(pack, data):
    document = sample.document(pack, {sample.OFTEN: "22"})
    document["sha256"] = sha256_of(document)
    place: Any = document
    for _ in range(data.draw(st.integers(0, 3))):
        inner = [
            one
            for one in (place.values() if isinstance(place, dict) else place)
            if isinstance(one, dict | list) and one
        ]
        if not inner:
            break
        place = data.draw(st.sampled_from(inner))
    key = data.draw(st.sampled_from(list(place) if isinstance(place, dict) else range(len(place))))
    place[key] = data.draw(JSON | st.sampled_from(["-5", "0", "22", "rules.frozen.late.then.points", "D", -1, 2**70]))
    content = resealed(document)
    try:
        artefact = artefact_of(content)
        bounds = hold_against(artefact, target_of(artefact, pack))
    except CalibrationError:
        return
    assert bounds is pack.calibration["risk"]
    values = {one.path: one.value for one in (*artefact.weights, *artefact.cutpoints)}
    assert all(
        bounds.movable[path].low <= round(float(value) * 100) <= bounds.movable[path].high
        for path, value in values.items()
    )


@given(JSON)
@example({"kind": "riskgrade.calibration/1", "sha256": "0" * 64})
def test_any_json_is_refused(value):
    with pytest.raises(CalibrationError):
        artefact_of(json.dumps(value).encode())


@given(st.binary(max_size=200))
def test_any_bytes_are_refused(content):
    with pytest.raises(CalibrationError):
        artefact_of(content)


def test_a_file_too_large_or_absent(tmp_path):
    path = tmp_path / "cal.json"
    with path.open("wb") as file:
        file.truncate(6_000_000)
    with pytest.raises(CalibrationError, match="more than"):
        read_artefact(path)
    with pytest.raises(OSError):  # noqa: PT011 - the command tells any of them
        read_artefact(tmp_path / "none.json")


def test_sealing_is_the_same_every_time(pack):
    assert canonical(sealed(sample.document(pack))) == canonical(sealed(sample.document(pack)))
