"""A decision in plain sentences, as an inspector would say them; every figure stands in the explanation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..pack.register_model import Label
from .account_content import Account, Ladder
from .calibration_words import calibration_words
from .content import Explanation, GradeShown
from .points_words import reach_in, short, span
from .rule_content import Cite, RuleShown
from .shown import joined, same

EVIDENCE = {
    "secondary": Label(zh="转引，未见原文", en="second-hand"),
    "recalled": Label(zh="凭记忆，未核对原文", en="recalled, not checked"),
    "inferred": Label(zh="推断，非法条", en="inferred, not statute"),
    "design": Label(zh="自行设计，非法条", en="our design, not statute"),
}
"""What stands beside a clause whose text was not read; where it was, nothing does."""


_POINTS = Label(zh="分")

MARKS = re.compile("|".join(re.escape(mark) for one in EVIDENCE.values() for mark in (f"〔{one.zh}〕", f"[{one.en}]")))
"""The marks as they stand in sentences, for pages that make them stand out."""


def cite_words(cite: Cite) -> Label:
    """A clause in words, with a mark where its text was not read."""
    number = f"（{cite.number}）" if cite.number else ""
    number_en = f" ({cite.number})" if cite.number else ""
    # A clause that is a word of the pack is told by its title.
    clause = f" {cite.clause}" if cite.clause[:1].isdigit() else ""
    about_zh = f"“{cite.clause_title.zh}”" if cite.clause_title.zh else ""
    about_en = f": {cite.clause_title.en}" if cite.clause_title.en else ""
    mark, title = EVIDENCE.get(cite.evidence), cite.title.zh or cite.title.en
    named = title if cite.evidence == "design" else f"《{title}》"
    return Label(
        zh=f"{named}{number}{clause}{about_zh}" + (f"〔{mark.zh}〕" if mark else ""),
        en=f"{cite.title.en or cite.title.zh}{number_en}{clause}{about_en}" + (f" [{mark.en}]" if mark else ""),
    )


def ladder_words(ladder: Ladder | None) -> Label:
    """One level, or the best and the worst."""
    if ladder is None:
        return Label()
    if ladder.best == ladder.worst:
        return same(ladder.best)
    return Label(zh=f"{ladder.best}至{ladder.worst}", en=f"{ladder.best} to {ladder.worst}")


def grade_sentences(whole: Explanation, grade: GradeShown) -> list[Label]:
    """What is said of one grade.

    Args:
        whole: the explanation.
        grade: one of its grades.
    """
    rules = {rule.id: rule for rule in whole.rules}
    found = [*calibration_words(whole.calibration, grade.name), _conclusion(grade)]
    if grade.excluded is None:
        for account in grade.accounts:
            found.extend(_account(account, rules, len(whole.grades) > 1 or len(grade.accounts) > 1))
        if grade.cross is not None:
            found.append(_cross(whole, grade))
        found.extend(_open(grade, rules))
    mark = EVIDENCE.get(grade.weakest or "")
    if mark is not None:
        found.append(
            Label(
                zh=f"本等级所依据的内容中，最弱的一项属于“{mark.zh}”。",
                en=f"The weakest of what this rests on is marked “{mark.en}”.",
            )
        )
    return found


def replaced_words(whole: Explanation) -> list[Label]:
    """That this is no decision, for each fact that was given in place of what the registers say."""
    return [
        Label(
            zh=f"假设推演，不是决定：{one.label.zh}以 {one.given.text.zh} 代替 {one.was.text.zh}（{one.name}）。",
            en=f"WHAT IF, no decision: {one.label.en} is {one.given.text.en} in place of {one.was.text.en} ({one.name}).",
        )
        for one in whole.replaced
    ]


def sentences(whole: Explanation) -> Iterator[tuple[Label, list[Label]]]:
    """The sentences of each grade under its title.

    Args:
        whole: the explanation.
    """
    for grade in whole.grades:
        yield grade.title, grade_sentences(whole, grade)


def _conclusion(grade: GradeShown) -> Label:
    if grade.excluded_text is not None:
        return Label(zh=f"没有等级：{grade.excluded_text.zh}。", en=f"No level: {grade.excluded_text.en}.")
    if grade.level is not None:
        label = grade.levels[grade.level]
        zh, en = f"等级为{label.zh}。", f"The level is {label.en}."
        if grade.provisional:
            zh, en = f"{zh}属暂定。", f"{en} It is provisional."
        return Label(zh=zh, en=en)
    if grade.finding:
        return Label(
            zh="规则表对该主体给不出唯一结果，等级暂不给出。",
            en="The rules give no single answer here, so no level is given.",
        )
    may = ladder_words(grade.possible)
    if grade.possible is not None and grade.possible.best == grade.possible.worst:
        return Label(
            zh=f"尚不能确定是否应予分级，等级暂不给出（如分级，为{may.zh}）。",
            en=f"It is not certain that it is to be graded, so no level is given (it would be {may.en}).",
        )
    return Label(
        zh=f"情况尚未查清，等级暂不给出，可能为{may.zh}。",
        en=f"Not everything is known, so no level is given; it may be {may.en}.",
    )


def _account(account: Account, rules: dict[str, RuleShown], named: bool) -> Iterator[Label]:
    if named:
        title = account.pack_title
        if account.certain:
            yield Label(zh=f"按规则包“{title.zh}”评定。", en=f"Graded by: {title.en}.")
        else:
            yield Label(zh=f"可能按规则包“{title.zh}”评定。", en=f"It may be graded by: {title.en}.")
    if account.score is not None:
        yield _sum(account, rules)
        reached = [band for band in account.bands if band.reached != "false"]
        if len(reached) == 1:
            zh, en = band_words(account, account.bands.index(reached[0]))
            yield Label(zh=f"{zh}为{reached[0].level}级。", en=f"{en} is {reached[0].level}.")
    for row in account.rows:
        if row.decides == "true":
            why = row.condition or Label(zh="其他情形", en="in every other case")
            yield Label(zh=f"{why.zh}：{row.level}。", en=f"{why.en}: {row.level}.")
    yield from _moves(account, rules)


def band_words(account: Account, place: int) -> tuple[str, str]:
    """Which scores a band holds, in Chinese and English."""
    limits = [band.limit for band in account.bands]
    near, far = limits[place - 1] if place else None, limits[place]
    if account.more_is_worse:
        if near is None:
            return f"{short(far or '')}分及以下", f"up to {short(far or '')} points"
        if far is None:
            return f"{short(near)}分以上", f"more than {short(near)} points"
        return f"{short(near)}分以上至{short(far)}分", f"more than {short(near)} up to {short(far)} points"
    if near is None:
        return f"{short(far or '')}分及以上", f"{short(far or '')} points or more"
    if far is None:
        return f"不足{short(near)}分", f"below {short(near)} points"
    return f"{short(far)}分以上不足{short(near)}分", f"{short(far)} to below {short(near)} points"


def _sum(account: Account, rules: dict[str, RuleShown]) -> Label:
    parts_zh, parts_en = [], []
    if account.initial is not None and short(account.initial) != "0":
        parts_zh.append(f"起评{short(account.initial)}")
        parts_en.append(f"{short(account.initial)} to begin with")
    for group in account.groups:
        counted, names = (
            span(group.counted.low, group.counted.high, reach_in(account, group), _POINTS),
            joined([rules[one.rule].title for one in group.points]),
        )
        zh, en = f"{names.zh} {counted.zh}", f"{names.en} {counted.en}"
        if group.sum != group.counted:
            raw = span(group.sum.low, group.sum.high, reach_in(account, group))
            zh, en = f"{zh}（合计{raw.zh}，按上下限计）", f"{en} (adds up to {raw.en}, held within its limits)"
        parts_zh.append(zh)
        parts_en.append(en)
    assert account.score is not None
    total = span(account.score.low, account.score.high)
    return Label(zh=f"{'，'.join(parts_zh)}；共{total.zh}分。", en=f"{'; '.join(parts_en)}; {total.en} points in all.")


def _moves(account: Account, rules: dict[str, RuleShown]) -> Iterator[Label]:
    for step in account.steps:
        rule = rules[step.rule]
        effect = rule.effect.text
        if step.counts == "true":
            why_zh, why_en = effect.zh, effect.en
        else:
            why_zh, why_en = step.why.zh, step.why.en
        clause = _clauses(rule.cites)
        yield Label(zh=f"{rule.title.zh}：{why_zh}{clause.zh}。", en=f"{rule.title.en}: {why_en}{clause.en}.")
    for veto in account.vetoes:
        rule = rules[veto.rule]
        clause = _clauses(rule.cites)
        maybe_zh, maybe_en = ("", "") if veto.holds == "true" else ("如成立，", "if it holds, ")
        level = veto.no_better_than
        yield Label(
            zh=f"{rule.title.zh}：{maybe_zh}不优于{level}{clause.zh}。",
            en=f"{rule.title.en}: {maybe_en}no better than {level}{clause.en}.",
        )
    if (account.steps or account.vetoes) and account.base is not None and account.level is not None:
        base, now = ladder_words(account.base), ladder_words(account.level)
        if base == now:
            yield Label(zh=f"等级仍为{now.zh}。", en=f"The level stays {now.en}.")
        else:
            yield Label(zh=f"由{base.zh}调整为{now.zh}。", en=f"From {base.en} this makes {now.en}.")


def _clauses(cites: Iterable[Cite]) -> Label:
    words = joined([cite_words(one) for one in cites])
    return Label(zh=f"（{words.zh}）", en=f" ({words.en})")


def _cross(whole: Explanation, grade: GradeShown) -> Label:
    assert grade.cross is not None
    axes = {one.name: one for one in whole.grades}
    rows, columns = axes[grade.cross.rows].title, axes[grade.cross.columns].title
    row, column = (_where(axes[name]) for name in (grade.cross.rows, grade.cross.columns))
    result = same(grade.level) if grade.level else ladder_words(grade.possible)
    return Label(
        zh=f"{rows.zh}为{row.zh}，{columns.zh}为{column.zh}，按综合表为{result.zh}。",
        en=f"{rows.en} {row.en} and {columns.en} {column.en} make {result.en} by the table.",
    )


def _where(grade: GradeShown) -> Label:
    return same(grade.level) if grade.level is not None else ladder_words(grade.possible)


def _open(grade: GradeShown, rules: dict[str, RuleShown]) -> Iterator[Label]:
    if len(grade.permitted) > 1:
        chosen = [rules[rule].title for account in grade.accounts for rule in account.choices]
        why = joined(chosen)
        because_zh, because_en = (f"（{why.zh}）", f" ({why.en})") if chosen else ("", "")
        levels = joined([same(level) for level in grade.permitted])
        yield Label(
            zh=f"规则留有裁量{because_zh}：监管人员可定为{levels.zh}，须说明理由。",
            en=f"The rules leave a choice{because_en}: an officer may give {levels.en}, with reasons.",
        )
    if grade.missing:
        said = [
            Label(zh=f"{one.label.zh}（{one.why.zh}）", en=f"{one.label.en} ({one.why.en})") for one in grade.missing
        ]
        names = joined(said)
        yield Label(zh=f"尚缺：{names.zh}。", en=f"Not known: {names.en}.")
