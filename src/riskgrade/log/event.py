"""Events, and the rooms that own them: each room brings its kinds of event and a ledger that says which are lawful."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Protocol

from pydantic import BaseModel, ConfigDict, ValidationError

from .entry import Entry
from .error import LogError


class Event(BaseModel):
    """What an entry says, apart from who and when.

    `kind` names it in the log. `alone` says that it is lawful whatever came before, so that a log need not be read to add it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    kind: ClassVar[str]
    alone: ClassVar[bool] = False


class Ledger(Protocol):
    """What a log comes to: it takes events one after the other."""

    def take(self, entry: Entry, event: Event, trusted: bool = False) -> None:
        """Add an event.

        Args:
            entry: who and when.
            event: what happened.
            trusted: whether it was held against all rules when it was written, and the chain says that it is the same.

        Raises:
            LogError: it is not lawful after what came before; nothing is added.
        """


@dataclass(frozen=True, slots=True)
class Room:
    """What a part of riskgrade writes into logs.

    Args:
        events: its kinds of event.
        ledger: makes an empty ledger.
    """

    events: tuple[type[Event], ...]
    ledger: Callable[[], Ledger]

    @property
    def kinds(self) -> Mapping[str, type[Event]]:
        """The model of each kind."""
        return {one.kind: one for one in self.events}

    def event(self, entry: Entry) -> Event | None:
        """The event of an entry; None if it is another room's.

        Raises:
            LogError: the entry does not have the form of its kind.
        """
        model = self.kinds.get(entry.kind)
        if model is None:
            return None
        try:
            return model.model_validate(dict(entry.data))
        except ValidationError as error:
            raise bad_form(entry.kind, error) from None


def bad_form(kind: str, error: ValidationError) -> LogError:
    """What is wrong with the form of an event, in two languages."""
    first = error.errors(include_url=False)[0]
    place = ".".join(map(str, first["loc"])) or "/"
    if first["type"] in _FORMS:
        en, zh = (words.format(**first["ctx"]) for words in _FORMS[first["type"]])
    else:
        en, zh = first["msg"], "有误"
    return LogError(f"{kind}: {place}: {en}", f"事件 {kind}：{place} {zh}")


_FORMS = {
    "string_too_long": ("longer than {max_length} characters; please shorten it", "超过 {max_length} 个字符，请缩短"),
    "string_too_short": ("it is empty; please say it", "为空，请填写"),
}
"""What a person at the keyboard can mend, in words that know nothing of models: type of the error -> English, Chinese."""


_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)", re.ASCII)


def check_instant(at: str) -> str:
    """A point in time as a log holds it.

    Raises:
        LogError: it is written otherwise, or is no time of the calendar.

    Examples:
        >>> check_instant("2024-01-05T09:30:00+08:00")
        '2024-01-05T09:30:00+08:00'
    """
    instant(at)
    return at


def instant(at: str) -> datetime:
    """A point in time, to be held against another.

    Raises:
        LogError: it is written otherwise, or is no time of the calendar.

    Examples:
        >>> instant("2024-01-05T09:30:00+08:00") == instant("2024-01-05T01:30:00Z")
        True
    """
    try:
        if _INSTANT.fullmatch(at):
            return datetime.fromisoformat(at)
    except ValueError:
        pass
    raise LogError(
        f"at: '{at}' is no point in time; write it with the offset, as 2024-01-05T09:30:00+08:00",
        f"时间 {at} 无效；请写成带时区的形式，如 2024-01-05T09:30:00+08:00",
    )


def check_person(by: str | None, doing_en: str, doing_zh: str) -> str:
    """Who did something.

    Raises:
        LogError: nobody is named.
    """
    if by is None or not same_person_key(by):
        raise LogError(
            f"say who {doing_en}: give a name or a staff number (--by)", f"请写明{doing_zh}的人员姓名或工号（--by）"
        )
    return by


def same_person_key(name: str) -> str:
    r"""A name as persons are told apart: width, case, blanks and characters that nobody sees do not matter.

    Letters of another alphabet that look alike do: who may sign is for the office's own accounts to say.

    Examples:
        >>> same_person_key(" Ａ. Ｗａｎｇ ") == same_person_key("a.wang")
        True
        >>> same_person_key("Wang\u200b Li") == same_person_key("wangli"), same_person_key("\u200b")
        (True, '')
    """
    plain = unicodedata.normalize("NFKC", name).casefold()
    # Controls, formats and separators: what stands between the letters, seen or not.
    return "".join(one for one in plain if unicodedata.category(one)[0] not in "CZ")
