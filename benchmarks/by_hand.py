"""The yardstick: the work of the pack beside this file, written out by hand in Polars lazy expressions.

    python benchmarks/by_hand.py REGISTERS OUT.parquet

It knows this pack, this day and these registers and nothing else: every number, code and window of `pack/` is written
into it, and a second plane is carried only where these registers lack a value (the hazard of a sampling, the points of
an inspection, the area, score and credit class of a firm, and what a penalty of the kind `other` deducts). Nothing of
riskgrade is imported. It gives the same columns as riskgrade's decisions.parquet.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import or_
from pathlib import Path

import polars as pl
from polars import col, lit, when

AS_OF = date(2023, 11, 30)
YEAR = (date(2023, 1, 1), AS_OF)
LAST_YEAR = (date(2022, 1, 1), date(2022, 12, 31))
MONTHS_12 = (date(2022, 12, 1), AS_OF)
MONTHS_24 = (date(2021, 12, 1), AS_OF)
LONG_AGO = date(1990, 1, 1)
LEVELS = ["A", "B", "C", "D"]

Ends = tuple[pl.Expr, pl.Expr]
"""What must be and what may be, or the least and the most; twice the same object where nothing is unknown."""


def alive(event: str, recorded: Sequence[str], ends: Sequence[str]) -> pl.Expr:
    """Records that are known by the day and not void by then."""
    known = pl.coalesce(*recorded, event) if recorded else col(event)
    void = (col("voided_on") <= AS_OF) & col("void_reason").is_in(ends)
    return (col(event) <= AS_OF) & (known <= AS_OF) & ~void.fill_null(False)


def count(truth: pl.Expr) -> pl.Expr:
    return truth.sum().cast(pl.Int64)


def hundredths(name: str) -> pl.Expr:
    return (col(name) * 100).cast(pl.Int64)


def samplings(folder: Path) -> pl.LazyFrame:
    day, hazard, retest = col("sampled_on"), col("hazard"), col("retest")
    supervised, failed = col("programme") == "supervision", col("result") == "fail"
    year, last_year = day.is_between(*YEAR), day.is_between(*LAST_YEAR)
    months_12, months_24 = day.is_between(*MONTHS_12), day.is_between(*MONTHS_24)
    stands = supervised & failed & retest.ne_missing("overturned")
    tested = retest.ne_missing("pending") | hazard.is_in(["pathogen", "indicator_organism"]).fill_null(True)
    final = stands & tested & hazard.ne_missing("label_flaw")
    points = hazard.replace_strict(
        {
            "illegal_additive": 1000, "special_nutrition": 800, "pathogen": 600, "pesticide": 500, "veterinary_drug": 500,
            "biotoxin": 500, "heavy_metal": 400, "food_additive": 300, "indicator_organism": 250, "organic_pollutant": 200,
            "quality_index": 100, "enterprise_standard": 50, "label": 50, "label_flaw": 0,
        },
        return_dtype=pl.Int64,
    )  # fmt: skip
    wanted = (year & col("programme").is_in(["supervision", "evaluation"])) | (failed & (stands | months_12))
    void = ["retest_overturned", "objection_upheld", "declared_void", "entered_in_error"]
    rows = (
        pl.scan_parquet(folder / "samplings.parquet")
        .filter(alive("sampled_on", ["recorded_on", "notified_on"], void) & wanted)
        .select(
            "uscc",
            sample_no=pl.coalesce("sample_no", "record_id"),
            sampled=year & col("programme").is_in(["supervision", "evaluation"]),
            sure=hazard.is_not_null(),
            year=final & year,
            last_year=final & last_year,
            months_12=final & months_12,
            months_24=final & months_24,
            high_organiser=final & year & col("organiser_level").is_in(["national", "provincial"]),
            severe=failed & year & col("severe_excess").fill_null(False),
            grave=failed & months_12 & hazard.is_in(["illegal_additive", "special_nutrition"]).fill_null(True),
            flaw=failed & year & hazard.eq_missing("label_flaw"),
            flaw_may=failed & year & (hazard.eq_missing("label_flaw") | hazard.is_null()),
            points_low=when(stands & months_12).then(points.fill_null(0)),
            points_high=when(stands & months_12).then(points.fill_null(1000)),
            failed_on=when(stands).then(day),
        )
    )

    def distinct(name: str) -> list[pl.Expr]:
        number = col("sample_no")
        return [
            number.filter(col(name) & col("sure")).n_unique().cast(pl.Int64).alias(f"failed_{name}"),
            number.filter(col(name)).n_unique().cast(pl.Int64).alias(f"failed_{name}_may"),
        ]

    return rows.group_by("uscc").agg(
        *distinct("year"),
        *distinct("last_year"),
        *distinct("months_12"),
        *distinct("months_24"),
        *distinct("high_organiser"),
        sampled_year=col("sample_no").filter("sampled").n_unique().cast(pl.Int64),
        severe_excess_year=col("severe").any(),
        grave_hazard=(col("grave") & col("sure")).any(),
        grave_hazard_may=col("grave").any(),
        label_flaws=count(col("flaw")),
        label_flaws_may=count(col("flaw_may")),
        hazard_points=col("points_low").max(),
        hazard_points_may=col("points_high").max(),
        last_failure_on=col("failed_on").max(),
    )


def penalties(folder: Path) -> pl.LazyFrame:
    day, food, kinds = col("decided_on"), col("food_domain").fill_null(True), col("kinds")
    year, last_year = day.is_between(*YEAR), day.is_between(*LAST_YEAR)
    impact, refused = col("social_impact").fill_null(False), col("refused_inspection").fill_null(False)
    deduction = {
        "warning": 50, "criticism": 50, "fine": 100, "confiscate_gains": 100, "confiscate_goods": 100,
        "suspend_licence": 500, "downgrade": 300, "revoke_licence": 1000, "restrict_operation": 300,
        "suspend_business": 400, "close_down": 800, "restrict_profession": 300, "detention": 1000,
    }  # fmt: skip

    def deducted(other: int) -> pl.Expr:
        # Not inside a `when`, where Polars evaluates a list many times more slowly.
        each = pl.element().replace_strict(deduction, default=other, return_dtype=pl.Int64)
        return kinds.list.eval(each).list.max()

    def holds(*codes: str) -> pl.Expr:
        return reduce(or_, (kinds.list.contains(code) for code in codes))

    mild = kinds.list.eval(pl.element().is_in(["warning", "criticism"])).list.all()
    void = ["reconsideration_revoked", "judgment_revoked", "declared_void", "entered_in_error"]
    rows = (
        pl.scan_parquet(folder / "penalties.parquet")
        .filter(alive("decided_on", ["recorded_on"], void) & (food | (year & (impact | refused))))
        .select(
            "uscc",
            decision_no=pl.coalesce("decision_no", "record_id"),
            year=food & year,
            last_year=food & last_year,
            months_12=food & day.is_between(*MONTHS_12),
            deducted=deducted(0),
            deducted_may=deducted(1000),
            heavy=food & year & holds("suspend_licence", "revoke_licence", "suspend_business", "close_down"),
            intentional=food & year & (col("intent") == "proved").fill_null(False) & ~mild,
            impact=year & impact,
            refused=year & refused,
            fine=when(food & day.is_between(*MONTHS_24)).then(hundredths("fine_yuan").fill_null(0)).otherwise(0),
            fined_on=when(food).then(day),
        )
    )
    number = col("decision_no")
    return rows.group_by("uscc").agg(
        penalties_year=number.filter("year").n_unique().cast(pl.Int64),
        penalties_last_year=number.filter("last_year").n_unique().cast(pl.Int64),
        penalties_12m=number.filter("months_12").n_unique().cast(pl.Int64),
        deducted=col("deducted").filter("year").sum(),
        deducted_may=col("deducted_may").filter("year").sum(),
        heavy_kind=col("heavy").any(),
        intentional=col("intentional").any(),
        social_impact=col("impact").any(),
        refused=col("refused").any(),
        fines_24m=col("fine").sum(),
        last_penalty_on=col("fined_on").max(),
    )


def inspections(folder: Path) -> pl.LazyFrame:
    day, full = col("inspected_on"), col("full_checklist").fill_null(False)
    year, months_12 = day.is_between(*YEAR), day.is_between(*MONTHS_12)
    points = hundredths("risk_points")
    rows = (
        pl.scan_parquet(folder / "inspections.parquet")
        .filter(
            alive("inspected_on", ["recorded_on"], ["declared_void", "entered_in_error"]) & day.is_between(*MONTHS_24)
        )
        .select(
            "uscc",
            "inspected_on",
            "record_id",
            recorded_on=pl.coalesce("recorded_on", "inspected_on"),
            full=full,
            points=points,
            year=year,
            flying=months_12 & (col("kind") == "flying"),
            worst_low=when(full & months_12).then(points.fill_null(0)),
            worst_high=when(full & months_12).then(points.fill_null(6000)),
            key_items=when(year).then(col("key_items_failed").fill_null(0)).otherwise(0),
            general_items=when(months_12).then(col("general_items_failed").fill_null(0)).otherwise(0),
            obstructed=year & col("obstructed").fill_null(False),
            affects=months_12 & col("affects_safety").fill_null(False),
        )
    )
    latest = (
        rows.filter("full")
        .sort("inspected_on", "recorded_on", "record_id")
        .unique("uscc", keep="last", maintain_order=True)
        .select("uscc", latest=col("points").fill_null(0), latest_may=col("points").fill_null(6000))
    )
    totals = rows.group_by("uscc").agg(
        inspections_year=count(col("year")),
        flying_12m=count(col("flying")),
        worst=col("worst_low").max(),
        worst_may=col("worst_high").max(),
        key_items=col("key_items").sum(),
        general_items=col("general_items").sum(),
        obstructed=col("obstructed").any(),
        affects_safety=col("affects").any(),
        last_inspection_on=col("inspected_on").max(),
    )
    return totals.join(latest, on="uscc", how="left")


def complaints(folder: Path) -> pl.LazyFrame:
    day, true = col("received_on"), col("substantiated").fill_null(False)
    year, publicised = day.is_between(*YEAR), col("publicised").fill_null(False)
    last_year, months_12 = day.is_between(*LAST_YEAR), day.is_between(*MONTHS_12)
    return (
        pl.scan_parquet(folder / "complaints.parquet")
        .filter(
            alive("received_on", ["recorded_on"], ["declared_void", "entered_in_error"])
            & ((true & (last_year | months_12)) | (publicised & year))
        )
        .select(
            "uscc",
            year=true & year,
            last_year=true & last_year,
            months_12=true & months_12,
            publicised=publicised & year,
        )
        .group_by("uscc")
        .agg(
            complaints_year=count(col("year")),
            complaints_last_year=count(col("last_year")),
            complaints_12m=count(col("months_12")),
            publicised=col("publicised").any(),
        )
    )


ZEROS = [
    "failed_year", "failed_year_may", "failed_last_year", "failed_last_year_may", "failed_months_12", "failed_months_12_may",
    "failed_months_24", "failed_months_24_may", "failed_high_organiser", "failed_high_organiser_may", "sampled_year",
    "label_flaws", "label_flaws_may", "hazard_points", "hazard_points_may", "penalties_year", "penalties_last_year",
    "penalties_12m", "deducted", "deducted_may", "fines_24m", "inspections_year", "flying_12m", "worst", "worst_may",
    "key_items", "general_items", "complaints_year", "complaints_last_year", "complaints_12m",
]  # fmt: skip
FALSES = [
    "severe_excess_year", "grave_hazard", "grave_hazard_may", "heavy_kind", "intentional", "social_impact", "refused",
    "obstructed", "affects_safety", "publicised",
]  # fmt: skip
DATES = ["last_failure_on", "last_penalty_on", "last_inspection_on"]


def firms(folder: Path) -> pl.LazyFrame:
    """The firms with their facts; a null is left only where something of the firm itself is unknown."""
    static = {
        "0101": 800, "0201": 1200, "0301": 1650, "0401": 2000, "0501": 1000, "0601": 1400, "0701": 1100, "0801": 2400,
        "0901": 900, "1001": 1350, "1101": 1800, "1201": 700, "1301": 1500, "1401": 600, "1501": 2200, "1601": 500,
        "1701": 1250, "1801": 1700, "2801": 3000, "2901": 3400,
    }  # fmt: skip

    def highest(other: int) -> pl.Expr:
        return (
            col("categories")
            .list.eval(pl.element().replace_strict(static, default=other, return_dtype=pl.Int64))
            .list.max()
        )

    return (
        pl.scan_parquet(folder / "enterprises.parquet")
        .select(
            "uscc", "kind", "scale", "established_on",
            area=hundredths("premises_area_m2"),
            diners=col("diners_per_meal").fill_null(0),
            status=col("status").fill_null("operating"),
            special=col("special_food").fill_null(False),
            vulnerable=col("vulnerable_consumers").fill_null(False),
            credit=col("general_credit_class"),
            score=hundredths("static_score"),
            highest=highest(0),
            highest_may=highest(4000),
        )
        .with_columns(static=pl.coalesce("score", "highest"), static_may=pl.coalesce("score", "highest_may"))
        .join(samplings(folder), on="uscc", how="left")
        .join(penalties(folder), on="uscc", how="left")
        .join(inspections(folder), on="uscc", how="left")
        .join(complaints(folder), on="uscc", how="left")
        .with_columns(
            col(ZEROS).fill_null(0),
            col(FALSES).fill_null(False),
            col(DATES).fill_null(LONG_AGO),
            col("latest", "latest_may").fill_null(2000),
        )
    )  # fmt: skip


IDS = [
    "static.base", "static.scale", "static.credit", "static.area", "static.diners", "static.special", "static.vulnerable",
    "static.new", "dynamic.latest", "dynamic.deducted", "dynamic.hazard", "dynamic.failures", "dynamic.penalties",
    "dynamic.key-items", "dynamic.general-items", "dynamic.complaints", "dynamic.label-flaws", "dynamic.worst",
    "dynamic.uninspected", "dynamic.clean",
    "heavy.kind", "heavy.intent", "heavy.impact", "repeat.same-year", "repeat.two-years", "resists.any",
    "unsafe.inspection", "unsafe.hazard", "noisy.complaints", "well-run.all",
    "grave.repeat", "grave.unsafe", "grave.resists", "watched.any", "trusted.all",
    "up.sampling", "up.two-batches", "up.severe", "up.share", "up.resists", "up.fines", "up.penalties", "up.complaints",
    "up.worse", "down.trusted", "down.long-clean", "down.credit",
    "d.grave", "d.three", "c.unsafe", "c.heavy", "b.obstructed", "b.special", "b.unseen",
    "flag.repeat", "flag.watched", "flag.first-visit", "flag.fines", "flag.suspended", "out.deregistered",
]  # fmt: skip
"""The rules in the order of their bits."""

MAY = " may"
"""Ends the name of the column of what may be true, where that differs from what must be."""


def first_layer() -> dict[str, pl.Expr]:
    """The rules that use no conclusion; those that always hold are left out."""
    caters = col("kind").is_in(["caterer", "canteen", "central_kitchen", "collective_delivery"])
    found = {
        "static.area": caters,
        "static.diners": caters,
        "static.special": col("special"),
        "static.vulnerable": col("vulnerable"),
        "static.new": col("established_on") > date(2022, 11, 30),
        "dynamic.uninspected": col("inspections_year") == 0,
        "heavy.kind": col("heavy_kind"),
        "heavy.intent": col("intentional"),
        "heavy.impact": col("social_impact") & (col("penalties_year") >= 2),
        "resists.any": col("obstructed") | col("refused"),
        "unsafe.inspection": col("affects_safety") & (col("key_items") >= 2),
        "noisy.complaints": (col("complaints_year") >= 3) | col("publicised"),
        "up.severe": col("severe_excess_year"),
        "up.fines": col("fines_24m") >= 5_000_000,
        "up.penalties": (col("penalties_year") >= 2) & (col("penalties_last_year") >= 1),
        "up.complaints": (col("complaints_year") >= 3) & (col("complaints_year") > col("complaints_last_year")),
        "b.obstructed": col("obstructed"),
        "b.unseen": (col("last_inspection_on") < date(2021, 11, 30)) & (col("established_on") <= date(2021, 11, 30)),
        "flag.first-visit": (col("inspections_year") == 0) & (col("established_on") > date(2021, 11, 30)),
        "flag.fines": col("fines_24m") >= 10_000_000,
        "flag.suspended": col("status") == "suspended",
        "out.deregistered": col("status") == "deregistered",
    }
    quiet = (col("penalties_12m") == 0) & (col("complaints_12m") == 0) & (col("inspections_year") >= 1)
    well = (col("penalties_12m") == 0) & (col("key_items") == 0) & (col("inspections_year") >= 1)
    for end, least, most in (("", "", "_may"), (MAY, "_may", "")):
        failed, failed_before = col(f"failed_year{least}"), col(f"failed_last_year{least}")
        clean = col(f"failed_months_24{most}") == 0
        sampled = col("sampled_year")
        found |= {
            f"dynamic.label-flaws{end}": col(f"label_flaws{least}") >= 2,
            f"dynamic.worst{end}": (col(f"worst{least}") >= 4000) | (col("flying_12m") >= 3),
            f"dynamic.clean{end}": clean & quiet,
            f"repeat.same-year{end}": failed >= 2,
            f"repeat.two-years{end}": (failed >= 1) & (failed_before >= 1),
            f"unsafe.hazard{end}": col(f"grave_hazard{least}"),
            f"well-run.all{end}": clean & well,
            f"up.sampling{end}": col(f"failed_high_organiser{least}") >= 1,
            f"up.two-batches{end}": failed >= 2,
            f"up.share{end}": (sampled >= 5) & ((20_000 * failed + sampled) // (2 * sampled) >= 2000),
            f"up.worse{end}": (failed > col(f"failed_last_year{most}")) & col("affects_safety"),
            f"d.three{end}": failed >= 3,
            f"b.special{end}": col("special") & (col(f"failed_months_12{least}") >= 1),
        }
    return found


def second_layer() -> dict[str, pl.Expr]:
    """The rules that use a conclusion of the first layer."""
    heavy = col("heavy.kind") | col("heavy.intent") | col("heavy.impact")
    resists, noisy, credit = col("resists.any"), col("noisy.complaints"), col("credit")
    found = {"up.resists": resists, "c.heavy": heavy}
    for end in ("", MAY):
        repeat = col(f"repeat.same-year{end}") | col(f"repeat.two-years{end}")
        unsafe = col("unsafe.inspection") | col(f"unsafe.hazard{end}")
        well_run = col(f"well-run.all{end}")
        unknown = bool(end)
        found |= {
            f"grave.repeat{end}": heavy & repeat,
            f"grave.unsafe{end}": heavy & unsafe,
            f"grave.resists{end}": resists & (heavy | unsafe),
            f"watched.any{end}": repeat | noisy | unsafe,
            f"trusted.all{end}": well_run & ~noisy & (credit == "A").fill_null(unknown),
            f"down.long-clean{end}": well_run
            & (col("last_failure_on") <= date(2020, 11, 30))
            & (col("last_penalty_on") <= date(2020, 11, 30)),
            f"down.credit{end}": well_run & credit.is_in(["A", "B"]).fill_null(unknown) & ~col("special"),
            f"c.unsafe{end}": unsafe,
            f"flag.repeat{end}": repeat,
        }
    return found


def third_layer() -> dict[str, pl.Expr]:
    """The rules that use a conclusion of the second layer."""
    found = {}
    for end in ("", MAY):
        found |= {
            f"down.trusted{end}": col(f"trusted.all{end}"),
            f"d.grave{end}": col(f"grave.repeat{end}") | col(f"grave.unsafe{end}") | col(f"grave.resists{end}"),
            f"flag.watched{end}": col(f"watched.any{end}"),
        }
    return found


ALWAYS = [
    "static.base", "static.scale", "static.credit", "dynamic.latest", "dynamic.deducted", "dynamic.hazard",
    "dynamic.failures", "dynamic.penalties", "dynamic.key-items", "dynamic.general-items", "dynamic.complaints",
]  # fmt: skip
LAYERS = (first_layer(), second_layer(), third_layer())
UNSURE = {name.removesuffix(MAY) for layer in LAYERS for name in layer if name.endswith(MAY)}


def must(rule: str) -> pl.Expr:
    return col(rule)


def may(rule: str) -> pl.Expr:
    return col(rule + MAY) if rule in UNSURE else col(rule)


def bins(value: pl.Expr, *edges: tuple[int, int], above: int) -> pl.Expr:
    """The points of the bin that a number falls into; the upper edge belongs to it."""
    found = lit(above, dtype=pl.Int64)
    for upper, points in reversed(edges):
        found = when(value <= upper).then(lit(points, dtype=pl.Int64)).otherwise(found)
    return found


def points(rule: str, value: int) -> Ends:
    """Points that a rule gives or takes."""
    number = lit(value, dtype=pl.Int64)
    sure, perhaps = when(must(rule)).then(number).otherwise(0), when(may(rule)).then(number).otherwise(0)
    return (sure, perhaps) if value > 0 else (perhaps, sure)


def scores() -> dict[str, pl.Expr]:
    """The two ends of the score, in hundredths."""
    scale = col("scale").replace_strict({"large": 0, "medium": 100, "small": 200, "micro": 350}, return_dtype=pl.Int64)
    credit = col("credit").replace_strict({"A": 0, "B": 200, "C": 600, "D": 1200}, return_dtype=pl.Int64)
    edges = ((5_000, 0), (15_000, 100), (50_000, 250), (100_000, 400), (300_000, 500))
    area = bins(col("area"), *edges, above=600)
    caters = must("static.area")
    diners = bins(col("diners"), (0, 0), (50, 50), (200, 150), (1000, 300), above=500)
    static: list[Ends] = [
        (col("static"), col("static_may")),
        (scale, scale),
        (credit.fill_null(0), credit.fill_null(1200)),
        tuple(
            when(caters).then(when(col("area").is_null()).then(lit(none)).otherwise(area)).otherwise(0)
            for none in (0, 600)
        ),
        (when(caters).then(diners).otherwise(0),) * 2,
        points("static.special", 300),
        points("static.vulnerable", 450),
        points("static.new", 200),
    ]
    failed = (bins(col(f"failed_months_12{end}"), (0, 0), (1, 400), (2, 800), above=1200) for end in ("", "_may"))
    dynamic: list[Ends] = [
        (col("latest"), col("latest_may")),
        (pl.min_horizontal("deducted", lit(2000)), pl.min_horizontal("deducted_may", lit(2000))),
        (col("hazard_points"), col("hazard_points_may")),
        tuple(failed),
        (bins(col("penalties_12m"), (0, 0), (1, 300), (2, 600), above=1000),) * 2,
        (bins(col("key_items"), (0, 0), (1, 200), (3, 500), above=800),) * 2,
        (bins(col("general_items"), (2, 0), (5, 100), (10, 200), above=400),) * 2,
        (bins(col("complaints_12m"), (0, 0), (2, 100), (5, 250), above=400),) * 2,
        points("dynamic.label-flaws", 100),
        points("dynamic.worst", 300),
        points("dynamic.uninspected", 500),
        points("dynamic.clean", -500),
    ]
    return {
        name: pl.sum_horizontal(one[end] for one in static).clip(upper_bound=4000)
        + pl.sum_horizontal(one[end] for one in dynamic).clip(0, 6000)
        for end, name in enumerate(("score_low", "score_high"))
    }


TWO_STEPS = ["up.sampling", "up.resists", "up.penalties"]
ONE_STEP = ["up.two-batches", "up.severe", "up.share", "up.fines", "up.complaints", "up.worse"]
VETOES = {
    "d.grave": 3, "d.three": 3, "c.unsafe": 2, "c.heavy": 2, "b.obstructed": 1, "b.special": 1, "b.unseen": 1,
}  # fmt: skip


def level(score: str) -> pl.Expr:
    """The level of a band, 0 the best."""
    number = col(score)
    return (number > 3000).cast(pl.Int8) + (number > 4500).cast(pl.Int8) + (number > 6000).cast(pl.Int8)


def truths() -> dict[str, pl.Expr]:
    """What steps and vetoes come to, for what must and for what may be true."""
    found = {"base_best": level("score_low"), "base_worst": level("score_high")}
    for name, of in (("sure", must), ("perhaps", may)):
        found |= {
            f"up2_{name}": pl.any_horizontal(map(of, TWO_STEPS)),
            f"up1_{name}": pl.any_horizontal(map(of, ONE_STEP)),
            f"down_{name}": of("down.long-clean"),
            f"leave_{name}": of("down.trusted") | of("down.credit"),
            f"veto_{name}": pl.max_horizontal(
                when(of(rule)).then(lit(floor, dtype=pl.Int8)).otherwise(lit(0, dtype=pl.Int8))
                for rule, floor in VETOES.items()
            ),
        }
    return found


def moved(base: str, up: str, down: pl.Expr, twice: bool = False) -> pl.Expr:
    """A level after steps and vetoes; a lowering counts only where no raising rule and no veto holds."""
    raised = col(f"up2_{up}") | col(f"up1_{up}")
    steps = raised.cast(pl.Int8) + col(f"up2_{up}").cast(pl.Int8) if twice else raised.cast(pl.Int8)
    lowered = (down & ~raised & (col(f"veto_{up}") == 0)).cast(pl.Int8)
    return pl.max_horizontal((col(base) + steps - lowered).clip(0, 3), f"veto_{up}")


def levels() -> dict[str, pl.Expr]:
    return {
        "best": moved("base_best", "sure", col("down_perhaps")),
        "worst": moved("base_worst", "perhaps", col("down_sure")),
        # What an officer may give: the least choice of everything, and the most.
        "mild": moved("base_worst", "perhaps", col("down_sure") | col("leave_sure")),
        "strict": moved("base_best", "sure", col("down_perhaps"), twice=True),
    }


def mask(rules: Sequence[str], of: str) -> pl.Expr:
    """A bit for each rule; first put together by eights in bytes, which are quicker to add than whole words."""

    def truth(rule: str) -> pl.Expr:
        if rule in ALWAYS:
            return lit(1, dtype=pl.UInt8)
        return col(rule + of if rule in UNSURE else rule).cast(pl.UInt8)

    eights = [rules[start : start + 8] for start in range(0, len(rules), 8)]
    bytes_ = [pl.sum_horizontal(truth(rule) * 2**bit for bit, rule in enumerate(eight)) for eight in eights]
    return pl.sum_horizontal(byte.cast(pl.Int64) * 256**place for place, byte in enumerate(bytes_))


def named(number: pl.Expr, names: Sequence[str]) -> pl.Expr:
    return number.replace_strict(list(range(len(names))), list(names), default=None, return_dtype=pl.String)


FLAGS = {
    "flag.repeat": "repeat_failure", "flag.watched": "watched", "flag.first-visit": "first_visit",
    "flag.fines": "high_fines", "flag.suspended": "suspended",
}  # fmt: skip


def decisions(folder: Path) -> pl.LazyFrame:
    """The decisions about every firm, sorted by its code."""
    graded = ~col("out")
    one = graded & (col("best") == col("worst"))
    ranges = {low * 4 + high: ";".join(LEVELS[low : high + 1]) for low in range(4) for high in range(low, 4)}
    flagged = pl.sum_horizontal(col(rule).cast(pl.UInt8) * 2**bit for bit, rule in enumerate(FLAGS))
    texts = [";".join(name for bit, name in enumerate(FLAGS.values()) if number >> bit & 1) for number in range(32)]
    frame = firms(folder)
    for layer in LAYERS:
        frame = frame.with_columns(**layer)
    numbers = (
        frame.with_columns(**scores())
        .with_columns(**truths())
        .with_columns(**levels())
        .select(
            "base_best", "base_worst", "best", "worst", "score_low", "score_high",
            subject="uscc",
            out="out.deregistered",
            range=col("mild") * 4 + col("strict"),
            flags=flagged,
            rules_true_0=mask(IDS[:52], ""),
            rules_may_0=mask(IDS[:52], MAY),
            rules_true_1=mask(IDS[52:], ""),
            rules_may_1=mask(IDS[52:], MAY),
        )
        # Sorted before there are texts, which are slow to move.
        .sort("subject")
    )  # fmt: skip
    return numbers.select(
        "subject",
        food_risk=when(one).then(named(col("best"), LEVELS)),
        food_risk_base=when(graded & (col("base_best") == col("base_worst"))).then(named(col("base_best"), LEVELS)),
        food_risk_best=when(graded).then(named(col("best"), LEVELS)),
        food_risk_worst=when(graded).then(named(col("worst"), LEVELS)),
        food_risk_score_low=when(graded).then("score_low"),
        food_risk_score_high=when(graded).then("score_high"),
        food_risk_permitted=when(one).then(col("range").replace_strict(ranges, default=None, return_dtype=pl.String)),
        food_risk_provisional=graded & (col("best") != col("worst")),
        food_risk_excluded=when(~graded).then(lit("deregistered")),
        food_risk_evidence=lit("design"),  # the pack cites nothing else
        flags=named(col("flags"), texts),
        findings=lit(""),
        rules_true_0="rules_true_0",
        rules_may_0="rules_may_0",
        rules_true_1="rules_true_1",
        rules_may_1="rules_may_1",
    )


def write(folder: Path, out: Path) -> None:
    """Grade the registers of a folder into a Parquet file."""
    decisions(folder).collect().write_parquet(out)


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
