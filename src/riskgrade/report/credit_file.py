"""`rg.credit_file`: one firm's credit file, as data frames, as a document and as a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from ..dossier import Dossier, read_dossier
from ..pack.load import load_pack
from ..pack.model import Pack
from ..registers import Registers
from .credit_file_book import write_credit_file
from .credit_file_document import document_of
from .credit_file_tables import section_table
from .dates import day_of
from .out_file import whole_file
from .refusal import RefusalError
from .source import Progress, like_input, load_registers, need_subjects


@dataclass(frozen=True)
class CreditFile:
    """A credit file.

    Args:
        dossier: what it holds.
        registers: what it was read from.
    """

    dossier: Dossier
    registers: Registers

    @property
    def needs_attention(self) -> bool:
        """Whether something could not be read, or it cannot be told whether a record is void."""
        return self.dossier.needs_attention

    @cached_property
    def document(self) -> dict[str, Any]:
        """All of it as plain data, in the form `riskgrade.credit_file/1`."""
        found: dict[str, Any] = document_of(self.dossier).model_dump(mode="json", by_alias=True)
        return found

    @cached_property
    def tables(self) -> dict[str, Any]:
        """A frame a register that was supplied and can be tied to the firm, the firm's own first."""
        return {
            one.register: like_input(section_table(one, own=one is self.dossier.own), self.registers)
            for one in self.dossier
            if one.supplied and one.reachable
        }

    def write_xlsx(self, path: str | Path) -> None:
        """Write the workbook; it appears whole or not at all.

        Raises:
            OSError: it cannot be written.
        """
        with whole_file(Path(path)) as draft:
            write_credit_file(self.dossier, draft)


def credit_file(
    subject: str,
    registers: object,
    pack: Pack | str | Path,
    as_of: date | str | None = None,
    show_persons: bool = False,
    coverage: Mapping[str, object] | None = None,
    progress: Progress | None = None,
) -> CreditFile:
    """Everything the registers hold of one firm.

    Args:
        subject: its key.
        registers: a folder, a workbook, a mapping register -> pandas or Polars frame, or what `load_registers` gave.
        pack: a pack, its id or its path; it need not grade anybody.
        as_of: what was known on this day; all that the registers hold if not given.
        show_persons: whether names of persons come out; what the pack masks always never does.
        coverage: register -> the days for which it is complete.
        progress: told what is being done.

    Returns:
        The file: `tables` (a frame a register: each record with its fields and how it stands), `document` (plain data for
        JSON), `write_xlsx(path)`, `needs_attention`.

    Raises:
        PackError, RegisterError, RefusalError, UnknownSubjectError: with what is wrong and what to do.

    Examples:
        >>> rows = [{"inspection_id": "7", "inspected_on": "2014-03-03", "score": "13"}]
        >>> found = credit_file("7", {"inspections": rows}, "us-nyc", as_of="2014-12-31")
        >>> found.tables["inspections"].select("standing", "inspected_on", "score").rows()
        [('stands', datetime.date(2014, 3, 3), 13)]
    """
    day = None if as_of is None else day_of(as_of, "as_of")
    known = pack if isinstance(pack, Pack) else load_pack(pack)
    if known.subject is None:
        raise RefusalError(
            f"pack {known.id} names no register of subjects, so nobody has a file in it. Name a pack that uses it",
            f"规则包 {known.id} 未指明主体名册，无法生成档案；请改用引用它的规则包",
        )
    read = load_registers(registers, known, coverage, progress)
    need_subjects(read, known)
    return CreditFile(read_dossier(subject, read, known, day, show_persons), read)
