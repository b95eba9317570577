"""From a folder of YAML files to a `Pack`: read, merge, compile, and refuse with every mistake at its line."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import rfc8785

from ..language.environment import Environment, TableType
from ..language.types import Kind, Type, date_type
from .check_registers import check_dates, check_names, check_registers
from .compile_calendar import compile_calendar
from .compile_calibration import compile_calibration
from .compile_facts import CONSTANTS, FactCompiler, visibility
from .compile_grades import GradeCompiler
from .compile_ranks import RankCompiler
from .compile_rules import RuleCompiler
from .compiled import Compiled
from .diagnostics import Diagnostic, DiagnosticCode, PackError, hint
from .edits import Changes, Edit, apply_changes, of_this_pack, refuse_strangers
from .evidence import rests_on
from .expressions import Compiler, names_in
from .merge import merge
from .model import Pack
from .needed import with_needed_facts
from .parameter import Parameter, build_parameter
from .parts import CALIBRATION, FACTS, GRADES, PARAMETERS, RANKS, REGISTERS, RULES, SOURCES, Part, Parts, read_parts
from .record_conditions import compile_conditions
from .register_model import RegisterModel
from .shelf import find_pack
from .source_model import Citation, Evidence, Source, hint_citation, resolve
from .working_days import WorkingDays


def load_pack(name: str | Path, asking: tuple[str, ...] = ()) -> Pack:
    """Load a rule pack.

    Args:
        name: a shipped pack's id, or the path of a pack's folder.
        asking: the ids of packs that compose this one, to find a circle.

    Returns:
        The pack, typed and ready to evaluate.

    Raises:
        PackError: with every mistake found, each with file, line and the nearest known name.

    Examples:
        >>> load_pack("uk-fhrs").grades["rating"].levels
        ('5', '4', '3', '2', '1', '0')
    """
    folder = find_pack(str(name))
    return _Loader(merge(read_parts(folder)), asking).load()


def load_edited(folder: Path, changes: Changes) -> tuple[Pack, tuple[Edit, ...], str]:
    """Load a pack with values changed before it is compiled: every check that holds for a pack holds for it.

    Args:
        folder: the pack's folder.
        changes: path -> value, as `riskgrade.pack.edits` tells.

    Returns:
        The pack, its hash being that of what it now says; the values replaced; the hash of the pack as it is written.

    Raises:
        PackError: a path leads nowhere, or what the pack would say is wrong.
    """
    loader = _Loader(merge(read_parts(folder)), (), changes)
    pack = loader.load()
    return pack, tuple(loader.edits), loader.declared


class _Loader:
    """Compiles merged parts."""

    def __init__(self, parts: Parts, asking: tuple[str, ...], changes: Changes | None = None) -> None:
        self.parts, self.asking = parts, (*asking, parts.pack.id)
        self.wrong: list[Diagnostic] = []
        self.changes, self.inner = of_this_pack(changes or {})
        self.written = {kind: dict(items) for kind, items in parts.items.items()}
        self.edits = list(apply_changes(parts, self.changes, self.wrong))
        self.inner_declared: dict[str, str] = {}
        self.sources: dict[str, Source] = {name: part.model for name, part in parts.items[SOURCES].items()}
        self.loaded: dict[str, Pack] = {}
        self.calendar: WorkingDays | None = None

    def load(self) -> Pack:
        parts, pack = self.parts, self.parts.pack
        self._refuse()
        check_dates(parts, self.wrong)
        registers: dict[str, RegisterModel] = {name: part.model for name, part in parts.items[REGISTERS].items()}
        check_registers(parts, self.wrong)
        check_names(parts, self.wrong)
        parameters = self._parameters()
        constants = constants_of(parameters)
        self.calendar = self._calendar()
        conditions = compile_conditions(parts, constants, self.wrong)
        self._refuse()
        if pack.subject is None:
            return self._library(registers, parameters)
        self._check_subject(pack.subject, registers)
        own = {name: part for name, part in parts.items[FACTS].items() if part.model.of in (None, pack.subject)}
        facts = FactCompiler(registers, pack.subject, constants, conditions, self.wrong, self.calendar).compile(own)
        fields = registers[pack.subject].types
        names = {**constants.names, **fields, **{fact.name: fact.type for fact in facts}}
        environment = replace(constants, names=names)
        self._refuse()
        cites = {name: self._cite(part, part.model.cite, ("cite",)) for name, part in parts.items[RULES].items()}
        compiler = RuleCompiler(environment, fields, parts.items[GRADES], self.wrong, pack.dated_by)
        rules = compiler.compile(parts.items[RULES], cites)
        concluded = {rule.conclude: Type(Kind.BOOL) for rule in rules if rule.conclude}
        wider = replace(environment, names={**names, **concluded})
        grades = GradeCompiler(wider, self._cite, self._compose, self.wrong).compile(parts.items[GRADES])
        refuse_strangers(parts, self.inner, self.loaded, self.wrong)
        where = self._where(environment)
        visible = self._visible(registers[pack.subject], constants)
        by_name = {fact.name: fact for fact in facts}
        ranks = RankCompiler(wider, by_name, parameters, self.calendar, self._cite, self.wrong).compile(parts)
        compiled = Compiled(parts, pack.subject, registers, by_name, parameters, rules, grades)
        # What may move is said of the declared values; a patched pack is graded by its own.
        bounds = {} if self.changes else compile_calibration(compiled, self._cite, self.wrong)
        self._refuse()
        where_uses = frozenset(names_in(where.node)) if where else frozenset()
        for name, grade in grades.items():
            weakest = rests_on(grade, grades, by_name, rules, parameters, where_uses, self.calendar)
            grades[name] = replace(grade, rests_on=weakest)
        shared = self._shared_registers(registers, grades)
        return Pack(
            pack.id, pack.version, pack.title, pack.subject, pack.from_, pack.to, where, visible, shared, facts,
            parameters, rules, grades, self.sources, self._hash(), {one.id: one.sha256 for one in self.loaded.values()},
            where_uses, self.calendar, ranks, parts.folder, bounds,
        )  # fmt: skip

    def _refuse(self) -> None:
        if self.wrong:
            raise PackError(self.wrong)

    def _library(self, registers: Mapping[str, RegisterModel], parameters: Mapping[str, Parameter]) -> Pack:
        pack = self.parts.pack
        for kind in (RULES, GRADES, RANKS, CALIBRATION):
            for part in list(self.parts.items[kind].values())[:1]:
                en, zh = "`subject` is missing in pack.yaml: whose", "pack.yaml 缺少 subject：请写明评级对象的登记册"
                message = f"{en} {kind} are these? Name the register whose rows are graded"
                self.wrong.append(part.diagnostic(DiagnosticCode.MISSING_KEY, message, zh))
        self._refuse()
        return Pack(
            pack.id, pack.version, pack.title, None, pack.from_, pack.to, None, (), registers, (), parameters, (), {},
            self.sources, self._hash(), calendar=self.calendar, folder=self.parts.folder,
        )  # fmt: skip

    def _check_subject(self, subject: str, registers: Mapping[str, RegisterModel]) -> None:
        """The subject and every fact's `of` is a register, `dated_by` a date of the subject."""
        if subject not in registers:
            en, zh = hint(subject, registers)
            message = f"the subject '{subject}' is no register{en}", f"subject {subject} 不是登记册{zh}"
            self.wrong.append(self.parts.diagnostic(DiagnosticCode.UNKNOWN_NAME, *message, ("subject",)))
            self._refuse()
        for part in self.parts.items[FACTS].values():
            of = part.model.of
            if of is not None and of not in registers:
                en, zh = hint(of, registers)
                message = f"there is no register '{of}'{en}", f"没有名为 {of} 的登记册{zh}"
                self.wrong.append(part.diagnostic(DiagnosticCode.UNKNOWN_NAME, *message, ("of",)))
        dated = self.parts.pack.dated_by
        dates = [name for name, field in registers[subject].fields.items() if field.kind is Kind.DATE]
        if dated is not None and dated not in dates:
            en, zh = hint(dated, dates)
            message = f"'{dated}' is no date of {subject}{en}", f"{dated} 不是 {subject} 的日期字段{zh}"
            self.wrong.append(self.parts.diagnostic(DiagnosticCode.UNKNOWN_NAME, *message, ("dated_by",)))
        self._refuse()

    def _parameters(self) -> dict[str, Parameter]:
        found = {}
        for name, part in self.parts.items[PARAMETERS].items():
            cites = {number: self._cite(part, model.cite, (number, "cite")) for number, model in enumerate(part.model)}
            parameter = build_parameter(name, part, cites, self.wrong)
            if parameter is not None:
                found[name] = parameter
        return found

    def _calendar(self) -> WorkingDays | None:
        model = self.parts.pack.calendar
        if model is None:
            return None
        return compile_calendar(model, self._cite(self.parts, model.cite, ("calendar", "cite")), self.parts, self.wrong)

    def _cite(self, part: Part | Parts, texts: tuple[str, ...], at: tuple[str | int, ...]) -> tuple[Citation, ...]:
        """Resolve citations; a source of another jurisdiction is design here."""
        if not texts:
            en, zh = (
                "`cite:` is missing; everything that a pack says names what it rests on",
                "缺少 cite:；规则包的每项内容都须注明依据",
            )
            self.wrong.append(part.diagnostic(DiagnosticCode.CITATION_MISSING, en, zh, at))
        found = []
        for text in texts:
            citation = resolve(text, self.sources)
            if citation is None:
                en, zh = hint_citation(text, self.sources)
                if not en:
                    known = ", ".join(self.sources) or "none"
                    en, zh = f"; the sources are: {known}", f"；现有来源：{known}"
                message = f"there is no source '{text}'{en}", f"没有名为 {text} 的来源{zh}"
                self.wrong.append(part.diagnostic(DiagnosticCode.CITATION_UNKNOWN, *message, at))
                continue
            # A value that a patch changed is not what the clause says.
            patched = isinstance(part, Part) and part.edited
            if patched or self._elsewhere(self.sources[citation.source]):
                citation = citation.model_copy(update={"evidence": Evidence.DESIGN})
            found.append(citation)
        return tuple(found)

    def _elsewhere(self, source: Source) -> bool:
        """Whether a source is used outside its jurisdiction or its dates."""
        pack = self.parts.pack
        ended = source.to is not None and pack.from_ is not None and source.to < pack.from_
        later = source.from_ is not None and pack.to is not None and source.from_ > pack.to
        # What holds in a country holds in its parts: CN in CN-51.
        here, there = f"{pack.jurisdiction}-", f"{source.jurisdiction}-"
        return ended or later or bool(source.jurisdiction and pack.jurisdiction and not here.startswith(there))

    def _compose(self, name: str, part: Part) -> Pack | None:
        if name in self.loaded:
            return self.loaded[name]
        at = ("first_in_scope",)
        try:
            parts = read_parts(find_pack(name, self.parts.folder))
            if parts.pack.id in self.asking:
                circle = " -> ".join([*self.asking, parts.pack.id])
                en, zh = f"the pack is composed of itself: {circle}", f"规则包组合了自身：{circle}"
                self.wrong.append(part.diagnostic(DiagnosticCode.USE_CYCLE, en, zh, at))
                return None
            inner = _Loader(merge(parts), self.asking, self.inner.pop(parts.pack.id, None))
            pack = inner.load()
            self.edits.extend(one.inside(pack.id) for one in inner.edits)
            self.inner_declared[pack.id] = inner.declared
        except PackError as error:
            self.wrong.extend(part.at_home(error, at))
            return None
        if pack.subject != self.parts.pack.subject:
            en = f"pack {pack.id} grades {pack.subject}, this one {self.parts.pack.subject}"
            zh = f"规则包 {pack.id} 的主体是 {pack.subject}，与本包 {self.parts.pack.subject} 不同"
            self.wrong.append(part.diagnostic(DiagnosticCode.COMPOSITION, en, zh, ("first_in_scope",)))
            return None
        self.loaded[name] = with_needed_facts(pack)
        return self.loaded[name]

    def _where(self, environment: Environment) -> Any:
        text = self.parts.pack.where
        return Compiler(self.wrong).compile(text, environment, Kind.BOOL, self.parts, ("where",)) if text else None

    def _visible(self, register: RegisterModel, constants: Environment) -> tuple[tuple[Any, str], ...]:
        environment = replace(constants, names={**constants.names, **register.types})
        compiler = Compiler(self.wrong)
        pairs = [
            (compiler.compile(text, environment, Kind.BOOL, self.parts, ("subject",)), reason)
            for text, reason in visibility(register)
        ]
        return tuple((typed, reason) for typed, reason in pairs if typed is not None)

    def _shared_registers(
        self, registers: dict[str, RegisterModel], grades: Mapping[str, Any]
    ) -> dict[str, RegisterModel]:
        """The registers of this pack and of the packs it is composed of, which must agree."""
        shared = dict(registers)
        for pack in self.loaded.values():
            for name, register in pack.registers.items():
                if shared.setdefault(name, register) != register:
                    en = f"register {name} of pack {pack.id} differs from this pack's; let both use one base"
                    zh = f"规则包 {pack.id} 的登记册 {name} 与本包不同；请让两者引用同一基础包"
                    self.wrong.append(self.parts.diagnostic(DiagnosticCode.COMPOSITION, en, zh))
        self._refuse()
        return shared

    @property
    def declared(self) -> str:
        """The hash of the pack as it is written, without the changes of a patch."""
        return self._hash(self.written, {one: self.inner_declared[one] for one in self.loaded})

    def _hash(
        self, parts: Mapping[str, Mapping[str, Part]] | None = None, packs: Mapping[str, str] | None = None
    ) -> str:
        """A hash of the content: of what the files say, not of their comments or layout."""
        content = {
            kind: {name: _plain(part) for name, part in items.items()}
            for kind, items in (parts or self.parts.items).items()
            if items or kind not in (RANKS, CALIBRATION)  # a pack without says what it said before there were any
        }
        pack = self.parts.pack.model_dump(mode="json", by_alias=True, exclude={"sources", "calendar", "ranks"})
        whole: dict[str, Any] = {"pack": pack, "parts": content, "order": list(self.parts.items[RULES])}
        whole["packs"] = packs if packs is not None else {one.id: one.sha256 for one in self.loaded.values()}
        if self.parts.pack.calendar is not None and self.calendar is not None:
            # The days come from a library: where another version of it has other days, the pack says something else.
            written = self.parts.pack.calendar.model_dump(mode="json", by_alias=True)
            whole["calendar"] = written | {"working_days": list(self.calendar.numbers)}
        # RFC 8785 sorts keys; which grade of a matrix is the rows is told by their order alone.
        grades = self.parts.items[GRADES]
        axes = {name: list(part.model.matrix) for name, part in grades.items() if part.model.matrix is not None}
        return hashlib.sha256(rfc8785.dumps(whole | ({"axes": axes} if axes else {}))).hexdigest()


def _plain(part: Part) -> Any:
    data = part.document.data
    for step in part.path:
        data = data[step]
    return data


def constants_of(parameters: Mapping[str, Parameter]) -> Environment:
    """The names that are the same in every row of every register: the days of a run, and a pack's parameters.

    Args:
        parameters: the pack's parameters.
    """
    scalars = {name: one.type for name, one in parameters.items() if one.type is not None}
    tables: dict[str, TableType] = {name: one.table for name, one in parameters.items() if one.table is not None}
    lists = frozenset(name for name, one in parameters.items() if one.type is None and one.table is None)
    dates = {name: date_type(maybe=False) for name in CONSTANTS}
    return Environment(names={**scalars, **dates}, tables=tables, lists=lists)
