"""`rg.calibrate`, and what the commands of `riskgrade calibrate` do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from ..calibration.artefact import canonical, read_artefact
from ..calibration.artefact_model import Artefact
from ..calibration.calibrate import calibrated
from ..calibration.error import CalibrationError
from ..calibration.made import Calibration
from ..pack.model import Pack
from ..pack.shelf import shipped_ids
from ..tuning.outcome import Outcome
from .out_file import whole_file
from .refusal import RefusalError
from .source import PandasRegisters, Progress, load_registers, need_subjects, open_pack


def calibrate(
    pack: Pack | str | Path,
    registers: object,
    outcome: Outcome | str,
    split: object,
    by: str,
    at: str,
    strata: Sequence[str] = (),
    grade: str | None = None,
    period: str | None = None,
    until: date | str | None = None,
    supersedes: Artefact | str | None = None,
    engine: str = "polars",
    coverage: Mapping[str, object] | None = None,
    progress: Progress | None = None,
) -> Calibration:
    """Move the values that a pack lets move, by what happened after its grades; the declared ones stand where a gate fails.

    Args:
        pack: a pack with a `calibration.yaml`, its id or its path.
        registers: as `load_registers` takes them: all that is known by now.
        outcome: what the grade should tell, such as ``rg.Outcome("samplings:final_failure", horizon="6m")``.
        split: ``rg.RollingOrigin(start, end, step, embargo)``; the last origin is kept for the end.
        by: who makes it; neither of those who will validate and approve it.
        at: when, as ISO 8601 with the offset, such as ``2024-01-05T09:30:00+08:00``.
        strata: fields or facts, such as the inspector, within which firms are compared too; never learnt from.
        grade: which grade; may be left out where only one may be calibrated.
        period: the rating year of each origin: that of the origin, or ``previous``.
        until: the last day that the registers tell of.
        supersedes: the calibration whose place it takes, or its sha256.
        engine: ``polars`` or ``duckdb``.
        coverage: register -> the days for which it is complete.
        progress: told what is being done.

    Returns:
        The calibration: `identity` (whether the declared values stand), `failed`, `gates()`, `values()`, `folds()`,
        `probabilities()`, `levels()`, `card(language)`, `save(path)` and `artefact`. The same call gives the same bytes.

    Raises:
        PackError, RegisterError, RefusalError, TuningError, CalibrationError: with what is wrong and what to do.

    Examples:
        >>> calibrate("us-nyc", {}, Outcome("inspections"), None, by="王丽", at="2024-01-05T09:30:00+08:00")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        riskgrade.report.refusal.RefusalError: ...
    """
    opened = open_pack(pack)
    held = load_registers(registers, opened, coverage, progress)
    need_subjects(held, opened)
    event = outcome if isinstance(outcome, Outcome) else Outcome(outcome)
    former = supersedes.sha256 if isinstance(supersedes, Artefact) else supersedes
    pandas = isinstance(held, PandasRegisters)
    return calibrated(
        opened, held, event, split, by, at, strata, grade, period, until, former, engine, progress, pandas
    )


def check_artefact_out(out: Path) -> None:
    """Refuse a file that must not be written, before any work is done.

    Args:
        out: where the calibration shall stand.

    Raises:
        RefusalError: it is no .json, a folder, or something that is no calibration.
    """
    if out.suffix.lower() != ".json":
        raise RefusalError(f"{out}: let --out end in .json", f"{out}：--out 的文件名应以 .json 结尾")
    if out.is_dir():
        raise RefusalError(f"{out} is a folder; --out names a file", f"{out} 是文件夹；--out 应为文件")
    if not out.exists():
        return
    try:
        state = read_artefact(out).state
    except CalibrationError:
        raise RefusalError(
            f"{out} is there already and is no calibration; choose another --out, or move it",
            f"{out} 已存在且不是校准文件；请另选 --out 或先移走",
        ) from None
    if state != "draft":
        raise RefusalError(
            f"{out} holds a calibration that was signed ({state}); choose another --out, so that it is not lost",
            f"{out} 是已签署的校准（{state}）；请另选 --out，以免丢失",
        )


def opened_artefact(path: str | Path, pack: Pack | str | Path | None = None) -> tuple[Artefact, Pack]:
    """A calibration with the pack it is for.

    Args:
        path: its file.
        pack: the pack; the shipped one of the name in the file if not given.

    Raises:
        CalibrationError: it cannot be used.
        RefusalError: the pack is no shipped one.
        PackError, OSError: it cannot be read.
    """
    artefact = read_artefact(path)
    if pack is None and artefact.pack.id not in shipped_ids():
        raise RefusalError(
            f"pack {artefact.pack.id} is none of the shipped ones; name its folder with --pack",
            f"规则包 {artefact.pack.id} 不是内置规则包；请用 --pack 给出其文件夹",
        )
    return artefact, open_pack(artefact.pack.id if pack is None else pack)


def write_artefact(out: Path, artefact: Artefact) -> None:
    """Write a calibration; it appears whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    with whole_file(out) as draft:
        draft.write_bytes(canonical(artefact))
