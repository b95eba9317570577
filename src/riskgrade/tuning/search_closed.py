"""Why a search has nothing to move: every value of its kinds counted under the reason that closes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from ..pack.source_model import Evidence
from .contribution_plan import ELSEWHERE
from .contributions import Contributions
from .error import TuningError
from .tunable import Tunable, TunableKind, tunables

SEARCHED = (Evidence.DESIGN, Evidence.INFERRED)
"""The evidence of values that may be searched."""

_KINDS = {
    TunableKind.POINTS: "分值",
    TunableKind.CELL: "对照表分值",
    TunableKind.BIN: "分段分值",
    TunableKind.BIN_LIMIT: "分段界限",
    TunableKind.BAND_LIMIT: "等级分数线",
    TunableKind.LIMIT: "得分上下限",
    TunableKind.PARAMETER: "参数",
    TunableKind.STEP: "调级步数",
    TunableKind.MATRIX: "矩阵单元格",
}

_EVIDENCE = {
    Evidence.TEXT: "法规原文",
    Evidence.SECONDARY: "二手资料",
    Evidence.RECALLED: "凭记忆",
    Evidence.INFERRED: "推断",
    Evidence.DESIGN: "自行设计",
}


def closed(one: Tunable) -> TuningError:
    """One value that was asked for rests on what data are not to move."""
    cites = ", ".join(cite.text for cite in one.cites)
    return TuningError(
        f"{one.path} rests on {cites} ({one.evidence}); only what is design or inferred may be searched. To try another value, patch it",
        f"{one.path} 依据 {cites}（{one.evidence}）；只有自行设计或推断的取值可以搜索。如需试算其他取值，请用补丁",
    )


def nothing_open(open_: Contributions, kinds: Collection[TunableKind]) -> TuningError:
    """No value of some kinds may be searched: how many of each kind there are, and why none of them.

    Args:
        open_: the open scores of the pack.
        kinds: the kinds that the search moves.
    """
    pack = open_.pack.id
    there = [one for one in tunables(open_.pack) if one.kind in kinds]
    if not there:
        return TuningError(
            f"pack {pack} writes no {_words(kinds)[0]}, so this search has nothing to move; rg.tunable('{pack}').frame lists what it has",
            f"规则包 {pack} 没有{_words(kinds)[1]}，此搜索无可改动；rg.tunable('{pack}').frame 列出全部取值",
        )
    counted: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], list[Tunable]] = {}
    for one in there:
        why = _why(one, open_)
        counted[why] += 1
        examples.setdefault(why, []).append(one)
    en, zh = [], []
    for (why_en, why_zh), count in counted.most_common():
        held = examples[why_en, why_zh]
        few_en, few_zh = _by_kind(held)
        first, cites = held[0], ", ".join(cite.text for cite in held[0].cites)
        en.append(f"{count} ({few_en}): {why_en}; such as {first.path}, which rests on {cites} ({first.evidence})")
        zh.append(f"{count} 个（{few_zh}）：{why_zh}；如 {first.path}，依据 {cites}（{first.evidence}）")
    shown = "\n  ".join(en), "\n  ".join(zh)
    return TuningError(
        f"pack {pack}, grade {open_.grade}: none of the {len(there)} values that this search could move may be moved:\n  {shown[0]}\n"
        f"rg.tunable('{pack}').frame lists them with their evidence; any of them can be tried in a patch: rg.compare shows who moves",
        f"规则包 {pack}，等级 {open_.grade}：此搜索所涉的 {len(there)} 个取值均不可搜索：\n  {shown[1]}\n"
        f"rg.tunable('{pack}').frame 列出各值及其证据；均可用补丁试算：rg.compare 显示哪些主体会变动",
    )


def _why(one: Tunable, open_: Contributions) -> tuple[str, str]:
    """The first reason that holds: it does not bear on the grade, it rests on what was read, else what the arithmetic says."""
    told = open_.constant.get(one.path)
    if told == ELSEWHERE:
        return ELSEWHERE
    if one.evidence not in SEARCHED:
        return (
            f"the evidence is {one.evidence}; a search moves only design and inferred",
            f"证据为{_EVIDENCE[one.evidence]}（{one.evidence}）；搜索只改动自行设计（design）或推断（inferred）的取值",
        )
    return told or ELSEWHERE


def _by_kind(values: Sequence[Tunable]) -> tuple[str, str]:
    counted = Counter(one.kind for one in values).most_common()
    return (
        ", ".join(f"{kind} {count}" for kind, count in counted),
        "、".join(f"{_KINDS[kind]} {count}" for kind, count in counted),
    )


def _words(kinds: Collection[TunableKind]) -> tuple[str, str]:
    return " or ".join(map(str, kinds)), "、".join(_KINDS[kind] for kind in kinds)
