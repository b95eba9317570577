"""riskgrade: the law of food-safety grading as data, and a regulator's registers, turned into grades.

The verbs of the command line, as functions that take and give data frames:

    import riskgrade as rg

    pack = rg.load_pack("uk-fhrs")
    registers = rg.load_registers("datasets/uk-made-up", pack)
    graded = rg.grade(registers, pack, as_of="2026-06-30")

Each is imported when it is first asked for, so that `import riskgrade` and `riskgrade --help` are quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .pack.load import load_pack
    from .report.backtest import backtest
    from .report.calibrate import calibrate
    from .report.case_export import list_export
    from .report.case_rebuild import list_rebuild
    from .report.case_register import list_act, list_cases, list_open
    from .report.case_suite import test_pack
    from .report.check import check_registers
    from .report.compare import compare
    from .report.conform import conform
    from .report.credit_file import credit_file
    from .report.decision_log import log_decision, read_log, verify_log
    from .report.grade import grade
    from .report.listing_calendar import list_calendar
    from .report.listing_documents import list_documents
    from .report.listing_draft import list_draft
    from .report.listing_removal import list_removal
    from .report.listing_term import list_term
    from .report.publicity import publish
    from .report.publicity_read import read_feed
    from .report.replay import replay
    from .report.score import score, what_if
    from .report.source import load_registers
    from .report.versions import __version__
    from .tuning import search
    from .tuning.backtest_evaluate import evaluate
    from .tuning.outcome import Outcome
    from .tuning.patch import patch
    from .tuning.split import RollingOrigin
    from .tuning.tunable import tunable

__all__ = [
    "Outcome",
    "RollingOrigin",
    "__version__",
    "backtest",
    "calibrate",
    "check_registers",
    "compare",
    "conform",
    "credit_file",
    "evaluate",
    "grade",
    "list_act",
    "list_calendar",
    "list_cases",
    "list_documents",
    "list_draft",
    "list_export",
    "list_open",
    "list_rebuild",
    "list_removal",
    "list_term",
    "load_pack",
    "load_registers",
    "log_decision",
    "patch",
    "publish",
    "read_feed",
    "read_log",
    "replay",
    "score",
    "search",
    "test_pack",
    "tunable",
    "verify_log",
    "what_if",
]

_WHERE = {
    "Outcome": ".tuning.outcome",
    "RollingOrigin": ".tuning.split",
    "__version__": ".report.versions",
    "backtest": ".report.backtest",
    "calibrate": ".report.calibrate",
    "check_registers": ".report.check",
    "compare": ".report.compare",
    "conform": ".report.conform",
    "credit_file": ".report.credit_file",
    "evaluate": ".tuning.backtest_evaluate",
    "grade": ".report.grade",
    "list_act": ".report.case_register",
    "list_cases": ".report.case_register",
    "list_export": ".report.case_export",
    "list_open": ".report.case_register",
    "list_rebuild": ".report.case_rebuild",
    "list_calendar": ".report.listing_calendar",
    "list_documents": ".report.listing_documents",
    "list_draft": ".report.listing_draft",
    "list_removal": ".report.listing_removal",
    "list_term": ".report.listing_term",
    "load_pack": ".pack.load",
    "load_registers": ".report.source",
    "log_decision": ".report.decision_log",
    "patch": ".tuning.patch",
    "publish": ".report.publicity",
    "read_feed": ".report.publicity_read",
    "read_log": ".report.decision_log",
    "replay": ".report.replay",
    "score": ".report.score",
    "search": ".tuning.search",
    "what_if": ".report.score",
    "verify_log": ".report.decision_log",
    "test_pack": ".report.case_suite",
    "tunable": ".tuning.tunable",
}

_MODULES = frozenset({"search"})
"""Names that stand for a module and not for something in one."""


def __getattr__(name: str) -> object:
    if name not in _WHERE:
        raise AttributeError(f"module 'riskgrade' has no attribute '{name}'")
    module = import_module(_WHERE[name], __name__)
    value = module if name in _MODULES else getattr(module, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
