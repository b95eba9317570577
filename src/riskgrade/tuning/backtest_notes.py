"""What to know of a backtest before relying on its figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import polars as pl

from ..pack.model import Pack
from .outcome import Outcome
from .outcome_events import DAY, RECORDED, SURE, Events
from .split import Fold
from .split_span import Span


def notes_of(
    pack: Pack, outcome: Outcome, folds: Sequence[Fold], events: Events, data: pl.DataFrame, undated: int
) -> Iterator[tuple[str, str]]:
    """What to know, in English and Chinese.

    Args:
        pack: the pack.
        outcome: what it should have told.
        folds: the folds.
        events: what happened.
        data: the observations.
        undated: of how many subjects the register holds nothing dated.
    """
    lag = Span.of(outcome.lag)
    if not events.declared:
        yield (
            f"The register {outcome.register} is taken to end on {events.until}, the day of its newest record, and to be complete "
            "until then; declare its coverage, or give `until`.",
            f"登记册 {outcome.register} 按其最新记录之日 {events.until} 视为截止，且此前完整；请声明覆盖期间或给出 until。",
        )  # fmt: skip
    open_ = [str(fold.origin) for fold in folds if not events.closed(fold, lag)]
    if open_:
        yield (
            f"In no measure, for not all of their outcomes can be known by {events.until}: {', '.join(open_)}.",
            f"以下起点的结果截至 {events.until} 尚不完整，不计入任何指标：{'、'.join(open_)}。",
        )  # fmt: skip
    if not lag.number:
        yield from _late(events)
    if events.anybody:
        yield (
            f"Rows of {outcome.register} were set aside whose subject could not be read; any subject may have one event more.",
            f"{outcome.register} 中有主体无法识别的行被搁置，任一主体都可能另有一次事件。",
        )  # fmt: skip
    closed = [fold for fold in folds if events.closed(fold, lag)]
    if any(later.first <= fold.last for fold, later in pairwise(closed)):
        yield (
            "Windows overlap, so that an event can count in two folds: intervals by enterprise allow for it, those of Jeffreys do not.",
            "观察窗口相互重叠，同一事件可能计入两折：按企业抽样的区间已考虑此点，Jeffreys 区间则没有。",
        )  # fmt: skip
    if undated:
        yield (
            f"Of {undated} subjects the register holds one version without a date: what it says of them is what is known now.",
            f"{undated} 个主体在登记册中仅有一条未注明起始日期的记录：其内容为现在所知。",
        )  # fmt: skip
    if data["chance"].null_count() == data.height:
        yield (
            "No origin comes after the end of another's window, so no rate could be predicted from earlier folds: there is no Brier "
            "score, log-loss or test of rates. Take a shorter horizon or more origins.",
            "没有任何起点晚于另一起点窗口的结束日，无法由较早各折预测发生率，故无 Brier、对数损失与发生率检验；请缩短观察期或增加起点。",
        )  # fmt: skip
    early = [str(fold.origin) for fold in folds if not pack.in_force(fold.origin)]
    if early:
        yield (
            f"Pack {pack.id} was not in force on {', '.join(early)}; it is tried on these days as if it had been.",
            f"规则包 {pack.id} 在 {'、'.join(early)} 并未施行；此处按假如已施行试算。",
        )  # fmt: skip


def _late(events: Events) -> Iterator[tuple[str, str]]:
    """What lag the data would suggest, where records come after what they tell of."""
    sure = events.frame.filter(pl.col(SURE) & pl.col(DAY).is_not_null())
    delays = (sure[RECORDED] - sure[DAY]).sort()
    rank = -(-delays.len() * 9 // 10)
    days = int(delays[rank - 1]) if rank else 0
    if days > 0:
        late = int((delays > 0).sum())
        yield (
            f"{late} of {delays.len()} events were recorded after the day they happened, and no `lag` was given, so the last "
            f"windows may miss some. Nine in ten were recorded within {days} days: a proposal is lag='{days}d'; whether it is "
            "enough is yours to judge.",
            f"{delays.len()} 次事件中有 {late} 次在发生之后才登记，而未给出 lag，最后的观察窗口可能有遗漏。"
            f"九成在 {days} 天内登记：建议 lag='{days}d'，是否足够请自行判断。",
        )  # fmt: skip
