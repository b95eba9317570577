"""The shipped pack of the list, loaded once; a copy of it to change."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from riskgrade.dishonesty.figures import Figures
from riskgrade.dishonesty.listing_texts import ListingTexts, read_texts
from riskgrade.pack.load import load_pack
from riskgrade.pack.model import Pack
from riskgrade.pack.shelf import shipped

NAME = "cn-dishonesty-list"


@cache
def pack() -> Pack:
    """The shipped pack."""
    return load_pack(NAME)


@cache
def figures() -> Figures:
    """Its figures."""
    return Figures(pack())


@cache
def texts() -> ListingTexts:
    """Its sentences."""
    return read_texts(pack())


def copied(folder: Path, *changes: tuple[str, str, str]) -> Pack:
    """The shipped pack with texts replaced in its files.

    Args:
        folder: where the copy goes.
        changes: file, what stands there once, what stands there then.
    """
    for name in (NAME, "cn-base"):
        shutil.copytree(shipped() / name, folder / name, ignore=shutil.ignore_patterns("cases"))
    for file, old, new in changes:
        path = folder / NAME / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, (file, old, text.count(old))
        path.write_text(text.replace(old, new), encoding="utf-8")
    return load_pack(folder / NAME)
