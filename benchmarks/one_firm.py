"""One firm, warm: the session beside one evaluation with trace by zen-engine of the same rules. `run.py one-firm` starts it.

    python benchmarks/one_firm.py REGISTERS FIRMS REPEATS MEMORY_FIRMS DISTRICT DISTRICT_PACK DISTRICT_AS_OF CHANGES_FIRMS

Zen gets the facts ready; riskgrade finds them in the firm's records, judges unknowns, grades and explains. Both sides
take turns in blocks, timed in processor seconds. Every firm's hits are compared before anything is timed. What would change a
level is timed apart, on firms of the made-up district, where packs declare what a firm can influence. Prints one JSON document.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import zen
import zen_rules
from generate import AS_OF

from riskgrade.explain.build import Explainer
from riskgrade.explain.change_all import prospects
from riskgrade.facts.reference import SubjectData
from riskgrade.grading.decision import Decision
from riskgrade.grading.record import Recorder
from riskgrade.grading.reference import Grader
from riskgrade.grading.session import Session
from riskgrade.pack.dating import Moment
from riskgrade.pack.load import load_pack
from riskgrade.registers import load_registers

HERE = Path(__file__).parent
Explain = Callable[[Decision], object]


def explanation(grader: Grader, data: Mapping[str, SubjectData]) -> Explain:
    """What explains a decision of a grader: everything of the trace but its JSON."""
    explainer = Explainer(Recorder(grader))
    return lambda decision: explainer.of(decision, data[decision.subject], None)


def resident() -> int:
    """The memory this process holds now, in bytes; 0 where it cannot be told."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * 4096 if status.exists() else 0


def changes_apart(folder: Path, pack_id: str, as_of: date, firms: int) -> dict[str, Any]:
    """What `score --changes` costs besides the score: for firms spread over a register, in processor milliseconds each.

    It decides over and over and looks at every day ahead, so it is no part of what is held against one evaluation.
    """
    pack = load_pack(pack_id)
    registers = load_registers(folder, pack.registers, subject=pack.subject)
    grader = Grader(pack, registers, Moment.of(as_of))
    subject = pack.subject or ""
    every = (
        registers.registers[subject].frame.select(pack.registers[subject].key).collect().to_series().sort().to_list()
    )
    chosen = every[:: max(len(every) // (firms + 1), 1)][: firms + 1]
    found: list[float] = []
    told = 0
    for key in chosen:
        began = time.process_time()
        told += sum(len(one.changes) + len(one.answers) + len(one.waiting.waits) for one in prospects(grader, key))
        found.append((time.process_time() - began) * 1_000)
    # The first one warms up what is worked out once for all.
    timed = found[1:]
    return {
        "pack": pack_id,
        "as_of": as_of.isoformat(),
        "grades": len(pack.grades),
        "firms": len(timed),
        "told": told,
        "cpu_ms_of_each_firm": [round(one, 1) for one in timed],
        "cpu_ms_median": round(statistics.median(timed), 1),
        "cpu_ms_most": round(max(timed), 1),
    }


def main(
    folder: Path, firms: int, repeats: int, memory_firms: int, district: Path, district_pack: str, district_as_of: date,
    changes_firms: int,
) -> dict[str, Any]:  # fmt: skip
    pack = load_pack(HERE / "pack")
    registers = load_registers(folder, pack.registers, subject=pack.subject)
    moment = Moment.of(AS_OF)
    reference = Grader(pack, registers, moment)
    subject = pack.subject or ""
    every = (
        registers.registers[subject].frame.select(pack.registers[subject].key).collect().to_series().sort().to_list()
    )
    data = reference.data(every)
    decisions = {key: reference.decide_on(key, one, False) for key, one in data.items()}
    # Zen knows no unknown, and gives no points to a firm that is not graded.
    chosen = [
        key for key, one in decisions.items()
        if all(truth.known for truth in one.truths.values()) and all(not out.excluded for out in one.outcomes.values())
    ][:firms]  # fmt: skip
    engine = zen.ZenEngine()
    graph = engine.create_decision(zen_rules.decision(reference.own))
    given = {
        key: zen_rules.fields(dict(data[key].row), reference.own) | zen_rules.facts(decisions[key], reference.own)
        for key in chosen
    }
    wrong = 0
    for key in chosen:
        said = zen_rules.hits(graph.evaluate(given[key], {"trace": True}), len(reference.own.layers))
        wrong += said != {name for name, truth in decisions[key].truths.items() if truth.must}
    with Session() as session:
        grader = Grader(pack, registers, moment, session.truths)
        wrong += sum(grader.decide_on(key, data[key], False) != decisions[key] for key in chosen)
        sides: dict[str, Callable[[str], object]] = {
            "zen_with_trace": lambda key: graph.evaluate(given[key], {"trace": True}),
            "session": lambda key: grader.decide_on(key, data[key], False),
            "reference": lambda key: reference.decide_on(key, data[key], False),
        }
        explain = explanation(grader, data)
        sides["session_explained"] = lambda key: explain(grader.decide_on(key, data[key], False))
        blocks: dict[str, list[float]] = {name: [] for name in sides}
        for turn in range(repeats):
            for name in list(sides) if turn % 2 == 0 else list(sides)[::-1]:
                blocks[name].append(_a_firm(sides[name], chosen))
        reading = [_a_firm(lambda key: grader.decide([key]), chosen[:20]) for _ in range(3)]
        before = resident()
        for place in range(memory_firms):
            sides["session_explained"](chosen[place % len(chosen)])
        grown = resident() - before
    changes = changes_apart(district, district_pack, district_as_of, changes_firms)
    zen_ms = statistics.median(blocks["zen_with_trace"])
    changes["median_as_ratio_to_zen"] = round(changes["cpu_ms_median"] / zen_ms, 1)
    changes["most_as_ratio_to_zen"] = round(changes["cpu_ms_most"] / zen_ms, 1)
    ratios = {
        name: [round(one / other, 2) for one, other in zip(blocks[name], blocks["zen_with_trace"], strict=True)]
        for name in sides
        if name != "zen_with_trace"
    }
    return {
        "firms": len(chosen),
        "records_a_firm": round(statistics.mean(sum(map(len, data[key].records.values())) for key in chosen), 2),
        "rules": len(pack.rules),
        "cpu_ms_a_firm": {name: round(statistics.median(found), 4) for name, found in blocks.items()},
        "cpu_ms_a_firm_of_each_block": {name: [round(one, 4) for one in found] for name, found in blocks.items()},
        "ratio_to_zen": {name: round(statistics.median(found), 2) for name, found in ratios.items()},
        "ratio_to_zen_of_each_block": ratios,
        "session_with_reading_the_registers_ms": round(statistics.median(reading), 3),
        "differences": wrong,
        "memory": {"firms": memory_firms, "grown_kib": grown // 1024},
        "what_would_change_it": changes,
    }


def _a_firm(work: Callable[[str], object], keys: Sequence[str]) -> float:
    """Processor milliseconds a firm."""
    began = time.process_time()
    for key in keys:
        work(key)
    return (time.process_time() - began) / len(keys) * 1_000


if __name__ == "__main__":
    given = sys.argv[1:]
    sizes = [int(one) for one in given[1:4]]
    print(
        json.dumps(main(Path(given[0]), *sizes, Path(given[4]), given[5], date.fromisoformat(given[6]), int(given[7])))
    )
