"""The rules of a pack as an explanation shows them: what of it is the same for every subject is worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..grading.record_values import decimal_text
from ..language.values import Truth
from ..pack.model import Pack, Rule
from ..pack.register_model import Label
from .cites import cites_of
from .lacking import Lacking
from .points_words import reach, span
from .rule_content import Effect, RuleShown
from .shown import either
from .steps import known
from .vocabulary import Vocabulary

_POINTS = Label(zh="分", en=" points")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A rule with everything that is said of it for any subject; `names` are those it reads, as the pack writes them."""

    rule: Rule
    names: tuple[str, ...]
    shown: RuleShown


def prepare(words: Vocabulary) -> tuple[Prepared, ...]:
    """The rules of a pack, in document order.

    Args:
        words: the words of the pack.
    """
    found = []
    for rule in words.pack.rules:
        names = tuple(sorted(name for name in rule.uses if words.is_read(name)))
        condition = None if rule.when is None else words.text(rule.when)
        shown = RuleShown(
            words.prefix + rule.id, words.pack.id, either(rule.title, rule.id), "false",
            rule.in_force(words.on_day.moment.as_of), condition, _effect(rule, words.pack),
            tuple(words.prefix + name for name in names), cites_of(rule.cites, words.pack),
        )  # fmt: skip
        found.append(Prepared(rule, names, shown))
    return tuple(found)


def rule_shown(one: Prepared, truth: Truth, points: Mapping[str, tuple[int, int]], lacking: Lacking) -> RuleShown:
    """A rule as it is of one subject.

    Args:
        one: the rule.
        truth: whether it holds.
        points: what rules give, by their names in the decision.
        lacking: finds what its condition lacks.
    """
    shown, rule = one.shown, one.rule
    effect = shown.effect
    if rule.points is not None and shown.id in points and truth.may:
        low, high = points[shown.id]
        ends = decimal_text(low, 2), decimal_text(high, 2)
        effect = replace(effect, text=span(*ends, _far(rule, lacking.words.pack), _POINTS), points=ends)
    ways = () if truth.must or rule.when is None or not shown.in_force else lacking.ways(rule.when)
    return replace(shown, holds=known(truth), effect=effect, lacking=tuple(way for way in ways if way))


def _far(rule: Rule, pack: Pack) -> int | None:
    """How far the points of a rule can move the score."""
    grade = pack.grades.get(rule.grade or "")
    if grade is None or grade.score is None:
        return None
    return reach((grade.score.low, grade.score.high), grade.score.groups.get(rule.group or "", (None, None)))


def _effect(rule: Rule, pack: Pack) -> Effect:
    grade = pack.grades.get(rule.grade or "")
    levels = grade.levels if grade else ()
    floor = None if rule.floor is None else levels[rule.floor]
    said = []
    if rule.points is not None:
        said.append(Label(zh="计分", en="gives points"))
    if rule.step is not None:
        said.append(_step_words(rule.step))
    if floor is not None:
        said.append(Label(zh=f"不优于{floor}级", en=f"no better than {floor}"))
    if rule.exclude is not None:
        said.append(Label(zh="不分级", en="not graded"))
    if rule.flag is not None:
        said.append(Label(zh="提示关注，不改变等级", en="asks for attention; moves no level"))
    if rule.draft is not None:
        said.append(Label(zh="拟文书草稿", en="drafts a notice"))
    if rule.conclude is not None and not said:
        said.append(Label(zh="供其他规则引用", en="for other rules to build on"))
    text = Label(zh="；".join(one.zh for one in said), en="; ".join(one.en for one in said))
    return Effect(
        text, None, rule.group if rule.points is not None else None, rule.step, floor, rule.grade,
        rule.flag, rule.conclude, rule.exclude, rule.draft,
    )  # fmt: skip


def _step_words(steps: tuple[int, ...]) -> Label:
    first, others = steps[0], steps[1:]
    if first:
        word_zh, word_en = ("上调", "up") if first > 0 else ("下调", "down")
        zh, en = f"风险等级{word_zh}{abs(first)}级", f"{abs(first)} level{'' if abs(first) == 1 else 's'} {word_en}"
    else:
        zh, en = "默认不调整", "moves nothing by default"
    if others:
        most = max(others, key=abs)
        way_zh, way_en = ("上调", "up") if most > 0 else ("下调", "down")
        zh += f"，可由监管人员决定{way_zh}{abs(most)}级"
        en += f"; an officer may choose {abs(most)} {way_en}"
    return Label(zh=zh, en=en)
