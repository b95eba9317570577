"""Short pieces packed into lines of a terminal: a piece is broken only where it is wider than a line."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len, chop_cells
from rich.text import Text

GAP = "   "


def packed(pieces: Iterable[Text], width: int) -> Text:
    r"""Pieces one after the other, a new line where the next does not fit.

    Args:
        pieces: texts without line breaks.
        width: cells of a line; a Chinese character takes two.

    Examples:
        >>> packed([Text("名称 甲"), Text("状态 在营"), Text("街道 乙")], 20).plain
        '名称 甲   状态 在营\n街道 乙'
    """
    out = Text()
    used = 0
    for piece in pieces:
        size = cell_len(piece.plain)
        if used and used + len(GAP) + size > width:
            out.append("\n")
            used = 0
        elif used:
            out.append(GAP)
            used += len(GAP)
        lines = _broken(piece, width)
        out.append_text(Text("\n").join(lines))
        used = cell_len(lines[-1].plain) if len(lines) > 1 else used + size
    return out


def _broken(piece: Text, width: int) -> list[Text]:
    if cell_len(piece.plain) <= width:
        return [piece]
    ends, at = [], 0
    while cell_len(piece.plain[at:]) > width:
        part = chop_cells(piece.plain[at:], max(width, 2))[0]
        # Chinese breaks anywhere; where a word would be cut, the last space of the line comes first.
        inside = part[-1].isascii() and piece.plain[at + len(part)].isascii() and " " in part[len(part) // 2 :]
        at += part.rindex(" ") + 1 if inside else len(part)
        ends.append(at)
    return list(piece.divide(ends))
