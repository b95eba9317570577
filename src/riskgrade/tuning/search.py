"""`rg.search`: other limits and other points that come near the best, each a patch to the pack.

Only values whose evidence is design or inferred are searched; what a text says, or what is told or recalled of one, is not for
data to move. Whole numbers only, no chance in it: the same call gives the same table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from ..pack.load import load_pack
from ..pack.model import Pack
from .error import TuningError
from .plots_search import pool as draw_pool
from .search_climb import climb
from .search_closed import SEARCHED, closed, nothing_open
from .search_constraints import constraints
from .search_cuts import cut_points
from .search_data import learned
from .search_measures import measures, named
from .search_trials import Pool, Trials, better_smaller, pooled
from .tunable import Tunable, TunableKind

WEIGHTS = (TunableKind.POINTS, TunableKind.CELL, TunableKind.BIN, TunableKind.PARAMETER)


def thresholds(
    pack: Pack | str | Path,
    data: object,
    objective: str = "log_loss",
    subject_to: Iterable[str] = (),
    grade: str | None = None,
    values: Iterable[str] | None = None,
    keep: int = 20,
    most: int = 5000,
) -> Pool:
    """Search the limits of bands.

    Args:
        pack: a pack, its id or its path.
        data: a backtest, or (registers, frame with `subject`, `date`, `outcome`).
        objective: a measure to better: ``log_loss``, ``auc``, ``recall_X``, ``precision_X``, ``share_X`` (X a level) …
        subject_to: constraints, such as ``["recall_D >= 0.80", "share_D <= 0.05"]``.
        grade: the grade whose levels are measured; that of the backtest, or the last of the pack.
        values: the paths to search; every limit that may be searched if not given.
        keep: how many packs to give.
        most: about how many configurations to try; where there would be more, limits are taken farther apart.

    Returns:
        A pool: the declared pack in row 0, then the best, best first: `patch`, `keeps` (every constraint), the objective and each
        constraint, each also on the last day (`test`), by which nothing was chosen; `moved`, the share of subjects whose level
        differs from the declared pack's; `tried`, how many configurations. `pool.pack(1)` is the pack of a row.

    Raises:
        TuningError: a name is unknown, nothing may be searched, or a value is not for a search.
    """
    trials, chosen = _begin(pack, data, objective, subject_to, grade, values, (TunableKind.BAND_LIMIT,))
    cut_points(trials, [one.path for one in chosen], most)
    return pooled(trials, keep, objective, draw_pool, [one.path for one in chosen])


def weights(
    pack: Pack | str | Path,
    data: object,
    band: tuple[float, float] = (0.5, 2.0),
    keep: int = 20,
    objective: str = "log_loss",
    subject_to: Iterable[str] = (),
    grade: str | None = None,
    values: Iterable[str] | None = None,
    most: int = 2000,
) -> Pool:
    """Search points: of rules, of cells and bins of tables, and other numbers that points are made of.

    Args:
        pack: a pack, its id or its path.
        data: a backtest, or (registers, frame with `subject`, `date`, `outcome`).
        band: how far a number may move: from so many times its value to so many times.
        keep: how many packs to give.
        objective: as for `thresholds`.
        subject_to: as for `thresholds`.
        grade: as for `thresholds`.
        values: the paths to search; every number that may be searched if not given.
        most: how many configurations to try at most.

    Returns:
        A pool, as `thresholds` gives it. Numbers move in units of their last digit; the order of the cells of a table stays.

    Raises:
        TuningError: a name is unknown, the band is none, nothing may be searched, or a value is not for a search.
    """
    if not _is_band(band):
        raise TuningError(
            f"band {band!r}: write (least, most) times the declared value, with 0 <= least <= 1 <= most <= 10, such as (0.5, 2.0)",
            f"band {band!r}：请写声明值的（最小倍数, 最大倍数），0 ≤ 最小 ≤ 1 ≤ 最大 ≤ 10，如 (0.5, 2.0)",
        )
    trials, chosen = _begin(pack, data, objective, subject_to, grade, values, WEIGHTS)
    climb(trials, chosen, band, most)
    return pooled(trials, keep, objective, draw_pool, [one.path for one in chosen])


def _is_band(band: object) -> bool:
    """Whether something is two numbers, the declared value between them; a NaN is between nothing."""
    if (
        not isinstance(band, Sequence)
        or len(band) != 2
        or not all(isinstance(end, int | float | Decimal) for end in band)
    ):
        return False
    return bool(0 <= band[0] <= 1 <= band[1] <= 10)


def _begin(
    pack: Pack | str | Path, data: object, objective: str, subject_to: Iterable[str], grade: str | None,
    values: Iterable[str] | None, kinds: Sequence[TunableKind],
) -> tuple[Trials, list[Tunable]]:  # fmt: skip
    opened = pack if isinstance(pack, Pack) else load_pack(pack)
    rows = learned(opened, data, grade)
    known = measures(opened.grades[rows.open.grade].levels)
    measure = named(objective, known, "objective", "目标")
    trials = Trials(rows, measure, better_smaller(objective), constraints(subject_to, known))
    return trials, _searched(trials, values, kinds)


def _searched(trials: Trials, values: Iterable[str] | None, kinds: Sequence[TunableKind]) -> list[Tunable]:
    open_ = trials.learned.open
    there = {one.path: one for one in open_.tunables if one.kind in kinds}
    if values is None:
        free = [one for one in there.values() if one.evidence in SEARCHED]
        if not free:
            raise nothing_open(open_, kinds)
        return free
    asked = [values] if isinstance(values, str) else list(dict.fromkeys(values))
    for path in asked:
        if path not in there:
            open_.values({path: 0})  # says why it is not open, or what is near
            shown = ", ".join(map(str, kinds))
            raise TuningError(f"{path} is none of: {shown}", f"{path} 不属于：{shown}")
        if there[path].evidence not in SEARCHED:
            raise closed(there[path])
    return [there[path] for path in asked]
