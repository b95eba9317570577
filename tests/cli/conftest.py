"""Running a command line as a user does, and a made-up pack to run it on."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from click.testing import CliRunner

from riskgrade.cli.main import main
from tests.report import sample


@dataclass
class Done:
    """What a command did."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on stdout."""
        return json.loads(self.out)


@pytest.fixture
def riskgrade():
    """Run a command; whatever happens, no traceback reaches the user."""

    def ran(*args):
        result = CliRunner().invoke(main, [str(arg) for arg in args], prog_name="riskgrade")
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert "Traceback" not in result.output
        return Done(result.exit_code, result.stdout, result.stderr)

    return ran


@pytest.fixture
def refused(riskgrade):
    """Run a command that must be refused: status 2, nothing on stdout, one message in English and then in Chinese."""

    def ran(*args):
        done = riskgrade(*args)
        assert (done.status, done.out) == (2, "")
        english, _, chinese = done.err.partition("\n错误：")
        assert english.startswith("error: ")
        assert chinese
        return english.removeprefix("error: ").strip(), chinese.strip()

    return ran


@pytest.fixture
def pack(tmp_path):
    return sample.write_pack(tmp_path / "packs")


@pytest.fixture
def registers(tmp_path):
    return sample.write_registers(tmp_path)


@pytest.fixture
def grade(pack, registers, tmp_path):
    """The arguments of an ordinary `grade`."""
    return ["grade", registers, "--pack", pack, "--as-of", sample.AS_OF, "--out", tmp_path / "out"]
