"""From draft to approved by three persons; a chain of hashes says what each of them saw."""

from datetime import date

import pytest

from riskgrade.calibration.artefact import artefact_of, canonical, plain, sealed
from riskgrade.calibration.error import CalibrationError
from riskgrade.calibration.in_use import put_in_use
from riskgrade.calibration.states import approved, validated
from tests.calibration import sample

AT = "2024-01-03T10:00:00+08:00"
FIRST = date(2024, 2, 1)


@pytest.fixture(name="seen")
def seen_fixture(draft, pack):
    return validated(draft, pack, "李强", AT, "复算一致")


@pytest.fixture(name="signed")
def signed_fixture(seen, pack):
    return approved(seen, pack, "赵敏", AT, "同意", FIRST)


def refused(call, *arguments):
    with pytest.raises(CalibrationError) as caught:
        call(*arguments)
    assert caught.value.zh
    return caught.value.en


def test_three_persons_and_twelve_months(draft, seen, signed, pack):
    assert [one.by for one in signed.history] == ["李强", "赵敏"]
    assert [one.former for one in signed.history] == [draft.sha256, seen.sha256]
    assert artefact_of(canonical(signed)) == signed
    days = (date(2024, 1, 31), FIRST, date(2025, 1, 31), date(2025, 2, 1))
    assert [signed.state_on(day) for day in days] == ["approved", "effective", "effective", "expired"]
    assert put_in_use(signed, pack, FIRST).name == signed.sha256
    assert "takes effect on 2024-02-01" in refused(put_in_use, signed, pack, days[0])
    assert "expired on 2025-01-31" in refused(put_in_use, signed, pack, days[3])
    assert "--calibration-draft" in refused(put_in_use, seen, pack, FIRST)


@pytest.mark.parametrize("by", ["王丽", " 王　丽 ", "王\u200b丽"])
def test_the_author_signs_nothing(draft, seen, pack, by):
    assert "another person" in refused(validated, draft, pack, by, AT, "看过")
    assert "another person" in refused(approved, seen, pack, by, AT, "看过", FIRST)


def test_whoever_validated_does_not_approve(seen, pack):
    assert "another person" in refused(approved, seen, pack, "李强", AT, "同意", FIRST)


def test_nobody_unnamed_no_step_left_out_no_reason_missing(draft, seen, signed, pack):
    assert "say who" in refused(validated, draft, pack, "\u200b", AT, "看过")
    assert "no point in time" in refused(validated, draft, pack, "李强", "2024-01-03", "看过")
    assert "say why" in refused(validated, draft, pack, "李强", AT, "  ")
    assert "it is draft; only one that is validated" in refused(approved, draft, pack, "李强", AT, "同意", FIRST)
    assert "it is validated; only" in refused(validated, seen, pack, "赵敏", AT, "看过")
    assert "it is approved; only" in refused(approved, signed, pack, "钱进", AT, "同意", FIRST)


def test_time_goes_forward_and_nothing_takes_effect_before_it_is_signed(draft, seen, signed, pack):
    assert "lies before the step" in refused(validated, draft, pack, "李强", "2023-12-31T00:00:00+08:00", "看过")
    assert "cannot take effect on 2024-01-02" in refused(approved, seen, pack, "赵敏", AT, "同意", date(2024, 1, 2))
    assert approved(seen, pack, "赵敏", AT, "同意", date(2024, 1, 3)).effective is not None
    document = plain(signed)
    document["effective"] = {"from": "2024-01-02", "to": "2024-12-31"}
    with pytest.raises(CalibrationError, match="before the day it was approved"):
        artefact_of(canonical(sealed(document)))


def test_longer_than_a_year_or_backwards(seen, pack):
    assert "twelve months" in refused(approved, seen, pack, "赵敏", AT, "同意", FIRST, date(2025, 2, 1))
    assert "twelve months" in refused(approved, seen, pack, "赵敏", AT, "同意", FIRST, date(2024, 1, 31))
    leap = approved(seen, pack, "赵敏", AT, "同意", date(2024, 2, 29))
    assert plain(leap)["effective"] == {"from": "2024-02-29", "to": "2025-02-28"}


def test_what_a_gate_refused_is_not_signed(pack):
    document = sample.document(pack) | {"outcome": "declared"}
    document["gates"][0] |= {"figure": "3.000000000", "passed": False}
    assert "events_fit" in refused(validated, sealed(document), pack, "李强", AT, "看过")


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one["weights"][0].update(value="11"),
        lambda one: one.update(author="钱进"),
        lambda one: one["history"][0].update(by="钱进"),
        lambda one: one["history"].reverse(),
        lambda one: one["history"].pop(),
        lambda one: one["history"].pop(0),
        lambda one: one["history"][1].update(former="0" * 64),
        lambda one: one.update(state="draft"),
        lambda one: one.update(history=[], state="draft"),
        lambda one: one["history"][0].update(by="赵敏"),
        lambda one: one.update(effective=None),
    ],
)
def test_a_history_that_was_tampered_with_is_refused(signed, change):
    document = plain(signed)
    change(document)
    with pytest.raises(CalibrationError):
        artefact_of(canonical(sealed(document)))


def test_the_days_of_effect_cannot_be_drawn_out_of_reach(signed):
    """The days are set by the last signature; the hash is what the decision names, so other days are another calibration."""
    document = plain(signed)
    document["effective"]["to"] = "2099-12-31"
    with pytest.raises(CalibrationError, match="twelve months"):
        artefact_of(canonical(sealed(document)))
    document["effective"] = {"from": "9999-02-28", "to": "9999-12-31"}
    assert artefact_of(canonical(sealed(document))).effective is not None
    document["effective"] = {"from": "9999-02-28", "to": "9999-01-01"}
    with pytest.raises(CalibrationError, match="twelve months"):
        artefact_of(canonical(sealed(document)))
