"""Citations: the longest source before the clause, and the evidence of the clause."""

import pytest

from riskgrade.pack.source_model import Evidence, Source, hint_citation, resolve

SOURCES = {
    name: Source.model_validate({"id": name, "title": name, "evidence": evidence, "clauses": clauses})
    for name, evidence, clauses in (
        ("m2016", "text", {"9": {"evidence": "recalled"}, "27-2": {"title": "two batches"}}),
        ("m2016-annex1", "secondary", {}),
    )
}


@pytest.mark.parametrize(
    ("text", "source", "clause", "evidence"),
    [
        ("m2016", "m2016", "", Evidence.TEXT),
        ("m2016-9", "m2016", "9", Evidence.RECALLED),
        ("m2016-27-2", "m2016", "27-2", Evidence.TEXT),
        ("m2016-9-1", "m2016", "9-1", Evidence.TEXT),
        ("m2016-annex1", "m2016-annex1", "", Evidence.SECONDARY),
        ("m2016-annex1-3", "m2016-annex1", "3", Evidence.SECONDARY),
        ("m2016-annex2", "m2016", "annex2", Evidence.TEXT),
    ],
)
def test_what_a_citation_names(text, source, clause, evidence):
    found = resolve(text, SOURCES)
    assert found is not None
    assert (found.source, found.clause, found.evidence, found.text) == (source, clause, evidence, text)


@pytest.mark.parametrize("text", ["", "-", "m2017", "M2016-9", "-m2016"])
def test_what_names_no_source(text):
    assert resolve(text, SOURCES) is None


def test_the_citation_that_was_perhaps_meant():
    assert hint_citation("m2061-27-2", SOURCES)[0] == "; did you mean 'm2016-27-2'?"
    assert hint_citation("regulation", SOURCES) == ("", "")


def test_evidence_is_ranked_from_text_to_design():
    assert [one.value for one in sorted(Evidence, key=lambda one: one.rank)] == [
        "text", "secondary", "recalled", "inferred", "design",
    ]  # fmt: skip
