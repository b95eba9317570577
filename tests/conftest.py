"""What all tests share: the real data beside the repository, and how many examples Hypothesis draws."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"

settings.register_profile(
    "riskgrade",
    max_examples=int(os.environ.get("RISKGRADE_EXAMPLES", "100")),
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("riskgrade")


def _shared_is_required() -> bool:
    return os.environ.get("RISKGRADE_REQUIRE_SHARED") == "1"


def shared_data(path: str) -> Path:
    """A file or folder of the real data kept beside the repository.

    Args:
        path: the path below `../shared/data`, such as ``fhrs-norwich``.

    Where it is absent the test is skipped, or fails if `RISKGRADE_REQUIRE_SHARED=1` (as in `.ci/run`).
    """
    found = SHARED / path
    if not found.exists():
        word = f"the real data ../shared/data/{path} is not beside this repository"
        if _shared_is_required():
            pytest.fail(word, pytrace=False)
        pytest.skip(word)
    return found


@pytest.fixture(name="shared_data")
def shared_data_fixture():
    """The function `shared_data`."""
    return shared_data


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Where everything is required, a run in which no test passed (all skipped, say) is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(session.config, "workerinput") or session.config.option.collectonly:
        return
    if _shared_is_required() and exitstatus == pytest.ExitCode.OK and not reporter.stats.get("passed"):
        session.exitstatus = pytest.ExitCode.NO_TESTS_COLLECTED
