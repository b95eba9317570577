"""Whether a record is void on a day: the meaning and the columns, side by side.

A record is void from its date on if its reason is one that ends it. Blank date and blank reason are no void; one
of the two alone leaves it open.
"""

from __future__ import annotations

import narwhals as nw

from ..language.planes import Planes, lit
from ..language.types import Kind
from ..language.values import Truth
from ..pack.register_model import RegisterModel
from ..registers.register import REFUSED, Register
from .fact_value import Row

VOID = "void"
"""The reason why a subject that is a void record is not graded."""


def alive(model: RegisterModel, row: Row, as_of: int) -> Truth:
    """Whether a record is not void on a day.

    Args:
        model: its register.
        row: the record, in physical form.
        as_of: the day, as a day number.
    """
    if model.void is None:
        return Truth(True, True)
    on, reason = row[model.void.on], row[model.void.reason]
    refused = any(row.get(f"{field}{REFUSED}") for field in (model.void.on, model.void.reason))
    if on is None and not reason:
        return Truth(not refused, True)
    ends = not reason or reason in model.void.ends
    begun = on is None or on <= as_of
    void = Truth(on is not None and on <= as_of and reason in model.void.ends, begun and ends)
    return Truth(not void.may, not void.must)


def alive_planes(register: Register, as_of: int) -> Planes | None:
    """Whether each record is not void on a day; None where no record can be.

    Args:
        register: the register, with whether a void is in doubt in this run.
        as_of: the day, as a day number.
    """
    model = register.model
    if model.void is None:
        return None
    on, reason = nw.col(model.void.on), nw.col(model.void.reason)
    ends = reason.is_in(list(model.void.ends))
    dated = ~on.is_null()
    begun = nw.when(dated).then(on).otherwise(lit(as_of + 1)) <= lit(as_of)
    must = begun & ends
    marks = [f"{field}{REFUSED}" for field in (model.void.on, model.void.reason) if field in register.refused]
    if not register.void_in_doubt and not marks:
        here = ~must
        return Planes(Kind.BOOL, here, here, True)
    unnamed = reason == lit("")
    may = (begun & (ends | unnamed)) | (~dated & ends)
    for mark in marks:
        may = may | (nw.col(mark) & ~dated & unnamed)
    return Planes(Kind.BOOL, ~may, ~must, False)
