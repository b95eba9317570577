"""A case register on disk, and acts on it as the commands do them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from riskgrade.dishonesty.case_act import Done, act
from riskgrade.dishonesty.case_acts import doing, opening
from riskgrade.dishonesty.case_file import to_read
from riskgrade.dishonesty.states import Act
from riskgrade.log.verify import verify
from riskgrade.report.case_rebuild import list_rebuild
from riskgrade.report.decision_log import ROOMS
from tests.dishonesty.case_world import AT, MAKER, OTHER, USUAL, document


class Office:
    """Officers at one case register.

    Args:
        folder: where it is.
    """

    def __init__(self, folder: Path) -> None:
        self.register, self.log = folder / "cases.db", folder / "cases.db.log"

    def open(self, *drafts: dict[str, Any], by: str = MAKER, on: str = "2024-01-05", dry_run: bool = False) -> Done:
        """Drafts are entered."""
        makes = [opening(one, on) for one in drafts or (document(),)]
        return act(self.register, None, makes, AT, by, begin=True, dry_run=dry_run)

    def do(
        self, what: Act, by: str = MAKER, on: str = "2024-01-05", case: str = "CF1", expect: str | None = None,
        dry_run: bool = False, log: Path | None = None, **said: Any,
    ) -> Done:  # fmt: skip
        """An act; one that is refused raises."""
        make = doing(what, case, on, expect, None, **(USUAL[what] | said))
        done = act(self.register, log, [make], AT, by, dry_run=dry_run)
        if isinstance(done.entries[0], Exception):
            raise done.entries[0]
        return done

    def noticed(self, *cases: str) -> None:
        """Entries that wait for approval."""
        names = cases or ("CF1",)
        self.open(*(document(record=one) for one in names))
        for one in names:
            self.do(Act.CONCLUDE, case=one)
            self.do(Act.NOTICE, case=one)

    def stands(self, case: str = "CF1") -> str:
        """The state, as the file or what follows in the log says."""
        with to_read(self.register, None) as (register, _, _):
            return str(next(one for one in register.rows()["entries"] if one["record_id"] == case)["state"])

    def behind(self) -> int:
        """How many entries of the log the file is behind."""
        with to_read(self.register, None) as (_, _, behind):
            return behind

    def check(self) -> None:
        """The log is whole and lawful, and the register is what a rebuild makes."""
        assert verify(self.log, ROOMS).faults == ()
        assert list_rebuild(self.register, dry_run=True).was == "same"


__all__ = ["AT", "MAKER", "OTHER", "Office"]
