"""Which failed samplings go out, as they were known on the day."""

import pytest

from tests.publicity.sample import feed_of, goes, made, sampling

STATES = [
    # what is known, as_of, what becomes of it, why
    ({}, "2023-12-31", "out", ["final"]),
    ({"result": "pass"}, "2023-12-31", "silent", ["passed"]),
    ({"programme": "monitoring"}, "2023-12-31", "never", ["other-programme"]),
    ({"programme": "evaluation"}, "2023-12-31", "never", ["other-programme"]),
    ({"hazard": "label_flaw"}, "2023-12-31", "never", ["label-flaw"]),
    # seven working days after 2023-09-20 end on 2023-10-07, a worked Saturday
    ({"notified_on": "2023-09-20"}, "2023-10-07", "not_yet", ["retest-window"]),
    ({"notified_on": "2023-09-20"}, "2023-10-08", "out", ["final"]),
    ({"notified_on": "2023-09-20", "authority_kind": "agriculture"}, "2023-09-27", "not_yet", ["retest-window"]),
    ({"notified_on": "2023-09-20", "authority_kind": "agriculture"}, "2023-09-28", "out", ["final"]),
    ({"notified_on": "2023-09-20", "authority_kind": ""}, "2023-09-27", "not_yet", ["retest-window"]),
    ({"notified_on": "2023-09-20", "authority_kind": ""}, "2023-09-28", "held", ["retest-window", "final"]),
    ({"notified_on": "2023-09-20", "authority_kind": ""}, "2023-10-08", "out", ["final"]),
    ({"notified_on": ""}, "2023-12-31", "held", ["retest-window", "final"]),
    ({"notified_on": "2023-09-20", "hazard": "pathogen"}, "2023-09-20", "out", ["final"]),
    ({"retest": "pending"}, "2023-12-31", "not_yet", ["retest-pending"]),
    ({"retest": "pending", "hazard": "indicator_organism"}, "2023-12-31", "out", ["final"]),
    ({"retest": "upheld", "retest_decided_on": "2023-04-20"}, "2023-04-20", "out", ["final"]),
    ({"retest": "upheld", "retest_decided_on": "2023-04-20"}, "2023-04-19", "not_yet", ["retest-pending"]),
    ({"retest": "overturned", "retest_decided_on": "2023-04-20"}, "2023-04-20", "never", ["overturned"]),
    ({"retest": "overturned", "retest_decided_on": "2023-04-20"}, "2023-04-19", "not_yet", ["retest-pending"]),
    ({"retest": "overturned"}, "2023-04-20", "never", ["overturned"]),
    ({"hazard": ""}, "2023-12-31", "held", ["label-flaw", "final"]),
    ({"voided_on": "2023-05-01", "void_reason": "entered_in_error"}, "2023-05-01", "never", ["entered_in_error"]),
    ({"voided_on": "2023-05-01", "void_reason": "entered_in_error"}, "2023-04-30", "out", ["final"]),
    ({"voided_on": "2023-05-01"}, "2023-12-31", "held", ["may-be-void"]),
    ({"voided_on": "2023-05-01", "void_reason": "altered"}, "2023-12-31", "held", ["altered"]),
]  # fmt: skip


@pytest.mark.parametrize(("known", "as_of", "becomes", "why"), STATES)
def test_what_becomes_of_a_sampling(known, as_of, becomes, why):
    assert goes(as_of, "samplings", samplings=[sampling(**known)]) == (becomes, why)


def test_what_was_not_known_on_the_day_is_not_there():
    run = made("2023-03-19", ["samplings"], samplings=[sampling()])
    assert feed_of(run, "samplings").items == ()


def test_a_value_that_came_later_is_not_told():
    run = made("2023-12-30", ["samplings"], samplings=[sampling(disposed_on="2023-12-31")])
    assert feed_of(run, "samplings").rows[0].cells["disposed_on"] == ""


def test_what_leaves_it_open_is_named():
    run = made("2023-12-31", ["samplings"], samplings=[sampling(notified_on="")])
    because = feed_of(run, "samplings").items[0].because[0]
    assert (because.certain, because.lacking) == (False, ("notified_on",))
