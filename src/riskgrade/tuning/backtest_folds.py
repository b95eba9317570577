"""One origin observed: who was graded, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

import polars as pl

from ..language.errors import nearest
from ..language.types import Kind, day_number
from ..pack.dating import Moment
from .backtest_grades import NEW, Day, Days
from .backtest_measures import Measures
from .backtest_sample import Sample
from .error import TuningError
from .outcome_events import Events
from .split import Fold
from .split_span import Span

OPEN, UNCLEAR, GONE, UNSEEN = "open", "unclear", "gone", "unseen"
"""Why an outcome is not known: its window has not closed, a record cannot be read, the subject left before the end, nobody
looked."""


class Observer:
    """Observes origins; each day is graded once for all grades.

    Args:
        days: the grades by day.
        events: what happened.
        now: the day up to which the registers tell.
        lag: how long an event may be missing.
        since: the date of a subject before which it is not there.
    """

    def __init__(self, days: Days, events: Events, now: Moment, lag: Span, since: str | None) -> None:
        self.days, self.events, self.now, self.lag, self.since = days, events, now, lag, since
        self.seen: dict[str, set[str]] = {}
        self.graded: dict[tuple[date, bool], Day] = {}
        self.undated = self._undated()
        if since is not None:
            self._check_since(since)

    def observe(self, fold: Fold, name: str) -> tuple[pl.DataFrame, Mapping[str, int]]:
        """The observations of one grade on one origin, and how many subjects are not among them.

        Returns:
            The frame, with an `outcome` that is null where it is not known and `why`; and `excluded`, `events_outside`, `came_late`.
        """
        day = self._on(Moment.of(fold.origin), final=False)
        graded = day.grade(name)
        there = graded.filter(
            pl.col("excluded").is_null() & ~pl.col("subject").is_in(self._not_yet(day, fold).implode())
        )
        subjects = there["subject"]
        seen = self.events.seen_in(fold)
        outside = seen.filter(pl.col("sure") & ~pl.col("subject").is_in(subjects.implode())).height
        closed = self.events.closed(fold, self.lag)
        left = self._left(fold, name) if closed else pl.Series([], dtype=pl.String)
        earlier = self.seen.setdefault(name, set())
        new = pl.Series("new", [fold.number > 0 and one not in earlier for one in subjects.to_list()], dtype=pl.Boolean)
        earlier.update(subjects.to_list())
        sure, gone = pl.col("sure"), pl.col("subject").is_in(left.implode())
        looked = self.events.looked_at(fold)
        unseen = pl.lit(False) if looked is None else ~pl.col("subject").is_in(looked.implode())
        why = (
            pl.when(pl.lit(not closed)).then(pl.lit(OPEN))
            .when(sure.fill_null(False)).then(pl.lit(None, pl.String))
            .when(sure.is_not_null()).then(pl.lit(UNCLEAR))
            .when(gone).then(pl.lit(GONE))
            .when(unseen).then(pl.lit(UNSEEN))
        )  # fmt: skip
        observed = there.drop("excluded").with_columns(new).join(seen, on="subject", how="left", maintain_order="left")
        observed = observed.with_columns(why.alias("why")).with_columns(
            pl.when(pl.col("why").is_null()).then(sure.fill_null(False)).alias("outcome"),
            pl.lit(name).alias("grade"),
            pl.lit(fold.origin).alias("date"),
        )
        strata = self.days.strata
        if strata:
            observed = observed.join(day.strata(strata), on="subject", how="left", maintain_order="left")
        counts = {
            "excluded": graded.height - there.height,
            "events_outside": outside,
            "came_late": self.events.came_late(fold),
            "closed": int(closed),
        }
        order = (
            "grade",
            "date",
            "subject",
            "level",
            "level_number",
            "score",
            "graded_by",
            "outcome",
            "why",
            "event_on",
            "told_on",
            "new",
        )
        return observed.select(*order, *(name for name in strata if name != NEW)), counts

    def _on(self, moment: Moment, final: bool) -> Day:
        key = (moment.as_of, final)
        if key not in self.graded:
            self.graded[key] = self.days.on(moment, self.now if final else None)
        return self.graded[key]

    def _left(self, fold: Fold, name: str) -> pl.Series:
        """Subjects that are graded no more on the last day of the window, by what is known now."""
        there = self._on(Moment.of(fold.last), final=True).grade(name)
        return there.filter(pl.col("excluded").is_not_null())["subject"]

    def _not_yet(self, day: Day, fold: Fold) -> pl.Series:
        """Subjects whose own date says that they begin after the origin."""
        if self.since is None:
            return pl.Series([], dtype=pl.String)
        name = self.days.subject
        model = self.days.pack.registers[name]
        rows = day.registers.registers[name].held.filter(pl.col(self.since) > day_number(fold.origin))
        return rows[model.key].cast(pl.String).unique()

    def _check_since(self, since: str) -> None:
        fields = self.days.pack.registers[self.days.subject].fields
        dates = [name for name, field in fields.items() if field.kind is Kind.DATE]
        if since not in dates:
            best = nearest(since, dates)
            raise TuningError(
                f"since: '{since}' is no date of {self.days.subject}" + (f"; did you mean {best}?" if best else ""),
                f"since：{since} 不是 {self.days.subject} 的日期字段" + (f"；是否为 {best}？" if best else ""),
            )

    def _undated(self) -> int:
        """Subjects of which the register holds nothing but a row that does not say from when it holds."""
        register = self.days.registers.registers[self.days.subject]
        if register.model.date is not None:
            return 0
        field = register.model.valid_from
        if field is None:
            return register.rows
        held = register.held.group_by(register.model.key).agg(pl.col(field).is_null().all().alias("#undated"))
        return int(held["#undated"].sum())


def fold_row(fold: Fold, name: str, held: pl.DataFrame, counts: Mapping[str, int]) -> dict[str, object]:
    """A fold as a row of the table of folds."""
    why = Counter(held["why"].to_list())
    known = held.filter(pl.col("outcome").is_not_null())
    events = int(known["outcome"].sum())
    found: dict[str, float] = {}
    if known.height:
        rows = known.with_columns(pl.lit(None, pl.Float64).alias("chance"))
        top = int(held["level_number"].max() or 0)  # type: ignore[arg-type]
        found = Measures(Sample.of(rows, [str(one) for one in range(top + 1)], (), visits=False))()
    return {
        "grade": name,
        "date": fold.origin,
        "first": fold.first,
        "last": fold.last,
        "closed": bool(counts["closed"]),
        "graded": held["level"].is_not_null().sum(),
        "withheld": held["level"].null_count(),
        "excluded": counts["excluded"],
        "new": int(held["new"].sum()),
        "outcomes": known.height,
        "events": events,
        "rate": events / known.height if known.height else None,
        "unclear": why[UNCLEAR],
        "gone": why[GONE],
        "unseen": why[UNSEEN],
        "events_outside": counts["events_outside"],
        "came_late": counts["came_late"],
        "auc_level": _number(found.get("auc_level")),
        "auc_score": _number(found.get("auc_score")),
    }


def _number(value: float | None) -> float | None:
    return None if value is None or value != value else value
