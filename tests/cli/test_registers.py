"""`riskgrade registers check`: every finding with its row, and the exit status."""

from tests.report import sample


def check(*args):
    return ("registers", "check", *args)


def test_nothing_wrong(riskgrade, registers, pack):
    done = riskgrade(*check(registers, "--pack", pack))
    assert done.status == 0
    assert "firms.csv" in done.out


def test_findings_row_by_row_in_both_languages(riskgrade, pack, tmp_path):
    rows = [sample.FIRMS[0], {**sample.FIRMS[1], "code": ""}, {**sample.FIRMS[1], "kind": "bakery"}]
    sample.write_csv(tmp_path / "some" / "firms.csv", rows)
    args = check(tmp_path / "some", "--pack", pack)
    done = riskgrade(*args)
    assert done.status == 1
    assert "error: firms.csv, row 3: 'code' (代码) is blank, and a record needs it. The row is set aside." in done.out
    assert "finding: firms.csv, row 4: 'kind': 'bakery' is none of the known values" in done.out
    assert "错误：firms.csv 第3行：" in riskgrade(*args, "--language", "zh").out
    told = riskgrade(*args, "--json").json
    assert [(one["row"], one["code"]) for one in told["findings"]] == [(3, "REQUIRED_BLANK"), (4, "NOT_IN_VALUES")]
    assert told["set_aside"] == 1


def test_warnings_alone_are_status_0(riskgrade, pack, tmp_path):
    sample.write_csv(tmp_path / "some" / "firms.csv", [sample.FIRMS[0], sample.FIRMS[0]])
    done = riskgrade(*check(tmp_path / "some", "--pack", pack))
    assert (done.status, "warning: firms.csv" in done.out) == (0, True)


def test_what_cannot_be_read(refused, pack, tmp_path):
    assert "is not there" in refused(*check(tmp_path / "nothing", "--pack", pack))[0]
