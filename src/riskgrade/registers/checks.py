"""Checks of codes by name: the check character of a unified social credit code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl

GOOD, DOUBTFUL, BAD = 0, 1, 2
"""What a check says of a code: it holds, it fails but is let through with a warning, it fails."""

# GB 32100-2015, 5.2: 31 characters, no I, O, S, V, Z; weights are 3**i mod 31.
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)

_NONE = 255
_VALUES = np.full(256, _NONE, dtype=np.uint8)
for _value, _character in enumerate(USCC_ALPHABET):
    _VALUES[ord(_character)] = _value


@dataclass(frozen=True, slots=True)
class Check:
    """A check of a code.

    Args:
        upper: whether small letters are read as capitals.
        verdict: codes -> GOOD, DOUBTFUL or BAD for each; a blank is GOOD.
        en: what is wrong with a code that fails.
        zh: the same in Chinese.
    """

    upper: bool
    verdict: Callable[[pl.Series], pl.Series]
    en: str
    zh: str


def uscc_check_character(first: str) -> str:
    """The 18th character of a unified social credit code.

    Args:
        first: its first 17 characters.

    Examples:
        >>> uscc_check_character("91350100M000100Y4")
        '3'
    """
    total = sum(USCC_ALPHABET.index(character) * weight for character, weight in zip(first, USCC_WEIGHTS, strict=True))
    return USCC_ALPHABET[(31 - total % 31) % 31]


def uscc_verdict(codes: pl.Series) -> pl.Series:
    """Check unified social credit codes; one that begins with 92 (an individual business) is never worse than doubtful.

    Examples:
        >>> uscc_verdict(pl.Series(["91350100M000100Y43", "91350100M000100Y44", "9201", ""])).to_list()
        [0, 2, 1, 0]
    """
    frame = codes.fill_null("").to_frame("code")
    shaped = (pl.col("code").str.len_bytes() == 18) & (pl.col("code").str.len_chars() == 18)
    frame = frame.with_columns(shaped=shaped, good=pl.col("code") == "")
    holds = np.zeros(len(codes), dtype=bool)
    fit = frame["shaped"].to_numpy()
    holds[fit] = _holds(frame.filter("shaped")["code"])
    verdict = (
        pl.when(pl.col("good") | pl.col("holds"))
        .then(GOOD)
        .when(pl.col("code").str.starts_with("92"))
        .then(DOUBTFUL)
        .otherwise(BAD)
    )
    return frame.with_columns(pl.Series("holds", holds)).select(verdict.cast(pl.UInt8)).to_series()


def _holds(codes: pl.Series) -> np.ndarray:
    if not len(codes):
        return np.zeros(0, dtype=bool)
    text = codes.str.join("").item().encode("ascii", "replace")
    values = _VALUES[np.frombuffer(text, dtype=np.uint8).reshape(-1, 18)]
    total = np.zeros(len(codes), dtype=np.uint16)
    for position, weight in enumerate((*USCC_WEIGHTS, 1)):
        # A character outside the alphabet is 255: the sum may come out right, so it is looked at as well.
        total += values[:, position].astype(np.uint16) * np.uint16(weight)
    return np.asarray((total % 31 == 0) & (values.max(axis=1) != _NONE))


CHECKS = {
    "uscc": Check(
        True,
        uscc_verdict,
        "is not a valid unified social credit code (18 characters; the last one checks the others, GB 32100-2015)",
        "不是有效的统一社会信用代码（应为18位，末位为校验码，见GB 32100-2015）",
    ),
}
"""Name in `registers.yaml` -> the check."""
