"""What can be read, what cannot, and what is said then."""

import pytest

from riskgrade.language import parse, render, source
from riskgrade.language.check import check
from riskgrade.language.codes import LanguageErrorCode
from riskgrade.language.errors import LanguageError
from riskgrade.language.messages import MESSAGES
from riskgrade.language.scan import DEEPEST, LONGEST
from riskgrade.language.tree import Compare, Name, Number, walk
from riskgrade.language.types import Kind
from tests.language.cases import ENVIRONMENT, blocks

BAD = blocks("bad_texts.txt")
GOOD = blocks("good_texts.txt")


@pytest.mark.parametrize("block", BAD, ids=[repr(block[0]) for block in BAD])
def test_a_bad_text_is_refused_with_its_place_and_both_sentences(block):
    text, code, *messages = block
    with pytest.raises(LanguageError) as caught:
        parse(text)
    error = caught.value
    assert 0 <= error.start <= error.end <= len(text)
    if messages:
        assert (f"{error.code.value} {error.start}-{error.end}", error.message_en, error.message_zh) == (
            code,
            *messages,
        )
    else:
        # Where exactly Python stumbles is its own affair and differs between its releases.
        assert error.code.value == code


@pytest.mark.parametrize("block", GOOD, ids=[block[0] for block in GOOD])
def test_a_good_text_has_its_source_and_its_two_readings(block):
    text, written, english, chinese = block
    node = parse(text)
    typed = check(node, ENVIRONMENT, Kind.BOOL)
    assert source(node) == written
    assert parse(written) == node
    assert render(typed, "en") == english
    assert render(typed, "zh") == chinese


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a" * (LONGEST + 1), "TOO_LONG"),
        ("(" * 65 + "a" + ")" * 65, "TOO_DEEP"),
        ("(" * 1900 + "a" + ")" * 1900, "TOO_DEEP"),
        ("not " * 65 + "a", "TOO_DEEP"),
        ("not " * 990 + "a", "TOO_DEEP"),
        ("-" * 3900 + "a", "TOO_DEEP"),
        ("+".join("a" * 100), "TOO_DEEP"),
        ("abs(" * 70 + "a" + ")" * 70, "TOO_DEEP"),
        ("a" + ".a" * 1900, "NOT_ALLOWED"),
        ("a" + "[0]" * 1300, "NOT_ALLOWED"),
        ("min(" + ",".join("a" * 1500) + ")", "TOO_LARGE"),
        ("a in (" + ",".join("1" * 1500) + ")", "TOO_LARGE"),
        # The middle of a chain is read twice: nested chains would double at every level.
        ("a<(" * 30 + "a" + ")<a" * 30, "TOO_LARGE"),
    ],
)
def test_size_and_depth_are_bounded(text, code):
    with pytest.raises(LanguageError) as caught:
        parse(text)
    assert caught.value.code.value == code


def test_the_largest_allowed_is_read():
    assert parse("(" * DEEPEST + "a" + ")" * DEEPEST) == Name("a")
    assert len(list(walk(parse(" and ".join(["a"] * 550))))) == 551


def test_spans_are_columns_of_the_text_as_written():
    text = "  （不合格批次 ＞＝ １２） and x"
    compare = next(node for node in walk(parse(text)) if isinstance(node, Compare))
    assert text[slice(*compare.left.span)] == "不合格批次"
    assert text[slice(*compare.right.span)] == "１２"
    assert text[slice(*compare.span)] == "不合格批次 ＞＝ １２"


def test_spans_do_not_count_for_equality():
    assert parse("a>=1.50") == parse("  a  >=  1.5 ") == Compare(">=", Name("a"), Number(15, 1))
    assert hash(parse("a>=1.50")) == hash(parse("(a >= 1.5)"))


def test_names_are_normalised_but_texts_are_not():
    assert parse("ｆailed") == parse("failed")
    assert parse("ﬁne") == Name("fine")
    assert parse("a == '（一）'") != parse("a == '(一)'")


def test_every_code_has_its_sentences_and_is_met():
    assert set(MESSAGES) == set(LanguageErrorCode)
    met = {block[1].split()[0] for file in ("bad_texts.txt", "bad_types.txt") for block in blocks(file)}
    assert set(LanguageErrorCode) - {LanguageErrorCode(code) for code in met} == {"TOO_LONG", "TOO_DEEP", "TOO_LARGE"}


def test_an_error_survives_a_copy():
    import pickle

    with pytest.raises(LanguageError) as caught:
        parse("a b")
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (copy.code, str(copy), copy.start) == (caught.value.code, str(caught.value), caught.value.start)
