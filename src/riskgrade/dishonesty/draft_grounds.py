"""Why an entry is drafted: reasons, clauses, the nine factors, what the rules noticed, what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ..explain.content import Explanation
from ..explain.rule_content import RuleShown
from ..grading.decision import Decision
from ..pack.register_model import Label
from .content import Consent, Factor, Flag, Unknown
from .content_value import Cite, FromParameter, FromRule, FromText, Origin, Statement, Words
from .draft_values import FactValues, RecordValues
from .figures import Figures
from .listing_model import ReasonModel
from .listing_texts import ListingTexts, words


class Grounds:
    """The grounds of one draft.

    Args:
        texts: the texts of the pack.
        told: the explanation of the decision.
        decision: the decision.
        own: the penalty's own record.
        facts: the facts as values.
        day: the day on which sentences are said.
    """

    def __init__(
        self,
        texts: ListingTexts,
        told: Explanation,
        decision: Decision,
        own: RecordValues,
        facts: FactValues,
        day: date,
    ) -> None:
        self.texts, self.told, self.decision, self.own, self.facts, self.day = texts, told, decision, own, facts, day
        self.rules = {one.id: one for one in told.rules}
        self.titles = {rule.id: rule for rule in texts.pack.rules}

    def reasons(self) -> tuple[Statement, ...]:
        """Which conclusions the rules came to, or may have: those that listing.yaml names, rule by rule."""
        found = []
        for one in self.texts.on("reasons", self.day):
            together, certain = self._concluding(one)
            for rule in together:
                before = words(Label(zh=one.zh, en=one.en) if certain else Label(zh=one.unsure_zh, en=one.unsure_en))
                title = words(rule.title)
                text = Words(zh=before.zh + title.zh, en=before.en + title.en)
                cites = {cite.text: cite for cite in (*self.titles[rule.id].cites, *self.texts.citations(one.cite))}
                said = {
                    "id": rule.id, "text": text, "cites": self.texts.cites(cites.values(), text),
                    "from": (FromText(text=f"reasons.{one.id}"), *self._read(rule)),
                }  # fmt: skip
                found.append(Statement.model_validate(said))
        return tuple(found)

    def _concluding(self, one: ReasonModel) -> tuple[list[RuleShown], bool]:
        """The rules that came to a conclusion; where none did for certain, those that may have."""
        if one.unless is not None and any(
            rule.effect.conclude == one.unless and rule.holds == "true" for rule in self.told.rules
        ):
            return [], False
        together = [rule for rule in self._speaking() if rule.effect.conclude == one.conclude]
        certain = [rule for rule in together if rule.holds == "true"]
        return certain or together, bool(certain)

    def _speaking(self) -> Iterator[RuleShown]:
        return (one for one in self.told.rules if one.holds != "false")

    def _titled(self, rule: RuleShown) -> Statement:
        """A rule's title as a sentence; where it is not certain the sentence says so."""
        text = words(rule.title)
        if rule.holds == "unknown":
            text = Words(zh=f"尚不清楚是否：{text.zh}", en=f"Not known whether: {text.en}")
        return Statement.model_validate(
            {"id": rule.id, "text": text, "cites": self._cites(rule, text), "from": self._read(rule)}
        )

    def _cites(self, rule: RuleShown, why: Words) -> tuple[Cite, ...]:
        return self.texts.cites(self.titles[rule.id].cites, why)

    def _read(self, rule: RuleShown) -> tuple[Origin, ...]:
        """The rule, and what it read."""
        return (FromRule(rule=rule.id), *self.facts.origins(rule.reads))

    def basis(self) -> tuple[Cite, ...]:
        """The clauses of the rules that came to these conclusions, then those of listing.yaml; each clause once."""
        found: dict[str, Cite] = {}
        for one in self.texts.on("reasons", self.day):
            together, certain = self._concluding(one)
            for rule in together if certain else ():
                for cite in self._cites(rule, words(rule.title)):
                    found.setdefault(cite.cite, cite)
        for statement in self.texts.said("basis", self.day):
            for cite in statement.cites:
                found.setdefault(cite.cite, cite)
        return tuple(found.values())

    def factors(self) -> tuple[Factor, ...]:
        """The nine factors with their facts and hints."""
        flags = {one.effect.flag: one for one in self._speaking() if one.effect.flag is not None}
        return tuple(
            Factor(
                id=one.id,
                label=words(one.label, one.id),
                cites=self.texts.cited(one.cite, words(one.label, one.id)),
                facts=(*(self.own.value(name) for name in one.fields), *(self.facts.value(name) for name in one.facts)),
                hints=tuple(self._titled(flags[name]) for name in one.hint_flags if name in flags),
            )
            for one in self.texts.model.factors
        )

    def flags(self) -> tuple[Flag, ...]:
        """What the rules noticed."""
        found = []
        for rule in self._speaking():
            if rule.effect.flag is not None:
                text = words(rule.title)
                found.append(
                    Flag.model_validate(
                        {
                            "flag": rule.effect.flag, "certain": rule.holds == "true", "text": text,
                            "cites": self._cites(rule, text), "from": self._read(rule),
                        }
                    )
                )  # fmt: skip
        return tuple(found)

    def consent(self) -> Consent:
        """Whether the superior authority has to consent."""
        model = self.texts.model.consent
        level = self.own.plain(model.field)
        needs = Figures(self.texts.pack).codes(model.levels, self.day)
        needed = None if level is None and needs else level in needs
        which = {
            True: ("needed", model.needed),
            False: ("not_needed", model.not_needed),
            None: ("unknown", model.unknown),
        }
        name, label = which[needed]
        text = words(label)
        origins = [
            self.own.origin(model.field),
            FromParameter(parameter=model.levels),
            FromText(text=f"consent.{name}"),
        ]
        return Consent.model_validate(
            {"needed": needed, "text": text, "cites": self.texts.cited(model.cite, text), "from": origins}
        )

    def unknown(self, grade: str) -> tuple[Unknown, ...]:
        """What is not known: of the level, then of the factors."""
        shown = next(one for one in self.told.grades if one.name == grade)
        found: dict[str, Unknown] = {}
        for one in shown.missing:
            found[one.name] = self._unknown(one.name, words(one.label), words(one.why))
        why = Words(
            zh="第十二条综合判断的因素，登记册中没有", en="weighed under Article 12; the registers do not have it"
        )
        for factor in self.texts.model.factors:
            for name in factor.fields:
                if not self.own.known(name) and name not in found:
                    label = words(self.own.model.fields[name].label, name)
                    found[name] = self._unknown(name, label, why)
            for name in factor.facts:
                if not self.decision.facts[name].value.known and name not in found:
                    found[name] = self._unknown(name, words(self.facts.words.label(name)), why)
        return tuple(found.values())

    def _unknown(self, name: str, label: Words, why: Words) -> Unknown:
        origins: Iterable[Origin] = self.facts.origins([name]) or (FromRule(rule=name),)
        return Unknown.model_validate({"name": name, "label": label, "why": why, "from": tuple(origins)})
