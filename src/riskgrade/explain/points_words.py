"""Points in words: an unknown number of them is not told farther than it can move the score."""

from __future__ import annotations

from ..pack.register_model import Label
from .account_content import Account, Group
from .shown import UNKNOWN, same

Limits = tuple[int | None, int | None]


def short(points: str) -> str:
    """Points without needless zeros.

    Examples:
        >>> short("37.50"), short("40.00")
        ('37.5', '40')
    """
    return points.rstrip("0").rstrip(".") if "." in points else points


def hundredths(points: str) -> int:
    """Exact points in hundredths.

    Examples:
        >>> hundredths("13.50"), hundredths("-0.05")
        (1350, -5)
    """
    return int(points.replace(".", ""))


def reach(*limits: Limits) -> int | None:
    """How far points can move a score at most, in hundredths: the widest of the limits that have both ends; None if none has.

    Examples:
        >>> reach((0, 1000), (None, None)), reach((0, None))
        (1000, None)
    """
    return max((high - low for low, high in limits if low is not None and high is not None), default=None)


def reach_in(account: Account, group: Group | None = None) -> int | None:
    """The same of an account, by the limits of its score and of one of its groups."""
    ends = [(account.least, account.most), *([] if group is None else [(group.least, group.most)])]
    return reach(*((_or_none(low), _or_none(high)) for low, high in ends))


def span(low: str, high: str, far: int | None = None, unit: Label = Label()) -> Label:  # noqa: B008 - it is frozen
    """Points between two ends; an end that lies farther than they can move the score tells nothing and is not told.

    Args:
        low, high: the ends; the same where they are certain.
        far: how far they can move the score.
        unit: what stands behind them.

    Examples:
        >>> span("7.50", "7.50").zh, span("0.00", "40.00").zh
        ('7.5', '0至40')
        >>> span("-1000000.00", "0.00", 1000).en, span("-20.00", "20.00", 1000).en
        ('not known (at most 0)', 'not known')
    """
    ends = short(low), short(high)
    if low == high:
        return _with(same(ends[0]), unit)
    open_low, open_high = (False, False) if far is None else (hundredths(low) < -far, hundredths(high) > far)
    if open_low and open_high:
        return UNKNOWN
    if open_low:
        return Label(zh=f"未知（不超过 {ends[1]}{unit.zh}）", en=f"not known (at most {ends[1]}{unit.en})")
    if open_high:
        return Label(zh=f"未知（不少于 {ends[0]}{unit.zh}）", en=f"not known (at least {ends[0]}{unit.en})")
    return _with(Label(zh="{}至{}".format(*ends), en="{} to {}".format(*ends)), unit)


def _with(words: Label, unit: Label) -> Label:
    return Label(zh=f"{words.zh}{unit.zh}", en=f"{words.en}{unit.en}")


def _or_none(points: str | None) -> int | None:
    return None if points is None else hundredths(points)
