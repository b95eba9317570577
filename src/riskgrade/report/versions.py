"""The versions that a result depends on."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version


def installed(package: str) -> str:
    """The version of an installed package, or ``unknown`` where it runs from a folder.

    Examples:
        >>> installed("no-such-package")
        'unknown'
    """
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


def versions(engine: str) -> dict[str, str]:
    """What computed a run: riskgrade, the engine and what lies between.

    Args:
        engine: ``polars`` or ``duckdb``.

    Examples:
        >>> list(versions("polars"))
        ['riskgrade', 'python', 'narwhals', 'polars']
    """
    packages = ["narwhals", "polars", *([engine] if engine != "polars" else [])]
    return {"riskgrade": __version__, "python": platform.python_version(), **{one: installed(one) for one in packages}}


__version__ = installed("riskgrade")
