"""listing.yaml: what is said has its clause, its figures and its days; every mistake is told with its line."""

from datetime import date

import pytest

from riskgrade.dishonesty.content_value import FromParameter, FromText
from riskgrade.dishonesty.error import ListingError
from riskgrade.dishonesty.listing_model import SENTENCES
from riskgrade.dishonesty.listing_texts import read_texts
from riskgrade.pack.diagnostics import DiagnosticCode, PackError
from riskgrade.pack.load import load_pack

from .packs import copied, pack, texts

DAY = date(2023, 12, 31)
LICENSING = "  - id: licensing\n"

# what stands there, what stands there then -> the kind of mistake, a word of its message
MISTAKES = [
    ("    cite: o44-20\n", "", DiagnosticCode.CITATION_MISSING, "cite"),
    ("    cite: o44-20\n", "    cite: o45x-20\n", DiagnosticCode.CITATION_UNKNOWN, "o45"),
    ("满{list_term_years}年，由列入", "满{list_term_yeers}年，由列入", DiagnosticCode.UNKNOWN_NAME, "list_term_years"),
    ("    zh: 办理有关事项不适用告知承诺\n", "    zh: ' '\n", DiagnosticCode.BAD_VALUE, "zh"),
    ("    zh: 办理有关事项不适用告知承诺\n", "", DiagnosticCode.MISSING_KEY, "zh"),
    (LICENSING, f"{LICENSING}    cites: o44-15\n", DiagnosticCode.UNKNOWN_KEY, "cite"),
    (LICENSING, f"{LICENSING}    from: 2023-02-30\n", DiagnosticCode.BAD_VALUE, "2023-02-30"),
    (LICENSING, f"{LICENSING}    from: 2023-02-01\n    to: 2023-01-01\n", DiagnosticCode.DATES_REVERSED, "from"),
    (
        LICENSING,
        "  - {id: licensing, zh: 甲, en: a, cite: o44-15}\n" + LICENSING,
        DiagnosticCode.DATES_OVERLAP,
        "licensing",
    ),
    ("heavier: heavier\n", "heavier: heavyer\n", DiagnosticCode.UNKNOWN_NAME, "heavier"),
    (
        "facts: [factor_duration_days]",
        "facts: [factor_duration_day]",
        DiagnosticCode.UNKNOWN_NAME,
        "factor_duration_days",
    ),
    ("  field: authority_level\n", "  field: authority_levels\n", DiagnosticCode.UNKNOWN_NAME, "authority_level"),
    ("altered: [altered]\n", "altered: [alterd]\n", DiagnosticCode.UNKNOWN_NAME, "altered"),
    ("  notice: already_listed\n", "  notice: already\n", DiagnosticCode.UNKNOWN_NAME, "already_listed"),
]


@pytest.mark.parametrize(("old", "new", "code", "word"), MISTAKES)
def test_each_mistake_is_told_with_its_line(tmp_path, old, new, code, word):
    made = copied(tmp_path, ("listing.yaml", old, new))
    with pytest.raises(PackError) as caught:
        read_texts(made)
    (found,) = caught.value.diagnostics
    assert found.code is code
    assert found.file == "cn-dishonesty-list/listing.yaml"
    assert found.line > 1
    assert word in found.en
    assert found.zh


@pytest.mark.parametrize("name", ["cn-suining-2023", "cn-food-risk-2016", "us-nyc"])
def test_only_a_pack_of_the_list_drafts(name):
    with pytest.raises(ListingError) as caught:
        read_texts(load_pack(name))
    assert "never drafts" in caught.value.en
    assert "不得起草" in caught.value.zh


@pytest.mark.parametrize("section", SENTENCES)
def test_every_sentence_is_said_in_both_languages_with_a_clause_and_its_figures(section):
    said = texts().said(section, DAY)
    assert said
    for one in said:
        assert one.text.zh
        assert one.text.en
        assert "{" not in one.text.zh + one.text.en
        assert one.cites
        assert FromText(text=f"{section}.{one.id}") in one.from_


def test_a_figure_is_told_with_where_it_stands_and_its_clause():
    term = next(one for one in texts().said("removal_conditions", DAY) if one.id == "term")
    assert "满3年" in term.text.zh
    assert FromParameter(parameter="list_term_years") in term.from_
    hearing = next(one for one in texts().said("remedies", DAY) if one.id == "hearing")
    assert "5个工作日" in hearing.text.zh
    assert "penalty-law-64" in [cite.cite for cite in hearing.cites]


def test_what_was_not_read_is_marked_and_what_was_read_is_not():
    cites = [cite for section in SENTENCES for one in texts().said(section, DAY) for cite in one.cites]
    assert {cite.evidence for cite in cites} >= {"text", "recalled"}
    for cite in cites:
        assert bool(cite.mark.zh and cite.mark.en) is (cite.evidence != "text")


def test_a_sentence_is_said_on_its_days_only():
    def ids(day):
        return [one.id for one in texts().said("measures", day)]

    assert "deregistration" not in ids(date(2022, 2, 28))
    assert "deregistration" in ids(date(2022, 3, 1))


def test_other_words_have_another_hash_and_comments_have_not(tmp_path):
    other = copied(tmp_path / "a", ("listing.yaml", "办理有关事项不适用告知承诺", "有关事项不适用告知承诺"))
    same = copied(tmp_path / "b", ("listing.yaml", "# 惩戒措施提示", "# 措施"))
    assert read_texts(other).sha256 != texts().sha256
    assert read_texts(same).sha256 == texts().sha256
    # What decides has not changed, and so no decision does.
    assert other.sha256 == pack().sha256


def test_a_later_version_of_a_sentence_takes_over_on_its_day(tmp_path):
    old = "  - id: commitment\n"
    new = "  - {id: commitment, zh: 新的说法, en: newer words, cite: o44-15, from: 2026-04-01}\n  - id: commitment\n    to: 2026-03-31\n"
    made = read_texts(copied(tmp_path, ("listing.yaml", old, new)))
    before, after = (
        next(one.text.zh for one in made.said("measures", day) if one.id == "commitment")
        for day in (date(2026, 3, 31), date(2026, 4, 1))
    )
    assert (before != "新的说法", after) == (True, "新的说法")
