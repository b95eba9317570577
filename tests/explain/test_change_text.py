"""What would change a level of a small made-up pack: the very numbers, days and sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from riskgrade.explain.change_all import Prospects, prospects
from riskgrade.explain.change_content import AnswerShown, ProspectsShown, prospects_shown
from riskgrade.explain.change_text import change_lines
from riskgrade.grading.reference import Grader
from riskgrade.language.types import LARGEST
from riskgrade.language.values import Interval
from riskgrade.pack.dating import Moment
from riskgrade.pack.load import load_pack
from riskgrade.pack.model import Pack
from riskgrade.registers import load_registers
from tests.strategies.worlds import CLAUSES, EVENTS, FIRMS, World

FACTS: dict[str, Any] = {
    "points": {
        "from": "events", "where": "result == 'a'", "within": "24 months", "value": "latest(amount)", "domain": ["0", "60"],
        "influence": "both", "label": {"zh": "检查分值", "en": "Points of the inspection"},
    },
    "failures": {
        "from": "events", "where": "result == 'b'", "within": "12 months", "value": "count",
        "influence": "up", "label": {"zh": "不合格批次", "en": "Failed batches"},
    },
    "certified": {
        "from": "events", "where": "result == 'c' and due >= as_of", "value": "any",
        "influence": "both", "label": {"zh": "持有认证", "en": "Certified"},
    },
    "late": {"from": "events", "where": "result == 'b'", "within": "5 working days", "value": "any"},
}  # fmt: skip
RULES = [
    {"id": "score", "then": {"points": "points + failure_points * min(failures, 10)"}, "cite": "s-a"},
    {"id": "late", "when": "late", "then": {"no_better_than": "C"}, "cite": "s-a"},
    {"id": "good", "when": "certified and failures == 0", "then": {"step": ["-1"]}, "cite": "s-a"},
]
BANDS = [{"up_to": "10", "level": "A"}, {"up_to": "20", "level": "B"}, {"up_to": "30", "level": "C"}, {"level": "D"}]
VALUES = [{"value": "6", "to": "2025-02-28", "cite": "s-a"}]


def _event(key: str, on: str, result: str, **cells: str) -> dict[str, str]:
    return {"rid": key, "id": "f", "on": on, "result": result, **cells}


def _found(folder: Path, events: list[dict[str, str]], **facts: Any) -> tuple[Pack, Prospects]:
    pack = {
        "id": "pack-main", "version": "1", "title": "made up", "subject": "firms",
        "calendar": {"country": "CN", "from": "2023-01-01", "to": "2025-12-31", "cite": "s-a"},
        "sources": [{"id": "s", "title": "made up", "evidence": "text", "clauses": CLAUSES}],
    }  # fmt: skip
    grades = {"level": {"levels": list("ABCD"), "score": {"min": "0"}, "bands": BANDS, "cite": "s-a"}}
    files = {
        "pack": pack, "registers": {"firms": FIRMS, "events": EVENTS}, "facts": FACTS | facts,
        "parameters": {"failure_points": VALUES}, "rules": RULES, "grades": grades,
    }  # fmt: skip
    world = World(
        {"pack-main": files}, "pack-main", {"firms": [{"id": "f"}], "events": events}, date(2023, 12, 31), 2023
    )
    loaded = load_pack(world.write(folder))
    registers = load_registers(world.rows, loaded.registers)
    (found,) = prospects(Grader(loaded, registers, Moment.of(world.as_of)), "f")
    return loaded, found


def _said(found: tuple[Pack, Prospects]) -> tuple[list[str], list[str]]:
    lines = change_lines(found[1], found[0])
    return [one.zh for one in lines], [one.en for one in lines]


INSPECTED = _event("1", "2023-05-01", "a", amount="18.5")


def test_points_at_the_limits_of_the_bands(tmp_path: Path) -> None:
    zh, en = _said(_found(tmp_path, [INSPECTED]))
    assert zh == [
        "检查分值若为 10 或以下（现为18.5），其他不变：等级由 B 变为 A（变好）",
        "持有认证若为是（现为否），其他不变：等级由 B 变为 A（变好）",
        "检查分值若为 20.01 至 30 （现为18.5），其他不变：等级由 B 变为 C（变差）",
        "不合格批次若为 1 （现为0），其他不变：等级由 B 变为 C（变差）",
        "此后若无新情况，至 2025-02-28 不会自行变化",
        "规则包 pack-main 的参数 failure_points 在 2025-02-28 之后没有取值，无法再往后推算",
    ]
    assert en[0] == "Points of the inspection: 10 or less instead of 18.5, all else unchanged: A instead of B (better)"
    assert (
        en[-1]
        == "parameter failure_points of pack pack-main has no value after 2025-02-28, so nothing can be said beyond"
    )


@pytest.mark.parametrize(
    ("events", "days"),
    [
        # A failure leaves the window on the day twelve months after it.
        ([INSPECTED, _event("2", "2023-06-03", "b")], [("2024-06-03", "C", "B")]),
        ([INSPECTED, _event("2", "2023-02-28", "b")], [("2024-02-28", "C", "B")]),
        # A certificate holds on its last day.
        ([INSPECTED, _event("2", "2023-06-03", "c", due="2024-03-31")], [("2024-04-01", "A", "B")]),
        # Five working days after the 28th, a Thursday: 29, 2, 3, 4, 5 January; the first is a holiday.
        (
            [INSPECTED | {"amount": "1"}, _event("2", "2023-12-28", "b")],
            [("2024-01-06", "C", "A")],
        ),
        # The inspection is too old after 24 months, and what was not found out is not known.
        ([_event("1", "2022-05-01", "a", amount="18.5")], [("2024-05-01", "B", None)]),
        # What is recorded later is not known, and nothing is expected of it.
        ([INSPECTED, _event("2", "2023-06-03", "b", recorded_on="2024-01-15")], []),
        ([INSPECTED, _event("2", "2023-06-03", "b", voided_on="2024-01-15", void_reason="error")], [("2024-06-03", "C", "B")]),
    ],
)  # fmt: skip
def test_waiting_names_the_first_day(
    tmp_path: Path, events: list[dict[str, str]], days: list[tuple[str, str, str | None]]
) -> None:
    pack, found = _found(tmp_path, events)
    levels = pack.grades["level"].levels
    said = [
        tuple(None if level is None else levels[level] for level in (one.level_before, one.level_after))
        for one in found.waiting.waits
    ]
    assert [(str(one.day), *level) for one, level in zip(found.waiting.waits, said, strict=True)] == days


def test_what_is_not_known_any_more_is_named(tmp_path: Path) -> None:
    zh, en = _said(_found(tmp_path, [_event("1", "2022-05-01", "a", amount="18.5")]))
    assert zh[-2] == "此后若无新情况，自 2024-05-01 起等级不能确定（此前为 B），届时不能得知：检查分值"
    assert (
        en[-2]
        == "If nothing new happens, from 2024-05-01 on no level can be given (B until then); not known by then: Points of the inspection"
    )


def test_what_an_unknown_fact_would_have_to_be(tmp_path: Path) -> None:
    zh, en = _said(_found(tmp_path, []))
    assert (
        zh[0]
        == "检查分值未知：若为 0 至 10 则为 A；若为 10.01 至 20 则为 B；若为 20.01 至 30 则为 C；若为 30.01 至 60 则为 D"
    )
    assert en[0] == "Points of the inspection is not known: 0 to 10: A; 10.01 to 20: B; 20.01 to 30: C; 30.01 to 60: D"


def test_nothing_is_looked_for_where_a_pack_declares_no_influence(tmp_path: Path) -> None:
    facts = {name: {key: value for key, value in fact.items() if key != "influence"} for name, fact in FACTS.items()}
    pack, found = _found(tmp_path, [INSPECTED], **facts)
    assert found.changes == ()
    assert change_lines(found, pack)[0].en == "No single change of what the subject can still move changes the level"


def test_influence_opens_one_direction(tmp_path: Path) -> None:
    down = FACTS["points"] | {"influence": "down"}
    _, found = _found(tmp_path, [INSPECTED], points=down)
    assert [one.better for one in found.changes if one.fact.name == "points"] == [True]


class TestData:
    """The same as data, as the trace holds it."""

    @staticmethod
    def _shown(folder: Path, events: list[dict[str, str]]) -> ProspectsShown:
        pack, found = _found(folder, events)
        return prospects_shown(found, pack)

    def test_changes_with_values_and_levels(self, tmp_path: Path) -> None:
        held = self._shown(tmp_path, [INSPECTED])
        assert [
            (one.facts, one.before.low, one.after.low, one.until and one.until.low, one.level_before, one.level_after, one.better)
            for one in held.changes
        ] == [
            (("points",), "18.50", "10.00", "0.00", "B", "A", True),
            (("certified",), False, True, True, "B", "A", True),
            (("points",), "18.50", "20.01", "30.00", "B", "C", False),
            (("failures",), "0", "1", "1", "B", "C", False),
        ]  # fmt: skip
        assert (held.until, held.stopped is None) == ("2025-02-28", False)

    def test_answers_stretch_by_stretch(self, tmp_path: Path) -> None:
        held = self._shown(tmp_path, [])
        points, *_ = held.answers
        assert isinstance(points, AnswerShown)
        assert (points.facts, points.known.known, points.complete) == (("points",), False, True)
        assert [
            (one.first and one.first.low, one.last and one.last.low, one.level) for one in points.levels
        ] == [("0.00", "10.00", "A"), ("10.01", "20.00", "B"), ("20.01", "30.00", "C"), ("30.01", "60.00", "D")]  # fmt: skip

    def test_how_far_was_looked_is_no_end(self, tmp_path: Path) -> None:
        pack, found = _found(tmp_path, [INSPECTED])
        endless = replace(found.changes[0], until=Interval(LARGEST, LARGEST))
        (change,) = prospects_shown(replace(found, changes=(endless,)), pack).changes
        assert (change.after.low, change.until) == ("20.01", None)

    def test_waiting_with_what_is_missing_by_then(self, tmp_path: Path) -> None:
        (one,) = self._shown(tmp_path, [_event("1", "2022-05-01", "a", amount="18.5")]).waits
        assert (one.day, one.level_before, one.level_after, one.missing) == ("2024-05-01", "B", None, ("points",))
