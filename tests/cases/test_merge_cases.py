"""Cases that share a batch say what they say alone, on drawn packs and records."""

import pytest
from hypothesis import HealthCheck, Phase, given, reject, settings

from riskgrade.cases.merge_cases import clean, merged, tied_fields
from riskgrade.grading.batch import grade_batch
from riskgrade.pack.diagnostics import PackError
from riskgrade.pack.load import load_pack
from tests.grading.agreement import loaded
from tests.report import sample
from tests.strategies.worlds import World, worlds


@pytest.mark.agree
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(worlds())
def test_merged_cases_say_what_they_say_alone(world: World) -> None:
    try:
        pack, registers, moment = loaded(world)
    except PackError:
        reject()  # what may be written is tested elsewhere
    tied = tied_fields(pack)
    if tied is None or not clean(registers) or any(one.coverage for one in registers.registers.values()):
        return
    alone = grade_batch(pack, registers, moment).decisions
    both = grade_batch(pack, merged([("0/", registers), ("1/", registers)], tied), moment).decisions
    for number in ("0/", "1/"):
        mine = both.filter(both["subject"].str.starts_with(number))
        assert mine.with_columns(mine["subject"].str.strip_prefix(number)).sort("subject").equals(alone)


def changed(tmp_path, file, old, new):
    files = dict(sample.PACK)
    assert old in files[file]
    files[file] = files[file].replace(old, new)
    return load_pack(sample.write_pack(tmp_path, files))


def test_the_fields_that_name_and_tie_rows(tmp_path):
    pack = load_pack(sample.write_pack(tmp_path))
    assert dict(tied_fields(pack) or {}) == {
        "firms": frozenset({"code"}),
        "samplings": frozenset({"record_id", "code"}),
    }


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("rules.yaml", "name == 'pilot'", "code == '001'"),
        ("pack.yaml", "kind != 'farm'", "code != '001'"),
        ("facts.yaml", "where: result == 'fail'", "where: record_id != 's1'"),
        ("grades.yaml", "failed == 0", "failed == 0 and code != '7'"),
    ],
)
def test_a_pack_that_reads_a_key_is_run_case_by_case(tmp_path, file, old, new):
    assert tied_fields(changed(tmp_path, file, old, new)) is None


def test_counting_distinct_keys_is_no_reading(tmp_path):
    pack = changed(tmp_path, "facts.yaml", "value: count", "value: distinct(record_id)")
    assert tied_fields(pack) is not None


@pytest.mark.parametrize(
    ("where", "shared"),
    [
        ("record_id != subject.code", True),
        ("record_id == subject.code", True),
        ("not (record_id == subject.code and result == 'fail')", True),
        # A field with a prefix held against one without.
        ("record_id != subject.name", False),
        ("result != subject.code", False),
        ("coalesce(record_id, 'x') != subject.code", False),
    ],
)
def test_a_key_of_a_record_may_be_held_against_one_of_its_subject(tmp_path, where, shared):
    pack = changed(tmp_path, "facts.yaml", "where: result == 'fail'", f'where: "{where}"')
    assert (tied_fields(pack) is not None) is shared
