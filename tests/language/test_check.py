"""Types: what does not fit is refused, and what fits has its domain."""

import pytest

from riskgrade.language import check, parse
from riskgrade.language.environment import Environment
from riskgrade.language.errors import LanguageError
from riskgrade.language.typed import Uses, uses
from riskgrade.language.types import INFINITY, LARGEST, Kind
from tests.language.cases import ENVIRONMENT, blocks

BAD = blocks("bad_types.txt")


@pytest.mark.parametrize("block", BAD, ids=[block[0] for block in BAD])
def test_what_does_not_fit_is_refused_with_its_place_and_both_sentences(block):
    text, code, english, chinese = block
    with pytest.raises(LanguageError) as caught:
        check(parse(text), ENVIRONMENT, Kind.BOOL)
    error = caught.value
    assert (f"{error.code.value} {error.start}-{error.end}", error.message_en, error.message_zh) == (
        code,
        english,
        chinese,
    )


@pytest.mark.parametrize(
    ("text", "low", "high", "scale", "unit", "maybe"),
    [
        ("13.50", 135, 135, 1, None, False),
        ("failed + 1", 1, 41, 0, None, True),
        ("failed - change", -5, 45, 0, None, True),
        ("failed * change", -200, 200, 0, None, True),
        ("-failed", -40, 0, 0, None, True),
        ("abs(change)", 0, 5, 0, None, True),
        ("failed + 0.5", 5, 405, 1, None, True),
        ("money * 0.7", 0, 7 * 10**9, 3, "yuan", True),
        ("money + 1", 100, 10**9 + 100, 2, "yuan", True),
        ("counted + 1", 1, INFINITY, 0, None, False),
        ("counted * -1", -INFINITY, 0, 0, None, False),
        ("min(counted, 100) * 2", 0, 200, 0, None, False),
        ("max(score, 5)", 50, INFINITY, 1, None, True),
        ("min(score, 5) + 1", 10, 60, 1, None, True),
        ("if_else(special, 1, 20)", 1, 20, 0, None, True),
        ("if_else(true, 1, 20)", 1, 20, 0, None, False),
        ("coalesce(failed, -1)", -1, 40, 0, None, True),
        ("coalesce(counted, -1)", 0, INFINITY, 0, None, False),
        ("ratio(failed, failed)", 0, INFINITY, 0, None, True),
        ("ratio(1, 3)", 3333, 3333, 0, None, False),
        ("ratio(2, 3)", 6667, 6667, 0, None, False),
        ("ratio(1.5, 3)", 5000, 5000, 0, None, False),
        ("ratio(failed, 1 + failed)", 0, 400000, 0, None, True),
        ("months_between('2024-01-31', '2024-02-29')", 0, 0, 0, None, False),
        ("days_between('2024-01-31', '2024-02-29')", 29, 29, 0, None, False),
        ("lookup(size, failed)", 2, 10, 0, None, True),
        ("lookup(size, 3)", 2, 10, 0, None, False),
        ("highest(deduction, kinds)", 0, 1000, 2, None, True),
    ],
)
def test_a_domain_is_found_with_every_name_unknown(text, low, high, scale, unit, maybe):
    type_ = check(parse(text), ENVIRONMENT, Kind.NUMBER).type
    assert (type_.low, type_.high, type_.scale, type_.unit, type_.maybe) == (low, high, scale, unit, maybe)


def test_what_may_be_true_follows_what_may_be_unknown():
    assert check(parse("failed > 1"), ENVIRONMENT).type.maybe
    assert not check(parse("counted > 1"), ENVIRONMENT).type.maybe
    assert not check(parse("known(counted) and counted > 1"), ENVIRONMENT).type.maybe
    # There may be a gap in the record.
    assert check(parse("known(failed)"), ENVIRONMENT).type.maybe


def test_a_date_may_be_wanted_of_a_text():
    assert check(parse("'2024-02-29'"), Environment(), Kind.DATE).type.low == 19782


def test_an_unbounded_number_reaches_no_further_than_a_register():
    assert check(parse("counted + counted"), ENVIRONMENT).reach == 2 * LARGEST
    assert check(parse("score > 1.25"), ENVIRONMENT).args[0].reach == 10 * LARGEST


def test_the_names_that_are_used_are_told_apart():
    text = (
        "lookup(size, failed) > 1 and kind in heavy_kinds and subject.act_nature == 'x' and has_any(kinds, heavy_kinds)"
    )
    found = uses(check(parse(text), ENVIRONMENT))
    assert found == Uses(
        names=frozenset({"failed", "kind", "kinds"}),
        subject=frozenset({"act_nature"}),
        tables=frozenset({"size"}),
        codes=frozenset({"heavy_kinds"}),
    )
