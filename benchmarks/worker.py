"""One measurement in a process of its own, so that its peak of memory is its own. `run.py` starts it.

    python benchmarks/worker.py polars|duckdb|hand REGISTERS SMALL OUT.parquet

Everything is imported, and a few firms (SMALL) are graded, before anything is timed: both sides start warm. What is
timed reads the typed Parquet of REGISTERS and ends with OUT.parquet on disk. Prints one JSON document.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent


def timed(work: Callable[[], object]) -> tuple[float, float, object]:
    """The wall and processor seconds of some work, and what it gave."""
    began, busy = time.perf_counter(), _busy()
    given = work()
    return time.perf_counter() - began, _busy() - busy, given


def _busy() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def peak_mib() -> float:
    """The most memory this process has held so far.

    On Linux `ru_maxrss` of a started process begins with the peak of the one that started it, so the kernel's own
    high-water mark of this process is read instead.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return round(int(line.split()[1]) / 2**10, 1)
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, 1)


def by_hand(registers: Path, small: Path, out: Path) -> dict[str, object]:
    """The yardstick."""
    import by_hand

    by_hand.write(small, out)
    wall, busy, _ = timed(lambda: by_hand.write(registers, out))
    return {"wall": wall, "cpu": busy, "peak_mib": peak_mib()}


def riskgrade(engine: str, registers: Path, small: Path, out: Path) -> dict[str, object]:
    """The engine: loading the pack and checking the registers are timed apart."""
    from generate import AS_OF

    from riskgrade.grading.batch import grade_batch
    from riskgrade.pack.dating import Moment
    from riskgrade.pack.load import load_pack
    from riskgrade.registers import load_registers

    pack_wall, _, pack = timed(lambda: load_pack(HERE / "pack"))
    moment = Moment.of(AS_OF, None)

    def grade(read: object) -> object:
        batch = grade_batch(pack, read, moment, engine, keep_facts=False)
        batch.decisions.write_parquet(out)
        return batch

    grade(load_registers(small, pack.registers, subject=pack.subject))
    check_wall, check_busy, read = timed(lambda: load_registers(registers, pack.registers, subject=pack.subject))
    before = peak_mib()
    wall, busy, batch = timed(lambda: grade(read))
    found = batch.decisions
    return {
        "wall": wall,
        "cpu": busy,
        "peak_mib": peak_mib(),
        "pack_wall": pack_wall,
        "rules": len(pack.rules),
        "pack_sha256": pack.sha256,
        "checking_wall": check_wall,
        "checking_cpu": check_busy,
        "checking_peak_mib": before,
        "checking_by_register": {name: round(took, 4) for name, took in read.check_seconds.items()},
        "findings": len(read.findings),
        "levels": dict(sorted(found["food_risk"].drop_nulls().value_counts().iter_rows())),
        "withheld": int(found["food_risk_provisional"].sum()),
        "excluded": int(found["food_risk_excluded"].is_not_null().sum()),
    }


def main(side: str, registers: str, small: str, out: str) -> None:
    folders = Path(registers), Path(small), Path(out)
    print(json.dumps(by_hand(*folders) if side == "hand" else riskgrade(side, *folders)))


if __name__ == "__main__":
    main(*sys.argv[1:])
