"""Each condition of an early end of publicity, met, not met or not known."""

import pytest

from tests.publicity.sample import item_of, made, penalty, together

READY = {"publicity_started_on": "2023-06-20", "performed_on": "2023-06-15", "harm_removed_on": "2023-06-16"}
ALL = ("kind", "term", "not-short", "performed", "harm", "not-again", "lists")


def other(day, nature):
    return penalty(record_id="CF2", decision_no="甲〔2023〕2号", decided_on=day, act_nature=nature)


CONDITIONS = [
    # what is known, as_of, other penalties, lists, what is not simply met
    ({}, "2024-06-20", [], {}, {}),
    ({}, "2024-06-19", [], {}, {"term": "not_met"}),
    ({"food_domain": "false"}, "2023-12-20", [], {}, {}),
    ({"food_domain": "false"}, "2023-12-19", [], {}, {"term": "not_met"}),
    ({"publicity_started_on": ""}, "2024-06-20", [], {}, {"term": "unknown"}),
    ({"performed_on": ""}, "2024-06-20", [], {}, {"performed": "unknown"}),
    ({"performed_on": "2024-06-21"}, "2024-06-20", [], {}, {"performed": "not_met"}),
    ({"harm_removed_on": ""}, "2024-06-20", [], {}, {"harm": "unknown"}),
    ({}, "2024-06-20", [other("2024-01-05", "甲")], {}, {"not-again": "not_met"}),
    ({}, "2024-06-20", [other("2024-01-05", "乙")], {}, {}),
    ({}, "2024-06-20", [other("2024-01-05", "")], {}, {"not-again": "unknown"}),
    ({}, "2024-06-20", [other("2023-05-05", "甲")], {}, {}),
    ({}, "2024-06-20", [], {"listings": [""]}, {"lists": "not_met"}),
    ({}, "2024-06-20", [], {"listings": ["2024-06-20"]}, {}),
    ({}, "2024-06-20", [], {"abnormal_operations": [""]}, {"lists": "not_met"}),
    *(
        ({"kinds": kind, "ban_until": "2029-01-01"}, "2024-06-20", [], {}, {"kind": "not_met"})
        for kind in (
            "suspend_business", "restrict_operation", "restrict_profession", "downgrade", "revoke_licence",
            "revoke_business_licence",
        )
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def items():
    cases = []
    for known, as_of, others, lists, _ in CONDITIONS:
        held = {
            name: [
                {"record_id": "L1", "listed_on": "2023-07-01", "removed_on": removed} for removed in lists.get(name, [])
            ]
            for name in ("listings", "abnormal_operations")
        }
        cases.append((as_of, {"penalties": [penalty(**(READY | known)), *others], **held}))
    return [one.item for one in together("gsxt", cases)]


@pytest.mark.parametrize("number", range(len(CONDITIONS)))
def test_the_conditions_on_the_publicity_system(items, number):
    *_, unlike = CONDITIONS[number]
    found = {one.id.removeprefix("stop.gsxt."): str(one.met) for one in items[number].early_stop}
    assert found == dict.fromkeys(ALL, "met") | unlike
    assert all(one.cites and one.title.zh for one in items[number].early_stop)


def test_lists_that_were_not_supplied_leave_it_open():
    item = item_of(made("2024-06-20", ["gsxt"], abnormal_operations=[], penalties=[penalty(**READY)]), "gsxt")
    assert {one.id: str(one.met) for one in item.early_stop}["stop.gsxt.lists"] == "unknown"


@pytest.mark.parametrize(
    ("known", "as_of", "term"),
    [
        ({}, "2024-06-01", "met"),
        ({}, "2024-05-31", "not_met"),
        ({"food_domain": "false"}, "2023-09-01", "met"),
        ({"food_domain": "false"}, "2023-08-31", "not_met"),
        ({"kinds": "revoke_licence", "decided_on": "2025-10-01"}, "2026-10-01", "met"),
        ({"kinds": "revoke_licence", "decided_on": "2025-10-01"}, "2026-09-30", "not_met"),
        ({"kinds": "confiscate_goods", "decided_on": "2026-04-02"}, "2026-07-02", "met"),
        ({"kinds": "confiscate_goods", "decided_on": "2026-04-02"}, "2026-07-01", "not_met"),
    ],
)
def test_the_least_term_on_the_credit_platform(known, as_of, term):
    run = made(as_of, ["penalties"], penalties=[penalty(**(READY | known))])
    found = {one.id: str(one.met) for one in item_of(run, "penalties").early_stop}
    assert found["stop.credit.term"] == term


def test_what_has_no_class_under_order_36_has_no_conditions_to_show():
    run = made("2026-04-01", ["penalties"], penalties=[penalty(**READY, decided_on="2025-06-01")])
    assert str(item_of(run, "penalties").goes) == "out"
    assert item_of(run, "penalties").early_stop == ()


def test_what_is_public_for_three_months_needs_no_early_end():
    run = made("2023-07-01", ["gsxt"], penalties=[penalty(**(READY | {"low_fine": "true"}))])
    assert item_of(run, "gsxt").early_stop == ()
