"""The sentences of every error, English and Chinese; they are part of the public interface."""

from __future__ import annotations

from .codes import LanguageErrorCode as Code

MESSAGES: dict[Code, tuple[str, str]] = {
    Code.EMPTY: ("the condition is empty", "条件为空"),
    Code.TOO_LONG: (
        "the condition has {length} characters; at most {limit} are allowed: split it into named facts",
        "条件有 {length} 个字符，最多允许 {limit} 个：请拆成若干有名称的事实",
    ),
    Code.TOO_DEEP: (
        "the condition is nested more than {limit} levels deep: split it into named facts",
        "条件嵌套超过 {limit} 层：请拆成若干有名称的事实",
    ),
    Code.TOO_LARGE: (
        "the condition has more than {limit} parts: split it into named facts",
        "条件超过 {limit} 个组成部分：请拆成若干有名称的事实",
    ),
    Code.INVALID_CHARACTER: (
        "the character U+{number} cannot be seen and is not allowed in a condition",
        "条件中不允许出现不可见字符 U+{number}",
    ),
    Code.COMMENT: (
        "a condition holds no comments: put the remark in a YAML comment or a `note`",
        "条件中不能写注释：请写在 YAML 注释或 `note` 中",
    ),
    Code.SINGLE_EQUALS: (
        "`{operator}` is not allowed: write `==` to compare; arguments have no names",
        "不允许使用 `{operator}`：比较请写 `==`；函数参数不带名称",
    ),
    Code.IMPLICIT_CONCATENATION: (
        "two texts stand side by side and would silently become one: is a comma missing between them?",
        "两个文本相邻，会被悄悄合并为一个：中间是否漏了逗号？",
    ),
    Code.STRING_FORM: (
        "write a text in plain single or double quotes, with no letter before them and not tripled",
        "文本请用普通单引号或双引号，引号前不加字母，也不用三重引号",
    ),
    Code.BAD_ESCAPE: (
        "`{escape}` is not allowed in a text: only \\\\, \\' and \\\" are",
        "文本中不允许 `{escape}`：只允许 \\\\、\\' 和 \\\"",
    ),
    Code.BAD_NUMBER: (
        "`{number}` is not a number here: write plain digits such as 12 or 13.5; quote a code that has leading zeros",
        "`{number}` 不是允许的数字：请写 12、13.5 这样的普通数字；带前导零的代码请加引号",
    ),
    Code.TOO_MANY_DECIMALS: (
        "`{number}` has more than {limit} decimals",
        "`{number}` 的小数超过 {limit} 位",
    ),
    Code.NUMBER_TOO_LARGE: ("`{number}` is too large", "`{number}` 过大"),
    Code.SYNTAX: (
        "this cannot be read as a condition, near {place}: look for a missing bracket, quote, comma or operator",
        "无法读成条件，位置在 {place} 附近：请检查是否缺少括号、引号、逗号或运算符",
    ),
    Code.NOT_ALLOWED: ("{what} is not part of the condition language{instead}", "条件语言中没有{what}{instead}"),
    Code.UNKNOWN_FUNCTION: ("there is no function {name!r}", "没有函数 {name!r}"),
    Code.BAD_CALL: (
        "{name}() takes its arguments one after the other, without names and without `*`",
        "{name}() 的参数按顺序写，不带名称，也不用 `*`",
    ),
    Code.BAD_CHOICES: (
        "after `in` write literals in brackets, such as ('a', 'b'), or the name of a list of codes",
        "`in` 之后请写括号中的字面值，如 ('a', 'b')，或代码列表的名称",
    ),
    Code.UNKNOWN_NAME: ("there is no name {name!r} here", "这里没有名称 {name!r}"),
    Code.UNKNOWN_FIELD: ("the subject has no field {name!r}", "主体没有字段 {name!r}"),
    Code.UNKNOWN_TABLE: ("there is no table {name!r}", "没有表 {name!r}"),
    Code.UNKNOWN_LIST: ("there is no list of codes {name!r}", "没有代码列表 {name!r}"),
    Code.NAME_IS_TABLE: (
        "{name!r} is a table: read it with lookup({name}, …) or highest({name}, …)",
        "{name!r} 是表：请用 lookup({name}, …) 或 highest({name}, …) 读取",
    ),
    Code.NAME_IS_LIST: (
        "{name!r} is a list of codes: use it after `in`, or in has_any(…, {name}) and has_only(…, {name})",
        "{name!r} 是代码列表：请写在 `in` 之后，或写在 has_any(…, {name})、has_only(…, {name}) 中",
    ),
    Code.LIST_FACT_IN: (
        "{name!r} holds several codes: write has_any({name}, 'a', 'b') instead of `in`",
        "{name!r} 含多个代码：请写 has_any({name}, 'a', 'b')，不用 `in`",
    ),
    Code.WRONG_KIND: ("this must be {wanted}, but it is {found}", "此处应为{wanted}，实际为{found}"),
    Code.KIND_MISMATCH: (
        "{left} and {right} cannot stand side by side here",
        "{left}与{right}不能在此并列",
    ),
    Code.NO_ORDER: (
        "{found} has no order: only == and != compare it",
        "{found}没有大小之分：只能用 == 和 != 比较",
    ),
    Code.UNIT_MISMATCH: (
        "the units differ: {left} and {right}; convert one of them first",
        "单位不同：{left} 与 {right}；请先换算其中一个",
    ),
    Code.UNIT_PRODUCT: (
        "both sides of `*` have a unit ({left} and {right}); at most one may",
        "`*` 两边都有单位（{left} 与 {right}）；最多一边可有单位",
    ),
    Code.CODE_NOT_IN_VALUES: (
        "{code!r} is not a code this can hold: the comparison could never be true",
        "{code!r} 不在允许的代码之内：比较永远不会成立",
    ),
    Code.BAD_CODE: (
        "{code!r} cannot be a code: it is empty or holds `;`; ask for a blank with `not known(…)`",
        "{code!r} 不能作为代码：它是空的或含有 `;`；判断是否空白请用 `not known(…)`",
    ),
    Code.BAD_DATE: (
        "{text!r} is not a date: write YYYY-MM-DD, such as '2023-01-31'",
        "{text!r} 不是日期：请写 YYYY-MM-DD，如 '2023-01-31'",
    ),
    Code.DATE_DIFFERENCE: (
        "a date cannot be taken from a date with `-`: write days_between(a, b) or months_between(a, b)",
        "日期之间不能用 `-` 相减：请写 days_between(a, b) 或 months_between(a, b)",
    ),
    Code.DATE_ARITHMETIC: (
        "a length of time can only be added to a date or taken from one: "
        "date + years(n), date - months(n), date + days(n)",
        "时间长度只能加到日期上或从日期中减去：日期 + years(n)、日期 - months(n)、日期 + days(n)",
    ),
    Code.DATE_OUT_OF_RANGE: (
        "this date could leave the years {first} to {last}",
        "此日期可能超出 {first} 年至 {last} 年",
    ),
    Code.UNBOUNDED_ARITHMETIC: (
        "this may be unknown and has no finite domain, so nothing can be computed with it: "
        "give the fact a finite domain, such as [0, 100]",
        "此值可能未知且没有有限的取值范围，无法参与计算：请给该事实一个有限的取值范围，如 [0, 100]",
    ),
    Code.ARITHMETIC_TOO_LARGE: (
        "the result could be too large to be exact: give the facts narrower domains or fewer decimals",
        "结果可能过大而无法保持精确：请缩小事实的取值范围或减少小数位",
    ),
    Code.RATIO_NEGATIVE: (
        "ratio(a, b) needs numbers that cannot be negative: give this a domain that starts at 0",
        "ratio(a, b) 的参数不能为负：请给它一个从 0 起的取值范围",
    ),
    Code.WRONG_ARGUMENTS: (
        "write {usage}",
        "请写 {usage}",
    ),
    Code.LITERAL_NEEDED: (
        "{name}() takes a whole number of 0 or more, written as digits",
        "{name}() 的参数须是直接写出的非负整数",
    ),
    Code.WRONG_TABLE: (
        "highest() needs a table by code, but {name!r} is a table of bins: read it with lookup({name}, …)",
        "highest() 需要按代码的表，而 {name!r} 是分档表：请用 lookup({name}, …)",
    ),
}
