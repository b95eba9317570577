"""`documents.yaml` of a pack of the list: which Word documents there are, and what each must say."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from ..pack.register_model import Label, Model, Names
from ..pack.scalars import BadValueError, Word
from .documents_clause import FIGURES, WORDS
from .listing_model import TextModel

Source = Literal[
    "facts", "grounds", "basis", "measures", "conditions", "procedure", "remedies", "factors", "consent", "sentences"
]  # fmt: skip
"""What of a draft a part is made of; `sentences` are those of documents.yaml itself."""


class DocumentPartModel(Model):
    """A part that a document must say; without it the document is not made.

    Args:
        part: its name in the template.
        of: what of the draft it is made of.
        ids: only these sentences, in this order, none of which may be missing; of `facts` those fields that are known.
        label: what it is called where it is missing.
        cite: why the law wants it.
    """

    part: Word
    of: Source
    ids: Names = ()
    label: Label
    cite: Names = ()


class DocumentModel(Model):
    """A document.

    Args:
        title: what it is.
        template: the Word file, inside the pack.
        only: the states of an entry of the case register of which it is made; empty where a draft by itself will do.
        final: the states in which it is no draft any more and loses the mark.
        ground: on which ground the entry was removed, where it was.
        parts: what it must say.
    """

    title: Label
    template: str
    only: Names = ()
    final: Names = ()
    ground: Word | None = None
    parts: tuple[DocumentPartModel, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _inside(self) -> DocumentModel:
        if self.template.startswith("/") or ".." in self.template.split("/") or "\\" in self.template:
            raise BadValueError(
                "name a file inside the pack, such as templates/notice.docx", "请写包内文件，如 templates/notice.docx"
            )
        return self


class BlanksModel(Model):
    """What stands where a person has to write: nothing of it is ever made up.

    Args:
        number, seal, day: of the document.
        seriousness, uncertain: what an officer has to conclude.
        masked: beside a name that is masked.
        unread: beside a clause whose text was not read.
        nothing: where there is nothing.
    """

    number: str
    seal: str
    day: str
    seriousness: str
    uncertain: str
    masked: str
    unread: str
    nothing: str


def _form(text: str) -> str:
    if text.count(WORDS) + text.count(FIGURES) != 1:
        raise BadValueError(
            f"write the number once, as {WORDS} or {FIGURES}, such as 第{WORDS}条",
            f"请写一处编号 {WORDS} 或 {FIGURES}，如 第{WORDS}条",
        )
    return text


Form = Annotated[str, AfterValidator(_form)]
"""How a part of a clause's number is written: 第{words}条 is 第五条, 第{figures}目 is 第3目."""


class DocumentsModel(Model):
    """The whole file.

    Args:
        blanks: what stands where a person has to write.
        clauses: source -> how the parts of a clause's number are written, from the article down; of other sources it stays as it is.
        sentences: what only documents say.
        kinds: the documents.
    """

    blanks: BlanksModel
    clauses: dict[str, tuple[Form, ...]] = {}
    sentences: tuple[TextModel, ...] = ()
    kinds: dict[str, DocumentModel] = Field(min_length=1)
