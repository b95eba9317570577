"""Feeds of both generations are read back as the register they were made from."""

import csv

import pytest
import xlsxwriter

from riskgrade.publicity import PublicityError
from riskgrade.publicity.read_feed import read_feed_rows
from riskgrade.report.publicity_read import read_feed
from tests.publicity.sample import USCC, feed_of, layouts, made, penalty

ROWS = [
    penalty(kinds="fine;warning", fine_yuan="21600.50"),
    penalty(
        record_id="CF2",
        decision_no="乙",
        kinds="restrict_profession;confiscate_gains",
        confiscated_yuan="0.01",
        ban_until="2028-06-01",
    ),
    penalty(record_id="CF3", decision_no="丙", party_type="individual_business", kinds="other;withdraw_permit"),
]

NEW = (
    "uscc", "decision_no", "decided_on", "authority", "authority_uscc", "party_type", "party_name", "kinds", "violation_type",
    "facts", "legal_basis", "content", "fine_yuan", "confiscated_yuan", "ban_until", "legal_representative", "source_unit",
    "source_uscc",
)  # fmt: skip
OLD = (
    "uscc", "decision_no", "decided_on", "authority", "party_name", "kinds", "violation_type", "facts", "legal_basis", "content",
    "legal_representative",
)  # fmt: skip


def physical(registers, fields):
    return registers.registers["penalties"].held.sort("decision_no").select(fields).rows()


@pytest.mark.parametrize("headed_by", ["words", "codes"])
def test_what_goes_out_comes_back(headed_by):
    run = made("2023-12-31", ["penalties"], show_persons=True, penalties=ROWS)
    columns = layouts().model.feeds["penalties"].columns
    headings = [one.heading.zh if headed_by == "words" else one.code for one in columns]
    rows = [[row.cells[one.id] for one in columns] for row in feed_of(run, "penalties").rows]
    read = read_feed_rows(headings, enumerate(rows, 2), layouts(), "x.csv")
    assert (read.generation, read.unknown, read.remarks) == ("new", (), ())
    assert set(read.rows[0]) >= {"record_id", *NEW}
    from riskgrade.registers import load_registers

    back = load_registers({"penalties": list(read.rows)}, layouts().pack.registers)
    assert not [one for one in back.findings if one.severity != "warning"]
    assert physical(back, NEW) == physical(run.registers, NEW)


OLD_CODES = "CF_XDR_SHXYM CF_WSH CF_JDRQ CF_XZJG CF_XDR_MC CF_CFLB1 CF_CFLB2 CF_CFMC CF_SY CF_YJ CF_JG CF_FR"
OLD_WORDS = (
    "行政相对人代码_1 行政处罚决定书文号 处罚决定日期 处罚机关 行政相对人名称 处罚类别1 处罚类别2 处罚名称 处罚事由 处罚依据 "
    "处罚结果 法定代表人姓名"
)


@pytest.mark.parametrize("headings", [OLD_CODES.split(), OLD_WORDS.split()])
def test_the_older_version_too(tmp_path, headings):
    run = made("2023-12-31", ["penalties"], show_persons=True, penalties=ROWS)
    path = tmp_path / "old.csv"
    words = {"fine": "罚款", "warning": "警告", "other": "其他", "withdraw_permit": "其他-撤销许可", "restrict_profession": "限制从业",
             "confiscate_gains": "没收违法所得"}  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([*headings, "DFBM", "SJC"])
        for one in ROWS:
            first, second = (words[kind] for kind in one["kinds"].split(";"))
            texts = (one[name] for name in ("uscc", "decision_no"))
            writer.writerow(
                [
                    *texts,
                    "2023/6/1",
                    "甲局",
                    "合成样本",
                    first,
                    second,
                    "甲类",
                    "甲事实",
                    "甲条",
                    "罚款",
                    "张三",
                    "510900",
                    "2023",
                ]
            )
    read = read_feed(path)
    assert (read.rows.generation, read.rows.unread, read.rows.unknown, read.faults) == ("old", ("DFBM", "SJC"), (), ())
    assert physical(read.registers, OLD) == physical(run.registers, OLD)
    assert {row.get("fine_yuan", "") for row in read.rows.rows} == {""}


def test_a_workbook_of_another_office(tmp_path):
    path = tmp_path / "their.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("导出")
        page.write_row(
            0,
            0,
            [
                "行政相对人代码_1",
                "行政处罚决定书文号",
                "处罚决定日期",
                "处罚类别",
                "违法行为类型",
                "罚款金额（万元）",
                "违法事实",
                "说明",
            ],
        )
        page.write_row(1, 0, [USCC, "甲", "2023/6/1", "罚款、警告", "甲类", 0.2, "甲事实", "x"])
    read = read_feed(path)
    assert read.rows.unknown == ("说明",)
    assert read.frame.select("record_id", "decided_on", "kinds", "fine_yuan").rows() == [
        (f"甲|{USCC}", "2023-06-01", "fine;warning", "2000")
    ]


@pytest.mark.parametrize(
    ("headings", "said"),
    [
        (["行政相对人名称", "处罚依据"], "no heading tells"),
        (["CF_CFMC", "CF_WFXW"], "more than one version"),
        (["CF_WFXW", "CF_WSH", "行政处罚决定书文号"], "are one column"),
    ],
)
def test_headings_that_cannot_be_read_are_refused(headings, said):
    with pytest.raises(PublicityError, match=said) as refused:
        read_feed_rows(headings, [], layouts(), "x.csv")
    assert refused.value.zh.startswith("x.csv")


def test_a_word_that_nobody_knows_is_not_guessed(tmp_path):
    path = tmp_path / "penalties.csv"
    path.write_text(
        f"CF_XDR_SHXYM,CF_WSH,CF_JDRQ,CF_CFLB,CF_WFXW,CF_NR_FK\n{USCC},甲,2023-06-01,暂扣或者吊销许可证,甲类,2万\n",
        encoding="utf-8",
    )
    read = read_feed(path)
    assert {(one.row, one.field) for one in read.faults} == {(2, "kinds"), (2, "fine_yuan")}
    assert all(one.en.startswith("penalties.csv, row 2: ") for one in read.faults)


@pytest.mark.parametrize(("kinds", "until"), [("罚款", ""), ("限制从业", "2028-06-01")])
def test_how_long_a_penalty_is_valid_is_a_ban_only_where_there_is_one(kinds, until):
    read = read_feed_rows(["CF_WFXW", "CF_CFLB", "CF_YXQ"], [(2, ["甲", kinds, "2028/06/01"])], layouts(), "x.csv")
    assert read.rows[0]["ban_until"] == until


def test_no_end_is_no_ban():
    read = read_feed_rows(["CF_WFXW", "CF_CFLB", "CF_YXQ"], [(2, ["甲", "限制从业", "2099/12/31"])], layouts(), "x.csv")
    assert read.rows[0]["ban_until"] == ""
