"""What the YAML reader complains of, in words for a person who writes packs."""

from __future__ import annotations

_WORDS = (
    (
        "mapping values are not allowed",
        "a `:` with a space after it stands inside a text, or the indentation is off: quote the text or align the line",
        "文本中出现了带空格的冒号，或缩进不对：请给文本加引号，或对齐该行",
    ),
    (
        "could not find expected ':'",
        "a `:` is missing after a key, or a quote or bracket is not closed",
        "键后缺少冒号，或引号、括号未闭合",
    ),
    ("'\\t' that cannot start", "a tab stands here: indent with spaces", "此处有制表符：请用空格缩进"),
    (
        "that cannot start any token",
        "a text cannot begin with this character: put it in quotes",
        "文本不能以该字符开头：请加引号",
    ),
    ("while scanning a quoted scalar", "a quote is not closed", "引号未闭合"),
    ("found unexpected end of stream", "a quote is not closed", "引号未闭合"),
    (
        "found unknown escape",
        "a backslash in double quotes starts an escape: use single quotes",
        "双引号中的反斜杠是转义：请改用单引号",
    ),
    (
        "expected <block end>",
        "the indentation is off, or a list item stands beside a key",
        "缩进不对，或列表项与键混写",
    ),
    ("expected ',' or", "a comma or a closing bracket is missing", "缺少逗号或右括号"),
    ("<stream end>", "a bracket is not closed", "括号未闭合"),
    ("expected the node content", "a value is missing here, or a bracket is not closed", "此处缺少取值，或括号未闭合"),
)


def problem_words(problem: str) -> tuple[str, str]:
    """A complaint of the YAML reader as a sentence in English and Chinese.

    Examples:
        >>> problem_words("mapping values are not allowed here")[0][:53]
        'this is not YAML: a `:` with a space after it stands '
        >>> problem_words("found a strange thing")
        ('this is not YAML: found a strange thing', '不是有效的 YAML：found a strange thing')
    """
    plain = " ".join(problem.split())
    for part, en, zh in _WORDS:
        if part in plain:
            return f"this is not YAML: {en}", f"不是有效的 YAML：{zh}"
    return f"this is not YAML: {plain}", f"不是有效的 YAML：{plain}"
