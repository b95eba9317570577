"""Reading and writing calibrations: whatever stands in a file, it is a sound artefact or one sentence of refusal."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

import rfc8785
from pydantic import ValidationError

from ..log.error import LogError
from ..log.event import check_instant, same_person_key
from .artefact_model import KIND, Artefact, State, last_possible
from .error import CalibrationError
from .form_words import form_words

LARGEST = 5_000_000
"""The most bytes of a file; an artefact has some thousands."""


def sha256_of(document: dict[str, Any]) -> str:
    """The hash of a document without its own.

    Args:
        document: the document in plain data.
    """
    return hashlib.sha256(rfc8785.dumps({key: one for key, one in document.items() if key != "sha256"})).hexdigest()


def sealed(document: dict[str, Any]) -> Artefact:
    """An artefact with its hash.

    Args:
        document: everything but the hash.

    Raises:
        CalibrationError: it has not the form of an artefact.
    """
    return _formed({**document, "sha256": sha256_of(document)})


def plain(artefact: Artefact) -> dict[str, Any]:
    """An artefact as plain data."""
    return artefact.model_dump(mode="json", by_alias=True)


def canonical(artefact: Artefact) -> bytes:
    """An artefact as it is written: canonical JSON (RFC 8785) and a line feed."""
    return rfc8785.dumps(plain(artefact)) + b"\n"


def read_artefact(path: str | Path) -> Artefact:
    """Read a calibration.

    Raises:
        CalibrationError: it is none, or was changed after it was made.
        OSError: the file cannot be read.
    """
    path = Path(path)
    if path.is_file() and path.stat().st_size > LARGEST:
        _refuse(f"{path} has more than {LARGEST:,} bytes", f"{path} 超过 {LARGEST:,} 字节")
    return artefact_of(path.read_bytes())


def artefact_of(content: bytes) -> Artefact:
    """A calibration from its bytes.

    Args:
        content: JSON in UTF-8, in any layout.

    Raises:
        CalibrationError: it is none, or was changed after it was made.
    """
    try:
        document = json.loads(
            content.decode("utf-8-sig"), parse_float=_no_float, parse_constant=_no_float, object_pairs_hook=_once
        )
    except CalibrationError:
        raise
    except (ValueError, RecursionError) as error:
        _refuse(f"it is no JSON text in UTF-8 ({_short(error)})", "不是 UTF-8 编码的 JSON 文本")
    if not isinstance(document, dict) or document.get("kind") != KIND:
        _refuse(f"it does not say that it is `{KIND}`", f"未标明为 {KIND}")
    artefact = _formed(document)
    try:
        sound = sha256_of(document) == artefact.sha256
    except (ValueError, RecursionError) as error:
        _refuse(f"it cannot be hashed ({_short(error)})", "无法计算校验值")
    if not sound:
        _refuse(
            "its hash does not fit its content, so it was changed after it was made; take the file as it was written",
            "校验值与内容不符，文件在生成之后被改动；请使用原文件",
        )
    _hold_history(artefact)
    return artefact


def _formed(document: dict[str, Any]) -> Artefact:
    try:
        return Artefact.model_validate(document)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = _visible(".".join(map(str, first["loc"])) or "/")
        en, zh = form_words(first)
        _refuse(f"{place}: {en}", f"{place}：{zh}")


def _hold_history(artefact: Artefact) -> None:
    """The states must follow one another, each by another person, each naming the hash of what it changed."""
    states = [one.state for one in artefact.history]
    if (
        states != [State.VALIDATED, State.APPROVED][: len(states)]
        or artefact.state is not (states or [State.DRAFT])[-1]
    ):
        _refuse("its history does not lead to its state", "历史记录与状态不符")
    if (artefact.state is State.APPROVED) != (artefact.effective is not None):
        _refuse("days of effect belong to an approved calibration, and only to one", "生效期间须且只能与批准同时写明")
    days = artefact.effective
    if days is not None:
        first, last = date.fromisoformat(days.from_), date.fromisoformat(days.to)
        if not first <= last <= last_possible(first):
            _refuse("it says that it is in effect for more than twelve months", "生效期间倒置或超过十二个月")
    people = [artefact.author, *(one.by for one in artefact.history)]
    keys = [same_person_key(one) for one in people]
    if not all(keys) or len(set(keys)) != len(keys):
        _refuse(
            "author, validator and approver must be three persons who are named",
            "编制人、复核人、批准人须写明且为不同的人",
        )
    try:
        for at in (artefact.made_at, *(one.at for one in artefact.history)):
            check_instant(at)
    except LogError as error:
        _refuse(error.en, error.zh)
    instants = [datetime.fromisoformat(at) for at in (artefact.made_at, *(one.at for one in artefact.history))]
    if any(after < before for before, after in pairwise(instants)):
        _refuse("a later step bears an earlier time", "后一环节的时间早于前一环节")
    if days is not None and date.fromisoformat(days.from_) < instants[-1].date():
        _refuse("it takes effect before the day it was approved", "生效日早于批准日")
    whole = plain(artefact)
    for number, change in enumerate(artefact.history):
        former = whole | {"state": str([State.DRAFT, State.VALIDATED][number]), "history": whole["history"][:number]}
        if sha256_of(former | {"effective": None}) != change.former:
            _refuse(
                f"what was {change.state} by {_visible(change.by)} is not what this file says",
                f"{_visible(change.by)} 所办理的内容与本文件不符",
            )


def _no_float(text: str) -> NoReturn:
    _refuse(
        f"{_visible(text)[:40]} is no whole number; figures are written as text",
        f"{_visible(text)[:40]} 不是整数；数值须写为文本",
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(key for key in found if sum(key == one for one, _ in pairs) > 1)
        _refuse(f"'{_visible(twice)}' stands twice", f"{_visible(twice)} 重复")
    return found


def _visible(text: str) -> str:
    """A text from a file, so that it can be shown: what is no letter of a line is written out."""
    return "".join(one if one.isprintable() else "?" for one in text)[:120]


def _short(error: BaseException) -> str:
    return _visible(str(error).splitlines()[0] if str(error) else type(error).__name__)


def _refuse(en: str, zh: str) -> NoReturn:
    raise CalibrationError(f"this is no calibration that can be used: {en}", f"该校准文件不能使用：{zh}")
