"""What can be asked for, and how what cannot is told."""

import json

import pytest

from riskgrade.pack.dating_error import DatingError
from riskgrade.publicity import PublicityError
from riskgrade.publicity.former import read_former
from riskgrade.report.publicity import publish
from riskgrade.report.refusal import RefusalError
from tests.publicity.sample import feed_of, layouts, listing, made, penalty, sampling


def test_all_feeds_whose_register_was_supplied():
    assert [one.name for one in made("2023-12-31", samplings=[]).feeds] == ["samplings"]
    assert [one.name for one in made("2023-12-31", penalties=[], listings=[]).feeds] == [
        "penalties",
        "gsxt",
        "listings",
        "removals",
    ]


@pytest.mark.parametrize("as_of", ["2023-12-31"])
@pytest.mark.parametrize(
    ("feeds", "registers", "said"),
    [
        (["penalty"], {"penalties": []}, "there is no feed 'penalty'"),
        (["gsxt"], {"samplings": []}, "the register 'penalties'"),
        ([], {}, "none of the registers"),
    ],
)
def test_what_cannot_be_made_is_told(as_of, feeds, registers, said):
    with pytest.raises(PublicityError, match=said) as refused:
        made(as_of, feeds, **registers)
    assert refused.value.zh


def test_before_order_45_there_is_no_answer():
    with pytest.raises(DatingError, match="2021-09-01"):
        made("2021-08-31", ["gsxt"], penalties=[penalty(decided_on="2021-08-01")])


def test_rows_set_aside_are_counted_and_want_attention():
    run = made("2023-12-31", ["gsxt"], penalties=[penalty(decided_on="soon")])
    assert run.set_aside == {"penalties": 1}
    assert run.needs_attention


def test_nothing_to_look_at():
    rows = {
        "penalties": [penalty(publicity_started_on="2023-06-20")],
        "samplings": [sampling()],
        "listings": [listing()],
    }
    assert not made("2023-12-31", **rows).needs_attention


@pytest.mark.parametrize(
    "known", [{"procedure": ""}, {"voided_on": "2023-09-01", "void_reason": "altered"}, {"publicity_started_on": ""}]
)
def test_what_is_held_altered_or_overdue_wants_attention(known):
    assert made(
        "2023-12-31", ["gsxt"], penalties=[penalty(**({"publicity_started_on": "2023-06-20"} | known))]
    ).needs_attention


def test_rows_come_by_day_and_key():
    rows = [
        penalty(record_id=name, decided_on=day)
        for name, day in (("CF9", "2023-06-01"), ("CF10", "2023-06-01"), ("CF5", "2023-05-01"))
    ]
    run = made("2023-12-31", ["penalties"], penalties=rows)
    assert [row.item.key for row in feed_of(run, "penalties").rows] == ["CF5", "CF10", "CF9"]


@pytest.fixture
def sent(tmp_path):
    publish({"penalties": [penalty()]}, "2023-12-31", ["gsxt"]).write(tmp_path / "sent")
    return tmp_path / "sent"


def test_what_was_sent_is_read_back(sent):
    former = read_former(sent, layouts(), made("2023-12-31", penalties=[]).as_of)
    assert {name: dict(one.out) for name, one in former.items()} == {"gsxt": {"CF1": "甲市监处罚〔2023〕1号"}}


def change(path, **values):
    document = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(document | values), encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda path: path.unlink(), "holds no feed"),
        (lambda path: path.write_text("{", encoding="utf-8"), "cannot be read as a feed"),
        (lambda path: change(path, feed="penalties"), "not a feed as it was written"),
        (lambda path: change(path, grade="A"), "not a feed as it was written"),
        (lambda path: change(path, as_of="2024-01-02"), "later than 2024-01-01"),
    ],
)
def test_an_earlier_run_that_cannot_be_used_is_told(sent, spoil, said):
    spoil(sent / "gsxt.json")
    with pytest.raises(PublicityError, match=said) as refused:
        publish({"penalties": [penalty()]}, "2024-01-01", ["gsxt"], previous=sent)
    assert refused.value.zh


def test_a_feed_that_does_not_fit_its_schema_is_not_written(monkeypatch):
    from riskgrade.publicity import cells

    monkeypatch.setattr(cells, "in_10000", lambda yuan: "0.20")
    with pytest.raises(
        RefusalError, match=r"penalties, row 1 \(CF1\).* does not fit its schema at rows/0/fine; nothing was written"
    ):
        publish({"penalties": [penalty()]}, "2023-12-31", ["penalties"])
