"""`use`, `replace` and `remove`: what an overlay takes from other packs and what it changes.

A part may come twice from the same pack (two packs that use the same base); any other clash is an error.
"""

from __future__ import annotations

from .diagnostics import Diagnostic, DiagnosticCode, PackError, hint
from .parts import CALIBRATION, FACTS, GRADES, KINDS, RANKS, RULES, Part, Parts, read_parts
from .scalars import normal
from .shelf import find_pack


def merge(parts: Parts, asking: tuple[str, ...] = ()) -> Parts:
    """Take in every pack that this one uses.

    Args:
        parts: the pack as it was read; changed in place.
        asking: the ids of the packs that led here, to find a circle.

    Raises:
        PackError: a pack is missing, uses itself, or two parts clash.
    """
    wrong: list[Diagnostic] = []
    inherited = _inherit(parts, (*asking, parts.pack.id), wrong)
    replaced = {normal(name) for name in parts.pack.replace}
    for name in map(normal, parts.pack.remove):
        gone = [items.pop(name, None) for items in inherited.values()]
        if not any(gone):
            everything = [known for items in inherited.values() for known in items]
            en, zh = hint(name, everything)
            at = ("remove",)
            code = DiagnosticCode.NOTHING_TO_REMOVE
            wrong.append(parts.diagnostic(code, f"nothing named '{name}' is used{en}", f"没有可移除的 {name}{zh}", at))
    used = set()
    for kind in KINDS:
        for name, part in parts.items[kind].items():
            if name not in inherited[kind]:
                continue
            used.add(name)
            if name not in replaced:
                origin = inherited[kind][name].origin
                en = f"'{name}' comes already from {origin}; name it under `replace:` if you mean to change it"
                zh = f"{name} 已由 {origin} 提供；若要修改，请在 replace: 中列出"
                wrong.append(part.diagnostic(DiagnosticCode.NAME_CLASH, en, zh))
    for name in sorted(replaced - used):
        written = [known for items in parts.items.values() for known in items]
        here, there = name in written, any(name in items for items in inherited.values())
        near_en, near_zh = ("", "") if there else hint(name, [known for items in inherited.values() for known in items])
        if there and not here:
            en = f"'{name}' is under `replace:` but is not written in this pack; write it, or name it under `remove:`"
            zh = f"replace: 中的 {name} 未在本包重写；请写出，或改列在 remove: 中"
        else:
            en = f"'{name}' is under `replace:` but no pack that is used has it{near_en}"
            zh = f"replace: 中的 {name} 不在所引入的规则包中{near_zh}"
        wrong.append(parts.diagnostic(DiagnosticCode.NOTHING_TO_REPLACE, en, zh, ("replace",)))
    if wrong:
        raise PackError(wrong)
    for kind in KINDS:
        # A replaced part keeps its place in the order; new ones follow.
        parts.items[kind] = {**inherited[kind], **parts.items[kind]}
    return parts


def _inherit(parts: Parts, asking: tuple[str, ...], wrong: list[Diagnostic]) -> dict[str, dict[str, Part]]:
    found: dict[str, dict[str, Part]] = {kind: {} for kind in KINDS}
    replaced = {normal(name) for name in parts.pack.replace}
    own = {key for key in ("where", "dated_by", "calendar") if getattr(parts.pack, key) is not None}
    for name in parts.pack.use:
        try:
            other = read_parts(find_pack(name, parts.folder))
        except PackError as error:
            raise PackError(parts.at_home(error, ("use",))) from None
        if other.pack.id in asking:
            circle = " -> ".join([*asking, other.pack.id])
            code = DiagnosticCode.USE_CYCLE
            en, zh = f"packs use each other in a circle: {circle}", f"规则包循环引用：{circle}"
            raise PackError([parts.diagnostic(code, en, zh, ("use",))])
        other = merge(other, asking)
        subject = parts.pack.subject or other.pack.subject
        if parts.pack.subject is None and other.pack.subject is not None:
            parts.pack = parts.pack.model_copy(update={"subject": other.pack.subject})
        same = other.pack.subject is not None and other.pack.subject == subject
        for key in ("where", "dated_by", "calendar") if same else ("calendar",):
            theirs, ours = getattr(other.pack, key), getattr(parts.pack, key)
            if ours is None:
                parts.pack = parts.pack.model_copy(update={key: theirs})
            elif key not in own and theirs not in (None, ours):
                en = f"the packs that are used differ in `{key}`; write `{key}:` in this pack"
                zh = f"所引入的规则包的 {key} 不同；请在本包中写明 {key}"
                wrong.append(parts.diagnostic(DiagnosticCode.NAME_CLASH, en, zh, ("use",)))
        for kind in KINDS:
            # A band is about the values of the pack that declares it: a pack that uses this one may have the law's own.
            if kind == CALIBRATION or (kind in (RULES, GRADES, RANKS) and not same):
                continue
            for key, part in other.items[kind].items():
                if kind == FACTS and (part.model.of or other.pack.subject) not in (subject, None):
                    continue
                before = found[kind].get(key)
                if before is not None and before.model != part.model and key not in replaced:
                    en = f"'{key}' comes from two packs that are used, and they differ"
                    zh = f"{key} 来自两个被引入的规则包且内容不同"
                    wrong.append(parts.diagnostic(DiagnosticCode.NAME_CLASH, en, zh, ("use",)))
                found[kind][key] = part
    return found
