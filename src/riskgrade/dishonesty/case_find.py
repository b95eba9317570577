"""Finding an entry by what a person types, and holding it against what the person saw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..log.error import LogError
from .entry_state import EntryState
from .states import STATE_WORDS, State, states_zh

LEAST = 6
"""How many characters of an id do."""


def find_case(cases: Iterable[tuple[str, str]], asked: str) -> str:
    """The case that is meant.

    Args:
        cases: the record of each case's penalty, and the id of its draft.
        asked: the record, or the draft's id or its beginning.

    Raises:
        LogError: there is none, or more than one.

    Examples:
        >>> find_case([("P1", "3f9a" * 16), ("P2", "77c0" * 16)], "77c077")
        'P2'
    """
    wanted = asked.strip()
    pairs = list(cases)
    exact = [case for case, _ in pairs if case == wanted]
    near = exact or (
        [case for case, entry in pairs if entry.startswith(wanted.lower())] if len(wanted) >= LEAST else []
    )
    if len(near) == 1:
        return near[0]
    if near:
        raise LogError(
            f"{len(near)} entries begin with '{asked}'; give more of the id",
            f"有 {len(near)} 个条目以 {asked} 开头，请给出更长的编号",
        )
    raise LogError(
        f"there is no entry '{asked}'; give the record of its penalty or six characters of its id "
        "(`riskgrade list show` has all)",
        f"没有条目 {asked}；请给出处罚记录编号，或条目编号前六位（`riskgrade list show` 可查看全部）",
    )


def find_state(found: Mapping[str, EntryState], asked: str) -> EntryState:
    """How the entry stands that is meant.

    Raises:
        LogError: there is none, or more than one.
    """
    return found[find_case(((case, state.entry_id) for case, state in found.items()), asked)]


def check_expected(state: EntryState, expect: str | None) -> None:
    """Hold an entry against what the person saw.

    Args:
        state: how it stands.
        expect: a state or a version; None where nothing was said.

    Raises:
        LogError: it stands otherwise.
    """
    if expect is None:
        return
    wanted = expect.strip().lower()
    if not (wanted.isascii() and wanted.isdigit()) and wanted not in list(State):
        states = ", ".join(State)
        raise LogError(
            f"--expect '{expect}' is neither a version nor a state ({states})",
            f"--expect {expect} 既不是版本号也不是状态；状态有：{states_zh(State)}",
        )
    if wanted in (str(state.state), str(state.version)):
        return
    en, zh = STATE_WORDS[state.state]
    seen = f"“{STATE_WORDS[State(wanted)][1]}”" if wanted in list(State) else f"第 {wanted} 版"
    last = state.entries[-1]
    raise LogError(
        f"{state.case} is {en} at version {state.version} (entry {last.number} by {last.by} at {last.at}), not {wanted} as you "
        "expected. Nothing was changed; look again with `riskgrade list show`",
        f"{state.case} 现为“{zh}”第 {state.version} 版（第 {last.number} 条，{last.by}，{last.at}），与您所见的{seen}不符。"
        "未作任何改动，请用 `riskgrade list show` 重新查看",
    )
