"""What a measure is given: columns of one length, outcomes of no and yes, no gaps."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from ..language.told import ToldError

Truths = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


class MetricError(ToldError):
    """A measure was given something that it cannot be taken of; the texts say what to do."""


def outcomes(values: Any) -> Truths:
    """Outcomes as truths: 1 or True where it happened.

    Raises:
        MetricError: another value than 0, 1, False and True is among them.

    Examples:
        >>> outcomes([0, 1, True]).tolist()
        [False, True, True]
    """
    array = np.asarray(values)
    if array.ndim != 1:
        raise MetricError("outcomes must be one column", "结果应为一列")
    if array.dtype == np.bool_:
        return array
    try:
        plain = array.astype(np.float64)
    except (TypeError, ValueError):
        plain = np.full(array.shape, np.nan)
    wrong = np.flatnonzero((plain != 0) & (plain != 1))
    if wrong.size:
        place = int(wrong[0])
        raise MetricError(
            f"outcome in row {place + 1} is {array.tolist()[place]!r}; give 0 or 1, and leave out rows whose outcome is not known",
            f"第 {place + 1} 行的结果为 {array.tolist()[place]!r}；应为 0 或 1，结果未知的行请先去除",
        )
    return np.asarray(plain == 1)


def numbers(values: Any, rows: int, name: str = "score", name_zh: str = "得分") -> Numbers:
    """A column of numbers, as long as the outcomes.

    Raises:
        MetricError: it has another length, or a value that is no finite number.

    Examples:
        >>> numbers([1, 2.5], 2).tolist()
        [1.0, 2.5]
    """
    array = np.asarray(values)
    same_length(array, rows, name, name_zh)
    try:
        plain = array.astype(np.float64)
    except (TypeError, ValueError):
        plain = np.array([_number(value) for value in array.tolist()], dtype=np.float64)
    wrong = np.flatnonzero(~np.isfinite(plain))
    if wrong.size:
        place = int(wrong[0])
        raise MetricError(
            f"{name} in row {place + 1} is {array.tolist()[place]!r}; give a number, and leave out rows without one",
            f"第 {place + 1} 行的{name_zh}为 {array.tolist()[place]!r}；应为数值，没有数值的行请先去除",
        )
    return plain


def chances(values: Any, rows: int) -> Numbers:
    """A column of probabilities.

    Raises:
        MetricError: it has another length, or a value outside 0 to 1.

    Examples:
        >>> chances([0, 0.25], 2).tolist()
        [0.0, 0.25]
    """
    plain = numbers(values, rows, "probability", "概率")
    wrong = np.flatnonzero((plain < 0) | (plain > 1))
    if wrong.size:
        place = int(wrong[0])
        raise MetricError(
            f"probability in row {place + 1} is {plain[place]:g}; a probability lies between 0 and 1",
            f"第 {place + 1} 行的概率为 {plain[place]:g}；概率应在 0 与 1 之间",
        )
    return plain


def groups(values: Any, rows: int, name: str = "stratum", name_zh: str = "分层") -> tuple[Whole, list[Any]]:
    """A column of names as numbers, and the names in their order; a missing name is a group of its own, the last.

    Raises:
        MetricError: it has another length.

    Examples:
        >>> numbers, names = groups(["b", "a", None], 3)
        >>> numbers.tolist(), names
        ([1, 0, 2], ['a', 'b', None])
    """
    array = np.asarray(values, dtype=object)
    same_length(array, rows, name, name_zh)
    missing = [value is None or value != value for value in array.tolist()]
    held = {value for value, gone in zip(array.tolist(), missing, strict=True) if not gone}
    names: list[Any] = sorted(held, key=lambda value: (type(value).__name__, value))
    place = {value: number for number, value in enumerate(names)}
    codes = [len(names) if gone else place[value] for value, gone in zip(array.tolist(), missing, strict=True)]
    return np.asarray(codes, dtype=np.int64), [*names, None] if any(missing) else names


def same_length(array: npt.NDArray[Any], rows: int, name: str, name_zh: str) -> None:
    """Refuse a column that is not as long as the outcomes.

    Raises:
        MetricError: it is not.
    """
    if array.shape != (rows,):
        raise MetricError(
            f"{name} has {array.size} values and the outcomes have {rows}; give one of each a row",
            f"{name_zh}有 {array.size} 个，结果有 {rows} 个；应逐行对应",
        )


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return float("nan")
