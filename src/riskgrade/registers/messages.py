"""The wording of findings: what is wrong, what became of it, what to do. One sentence each, in two languages."""

from __future__ import annotations

from ..pack.register_model import FieldModel, FieldType, RegisterModel
from .checks import CHECKS
from .finding import Finding, FindingCode, Severity
from .limits import SHOWN_CHARACTERS
from .names import called

VALUE = "{value}"
"""Where the cell's text goes."""

_READABLE = {
    FieldType.INT: ("a whole number without separators", "不带分隔符的整数"),
    FieldType.DECIMAL: ("a number without separators or units", "不带分隔符和单位的数字"),
    FieldType.DATE: ("a date such as 2023-06-30", "形如 2023-06-30 的日期"),
    FieldType.BOOL: ("yes or no (是/否, true/false, 1/0)", "是或否（true/false、1/0 亦可）"),
}
_ANY = ("a text", "文本")

_AFTER = {
    Severity.ERROR: ("The row is set aside.", "该行已搁置。"),
    Severity.FINDING: ("The value counts as unknown.", "该值按未知处理。"),
    Severity.WARNING: ("", ""),
}


def reason(code: FindingCode, severity: Severity, name: str, model: RegisterModel) -> tuple[str, str]:
    """What is wrong with a cell or row, in English and Chinese, with `{value}` for the cell.

    Args:
        code: the kind of finding.
        severity: what became of the row.
        name: the field.
        model: the register.
    """
    field = model.fields[name]
    en, zh = _wrong(code, field, model)
    after_en, after_zh = _AFTER[severity]
    if code is FindingCode.REQUIRED_BLANK:
        en = f"{called(name, field.label.zh or field.label.en)} {en}"
    elif code not in _ROW_CODES:
        en = f"{called(name, field.label.zh or field.label.en)}: '{VALUE}' {en}"
        zh = f"“{VALUE}”{zh}"
    if code not in _ROW_CODES:
        zh = f"字段 {name}{f'（{field.label.zh}）' if field.label.zh else ''}：{zh}"
    return f"{en}. {after_en}".strip(), f"{zh}。{after_zh}"


_ROW_CODES = {FindingCode.CONFLICT, FindingCode.DUPLICATE_ROW, FindingCode.SHIFTED}


