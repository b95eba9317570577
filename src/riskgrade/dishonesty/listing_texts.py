"""The sentences of a pack's listing.yaml, read, checked against the pack, and said on a day."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import rfc8785
from pydantic import TypeAdapter, ValidationError

from ..explain.cites import cites_of
from ..explain.sentences import EVIDENCE
from ..pack.diagnostics import Diagnostic, DiagnosticCode, PackError, hint
from ..pack.document import Document, read_document
from ..pack.model import Pack
from ..pack.problems import explain
from ..pack.register_model import Label
from ..pack.scalars import in_order
from ..pack.source_model import Citation, hint_citation, resolve
from .content_value import Cite, FromParameter, FromText, Origin, Statement, Words
from .error import ListingError
from .figures import Figures
from .listing_model import SENTENCES, ListingModel, TextModel

FILE = "listing.yaml"
PLACE = re.compile(r"\{([^{}]*)\}")
_MODEL: TypeAdapter[ListingModel] = TypeAdapter(ListingModel)


@dataclass(frozen=True, slots=True)
class ListingTexts:
    """The sentences of a pack of the list.

    Args:
        pack: the pack.
        model: what the file says.
        file: its name for people.
        sha256: of what it says (canonical JSON), so that a draft can name the words it was made with.

    Examples:
        >>> from riskgrade.pack.load import load_pack
        >>> texts = read_texts(load_pack("cn-dishonesty-list"))
        >>> len(texts.model.factors)
        9
    """

    pack: Pack
    model: ListingModel
    file: str
    sha256: str

    def said(self, section: str, day: date) -> tuple[Statement, ...]:
        """The sentences of a section that are said on a day, in the order of the file.

        Args:
            section: one of `SENTENCES`.
            day: the day.

        Raises:
            DatingError: a figure in one of them has no value on that day.
        """
        return tuple(self.statement(section, one, day) for one in self.on(section, day))

    def on(self, section: str, day: date) -> Iterator[Any]:
        """The same as they are written."""
        for one in getattr(self.model, section):
            if (one.from_ is None or one.from_ <= day) and (one.to is None or day <= one.to):
                yield one

    def statement(self, section: str, one: TextModel, day: date, more: Iterable[Origin] = ()) -> Statement:
        """A sentence with its figures, its clauses and where it comes from.

        Args:
            section: where it stands.
            one: the sentence.
            day: the day on which it is said.
            more: what else it comes from.
        """
        figures = Figures(self.pack)
        used = {name: figures.whole(name, day) for name in places(one)}
        cites = {cite.text: cite for cite in (*self.citations(one.cite), *(c for f in used.values() for c in f.cites))}
        text = Words(zh=_filled(one.zh, used), en=_filled(one.en, used))
        origins: list[Origin] = [
            FromText(text=f"{section}.{one.id}"),
            *(FromParameter(parameter=name) for name in used),
        ]
        shown = self.cites(cites.values(), text)
        return Statement.model_validate({"id": one.id, "text": text, "cites": shown, "from": (*origins, *more)})

    def citations(self, names: Iterable[str]) -> tuple[Citation, ...]:
        """Citations as the pack resolves them; the file was checked, so that none is missing."""
        found = (resolve(name, dict(self.pack.sources)) for name in names)
        return tuple(one for one in found if one is not None)

    def cites(self, cites: Iterable[Citation], why: Words) -> tuple[Cite, ...]:
        """Citations in the words of their sources, each with the mark of its evidence.

        Args:
            cites: the citations.
            why: what they stand for.
        """
        return shown_cites(cites, self.pack, why)

    def cited(self, names: Iterable[str], why: Words) -> tuple[Cite, ...]:
        """The same, by the names that the file gives."""
        return self.cites(self.citations(names), why)


def words(label: Label, otherwise: str = "") -> Words:
    """A label of the pack as words, in both languages as far as there is one."""
    return Words(zh=label.zh or label.en or otherwise, en=label.en or label.zh or otherwise)


def shown_cites(cites: Iterable[Citation], pack: Pack, why: Words) -> tuple[Cite, ...]:
    """Citations in the words of their sources, each with the mark of its evidence."""
    return tuple(
        Cite(
            cite=one.cite, title=words(one.title), number=one.number, clause=one.clause,
            clause_title=words(one.clause_title), evidence=one.evidence,
            mark=words(EVIDENCE.get(one.evidence, Label())), why=why,
        )
        for one in cites_of(cites, pack)
    )  # fmt: skip


def places(one: TextModel) -> list[str]:
    """The names of the figures in a sentence, in the order of the Chinese text.

    Examples:
        >>> places(TextModel(id="a", zh="满{years}年", en="after {years} years"))
        ['years']
    """
    return list(dict.fromkeys([*PLACE.findall(one.zh), *PLACE.findall(one.en)]))


def _filled(text: str, figures: Mapping[str, Any]) -> str:
    return PLACE.sub(lambda found: str(figures[found[1]].value), text)


def read_texts(pack: Pack) -> ListingTexts:
    """Read and check the listing.yaml of a pack.

    Raises:
        ListingError: the pack has none; only a pack of the list drafts entries.
        PackError: with every mistake, each at its line: a sentence without a clause or in one language, a clause, figure,
            fact, flag or field that is not in the pack.
    """
    folder = pack.folder
    if folder is None or not (folder / FILE).is_file():
        raise ListingError(
            f"pack {pack.id} drafts no entries of the list: it has no {FILE}. A level alone, be it D, never drafts an "
            "entry; use a pack of the list, such as cn-dishonesty-list",
            f"规则包 {pack.id} 不起草失信名单条目（没有 {FILE}）。仅凭等级（即使为 D）不得起草列入；"
            "请使用失信名单规则包，如 cn-dishonesty-list",
        )
    document = read_document(folder / FILE, f"{folder.name}/{FILE}")
    try:
        model = _MODEL.validate_python(document.data)
    except ValidationError as error:
        raise PackError(explain(error, ListingModel, document, ())) from None
    wrong = [*_citations(model, pack, document), *_names(model, pack, document), *_dates(model, document)]
    if wrong:
        raise PackError(wrong)
    return ListingTexts(pack, model, f"{folder.name}/{FILE}", hashlib.sha256(rfc8785.dumps(document.data)).hexdigest())


def _cited(model: ListingModel) -> Iterator[tuple[tuple[str | int, ...], tuple[str, ...]]]:
    for section in (*SENTENCES, "required", "factors"):
        for number, one in enumerate(getattr(model, section)):
            yield (section, number), one.cite
    for section in ("consent", "province", "ban"):
        yield (section,), getattr(model, section).cite


def _citations(model: ListingModel, pack: Pack, document: Document) -> Iterator[Diagnostic]:
    """Nothing is said without a clause of a known source."""
    for path, cites in _cited(model):
        if not cites:
            en, zh = "`cite:` is missing; every sentence names what it rests on", "缺少 cite:；每句话都须注明依据"
            yield document.diagnostic(DiagnosticCode.CITATION_MISSING, path, en, zh)
        for name in cites:
            if resolve(name, dict(pack.sources)) is None:
                en, zh = hint_citation(name, pack.sources)
                at = (*path, "cite")
                message = f"there is no source '{name}'{en}", f"没有名为 {name} 的来源{zh}"
                yield document.diagnostic(DiagnosticCode.CITATION_UNKNOWN, at, *message)


def _names(model: ListingModel, pack: Pack, document: Document) -> Iterator[Diagnostic]:
    """Every figure, fact, flag, conclusion and field that the file names is in the pack."""
    fields = list(pack.registers[pack.subject or ""].fields) if pack.subject else []
    party = model.party
    own = list(pack.registers[party.register_].fields) if party.register_ in pack.registers else []
    entries = list(pack.registers[model.earlier.register_].fields) if model.earlier.register_ in pack.registers else []
    facts = [fact.name for fact in pack.facts]
    flags = [rule.flag for rule in pack.rules if rule.flag]
    concluded = [rule.conclude for rule in pack.rules if rule.conclude]
    asked: list[tuple[tuple[str | int, ...], Iterable[str], Iterable[str]]] = [
        (("names",), (model.names.heavier, *model.names.heavier_unsure), concluded),
        (("names",), (model.names.restricting_kinds,), pack.parameters),
        (
            ("names",),
            (model.names.kinds, model.names.performed_on, model.names.harm_removed_on, model.names.ban_until),
            fields,
        ),
        (("party",), (party.name, party.uscc, party.party_type, party.legal_representative), fields),
        (("party",), (party.register_,), pack.registers),
        (("party",), (party.own_name,), own),
        (("names",), model.names.altered, _ends(pack)),
        (("reason_fields",), model.reason_fields, fields),
        (("consent",), (model.consent.field,), fields),
        (("consent",), (model.consent.levels,), pack.parameters),
        (("province",), (model.province.authority,), fields),
        (("province",), (model.province.field,), own),
        (("earlier",), (model.earlier.register_,), pack.registers),
        (("earlier",), (model.earlier.removed_on, model.earlier.ban_until), entries),
        (("earlier",), (model.earlier.notice,), [one.id for one in model.notices]),
        (("ban",), (model.ban.kinds, model.ban.years), pack.parameters),
    ]
    for number, required in enumerate(model.required):
        asked.append((("required", number), required.fields, fields))
    for number, factor in enumerate(model.factors):
        asked.append((("factors", number), factor.facts, facts))
        asked.append((("factors", number), factor.fields, fields))
        asked.append((("factors", number), factor.hint_flags, flags))
    for number, reason in enumerate(model.reasons):
        asked.append((("reasons", number), (reason.conclude, *([reason.unless] if reason.unless else [])), concluded))
    for section in SENTENCES:
        for number, one in enumerate(getattr(model, section)):
            asked.append(((section, number), places(one), pack.parameters))
    for path, names, known in asked:
        for name in names:
            if name not in known:
                en, zh = hint(name, known)
                message = f"there is no '{name}' in the pack{en}", f"规则包中没有 {name}{zh}"
                yield document.diagnostic(DiagnosticCode.UNKNOWN_NAME, path, *message)


def _ends(pack: Pack) -> Iterable[str]:
    """The codes of why a record of the subject register ended."""
    model = pack.registers.get(pack.subject or "")
    return () if model is None or model.void is None else model.fields[model.void.reason].values or ()


def _dates(model: ListingModel, document: Document) -> Iterator[Diagnostic]:
    """The sentences of one name follow one another in time."""
    for section in SENTENCES:
        numbered = list(enumerate(getattr(model, section)))
        for number, one in numbered:
            if not in_order(one.from_, one.to):
                yield document.reversed_dates((section, number))
        for name in {one.id for _, one in numbered}:
            versions = sorted((v for v in numbered if v[1].id == name), key=lambda v: v[1].from_ or date.min)
            for (_, before), (number, after) in pairwise(versions):
                if before.to is None or after.from_ is None or before.to >= after.from_:
                    en = f"'{name}' is said twice on one day; end the first on {_day_before(after.from_)}"
                    zh = f"{name} 在同一日有两种表述；请把前一条的 to 写为后一条生效的前一日"
                    yield document.diagnostic(DiagnosticCode.DATES_OVERLAP, (section, number), en, zh)


def _day_before(day: date | None) -> str:
    return "the day before the second begins" if day is None else (day - timedelta(days=1)).isoformat()
