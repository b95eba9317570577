"""`facts.yaml` compiled: each fact typed, its records' condition built, all in the order they can be computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..language import tree
from ..language.environment import Environment
from ..language.typed import Typed
from ..language.types import INFINITY, Kind, Type, date_type
from .circle import circle_in
from .compile_aggregates import aggregate_of, aggregate_type, exact, with_absent
from .compile_stretches import StretchCompiler
from .diagnostics import Diagnostic, DiagnosticCode, hint
from .expressions import Compiler, names_in
from .model import Fact, Stretches
from .part_models import FactModel
from .parts import Part
from .record_conditions import Conditions, written_out
from .register_model import RegisterModel
from .window import Window, parse_window
from .working_days import WorkingDays

CONSTANTS = ("as_of", "period_start", "period_end", "previous_period_start", "previous_period_end")


def visibility(register: RegisterModel) -> tuple[tuple[str, str], ...]:
    """When a record of the register is known, as conditions in the language, each with the reason if it is not."""
    found = []
    if register.recorded is not None:
        found.append((f"{register.recorded} <= as_of", "not_yet_recorded"))
    if register.date is not None:
        found.append((f"{register.date} <= as_of", "not_yet_recorded"))
    if register.valid_from is not None:
        found.append((f"not known({register.valid_from}) or {register.valid_from} <= as_of", "not_yet_recorded"))
    return tuple(found)


class FactCompiler:
    """Compiles the facts of one pack."""

    def __init__(
        self,
        registers: Mapping[str, RegisterModel],
        subject: str,
        constants: Environment,
        conditions: Mapping[str, Conditions],
        wrong: list[Diagnostic],
        calendar: WorkingDays | None = None,
    ) -> None:
        self.registers, self.subject, self.constants, self.wrong = registers, subject, constants, wrong
        self.conditions, self.calendar = conditions, calendar
        self.compiler = Compiler(wrong)
        self.subject_fields = registers[subject].types
        self.types: dict[str, Type] = {**constants.names, **self.subject_fields}

    def compile(self, parts: Mapping[str, Part]) -> tuple[Fact, ...]:
        """All facts, each after the facts it uses."""
        trees = {name: self._tree(part) for name, part in parts.items() if part.model.from_ is None}
        needs = {
            name: {used for used in names_in(node) if used in parts} if node is not None else set()
            for name, node in trees.items()
        }
        compiled: list[Fact] = []
        failed = {name for name, node in trees.items() if node is None}
        for name, part in parts.items():
            if name in self.types:
                field = name in self.subject_fields
                en = f"'{name}' is already a {f'field of {self.subject}' if field else 'parameter or a day'}"
                zh = f"{name} 已是{f' {self.subject} 的字段' if field else '参数或固有日期'}；请为该事实改名"
                en = f"{en}; give the fact another name"
                self.wrong.append(part.diagnostic(DiagnosticCode.NAME_CLASH, en, zh))
            elif part.model.from_ is not None:
                self._keep(self._from_records(name, part), compiled)
                failed |= set() if name in self.types else {name}
        left = {
            name: names - {fact.name for fact in compiled} for name, names in needs.items() if name not in self.types
        }
        while left:
            ready = [name for name, names in left.items() if not names & left.keys()]
            if not ready:
                circle = circle_in({name: names & left.keys() for name, names in left.items()})
                shown = " -> ".join(circle)
                en, zh = f"facts use each other in a circle: {shown}", f"事实之间循环引用：{shown}"
                self.wrong.append(parts[circle[0]].diagnostic(DiagnosticCode.DEPENDENCY_CYCLE, en, zh, ("value",)))
                break
            for name in ready:
                del left[name]
                # What uses a fact that could not be compiled is not told: it says nothing new.
                if not needs[name] & failed:
                    self._keep(self._from_facts(name, parts[name], trees[name]), compiled)
                failed |= set() if name in self.types else {name}
        return tuple(compiled)

    def _keep(self, fact: Fact | None, compiled: list[Fact]) -> None:
        if fact is not None:
            compiled.append(fact)
            self.types[fact.name] = fact.type

    def _tree(self, part: Part) -> Any:
        return self.compiler.parse(part.model.value, part, ("value",))

    def _from_facts(self, name: str, part: Part, node: Any) -> Fact | None:
        model: FactModel = part.model
        for key in ("join", "where", "within", "by", "per", "each", "absent"):
            if getattr(model, key) is not None:
                en, zh = f"`{key}` needs `from`: which register?", f"{key} 需要与 from 一起使用"
                self.wrong.append(part.diagnostic(DiagnosticCode.BAD_VALUE, en, zh, (key,)))
        environment = replace(self.constants, names=self.types)
        typed = self.compiler.check(node, environment, None, model.value, part, ("value",))
        if typed is None:
            return None
        return self._finish(
            Fact(name, typed.type, typed, uses=frozenset(names_in(node)), label=model.label, influence=model.influence),
            model,
            part,
        )

    def _from_records(self, name: str, part: Part) -> Fact | None:
        model: FactModel = part.model
        register = self.registers.get(model.from_ or "")
        if register is None:
            en, zh = hint(model.from_ or "", self.registers)
            message = f"there is no register '{model.from_}'{en}", f"没有名为 {model.from_} 的登记册{zh}"
            self.wrong.append(part.diagnostic(DiagnosticCode.UNKNOWN_NAME, *message, ("from",)))
            return None
        join = self._join(register, part)
        window = self._window(register, part)
        if join is None or window is None:
            return None
        environment = replace(
            self.constants, names={**self.constants.names, **register.types}, subject=self.subject_fields
        )
        date_field = model.by or register.date
        texts = [text for text, _ in visibility(register)]
        if window.kind != "all" and date_field:
            texts.append(window.condition(date_field) or "true")
        condition = self._condition(part, texts, environment, window)
        what = self._what(register, part, environment)
        if condition is None or what is None:
            return None
        aggregate, kind_of, value, stretches = what
        read = [condition, *_values(value, stretches)]
        made_up = {one.name for one in stretches.inner} if stretches else frozenset()
        uses = frozenset().union(*(names_in(one.node) for one in read)) - made_up
        same = model.from_ == self.subject
        paired = window.before is not None or same or any(_uses_subject(one.node) for one in read)
        fact = Fact(
            name, kind_of, value, aggregate, model.from_, join, condition, window, date_field, paired,
            None, False, uses, model.label, stretches, model.influence,
        )  # fmt: skip
        return self._finish(with_absent(fact, part, self.wrong), model, part)

    def _what(
        self, register: RegisterModel, part: Part, environment: Environment
    ) -> tuple[str, Type, Typed | None, Stretches | None] | None:
        """The aggregation, its type, and what it is of."""
        if part.model.per is not None:
            return StretchCompiler(self.compiler, part, register, environment, self.constants).compile()
        if part.model.each is not None:
            en = "`each` needs `per`: of each month, quarter or year?"
            self.wrong.append(part.diagnostic(DiagnosticCode.BAD_VALUE, en, "each 需要与 per 一起使用", ("each",)))
            return None
        aggregate, inner = aggregate_of(part, self.wrong)
        if aggregate is None:
            return None
        value = None if inner is None else self.compiler.compile(inner, environment, None, part, ("value",))
        if inner is not None and value is None:
            return None
        kind_of = aggregate_type(aggregate, value, register, part, self.wrong)
        return None if kind_of is None else (aggregate, kind_of, value, None)

    def _condition(self, part: Part, texts: list[str], environment: Environment, window: Window) -> Typed | None:
        nodes = [self.compiler.parse(text, part, ()) for text in texts]
        if part.model.where is not None:
            node = self.compiler.parse(part.model.where, part, ("where",))
            named = self.conditions.get(part.model.from_ or "", {})
            wider = replace(environment, names={**environment.names, **dict.fromkeys(named, Type(Kind.BOOL))})
            if self.compiler.check(node, wider, Kind.BOOL, part.model.where, part, ("where",)) is None:
                return None
            nodes.append(written_out(node, named))
        whole = nodes[0] if len(nodes) == 1 else tree.And(tuple(nodes)) if nodes else tree.Bool(True)
        if window.constant is not None:
            environment = replace(environment, names={**environment.names, window.constant: date_type(maybe=False)})
        return self.compiler.check(whole, environment, Kind.BOOL, "", part, ())

    def _join(self, register: RegisterModel, part: Part) -> tuple[str, str] | None:
        field = part.model.join
        own = self.registers[self.subject]
        if field is None:
            field = register.join_field
            if part.model.from_ == self.subject or own.join_field != field:
                en = f"say which field ties {part.model.from_} to {self.subject}: `join: <field>`"
                zh = f"请说明 {part.model.from_} 与 {self.subject} 以哪个字段关联：join: <字段>"
                self.wrong.append(part.diagnostic(DiagnosticCode.MISSING_KEY, en, zh))
                return None
        for fields, name in ((register.fields, part.model.from_), (own.fields, self.subject)):
            if field not in fields:
                en, zh = hint(field, fields)
                message = f"{name} has no field '{field}'{en}", f"{name} 没有字段 {field}{zh}"
                self.wrong.append(part.diagnostic(DiagnosticCode.UNKNOWN_NAME, *message, ("join",)))
                return None
            if fields[field].kind is not Kind.TEXT:
                en, zh = (
                    f"rows are tied by a code or text; '{field}' of {name} is none",
                    f"{name} 的 {field} 不是代码或文本，不能用于关联",
                )
                self.wrong.append(part.diagnostic(DiagnosticCode.BAD_VALUE, en, zh, ("join",)))
                return None
        return field, field

    def _window(self, register: RegisterModel, part: Part) -> Window | None:
        model: FactModel = part.model
        window = parse_window(model.within or "all")
        if window is None:
            en = f"'{model.within}' is no window; write period, previous_period, all, `12 months`, `7 working days` or "
            zh = f"无法识别时间窗口 {model.within}；可写 period、previous_period、all、12 months、7 working days 或 "
            en, zh = f"{en}`12 months before <date>`", f"{zh}12 months before <日期字段>"
            self.wrong.append(part.diagnostic(DiagnosticCode.BAD_VALUE, en, zh, ("within",)))
            return None
        if window.constant is not None and not self._counts_working_days(window, part):
            return None
        field = model.by or register.date
        for name, fields in ((field, register.fields), (window.before, self.registers[self.subject].fields)):
            if name is not None and (name not in fields or fields[name].kind is not Kind.DATE):
                en, zh = hint(name, [key for key, one in fields.items() if one.kind is Kind.DATE])
                message = f"'{name}' is not a date here{en}", f"{name} 不是此处的日期字段{zh}"
                self.wrong.append(part.diagnostic(DiagnosticCode.UNKNOWN_NAME, *message, ("within",)))
                return None
        if window.kind != "all" and field is None:
            en, zh = (
                f"{model.from_} has no event date, so nothing can be within a time",
                f"{model.from_} 没有事件日期，不能使用 within",
            )
            self.wrong.append(part.diagnostic(DiagnosticCode.BAD_VALUE, en, zh, ("within",)))
            return None
        return window

    def _counts_working_days(self, window: Window, part: Part) -> bool:
        if window.before is not None:
            en = f"working days are counted back from as_of only; write `{window.number} working days`"
            zh = f"工作日只能从 as_of 向前计算；请写 {window.number} working days"
            self.wrong.append(part.diagnostic(DiagnosticCode.BAD_VALUE, en, zh, ("within",)))
        elif self.calendar is None:
            en = "which days are working days? Name the country and the days checked in pack.yaml: "
            zh = "需要知道哪些日子是工作日；请在 pack.yaml 中写明国家和已核实的期间："
            form = "calendar: {country: CN, from: 2021-01-01, to: 2026-12-31, cite: …}"
            self.wrong.append(part.diagnostic(DiagnosticCode.MISSING_KEY, en + form, zh + form, ("within",)))
        else:
            return True
        return False

    def _finish(self, fact: Fact, model: FactModel, part: Part) -> Fact | None:
        if model.domain is None:
            return fact
        if fact.type.kind is not Kind.NUMBER:
            en, zh = "`domain` is for numbers", "domain 只用于数值"
            self.wrong.append(part.diagnostic(DiagnosticCode.BAD_VALUE, en, zh, ("domain",)))
            return None
        try:
            low, high = (None if end is None else exact(end, fact.type.scale) for end in model.domain)
        except ValueError:
            en = f"the ends have more decimals than the fact, which keeps {fact.type.scale}"
            zh = f"domain 的小数位多于该事实，该事实保留 {fact.type.scale} 位"
            self.wrong.append(part.diagnostic(DiagnosticCode.BAD_VALUE, en, zh, ("domain",)))
            return None
        least, most = -INFINITY if low is None else low, INFINITY if high is None else high
        absent = fact.absent
        if most < least or (isinstance(absent, int) and not least <= absent <= most):
            en = "the upper end lies below the lower" if most < least else "`absent` lies outside the domain"
            zh = "上限小于下限" if most < least else "absent 超出 domain"
            self.wrong.append(part.diagnostic(DiagnosticCode.BAD_VALUE, en, zh, ("domain",)))
            return None
        return replace(fact, type=replace(fact.type, low=least, high=most, maybe=True), declared=True)


def _values(value: Typed | None, stretches: Stretches | None) -> list[Typed]:
    """What is read of each record, and of each stretch."""
    if stretches is None:
        return [] if value is None else [value]
    inner = [one.value for one in stretches.inner]
    return [one for one in (*inner, stretches.each) if one is not None]


def _uses_subject(node: Any) -> bool:
    if isinstance(node, tree.Subject):
        return True
    if isinstance(node, tuple):
        return any(map(_uses_subject, node))
    fields = getattr(node, "__dataclass_fields__", ())
    return any(_uses_subject(getattr(node, name)) for name in fields)
