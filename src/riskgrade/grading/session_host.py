"""The rule engine durable-rules, kept where it can do no harm: what it may be asked, and what is looked at after each answer.

Its C core is driven directly: no thread of its `Host` runs, no consequent is called from it (it would swallow what
goes wrong there), and no state is written back. One constant session id is alive at a time, under a lock. It is deleted
after each firm, and its ruleset with it where anything went wrong; all rulesets are given back when the host is closed.
What is known to crash or hang the engine is refused by `session_parts` before it is registered.
"""

from __future__ import annotations

import json
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from threading import RLock
from types import ModuleType
from typing import Any

SID = "s"
"""The only session id: nothing of a subject enters the engine, and two ids can never be taken for one another."""

SINK = "sink"
"""The rule that every message meets, last of all: when it fires the engine came to the end."""

HANDLED = 0
"""The engine's answer that a message was taken and met at least one rule."""


class SessionUnavailableError(Exception):
    """durable-rules is not installed: it cannot be built here, or Python is 3.13 or later.

    Args:
        en: the message in English.
        zh: the message in Chinese.
    """

    def __init__(self) -> None:
        self.en = "The rule session needs the package durable-rules (Python 3.11 or 3.12); the reference evaluator gives the same answer."
        self.zh = "规则会话需要 durable-rules（Python 3.11 或 3.12）；参考求值器给出相同的结果。"
        super().__init__(self.en)


class SessionError(Exception):
    """The rule engine did not do what it must; no decision is given."""


def _engine() -> ModuleType:
    try:
        return import_module("durable_rules_engine")
    except ImportError:
        raise SessionUnavailableError from None


def session_available() -> bool:
    """Whether durable-rules can be used here."""
    try:
        _engine()
    except SessionUnavailableError:
        return False
    return True


Fire = Callable[[str], None]


class Host:
    """Rulesets in the engine, and messages to them.

    Raises:
        SessionUnavailableError: durable-rules is not installed.
    """

    def __init__(self) -> None:
        self._engine = _engine()
        self._handles: dict[int, None] = {}
        self._lock = RLock()
        self._number = 0
        self._finalizer = weakref.finalize(self, _give_back, self._engine, self._handles)

    def register(self, rules: Mapping[str, Mapping[str, Any]]) -> int:
        """Register a ruleset.

        Args:
            rules: name -> `{"all": …, "pri": …}`, within the limits of `session_parts`.

        Returns:
            Its handle.

        Raises:
            SessionError: the engine refuses it.
        """
        with self._lock:
            self._number += 1
            try:
                handle = int(self._engine.create_ruleset(f"ruleset{self._number}", json.dumps(rules)))
            except Exception as error:
                raise SessionError(f"the rule engine refuses a ruleset: {error}") from error
            self._handles[handle] = None
            return handle

    def release(self, handles: Iterable[int]) -> None:
        """Give rulesets back."""
        with self._lock:
            for handle in handles:
                if self._handles.pop(handle, 0) is None:
                    self._engine.delete_ruleset(handle)

    def close(self) -> None:
        """Give every ruleset back."""
        self.release(tuple(self._handles))

    @contextmanager
    def firm(self) -> Iterator[Firm]:
        """The life of one firm; nothing of it is left in the engine afterwards, whatever happens.

        Where something goes wrong the rulesets that the firm met are given back: register them anew.
        """
        with self._lock:
            one = Firm(self._engine)
            try:
                yield one
            except BaseException:
                # The engine dies of deleting a state whose message it did not take; the whole ruleset can be given back.
                self.release(one.met)
                raise
            one.forget()


class Firm:
    """One firm while it is judged: its messages are numbered 0, 1, …, so no two are taken for one."""

    def __init__(self, engine: ModuleType) -> None:
        self._engine = engine
        self._next = 0
        self.met: set[int] = set()

    def forget(self) -> None:
        """Delete its state in every ruleset that it met."""
        while self.met:
            self._engine.delete_state(self.met.pop(), SID)

    def tell(self, handle: int, part: int, numbers: Iterable[int], fire: Fire) -> None:
        """Assert one message and let its rules fire, each reported once, in the order in which they fired.

        Args:
            handle: the ruleset.
            part: which rules the message is for.
            numbers: the fields f0, f1, …: whole numbers of 64 bits only.
            fire: told the name of each rule.

        Raises:
            SessionError: the engine did not take the message, or did not come to the end of its rules.
        """
        fields = "".join(f',"f{place}":{number:d}' for place, number in enumerate(numbers))
        message = f'{{"sid":"{SID}","id":"{self._next}","part":{part}{fields}}}'
        self._next += 1
        self.met.add(handle)
        engine, seen, name = self._engine, set[str](), ""
        try:
            answer, state = engine.assert_fact(handle, message)
            if answer != HANDLED:
                raise SessionError(f"the rule engine did not take a message (answer {answer})")
            started = engine.start_action_for_state(handle, state)
            if started is not None and '"exception"' in started[0]:
                raise SessionError(f"the rule engine holds an error: {started[0]}")
            fired = None if started is None else started[1]
            while fired is not None:
                # The text is {"<name>":{…}}; names are ours and hold no quotation mark.
                name = fired[2 : fired.index('"', 2)]
                if name not in seen:
                    seen.add(name)
                    if not name.startswith(SINK):
                        fire(name)
                fired = engine.complete_and_start_action(handle, state)
        except (SessionError, KeyboardInterrupt):
            raise
        except engine.error as error:
            raise SessionError(f"the rule engine failed: {error}") from error
        except MemoryError as error:
            raise SessionError("the rule engine has no room") from error
        if not name.startswith(SINK):
            raise SessionError("the rule engine did not come to the end of its rules")


def _give_back(engine: ModuleType, handles: dict[int, None]) -> None:
    while handles:
        engine.delete_ruleset(handles.popitem()[0])
