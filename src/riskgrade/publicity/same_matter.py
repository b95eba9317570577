"""One matter in two registers: a record of the register of the list, and an entry of a case register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..dossier.standing import Standing
from ..log.event import same_person_key
from .content import Former, Item, Remark, Source
from .layout_model import Goes
from .rows import place_of


def same_matters(records: Iterable[Source], entries: Iterable[Source]) -> Mapping[str, Source]:
    """Which records are the same matter as an entry: the same party on the same day, or under the number of the decision.

    A number may stand for several parties, so the party must be the same there too. It is the record's key, or its
    `decision_no` where its register has one.

    Args:
        records: of the register of the list.
        entries: of a case register.

    Returns:
        The key of the record -> the entry.
    """
    by_day: dict[tuple[object, object], Source] = {}
    by_number: dict[tuple[object, str], Source] = {}
    # One that stands is meant rather than one that was revoked on the same day.
    for entry in sorted(entries, key=lambda one: one.standing is not Standing.STANDS):
        by_day.setdefault((entry.raw["uscc"], entry.raw["listed_on"]), entry)
        by_number.setdefault((entry.raw["uscc"], same_person_key(str(entry.raw["decision_no"]))), entry)
    found: dict[str, Source] = {}
    for record in records:
        code = record.raw["uscc"]
        numbers = (str(one) for one in (record.raw.get("decision_no"), record.key) if one)
        hits = [by_day.get((code, record.raw["listed_on"]))]
        hits += [by_number.get((code, same_person_key(number))) for number in numbers]
        # The number is surer than the day: a party may be listed twice on one.
        hit = next((one for one in (*hits[1:], hits[0]) if one is not None), None)
        if hit is not None:
            found[record.key] = hit
    return found


def differing(record: Item, entry: Item) -> Remark | None:
    """What to look at where the two do not agree on what becomes of the matter in a feed.

    Args:
        record: what would become of the record by itself.
        entry: what becomes of the entry.
    """
    if (record.goes is Goes.OUT) == (entry.goes is Goes.OUT):
        return None
    (en, zh), (own_en, own_zh) = place_of(record), place_of(entry)
    says = {True: ("would be in this feed", "应在本输出中"), False: ("would not", "不应在")}
    first, second = says[record.goes is Goes.OUT], says[entry.goes is Goes.OUT]
    return Remark(
        "SAME_DIFFERS", entry.key,
        f"{en} and {own_en} are the same matter and do not agree: by the first it {first[0]}, by the second it {second[0]}. It goes "
        "by the case register; please find out which is right.",
        f"{zh} 与 {own_zh} 为同一事项但不一致：依前者{first[1]}，依后者{second[1]}。现以案件登记簿为准，请核实。",
    )  # fmt: skip


def renamed(former: Former | None, same: Mapping[str, Source]) -> Former | None:
    """What an earlier run gave, under the keys of the entries where it went out as the record of the same matter.

    Args:
        former: what it gave; None where there is none.
        same: the key of the record -> the entry.
    """
    if former is None or not same:
        return former
    out = {(same[key].key if key in same else key): number for key, number in former.out.items() if key in same}
    out |= {key: number for key, number in former.out.items() if key not in same}
    withdrawn = frozenset(same[key].key if key in same else key for key in former.withdrawn)
    return Former(former.as_of, out, withdrawn)
