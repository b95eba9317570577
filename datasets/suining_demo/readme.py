"""The README beside the files: what is in them, and what is wrong in them on purpose."""

from __future__ import annotations

from collections.abc import Sequence

from .sheets import Sheet
from .trouble import Trouble
from .write import OLD_ENCODING

_HEAD = """# 合成示范区 / A synthetic district

**合成数据。** 这里没有真实的企业、个人、案件或市场：代码属于不存在的区划 990000，名称以“合成”开头，每行都有“数据说明：合成数据”。
**Synthetic data.** No row is a real business, person, case or market, and none was copied from one. Codes belong to a division that
does not exist, names begin with 合成 (synthetic), and every row says so in the column 数据说明.

`../suining-demo.xlsx` holds the same records, a sheet a register; codes and dates are text there. `complaints.csv` is GB18030, as older
systems write it; the other files are UTF-8 with a mark. Dates, yes/no and coded values are written in several ways that the reader takes.
The registers are made to be graded as of 2023-12-31. They were “taken” on 2024-01-31, so a few events, results and records are not yet
known on the day of grading. Failures are more frequent than in life, and a few firms have most of them.

    riskgrade registers check datasets/suining-demo --pack cn-base
    riskgrade registers check datasets/suining-demo.xlsx --pack cn-base

Made by `python datasets/make_suining_demo.py`, seed {seed}; the same seed gives the same bytes. Headings and words come from the pack
`cn-base`. Shares of hazards follow the published national ones; points, fines and events are drawn, and show nothing about any place.

| file | register | rows |
| --- | --- | ---: |
"""

_WRONG = """
## 故意留下的错误 / Wrong on purpose

Rows are counted as in a spreadsheet: the heading is row 1. An *error* sets the row aside, a *finding* makes the value unknown, a
*warning* leaves both. The reader says nothing else about these files.

| file | row | field | cell | what is wrong | finding |
| --- | ---: | --- | --- | --- | --- |
"""


def readme(sheets: Sequence[Sheet], troubles: Sequence[Trouble], seed: int) -> str:
    """The text of the README.

    Args:
        sheets: one a register.
        troubles: the rows that are wrong on purpose.
        seed: of the district.
    """
    files = [
        f"| `{sheet.register}.csv`{' (GB18030)' if sheet.register in OLD_ENCODING else ''} | {sheet.title} | {len(sheet.rows):,} |\n"
        for sheet in sheets
    ]
    wrong = [_line(trouble) for trouble in troubles]
    return "".join([_HEAD.format(seed=seed), *files, _WRONG, *wrong])


def _line(trouble: Trouble) -> str:
    rows = ", ".join(map(str, trouble.rows))
    said = f"{trouble.severity} `{trouble.code}`"
    field = f"`{trouble.field}`" if trouble.field else "(row)"
    shown = f"`{trouble.cell}`" if trouble.cell else "(blank)"
    return f"| `{trouble.register}` | {rows} | {field} | {shown} | {trouble.zh} / {trouble.en} | {said} |\n"
