"""Processes of their own for tests, made quickly: one that has imported everything makes the others by fork."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVER = """
import json, os, pathlib, resource, signal, sys, traceback
from riskgrade.dishonesty.case_error import CaseError
from riskgrade.dishonesty.states import Act
from riskgrade.log.error import LogError
from tests.dishonesty.case_office import Office

def die(*given, **named):
    os.kill(os.getpid(), signal.SIGKILL)

for line in sys.stdin:
    asked = json.loads(line)
    if "wait" in asked:
        print(os.waitstatus_to_exitcode(os.waitpid(asked["wait"], 0)[1]), flush=True)
        continue
    child = os.fork()
    if child == 0:
        out = os.open(asked["out"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(out, 1), os.dup2(out, 2)
        office = Office(pathlib.Path(asked["folder"]))
        try:
            exec(asked["code"])
            sys.stdout.flush()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    print(child, flush=True)
"""


class Nursery:
    """Makes processes; each runs code that knows `office`, the errors, `Act`, `die`, `os`, `signal` and `resource`."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.count = folder, 0
        self.server = subprocess.Popen(
            [sys.executable, "-c", SERVER], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def start(self, code: str, at: Path) -> Child:
        """Begin a process.

        Args:
            code: what it does.
            at: the folder of its office.
        """
        self.count += 1
        out = self.folder / f"{self.count}.out"
        out.touch()
        out.chmod(0o666)
        return Child(self, int(self.ask(code=code, folder=str(at), out=str(out))), out)

    def ask(self, **asked: object) -> str:
        """One question, one line."""
        assert self.server.stdin is not None
        assert self.server.stdout is not None
        self.server.stdin.write(json.dumps(asked) + "\n")
        self.server.stdin.flush()
        return self.server.stdout.readline()

    def close(self) -> None:
        """No more processes."""
        self.server.communicate(timeout=30)


class Child:
    """A process."""

    def __init__(self, nursery: Nursery, pid: int, out: Path) -> None:
        self.nursery, self.pid, self.out = nursery, pid, out

    def wait(self) -> int:
        """How it ended."""
        return int(self.nursery.ask(wait=self.pid))

    @property
    def said(self) -> str:
        """What it wrote."""
        return self.out.read_text("utf-8")
