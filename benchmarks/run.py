"""The benchmarks of `manifest.yaml`: riskgrade beside the same work by hand, measured in one run, taking turns.

    python benchmarks/run.py [NAME …] [--enterprises N --records N --seed N] [--repeats N] [--data DIR] [--no-duckdb]

Every measurement is a fresh process (`worker.py`). Afterwards the two decisions.parquet are held against each other row
by row; a difference is exit status 1. `README.md` says what is timed.

This process itself stays small: a process counts the peak of the one that started it as its own.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from generate import AS_OF, SEED
from hardware import hardware, load, versions
from ruamel.yaml import YAML

HERE = Path(__file__).parent
DATA = HERE.parent / "build" / "bench-data"
SMALL = (500, 4_000)
"""The firms and records that warm a process up."""

Found = dict[str, Any]
Say = Callable[[str], None]


class BenchError(Exception):
    """A benchmark that could not be measured."""


def manifest() -> dict[str, Found]:
    """The benchmarks, by name."""
    return dict(YAML(typ="safe", pure=True).load((HERE / "manifest.yaml").read_text(encoding="utf-8")))


def registers(data: Path, firms: int, records: int, seed: int, say: Say) -> Path:
    """The folder of made-up registers of that size; made only if it is not there yet."""
    folder = data / f"{firms}-{records}-{seed}"
    maker = hashlib.sha256((HERE / "generate.py").read_bytes()).hexdigest()
    marker = folder / "maker.txt"
    if not marker.exists() or marker.read_text(encoding="utf-8") != maker:
        say(f"making {firms:,} firms with {records:,} records …")
        sizes = ["--enterprises", str(firms), "--records", str(records), "--seed", str(seed)]
        _child("generate.py", str(folder), *sizes)
        marker.write_text(maker, encoding="utf-8")
    return folder


def measure(side: str, folder: Path, small: Path, out: Path) -> Found:
    """One measurement in a process of its own."""
    return dict(json.loads(_child("worker.py", side, str(folder), str(small), str(out))))


def differences(one: Path, other: Path) -> list[str]:
    """Where two decisions.parquet are not the same; empty if nowhere."""
    return list(json.loads(_child("compare.py", str(one), str(other))))


def _child(script: str, *arguments: str) -> str:
    """What a script beside this one prints."""
    command = [sys.executable, str(HERE / script), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BenchError(f"{script} {arguments[0]} failed:\n{done.stderr.strip()}")
    return done.stdout


def compare(folder: Path, small: Path, repeats: int, duckdb: bool, say: Say) -> Found:
    """Measure both sides in turns, so that a slow minute of the machine falls on both."""
    runs: dict[str, list[Found]] = {"polars": [], "hand": []}
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        outs = {side: Path(scratch) / f"{side}.parquet" for side in (*runs, "duckdb")}
        for number in range(repeats):
            for side in ("polars", "hand") if number % 2 == 0 else ("hand", "polars"):
                found = measure(side, folder, small, outs[side])
                runs[side].append(found)
                say(f"  {number + 1}/{repeats} {side:7} {found['wall']:7.3f} s")
            wrong = wrong or differences(outs["polars"], outs["hand"])
        out: Found = {"runs": runs, "differences": wrong}
        if duckdb:
            out["duckdb"] = measure("duckdb", folder, small, outs["duckdb"])
            out["duckdb_differences"] = differences(outs["duckdb"], outs["hand"])
            say(f"      duckdb  {out['duckdb']['wall']:7.3f} s")
    return out


def summary(measured: Found) -> Found:
    """The figures: medians, all walls, the ratio, peaks, and the cost of checking."""
    runs = measured["runs"]

    def side(name: str) -> Found:
        walls = [round(run["wall"], 4) for run in runs[name]]
        return {
            "wall_median_s": round(statistics.median(walls), 4),
            "wall_all_s": walls,
            "cpu_median_s": round(statistics.median(run["cpu"] for run in runs[name]), 4),
            "peak_mib": max(run["peak_mib"] for run in runs[name]),
        }

    engine, hand = side("polars"), side("hand")
    # Neighbours in time met the same machine, so the ratio is taken between them first.
    pairs = [one["wall"] / other["wall"] for one, other in zip(runs["polars"], runs["hand"], strict=True)]
    last = runs["polars"][-1]
    found: Found = {
        "riskgrade": engine,
        "by_hand": hand,
        "ratio": round(statistics.median(pairs), 3),
        "ratio_of_each_pair": [round(pair, 3) for pair in pairs],
        "ratio_of_the_medians": round(engine["wall_median_s"] / hand["wall_median_s"], 3),
        "ratio_of_the_fastest": round(min(engine["wall_all_s"]) / min(hand["wall_all_s"]), 3),
        "ratio_of_processor_time": round(engine["cpu_median_s"] / hand["cpu_median_s"], 3),
        "equal_row_by_row": not measured["differences"],
        "checking_registers": {
            "wall_median_s": round(statistics.median(run["checking_wall"] for run in runs["polars"]), 4),
            "by_register_s": last["checking_by_register"],
            "peak_mib": max(run["checking_peak_mib"] for run in runs["polars"]),
        },
        "loading_the_pack_s": round(statistics.median(run["pack_wall"] for run in runs["polars"]), 4),
        "pack_sha256": last["pack_sha256"],
        "rules": last["rules"],
        "decided": {name: last[name] for name in ("levels", "withheld", "excluded")},
    }
    if "duckdb" in measured:
        one = measured["duckdb"]
        found["duckdb_once"] = {
            "wall_s": round(one["wall"], 4),
            "peak_mib": one["peak_mib"],
            "equal_row_by_row": not measured["duckdb_differences"],
        }
    return found


def one_firm(name: str, entry: Found, data: Path, results: Path, say: Say) -> Found:
    """The benchmark of one firm: `one_firm.py` in a process of its own."""
    sizes = {key: entry[key] for key in ("enterprises", "records", "seed")}
    folder = registers(data, sizes["enterprises"], sizes["records"], sizes["seed"], say)
    say(f"{name}: measuring …")
    head = {"name": name, "hardware": hardware(), "versions": versions(), "sizes": sizes, "as_of": AS_OF.isoformat()}
    numbers = [str(entry[key]) for key in ("firms", "repeats", "memory_firms")]
    apart = entry["changes"]
    district = [str(HERE / apart["registers"]), apart["pack"], apart["as_of"], str(apart["firms"])]
    measured = json.loads(_child("one_firm.py", str(folder), *numbers, *district))
    result: Found = {**head, **measured, "ratio_at_most": entry["ratio_at_most"]}
    result["equal_row_by_row"] = not measured["differences"]
    result["hardware"]["load_after"] = load()
    _keep(result, results)
    cpu, ratios = result["cpu_ms_a_firm"], result["ratio_to_zen"]
    print(f"{name}: {result['firms']} firms with {result['records_a_firm']} records, {result['rules']} rules")
    print(f"  zen-engine, one evaluation with trace, facts given {cpu['zen_with_trace']:8.3f} ms")
    for side, ratio in ratios.items():
        print(f"  {side:20} from records to decision            {cpu[side]:8.3f} ms   {ratio:5.1f} times")
    print(f"  at most {entry['ratio_at_most']} times is asked of the session with its explanation")
    print(
        f"  reading the firm's rows from the registers besides: {result['session_with_reading_the_registers_ms']:.1f} ms in all"
    )
    apart = result["what_would_change_it"]
    print(
        f"  apart, what would change it: {apart['cpu_ms_median']:.0f} ms at the median and {apart['cpu_ms_most']:.0f} ms at most "
        f"over {apart['firms']} firms of {apart['pack']} ({apart['median_as_ratio_to_zen']:,.0f} and "
        f"{apart['most_as_ratio_to_zen']:,.0f} times one evaluation by zen-engine)"
    )
    grown = result["memory"]
    print(
        f"  memory after {grown['firms']:,} firms more: {grown['grown_kib']:+,} KiB; {measured['differences']} differences"
    )
    return result


def _keep(result: Found, results: Path) -> None:
    results.mkdir(parents=True, exist_ok=True)
    text = json.dumps(result, ensure_ascii=False, indent=2) + "\n"
    (results / f"{result['name']}.json").write_text(text, encoding="utf-8")


def shown(name: str, result: Found) -> str:
    """The result for a terminal."""
    engine, hand, checking = result["riskgrade"], result["by_hand"], result["checking_registers"]
    sizes = result["sizes"]

    def line(label: str, of: Found) -> str:
        walls = " ".join(f"{wall:.3f}" for wall in of["wall_all_s"])
        return (
            f"  {label:10} {of['wall_median_s']:8.3f} s   ({walls})   "
            f"processor {of['cpu_median_s']:.3f} s   peak {of['peak_mib']:,.0f} MiB"
        )

    here = result["hardware"]
    lines = [
        f"{name}: {sizes['enterprises']:,} firms, {sizes['records']:,} records, {result['rules']} rules, seed {sizes['seed']}",
        f"  on {here['cpu']}, {here['cores']} cores, {here['memory_gib']} GiB, load {here['load_before']} before",
        line("riskgrade", engine),
        line("by hand", hand),
        f"  ratio {result['ratio']:.2f} (median of the pairs); {result['ratio_of_the_medians']:.2f} of the medians, "
        f"{result['ratio_of_the_fastest']:.2f} of the fastest, {result['ratio_of_processor_time']:.2f} of processor time"
        + (f"; at most {result['ratio_at_most']} is asked" if "ratio_at_most" in result else ""),
        f"  apart: checking the registers {checking['wall_median_s']:.3f} s (peak {checking['peak_mib']:,.0f} MiB), "
        f"loading the pack {result['loading_the_pack_s']:.3f} s",
        f"  decisions are {'equal row by row' if result['equal_row_by_row'] else 'NOT EQUAL'}; "
        f"levels {result['decided']['levels']}, withheld {result['decided']['withheld']:,}, "
        f"excluded {result['decided']['excluded']:,}",
    ]
    if "duckdb_once" in result:
        once = result["duckdb_once"]
        same = "equal" if once["equal_row_by_row"] else "NOT EQUAL"
        lines.append(
            f"  for information, once on DuckDB: {once['wall_s']:.3f} s, peak {once['peak_mib']:,.0f} MiB, {same}"
        )
    return "\n".join(lines)


def bench(name: str, entry: Found, data: Path, results: Path, duckdb: bool, say: Say) -> Found:
    """Run one benchmark and write its result file."""
    sizes = {key: entry[key] for key in ("enterprises", "records", "seed")}
    folder = registers(data, sizes["enterprises"], sizes["records"], sizes["seed"], say)
    small = registers(data, *SMALL, SEED, say)
    say(f"{name}: measuring, {entry['repeats']} times each …")
    head = {"name": name, "hardware": hardware(), "versions": versions(), "sizes": sizes, "as_of": AS_OF.isoformat()}
    measured = compare(folder, small, entry["repeats"], duckdb, say)
    result: Found = {**head, **summary(measured)}
    result["hardware"]["load_after"] = load()
    if "ratio_at_most" in entry:
        result["ratio_at_most"] = entry["ratio_at_most"]
    _keep(result, results)
    print(shown(name, result))
    for one in (*measured["differences"], *measured.get("duckdb_differences", ())):
        print(f"  differs: {one}")
    return result


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="riskgrade beside the same work by hand.")
    parser.add_argument("names", nargs="*", help="benchmarks of manifest.yaml; those by default if none is named")
    parser.add_argument("--enterprises", type=int, help="run a benchmark `custom` of this size instead")
    parser.add_argument("--records", type=int)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--repeats", type=int)
    parser.add_argument("--data", type=Path, default=DATA, help="where made-up registers are kept for the next run")
    parser.add_argument("--results", type=Path, default=HERE / "results")
    parser.add_argument("--no-duckdb", action="store_true")
    given = parser.parse_args(arguments)
    known = manifest()
    chosen = {name: known.get(name) for name in given.names} or {k: v for k, v in known.items() if v["by_default"]}
    if given.enterprises is not None:
        records = given.records or 8 * given.enterprises
        chosen = {"custom": {"enterprises": given.enterprises, "records": records, "seed": SEED, "repeats": 3}}
    missing = [name for name, entry in chosen.items() if entry is None]
    if missing:
        print(f"There is no benchmark '{missing[0]}'; there are: {', '.join(known)}.", file=sys.stderr)
        return 2
    good = True
    for name, entry in chosen.items():
        asked = {"seed": given.seed, "repeats": given.repeats}
        whole = {**(entry or {}), **{key: value for key, value in asked.items() if value is not None}}
        try:
            if "firms" in whole:
                result = one_firm(name, whole, given.data, given.results, _say)
            else:
                result = bench(name, whole, given.data, given.results, not given.no_duckdb, _say)
        except BenchError as error:
            print(error, file=sys.stderr)
            return 2
        good = good and result["equal_row_by_row"] and result.get("duckdb_once", result)["equal_row_by_row"]
    return 0 if good else 1


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
