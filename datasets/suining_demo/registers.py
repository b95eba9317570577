"""All registers of the district, made in the order in which they rest on one another."""

from __future__ import annotations

from . import (
    enterprises,
    hazard_reports,
    incidents,
    inspections,
    markets,
    own_work,
    penalties,
    persons,
    samplings,
    standing,
)
from .dice import Dice
from .firm import make_firms
from .record import Row


def make_registers(seed: int) -> dict[str, list[Row]]:
    """Register -> its records, all of them good.

    Args:
        seed: of the district.

    Examples:
        >>> registers = make_registers(1)
        >>> len(registers), len(registers["markets"])
        (19, 10)
    """
    firms = make_firms(seed)

    def dice(register: str) -> Dice:
        return Dice(seed, register)

    out = {"enterprises": enterprises.rows(dice("enterprises"), firms)}
    out["samplings"] = samplings.rows(dice("samplings"), firms)
    out["penalties"] = penalties.rows(dice("penalties"), firms, out["samplings"])
    out["persons"] = persons.rows(dice("persons"), out["penalties"])
    out["inspections"] = inspections.rows(dice("inspections"), firms)
    out["recalls"] = incidents.recalls(dice("recalls"), firms, out["samplings"])
    out["accidents"] = incidents.accidents(dice("accidents"), firms)
    out["interviews"] = incidents.interviews(dice("interviews"), firms)
    out["complaints"] = incidents.complaints(dice("complaints"), firms)
    out["self_checks"] = own_work.self_checks(dice("self_checks"), firms)
    out["staff_exams"] = own_work.staff_exams(dice("staff_exams"), firms)
    out["certificates"] = standing.certificates(dice("certificates"), firms)
    out["insurances"] = standing.insurances(dice("insurances"), firms)
    out["awards"] = standing.awards(dice("awards"), firms)
    out["listings"] = standing.listings(dice("listings"), out["penalties"])
    out["abnormal_operations"] = standing.abnormal_operations(dice("abnormal_operations"), firms)
    out["hazard_reports"] = hazard_reports.rows(dice("hazard_reports"), firms)
    out["markets"] = markets.markets(dice("markets"))
    out["market_checks"] = markets.market_checks(dice("market_checks"), out["markets"])
    return out
