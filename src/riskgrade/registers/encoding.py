"""The text in a file's bytes."""

from __future__ import annotations

from .errors import RegisterError

_TELLING = 5


def decode(data: bytes, file: str) -> str:
    r"""The text of a file: UTF-8 (with or without a mark), else GB18030, each strictly.

    Raises:
        RegisterError: it is empty, or neither.

    Examples:
        >>> decode("编号".encode("gb18030"), "a.csv"), decode(b"\xef\xbb\xbfuscc", "a.csv")
        ('编号', 'uscc')
    """
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise RegisterError(
            f"{file} is empty: not even a heading row. Please supply the heading row if there are no records.",
            f"{file} 为空文件，连表头也没有。若确无记录，请至少保留表头。",
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        utf_8 = error
    try:
        text = data.decode("gb18030")
        if not _meant_as_utf_8(data[: utf_8.start]):
            return text
        raise utf_8
    except UnicodeDecodeError as error:
        # The encoding that got further is the one that was meant.
        name, at = ("UTF-8", utf_8.start) if utf_8.start >= error.start else ("GB18030", error.start)
        line = data.count(b"\n", 0, at) + 1
        raise RegisterError(
            f"{file} is neither UTF-8 nor GB18030 text: read as {name} it breaks at byte {at} (line {line}). "
            "Please save it again as UTF-8 CSV.",
            f"{file} 既不是 UTF-8 也不是 GB18030 编码：按 {name} 读取时在第{at}字节（第{line}行）出错。"
            "请另存为 UTF-8 编码的 CSV。",
        ) from error


def _meant_as_utf_8(before: bytes) -> bool:
    """Whether the bytes before the first that is no UTF-8 hold Chinese in UTF-8.

    Damaged UTF-8 often passes for GB18030, as other characters. A true GB18030 text breaks UTF-8 within a few
    characters, and by chance makes Latin or Arabic letters rather than Chinese ones.
    """
    return sum(character >= "\u3000" for character in before.decode("utf-8", "ignore")) >= _TELLING
