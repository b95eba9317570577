"""The points of a score as a drawing: a bar a rule, one after the other, against the limits of the bands."""

from __future__ import annotations

from html import escape
from itertools import pairwise

from ..explain.account_content import Account, Group
from ..explain.points_words import hundredths, reach_in, short, span
from .score_page import Page

LEFT, WIDTH, ROW, TOP = 190, 700, 26, 30
"""Where the bars begin, how wide the scale is, how high a row is, and the room above for the names of the bands."""

_BANDS = ("#dcfce7", "#fef9c3", "#ffedd5", "#fee2e2", "#fecaca", "#fca5a5")

_HALO = 'stroke="#fff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'


def waterfall(account: Account, page: Page) -> str:
    """The drawing of one account; nothing where there is no score with bands.

    Args:
        account: the account.
        page: the page it stands on.
    """
    if account.score is None or not account.bands:
        return ""
    bars = _bars(account, page)
    limits = [hundredths(band.limit) for band in account.bands if band.limit is not None]
    ends = [0, *limits, *(end for _, start, low, high, _ in bars for end in (start, low, high))]
    least, most = min(ends), max(ends)
    most += max((most - least) // 8, 100)
    scale = _Scale(least, most)
    height = TOP + ROW * len(bars) + 34
    title = page.pick("points and bands", "计分与等级档次")
    parts = [
        f'<svg viewBox="0 0 {LEFT + WIDTH + 60} {height}" role="img" aria-label="{escape(title)}" font-size="12" '
        'font-family="inherit" xmlns="http://www.w3.org/2000/svg">',
        *_bands(account, scale, height),
    ]
    for number, bar in enumerate(bars):
        parts.extend(_bar(bar, TOP + ROW * number, scale, total=number == len(bars) - 1))
    for limit in limits:
        at = scale.at(limit)
        parts.append(
            f'<line x1="{at}" x2="{at}" y1="{TOP - 6}" y2="{height - 22}" stroke="#64748b" stroke-dasharray="3 3"/>'
        )
        text = escape(short(f"{limit // 100}.{limit % 100:02d}"))
        parts.append(f'<text x="{at}" y="{height - 8}" text-anchor="middle" fill="#475569">{text}</text>')
    return "".join([*parts, "</svg>"])


Bar = tuple[str, int, int, int, str]
"""What it is called, where it starts, where it ends (for certain, and at most), and the words for that if it has its own."""


def _bars(account: Account, page: Page) -> list[Bar]:
    at = hundredths(account.initial or "0.00")
    bars: list[Bar] = [(page.pick("to begin with", "起评"), 0, at, at, "")] if at else []
    for group in account.groups:
        given = 0
        for one in group.points:
            far = reach_in(account, group)
            ends = hundredths(one.low), hundredths(one.high)
            # What cannot move the score would only push all else off the scale.
            low, high = ends if far is None else (min(max(end, -far), far) for end in ends)
            text = page.of(span(one.low, one.high, far)) if (low, high) != ends else ""
            bars.append((page.of(page.rules[one.rule].title), at, at + low, at + high, text))
            given += low
            at += low
        at = _held(group, given, at, bars, page)
    assert account.score is not None
    low, high = hundredths(account.score.low), hundredths(account.score.high)
    return [*bars, (page.pick("score", "得分"), 0, low, high, "")]


def _held(group: Group, given: int, at: int, bars: list[Bar], page: Page) -> int:
    """Where the sum stands after the limits of a group, with a bar for what they take away or give."""
    held = group.counted.low != group.sum.low
    change = hundredths(group.counted.low) - given if held else 0
    if change:
        bars.append((page.pick("held within limits", "按上下限调整"), at, at + change, at + change, ""))
    return at + change


class _Scale:
    """Where points stand on the drawing."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def at(self, points: int) -> int:
        """How far from the left; nothing leaves the scale."""
        held = min(max(points, self.least), self.most)
        return LEFT + (held - self.least) * WIDTH // max(self.most - self.least, 1)


def _bands(account: Account, scale: _Scale, height: int) -> list[str]:
    limits = [hundredths(band.limit) for band in account.bands if band.limit is not None]
    if account.more_is_worse:
        edges = [scale.least, *limits, scale.most]
        spans = list(pairwise(edges))
    else:
        edges = [scale.most, *limits, scale.least]
        spans = [(low, high) for high, low in pairwise(edges)]
    parts = []
    for place, (band, (low, high)) in enumerate(zip(account.bands, spans, strict=True)):
        left, right = scale.at(low), scale.at(high)
        colour = _BANDS[min(place, len(_BANDS) - 1)]
        weight = ' font-weight="700"' if band.reached != "false" else ""
        parts.append(
            f'<rect x="{left}" y="{TOP - 6}" width="{right - left}" height="{height - TOP - 16}" fill="{colour}"/>'
        )
        parts.append(
            f'<text x="{(left + right) // 2}" y="{TOP - 12}" text-anchor="middle"{weight}>{escape(band.level)}</text>'
        )
    return parts


def _bar(bar: Bar, top: int, scale: _Scale, total: bool) -> list[str]:
    name, start, low, high, words = bar
    begin, end, most = scale.at(start), scale.at(low), scale.at(high)
    left, width = min(begin, end), max(abs(end - begin), 2)
    colour = "#1d4ed8" if total else "#60a5fa" if low >= start else "#f87171"
    shown = name if len(name) <= 15 else f"{name[:14]}…"
    parts = [
        f'<text x="{LEFT - 8}" y="{top + 15}" text-anchor="end"><title>{escape(name)}</title>{escape(shown)}</text>',
        f'<rect x="{left}" y="{top + 3}" width="{width}" height="{ROW - 9}" fill="{colour}"/>',
    ]
    if most != end:
        parts.append(
            f'<rect x="{min(end, most)}" y="{top + 3}" width="{abs(most - end)}" height="{ROW - 9}" fill="none" '
            f'stroke="{colour}" stroke-dasharray="4 2"/>'
        )
    points = (
        short(_points(low - start)) if low == high else f"{short(_points(low - start))}–{short(_points(high - start))}"
    )
    text = words or (points if total or low < start or start == 0 else f"+{points}")
    parts.append(f'<text x="{max(begin, end, most) + 6}" y="{top + 15}" {_HALO}>{escape(text)}</text>')
    return parts


def _points(value: int) -> str:
    sign = "-" if value < 0 else ""
    return f"{sign}{abs(value) // 100}.{abs(value) % 100:02d}"
