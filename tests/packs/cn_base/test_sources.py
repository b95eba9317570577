"""What is cited can be looked up: each clause has a title in both languages, and nothing recalled passes for a text that was read."""

import pytest

from riskgrade.pack.source_model import Evidence
from tests.packs.cn_base.firms import base

CITED = sorted(
    {
        cite.text: cite for one in base().parameters.values() for version in one.versions for cite in version.cites
    }.items()
)


@pytest.mark.parametrize("name", base().sources)
def test_each_source_says_what_it_is(name):
    source = base().sources[name]
    assert source.title.zh
    assert source.title.en
    for clause in source.clauses.values():
        assert clause.title.zh
        assert clause.title.en
    if source.evidence not in (Evidence.TEXT, Evidence.DESIGN) and source.number is None:
        # Without an official number the source must say what was read.
        assert source.note


@pytest.mark.parametrize("cite", [cite for _, cite in CITED], ids=[text for text, _ in CITED])
def test_each_clause_cited_is_described(cite):
    source = base().sources[cite.source]
    assert not cite.clause or cite.clause in source.clauses


def test_the_evidence_is_by_the_mark_of_each_clause():
    assert {text: cite.evidence for text, cite in CITED} == {
        "cat2020": Evidence.SECONDARY,
        "cat2020-29-32": Evidence.RECALLED,
        "design-hazard-tiers": Evidence.DESIGN,
        "fsl-123": Evidence.TEXT,
        "fsl-124": Evidence.TEXT,
        "fsl-125": Evidence.TEXT,
        "fsl-125-2": Evidence.TEXT,
        "fsr-74": Evidence.TEXT,
        "m2016-27-1": Evidence.RECALLED,
        "m2016-27-2": Evidence.SECONDARY,
        "m2016-29-2": Evidence.RECALLED,
        "m2016-29-3": Evidence.RECALLED,
        "m2016-annex1-canteen": Evidence.SECONDARY,
        "m2016-annex1-caterer": Evidence.SECONDARY,
        "m2016-annex1-menu": Evidence.INFERRED,
        "m2016-annex1-producer": Evidence.SECONDARY,
        "o15-53": Evidence.RECALLED,
        "o15-noretest": Evidence.SECONDARY,
        "o49-37": Evidence.TEXT,
        # A clause of Sichuan used for the whole country.
        "sc2023-d3": Evidence.DESIGN,
    }
