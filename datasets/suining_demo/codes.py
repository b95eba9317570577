"""Invented codes that are formed as the standards ask, in a division that does not exist."""

from __future__ import annotations

from riskgrade.registers.checks import uscc_check_character

REGION = "990000"
"""No division of GB/T 2260 begins with 99."""

_INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def organisation_code(serial: int) -> str:
    """Nine characters with the check character of GB 11714.

    Examples:
        >>> organisation_code(1)
        'MA9000011'
    """
    body = f"MA9{serial:05}"
    total = sum(int(character, 36) * weight for character, weight in zip(body, _INNER_WEIGHTS, strict=True))
    check = 11 - total % 11
    return body + ("X" if check == 10 else "0" if check == 11 else str(check))


def uscc(kind: str, serial: int) -> str:
    """A unified social credit code with the check character of GB 32100.

    Args:
        kind: its first two characters: 91 an enterprise, 92 an individual business, 11 an authority.
        serial: up to 99999.

    Examples:
        >>> uscc("91", 1)
        '91990000MA90000114'
    """
    first = kind + REGION + organisation_code(serial)
    return first + uscc_check_character(first)


def licence_number(letters: str, kind: str, serial: int) -> str:
    """A food licence: letters, kind, division, a serial number, and a check digit by ISO 7064 MOD 11,10.

    Args:
        letters: SC for producers, JY for sellers and caterers.
        kind: the digits of the kind of food or business.
        serial: fills up to 13 digits.

    Examples:
        >>> licence_number("JY", "1", 12)
        'JY19900000000121'
    """
    digits = kind + REGION + f"{serial:0{13 - len(kind) - len(REGION)}}"
    product = 10
    for digit in digits:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return f"{letters}{digits}{(11 - product) % 10}"


def identity_number(serial: int) -> str:
    """Eighteen characters in the place of an identity card's; the division and the day of birth cannot exist.

    Examples:
        >>> identity_number(7)
        '990000190000000007'
    """
    return f"{REGION}19000000{serial:04}"
