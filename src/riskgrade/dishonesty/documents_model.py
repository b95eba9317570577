"""`documents.yaml` of a pack of the list: which Word documents there are, and what each must say."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from ..pack.register_model import Label, Model, Names
from ..pack.scalars import BadValueError, Word
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


class DocumentsModel(Model):
    """The whole file."""

    blanks: BlanksModel
    sentences: tuple[TextModel, ...] = ()
    kinds: dict[str, DocumentModel] = Field(min_length=1)
