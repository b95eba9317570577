"""Drawn worlds in which levels hang on facts: drawn rules alone seldom let one fact, or one day, change a level."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.strategies.worlds import World


def hanging(world: World, data: st.DataObject) -> World:
    """The world with facts that can be influenced, each read by a rule more, and fewer subjects left out or withheld.

    Args:
        world: the drawn world; it is changed.
        data: what draws.
    """
    for files in world.packs.values():
        if data.draw(st.booleans()):
            files["pack"].pop("where", None)
            files["rules"][:] = [rule for rule in files["rules"] if "exclude" not in rule["then"]] or files["rules"][:1]
        bodies = [body for body in files["grades"].values() if "bands" in body or "table" in body]
        for body in bodies:
            if data.draw(st.booleans()):
                body["on_unknown"] = "worst"
        for name, fact in files["facts"].items():
            fact["influence"] = data.draw(st.sampled_from(["up", "down", "both", "both", "both"]))
            if fact["value"] == "any" or fact["value"].startswith(("count", "distinct")) or "domain" in fact:
                files["rules"].append(_rule(data, name, fact, "bands" in bodies[0]))
    return world


def _rule(data: st.DataObject, name: str, fact: dict[str, Any], banded: bool) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": f"more-{name}", "cite": "s-a"}
    counts = fact["value"].startswith(("count", "distinct")) and "per" not in fact
    if banded and counts and data.draw(st.booleans()):
        return rule | {"then": {"points": f"3.5 * min(max({name}, 0), 9)", "group": "one"}}
    limit = (
        f"{name} {data.draw(st.sampled_from(['>=', '>=', '<', '==']))} {data.draw(st.sampled_from([1, 1, 2, 3, 7]))}"
    )
    effects = [{"step": ["1"]}, {"step": ["2", "1"]}, {"step": ["-1"]}, {"no_better_than": "C"}]
    return rule | {"when": name if fact["value"] == "any" else limit, "then": data.draw(st.sampled_from(effects))}
