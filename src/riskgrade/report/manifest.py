"""`manifest.json`: everything needed to say what a run was, and to find out whether another gave the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..calibration.every_firm import CalibratedBatch
from .calibrated import calibration_data
from .grading_run import Run
from .summary import pack_data
from .versions import versions

KIND = "riskgrade run"
"""What a folder's manifest says it is; only such a folder may be replaced by another run."""


def manifest(run: Run, files: Mapping[str, str]) -> dict[str, Any]:
    """The manifest of a run as plain data.

    Args:
        run: the run.
        files: each file written beside it, with its sha256.

    Returns:
        No clock, no names of machines or folders: the same input gives the same manifest.
    """
    batch = run.batch
    return {
        "kind": KIND,
        "format": 1,
        "pack": pack_data(batch.pack) | {"uses": dict(sorted(batch.pack.used.items()))},
        "as_of": batch.moment.as_of.isoformat(),
        "period": batch.moment.period,
        "engine": batch.engine,
        "versions": versions(batch.engine),
        "inputs": [
            {"register": one.register, "file": one.name, "sha256": one.sha256 or None, "rows": one.rows}
            for one in sorted(run.registers.inputs, key=lambda one: one.register)
        ],
        **({"calibration": calibration_data(batch.use)} if isinstance(batch, CalibratedBatch) else {}),
        "rule_bits": list(batch.rule_ids),
        "subjects": batch.decisions.height,
        "results_sha256": run.results_sha256,
        "files": dict(sorted(files.items())),
    }
