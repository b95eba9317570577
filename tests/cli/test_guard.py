"""Whatever goes wrong becomes one message; only RISKGRADE_DEBUG=1 shows where."""

import errno

import click
import pytest
from click.testing import CliRunner

from riskgrade.cli.fault_text import failure_of
from riskgrade.cli.guard import guarded
from riskgrade.cli.main import main
from riskgrade.facts.engines import EngineError
from riskgrade.pack.dating import DatingError
from riskgrade.registers import RegisterError
from riskgrade.report.refusal import RefusalError


class Panic(BaseException):
    """As Polars raises one: no Exception."""


def broken(error):
    def run():
        raise error

    return run


@pytest.mark.parametrize("error", [ValueError("secret"), Panic("secret"), AssertionError(), KeyError("x")])
def test_a_fault_of_riskgrade_is_told_as_such(error, capsys, monkeypatch):
    monkeypatch.delenv("RISKGRADE_DEBUG", raising=False)
    assert guarded(broken(error)) == 2
    told = capsys.readouterr().err
    assert told.startswith(
        f"error: This is a fault of riskgrade ({type(error).__name__}), not of your data; nothing was written."
    )
    assert "RISKGRADE_DEBUG=1" in told
    assert "Traceback" not in told
    assert "secret" not in told


def test_with_debugging_it_shows_where(capsys, monkeypatch):
    monkeypatch.setenv("RISKGRADE_DEBUG", "1")
    assert guarded(broken(ValueError("secret"))) == 2
    assert "ValueError: secret" in capsys.readouterr().err


@pytest.mark.parametrize("kind", [RegisterError, DatingError, EngineError, RefusalError])
def test_every_error_of_riskgrade_has_two_languages(kind, capsys):
    assert guarded(broken(kind("the file is empty", "文件为空"))) == 2
    assert capsys.readouterr().err == "error: the file is empty\n错误：文件为空\n"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "x", "out/a.csv"), "The disk is full (out/a.csv); nothing was left half-written."),
        (PermissionError(errno.EACCES, "x", "out"), "There is no permission (out)."),
        (OSError(errno.EROFS, "x"), "The disk cannot be written."),
        (FileNotFoundError(errno.ENOENT, "x", "a"), "It is not there (a)."),
        (OSError(errno.EIO, "Input/output error", "a"), "The system refused: Input/output error (a)."),
        (OSError("odd"), "The system refused: odd."),
        (MemoryError(), "There is not enough memory; grade fewer records at a time, or use a larger machine."),
    ],
)
def test_errors_of_the_system(error, said):
    failure = failure_of(error)
    assert failure is not None
    assert (failure.en, failure.status) == (said, 2)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EFBIG, "系统拒绝操作：文件过大 (a)。"),
        (errno.EISDIR, "系统拒绝操作：是文件夹，不是文件 (a)。"),
        (errno.EIO, "系统拒绝操作：读写出错 (a)。"),
        (errno.ENOSPC, "磁盘已满"),
        (errno.EROFS, "磁盘为只读"),
        (errno.EACCES, "没有访问权限"),
    ],
)
def test_what_the_system_says_is_chinese_in_chinese(number, words):
    failure = failure_of(OSError(number, "Some English Words", "a"))
    assert failure is not None
    assert words in failure.zh
    assert "English" not in failure.zh


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort(), EOFError()])
def test_an_interrupt_is_130(error, capsys):
    assert guarded(broken(error)) == 130
    assert capsys.readouterr().err.endswith(
        "error: Interrupted; nothing was written.\n错误：已中断；没有写出任何内容。\n"
    )


@pytest.mark.parametrize(
    "asked", [[], ["grade"], ["score"], ["replay"], ["conform"], ["test"], ["file"], ["log", "choose"]]
)
def test_help_keeps_its_lines_and_shows_no_marks(asked):
    done = CliRunner().invoke(main, [*asked, "--help"])
    assert done.exit_code == 0
    assert "\\b" not in done.stdout


def test_nothing_hidden_reaches_the_terminal(capsys):
    guarded(broken(RegisterError("a\x1b[2Jb\u202ec", "甲\u3000乙\r丙")))
    assert capsys.readouterr().err == "error: a\\x1b[2Jb\\u202ec\n错误：甲\u3000乙\\r丙\n"


@pytest.mark.parametrize("value", [0, 1, None, True, "text"])
def test_what_a_command_returns_is_its_status(value):
    assert guarded(lambda: value) == (value if value in (0, 1) and value is not True else 0)


def test_a_terminal_without_chinese_gets_it_written_out():
    done = CliRunner(charset="ascii").invoke(main, ["nope"])
    assert done.exit_code == 2
    assert "\\u6ca1\\u6709\\u547d\\u4ee4" in done.stderr


def test_json_for_a_terminal_without_chinese_is_escaped():
    import json

    done = CliRunner(charset="ascii").invoke(main, ["pack", "list", "--json"])
    assert done.exit_code == 0
    assert json.loads(done.stdout)[0]["title"]["zh"]
