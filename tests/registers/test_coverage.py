from datetime import date

import pytest

from riskgrade.registers import RegisterError, load_registers

from .samples import MODELS, A, csv_text


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "enterprises.csv").write_text(csv_text([{"uscc": A, "name": "甲"}]))
    return tmp_path


def covered(folder, **more):
    return load_registers(folder, MODELS, **more).registers["enterprises"].coverage


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("enterprises: {from: 2021-01-01, to: 2023-12-31}", (date(2021, 1, 1), date(2023, 12, 31))),
        ("enterprises:\n  from: 2021-01-01\n", (date(2021, 1, 1), None)),
        ("企业名册: {to: 2021-01-01}", (None, date(2021, 1, 1))),
        ("samplings: {to: 2021-01-01}", None),
        ("", None),
    ],
)
def test_a_file_beside_the_data(folder, text, want):
    (folder / "coverage.yaml").write_text(text)
    assert covered(folder) == want
    assert covered(folder / "enterprises.csv") == want


def test_an_argument_wins(folder):
    (folder / "coverage.yaml").write_text("enterprises: {from: 2021-01-01}")
    given = {"enterprises": (None, date(2022, 1, 1))}
    assert covered(folder, coverage=given) == (None, date(2022, 1, 1))


def test_a_register_of_another_pack_beside_it(folder):
    (folder / "weather.csv").write_text("x")
    (folder / "coverage.yaml").write_text("weather: {from: 2021-01-01}")
    assert covered(folder) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("enterprise: {from: 2021-01-01}", "no register is called 'enterprise'; did you mean enterprises?"),
        ("enterprises: 2021", "must be given as"),
        ("enterprises: {}", "must be given as"),
        ("enterprises: {since: 2021-01-01}", "must be given as"),
        ("enterprises: {from: 2021}", "'2021' of 'enterprises' is not a date"),
        ("enterprises: {from: 20210101}", "is not a date"),
        ("enterprises: {from: 2021-02-30}", "is not a date"),
        ("enterprises: {from: 2022-01-01, to: 2021-01-01}", "ends before it begins"),
        ("enterprises: {from: 2021-01-01}\nenterprises: {to: 2022-01-01}", "cannot be read"),
        ("enterprises: {from: 2021-01-01}\n企业名册: {to: 2022-01-01}", "stands there twice"),
        ("- a", "must map registers"),
        ("{", "line 1"),
        ("x" * 200_000, "too large"),
    ],
)
def test_what_it_may_not_say(folder, text, said):
    (folder / "coverage.yaml").write_text(text)
    with pytest.raises(RegisterError) as caught:
        covered(folder)
    assert said in caught.value.en
    assert "coverage.yaml" in caught.value.en


def test_an_argument_that_is_wrong(folder):
    with pytest.raises(RegisterError, match="no register is called"):
        covered(folder, coverage={"nope": (None, None)})
    with pytest.raises(RegisterError, match="ends before"):
        covered(folder, coverage={"enterprises": (date(2022, 1, 1), date(2021, 1, 1))})
