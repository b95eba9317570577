"""The documents of a pack of the list: documents.yaml, read and held against the pack, with their templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ..pack.diagnostics import Diagnostic, DiagnosticCode, PackError, hint
from ..pack.document import Document, read_document
from ..pack.model import Pack
from ..pack.problems import explain
from ..pack.source_model import hint_citation, resolve
from .content_value import Statement
from .documents_model import DocumentsModel
from .error import ListingError
from .listing_texts import ListingTexts, places, read_texts
from .states import State

FILE = "documents.yaml"
_MODEL: TypeAdapter[DocumentsModel] = TypeAdapter(DocumentsModel)
_SECTIONS = {
    "measures": "measures", "conditions": "removal_conditions", "procedure": "removal_procedure", "remedies": "remedies",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DocumentsPlan:
    """Which documents a pack has.

    Args:
        pack: the pack.
        model: what the file says.
        texts: its sentences.
        folder: where the templates stand.
        file: the file's name for people.

    Examples:
        >>> from riskgrade.pack.load import load_pack
        >>> list(read_plan(load_pack("cn-dishonesty-list")).model.kinds)
        ['notice', 'approval', 'decision', 'removal', 'repair', 'refusal']
    """

    pack: Pack
    model: DocumentsModel
    texts: ListingTexts
    folder: Path
    file: str

    def said(self, day: date) -> tuple[Statement, ...]:
        """The sentences that only documents say, as they are said on a day.

        Args:
            day: the day.

        Raises:
            ListingError, DatingError: a figure in one of them has no value on that day.
        """
        return tuple(
            self.texts.statement("documents", one, day)
            for one in self.model.sentences
            if (one.from_ is None or one.from_ <= day) and (one.to is None or day <= one.to)
        )


def read_plan(pack: Pack) -> DocumentsPlan:
    """Read and check the documents.yaml of a pack.

    Raises:
        ListingError: the pack has none.
        PackError: with every mistake, each at its line.
    """
    texts, folder = read_texts(pack), pack.folder
    if folder is None or not (folder / FILE).is_file():
        raise ListingError(
            f"pack {pack.id} has no Word documents: it has no {FILE}; use a pack of the list that has, such as cn-dishonesty-list",
            f"规则包 {pack.id} 没有文书（缺少 {FILE}）；请使用含文书的名单规则包，如 cn-dishonesty-list",
        )
    document = read_document(folder / FILE, f"{folder.name}/{FILE}")
    try:
        model = _MODEL.validate_python(document.data)
    except ValidationError as error:
        raise PackError(explain(error, DocumentsModel, document, ())) from None
    wrong = list(_mistakes(model, texts, document, folder))
    if wrong:
        raise PackError(wrong)
    return DocumentsPlan(pack, model, texts, folder, f"{folder.name}/{FILE}")


def _mistakes(model: DocumentsModel, texts: ListingTexts, document: Document, folder: Path) -> Iterator[Diagnostic]:
    """A part without a clause or of sentences that are not there, a state that is none, a template that is missing."""
    pack = texts.pack
    fields = list(pack.registers[pack.subject or ""].fields) if pack.subject else []
    for source in model.clauses:
        if source not in pack.sources:
            en, zh = hint(source, pack.sources)
            said = f"there is no source '{source}'{en}", f"没有名为 {source} 的来源{zh}"
            yield document.diagnostic(DiagnosticCode.CITATION_UNKNOWN, ("clauses", source), *said)
    for number, sentence in enumerate(model.sentences):
        yield from _cited(sentence.cite, ("sentences", number), pack, document)
        for name in places(sentence):
            if name not in pack.parameters:
                en, zh = hint(name, pack.parameters)
                said = f"there is no '{name}' in the pack{en}", f"规则包中没有 {name}{zh}"
                yield document.diagnostic(DiagnosticCode.UNKNOWN_NAME, ("sentences", number), *said)
    for kind, one in model.kinds.items():
        if not (folder / one.template).is_file():
            en, zh = f"there is no file {one.template} in the pack", f"规则包中没有文件 {one.template}"
            yield document.diagnostic(DiagnosticCode.UNKNOWN_NAME, ("kinds", kind, "template"), en, zh)
        for name in (*one.only, *one.final):
            if name not in list(State):
                en, zh = hint(name, list(State))
                yield document.diagnostic(
                    DiagnosticCode.UNKNOWN_NAME, ("kinds", kind), f"'{name}' is no state{en}", f"{name} 不是状态{zh}"
                )
        for number, part in enumerate(one.parts):
            at = ("kinds", kind, "parts", number)
            yield from _cited(part.cite, at, pack, document)
            known = [one.id for one in model.sentences] if part.of == "sentences" else _known(part.of, texts, fields)
            for name in part.ids:
                if name not in known:
                    en, zh = hint(name, known)
                    said = f"{part.of} has no '{name}'{en}", f"{part.of} 中没有 {name}{zh}"
                    yield document.diagnostic(DiagnosticCode.UNKNOWN_NAME, at, *said)


def _cited(cites: Iterable[str], at: tuple[str | int, ...], pack: Pack, document: Document) -> Iterator[Diagnostic]:
    """Nothing is said without a clause of a known source."""
    names = list(cites)
    if not names:
        en, zh = "`cite:` is missing; name what asks for it", "缺少 cite:；须注明依据"
        yield document.diagnostic(DiagnosticCode.CITATION_MISSING, at, en, zh)
    for name in names:
        if resolve(name, dict(pack.sources)) is None:
            en, zh = hint_citation(name, pack.sources)
            said = f"there is no source '{name}'{en}", f"没有名为 {name} 的来源{zh}"
            yield document.diagnostic(DiagnosticCode.CITATION_UNKNOWN, at, *said)


def _known(of: str, texts: ListingTexts, fields: list[str]) -> list[str]:
    """The names that a part may pick of what it is made of."""
    if of == "facts":
        return fields
    return [one.id for one in getattr(texts.model, _SECTIONS[of])] if of in _SECTIONS else []
