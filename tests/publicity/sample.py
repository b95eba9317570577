"""Small registers for the tests of publicity, and what is made of them."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import SimpleNamespace

from riskgrade.publicity import load_layouts, publication
from riskgrade.registers import load_registers
from tests.registers.samples import uscc

USCC = "91990000MA90000114"
FIRM = {"uscc": USCC, "name": "合成样本", "kind": "producer", "region_code": "990101", "licence_no": "SC10199"}


@cache
def layouts():
    return load_layouts()


def penalty(**cells):
    """A penalty that has all that the platforms ask for."""
    whole = {
        "record_id": "CF1", "uscc": USCC, "decision_no": "甲市监处罚〔2023〕1号", "decided_on": "2023-06-01", "authority": "甲局",
        "authority_uscc": "11990000MA990001XA", "authority_level": "county", "authority_province": "99",
        "party_type": "organisation", "party_name": "合成样本", "procedure": "ordinary", "kinds": "fine", "act_nature": "甲",
        "violation_type": "甲类", "facts": "甲事实", "legal_basis": "甲条", "content": "罚款", "fine_yuan": "2000", "low_fine": "false",
        "legal_representative": "张三", "source_unit": "甲局", "source_uscc": "11990000MA990001XA",
    }  # fmt: skip
    return {name: value for name, value in (whole | cells).items() if value is not None}


def sampling(**cells):
    """A failed supervision sampling whose retest window is long over."""
    whole = {
        "record_id": "CJ1", "uscc": USCC, "sample_no": "HC1", "sampled_on": "2023-03-01", "notified_on": "2023-03-20",
        "programme": "supervision", "organiser_level": "county", "authority_kind": "market_regulator", "role": "producer",
        "food_category": "糕点", "food_name": "月饼", "item": "菌落总数", "hazard": "heavy_metal", "result": "fail", "retest": "none",
    }  # fmt: skip
    return {name: value for name, value in (whole | cells).items() if value is not None}


def listing(**cells):
    whole = {"record_id": "SX1", "uscc": USCC, "listed_on": "2023-03-01", "ground": "甲事由", "authority": "甲局"}
    return {name: value for name, value in (whole | cells).items() if value is not None}


def made(as_of, feeds=(), former=None, entries=None, show_persons=False, firms=(FIRM,), **registers):
    """A publication of registers given as rows; the firm is there unless other firms are given."""
    held = {"enterprises": list(firms), **registers}
    read = load_registers(held, layouts().pack.registers)
    return publication(read, layouts(), date.fromisoformat(as_of), feeds, show_persons, former, entries)


def feed_of(run, name):
    return next(one for one in run.feeds if one.name == name)


def item_of(run, name, key="CF1"):
    return next(one for one in feed_of(run, name).items if one.key == key)


def goes(as_of, name, **registers):
    """What becomes of the one record of a feed, and why."""
    feed = feed_of(made(as_of, [name], **registers), name)
    item = feed.items[0]
    return str(item.goes), [one.id for one in item.because]


def together(feed, cases, **options):
    """What comes of several cases, each a firm of its own, with one run a day.

    Args:
        feed: the feed.
        cases: for each the day, and register -> rows as `penalty` and its like give them.

    Returns:
        For each case its items, rows and lacks; that of its first key as `item`.
    """
    found = {}
    for as_of in sorted({day for day, _ in cases}):
        registers: dict[str, list[Mapping[str, object]]] = {}
        firms = []
        for number, (day, held) in enumerate(cases):
            if day == as_of:
                code = uscc(number + 1, "91990000MA")
                firms.append(FIRM | {"uscc": code})
                for name, rows in held.items():
                    registers.setdefault(name, []).extend(
                        row | {"uscc": code, "record_id": f"{number:03}-{row['record_id']}"} for row in rows
                    )
        made_then = feed_of(made(as_of, [feed], firms=firms, **options, **registers), feed)
        for number, (day, _) in enumerate(cases):
            if day == as_of:
                found[number] = _only(made_then, f"{number:03}-")
    return [found[number] for number in range(len(cases))]


def _only(feed, prefix):
    items = [one for one in feed.items if one.key.startswith(prefix)]
    rows = [one for one in feed.rows if one.item.key.startswith(prefix)]
    lacks = [one for one in feed.lacks if one.item.key.startswith(prefix)]
    return SimpleNamespace(items=items, rows=rows, lacks=lacks, item=min(items, key=lambda one: one.key, default=None))
