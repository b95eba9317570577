"""`calendar:` of pack.yaml compiled: the working days of a country, for the days that somebody verified."""

from __future__ import annotations

from .diagnostics import Diagnostic, DiagnosticCode, hint
from .holiday_library import countries, working_numbers
from .part_models import CalendarModel
from .parts import Parts
from .source_model import Citation
from .working_days import WorkingDays


def compile_calendar(
    model: CalendarModel, cites: tuple[Citation, ...], parts: Parts, wrong: list[Diagnostic]
) -> WorkingDays | None:
    """The working days of a pack.

    Args:
        model: what pack.yaml says.
        cites: its citations, resolved.
        parts: where it stands.
        wrong: mistakes are added here.

    Returns:
        The days; None where something is wrong.
    """
    if model.to < model.from_:
        wrong.append(parts.document.reversed_dates(("calendar",)))
        return None
    known = countries()
    if model.country not in known:
        en, zh = hint(model.country.upper(), known)
        message = f"no working days are known for '{model.country}'; write the two letters of a country, such as CN{en}"
        message_zh = f"没有 {model.country} 的工作日数据；请写国家的两位字母代码，如 CN{zh}"
        wrong.append(parts.diagnostic(DiagnosticCode.BAD_VALUE, message, message_zh, ("calendar", "country")))
        return None
    try:
        numbers = working_numbers(model.country, model.from_, model.to)
    except ValueError as error:
        message = f"there are no working days for all these years ({error}); let `from` and `to` lie within"
        message_zh = f"部分年份没有工作日数据（{error}）；请将 from 和 to 调整到该范围内"
        wrong.append(parts.diagnostic(DiagnosticCode.BAD_VALUE, message, message_zh, ("calendar",)))
        return None
    return WorkingDays(model.country, model.from_, model.to, numbers, cites)
