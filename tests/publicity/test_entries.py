"""Entries of the list from the register, and from wherever else they are kept."""

from datetime import date

import pytest

from riskgrade.publicity import Entry, PublicityError
from tests.publicity.sample import USCC, feed_of, listing, made

ENTRY = Entry("E1", USCC, "合成样本", "甲事由", date(2023, 3, 1), "甲局")


def test_an_entry_in_force_goes_out_and_a_removed_one_goes_to_the_removals():
    rows = [
        listing(),
        listing(record_id="SX2", removed_on="2023-12-31"),
        listing(record_id="SX3", removed_on="2024-01-01"),
    ]
    run = made("2023-12-31", ["listings"], listings=rows)
    assert [row.item.key for row in feed_of(run, "listings").rows] == ["SX1", "SX3"]
    assert [row.item.key for row in feed_of(run, "removals").rows] == ["SX2"]
    assert feed_of(run, "listings").rows[0].cells == {
        "category": "严重违法失信名单", "party_name": "合成样本", "uscc": USCC, "ground": "甲事由", "listed_on": "2023-03-01",
        "authority": "甲局",
    }  # fmt: skip


def test_entries_kept_elsewhere_take_the_place_of_the_register():
    removed = Entry(
        "E2", USCC, "合成样本", "乙事由", date(2023, 3, 1), "乙局", "食品安全", date(2023, 9, 1), "期满", "丙局"
    )
    run = made("2023-12-31", ["listings"], entries=[ENTRY, removed], listings=[listing()])
    assert [row.item.key for row in feed_of(run, "listings").rows] == ["E1"]
    cells = feed_of(run, "removals").rows[0].cells
    assert (cells["category"], cells["removal_reason"], cells["removal_authority"]) == ("食品安全", "期满", "丙局")
    assert feed_of(run, "listings").rows[0].item.source.row is None


def test_without_the_register_entries_are_enough():
    assert feed_of(made("2023-12-31", entries=[ENTRY]), "listings").rows


def test_no_entries_are_an_empty_feed():
    assert feed_of(made("2023-12-31", ["listings"], entries=[]), "listings").rows == ()


def test_an_entry_that_cannot_be_read_is_refused_by_name():
    bad = Entry("E1", "not a code", "合成样本", "甲事由", date(2023, 3, 1), "甲局")
    with pytest.raises(PublicityError) as refused:
        made("2023-12-31", ["listings"], entries=[bad])
    assert "not a code" in refused.value.en
    assert "not a code" in refused.value.zh


@pytest.mark.parametrize(
    ("known", "as_of", "becomes", "end"),
    [
        ({}, "2026-02-28", "out", date(2026, 3, 1)),
        ({}, "2026-03-01", "held", date(2026, 3, 1)),
        ({"ban_until": "2028-02-01"}, "2026-03-01", "out", date(2028, 2, 1)),
        ({"ban_until": "2023-02-01"}, "2023-12-31", "out", None),
    ],
)
def test_an_entry_is_public_as_long_as_it_is_in_force(known, as_of, becomes, end):
    item = feed_of(made(as_of, ["listings"], listings=[listing(**known)]), "listings").items[0]
    assert (str(item.goes), item.term.end) == (becomes, end)
    assert becomes == "out" or [(one.id, bool(one.cites)) for one in item.because] == [("list-term-over", True)]
    assert bool(item.term.why.zh) == (end is None)
