"""A small pack's registers and ways to write them, for the tests of this room."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from riskgrade.pack.register_model import RegisterModel
from riskgrade.registers.checks import uscc_check_character


def model(**content: Any) -> RegisterModel:
    """A register's model, as a pack would give it."""
    return RegisterModel.model_validate(content)


def uscc(number: int, prefix: str = "91510100MA") -> str:
    """A well-formed code."""
    first = f"{prefix}{number:07d}"
    return first + uscc_check_character(first)


FIRMS = model(
    title={"zh": "企业名册"},
    key="uscc",
    fields={
        "uscc": {
            "type": "code",
            "required": True,
            "check": "uscc",
            "label": {"zh": "统一社会信用代码"},
            "headings": ["社会信用代码"],
        },
        "name": {"type": "text", "required": True, "label": {"zh": "名称"}},
        "categories": {"type": "list", "label": {"zh": "食品类别"}},
        "static_score": {"type": "decimal", "domain": [0, 40], "label": {"zh": "静态分"}},
        "special_food": {"type": "bool", "blank": "false", "label": {"zh": "特殊食品"}},
        "licence_no": {"type": "code"},
    },
)

SAMPLINGS = model(
    title={"zh": "抽检", "en": "Samplings"},
    key="record_id",
    join="uscc",
    date="sampled_on",
    recorded="recorded_on",
    fields={
        "record_id": {"type": "text", "required": True},
        "uscc": {"type": "code", "required": True, "check": "uscc", "label": {"zh": "统一社会信用代码"}},
        "sampled_on": {"type": "date", "required": True, "label": {"zh": "抽样日期"}},
        "notified_on": {"type": "date"},
        "recorded_on": {"type": "date", "blank": {"field": ["notified_on", "sampled_on"]}},
        "sample_no": {"type": "text", "blank": {"field": "record_id"}},
        "result": {
            "type": "code",
            "values": {"pass": "合格", "fail": "不合格"},
            "required": True,
            "label": {"zh": "结论"},
        },
        "kinds": {"type": "list", "values": ["fine", "warning"]},
        "fine_yuan": {"type": "decimal"},
        "count": {"type": "int"},
    },
)

MODELS = {"enterprises": FIRMS, "samplings": SAMPLINGS}
A, B = uscc(1), uscc(2)


def csv_text(rows: list[dict[str, str]], headings: list[str] | None = None) -> str:
    """Rows as CSV."""
    out = io.StringIO()
    names = headings or list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(out, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write_sheets(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    """A workbook; texts are written as texts, numbers as numbers."""
    with xlsxwriter.Workbook(path) as book:
        bold = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for y, row in enumerate(rows):
                for x, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(y, x, value)
                    elif isinstance(value, bool):
                        sheet.write_boolean(y, x, value)
                    elif hasattr(value, "year"):
                        sheet.write_datetime(y, x, value, bold)
                    elif value is not None:
                        sheet.write_number(y, x, value)
    return path


def grid(rows: list[dict[str, str]]) -> list[list[str]]:
    """Rows of mappings as rows of cells."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    return [list(names), *([row.get(name, "") for name in names] for row in rows)]


_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" '
    'Target="{}"/></Relationships>'
)
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_BOOK = (
    f'<?xml version="1.0"?><workbook {_MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships"><sheets><sheet name="enterprises" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def raw_workbook(path: Path, sheet_data: str) -> Path:
    """A workbook made by hand, with one sheet `enterprises`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", _TYPES)
        book.writestr("_rels/.rels", _RELATIONS.format("officeDocument", "xl/workbook.xml"))
        book.writestr("xl/workbook.xml", _BOOK)
        book.writestr("xl/_rels/workbook.xml.rels", _RELATIONS.format("worksheet", "worksheets/sheet1.xml"))
        book.writestr(
            "xl/worksheets/sheet1.xml",
            f'<?xml version="1.0"?><worksheet {_MAIN}><sheetData>{sheet_data}</sheetData></worksheet>',
        )
    return path
