"""Yuan as the platforms want them: 10,000 yuan (万元), exact."""

from __future__ import annotations

from decimal import Decimal

FEN_DIGITS = 6
"""A fen is a millionth of 10,000 yuan."""


def in_10000(yuan: Decimal) -> str:
    """An amount in 10,000 yuan, with as many decimals as it needs.

    Args:
        yuan: an amount in whole fen.

    Raises:
        ValueError: it is negative or finer than a fen.

    Examples:
        >>> in_10000(Decimal("2000")), in_10000(Decimal("21600.50")), in_10000(Decimal("0.01")), in_10000(Decimal(0))
        ('0.2', '2.16005', '0.000001', '0')
    """
    fen = yuan.scaleb(2)
    if fen != fen.to_integral_value() or fen < 0:
        raise ValueError(f"{yuan} is no amount in whole fen")
    whole, rest = divmod(int(fen), 10**FEN_DIGITS)
    return f"{whole}.{rest:0{FEN_DIGITS}d}".rstrip("0").rstrip(".")


def from_10000(text: str) -> str:
    """An amount in 10,000 yuan as yuan, exactly; a text that is no such amount comes back as it is.

    Examples:
        >>> from_10000("0.2"), from_10000("2.16005"), from_10000("2万")
        ('2000', '21600.50', '2万')
    """
    whole, dot, rest = text.partition(".")
    if not (whole.isascii() and whole.isdigit()) or (dot and not (rest.isascii() and rest.isdigit())):
        return text
    if len(rest.rstrip("0")) > FEN_DIGITS:
        return text
    fen = int(whole) * 10**FEN_DIGITS + int(rest[:FEN_DIGITS].ljust(FEN_DIGITS, "0"))
    yuan, cents = divmod(fen, 100)
    return f"{yuan}.{cents:02d}" if cents else str(yuan)
