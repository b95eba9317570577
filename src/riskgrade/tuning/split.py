"""How the past is parted into a time before and a time after: by days that roll forward, never by chance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from .error import TuningError
from .split_span import Span, day_of

MOST_FOLDS = 240


@dataclass(frozen=True, slots=True)
class Fold:
    """One origin: grades as of its day, outcomes in the days from `first` to `last`.

    Args:
        number: from 0.
        origin: the day that is graded as of.
        first: the first day on which an outcome counts.
        last: the last.
    """

    number: int
    origin: date
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class RollingOrigin:
    """Origins from a day to a day, a step apart.

    Args:
        start: the first origin.
        end: no origin is later.
        step: between origins, such as ``6m``.
        embargo: how long after an origin an outcome does not count yet: grading, publishing and visits take time, and what was
            under way on the day of grading is no forecast.

    Raises:
        TuningError: no such days.

    Examples:
        >>> split = RollingOrigin("2022-06-30", "2023-06-30", step="6m", embargo="30d")
        >>> [str(fold.origin) for fold in split.folds("12m")]
        ['2022-06-30', '2022-12-30', '2023-06-30']
        >>> fold = split.folds("12m")[0]
        >>> str(fold.first), str(fold.last)
        ('2022-07-31', '2023-07-30')
    """

    start: date | str
    end: date | str
    step: str | Span = "6m"
    embargo: str | Span = "0d"

    def __post_init__(self) -> None:
        start, end = day_of(self.start, "start"), day_of(self.end, "end")
        step, embargo = Span.of(self.step, "step"), Span.of(self.embargo, "embargo")
        if end < start:
            raise TuningError(
                f"the last origin {end} lies before the first {start}", f"终止日 {end} 早于起始日 {start}"
            )
        if not step.number:
            raise TuningError("step must be longer than nothing, such as 6m", "步长必须大于零，例如 6m")
        for name, value in (("start", start), ("end", end), ("step", step), ("embargo", embargo)):
            object.__setattr__(self, name, value)

    def origins(self) -> tuple[date, ...]:
        """The days that are graded as of; each is reckoned from the first, so that ends of months do not wander.

        Raises:
            TuningError: there are too many.
        """
        start, end, step = day_of(self.start, "start"), day_of(self.end, "end"), Span.of(self.step)
        found: list[date] = []
        while (day := step.after(start, len(found))) <= end:
            found.append(day)
            if len(found) > MOST_FOLDS:
                raise TuningError(
                    f"a step of {step} from {start} to {end} gives more than {MOST_FOLDS} folds; take a longer step",
                    f"从 {start} 到 {end} 以 {step} 为步长将超过 {MOST_FOLDS} 折；请加大步长",
                )
        return tuple(found)

    def folds(self, horizon: str | Span) -> tuple[Fold, ...]:
        """The folds: outcomes count in (origin + embargo, origin + embargo + horizon].

        Args:
            horizon: for how long.
        """
        length, embargo = Span.of(horizon, "horizon"), Span.of(self.embargo)
        if not length.number:
            raise TuningError("horizon must be longer than nothing, such as 12m", "观察期必须大于零，例如 12m")
        folds = []
        for number, origin in enumerate(self.origins()):
            begin = embargo.after(origin)
            folds.append(Fold(number, origin, begin + timedelta(days=1), length.after(begin)))
        return tuple(folds)


def rolling(split: object) -> RollingOrigin:
    """A split that may be used; any other is refused by its name.

    Raises:
        TuningError: it is no `RollingOrigin`.

    Examples:
        >>> rolling("random")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        riskgrade.tuning.error.TuningError: a split by 'random' is refused: ...
    """
    # A class derived from it could give any folds.
    if type(split) is RollingOrigin:
        return split
    name = split if isinstance(split, str) else getattr(split, "__name__", type(split).__name__)
    raise TuningError(
        f"a split by '{name}' is refused: rows drawn at random put a firm's later records before its earlier ones, so "
        "the future is known in the past and every figure looks better than it is. "
        "Give rg.RollingOrigin(start, end, step, embargo)",
        f"拒绝按“{name}”划分：随机划分会让同一主体较晚的记录先于较早的记录，等于预知未来，所有指标都会虚高。"
        "请使用 rg.RollingOrigin(start, end, step, embargo)",
    )
