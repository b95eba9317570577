import pytest

from riskgrade.registers import RegisterError, load_registers

from .samples import MODELS, A, csv_text, grid, write_sheets

FIRM = [{"uscc": A, "name": "甲"}]


def test_a_folder(tmp_path):
    (tmp_path / "enterprises.csv").write_text(csv_text(FIRM))
    write_sheets(
        tmp_path / "抽检.xlsx", {"Sheet1": grid([{"record_id": "1", "uscc": A, "sampled_on": "", "result": ""}])}
    )
    for name in ("readme.md", "weather.csv", ".hidden.csv", "~$抽检.xlsx", "samplings.txt"):
        (tmp_path / name).write_text("x")
    (tmp_path / "sub").mkdir()
    read = load_registers(str(tmp_path), MODELS)
    assert set(read.registers) == {"enterprises", "samplings"}
    assert [en.split()[0] for en, _ in read.notices] == ["readme.md", "samplings.txt", "weather.csv"]


def test_one_file(tmp_path):
    (tmp_path / "enterprises.csv").write_text(csv_text(FIRM))
    assert load_registers(tmp_path / "enterprises.csv", MODELS).registers["enterprises"].rows == 1


@pytest.mark.parametrize(
    ("files", "ask", "said"),
    [
        ([], "nowhere", "is not there"),
        ([], ".", "No register was found"),
        (["weather.csv"], ".", "must be called like one of: enterprises, samplings"),
        (["weather.csv"], "weather.csv", "No register was found in weather.csv"),
        (["enterprises.txt"], "enterprises.txt", "No register was found"),
        (["enterprises.csv", "企业名册.csv"], ".", "'enterprises.csv' and '企业名册.csv' both hold"),
        (["enterprises.parquet"], ".", "cannot be read as Parquet"),
        (["enterprises.xlsx"], ".", "not an .xlsx workbook"),
    ],
)
def test_what_cannot_be_used(tmp_path, files, ask, said):
    for name in files:
        (tmp_path / name).write_text(csv_text(FIRM))
    with pytest.raises(RegisterError) as caught:
        load_registers(tmp_path / ask, MODELS)
    assert said in caught.value.en
    assert caught.value.zh


def test_memory_names_registers_too():
    read = load_registers({"企业名册": FIRM, "weather": []}, MODELS)
    assert set(read.registers) == {"enterprises"}
    assert read.notices[0][0].startswith("weather is no register")
    with pytest.raises(RegisterError, match="both hold"):
        load_registers({"企业名册": FIRM, "enterprises": FIRM}, MODELS)


def test_a_damaged_parquet(tmp_path):
    import polars as pl

    path = tmp_path / "enterprises.parquet"
    pl.DataFrame({"uscc": [A] * 5000, "name": [str(i) for i in range(5000)]}).write_parquet(path)
    data = bytearray(path.read_bytes())
    data[100:400] = b"\xff" * 300
    path.write_bytes(bytes(data))
    with pytest.raises(RegisterError, match="cannot be read as Parquet"):
        load_registers(tmp_path, MODELS)
