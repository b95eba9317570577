import pytest

from riskgrade.registers import RegisterError
from riskgrade.registers.names import match_columns, register_names

from .samples import FIRMS, MODELS, model


@pytest.mark.parametrize("heading", ["uscc", " USCC ", "ｕｓｃｃ", "统一社会信用代码", "社会信用代码", "\ufeffuscc"])
def test_headings(heading):
    assert match_columns("a.csv", FIRMS, [heading, "名称", "备注", " "]) == ({"uscc": 0, "name": 1}, ["备注"])


def test_two_columns_for_one_field():
    with pytest.raises(RegisterError, match="'uscc' and '统一社会信用代码' both hold the field 'uscc'"):
        match_columns("a.csv", FIRMS, ["uscc", "name", "统一社会信用代码"])


def test_a_missing_column_names_the_nearest():
    with pytest.raises(RegisterError) as caught:
        match_columns("a.csv", FIRMS, ["统一信用代码", "name"])
    assert (
        "required field 'uscc' (统一社会信用代码) has no column. Nearest headings there: '统一信用代码'"
        in caught.value.en
    )
    assert "缺少必填字段 uscc（统一社会信用代码）" in caught.value.zh


def test_own_names_win_over_labels():
    register = model(key="a", fields={"a": {"type": "code", "label": {"zh": "b"}}, "b": {"type": "text"}})
    assert match_columns("x", register, ["b", "a"])[0] == {"b": 0, "a": 1}


def test_register_names():
    assert register_names(MODELS) == {
        "enterprises": "enterprises",
        "samplings": "samplings",
        "企业名册": "enterprises",
        "抽检": "samplings",
    }
