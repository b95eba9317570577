"""What waiting changes: the same days as grading on every day ahead, one after the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from riskgrade.explain.change_wait import waiting
from riskgrade.grading.reference import Grader
from riskgrade.pack.dating import DatingError, Moment
from riskgrade.pack.model import Pack
from riskgrade.pack.window import earlier
from riskgrade.registers import Registers, load_registers
from tests.explain.hanging import hanging
from tests.grading.agreement import loaded
from tests.grading.test_agreement import EXAMPLES, relaxed
from tests.strategies.worlds import World, worlds


def known_by_then(world: World, pack: Pack) -> Registers:
    """The world's registers without what comes after its day, so that grading later sees no more than was known."""
    day = world.as_of.isoformat()
    rows = {name: [dict(row) for row in table] for name, table in world.rows.items()}
    for name, table in rows.items():
        model = pack.registers[name]
        if name != pack.subject:
            dates = [field for field in (model.date, model.recorded, model.valid_from) if field]
            table[:] = [
                row
                for row in table
                if not any("2000" < row.get(field, "") <= "2199-12-31" and row[field] > day for field in dates)
            ]
        for row in table:
            if model.void is not None and "2000" < row[model.void.on] <= "2199-12-31" and row[model.void.on] > day:
                row[model.void.on] = row[model.void.reason] = ""
    coverage = {
        name: (first, None if last is not None and last >= world.as_of else last)
        for name, (first, last) in world.coverage.items()
    }
    return load_registers(rows, pack.registers, coverage=coverage or None)


@settings(relaxed, max_examples=max(1, EXAMPLES // 12))
@given(st.one_of(worlds(blanks=1, faults=False), worlds()), st.booleans(), st.sampled_from([5, 13, 24]), st.data())
def test_waiting_is_grading_day_by_day(world: World, stays: bool, months: int, data_: st.DataObject) -> None:
    pack, registers, moment = loaded(hanging(world, data_))
    grader = Grader(pack, registers, moment)
    model = pack.registers[pack.subject or ""]
    # With versions of a firm this oracle would tie records by the version that is valid later: it says nothing of them.
    assume(model.valid_from is None)
    keys = sorted({row[model.key] for row in world.rows[pack.subject or ""]})
    known = known_by_then(world, pack)
    keys = [key for key in keys if grader.data([key])][:2]
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


def _row(row, model, as_of):
    if model.void is None or row[model.void.on] is None or row[model.void.on] <= (as_of - date(1970, 1, 1)).days:
        return row
    return {**row, model.void.on: None, model.void.reason: ""}