def _wrong(code: FindingCode, field: FieldModel, model: RegisterModel) -> tuple[str, str]:
    match code:
        case FindingCode.UNREADABLE:
            en, zh = _READABLE.get(field.type, _ANY)
            return f"cannot be read as {en}", f"无法读作{zh}"
        case FindingCode.REQUIRED_BLANK:
            return "is blank, and a record needs it", "为空，而该字段必填"
        case FindingCode.CHECK_FAILED | FindingCode.CHECK_DOUBTFUL:
            check = CHECKS[field.check or ""]
            if code is FindingCode.CHECK_FAILED:
                return f"{check.en}. Please look it up and correct it", f"{check.zh}，请核实后更正"
            return f"{check.en}. It begins with 92, so the row is kept; please look it up", (
                f"{check.zh}；因以92开头，该行保留，请核实"
            )
        case FindingCode.DIGITS_LOST:
            return (
                "is stored as a number of 16 digits or more; the spreadsheet has lost the last ones. "
                "Please enter it again in a cell formatted as text"
            ), "以数字格式保存且超过15位，末尾数字已被电子表格丢失。请将单元格设为文本格式后重新录入"
        case FindingCode.NUMBER_AS_CODE:
            return (
                "is stored as a number, so zeros in front may be missing. Please format the column as text"
            ), "以数字格式保存，前导零可能已丢失，请将该列设为文本格式"
        case FindingCode.SPACES_IN_CODE:
            return "has spaces inside; it was read without them", "中间含空格，已去除空格后读取"
        case FindingCode.PLACEHOLDER:
            return "only says that there is nothing; it was read as blank", "仅表示没有内容，已按空白读取"
        case FindingCode.FULL_WIDTH:
            return "has full-width characters; it was read as the ordinary ones", "含全角字符，已按半角字符读取"
        case FindingCode.NOT_IN_VALUES:
            allowed = list((field.values or {}).items())[:12]
            more = len(field.values or {}) > 12
            en = ", ".join(code for code, _ in allowed) + (", …" if more else "")
            zh = "、".join(label.zh or code for code, label in allowed) + ("、…" if more else "")
            return f"is none of the known values ({en})", f"不在允许的取值内（{zh}）"
        case FindingCode.OUT_OF_DOMAIN:
            low, high = field.domain or (None, None)
            low_text, high_text = "…" if low is None else f"{low}", "…" if high is None else f"{high}"
            return f"is outside {low_text} to {high_text}", f"超出范围 {low_text} 至 {high_text}"
        case FindingCode.TOO_LARGE:
            return "is larger than a register can hold", "超出可记录的最大数值"
        case FindingCode.TOO_MANY_DECIMALS:
            return (
                f"has more than {field.scale} decimal digits; nothing is rounded",
                f"小数位超过{field.scale}位，不作四舍五入",
            )
        case FindingCode.DATE_OUT_OF_RANGE:
            return (
                "is outside 1900-01-01 to 2199-12-31 (leave the cell blank if there is no date)",
                "超出 1900-01-01 至 2199-12-31（没有日期请留空）",
            )
        case FindingCode.CONFLICT:
            return (
                f"several rows have the {_key(model)} '{VALUE}' and differ. Please keep the right one",
                f"多行的 {_key(model)} 同为“{VALUE}”而内容不同，请保留正确的一行",
            )
        case FindingCode.SHIFTED:
            return (
                "the row has more cells than the heading, so some stand in the wrong column. "
                "A comma inside a text must stand within double quotes",
                "该行的单元格多于表头，部分单元格已错列；文本中的逗号须置于双引号内",
            )
        case FindingCode.DUPLICATE_ROW:
            return (
                f"the row repeats another with the {_key(model)} '{VALUE}'; one is kept",
                f"该行与另一行完全相同（{_key(model)} 为“{VALUE}”），只保留一行",
            )
        case FindingCode.SUBJECT_ABSENT:
            return "has no row in the register of subjects; the record is kept", "在主体名册中没有对应的行；该记录保留"


def _key(model: RegisterModel) -> str:
    return model.key if model.valid_from is None else f"{model.key} + {model.valid_from}"


def shown(value: str) -> str:
    """A cell's text, cut to a length that can be read.

    Examples:
        >>> len(shown("x" * 500))
        81
    """
    return value if len(value) <= SHOWN_CHARACTERS else value[:SHOWN_CHARACTERS] + "…"


def make_finding(
    code: FindingCode,
    severity: Severity,
    register: str,
    model: RegisterModel,
    file: str,
    field: str,
    *,
    row: int | None = None,
    value: str = "",
    key: str = "",
    count: int = 1,
) -> Finding:
    """A finding with its messages, which name file, row and field.

    Args:
        code: the kind.
        severity: what became of the row.
        register: the register's name.
        model: the register.
        file: the file.
        field: the field it is about; for a whole row, its key.
        row: the row, if it is about one.
        value: the cell's text.
        key: the row's key.
        count: the rows it stands for; above 1 the message says so.
    """
    en, zh = (text.replace(VALUE, shown(value)) for text in reason(code, severity, field, model))
    if count > 1:
        en, zh = f"{en} {count:,} rows like this.".strip(), f"{zh}此类共{count}行。"
    en = f"{file}, row {row}: {en}" if row is not None else f"{file}: {en}"
    zh = f"{file} 第{row}行：{zh}" if row is not None else f"{file}：{zh}"
    about = None if code in _ROW_CODES else field
    return Finding(code, severity, register, file, row, about, shown(value), key, en, zh, count)
