"""What would change a level, in plain Chinese and English."""

from __future__ import annotations

from ..language.types import LARGEST
from ..language.values import Interval, Value
from ..pack.model import Fact, Pack
from ..pack.register_model import Label
from .change import Answer, Change
from .change_all import Prospects
from .change_wait import Wait
from .shown import either, end_words, value_words

MOST_STRETCHES = 6
"""Stretches of values that one sentence lists; more would not be read."""

NO_CHANGE = Label(
    zh="在主体能够改变的事项中，没有哪一项单独改变会使等级变化",
    en="No single change of what the subject can still move changes the level",
)
NO_ANSWER = Label(
    zh="尚有资料未知，没有哪一项单独补齐就能确定等级",
    en="Something is not known, and no single answer makes the level certain",
)


def change_words(change: Change, pack: Pack) -> Label:
    """A change of one fact in words.

    Args:
        change: the change.
        pack: the pack that graded.
    """
    fact = either(change.fact.label, change.fact.name)
    before, level = value_words(change.before, change.fact.type), _level(pack, change.grade, change.level_after)
    after = _from(change)
    now = _level(pack, change.grade, change.level_before)
    way = Label(zh="变好", en="better") if change.better else Label(zh="变差", en="worse")
    return Label(
        zh=f"{fact.zh}若为{after.zh}（现为{before.zh}），其他不变：等级由 {now} 变为 {level}（{way.zh}）",
        en=f"{fact.en}: {after.en} instead of {before.en}, all else unchanged: {level} instead of {now} ({way.en})",
    )


def answer_words(answer: Answer, pack: Pack) -> Label:
    """What an unknown fact would have to be, in words.

    Args:
        answer: what each of its values would give.
        pack: the pack that graded.
    """
    fact = either(answer.fact.label, answer.fact.name)
    zh, en = [], []
    for first, last, level in answer.levels[:MOST_STRETCHES]:
        values = _between(answer.fact, first, last)
        name = None if level is None else _level(pack, answer.grade, level)
        zh.append(f"若为{values.zh}则为 {name}" if name else f"若为{values.zh}则仍不能确定")
        en.append(f"{values.en}: {name or 'still not certain'}")
    if len(answer.levels) > MOST_STRETCHES or not answer.complete:
        zh.append("其余略")
        en.append("and so on")
    return Label(zh=f"{fact.zh}未知：{'；'.join(zh)}", en=f"{fact.en} is not known: {'; '.join(en)}")


def wait_words(wait: Wait, pack: Pack) -> Label:
    """What waiting until a day changes, in words.

    Args:
        wait: the day and the levels.
        pack: the pack that graded.
    """
    before = _level(pack, wait.grade, wait.level_before) if wait.level_before is not None else None
    zh, en = f"此后若无新情况，自 {wait.day} 起", f"If nothing new happens, from {wait.day} on"
    if wait.level_after is not None:
        after = _level(pack, wait.grade, wait.level_after)
        was = Label(zh=f"（此前为 {before}）", en=f" ({before} until then)") if before else Label()
        return Label(zh=f"{zh}等级为 {after}{was.zh}", en=f"{en}: {after}{was.en}")
    lacking = [_name(pack, one) for one in wait.missing]
    zh_why = f"，届时不能得知：{'、'.join(one.zh for one in lacking)}" if lacking else ""
    en_why = f"; not known by then: {', '.join(one.en for one in lacking)}" if lacking else ""
    was = Label(zh=f"（此前为 {before}）", en=f" ({before} until then)") if before else Label()
    return Label(zh=f"{zh}等级不能确定{was.zh}{zh_why}", en=f"{en} no level can be given{was.en}{en_why}")


def change_lines(found: Prospects, pack: Pack) -> tuple[Label, ...]:
    """Everything that would change one grade, a sentence each: better first, then worse, what is unknown, and waiting.

    Args:
        found: what would change it.
        pack: the pack that graded.

    Returns:
        The sentences; none where the subject is not graded.
    """
    if found.outcome.excluded is not None:
        return ()
    lines = [change_words(one, pack) for one in sorted(found.changes, key=lambda one: not one.better)]
    lines += [answer_words(one, pack) for one in found.answers]
    if found.outcome.level is not None and not found.changes:
        lines.append(NO_CHANGE)
    if found.outcome.provisional and not found.answers:
        lines.append(NO_ANSWER)
    lines += [wait_words(one, pack) for one in found.waiting.waits]
    if not found.waiting.waits:
        until = found.waiting.until
        zh, en = f"此后若无新情况，至 {until} 不会自行变化", f"If nothing new happens, nothing changes until {until}"
        lines.append(Label(zh=zh, en=en))
    return (*lines, found.waiting.stopped) if found.waiting.stopped is not None else tuple(lines)


def _from(change: Change) -> Label:
    """The nearest value, and how far on it is the same."""
    if not isinstance(change.after, Interval) or not isinstance(change.before, Interval):
        return value_words(change.after, change.fact.type)
    assert isinstance(change.until, Interval)
    near, far = end_words(change.after.low, change.fact.type), end_words(change.until.low, change.fact.type)
    rising = change.after.low > change.before.low
    last = min(change.fact.type.high, LARGEST) if rising else max(change.fact.type.low, -LARGEST)
    if near == far:
        return Label(zh=f" {near} ", en=near)
    if change.until.low == last:
        return (
            Label(zh=f" {near} 或以上", en=f"{near} or more")
            if rising
            else Label(zh=f" {near} 或以下", en=f"{near} or less")
        )
    low, high = (near, far) if rising else (far, near)
    return Label(zh=f" {low} 至 {high} ", en=f"{low} to {high}")


def _between(fact: Fact, first: Value, last: Value) -> Label:
    if not isinstance(first, Interval) or not isinstance(last, Interval):
        return value_words(first, fact.type)
    low, high = end_words(first.low, fact.type), end_words(last.low, fact.type)
    if first == last:
        return Label(zh=f" {low} ", en=low)
    if last.low >= LARGEST:
        return Label(zh=f" {low} 或以上", en=f"{low} or more")
    return Label(zh=f" {low} 至 {high} ", en=f"{low} to {high}")


def _level(pack: Pack, grade: str, level: int | None) -> str:
    return "" if level is None else pack.grades[grade].levels[level]


def _name(pack: Pack, place: str) -> Label:
    """What people call a fact, which may be of a pack that this one is composed of."""
    inner, _, name = place.rpartition("/")
    holder = next((one for one in pack.composed if one.id == inner), pack)
    label = next((fact.label for fact in holder.facts if fact.name == name), Label())
    return either(label, name)
