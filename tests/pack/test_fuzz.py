"""Whatever the files hold, a pack loads or is refused with a `PackError`: no other exception, and soon."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from riskgrade.pack.diagnostics import PackError
from riskgrade.pack.document import parse_document
from riskgrade.pack.load import load_pack
from tests.pack.documents import BASE

SECONDS = 2
SOME = settings(max_examples=max(1, settings().max_examples // 4))
KINDS = ("pack", "registers", "facts", "parameters", "rules", "grades")
WHOLE = {kind: YAML(typ="base", pure=True).load((BASE / f"{kind}.yaml").read_text(encoding="utf-8")) for kind in KINDS}


def parts_of(data, found=None):
    """Every key and value that the base pack uses, so that what is drawn is often nearly right."""
    found = [] if found is None else found
    found.append(data)
    for one in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        parts_of(one, found)
    return found


def keys_of(data):
    return sorted({key for part in parts_of(data) if isinstance(part, dict) for key in part})


MORE_KEYS = [
    "of", "by", "join", "absent", "otherwise", "unit", "from", "to", "use", "replace", "remove", "where", "dated_by", "void",
    "on", "reason", "ends", "blank", "month_end", "field", "recorded", "valid_from", "decimals", "conclude", "no_better_than",
    "exclude", "draft", "flag", "grade", "table", "hit", "rows", "default", "matrix", "cells", "first_in_scope", "on_unknown",
    "min", "max", "initial", "at_least", "steps", "labels", "label", "headings", "check", "note",
]  # fmt: skip
KEYS = sorted({*keys_of(list(WHOLE.values())), *MORE_KEYS})
TEXTS = [
    "0", "-1", "1e999999999", "9" * 30, "0.00001", "NaN", "Infinity", "1_0", "2023-02-30", "0001-01-01", "9999-12-31", "true",
    "above", "first", "unique", "worst", "sum", "max", "period", "12 months", "9999 years", "99 years before opened", "count",
    "latest(kind)", "mean(deduction)", "sum(lookup(weights, kind))", "highest(weights, tags)", "area * area * area", "as_of",
    "subject.kind", "opened - years(900)", "a.b", "(" * 70, "x" * 5000, "\u202e", "ａ", "class", "type", "shop", "other",
    "uk-fhrs", "..", "\\", "''", "'", "#", "a: b", "字", "٣", "²",
]  # fmt: skip
USED = [one for one in parts_of(list(WHOLE.values())) if isinstance(one, str)]
words = st.sampled_from(TEXTS) | st.sampled_from(USED) | st.text(max_size=8)
keys = st.sampled_from(KEYS) | words
anything = st.recursive(
    st.none() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=8,
)


@st.composite
def changed(draw, data):
    """The data with one to three parts replaced, left out, doubled or added."""
    data = json.loads(json.dumps(data))
    for _ in range(draw(st.integers(1, 3))):
        inside = [part for part in parts_of(data) if isinstance(part, dict | list) and part]
        if not inside:
            return draw(anything)
        part = draw(st.sampled_from(inside))
        at = draw(st.sampled_from(sorted(part) if isinstance(part, dict) else range(len(part))))
        what = draw(st.integers(0, 3))
        if what == 0:
            del part[at]
        elif what == 1:
            part[at] = draw(anything)
        elif isinstance(part, dict):
            part[draw(keys)] = draw(anything) if what == 2 else part[at]
        else:
            part.insert(at, draw(anything) if what == 2 else part[at])
    return data


def attempt(load, given):
    """Load it; a refusal must say something that can be printed, and nothing may take long."""
    begun, told = time.process_time(), None
    try:
        load(given)
    except PackError as error:
        told = error.diagnostics
    assert time.process_time() - begun < SECONDS
    assert told is None or (
        told and all(one.line >= 1 and one.en and one.zh and one.text("zh").encode() for one in told)
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fuzz") / "shop"
    folder.mkdir()
    return folder


def write(folder: Path, files):
    for kind in KINDS:
        # JSON is YAML; escapes are kept, so that every character can be drawn.
        (folder / f"{kind}.yaml").write_text(json.dumps(files.get(kind, WHOLE[kind])), encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
@SOME
@given(data=st.data())
def test_a_pack_with_some_parts_changed(folder, kind, data):
    write(folder, {kind: data.draw(changed(WHOLE[kind]))})
    attempt(load_pack, folder)


@SOME
@given(files=st.fixed_dictionaries(dict.fromkeys(KINDS, anything)))
def test_a_pack_of_anything(folder, files):
    write(folder, files)
    attempt(load_pack, folder)


@SOME
@given(files=st.fixed_dictionaries({kind: changed(WHOLE[kind]) for kind in KINDS}))
def test_a_pack_with_parts_changed_everywhere(folder, files):
    write(folder, files)
    attempt(load_pack, folder)


MARKS = [
    *"-?:,[]{}#&*!|>'\"%@`<= \t\n\r\\~.\0\x85\u2028\ufeff",
    *("---", "...", "<<", "%YAML 1.3\n", "%TAG ! x\n", "!!", "a", "key: ", "\\ud800"),
]


@given(st.lists(st.sampled_from(MARKS) | st.characters(codec="utf-8"), max_size=60).map("".join))
def test_any_text(text):
    attempt(parse, text)


@given(st.sampled_from(KINDS), st.data())
def test_a_text_with_some_characters_changed(kind, data):
    text = (BASE / f"{kind}.yaml").read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = min(len(text), start + data.draw(st.integers(0, 5)))
    attempt(parse, text[:start] + "".join(data.draw(st.lists(st.sampled_from(MARKS), max_size=4))) + text[end:])


def parse(text):
    return parse_document(text, "x.yaml")


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "{? "])
def test_deep_nesting_is_refused_at_once(opening):
    begun = time.process_time()
    with pytest.raises(PackError):
        parse_document(opening * 20_000, "x.yaml")
    assert time.process_time() - begun < SECONDS
