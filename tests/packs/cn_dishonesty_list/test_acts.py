"""The tables of acts hang together: each code is placed once, and what a table names is known."""

from functools import cache

from riskgrade.dishonesty.listing_texts import read_texts
from riskgrade.pack.load import load_pack


@cache
def pack():
    return load_pack("cn-dishonesty-list")


def codes(name):
    (version,) = pack().parameters[name].versions
    assert isinstance(version.payload, tuple)
    return set(version.payload)


KNOWN = codes("known_acts")
LISTED = [
    name
    for name in pack().parameters
    if name.startswith(("acts_5_", "acts_6", "acts_7", "acts_8", "acts_9", "acts_10", "acts_11")) and name != "acts_67"
]


def test_no_code_stands_in_two_articles():
    placed = [code for name in [*LISTED, "split_acts", "label_flaw_acts"] for code in codes(name)]
    assert len(placed) == len(set(placed))
    assert set(placed) <= KNOWN


def test_what_is_split_is_split_by_a_rule():
    assert codes("split_acts") == codes("acts_split_material") | codes("acts_split_meat") | codes("acts_split_label")


def test_the_catch_alls_are_nobodys_but_a_persons():
    listed = {code for name in LISTED for code in codes(name)}
    catch_alls = {"order44-5.4", "order44-6.4", "order44-7.6", "order44-8.5", "order44-9.6"}
    assert catch_alls <= KNOWN
    assert not catch_alls & listed


def test_each_reminder_names_the_codes_of_its_articles():
    begins = ("FSL-123", "FSL-124", "FSL-125", "FSL-126", "FSL-132", "FSR-")
    assert codes("acts_67") == {code for code in KNOWN if code.startswith(begins)}
    assert codes("acts_123") == {code for code in KNOWN if code.startswith("FSL-123")}
    assert codes("acts_crim_1") < codes("acts_crim_3") < KNOWN


def test_every_kind_of_penalty_is_weighed_once():
    kinds = pack().registers["penalties"].fields["kinds"].values
    weighed = [codes(name) for name in ("heavy_kinds_2_2", "heavy_kinds_2_3", "uncertain_kinds", "withdrawal_kinds")]
    assert sum(map(len, weighed)) == len(set().union(*weighed))
    assert set(kinds or ()) - set().union(*weighed) == {"warning", "criticism", "fine"}


def test_the_nine_factors_share_out_the_facts_made_for_them():
    factors = read_texts(pack()).model.factors
    assert len(factors) == 9
    assert all(one.facts and one.label.zh and one.label.en for one in factors)
    named = [fact for one in factors for fact in one.facts]
    assert len(named) == len(set(named))
    assert set(named) == {fact.name for fact in pack().facts if fact.name.startswith("factor_")}
