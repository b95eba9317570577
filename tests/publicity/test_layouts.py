"""A file of layouts that cannot be used is refused with what is wrong, and no column may carry a grade."""

import shutil

import pytest

from riskgrade.pack.diagnostics import PackError
from riskgrade.pack.shelf import shipped
from riskgrade.publicity import load_layouts
from tests.publicity.sample import layouts

EDITS = [
    # what is replaced, by what, what is said
    (
        "value: violation_type, required: true, longest: 2000",
        "value: enterprises.general_credit_class, required: true",
        "publish 'enterprises.general_credit_class'",
    ),
    (
        "{id: remark, code: BZ, heading: {zh: 备注, en: Remark}, longest: 512}",
        "{id: food_risk_grade, heading: {zh: 甲}}",
        "publish 'food_risk_grade'",
    ),
    ("heading: {zh: 备注, en: Remark}", "heading: {zh: 食品安全风险等级, en: Remark}", "publish '食品安全风险等级'"),
    ("heading: {zh: 备注, en: Remark}", "heading: {zh: 备注, en: Credit class}", "publish 'Credit class'"),
    ("code: BZ", "code: CF_RISK_LEVEL", "publish 'CF_RISK_LEVEL'"),
    ("code: BZ", "code: CF_WSH", "'CF_WSH' stands twice"),
    (
        "value: violation_type, required",
        "value: violaton_type, required",
        "there is no field 'violaton_type'; did you mean 'violation_type'?",
    ),
    ("value: enterprises.licence_no", "value: inspections.risk_points", "publish 'inspections.risk_points'"),
    ("value: enterprises.licence_no", "value: inspections.kind", "there is no tied register 'inspections'"),
    ('value: "@publicity_end"}\n      - {id: authority', 'value: "@ends"}\n      - {id: authority', "there is no computed value 'ends'"),
    (
        "months: gsxt_long_months",
        "months: gsxt_longer_months",
        "there is no parameter 'gsxt_longer_months'; did you mean 'gsxt_long_months'?",
    ),
    ("      a_person: {goes: held, because: [gsxt.older]}\n", "", "the level 'a_person' of gsxt is not said"),
    ("because: [gsxt.older]", "because: [gsxt.oldest]", "there is no rule 'gsxt.oldest'"),
    ("    cite: [gsxt-samplings, o15-46]\n", "", "`cite:` is missing"),
    ("cite: [gsxt-samplings, o15-46]", "cite: gsxt2-samplings", "there is no source 'gsxt2-samplings'"),
    ("when: final_failure", "when: final_failures", "final_failures"),
    ("goes: held, because: [gsxt.older]", "goes: kept, because: [gsxt.older]", "goes"),
    ("    file_number: sample_no\n", "    file_numbers: sample_no\n", "'file_numbers' is not a key here"),
    ("within: list_withdraw_days", "within: list_withdraw_day", "there is no parameter 'list_withdraw_day'"),
    ("push_within: list_push_days", "push_within: list_pushed_days", "there is no parameter 'list_pushed_days'"),
    ("done: publicity_started_on}\n    states", "done: publicity_begun_on}\n    states", "there is no field 'publicity_begun_on'"),
    ("cases:\n  feed: listings", "cases:\n  feed: listing", "there is no feed 'listing'"),
    (", within: list_withdraw_days, cite: o44-19}", ", within: list_withdraw_days}", "`cite:` is missing"),
    ("words_of: party_kind", "words_of: party_kinds", "there is no column 'party_kinds'"),
]  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(shipped() / "cn-publicity", tmp_path / "mine")
    return tmp_path / "mine"


@pytest.mark.parametrize(("old", "new", "said"), EDITS)
def test_a_mistake_is_told_at_its_line(folder, old, new, said):
    path = folder / "publicity.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError) as refused:
        load_layouts(folder)
    found = [one for one in refused.value.diagnostics if said in one.en]
    assert found, refused.value
    assert all(one.file == "mine/publicity.yaml" and one.line > 1 and one.zh for one in found)


def test_a_grade_of_the_pack_is_no_column_either(folder):
    path = folder / "publicity.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("id: remark, code: BZ", "id: gsxt, code: BZ", 1), encoding="utf-8"
    )
    with pytest.raises(PackError, match="publish 'gsxt'"):
        load_layouts(folder)


def test_a_pack_without_layouts_is_told():
    with pytest.raises(PackError, match=r"uk-fhrs/publicity.yaml"):
        load_layouts("uk-fhrs")


def test_the_thirty_columns_stand_in_their_order():
    codes = [one.code for one in layouts().model.feeds["penalties"].columns]
    assert codes == [
        "CF_XDR_MC", "CF_XDR_LB", "CF_XDR_SHXYM", "CF_XDR_GSZC", "CF_XDR_ZZJG", "CF_XDR_SWDJ", "CF_XDR_SYDW", "CF_XDR_SHZZ",
        "CF_FRDB", "CF_FR_ZJLX", "CF_FR_ZJHM", "CF_XDR_ZJLX", "CF_XDR_ZJHM", "CF_WSH", "CF_WFXW", "CF_SY", "CF_YJ", "CF_CFLB",
        "CF_NR", "CF_NR_FK", "CF_NR_WFFF", "CF_NR_ZKDX", "CF_JDRQ", "CF_YXQ", "CF_GSJZQ", "CF_CFJG", "CF_CFJGDM", "CF_SJLY",
        "CF_SJLYDM", "BZ",
    ]  # fmt: skip


def test_what_a_file_says_is_hashed_and_not_how_it_is_laid_out(folder):
    before = load_layouts(folder).sha256
    path = folder / "publicity.yaml"
    path.write_text(f"# a remark\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    assert load_layouts(folder).sha256 == before == layouts().sha256
    path.write_text(path.read_text(encoding="utf-8").replace("2099/12/31", "2099/12/30", 1), encoding="utf-8")
    assert load_layouts(folder).sha256 != before
