"""Reading a Word file with a library that had no part in filling it in, and drafts whose documents are made."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

from docx import Document

from riskgrade.dishonesty.content import ListingDraft, document_of, with_id
from riskgrade.dishonesty.documents import DocumentMaker
from riskgrade.dishonesty.documents_plan import read_plan
from riskgrade.report.listing_draft import list_draft
from tests.dishonesty import packs
from tests.dishonesty.penalties import firm, penalty


@cache
def maker() -> DocumentMaker:
    """The documents of the shipped pack."""
    return DocumentMaker(read_plan(packs.pack()))


@cache
def drafts() -> dict[str, ListingDraft]:
    """A draft of each level: `candidate` and `manual`."""
    rows = [penalty("CF1"), penalty("CF2", act="FSL-126.1.1", kinds="suspend_business")]
    found = list_draft({"penalties": rows, "enterprises": [firm()]}, "2023-12-31")
    return {one.level: one for one in found.drafts}


def changed(**parts: Any) -> ListingDraft:
    """The candidate's draft with parts of its document replaced."""
    return with_id(document_of(drafts()["candidate"]) | parts)


def lines(content: bytes) -> list[str]:
    """The text of a Word file, paragraph by paragraph, those of its tables too."""
    document = Document(BytesIO(content))
    found = [one.text for one in document.paragraphs]
    for table in document.tables:
        found += [paragraph.text for row in table.rows for cell in row.cells for paragraph in cell.paragraphs]
    return found


def text(content: bytes) -> str:
    """The same in one."""
    return "\n".join(lines(content))


def header(content: bytes) -> str:
    """The text of the header."""
    return "".join(one.text for one in Document(BytesIO(content)).sections[0].header.paragraphs)
