"""A font with Chinese characters, found by what fonts hold and not by what they are called."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

from matplotlib.font_manager import FontEntry, fontManager
from matplotlib.ft2font import FT2Font

NEEDED = "食品安全风险等级移档扣分复检"
"""Characters that our labels use; a font for Japanese or Korean alone lacks some."""

_FILES = (".otf", ".ttf", ".ttc")


class MissingFontWarning(UserWarning):
    """No font with Chinese characters was found, so that pictures are labelled in English."""


@cache
def chinese_font() -> str | None:
    """The name of a font with Chinese characters: installed on the system, else brought by a Python package.

    Returns:
        Its name, known to matplotlib; None where there is none, with one warning.
    """
    for known in (_installed, _brought):
        fitting = [one for one in known() if covers(one.fname, NEEDED)]
        if fitting:
            return min(fitting, key=_plainness).name
    warnings.warn(
        "no installed font has Chinese characters; pictures are labelled in English. Install one, such as the package "
        "fonts-noto-cjk of the system / 未找到含汉字的字体，图中文字改用英文；请安装中文字体，如系统的 fonts-noto-cjk",
        MissingFontWarning,
        stacklevel=2,
    )
    return None


def covers(file: str, characters: str) -> bool:
    """Whether a font has a glyph of its own for each character.

    Args:
        file: the font's file.
        characters: what is needed; fonts of last resort have one glyph for all of them.

    Examples:
        >>> from matplotlib.font_manager import findfont
        >>> covers(findfont("DejaVu Sans"), "abc"), covers(findfont("DejaVu Sans"), NEEDED)
        (True, False)
    """
    try:
        font = FT2Font(file)
    except (OSError, RuntimeError):
        return False
    glyphs = {font.get_char_index(ord(one)) for one in characters}
    return 0 not in glyphs and len(glyphs) == len(set(characters))


def _installed() -> Iterable[FontEntry]:
    return list(fontManager.ttflist)


def _brought() -> Iterable[FontEntry]:
    """Fonts among the files of installed Python packages."""
    known = {one.fname for one in fontManager.ttflist}
    files = {
        str(place)
        for one in distributions()
        for file in one.files or ()
        if file.suffix.lower() in _FILES and (place := Path(str(file.locate()))).is_file()
    }
    for file in sorted(files - known):
        if covers(file, NEEDED):
            fontManager.addfont(file)
    return [one for one in fontManager.ttflist if one.fname not in known]


def _plainness(one: FontEntry) -> tuple[bool, bool, bool, str]:
    """Upright, of book weight, without serifs, shaped as in mainland China: then by name, so that the choice is one."""
    upright = one.style == "normal" and str(one.weight) in ("400", "normal", "regular", "book")
    return not upright, "sans" not in one.name.lower(), "SC" not in one.name.split(), one.name
