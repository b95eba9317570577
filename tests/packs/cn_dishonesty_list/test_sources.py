"""What the pack cites can be looked up, and what was only recalled is never shown as read."""

from functools import cache

import pytest

from riskgrade.pack.load import load_pack
from riskgrade.pack.source_model import Evidence


@cache
def pack():
    return load_pack("cn-dishonesty-list")


def cites():
    found = [cite for rule in pack().rules for cite in rule.cites]
    found += [cite for one in pack().parameters.values() for version in one.versions for cite in version.cites]
    found += [cite for grade in pack().grades.values() for cite in grade.cites]
    return sorted({cite.text: cite for cite in found}.items())


@pytest.mark.parametrize("cite", [cite for _, cite in cites()], ids=[text for text, _ in cites()])
def test_each_clause_cited_is_described(cite):
    source = pack().sources[cite.source]
    assert not cite.clause or cite.clause in source.clauses, f"{cite.text} has no title"


@pytest.mark.parametrize("name", pack().sources)
def test_each_source_says_what_it_is(name):
    source = pack().sources[name]
    titles = [source.title, *(clause.title for clause in source.clauses.values())]
    assert all(title.zh and title.en for title in titles)
    assert source.number or source.note or source.evidence in (Evidence.TEXT, Evidence.SECONDARY)


def test_the_measures_are_nowhere_shown_as_read():
    # The text of Order 44 was never read whole: an article is known at second hand or by memory.
    known = {cite.evidence for _, cite in cites() if cite.source == "o44"}
    assert known == {Evidence.SECONDARY, Evidence.RECALLED}
    assert {cite.evidence for _, cite in cites() if cite.source in ("fsl", "fsr", "crim")} == {Evidence.TEXT}
    assert {cite.evidence for _, cite in cites() if cite.source == "list-design"} <= {
        Evidence.INFERRED,
        Evidence.DESIGN,
    }
    assert "October 2025" in (pack().sources["o44"].note or "")


def test_every_rule_fact_and_parameter_has_words_in_both_languages():
    shown = [*(rule.title for rule in pack().rules), *(fact.label for fact in pack().facts)]
    assert all(one.zh and one.en for one in shown)
