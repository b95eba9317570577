"""What waiting changes: the same days as grading on every day ahead, one after the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from riskgrade.explain.change_wait import waiting
from riskgrade.grading.reference import Grader
from riskgrade.language.types import EPOCH
from riskgrade.pack.dating import DatingError, Moment
from riskgrade.pack.model import Pack
from riskgrade.pack.window import earlier
from riskgrade.registers import Registers, load_registers
from tests.explain.hanging import hanging
from tests.grading.agreement import loaded
from tests.grading.test_agreement import EXAMPLES, relaxed
from tests.strategies.worlds import World, worlds


def known_by_then(world: World, pack: Pack, keys: list[str]) -> Registers:
    """The world's registers without what comes after its day, so that grading later sees no more than was known.

    The rows of the subjects that are looked at stay: an event that is graded is not yet known then, and not followed.
    """
    day = world.as_of.isoformat()
    rows = {name: [dict(row) for row in table] for name, table in world.rows.items()}
    for name, table in rows.items():
        model = pack.registers[name]
        asked = keys if name == pack.subject else ()
        dates = [field for field in (model.date, model.recorded, model.valid_from) if field]
        table[:] = [
            row
            for row in table
            if row[model.key] in asked
            or not any("2000" < row.get(field, "") <= "2199-12-31" and row[field] > day for field in dates)
        ]
        for row in table:
            if model.void is not None and "2000" < row[model.void.on] <= "2199-12-31" and row[model.void.on] > day:
                row[model.void.on] = row[model.void.reason] = ""
    coverage = {
        name: (first, None if last is not None and last >= world.as_of else last)
        for name, (first, last) in world.coverage.items()
    }
    return load_registers(rows, pack.registers, coverage=coverage or None)


@settings(relaxed, max_examples=max(1, EXAMPLES // 12), phases=[Phase.explicit, Phase.generate])
@given(st.one_of(worlds(blanks=1, faults=False), worlds()), st.booleans(), st.sampled_from([5, 13, 24]), st.data())
def test_waiting_is_grading_day_by_day(world: World, stays: bool, months: int, data_: st.DataObject) -> None:
    pack, registers, moment = loaded(hanging(world, data_))
    grader = Grader(pack, registers, moment)
    model = pack.registers[pack.subject or ""]
    keys = sorted({row[model.key] for row in world.rows[pack.subject or ""]})
    # One event may be a record of another's facts, so of events one is looked at.
    keys = [key for key in keys if grader.data([key])][: 2 if model.date is None else 1]
    known = known_by_then(_in_force(world, grader, keys), pack, keys)
    stays = stays or moment.period != moment.as_of.year
    found = {key: waiting(grader, key, months, stays) for key in keys}
    base = {key: grader.decide([key])[0] for key in keys}
    days: dict[date, dict[str, dict[str, int | None]]] = {}
    day = moment.as_of
    last = earlier(day, -months, "months")
    data = {key: grader.data([key])[key] for key in keys}
    stopped = None
    while day <= last:
        try:
            later = Grader(pack, known, Moment.of(day, moment.period if stays else None))
        except DatingError:
            stopped = day
            break
        fresh = later.data(keys)
        days[day] = {}
        for key in keys:
            # The subject's own row stays the version that is valid on the day of grading.
            held = replace(fresh[key], row=_row(data[key].row, model, moment.as_of)) if key in fresh else data[key]
            outcomes = later.decide_on(key, held, key in grader.in_doubt).outcomes
            days[day][key] = {grade: outcomes[grade].level for grade in pack.grades}
        day += timedelta(days=1)
    for key in keys:
        for grade, said in found[key].items():
            if base[key].outcomes[grade].excluded is not None:
                assert said.waits == ()
                continue
            assert said.until == (stopped - timedelta(days=1) if stopped else last)
            assert (said.stopped is not None) == (stopped is not None)
            expected = []
            before = base[key].outcomes[grade].level
            for one, levels in days.items():
                if levels[key][grade] != before:
                    expected.append((one, before, levels[key][grade]))
                    before = levels[key][grade]
            assert [(one.day, one.level_before, one.level_after) for one in said.waits] == expected


def _in_force(world: World, grader: Grader, keys: list[str]) -> World:
    """The world with one version of each firm, the one in force: what is known of a firm does not move by waiting."""
    name = grader.pack.subject or ""
    model = grader.pack.registers[name]
    if model.valid_from is None:
        return world
    valid = {}
    for key in keys:
        since = grader.data([key])[key].row[model.valid_from]
        valid[key] = "" if since is None else (EPOCH + timedelta(days=int(since))).isoformat()
    rows = [
        row for row in world.rows[name] if row[model.valid_from] == valid.get(row[model.key], row[model.valid_from])
    ]
    return replace(world, rows={**world.rows, name: rows})


def _row(row, model, as_of):
    if model.void is None or row[model.void.on] is None or row[model.void.on] <= (as_of - date(1970, 1, 1)).days:
        return row
    return {**row, model.void.on: None, model.void.reason: ""}
